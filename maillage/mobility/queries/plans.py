"""Questions about plans of weeks: which edition stands, who rides in it, what changed, what waits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from maillage.core.week_clock import monday_of
from maillage.mobility.enums import OfferState, PlanState, RequestState
from maillage.mobility.models import Offer, Outing, Ride, RidePlan, RideRequest, SchoolHoliday, Unserved
from maillage.mobility.queries.rules import holidays_of
from maillage.mobility.queries.week_days import days_of_offer, days_of_request, last_day
from maillage.territory.models import Region

# Thursday, counted from Monday: a Friday is left to propose, and the usual notice is two days.
NEXT_WEEK_FROM = 3
WORKING_DAYS = 5


def this_week(region: Region, now: datetime) -> date:
    """Return the Monday of the week in which a region is."""
    return monday_of(now.astimezone(ZoneInfo(region.time_zone)).date())


def outings_of(plan: RidePlan) -> list[Outing]:
    """Return the outings of a plan in the order of leaving, with drivers, riders and places; two questions."""
    rides = Ride.objects.select_related("request__newcomer", "request__from_point__place", "request__to_point__place")
    found = plan.outings.select_related("volunteer__driver", "offer__from_place", "offer__to_place")
    return list(
        found.prefetch_related(Prefetch("rides", rides.order_by("pickup_at", "pk"))).order_by("leaves_at", "pk")
    )


def unserved_of_plan(plan: RidePlan) -> QuerySet[Unserved]:
    """Return who has no lift in a plan, day by day."""
    near = ("request__newcomer", "request__from_point__place", "request__to_point__place")
    return plan.unserved.select_related(*near).order_by("on", "request__time", "request_id", "-leg")


@dataclass(frozen=True)
class Seat:
    """A lift of a plan as far as a change of it is a change to somebody."""

    request: int
    on: date
    leg: str
    rider: str
    offer: int | None
    driver: str
    pickup_at: datetime


def seats_in(plan: RidePlan) -> dict[tuple[int, date, str], Seat]:
    """Return the lifts of a plan by request, day and way; one question."""
    rows = Ride.objects.filter(outing__plan=plan, request__isnull=False).values_list(
        "request_id", "outing__on", "leg", "request__newcomer__name", "outing__offer_id", "outing__volunteer__name",
        "pickup_at",
    )  # fmt: skip
    seats = [Seat(*row) for row in rows.order_by("pickup_at", "pk")]
    return {(seat.request, seat.on, seat.leg): seat for seat in seats}


def edition_before(plan: RidePlan) -> RidePlan | None:
    """Return the edition that a plan is compared with: the one it rests on, else the last one that was reckoned."""
    if plan.replans:
        return plan.replans
    older = RidePlan.objects.filter(region=plan.region, monday=plan.monday, edition__lt=plan.edition)
    return (
        older.filter(state__in=(PlanState.READY, PlanState.PROPOSED, PlanState.REPLACED)).order_by("-edition").first()
    )


@dataclass(frozen=True)
class WeekAhead:
    """What waits in a week: lifts asked for, by how many people, drives offered, by how many volunteers."""

    monday: date
    lifts: int
    riders: int
    drives: int
    drivers: int
    plans: tuple[RidePlan, ...] = ()

    @property
    def plan(self) -> RidePlan | None:
        """The edition to look at first: the newest that was not ended before it began."""
        return next((plan for plan in self.plans if plan.state not in (PlanState.STOPPED, PlanState.REPLACED)), None)

    @property
    def is_planned(self) -> bool:
        """Tell whether there is a plan, or soon will be."""
        return self.plan is not None and self.plan.state != PlanState.FAILED


def weeks_ahead(region: Region, monday: date, weeks: int = 2) -> list[WeekAhead]:
    """Return what waits in the weeks from a Monday on; six questions."""
    mondays = [monday + timedelta(weeks=number) for number in range(weeks)]
    approved = RideRequest.objects.filter(newcomer__region=region, state=RequestState.APPROVED)
    requests = list(approved.order_by("pk").prefetch_related("exceptions"))
    sure = Offer.objects.filter(region=region, state=OfferState.APPROVED)
    offers = list(sure.order_by("pk").prefetch_related("exceptions"))
    plans = list(RidePlan.objects.filter(region=region, monday__in=mondays).order_by("-edition"))
    zone, holidays = region.time_zone, holidays_of(region)
    found = []
    for start in mondays:
        asked = {one: days_of_request(one, start, zone, holidays) for one in requests}
        offered = {one: days_of_offer(one, start, zone, holidays) for one in offers}
        found.append(
            WeekAhead(
                monday=start,
                lifts=sum(len(days) * (2 if one.back_at else 1) for one, days in asked.items()),
                riders=len({one.newcomer_id for one, days in asked.items() if days}),
                drives=sum(len(days) for days in offered.values()),
                drivers=len({one.volunteer_id for one, days in offered.items() if days}),
                plans=tuple(plan for plan in plans if plan.monday == start),
            )
        )
    return found


def plan_of_week(region: Region, monday: date) -> RidePlan | None:
    """Return the edition of a week to look at first; one question."""
    ended = (PlanState.STOPPED, PlanState.REPLACED)
    known = RidePlan.objects.filter(region=region, monday=monday)
    return known.exclude(state__in=ended).order_by("-edition").first()


def is_time_to_plan(on: date) -> bool:
    """Tell whether next week should be planned by now."""
    return on.weekday() >= NEXT_WEEK_FROM


def next_monday(on: date) -> date:
    """Return the Monday of next week."""
    return monday_of(on) + timedelta(weeks=1)


def asked_and_not_planned(on: date) -> QuerySet[RideRequest]:
    """Return the approved requests that reach into next week, where lifts are open and that week has no plan.

    Weekdays and single days are not looked at, school holidays where they cover the working days.
    """
    monday = next_monday(on)
    region = OuterRef("newcomer__region")
    planned = RidePlan.objects.filter(region=region, monday=monday).exclude(
        state__in=(PlanState.FAILED, PlanState.STOPPED)
    )
    rests = SchoolHoliday.objects.filter(
        region=region, first_on__lte=monday, last_on__gte=monday + timedelta(days=WORKING_DAYS - 1)
    )
    return RideRequest.objects.filter(
        ~Exists(planned),
        ~Exists(rests) | Q(in_holidays=True),
        state=RequestState.APPROVED,
        newcomer__region__ride_rules__is_open=True,
        first_on__lte=last_day(monday),
        last_on__gte=monday,
    )
