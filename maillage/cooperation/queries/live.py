"""Questions asked while a roundtable meets: who comes, who is here, what is noted, what runs now."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from django.db.models import Count, Q, QuerySet

from maillage.cooperation.enums import Answer, NoteTag
from maillage.cooperation.models import AgendaItem, Invitation, Note, Presence, Room, RoomSeat, Roundtable
from maillage.cooperation.queries.seats import WAITS, waits
from maillage.cooperation.queries.votes import with_voices
from maillage.people.models import Contact

COMING = (Answer.COMING, Answer.SUBSTITUTE)


def comers_to(roundtable: Roundtable) -> list[Contact]:
    """Return who said yes or is ticked as here, with their organisations, by name; who left early is still one."""
    said_yes = Invitation.objects.filter(roundtable=roundtable, revoked_at=None, answer__in=COMING).exclude(WAITS)
    here = Presence.objects.filter(roundtable=roundtable)
    return list(
        Contact.objects.filter(Q(pk__in=said_yes.values("contact")) | Q(pk__in=here.values("contact")))
        .select_related("organisation")
        .order_by("name", "email", "pk")
    )


def rooms_of(roundtable: Roundtable) -> QuerySet[Room]:
    """Return the rooms in their order, with theme, people in charge and how many sit there."""
    rooms = Room.objects.filter(roundtable=roundtable).select_related("theme", "facilitator", "note_taker")
    return rooms.annotate(sitting=Count("seats")).order_by("number")


def notes_of(roundtable: Roundtable) -> QuerySet[Note]:
    """Return the lines noted, the newest first, each with what was made of it and the voices it has."""
    return (
        with_voices(Note.objects.filter(roundtable=roundtable))
        .select_related(
            "raising__need__theme", "commitment__organisation", "mention__initiative__organisation", "agenda_item"
        )
        .order_by("-written_at", "-pk")
    )


@dataclass(frozen=True)
class Guest:
    """Somebody invited or present, and how they stand right now."""

    contact: Contact
    said_yes: bool = False
    presence: Presence | None = None

    @property
    def is_here(self) -> bool:
        return self.presence is not None and self.presence.left_at is None

    @property
    def has_left(self) -> bool:
        return self.presence is not None and self.presence.left_at is not None


@dataclass(frozen=True)
class Arrivals:
    """Who is here, who is awaited, who else was invited."""

    here: list[Guest] = field(default_factory=list)
    awaited: list[Guest] = field(default_factory=list)
    left: list[Guest] = field(default_factory=list)
    others: list[Guest] = field(default_factory=list)


def arrivals_at(roundtable: Roundtable) -> Arrivals:
    """Return how everybody invited or ticked stands, each group by name."""
    presences = {
        presence.contact_id: presence
        for presence in Presence.objects.filter(roundtable=roundtable).select_related("contact__organisation")
    }
    asked = Invitation.objects.filter(roundtable=roundtable, revoked_at=None).select_related(
        "contact__organisation", "guest_seat"
    )
    guests = {
        invitation.contact_id: Guest(
            invitation.contact,
            invitation.answer in COMING and not waits(invitation),
            presences.get(invitation.contact_id),
        )
        for invitation in asked
    }
    for contact_id, presence in presences.items():
        guests.setdefault(contact_id, Guest(presence.contact, presence=presence))
    arrivals = Arrivals()
    for guest in sorted(guests.values(), key=lambda guest: (str(guest.contact).casefold(), guest.contact.pk)):
        group_of(guest, arrivals).append(guest)
    return arrivals


def group_of(guest: Guest, arrivals: Arrivals) -> list[Guest]:
    """Return the group that a guest belongs to."""
    if guest.is_here:
        return arrivals.here
    if guest.has_left:
        return arrivals.left
    return arrivals.awaited if guest.said_yes else arrivals.others


@dataclass(frozen=True)
class Clock:
    """What runs now and how much of its time is left; minutes empty means no length was set."""

    items: list[AgendaItem]
    now: datetime

    @cached_property
    def item(self) -> AgendaItem | None:
        return next((item for item in self.items if item.started_at and not item.ended_at), None)

    @cached_property
    def place(self) -> int:
        """The number of the running item, counted from one."""
        return self.items.index(self.item) + 1 if self.item else 0

    @property
    def has_begun(self) -> bool:
        return any(item.started_at for item in self.items)

    @property
    def is_over(self) -> bool:
        return self.has_begun and self.item is None and not self.following

    @property
    def following(self) -> AgendaItem | None:
        return next((item for item in self.items if item.started_at is None), None)

    @cached_property
    def seconds_left(self) -> int | None:
        if self.item is None or self.item.started_at is None or not self.item.minutes:
            return None
        return self.item.minutes * 60 - int((self.now - self.item.started_at).total_seconds())

    @property
    def minutes_left(self) -> int:
        """Whole minutes that are left, the running one counted; past the end, whole minutes over."""
        seconds = self.seconds_left or 0
        return -(-seconds // 60) if seconds > 0 else -seconds // 60

    @property
    def is_overdue(self) -> bool:
        return (self.seconds_left or 0) < 0


def clock_of(roundtable: Roundtable, now: datetime) -> Clock:
    """Return the agenda as it runs at `now`."""
    return Clock(list(AgendaItem.objects.filter(roundtable=roundtable).select_related("presenter")), now)


@dataclass(frozen=True)
class Sorted:
    """How many lines were noted and what became of them."""

    lines: int
    by_tag: dict[str, int]

    @property
    def to_sort(self) -> int:
        return self.by_tag.get(NoteTag.NONE, 0)

    @property
    def tags(self) -> list[tuple[str, int]]:
        """Label and count of each tag that was used, in the order of the vocabulary."""
        labels = dict(NoteTag.choices)
        return [(str(labels[tag]), self.by_tag[tag]) for tag in NoteTag.values if tag and self.by_tag.get(tag)]


def sorted_lines(notes: Iterable[Note]) -> Sorted:
    """Count lines by tag."""
    tags = Counter(note.tag for note in notes)
    return Sorted(sum(tags.values()), dict(tags))


def seats_at(roundtable: Roundtable) -> dict[int, int]:
    """Return which room each seated contact sits in, by their keys."""
    return dict(RoomSeat.objects.filter(roundtable=roundtable).values_list("contact_id", "room_id"))


def people_around(roundtable: Roundtable) -> list[Contact]:
    """Return the contacts of the region, who may lead a room or write there."""
    contacts = Contact.objects.filter(region=roundtable.region).exclude(name="")
    return list(contacts.select_related("organisation").order_by("name", "pk"))
