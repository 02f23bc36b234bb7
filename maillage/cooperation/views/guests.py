"""One guest on the desk: an answer told by telephone, the link sent again or withdrawn."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from maillage.cooperation.access import get_invitation, get_roundtable
from maillage.cooperation.actions.invite import send_again, withdraw_invitation
from maillage.cooperation.actions.reply import Reply, reply
from maillage.cooperation.forms.who import RecordAnswerForm
from maillage.cooperation.models import Roundtable
from maillage.cooperation.queries.invitations import why_closed
from maillage.cooperation.queries.seats import waits
from maillage.people.access import DeskRequest, actor_of, convenor_desk
from maillage.territory.models import Region


def back(roundtable: Roundtable) -> HttpResponse:
    """Lead back to the guests."""
    return redirect("cooperation:roundtable-who", roundtable.region.slug, roundtable.number)


def done(request: DeskRequest, deed: Callable[[], str]) -> None:
    """Do it and say so, or say why it was refused."""
    try:
        messages.success(request, deed())
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))


@convenor_desk
def invitation_record(request: DeskRequest, region: Region, number: int, public_id: str) -> HttpResponse:
    """Write down what a guest said, or manage their link."""
    roundtable = get_roundtable(region, number)
    invitation = get_invitation(roundtable, public_id)
    said = {name: getattr(invitation, name) for name in RecordAnswerForm.base_fields}
    # A press in the list of guests sends an answer alone: what else is known stays.
    sent = {**said, **request.POST.dict()} if request.method == "POST" else None
    form = RecordAnswerForm(sent, initial=said)
    if request.method == "POST" and form.is_valid():
        answer = Reply(
            **form.cleaned_data,
            interpreter=invitation.interpreter,
            access_needs=invitation.access_needs,
        )
        try:
            noted = reply(invitation=invitation, said=answer, by=actor_of(request.user))
        except ValidationError as error:
            form.add_error(None, error)
        else:
            sentence = _("Noted: %(guest)s.")
            if waits(noted):
                sentence = _("Noted: %(guest)s. All seats are taken; who waits moves up when one becomes free.")
            messages.success(request, sentence % {"guest": invitation.contact})
            return back(roundtable)
    shown = {
        "region": region,
        "programme": region.programme,
        "roundtable": roundtable,
        "number": number,
        "invitation": invitation,
        "form": form,
        "closed": why_closed(invitation),
    }
    return render(request, "cooperation/guest.html", shown)


@require_POST
@convenor_desk
def invitation_resend(request: DeskRequest, region: Region, number: int, public_id: str) -> HttpResponse:
    """Send an invitation once more."""
    roundtable = get_roundtable(region, number)
    invitation = get_invitation(roundtable, public_id)

    def deed() -> str:
        send_again(invitation=invitation, by=actor_of(request.user))
        return _("Sent once more to %(guest)s.") % {"guest": invitation.contact}

    done(request, deed)
    return back(roundtable)


@require_POST
@convenor_desk
def invitation_revoke(request: DeskRequest, region: Region, number: int, public_id: str) -> HttpResponse:
    """Take an invitation back."""
    roundtable = get_roundtable(region, number)
    invitation = get_invitation(roundtable, public_id)

    def deed() -> str:
        withdraw_invitation(invitation=invitation, by=actor_of(request.user))
        return _("Withdrawn. The link of %(guest)s has ended.") % {"guest": invitation.contact}

    done(request, deed)
    return back(roundtable)
