"""The screen Who: guests are chosen, the exact mails are shown, one press invites, answers arrive."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import prefetch_related_objects
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import ngettext

from maillage.cooperation.access import get_roundtable
from maillage.cooperation.actions.invite import add_guests, invite
from maillage.cooperation.enums import Answer, State
from maillage.cooperation.forms.choices import organisations_around
from maillage.cooperation.forms.who import GuestFilterForm, InviteForm
from maillage.cooperation.letters import invitation_letter, message_of
from maillage.cooperation.models import Invitation, Roundtable
from maillage.cooperation.queries.addressees import mail_language, sender_of
from maillage.cooperation.queries.audience import chosen_of, warnings_for
from maillage.cooperation.queries.commitments import open_commitments
from maillage.cooperation.queries.invitations import answers_among, guests_for, has_started, invitations_of
from maillage.kit.context import autonym_of
from maillage.kit.outbox import Message
from maillage.people.access import DeskRequest, actor_of, convenor_desk
from maillage.people.models import Contact
from maillage.territory.models import Region

if TYPE_CHECKING:
    from maillage.cooperation.queries.invitations import SeenContact


@dataclass(frozen=True)
class Preview:
    """The mail of one language as its first reader gets it, with the personal link masked."""

    language: str
    autonym: str
    reader: Contact
    message: Message


@convenor_desk
def roundtable_who(request: DeskRequest, region: Region, number: int) -> HttpResponse:
    """Choose guests, see what they get, invite them; below, what they answered."""
    roundtable = get_roundtable(region, number)
    contacts = list(guests_for(roundtable))
    open_to = [contact for contact in contacts if not contact.is_invited and contact.unsubscribed_at is None]
    form = InviteForm(
        request.POST if request.method == "POST" else None,
        contacts=open_to,
        organisations=organisations_around(region) if request.method == "POST" else [],
        languages=region.languages or ["en"],
    )
    if request.method == "POST" and form.is_valid():
        try:
            return sent(request, roundtable, form)
        except ValidationError as error:
            form.add_error(None, error)
    filters = GuestFilterForm(request.GET, contacts=contacts)
    shown = filters.narrowed(open_to)
    invitations = list(invitations_of(roundtable))
    ticked = ticked_of(request, shown, again=bool(invitations))
    invited = [invitation.contact for invitation in invitations if invitation.revoked_at is None]
    page = {
        "region": region,
        "programme": region.programme,
        "roundtable": roundtable,
        "number": number,
        "form": form,
        "filters": filters,
        "guests": shown,
        "ticked": {contact.pk for contact in ticked},
        "chosen": chosen_of(ticked, region),
        "warnings": warnings_for([*invited, *ticked]),
        "invitations": sorted(invitations, key=by_answer),
        "answers": answers_among(invitations),
        "is_open": roundtable.state == State.CALLED and not has_started(roundtable),
        "left_out": sum(contact.unsubscribed_at is not None for contact in contacts),
        "everybody": len(contacts),
    }
    if request.headers.get("HX-Request") and request.GET.get("part") == "chosen":
        return render(request, "cooperation/_chosen.html", page)
    page["previews"] = previews_for(roundtable, ticked or open_to) if page["is_open"] else []
    return render(request, "cooperation/who.html", page)


def by_answer(invitation: Invitation) -> tuple[bool, int, str]:
    """Sort answers: those that stand first, the last said on top, the silent at the end."""
    order = [Answer.COMING, Answer.SUBSTITUTE, Answer.MAYBE, Answer.NOT_COMING, Answer.NONE]
    return invitation.revoked_at is not None, order.index(Answer(invitation.answer)), str(invitation.contact)


def ticked_of(request: DeskRequest, shown: list[SeenContact], *, again: bool) -> list[SeenContact]:
    """Return who is ticked: as sent, else everybody shown who has an address.

    Once some are invited, the others were left out on purpose: they are ticked only where a filter asked for them.
    """
    sent_by = request.POST if request.method == "POST" else request.GET
    if request.method == "POST" or "part" in sent_by:
        keys = set(sent_by.getlist("guest"))
        return [contact for contact in shown if str(contact.pk) in keys]
    if again and not any(request.GET.values()):
        return []
    return [contact for contact in shown if contact.email and not contact.has_left]


def previews_for(roundtable: Roundtable, contacts: Sequence[Contact]) -> list[Preview]:
    """Word the mail once in each language that is needed, for the first of its readers."""
    region = roundtable.region
    first: dict[str, Contact] = {}
    for contact in contacts:
        if contact.email:
            first.setdefault(mail_language(contact.preferred_language, region), contact)
    prefetch_related_objects([roundtable], "agenda")
    sender = sender_of(region)
    promised = list(open_commitments(region)) if first else []
    previews = []
    for language, contact in first.items():
        asked = Invitation(roundtable=roundtable, contact=contact)
        theirs = [one for one in promised if one.organisation_id and one.organisation_id == contact.organisation_id]
        with translation.override(language):
            message = message_of(invitation_letter(asked, sender, theirs, masked=True), region, sender)
        previews.append(Preview(language, autonym_of(language), contact, message))
    return previews


@transaction.atomic
def sent(request: DeskRequest, roundtable: Roundtable, form: InviteForm) -> HttpResponse:
    """Invite those chosen and those pasted, and say to how many it goes."""
    by = actor_of(request.user)
    pasted = add_guests(
        region=roundtable.region,
        guests=form.cleaned_data["paste"],
        language=form.cleaned_data["paste_language"] or roundtable.region.first_language,
        by=by,
    )
    made = invite(roundtable=roundtable, contacts=[*form.cleaned_data["guest"], *pasted], by=by)
    sentence = ngettext(
        "Sent to %(count)s guest. Answers appear here.", "Sent to %(count)s guests. Answers appear here.", len(made)
    )
    messages.success(request, sentence % {"count": len(made)})
    return redirect("cooperation:roundtable-who", roundtable.region.slug, roundtable.number)
