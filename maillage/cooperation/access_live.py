"""The only way to a roundtable that runs, without an account: by its code, one's own link, or the link of a room."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import OuterRef, Subquery
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from maillage.cooperation.enums import State
from maillage.cooperation.live_links import HERE, KNOWN, PRESENT, ROOM
from maillage.cooperation.models import CheckIn, Note, Room, RoomSeat, Roundtable
from maillage.cooperation.queries.running import check_in_is_open
from maillage.cooperation.queries.seats import IN_LINE
from maillage.kit import tokens
from maillage.kit.audit import Actor
from maillage.kit.tokens import LinkAltered
from maillage.people.models import Contact
from maillage.people.personal_links import LinkRevoked, read_link
from maillage.territory.models import Region

TABLES = Roundtable.objects.select_related("region__programme", "admission")


def get_running(region: Region, number: int) -> Roundtable:
    """Return a roundtable of a region with what tells whether its screens have changed, or 404."""
    known = Roundtable.objects.select_related("admission", "board_version", "room_plan")
    roundtable = get_object_or_404(known.annotate(in_line=IN_LINE), region=region, number=number)
    roundtable.region = region
    return roundtable


def get_ticket(roundtable: Roundtable, public_id: str) -> CheckIn:
    """Return somebody who checked in at a roundtable, or 404."""
    ticket = get_object_or_404(CheckIn.objects.select_related("contact"), roundtable=roundtable, public_id=public_id)
    ticket.roundtable = roundtable
    return ticket


def get_room(roundtable: Roundtable, number: int) -> Room:
    """Return a room of a roundtable, or 404."""
    known = Room.objects.select_related("facilitator", "note_taker")
    room = get_object_or_404(known, roundtable=roundtable, number=number)
    room.roundtable = roundtable
    return room


def table_with_code(code: str) -> Roundtable | None:
    """Return the roundtable whose door a code opens now; case and spaces do not matter."""
    wanted = "".join(code.split()).replace("-", "").upper()
    found = TABLES.filter(admission__check_in_code=wanted).first() if wanted and wanted.isascii() else None
    return found if found and check_in_is_open(found) else None


def table_by_link(token: str) -> Roundtable:
    """Return the roundtable whose door a link opens; raises LinkAltered, or LinkRevoked once the door is shut."""
    roundtable = table_with_code(tokens.read(HERE, token))
    if roundtable is None:
        raise LinkRevoked(_("The roundtable is over, or its code was given anew."))
    return roundtable


@dataclass(frozen=True)
class Present:
    """Somebody with a page of their own; `is_known` where a personal link brought them, not a name they typed."""

    ticket: CheckIn
    is_known: bool
    room_id: int | None

    @property
    def actor(self) -> Actor:
        return Actor("link", self.ticket.public_id, str(self.ticket.contact or ""))


def present_by_link(token: str) -> Present:
    """Return whose page a link opens; raises LinkAltered, or LinkRevoked once the roundtable is over."""
    public_id, _dot, how = tokens.read(PRESENT, token).rpartition(".")
    seat = RoomSeat.objects.filter(roundtable=OuterRef("roundtable"), contact=OuterRef("contact"))
    known = CheckIn.objects.select_related(
        "roundtable__region__programme", "roundtable__admission", "roundtable__room_plan", "contact"
    )
    ticket = known.annotate(room_id=Subquery(seat.values("room")[:1])).filter(public_id=public_id).first()
    if ticket is None or not check_in_is_open(ticket.roundtable):
        raise LinkRevoked(_("The roundtable is over. What came of it is told in its report."))
    if ticket.turned_away_at:
        raise LinkRevoked(_("Nobody at the table knew the name that was typed."))
    return Present(ticket, how == KNOWN, ticket.room_id)


def idea_for(present: Present, public_id: str) -> Note | None:
    """Return a line of the roundtable at which somebody is present; None where it is gone."""
    return Note.objects.filter(roundtable=present.ticket.roundtable, public_id=public_id).first()


@dataclass(frozen=True)
class AtRoom:
    """Somebody who leads a room or writes there; without a contact it is whoever holds the link of the room."""

    room: Room
    contact: Contact | None

    @property
    def actor(self) -> Actor:
        return Actor("link", f"room-{self.room.pk}", str(self.contact or ""))


def room_by_link(token: str) -> AtRoom:
    """Return the room whose page a link opens; raises LinkAltered, or LinkRevoked where it was withdrawn or is over."""
    whose, nonce = read_link(ROOM, token)
    room_key, _dot, contact_key = whose.partition(".")
    if not (room_key.isdecimal() and contact_key.isdecimal()):
        raise LinkAltered
    known = Room.objects.select_related(
        "roundtable__region__programme", "roundtable__board_version", "facilitator", "note_taker"
    )
    room = known.filter(pk=int(room_key)).first()
    if room is None or room.nonce != nonce or room.roundtable.state != State.CALLED:
        raise LinkRevoked(_("This link to the room was withdrawn, or the roundtable is over."))
    if not int(contact_key):
        return AtRoom(room, None)
    in_charge = {person.pk: person for person in (room.facilitator, room.note_taker) if person}
    contact = in_charge.get(int(contact_key))
    if contact is None or contact.is_erased:
        raise LinkRevoked
    return AtRoom(room, contact)


def line_in(at: AtRoom, public_id: str) -> Note | None:
    """Return a line of this room with what was made of it; None where it is not one of them."""
    known = Note.objects.select_related("raising__need__theme", "commitment", "mention__initiative", "room__theme")
    note = known.filter(room=at.room, public_id=public_id).first()
    if note:
        note.roundtable = at.room.roundtable
    return note
