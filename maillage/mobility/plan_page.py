"""What the page of a plan tells: its days and drives, who has no lift and why, what is other than before."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.translation import gettext as _

from maillage.kit.spoken import clock, day, short_day
from maillage.mobility.changed_cars import is_outgrown, outgrown_words
from maillage.mobility.enums import Answer, Leg, Outcome, PlanState, TravelSource
from maillage.mobility.lift_words import weekday_name
from maillage.mobility.models import Offer, Outing, Ride, RidePlan, Unserved
from maillage.mobility.own_week import is_off
from maillage.mobility.plan_words import (
    BARS,
    ends,
    failure_words,
    length_words,
    number,
    progress_words,
    proof_words,
    reason_words,
    way_words,
)
from maillage.mobility.queries.plans import Seat, edition_before, outings_of, seats_in, this_week, unserved_of_plan
from maillage.mobility.queries.week_rows import FIXED_AHEAD

RUNNING = (PlanState.WAITING, PlanState.RECKONING)
RECKONED = (PlanState.READY, PlanState.PROPOSED, PlanState.REPLACED)
NOBODY = "–"


@dataclass(frozen=True)
class RideLine:
    """One lift of a drive."""

    ride: Ride
    name: str
    way: str
    pickup: str
    dropoff: str
    state: str
    on: date
    may_change: bool


@dataclass(frozen=True)
class DriveLine:
    """One drive of a day."""

    outing: Outing
    driver: str
    hours: str
    way: str
    km: str
    detour: str
    state: str
    rides: list[RideLine] = field(default_factory=list)


@dataclass(frozen=True)
class DayLines:
    """The drives of one day."""

    on: date
    words: str
    drives: list[DriveLine]


def week_words(plan: RidePlan) -> str:
    """Name the week of a plan."""
    return _("Week of %(day)s") % {"day": short_day(plan.monday)}


def progress_told(plan: RidePlan) -> dict[str, Any]:
    """Find what the page shows while a plan is reckoned."""
    return {
        "plan": plan,
        "is_running": plan.state in RUNNING,
        "progress": progress_words(plan),
        "is_stopping": plan.stop_asked_at is not None,
    }


def told_of(plan: RidePlan) -> dict[str, Any]:
    """Find what the page of a plan shows."""
    shown: dict[str, Any] = {
        **progress_told(plan),
        "week": week_words(plan),
        "failed": failure_words(plan),
        "may_anew": plan.state not in RUNNING and plan.monday >= this_week(plan.region, timezone.now()),
    }
    if plan.state not in RECKONED:
        return shown
    from maillage.mobility.plan_map import week_map

    outings = outings_of(plan)
    missing = list(unserved_of_plan(plan))
    return {
        **shown,
        "proof": proof_words(plan),
        "days": day_lines(outings, plan.region.time_zone),
        "map": week_map(plan.region, outings, missing),
        "missing": len(missing),
        "changes": changes_since(plan),
        "remarks": [*remark_words(plan), *changed_words_of(plan, outings)],
        "barred": barred_words(plan),
        "travel": travel_words(plan),
    }


def travel_words(plan: RidePlan) -> str:
    """Say where the travel times came from."""
    if plan.travel not in TravelSource.values:
        return ""
    return _("Travel times: %(source)s.") % {"source": TravelSource(plan.travel).label}


def day_lines(outings: Iterable[Outing], zone: str) -> list[DayLines]:
    """Sort drives into days."""
    days: dict[date, list[DriveLine]] = {}
    for outing in outings:
        days.setdefault(outing.on, []).append(drive_line(outing, zone))
    return [DayLines(on, day(on), lines) for on, lines in sorted(days.items())]


def drive_line(outing: Outing, zone: str) -> DriveLine:
    """Say one drive."""
    return DriveLine(
        outing=outing,
        driver=str(outing.volunteer) if outing.volunteer else _("somebody whose details were erased"),
        hours=_("%(start)s to %(end)s") % {"start": at(outing.leaves_at, zone), "end": at(outing.arrives_at, zone)},
        way=way_of_offer(outing.offer),
        km=_("%(km)s km") % {"km": number(float(outing.km))},
        detour=_("%(time)s beyond the own way") % {"time": length_words(outing.detour_seconds)},
        state=state_words(outing),
        rides=[ride_line(ride, outing, zone) for ride in outing.rides.all()],
    )


def way_of_offer(offer: Offer | None) -> str:
    """Say where a drive begins and ends."""
    if offer is None:
        return ""
    if offer.to_place is None:
        return _("from %(place)s and back") % {"place": offer.from_place}
    return _("from %(start)s to %(end)s") % {"start": offer.from_place, "end": offer.to_place}


def ride_line(ride: Ride, outing: Outing, zone: str) -> RideLine:
    """Say one lift."""
    request = ride.request
    return RideLine(
        ride=ride,
        name=str(request.newcomer) if request else _("somebody whose details were erased"),
        way=way_words(*ends(request, ride.leg)) if request else "",
        pickup=at(ride.pickup_at, zone),
        dropoff=at(ride.dropoff_at, zone),
        state=state_words(ride),
        on=outing.on,
        may_change=bool(request) and may_change(outing) and not is_off(ride),
    )


def may_change(outing: Outing) -> bool:
    """Tell whether an outing may still be changed by hand: it is not over, nor about to begin."""
    is_told = outing.plan.state in (PlanState.READY, PlanState.PROPOSED)
    return is_told and not is_off(outing) and outing.leaves_at >= timezone.now() + FIXED_AHEAD


def state_words(row: Outing | Ride) -> str:
    """Say what was answered, or what came of it."""
    if row.outcome != Outcome.PLANNED:
        return str(Outcome(row.outcome).label)
    return str(Answer(row.answer).label) if row.answer != Answer.OPEN else ""


def at(moment: datetime, zone: str) -> str:
    """Say an hour by the clocks of the region."""
    return clock(moment.astimezone(ZoneInfo(zone)).time())


def remark_words(plan: RidePlan) -> list[str]:
    """Say what a coordinator has to know beside the plan."""
    told, said = plan.told, []
    start = datetime.fromisoformat(told["from"]).astimezone(ZoneInfo(plan.region.time_zone)) if "from" in told else None
    if start and start.date() >= plan.monday:
        said.append(
            _("Planned from %(day)s, %(time)s on; what has left by then stays as it is.")
            % {"day": day(start.date()), "time": clock(start.time())}
        )
    if told.get("clock_change"):
        said.append(
            _(
                "Clocks are changed while somebody is on the road: look at the drives of Saturday night and Sunday "
                "morning, and tell drivers and riders."
            )
        )
    if plan.proof.get("by_hand"):
        said.append(_("This plan was changed by hand, and checked each time."))
    if told.get("by_hand") == "reckoning":
        said.append(_("Why lifts are missing, and where volunteers would help, is being reckoned again."))
    return said


def changed_words_of(plan: RidePlan, outings: Iterable[Outing]) -> list[str]:
    """Say that a driver has changed something since, which the plan rests on; asked only where one has."""
    drivers = [getattr(one.volunteer, "driver", None) for one in outings]
    changed = any(one.changed_at and one.changed_at > plan.created_at for one in drivers if one)
    stands = changed and plan.state in (PlanState.READY, PlanState.PROPOSED)
    return [outgrown_words()] if stands and is_outgrown(plan, plan.created_at, timezone.now()) else []


def barred_words(plan: RidePlan) -> list[str]:
    """Say whose offers could not be planned with: each volunteer and reason once, with the first day."""
    barred = plan.told.get("barred", ())
    names = dict(Offer.objects.filter(pk__in={one[0] for one in barred}).values_list("pk", "volunteer__name"))
    first: dict[tuple[str, str], date] = {}
    for offer, on, bar in sorted(barred, key=lambda one: one[1]):
        if offer in names and bar in BARS:
            first.setdefault((names[offer], bar), date.fromisoformat(on))
    return [
        str(BARS[bar]) % {"driver": name or NOBODY, "day": weekday_name(on.isoweekday())}
        for (name, bar), on in first.items()
    ]


@dataclass(frozen=True)
class MissingLine:
    """Somebody who has no lift on a day, why, and what could be done."""

    row: Unserved
    name: str
    when: str
    way: str
    why: str
    todo: str
    nearest: str


def missing_lines(rows: list[Unserved]) -> list[MissingLine]:
    """Say who has no lift and why; one question for the drivers who came nearest.

    What is needed is read from the request, never from the plan, so that it is gone here too once it is erased.
    """
    offers = {row.facts["offer"] for row in rows if row.facts.get("offer")}
    known = Offer.objects.filter(pk__in=offers).values_list("pk", "volunteer__name", "volunteer__driver__equipment")
    nearest = {pk: (name, frozenset(has or ())) for pk, name, has in known} if offers else {}
    return [missing_line(row, *nearest.get(row.facts.get("offer", 0), ("", frozenset()))) for row in rows]


def missing_line(row: Unserved, driver: str, has: frozenset[str]) -> MissingLine:
    """Say one lift that is missing, of which `driver` came nearest, whose car `has` room for something."""
    request = row.request
    hour = request.time if row.leg == Leg.OUT else request.back_at
    lacking = sorted({one.need for one in request.needs.all()} - has)
    why, todo = reason_words(row.reason, {**row.facts, "needs": lacking})
    return MissingLine(
        row=row,
        name=str(request.newcomer),
        when=_("%(day)s, %(time)s") % {"day": weekday_name(row.on.isoweekday()), "time": clock(hour)},
        way=way_words(*ends(request, row.leg)),
        why=why,
        todo=todo,
        nearest=_("Nearest: %(driver)s.") % {"driver": driver} if driver else "",
    )


@dataclass(frozen=True)
class Changes:
    """What is other than in the edition before."""

    edition: int
    same: int
    lines: list[str]


def changes_since(plan: RidePlan) -> Changes | None:
    """Say what is other than in the edition before, None where there was none."""
    before = edition_before(plan) if plan.edition > 1 else None
    if before is None:
        return None
    old, new = seats_in(before), seats_in(plan)
    zone = plan.region.time_zone
    moved = [
        changed_words(old.get(key), new.get(key), zone)
        for key in sorted({*old, *new}, key=lambda key: (key[1], key[0], key[2]))
        if not is_same(old.get(key), new.get(key))
    ]
    return Changes(before.edition, sum(is_same(seat, new.get(key)) for key, seat in old.items()), moved)


def is_same(one: Seat | None, other: Seat | None) -> bool:
    """Tell whether nothing changes for a rider."""
    return bool(one and other and (one.offer, one.pickup_at) == (other.offer, other.pickup_at))


def changed_words(old: Seat | None, new: Seat | None, zone: str) -> str:
    """Say one change."""
    seat = new or old
    if seat is None:
        return ""
    told = {
        "rider": seat.rider or NOBODY,
        "day": weekday_name(seat.on.isoweekday()),
        "way": Leg(seat.leg).label,
        "new": new.driver if new else "",
        "old": old.driver if old else "",
        "time": at(seat.pickup_at, zone),
        "before": at(old.pickup_at, zone) if old else "",
    }
    if old is None:
        return _("%(rider)s, %(day)s, %(way)s: now with %(new)s at %(time)s.") % told
    if new is None:
        return _("%(rider)s, %(day)s, %(way)s: no lift any more (was with %(old)s at %(before)s).") % told
    if old.offer == new.offer:
        return _("%(rider)s, %(day)s, %(way)s: with %(new)s as before, at %(time)s instead of %(before)s.") % told
    return _("%(rider)s, %(day)s, %(way)s: with %(new)s at %(time)s instead of %(old)s at %(before)s.") % told
