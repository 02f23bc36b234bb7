"""Somebody's own week of lifts: what a driver is shown, what a rider is shown, and no more than that of each other."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone

from maillage.mobility.enums import Answer, Leg, Need, Outcome
from maillage.mobility.models import MeetingPoint, Outing, Ride
from maillage.mobility.queries.own_weeks import TOLD_WITHIN, today_in


def is_off(row: Outing | Ride) -> bool:
    """Tell whether a lift does not take place, whoever said so."""
    return row.answer == Answer.NO or row.outcome == Outcome.CANCELLED


def riding(outing: Outing) -> list[Ride]:
    """Return the rides of an outing that stand, in the order of getting in."""
    rides = [ride for ride in outing.rides.all() if not is_off(ride)]
    return sorted(rides, key=lambda ride: (ride.pickup_at, ride.pk))


def ends_of(ride: Ride) -> tuple[MeetingPoint | None, MeetingPoint | None]:
    """Return where a rider gets in and out; nothing once nobody knows any more whose ride it was."""
    if ride.request is None:
        return None, None
    there = (ride.request.from_point, ride.request.to_point)
    return there if ride.leg == Leg.OUT else (there[1], there[0])


def have_both_agreed(outing: Outing, ride: Ride) -> bool:
    """Tell whether driver and rider have both said yes, so that each may ring the other."""
    return outing.answer == ride.answer == Answer.YES and not is_off(outing) and not is_off(ride)


def clock_time(moment: datetime, zone: str) -> time:
    """Return what the clocks of a region show."""
    return moment.astimezone(ZoneInfo(zone)).time()


@dataclass(frozen=True)
class Stop:
    """A rider gets in or out; the telephone only once both have said yes."""

    moment: datetime
    at: time
    gets_in: bool
    who: str
    seats: int
    point: MeetingPoint | None
    phone: str
    needs: tuple[str, ...]
    has_agreed: bool


@dataclass(frozen=True)
class Drive:
    """An outing as its driver sees it."""

    outing: Outing
    stops: tuple[Stop, ...]
    leaves: time
    arrives: time
    now: datetime

    @property
    def is_off(self) -> bool:
        """Nobody rides, or somebody has called it off."""
        return is_off(self.outing) or not self.stops

    @property
    def is_mine_off(self) -> bool:
        return self.outing.answer == Answer.NO

    @property
    def has_begun(self) -> bool:
        return self.outing.leaves_at <= self.now

    @property
    def may_say_yes(self) -> bool:
        return not self.is_off and not self.has_begun and self.outing.answer == Answer.OPEN

    @property
    def may_say_no(self) -> bool:
        return not self.is_off and not self.has_begun

    @property
    def may_tell(self) -> bool:
        """What came of it can be told, and corrected while the names are kept."""
        limit = today_in(self.outing.plan.region, self.now) - TOLD_WITHIN
        return self.has_begun and not self.is_off and self.outing.on > limit

    @property
    def is_told(self) -> bool:
        return self.outing.outcome != Outcome.PLANNED


@dataclass(frozen=True)
class Seat:
    """A ride as its rider sees it: of the driver the first word of the name, the telephone once both said yes."""

    ride: Ride
    driver: str
    phone: str
    car_seats: int
    gets_in: time
    gets_out: time
    from_point: MeetingPoint | None
    to_point: MeetingPoint | None
    now: datetime

    @property
    def is_off(self) -> bool:
        return is_off(self.ride) or is_off(self.ride.outing)

    @property
    def is_mine_off(self) -> bool:
        return self.ride.answer == Answer.NO

    @property
    def has_begun(self) -> bool:
        return self.ride.outing.leaves_at <= self.now

    @property
    def may_say_yes(self) -> bool:
        return not self.is_off and not self.has_begun and self.ride.answer == Answer.OPEN

    @property
    def may_say_no(self) -> bool:
        return not self.is_off and not self.has_begun


def drive_of(outing: Outing, now: datetime | None = None) -> Drive:
    """Return an outing as its driver sees it."""
    zone = outing.plan.region.time_zone
    stops = sorted((stop for ride in riding(outing) for stop in stops_of(outing, ride, zone)), key=_order)
    leaves, arrives = clock_time(outing.leaves_at, zone), clock_time(outing.arrives_at, zone)
    return Drive(outing, tuple(stops), leaves, arrives, now or timezone.now())


def _order(stop: Stop) -> tuple[datetime, bool, str]:
    return (stop.moment, stop.gets_in, stop.who)


def stops_of(outing: Outing, ride: Ride, zone: str) -> tuple[Stop, Stop]:
    """Return where and when a rider gets in, and out again."""
    request, (first, last) = ride.request, ends_of(ride)
    newcomer = request.newcomer if request else None
    agreed = have_both_agreed(outing, ride)
    common: dict[str, Any] = {
        "who": str(newcomer) if newcomer else "",
        "seats": request.seats if request else 1,
        "phone": newcomer.phone if newcomer and agreed else "",
        "needs": tuple(str(Need(row.need).label) for row in request.needs.all()) if request else (),
        "has_agreed": ride.answer == Answer.YES,
    }
    return (
        Stop(moment=ride.pickup_at, at=clock_time(ride.pickup_at, zone), gets_in=True, point=first, **common),
        Stop(moment=ride.dropoff_at, at=clock_time(ride.dropoff_at, zone), gets_in=False, point=last, **common),
    )


def seat_of(ride: Ride, now: datetime | None = None) -> Seat:
    """Return a ride as its rider sees it."""
    outing = ride.outing
    zone = outing.plan.region.time_zone
    volunteer = outing.volunteer
    first, last = ends_of(ride)
    return Seat(
        ride=ride,
        driver=first_word(volunteer.name) if volunteer else "",
        phone=volunteer.phone if volunteer and have_both_agreed(outing, ride) else "",
        car_seats=outing.offer.seats if outing.offer else 0,
        gets_in=clock_time(ride.pickup_at, zone),
        gets_out=clock_time(ride.dropoff_at, zone),
        from_point=first,
        to_point=last,
        now=now or timezone.now(),
    )


def first_word(name: str) -> str:
    """Return the first word of a name, which is all that a rider is told."""
    return name.split(maxsplit=1)[0] if name.split() else ""
