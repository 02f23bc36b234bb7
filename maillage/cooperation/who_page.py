"""What the screen Who shows: the audience and who is missing in it, the exact mails, answers and reminders."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import prefetch_related_objects
from django.http import QueryDict

from maillage.cooperation.enums import Answer, State
from maillage.cooperation.forms.invite import InviteForm, times_for
from maillage.cooperation.forms.who import AudienceForm
from maillage.cooperation.letters import invitation_letter
from maillage.cooperation.models import Invitation, PersonalLine, Reminder, Roundtable
from maillage.cooperation.queries.audience import (
    Candidate,
    History,
    candidates_for,
    chosen_of,
    history_before,
    warnings_for,
)
from maillage.cooperation.queries.commitments import open_commitments
from maillage.cooperation.queries.invitations import answers_among, has_started
from maillage.core.wording import Wording
from maillage.kit.context import autonym_of
from maillage.kit.outbox import Message
from maillage.people.access import DeskRequest
from maillage.people.forms.wordings import languages_of
from maillage.people.letters import message_of
from maillage.people.models import Contact
from maillage.people.queries.senders import mail_language, sender_of
from maillage.territory.newcomers_words import for_a_moment_in

# Above this no list is shown: nobody reads it, and a browser would have to send each tick.
LISTED = 300


@dataclass(frozen=True)
class Preview:
    """The mail of one language as its first reader gets it, with the personal link masked; `count` get it."""

    language: str
    autonym: str
    reader: str
    count: int
    message: Message


class WhoPage:
    """The audience of one roundtable as one request asks for it."""

    def __init__(self, request: DeskRequest, roundtable: Roundtable) -> None:
        self.roundtable = roundtable
        self.history: History = history_before(roundtable)
        self.candidates: list[Candidate] = candidates_for(
            roundtable, self.history, place=request.GET.get("place", "")[:160]
        )
        self.open_to = [one for one in self.candidates if one.is_open]
        self.filters = AudienceForm(request.GET, candidates=self.candidates, history=self.history)
        self.shown = self.filters.narrowed(self.open_to)
        self.reminders: list[Reminder] = list(roundtable.reminders.all())
        self.is_open = roundtable.state == State.CALLED and not has_started(roundtable)
        self.line = line_before(roundtable)
        self.form = self._form(request)
        self.sent: QueryDict = request.POST if request.method == "POST" else request.GET
        self.was_sent = request.method == "POST" or "part" in self.sent

    def _form(self, request: DeskRequest) -> InviteForm:
        is_sent = request.method == "POST"
        return InviteForm(
            request.POST if is_sent else None,
            request.FILES if is_sent else None,
            roundtable=self.roundtable,
            open_to=self.open_to,
            fitting=self.proposed,
            languages=written_in(self.roundtable),
            times=times_for(self.roundtable) if self.is_open and not self.reminders else [],
            line=self.line,
        )

    @property
    def proposed(self) -> list[Candidate]:
        """Everybody shown who can be written to."""
        return [one for one in self.shown if one.is_proposed]

    @property
    def is_long(self) -> bool:
        """Whether too many fit to be listed; then all of them are chosen, or nobody."""
        return len(self.shown) > LISTED

    def ticked(self, *, again: bool) -> list[Candidate]:
        """Return who is ticked: as sent, else everybody shown who can be written to.

        Once some are invited, the others were left out on purpose: they are ticked only where a chip asked for them.
        """
        if self.was_sent:
            keys = set(self.sent.getlist("guest"))
            if self.sent.get("everybody"):
                return self.proposed
            return [one for one in self.open_to if str(one.contact.pk) in keys]
        return [] if again and not self.filters.narrows else self.proposed

    def context(self) -> dict[str, Any]:
        """Return all the templates need."""
        invitations = [one.invitation for one in self.candidates if one.invitation]
        ticked = self.ticked(again=bool(invitations))
        invited = [one for one in self.candidates if one.invitation and one.invitation.revoked_at is None]
        contacts = [one.contact for one in ticked]
        written = self.form.personal_line if self.form.is_bound and self.form.is_valid() else self.line
        return {
            "region": self.roundtable.region,
            "programme": self.roundtable.region.programme,
            "roundtable": self.roundtable,
            "number": self.roundtable.number,
            "form": self.form,
            "filters": self.filters,
            "guests": [] if self.is_long else self.shown,
            "fitting": len(self.proposed) if self.is_long else 0,
            "ticked": {contact.pk for contact in contacts},
            "chosen": chosen_of(contacts, self.roundtable.region),
            "warnings": warnings_for([*invited, *ticked], self.candidates, self.history),
            "invitations": sorted(invitations, key=by_answer),
            "answers": answers_among(invitations),
            "reminders": self.reminders,
            "is_open": self.is_open,
            "left_out": sum(one.contact.unsubscribed_at is not None for one in self.candidates),
            "everybody": len(self.candidates),
            "previews": previews_for(self.roundtable, contacts, written) if self.is_open else [],
        }


def by_answer(invitation: Invitation) -> tuple[bool, int, str]:
    """Sort answers: those that stand first, the last said on top, the silent at the end."""
    order = [Answer.COMING, Answer.SUBSTITUTE, Answer.MAYBE, Answer.NOT_COMING, Answer.NONE]
    return invitation.revoked_at is not None, order.index(Answer(invitation.answer)), str(invitation.contact)


def written_in(roundtable: Roundtable) -> list[str]:
    """Return the languages in which mails of a region may leave."""
    spoken = [code for code in languages_of(roundtable.region) if code in settings.TRANSLATED_LANGUAGES]
    return spoken or [mail_language("", roundtable.region)]


def line_before(roundtable: Roundtable) -> Wording:
    """Return the personal line that is kept already."""
    kept = getattr(roundtable, "personal_line", None)
    return Wording(kept.text) if kept else Wording()


def previews_for(roundtable: Roundtable, contacts: Sequence[Contact], line: Wording) -> list[Preview]:
    """Word the mail in each language of the chosen, the most read first; before anybody is chosen in the region's."""
    region = roundtable.region
    readers: dict[str, list[Contact]] = {}
    for contact in contacts:
        if contact.email:
            readers.setdefault(mail_language(contact.preferred_language, region), []).append(contact)
    prefetch_related_objects([roundtable], "agenda")
    roundtable.personal_line = PersonalLine(text=line)
    sender = sender_of(region)
    promised = list(open_commitments(region))
    languages = sorted(readers, key=lambda language: -len(readers[language])) or written_in(roundtable)
    previews = []
    for language in languages:
        first = next(iter(readers.get(language, [])), None)
        asked = Invitation(roundtable=roundtable, contact=first or Contact(region=region))
        theirs = [one for one in promised if first and speaks_for(first, one.organisation_id, one.contact_id)]
        with for_a_moment_in(language):
            message = message_of(invitation_letter(asked, sender, theirs, masked=True), region, sender)
        previews.append(
            Preview(language, autonym_of(language), str(first or ""), len(readers.get(language, [])), message)
        )
    return previews


def speaks_for(contact: Contact, organisation: int | None, promised_by: int | None) -> bool:
    """Tell whether a promise stands in the mail to a contact: that of the organisation, else of the person."""
    if contact.organisation_id is None:
        return promised_by == contact.pk
    return organisation == contact.organisation_id
