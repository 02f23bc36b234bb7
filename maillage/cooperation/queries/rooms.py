"""Questions about breakout rooms: who is to be seated, who could lead, who sits where and what they wished."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Exists, OuterRef, Q

from maillage.cooperation.enums import Answer
from maillage.cooperation.models import (
    Invitation,
    Presence,
    Room,
    RoomPlan,
    RoomPreference,
    RoomSeat,
    Roundtable,
    VideoRoom,
)
from maillage.cooperation.queries.live import COMING, rooms_of
from maillage.core.rooms import Person, RoomToFill
from maillage.people.enums import Category, Part
from maillage.people.models import Contact, Seat

# As many as one roundtable can have, so that one question is enough.
MOST_ROOMS_BEFORE = 12
HOSTS = (Part.CONVENOR, Part.CO_CONVENOR, Part.PILOT_HOLDER)


@dataclass(frozen=True)
class Participant:
    """Somebody who may sit in a room: invited, present, or named to lead or to write."""

    contact: Contact
    invitation: Invitation | None = None
    presence: Presence | None = None
    is_named: bool = False
    is_of_host: bool = False

    @property
    def substitute(self) -> str:
        """The name of whoever comes instead; nothing is known of them but that."""
        if self.presence and self.presence.stood_in_by:
            return self.presence.stood_in_by
        instead = self.invitation is not None and self.invitation.answer == Answer.SUBSTITUTE
        return self.invitation.substitute_name if instead and self.invitation else ""

    @property
    def name(self) -> str:
        return self.substitute or str(self.contact)

    @property
    def email(self) -> str:
        """The address of whoever comes; empty where none is known."""
        if not self.substitute:
            return self.contact.email
        return self.invitation.substitute_email if self.invitation else ""

    @property
    def is_here(self) -> bool:
        return self.presence is not None and self.presence.left_at is None

    @property
    def said_yes(self) -> bool:
        """Whether they said they come and do not wait for a seat at the roundtable."""
        asked = self.invitation
        if asked is None or asked.revoked_at or asked.answer not in COMING:
            return False
        seat = getattr(asked, "guest_seat", None)
        return seat is None or seat.held_since is not None

    @property
    def declined(self) -> bool:
        return self.invitation is not None and self.invitation.answer == Answer.NOT_COMING

    @property
    def comes(self) -> bool:
        """Whether they are to be seated; who leads a room comes unless they said no, who has left does not."""
        if self.presence is not None:
            return self.is_here
        return self.said_yes or (self.is_named and not self.declined)

    @property
    def languages(self) -> frozenset[str]:
        """What they can talk in; empty where it is not known."""
        if self.substitute:
            return frozenset()
        asked_for = self.invitation.interpreter if self.invitation else ""
        return frozenset(code for code in (*self.contact.languages, asked_for) if code)


@dataclass(frozen=True)
class Table:
    """The rooms of a roundtable, everybody around them and where they sit."""

    roundtable: Roundtable
    rooms: list[Room]
    around: dict[int, Participant]
    seats: dict[int, RoomSeat]
    plan: RoomPlan | None
    video: VideoRoom | None

    @property
    def version(self) -> int:
        """What a change must name, so that nobody overwrites what they have not seen; 0 before the first change."""
        return self.plan.version if self.plan else 0

    @cached_property
    def coming(self) -> list[Participant]:
        """Who is to be seated, by name."""
        return [participant for participant in self.around.values() if participant.comes]

    @cached_property
    def seatable(self) -> list[Participant]:
        """Who is to be seated, and who sits there although they do not come any more."""
        return [person for key, person in self.around.items() if person.comes or key in self.seats]

    @property
    def has_begun(self) -> bool:
        """Whether somebody was ticked as here."""
        return any(participant.presence for participant in self.around.values())

    @cached_property
    def leaders(self) -> list[Contact]:
        """Who may be named to lead or to write: those invited or present and the host's people; all before that."""
        known = [
            person.contact
            for person in self.around.values()
            if person.contact.name and (person.invitation or person.presence or person.is_named or person.is_of_host)
        ]
        asked = any(person.invitation for person in self.around.values())
        return known if asked else [person.contact for person in self.around.values() if person.contact.name]


