"""What somebody at a running roundtable sees: what runs now, where they sit, which ideas there are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import F
from django.utils import timezone

from maillage.cooperation.access_live import Present
from maillage.cooperation.enums import ItemKind, Mode, State
from maillage.cooperation.live_links import here_address, here_link
from maillage.cooperation.models import Room, RoomSeat, Roundtable
from maillage.cooperation.queries.check_in import waiting_at
from maillage.cooperation.queries.live import Clock, clock_of, rooms_of
from maillage.cooperation.queries.running import check_in_is_open, code_of, is_its_day, is_its_eve
from maillage.cooperation.queries.votes import Idea, ideas_by_voices, ideas_for
from maillage.people.forms.wordings import languages_of
from maillage.territory.qr import qr_of

MOST_IDEAS = 5


@dataclass(frozen=True)
class SeatedRoom:
    """A breakout room with the names of those who sit in it."""

    room: Room
    names: list[str]


def has_rooms_now(clock: Clock) -> bool:
    """Tell whether people are in breakout rooms, or go there next."""
    return any(item.kind == ItemKind.BREAKOUT for item in (clock.item, clock.following) if item)


def own_page(present: Present) -> dict[str, Any]:
    """Return what somebody's own page shows; a room only to who is known for sure, until rooms run for everybody."""
    ticket = present.ticket
    roundtable = ticket.roundtable
    clock = clock_of(roundtable, timezone.now())
    may_see_room = present.is_known or bool(clock.item and clock.item.kind == ItemKind.BREAKOUT)
    room = None
    if may_see_room and present.room_id:
        room = Room.objects.select_related("facilitator").filter(pk=present.room_id).first()
    return {
        "roundtable": roundtable,
        "region": roundtable.region,
        "programme": roundtable.region.programme,
        "time_zone": roundtable.time_zone,
        "clock": clock,
        "room": room,
        "video_link": roundtable.video_link if present.is_known and roundtable.mode != Mode.ON_SITE else "",
        "ideas": ideas_for(ticket),
    }


def seated_rooms(roundtable: Roundtable, *, with_names: bool) -> list[SeatedRoom]:
    """Return the breakout rooms, with names where the convenor shows them."""
    seats = RoomSeat.objects.filter(roundtable=roundtable).order_by("contact__name", "pk")
    names: dict[int, list[str]] = {}
    if with_names:
        for seat in seats.select_related("contact").exclude(contact=F("room__facilitator")):
            names.setdefault(seat.room_id, []).append(str(seat.contact))
    return [SeatedRoom(room, names.get(room.pk, [])) for room in rooms_of(roundtable)]


def wall_page(roundtable: Roundtable, *, with_names: bool, with_rooms: bool) -> dict[str, Any]:
    """Return what the projector shows: the running item, the rooms while they run or are asked for, the top ideas."""
    clock = clock_of(roundtable, timezone.now())
    rooms = seated_rooms(roundtable, with_names=with_names) if with_rooms or has_rooms_now(clock) else []
    return {
        "roundtable": roundtable,
        "region": roundtable.region,
        "programme": roundtable.region.programme,
        "number": roundtable.number,
        "time_zone": roundtable.time_zone,
        "clock": clock,
        **door_of(roundtable),
        "rooms": rooms,
        "with_names": with_names,
        "with_rooms": with_rooms,
        "ideas": top_ideas(roundtable),
    }


def door_of(roundtable: Roundtable) -> dict[str, Any]:
    """Return the code by which people check in, as words and to scan, and whether it may be made today."""
    if not check_in_is_open(roundtable):
        may_open = roundtable.state == State.CALLED and (is_its_day(roundtable) or is_its_eve(roundtable))
        return {"code": "", "may_open_door": may_open}
    language = languages_of(roundtable.region)[0]
    return {
        "code": code_of(roundtable),
        "door": qr_of(here_link(code_of(roundtable), language=language)),
        "short_address": here_address(language),
    }


def top_ideas(roundtable: Roundtable) -> list[Idea]:
    """Return the ideas with most voices."""
    return ideas_by_voices(roundtable, waiting_at(roundtable))[:MOST_IDEAS]
