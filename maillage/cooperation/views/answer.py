"""What guests do without an account: answer an invitation, stop invitations."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from maillage.cooperation.access import contact_by_link, guest_of, invitation_by_link
from maillage.cooperation.actions.reply import reply, stop_invitations, take_up_invitations
from maillage.cooperation.actions.telling import may_be_mailed
from maillage.cooperation.calendar import invitation_file
from maillage.cooperation.enums import Answer
from maillage.cooperation.forms.answer import AnswerForm
from maillage.cooperation.models import Invitation
from maillage.cooperation.queries.invitations import why_closed
from maillage.cooperation.queries.running import check_in_is_open, is_its_day
from maillage.cooperation.queries.seats import standing_of
from maillage.cooperation.spoken import title_of, when_of, where_of
from maillage.cooperation.views.check_in import arriving
from maillage.kit.audit import Actor
from maillage.people.personal_pages import gone, personal
from maillage.people.queries.senders import sender_of


@personal
def invitation_answer(request: HttpRequest, token: str) -> HttpResponse:
    """One page, one press: whether a guest comes. Opening it answers nothing."""
    invitation = invitation_by_link(token)
    if why := why_closed(invitation):
        if why == "started" and check_in_is_open(invitation.roundtable):
            return arriving(request, invitation, token)
        return closed(request, invitation, why)
    sent = request.POST if request.method == "POST" else None
    form = AnswerForm(sent, invitation=invitation, asked=request.GET.get("answer", ""))
    if request.method == "POST" and form.is_valid():
        try:
            reply(invitation=invitation, said=form.reply(), by=guest_of(invitation))
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return redirect("cooperation:invitation-answer", token)
    return render(request, "cooperation/answer.html", shown_to(invitation, form, token))


def shown_to(invitation: Invitation, form: AnswerForm, token: str) -> dict[str, Any]:
    """Return what the page shows to one guest."""
    roundtable = invitation.roundtable
    standing = standing_of(invitation)
    has_file = invitation.answer in {Answer.COMING, Answer.MAYBE} and not standing.place
    return {
        "invitation": invitation,
        "roundtable": roundtable,
        "programme": roundtable.region.programme,
        "form": form,
        "standing": standing,
        "can_be_written_to": may_be_mailed(invitation),
        "file_url": reverse("cooperation:invitation-calendar", args=[token]) if has_file else "",
        "is_arriving": check_in_is_open(roundtable) and is_its_day(roundtable),
        "token": token,
        "heading": title_of(roundtable),
        "when": when_of(roundtable),
        "where": where_of(roundtable),
        "sender": sender_of(roundtable.region),
    }


@personal
def invitation_calendar(request: HttpRequest, token: str) -> HttpResponse:
    """Hand out the roundtable as a file for a guest's calendar."""
    invitation = invitation_by_link(token)
    if why := why_closed(invitation):
        return closed(request, invitation, why)
    file = invitation_file(invitation, sender_of(invitation.roundtable.region))
    named = {"Content-Disposition": f'attachment; filename="{file.name}"'}
    return HttpResponse(file.content, content_type=f"{file.mime_type}; charset=utf-8", headers=named)


def closed(request: HttpRequest, invitation: Invitation, why: str) -> HttpResponse:
    """Say why no answer is taken any more."""
    write = _("To write to the convenor, answer the message the link came in.")
    if why == "cancelled":
        reason = str(invitation.roundtable.cancelled_because)
        return gone(request, _("This roundtable does not take place."), reason or write)
    if why == "revoked":
        return gone(request, _("This invitation was withdrawn."), write)
    return gone(request, _("The roundtable has begun; answers were taken until then."), write)


@personal
def invitation_stop(request: HttpRequest, token: str) -> HttpResponse:
    """One page, one button: no more invitations, or invitations again."""
    contact = contact_by_link(token)
    if request.method == "POST":
        by = Actor("link", contact.public_id, str(contact))
        verb = take_up_invitations if contact.unsubscribed_at else stop_invitations
        verb(contact=contact, by=by)
        return redirect("cooperation:invitation-stop", token)
    shown = {"contact": contact, "region": contact.region, "programme": contact.region.programme}
    return render(request, "cooperation/stop.html", shown)