def table_of(roundtable: Roundtable) -> Table:
    """Return the rooms of a roundtable with everybody around them, in as many questions however many they are."""
    rooms = list(rooms_of(roundtable))
    invitations = Invitation.objects.filter(roundtable=roundtable, revoked_at=None).select_related("guest_seat")
    asked = {invitation.contact_id: invitation for invitation in invitations}
    here = {presence.contact_id: presence for presence in Presence.objects.filter(roundtable=roundtable)}
    named = {key for room in rooms for key in (room.facilitator_id, room.note_taker_id) if key}
    seats = {seat.contact_id: seat for seat in RoomSeat.objects.filter(roundtable=roundtable)}
    hosts = Seat.objects.filter(region=roundtable.region, organisation=OuterRef("organisation"), part__in=HOSTS)
    contacts = (
        Contact.objects.filter(region=roundtable.region)
        .select_related("organisation")
        .annotate(is_of_host=Exists(hosts))
        .order_by("name", "email", "pk")
    )
    around = {
        contact.pk: Participant(
            contact, asked.get(contact.pk), here.get(contact.pk), contact.pk in named, contact.is_of_host
        )
        for contact in contacts
    }
    beside = Roundtable.objects.select_related("room_plan", "video_room").get(pk=roundtable.pk)
    return Table(
        roundtable, rooms, around, seats, getattr(beside, "room_plan", None), getattr(beside, "video_room", None)
    )


def wishes_at(roundtable: Roundtable) -> dict[int, tuple[int, ...]]:
    """Return which rooms each contact would like, first wish first."""
    wishes: dict[int, list[int]] = defaultdict(list)
    known = RoomPreference.objects.filter(invitation__roundtable=roundtable).order_by("rank")
    for contact, room in known.values_list("invitation__contact", "room"):
        wishes[contact].append(room)
    return {contact: tuple(rooms) for contact, rooms in wishes.items()}


def has_led_before(roundtable: Roundtable) -> set[int]:
    """Return the contacts who led or wrote at an earlier table of the region."""
    earlier = Room.objects.filter(roundtable__region=roundtable.region).exclude(roundtable=roundtable)
    rows = earlier.filter(Q(facilitator__isnull=False) | Q(note_taker__isnull=False))
    return {key for pair in rows.values_list("facilitator", "note_taker") for key in pair if key}


def people_to_seat(table: Table, *, only_here: bool = False, free: bool = False) -> list[Person]:
    """Return everybody to be seated as the solver knows them; with `free`, those put by hand may move too."""
    wishes, led = wishes_at(table.roundtable), has_led_before(table.roundtable)
    coming = [person for person in table.coming if person.is_here or not only_here]
    willing = {person.contact.pk for person in coming if person.is_of_host or person.contact.pk in led}
    for_an_organisation = {
        person.contact.pk
        for person in coming
        if person.contact.organisation_id and person.contact.stakeholder_category != Category.NEWCOMERS
    }
    # Too few are known to lead: anybody who speaks for an organisation may be proposed; newcomers are not called upon.
    may_lead = willing if len(willing) >= len(table.rooms) else willing | for_an_organisation
    return [
        Person(
            id=person.contact.pk,
            organisation=person.contact.organisation_id,
            category=person.contact.stakeholder_category,
            languages=person.languages,
            wishes=wishes.get(person.contact.pk, ()),
            stays=stays(table.seats.get(person.contact.pk), free=free),
            may_lead=person.contact.pk in may_lead,
            may_write=person.contact.pk in for_an_organisation,
        )
        for person in coming
    ]


def stays(seat: RoomSeat | None, *, free: bool) -> int | None:
    """Return the room in which somebody was put by hand."""
    return seat.room_id if seat and seat.by_hand and not free else None


def rooms_before(roundtable: Roundtable) -> list[Room]:
    """Return the rooms of the last roundtable before this one that had any."""
    earlier = Room.objects.filter(
        roundtable__region=roundtable.region, roundtable__number__lt=roundtable.number
    ).order_by("-roundtable__number", "number")
    rooms = list(earlier[:MOST_ROOMS_BEFORE])
    return [room for room in rooms if room.roundtable_id == rooms[0].roundtable_id]


@dataclass(frozen=True)
class InCharge:
    """Who leads or writes in a room: somebody named who comes, else somebody proposed, else nobody."""

    contact: Contact | None = None
    is_proposed: bool = False
    absent: Contact | None = None


def in_charge(table: Table, room: Room, role: str) -> InCharge:
    """Return who is in charge of a room in the role "leads" or "writes"; `absent` was named and does not come."""
    named = room.facilitator if role == "leads" else room.note_taker
    if named and table.around[named.pk].comes:
        return InCharge(named)
    for key, seat in table.seats.items():
        if seat.room_id == room.pk and seat.why.get("reason") == role and table.around[key].comes:
            return InCharge(table.around[key].contact, is_proposed=True, absent=named)
    return InCharge(absent=named)


def rooms_to_fill(table: Table, people: Iterable[Person], *, keep: bool = False) -> list[RoomToFill]:
    """Return the rooms as the solver knows them; with `keep`, who was proposed to lead and to write goes on."""
    known = {person.id for person in people}

    def key_of(charge: InCharge) -> int | None:
        stands = charge.contact and (keep or not charge.is_proposed) and charge.contact.pk in known
        return charge.contact.pk if charge.contact and stands else None

    return [
        RoomToFill(room.pk, *(key_of(in_charge(table, room, role)) for role in ("leads", "writes")))
        for room in table.rooms
    ]
