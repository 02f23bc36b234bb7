"""Questions about an audience: who could be invited, who came when, who is missing at the table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypedDict

from django.db.models import Exists, FilteredRelation, OuterRef, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maillage.cooperation.enums import State
from maillage.cooperation.models import Invitation, Roundtable
from maillage.core.folding import fold
from maillage.core.plain_text import printable
from maillage.core.retention import Gathering, Stopped, stopped
from maillage.kit.spoken import language_name, ordinal
from maillage.people.enums import Category
from maillage.people.models import Contact, Seat
from maillage.people.queries.senders import mail_language
from maillage.territory.models import Place, Region
from maillage.territory.models.place import Degurba

NAMED = 5
MISSING: tuple[tuple[set[Category], Callable[[], str]], ...] = (
    ({Category.PUBLIC_EMPLOYMENT}, lambda: _("No public employment body is invited yet.")),
    ({Category.LOCAL_AUTHORITIES}, lambda: _("No local authority is invited yet.")),
    ({Category.STATE_SERVICE}, lambda: _("No State service is invited yet.")),
    (
        {Category.NEWCOMERS, Category.REFUGEE_LED, Category.MIGRANT_LED},
        lambda: _("Nobody is invited yet who speaks as a newcomer, a refugee or a migrant."),
    ),
)

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    class Known(TypedDict):
        """What the query adds to a contact."""

        has_left: bool
        was_invited: bool
        city: bool
        town: bool
        rural: bool
        serves_place: bool

    KnownContact = WithAnnotations[Contact, Known]

AREAS = {"city": Degurba.CITY, "town": Degurba.TOWN, "rural": Degurba.RURAL}


@dataclass(frozen=True)
class Candidate:
    """A contact of the region, with the earlier tables it sat at and where it speaks for."""

    contact: KnownContact
    seen_at: frozenset[int]
    last: int | None
    areas: frozenset[int]
    is_in_place: bool
    invitation: Invitation | None

    @property
    def times(self) -> int:
        return len(self.seen_at)

    @property
    def was_at_last(self) -> bool:
        return self.last in self.seen_at

    @property
    def is_open(self) -> bool:
        """Whether this person may still be invited."""
        return self.invitation is None and self.contact.unsubscribed_at is None

    @property
    def is_proposed(self) -> bool:
        """Whether this person is ticked without being asked for: reachable, and of an organisation that is here."""
        return bool(self.contact.email) and not self.contact.has_left


@dataclass(frozen=True)
class History:
    """The earlier tables of a region: who sat there by name, and which categories were told."""

    tables: tuple[Gathering[int], ...] = ()
    seen_at: dict[int, frozenset[int]] = field(default_factory=dict)

    @property
    def last(self) -> int | None:
        """The last table at which somebody is known by name."""
        return max((table.number for table in self.tables if table.present), default=None)


def history_before(roundtable: Roundtable) -> History:
    """Return what is known of the tables before a roundtable; one query."""
    rows = (
        Roundtable.objects.filter(region=roundtable.region, number__lt=roundtable.number)
        .exclude(state__in=[State.CANCELLED, State.DRAFT])
        .order_by("number")
        .values_list("number", "attendance__categories", "presences__contact")
    )
    present: dict[int, set[int]] = {}
    kinds: dict[int, frozenset[str]] = {}
    seen: dict[int, set[int]] = {}
    for number, categories, contact in rows:
        kinds[number] = frozenset(key for key, count in (categories or {}).items() if count != 0)
        present.setdefault(number, set()).update([contact] if contact else [])
        if contact:
            seen.setdefault(contact, set()).add(number)
    tables = [
        Gathering(number, present=frozenset(there) if there else None, kinds=kinds[number])
        for number, there in present.items()
    ]
    return History(tuple(tables), {contact: frozenset(numbers) for contact, numbers in seen.items()})


def candidates_for(roundtable: Roundtable, history: History, *, place: str = "") -> list[Candidate]:
    """Return everybody in the directory of the region, in the order of organisations, with their invitation.

    One query, whatever there is; `place` is the name of a place whose organisations are told apart.
    """
    region, place = roundtable.region, fold(printable(place))
    seat = Seat.objects.filter(region=region, organisation=OuterRef("organisation"))
    before = Invitation.objects.filter(contact=OuterRef("pk"), roundtable__number__lt=roundtable.number)
    served = Place.objects.filter(organisations_serving=OuterRef("organisation"))
    contacts = (
        Contact.objects.filter(region=region)
        .annotate(
            asked=FilteredRelation("invitations", condition=Q(invitations__roundtable=roundtable)),
            has_left=Exists(seat.filter(left_on__isnull=False)),
            was_invited=Exists(before),
            serves_place=Exists(served.filter(folded_name=place)),
            **{name: Exists(served.filter(degurba=degurba)) for name, degurba in AREAS.items()},
        )
        .order_by("organisation__name", "name", "pk")
    )
    # The types know the relations of the model, not the one that the query adds.
    near: Any = contacts
    near = near.select_related("organisation__based_in", "asked__guest_seat")
    return [_candidate(contact, roundtable, history, place) for contact in near]


def _candidate(contact: KnownContact, roundtable: Roundtable, history: History, place: str) -> Candidate:
    invitation: Invitation | None = getattr(contact, "asked", None)
    if invitation:
        invitation.contact, invitation.roundtable = contact, roundtable
    home = contact.organisation.based_in if contact.organisation else None
    areas = {degurba for name, degurba in AREAS.items() if getattr(contact, name)}
    return Candidate(
        contact=contact,
        seen_at=history.seen_at.get(contact.pk, frozenset()),
        last=history.last,
        areas=frozenset(areas | ({home.degurba} if home and home.degurba else set())),
        is_in_place=contact.serves_place or (home is not None and fold(home.name) == place),
        invitation=invitation,
    )


@dataclass(frozen=True)
class Chosen:
    """How many people of how many organisations are chosen, in which mail languages, and who has no address."""

    people: int
    organisations: int
    by_language: tuple[tuple[str, int], ...]
    without_address: int


def chosen_of(contacts: Iterable[Contact], region: Region) -> Chosen:
    """Count those who are chosen."""
    people = list(contacts)
    mailed = [contact for contact in people if contact.email]
    languages = Counter(mail_language(contact.preferred_language, region) for contact in mailed)
    return Chosen(
        people=len(people),
        organisations=len({contact.organisation_id for contact in people if contact.organisation_id}),
        by_language=tuple((language_name(code), count) for code, count in languages.most_common()),
        without_address=len(people) - len(mailed),
    )


def warnings_for(audience: Sequence[Candidate], everybody: Sequence[Candidate], history: History) -> list[str]:
    """Say who is missing: authorities, employment, newcomers, rural places, and who was there at earlier tables."""
    if not audience:
        return []
    present = {one.contact.stakeholder_category for one in audience}
    missing = [(categories, sentence()) for categories, sentence in MISSING if not present & categories]
    sentences = [sentence for _categories, sentence in missing]
    told = {str(category) for categories, _sentence in missing for category in categories}
    areas = frozenset[int]().union(*(one.areas for one in audience))
    if areas and Degurba.RURAL not in areas:
        sentences.append(_("Nobody is invited yet from a rural municipality."))
    sentences += _categories_left_out(present | told, history)
    return [*sentences, *_faithful_left_out(audience, everybody, history)]


def _categories_left_out(spoken_of: set[str], history: History) -> list[str]:
    """Say which categories sat at earlier tables and are neither invited nor missed in another sentence."""
    last_seen = {kind: table.number for table in history.tables for kind in table.kinds or ()}
    sentence = _("%(category)s sat at the %(ordinal)s roundtable; none of them is invited yet.")
    return [
        sentence % {"category": _capital(str(Category(kind).label)), "ordinal": ordinal(last_seen[kind])}
        for kind in Category.values
        if kind in last_seen and kind not in spoken_of
    ][:NAMED]


def organisations_that_stopped(everybody: Iterable[Candidate], history: History) -> list[Stopped[str]]:
    """Return the organisations that used to come and missed at least the last table, by name."""
    at = {one.contact.pk: str(one.contact.organisation) for one in everybody if one.contact.organisation}
    tables = [
        Gathering(table.number, present=frozenset(at[pk] for pk in table.present if pk in at))
        for table in history.tables
        if table.present is not None
    ]
    return stopped(tables)


def _faithful_left_out(audience: Iterable[Candidate], everybody: Iterable[Candidate], history: History) -> list[str]:
    """Say who used to come and stopped, the invited and the others apart."""
    asked = {str(one.contact.organisation) for one in audience if one.contact.organisation}
    gone = organisations_that_stopped(everybody, history)
    again = [one for one in gone if one.who in asked]
    left_out = [one for one in gone if one.who not in asked]
    called = _("%(organisation)s has not come since the %(ordinal)s roundtable. A call may help.")
    missing = _("%(organisation)s has not come since the %(ordinal)s roundtable, and nobody there is invited yet.")
    told = [(called, one) for one in again[:NAMED]] + [(missing, one) for one in left_out[:NAMED]]
    more = len(gone) - len(told)
    sentences = [sentence % {"organisation": one.who, "ordinal": ordinal(one.last)} for sentence, one in told]
    if more:
        further = ngettext(
            "One further organisation has not come lately.",
            "%(count)s further organisations have not come lately.",
            more,
        )
        sentences.append(further % {"count": more})
    return sentences


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
