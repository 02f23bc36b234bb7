"""Questions about a pasted list: who of it is new, known, invited already, or wants to be left alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from maillage.cooperation.models import Invitation, Roundtable
from maillage.core.folding import fold
from maillage.core.guest_list import GuestList, Person
from maillage.people.contact_list import ContactLine, category_of, language_of
from maillage.people.models import Contact, Organisation


@dataclass
class Sorted:
    """What inviting a list would do; `strangers` are organisations that are not on the platform."""

    new: list[ContactLine] = field(default_factory=list)
    known: list[Contact] = field(default_factory=list)
    invited: list[Contact] = field(default_factory=list)
    stopped: list[Contact] = field(default_factory=list)
    strangers: list[str] = field(default_factory=list)

    @property
    def to_invite(self) -> int:
        return len(self.new) + len(self.known)

    def without_strangers(self) -> list[ContactLine]:
        """Return the new people, those of organisations that are not here as people without one."""
        unknown = {fold(name) for name in self.strangers}
        return [replace(line, organisation="") if fold(line.organisation) in unknown else line for line in self.new]


def sort_guests(roundtable: Roundtable, people: Sequence[Person], *, language: str) -> Sorted:
    """Tell the people of a list apart; `language` is that of whose line names none. Three queries."""
    contacts = Contact.objects.filter(region=roundtable.region).exclude(email="").order_by()
    here = {contact.email.lower(): contact for contact in contacts}
    invited = set(Invitation.objects.filter(roundtable=roundtable).values_list("contact_id", flat=True))
    found = Sorted()
    for person in people:
        contact = here.get(person.email)
        if contact is None:
            found.new.append(_line(person, language))
        elif contact.pk in invited:
            found.invited.append(contact)
        elif contact.unsubscribed_at:
            found.stopped.append(contact)
        else:
            found.known.append(contact)
    names = {fold(line.organisation): line.organisation for line in found.new if line.organisation}
    if names:
        seated = Organisation.objects.filter(seats__region=roundtable.region).values_list("name", flat=True)
        for folded in {fold(name) for name in seated}:
            names.pop(folded, None)
    found.strangers = list(names.values())
    return found


def _line(person: Person, language: str) -> ContactLine:
    return ContactLine(
        number=person.number,
        name=person.name,
        email=person.email,
        organisation=person.organisation,
        category=category_of(person.category) or "",
        language=(language_of(person.language) if person.language else "") or language,
        phone=person.phone,
        function=person.function,
    )


def needs_a_look(read: GuestList, found: Sorted) -> bool:
    """Tell whether a list holds something a convenor should see before anybody is written to."""
    return bool(read.faults or found.stopped or found.strangers)
