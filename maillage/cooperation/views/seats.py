"""Seats on the desk: somebody who waits moves up by hand."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from maillage.cooperation.access import get_invitation, get_roundtable
from maillage.cooperation.actions.seats import give_seat
from maillage.people.access import DeskRequest, actor_of, convenor_desk
from maillage.territory.models import Region


@require_POST
@convenor_desk
def invitation_seat(request: DeskRequest, region: Region, number: int, public_id: str) -> HttpResponse:
    """Give a free seat to somebody who waits."""
    invitation = get_invitation(get_roundtable(region, number), public_id)
    try:
        give_seat(invitation=invitation, by=actor_of(request.user))
        messages.success(request, _("%(guest)s has a seat now.") % {"guest": invitation.contact})
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("cooperation:roundtable-who", region.slug, number)
