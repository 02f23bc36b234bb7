"""What a page that asks every few seconds would show, told by numbers alone: unchanged numbers, unchanged page."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Value

from maillage.cooperation.models import AgendaItem, CheckIn, Invitation, Presence, RoomSeat, Roundtable
from maillage.cooperation.queries.check_in import waiting_among
from maillage.cooperation.queries.votes import ideas_at, voter_of

# So often a page that shows minutes is drawn anew although nothing happened.
SECONDS = 20

Rows = QuerySet[Any, Any]


def moment(now: datetime) -> int:
    """Return a number that changes often enough for minutes to be right."""
    return int(now.timestamp()) // SECONDS


def numbers(rows: Rows, kind: str, second: Any, third: Any) -> Rows:
    """Return key and two numbers of each row, so that rows of several kinds can be asked for at once."""
    told = rows.order_by().annotate(told_kind=Value(kind), told_second=second, told_third=third)
    found: Rows = told.values_list("told_kind", "pk", "told_second", "told_third")
    return found


def stamp(first: Rows, *others: Rows) -> tuple[Any, ...]:
    """Return the numbers of rows of several kinds by one query."""
    return tuple(sorted(first.union(*others, all=True)))


def agenda_numbers(roundtable: Roundtable) -> Rows:
    """Return what tells of the agenda; each change, start and end of an item raises its version."""
    return numbers(AgendaItem.objects.filter(roundtable=roundtable), "item", F("version"), F("position"))


def idea_numbers(roundtable: Roundtable) -> Rows:
    """Return what tells of ideas and their voices."""
    return numbers(ideas_at(roundtable), "idea", F("version"), Count("votes"))


def own_idea_numbers(ticket: CheckIn) -> Rows:
    """Return what tells of ideas and which of them have one person's voice."""
    own = Count("votes", filter=Q(votes__voter=voter_of(ticket)))
    return numbers(ideas_at(ticket.roundtable), "idea", F("version"), own)


def seat_numbers(roundtable: Roundtable) -> Rows:
    """Return what tells who sits where."""
    return numbers(RoomSeat.objects.filter(roundtable=roundtable), "seat", F("room_id"), F("contact_id"))


def waiting_numbers(roundtable: Roundtable) -> Rows:
    """Return what tells who waits at the door."""
    waiting = waiting_among(CheckIn.objects.filter(roundtable=roundtable))
    return numbers(waiting, "door", Value(0), Value(0))


def arrivals_stamp(roundtable: Roundtable) -> tuple[Any, ...]:
    """Return what tells of arrivals: who is invited, who is here, who left, who waits at the door."""
    here = Presence.objects.filter(roundtable=roundtable).order_by("pk")
    asked = Invitation.objects.filter(roundtable=roundtable, revoked_at=None).order_by("pk")
    return (
        *here.values_list("contact", "left_at", "comes", "stood_in_by", "contact__name"),
        *asked.values_list("contact", "answer", "contact__name"),
        *waiting_numbers(roundtable),
    )


def board_number(roundtable: Roundtable) -> int:
    """Return the number that grows whenever lines, ideas or the agenda of a roundtable change."""
    board = getattr(roundtable, "board_version", None)
    return board.number if board else 0


def plan_number(roundtable: Roundtable) -> int:
    """Return the number that grows whenever rooms or seats of a roundtable change."""
    plan = getattr(roundtable, "room_plan", None)
    return plan.version if plan else 0
