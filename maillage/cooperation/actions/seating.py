"""Verbs of seating: spread everybody over the rooms, and again with few moves when people come late or stay away."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, cast

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from maillage.cooperation.actions.room_plan import keep_plan, open_plan
from maillage.cooperation.leader_choice import with_leaders
from maillage.cooperation.models import RoomSeat, Roundtable
from maillage.cooperation.queries.rooms import Table, people_to_seat, rooms_to_fill, table_of
from maillage.core.rooms import Placement, RoomToFill, Seating, assign
from maillage.kit import audit
from maillage.kit.audit import Actor

# Well below a second; beyond it, leaders are settled first.
TRIED_WITH_EVERY_LEADER = 150_000


@dataclass(frozen=True)
class Spread:
    """How many sit, who moved from which room, who got a seat and who gave one up, by keys of contacts."""

    seated: int
    moved: dict[int, int]
    joined: list[int]
    left: list[int]
    proved: bool


def assign_rooms(*, roundtable: Roundtable, by: Actor, seen: int | None = None, free: bool = False) -> Spread:
    """Spread everybody who comes over the rooms; who was put somewhere by hand stays there, unless `free`."""
    table = table_of(roundtable)
    return seat_all(table, solve(table, free=free), "assign rooms", by, table.version if seen is None else seen)


def reseat_rooms(*, roundtable: Roundtable, by: Actor, seen: int | None = None, only_here: bool = False) -> Spread:
    """Seat whoever came late and let go who did not come, so that as few others as possible change their room."""
    table = table_of(roundtable)
    found = solve(table, only_here=only_here, keep=True)
    return seat_all(table, found, "reseat rooms", by, table.version if seen is None else seen)


@dataclass(frozen=True)
class Answer:
    """The best seating found; `leaders_given` where it is the best for its leaders, and others were not all tried."""

    seating: Seating
    leaders_given: bool = False


def solve(table: Table, *, free: bool = False, only_here: bool = False, keep: bool = False) -> Answer:
    """Ask for the best seating. This takes its time, so it is done before the turn is taken.

    Where every choice of leaders cannot be tried, the best for the leaders met on the way and the best for those
    proposed by rule are compared, and the better one is taken.
    """
    if not table.rooms:
        raise ValidationError(_("There is no room yet. Make one first."))
    people = people_to_seat(table, only_here=only_here, free=free)
    before: dict[Any, Any] | None = {key: seat.room_id for key, seat in table.seats.items()} if keep else None
    rooms = rooms_to_fill(table, people, keep=keep)
    try:
        found = assign(people, rooms, before=before, limit=TRIED_WITH_EVERY_LEADER)
        if found.proved:
            return Answer(found)
        choices = [as_chosen(rooms, found), with_leaders(people, rooms, before)]
        settled = [assign(people, choice, before=before) for choice in choices]
    except ValueError as error:
        sentence = _("Somebody leads or writes in two rooms. Change the rooms, then spread people.")
        raise ValidationError(sentence) from error
    best = min(settled, key=lambda seating: [level.value for level in seating.levels])
    return Answer(best, leaders_given=choices[0] != rooms)


def as_chosen(rooms: list[RoomToFill], found: Seating) -> list[RoomToFill]:
    """Return the rooms with the leaders a seating chose for them."""
    chosen = {room.id: found.chosen.get(room.id, (None, None)) for room in rooms}
    return [
        replace(
            room,
            facilitator=chosen[room.id][0] if room.facilitator is None else room.facilitator,
            note_taker=chosen[room.id][1] if room.note_taker is None else room.note_taker,
        )
        for room in rooms
    ]


@transaction.atomic
def seat_all(table: Table, answer: Answer, verb: str, by: Actor, seen: int) -> Spread:
    """Write a seating down with the reason of each placement; raises Overtaken where the rooms changed meanwhile."""
    found = answer.seating
    roundtable = table.roundtable
    plan = open_plan(roundtable, seen)
    placements: dict[Any, Placement] = dict(found.placements)
    before = {seat.contact_id: seat for seat in RoomSeat.objects.filter(roundtable=roundtable)}
    RoomSeat.objects.filter(roundtable=roundtable).delete()
    RoomSeat.objects.bulk_create(
        RoomSeat(
            roundtable=roundtable,
            contact_id=contact,
            room_id=cast(int, placed.room),
            why={"reason": placed.reason, **placed.facts},
            by_hand=placed.reason == "put_by_hand",
        )
        for contact, placed in placements.items()
    )
    plan.proved, plan.spread_at = said_of(answer), timezone.now()
    keep_plan(plan)
    seats: dict[Any, Any] = dict(found.seats)
    told = Spread(
        seated=len(seats),
        moved={key: seat.room_id for key, seat in before.items() if key in seats and seats[key] != seat.room_id},
        joined=[key for key in seats if key not in before],
        left=[key for key in before if key not in seats],
        proved=found.proved,
    )
    details = {"seats": told.seated, "moved": len(told.moved), "proved": told.proved}
    audit.record(verb, by=by, on=roundtable, owner=roundtable.region.slug, **details)
    return told


def said_of(answer: Answer) -> dict[str, Any]:
    """Return what a seating says of itself, as the plan keeps it."""
    found = answer.seating
    return {
        "leaders_given": answer.leaders_given,
        "levels": [[level.name, list(level.value), level.proved] for level in found.levels],
        "people": len(found.seats),
        "wishes": sum("wish" in placed.facts or "wish_missed" in placed.facts for placed in found.placements.values()),
    }
