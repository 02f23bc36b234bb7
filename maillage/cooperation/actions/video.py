"""Verbs on the video meeting: open it, open its rooms, call everybody back, end it, let one person in."""

from __future__ import annotations

import secrets
import time
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from maillage.cooperation.models import Room, RoomSeat, Roundtable, VideoRoom
from maillage.cooperation.queries.rooms import Table, table_of
from maillage.cooperation.spoken import title_of
from maillage.cooperation.video import Group, VideoFailed, VideoServer, groups_json, video_server
from maillage.kit import audit
from maillage.kit.audit import Actor
from maillage.kit.fields import new_public_id


@dataclass(frozen=True)
class Visitor:
    """Who enters: how they are called, under which id, and whether they may open rooms and mute others."""

    name: str
    user: str
    moderates: bool


def user_of_contact(contact: int) -> str:
    """Return the id by which the server knows a guest, in its groups and when they enter."""
    return f"g{contact}"


def server() -> VideoServer:
    """Return the video server, or refuse where this installation has none."""
    known = video_server()
    if known is None:
        raise ValidationError(_("No video server is set. Write down a link instead, on the screen Next."))
    return known


def open_video_room(*, roundtable: Roundtable, by: Actor) -> VideoRoom:
    """Open the meeting of a roundtable on the server; opening it twice changes nothing."""
    there = server()
    video, _made = VideoRoom.objects.get_or_create(
        roundtable=roundtable, defaults={"meeting_id": f"maillage-{new_public_id()}"}
    )
    create(there, video, table_of(roundtable))
    with transaction.atomic():
        if VideoRoom.objects.filter(pk=video.pk, opened_at=None).update(opened_at=timezone.now()):
            audit.record("open video room", by=by, on=roundtable, owner=roundtable.region.slug)
    video.refresh_from_db()
    return video


def create(there: VideoServer, video: VideoRoom, table: Table) -> dict[str, str]:
    """Ask the server for the meeting, with the rooms as groups; called before each entry, since servers forget."""
    return there.create(video.meeting_id, title_of(table.roundtable), groups=groups_json(groups_of(table)))


def groups_of(table: Table) -> list[Group]:
    """Return the rooms with who sits in them, as groups of the server."""
    return [
        Group(
            str(room.number),
            str(room.title) or str(room.number),
            tuple(user_of_contact(key) for key, seat in table.seats.items() if seat.room_id == room.pk),
        )
        for room in table.rooms
    ]


def open_breakouts(*, roundtable: Roundtable, by: Actor) -> int:
    """Open each room as a breakout of the running meeting; return how many are open."""
    there, video = server(), opened(roundtable)
    rooms = list(Room.objects.filter(roundtable=roundtable).order_by("number"))
    ids = dict(video.breakouts)
    try:
        for room in rooms:
            if str(room.pk) not in ids:
                # The server takes what follows the first dash for the time all rooms of one opening share.
                wanted = f"{secrets.token_hex(16)}-{time.time_ns() // 1_000_000}"
                ids[str(room.pk)] = there.create_breakout(video.meeting_id, wanted, str(room.title), room.number)
    finally:
        # Rooms that opened before one failed are open, and are remembered.
        keep_breakouts(roundtable, video, ids, by)
    return len(ids)


@transaction.atomic
def keep_breakouts(roundtable: Roundtable, video: VideoRoom, ids: dict[str, str], by: Actor) -> None:
    """Write down under which ids the rooms are open."""
    if ids == video.breakouts:
        return
    video.breakouts = ids
    video.breakouts_opened_at = timezone.now() if ids else None
    video.save(update_fields=["breakouts", "breakouts_opened_at"])
    audit.record("set video breakouts", by=by, on=roundtable, owner=roundtable.region.slug, rooms=len(ids))


def close_breakouts(*, roundtable: Roundtable, by: Actor) -> None:
    """End the rooms, so that everybody is back in the meeting."""
    there, video = server(), opened(roundtable)
    for meeting in video.breakouts.values():
        there.end(meeting, parent=video.meeting_id)
    keep_breakouts(roundtable, video, {}, by)


def end_video_room(*, roundtable: Roundtable, by: Actor) -> None:
    """End the meeting and its rooms for everybody."""
    there, video = server(), opened(roundtable)
    for meeting in (*video.breakouts.values(), video.meeting_id):
        there.end(meeting, parent=video.meeting_id)
    with transaction.atomic():
        closed: dict[str, Any] = {"opened_at": None, "breakouts_opened_at": None, "breakouts": {}}
        VideoRoom.objects.filter(pk=video.pk).update(**closed)
        audit.record("end video room", by=by, on=roundtable, owner=roundtable.region.slug)


def opened(roundtable: Roundtable) -> VideoRoom:
    """Return the meeting of a roundtable, or refuse while it is not open."""
    video = VideoRoom.objects.filter(roundtable=roundtable, opened_at__isnull=False).first()
    if video is None:
        raise ValidationError(_("The video meeting is not open yet."))
    return video


def way_in(*, roundtable: Roundtable, visitor: Visitor, room: Room | None = None) -> str:
    """Return the address by which somebody enters the meeting, or one of its rooms; the plain link where no more is."""
    video = VideoRoom.objects.filter(roundtable=roundtable, opened_at__isnull=False).first()
    there = video_server()
    if video is None or there is None:
        if roundtable.video_link:
            return roundtable.video_link
        raise ValidationError(_("The video meeting is not open yet."))
    inside = video.breakouts.get(str(room.pk)) if room else None
    if inside:
        return there.join_address(
            inside, visitor.name, visitor.user, moderates=visitor.moderates, parent=video.meeting_id
        )
    made = create(there, video, table_of(roundtable))
    return there.join_address(
        video.meeting_id,
        visitor.name,
        visitor.user,
        moderates=visitor.moderates,
        create_time=made.get("createTime", ""),
    )


def room_of(roundtable: Roundtable, contact: int) -> Room | None:
    """Return the room in which a contact sits."""
    known = RoomSeat.objects.filter(roundtable=roundtable, contact=contact).select_related("room")
    seat = known.first()
    return seat.room if seat else None


__all__ = [
    "VideoFailed",
    "Visitor",
    "close_breakouts",
    "end_video_room",
    "open_breakouts",
    "open_video_room",
    "room_of",
    "user_of_contact",
    "way_in",
]
