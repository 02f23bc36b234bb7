"""The links of rooms, for the convenor: shown with a code to scan, mailed to who is in charge, ended."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from maillage.cooperation.access import get_roundtable
from maillage.cooperation.access_live import get_room
from maillage.cooperation.actions.room_links import end_room_links, mail_room_links
from maillage.cooperation.enums import State
from maillage.cooperation.live_links import room_link
from maillage.cooperation.models import Room
from maillage.cooperation.queries.live import rooms_of
from maillage.cooperation.views.live import common
from maillage.people.access import DeskRequest, actor_of, editor_desk
from maillage.people.forms.wordings import languages_of
from maillage.territory.models import Region
from maillage.territory.qr import QrCode, qr_of


@dataclass(frozen=True)
class Door:
    """A room with the link to its page."""

    room: Room
    url: str

    @property
    def qr(self) -> QrCode:
        return qr_of(self.url)


@editor_desk
@require_safe
def roundtable_room_links(request: DeskRequest, region: Region, number: int) -> HttpResponse:
    """Show the links of all rooms."""
    roundtable = get_roundtable(region, number)
    language = languages_of(region)[0]
    doors = [Door(room, room_link(room, None, language=language, masked=False)) for room in rooms_of(roundtable)]
    shown = {**common(roundtable), "doors": doors, "is_open": roundtable.state == State.CALLED}
    return render(request, "cooperation/room_links.html", shown)


@editor_desk
@require_POST
def roundtable_room_links_mail(request: DeskRequest, region: Region, number: int) -> HttpResponse:
    """Mail everybody in charge of a room their own link."""
    try:
        mails = mail_room_links(roundtable=get_roundtable(region, number), by=actor_of(request.user))
    except ValidationError as error:
        messages.error(request, error.messages[0])
    else:
        said = ngettext("%(count)s message leaves.", "%(count)s messages leave.", mails) % {"count": mails}
        none = _("No message leaves: nobody in charge has an address, or each has got the link today.")
        messages.success(request, said if mails else none)
    return redirect("cooperation:roundtable-room-links", region.slug, number)


@editor_desk
@require_POST
def roundtable_room_links_end(request: DeskRequest, region: Region, number: int, room: int) -> HttpResponse:
    """End all links to the page of a room; new ones stand on the screen at once."""
    ended = end_room_links(room=get_room(get_roundtable(region, number), room), by=actor_of(request.user))
    messages.success(request, _("The links to room %(number)s have ended. The one below is new.") % vars(ended))
    return redirect("cooperation:roundtable-room-links", region.slug, number)
