"""The video meeting: opened from the desk, entered by a personal link with one page and one button."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from csp.decorators import csp_update
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from maillage.cooperation.access import get_roundtable
from maillage.cooperation.access_rooms import invitation_to_join
from maillage.cooperation.actions.video import (
    Visitor,
    close_breakouts,
    end_video_room,
    open_breakouts,
    open_video_room,
    room_of,
    user_of_contact,
    way_in,
)
from maillage.cooperation.enums import Mode, State
from maillage.cooperation.models import Invitation, Room, Roundtable
from maillage.cooperation.queries.rooms import Participant, table_of
from maillage.cooperation.spoken import title_of, when_of
from maillage.cooperation.video import VideoFailed, video_server
from maillage.people.access import DeskRequest, actor_of, editor_desk
from maillage.people.personal_pages import View, gone, personal
from maillage.territory.models import Region

DEEDS: dict[str, Callable[..., Any]] = {
    "open": open_video_room,
    "rooms": open_breakouts,
    "back": close_breakouts,
    "end": end_video_room,
}
# Browsers hold a redirect after a form against form-action, and video servers pass guests on to further hosts.
leads_out = cast("Callable[[View], View]", csp_update({"form-action": ["https:", "http:"]}))


@editor_desk
@leads_out
def roundtable_video(request: DeskRequest, region: Region, number: int) -> HttpResponse:
    """Show how people meet on screen; open and end the meeting and its rooms."""
    roundtable = get_roundtable(region, number)
    if request.method == "POST":
        deed = DEEDS.get(request.POST.get("do", ""))
        if deed is not None:
            try:
                deed(roundtable=roundtable, by=actor_of(request.user))
            except (VideoFailed, ValidationError) as failure:
                return screen(request, roundtable, failure)
            messages.success(request, said_of(request.POST["do"]))
        return redirect("cooperation:roundtable-video", region.slug, number)
    return screen(request, roundtable)


def said_of(deed: str) -> str:
    """Say what was done."""
    sentences = {
        "open": _("The meeting is open. Guests come in by their personal link."),
        "rooms": _("The rooms are open. Each guest’s personal link now leads into their room."),
        "back": _("The rooms are closed. Everybody is called back."),
        "end": _("The meeting has ended for everybody."),
    }
    return sentences[deed]


def screen(request: HttpRequest, roundtable: Roundtable, failure: Exception | None = None) -> HttpResponse:
    """Show the meeting as it stands, with what went wrong."""
    table = table_of(roundtable)
    shown = {
        "region": roundtable.region,
        "programme": roundtable.region.programme,
        "roundtable": roundtable,
        "number": roundtable.number,
        "server": video_server(),
        "video": table.video if table.video and table.video.opened_at else None,
        "rooms": [(room, str(room.pk) in (table.video.breakouts if table.video else {})) for room in table.rooms],
        "refusal": sentence_of(failure) if failure else "",
    }
    return render(request, "cooperation/video.html", shown, status=502 if isinstance(failure, VideoFailed) else 200)


def sentence_of(failure: Exception) -> str:
    """Return what a failure says to whoever pressed the button."""
    return failure.messages[0] if isinstance(failure, ValidationError) else str(failure)


@editor_desk
@require_POST
def roundtable_video_enter(request: DeskRequest, region: Region, number: int) -> HttpResponse:
    """Take somebody of the desk into the meeting, or into one of its rooms, as a moderator."""
    roundtable = get_roundtable(region, number)
    asked = request.POST.get("room", "")
    room = Room.objects.filter(roundtable=roundtable, pk=int(asked)).first() if asked.isdecimal() else None
    visitor = Visitor(str(request.user), f"u{request.user.pk}", moderates=True)
    try:
        return HttpResponseRedirect(way_in(roundtable=roundtable, visitor=visitor, room=room))
    except (VideoFailed, ValidationError) as failure:
        return screen(request, roundtable, failure)


@leads_out
@personal
def video_join(request: HttpRequest, token: str) -> HttpResponse:
    """One page, one button: into the meeting, and into one's own room while rooms are open."""
    invitation = invitation_to_join(token)
    roundtable = invitation.roundtable
    if is_over(roundtable):
        return gone(request, _("This roundtable is over."), _("Its report is sent to everybody who was invited."))
    room = room_of(roundtable, invitation.contact_id)
    refusal = ""
    if request.method == "POST":
        try:
            into = None if request.POST.get("into") == "everybody" else room
            return HttpResponseRedirect(way_in(roundtable=roundtable, visitor=visitor_of(invitation), room=into))
        except (VideoFailed, ValidationError) as failure:
            refusal = sentence_of(failure)
    return render(request, "cooperation/video_join.html", join_page(invitation, room, refusal))


def is_over(roundtable: Roundtable) -> bool:
    """Say whether nobody meets any more: held, cancelled, or its day past."""
    return roundtable.state in {State.HELD, State.CANCELLED} or roundtable.date < timezone.localdate()


def visitor_of(invitation: Invitation) -> Visitor:
    """Return a guest as they enter; whoever leads the talk in a room moderates."""
    guest = Participant(invitation.contact, invitation)
    leads = Room.objects.filter(roundtable=invitation.roundtable, facilitator=invitation.contact).exists()
    return Visitor(guest.name, user_of_contact(invitation.contact_id), moderates=leads)


def join_page(invitation: Invitation, room: Room | None, refusal: str) -> dict[str, Any]:
    """Return what a guest sees before they enter."""
    roundtable = invitation.roundtable
    video = getattr(roundtable, "video_room", None)
    is_open = video is not None and video.opened_at is not None
    inside = room if is_open and video and room and str(room.pk) in video.breakouts else None
    return {
        "invitation": invitation,
        "guest": Participant(invitation.contact, invitation),
        "roundtable": roundtable,
        "programme": roundtable.region.programme,
        "heading": title_of(roundtable),
        "when": when_of(roundtable),
        "is_open": is_open,
        "may_enter": is_open or bool(roundtable.video_link),
        "is_on_site": roundtable.mode == Mode.ON_SITE,
        "room": room,
        "inside": inside,
        "refusal": refusal,
    }
