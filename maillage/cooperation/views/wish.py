"""What a guest does without an account: say in which room they would like to sit."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from maillage.cooperation.access import guest_of
from maillage.cooperation.access_before import invitation_by
from maillage.cooperation.actions.wish import wish_rooms
from maillage.cooperation.forms.wish import WishForm
from maillage.cooperation.links import WISH
from maillage.cooperation.models import RoomPreference
from maillage.cooperation.queries.invitations import why_closed
from maillage.cooperation.queries.live import rooms_of
from maillage.cooperation.spoken import title_of, when_of
from maillage.people.personal_pages import gone, personal


@personal
def room_wish(request: HttpRequest, token: str) -> HttpResponse:
    """One page, one button: which room a guest would like, and which else."""
    invitation = invitation_by(WISH, token)
    roundtable = invitation.roundtable
    rooms = list(rooms_of(roundtable))
    if why_closed(invitation) or not rooms:
        return gone(request, _("Wishes were taken until the start of the roundtable."))
    wishes = list(RoomPreference.objects.filter(invitation=invitation))
    initial = {f"wish_{wish.rank}": wish.room_id for wish in wishes}
    form = WishForm(request.POST if request.method == "POST" else None, initial=initial, rooms=rooms)
    if request.method == "POST" and form.is_valid():
        try:
            wish_rooms(invitation=invitation, rooms=form.rooms, by=guest_of(invitation))
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return redirect("cooperation:room-wish", token)
    shown = {
        "invitation": invitation,
        "programme": roundtable.region.programme,
        "heading": title_of(roundtable),
        "when": when_of(roundtable),
        "rooms": rooms,
        "form": form,
        "wishes": wishes,
    }
    return render(request, "cooperation/room_wish.html", shown)
