"""Questions from which the next roundtable opens: what is due, what is unanswered, who joined, how it was last time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time

from django.db.models import Subquery
from django.utils import timezone

from maillage.cooperation.enums import State
from maillage.cooperation.models import AgendaTemplate, Commitment, Contribution, Need, Roundtable
from maillage.cooperation.queries.commitments import open_commitments
from maillage.cooperation.queries.contributions import said_ahead
from maillage.cooperation.queries.needs import unanswered_needs
from maillage.core.agenda import Line, next_agenda
from maillage.core.rhythm import next_date
from maillage.core.wall_clock import day_in
from maillage.people.enums import Part
from maillage.people.models import Seat
from maillage.territory.models import Region

USUAL_MINUTES = 120
USUAL_START = time(14, 0)


@dataclass(frozen=True)
class Carried:
    """What a region carries to its next table."""

    commitments: list[Commitment]
    needs: list[Need]
    new_members: list[Seat]
    said_ahead: list[Contribution]


@dataclass(frozen=True)
class Opening:
    """How the next roundtable opens, before anybody types."""

    number: int
    date: date
    start_time: time
    minutes: int
    previous: Roundtable | None
    convenor_id: int | None
    carried: Carried
    agenda: tuple[Line, ...]


def carried_to(region: Region, since: date | Subquery | None, table: Roundtable | None = None) -> Carried:
    """Return what is open in a region, and which organisations joined after `since`; without a date, nobody is new."""
    joined = (
        Seat.objects.filter(region=region, left_on__isnull=True, joined_on__gt=since) if since else Seat.objects.none()
    )
    return Carried(
        commitments=list(open_commitments(region)),
        needs=list(unanswered_needs(region)),
        new_members=list(joined.select_related("organisation")),
        said_ahead=list(said_ahead(region, table)),
    )


def carried_for(roundtable: Roundtable) -> Carried:
    """Return what is carried to a roundtable that is set up already."""
    earlier = Roundtable.objects.filter(
        region=roundtable.region, number__lt=roundtable.number, state__in=[State.HELD, State.CALLED]
    )
    return carried_to(roundtable.region, Subquery(earlier.order_by("-number").values("date")[:1]), roundtable)


def series_of(region: Region) -> list[Roundtable]:
    """Return the roundtables of a region in their order."""
    known = Roundtable.objects.filter(region=region).select_related("venue_organisation", "admission")
    return list(known.order_by("number"))


def draft_waiting(series: Sequence[Roundtable]) -> Roundtable | None:
    """Return the draft of the next roundtable, if one was kept."""
    return next((roundtable for roundtable in reversed(series) if roundtable.state == State.DRAFT), None)


def convenor_of(region: Region) -> int | None:
    """Return the organisation that convenes a region."""
    seats = Seat.objects.filter(region=region, part=Part.CONVENOR, left_on__isnull=True)
    return seats.order_by("pk").values_list("organisation", flat=True).first()


def usual_agenda(region: Region) -> list[Line]:
    """Return the usual agenda of a region, empty while it has set none."""
    items = AgendaTemplate.objects.filter(region=region)
    return [Line(item.kind, item.minutes, item.title) for item in items]


def opening_for(region: Region, today: date | None = None, series: Sequence[Roundtable] | None = None) -> Opening:
    """Return how the next roundtable of a region opens; `series` are its roundtables where they are at hand."""
    series = series_of(region) if series is None else series
    met = [roundtable for roundtable in series if roundtable.state in {State.HELD, State.CALLED}]
    previous = met[-1] if met else None
    minutes = (previous.minutes if previous else None) or USUAL_MINUTES
    carried = carried_to(region, previous.date if previous else None)
    return Opening(
        number=series[-1].number + 1 if series else 1,
        date=next_date([roundtable.date for roundtable in met], today or day_in(region.time_zone, timezone.now())),
        start_time=(previous.start_time if previous else None) or USUAL_START,
        minutes=minutes,
        previous=previous,
        convenor_id=None if previous else convenor_of(region),
        carried=carried,
        agenda=next_agenda(
            usual_agenda(region),
            commitments=len(carried.commitments),
            needs=len(carried.needs) + len(carried.said_ahead),
            new_members=len(carried.new_members),
            available=minutes,
        ),
    )
