"""Questions about the lifts that were proposed: of one driver, of one rider, of a whole week."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone

from maillage.core.week_clock import monday_of
from maillage.mobility.enums import Outcome, PlanState
from maillage.mobility.models import Newcomer, Outing, Ride, RidePlan, Telling, Unserved
from maillage.people.models import Volunteer
from maillage.territory.models import Region

# How long after a lift its outcome can be told: then the names are erased.
TOLD_WITHIN = timedelta(days=30)
SHOWN_AFTER = timedelta(days=7)
UNDER_WAY = (PlanState.WAITING, PlanState.RECKONING, PlanState.READY)


def today_in(region: Region, now: datetime | None = None) -> date:
    """Return which day it is in a region."""
    return (now or timezone.now()).astimezone(ZoneInfo(region.time_zone)).date()


def this_monday(region: Region) -> date:
    """Return the Monday of the week in which a region is."""
    return monday_of(today_in(region))


def rides_with_people() -> QuerySet[Ride]:
    """Return rides with all that is said of them."""
    near = ("request__newcomer", "request__from_point__place", "request__to_point__place")
    return Ride.objects.select_related(*near).prefetch_related("request__needs")


def outings_with_people() -> QuerySet[Outing]:
    """Return outings of proposed plans with drivers, riders, meeting points and needs."""
    near = ("plan__region__programme", "volunteer__driver", "offer__from_place", "offer__to_place")
    known = Outing.objects.filter(plan__state=PlanState.PROPOSED).select_related(*near)
    return known.prefetch_related(Prefetch("rides", rides_with_people()))


def seats_with_people() -> QuerySet[Ride]:
    """Return the seats of proposed plans with whoever drives."""
    near = ("outing__plan__region__programme", "outing__volunteer__driver", "outing__offer")
    return rides_with_people().filter(outing__plan__state=PlanState.PROPOSED).select_related(*near)


def drives_of(volunteer: Volunteer, first: date, last: date | None = None) -> list[Outing]:
    """Return what a volunteer drives on these days."""
    found = outings_with_people().filter(volunteer=volunteer, on__gte=first)
    return list(found.filter(on__lte=last) if last else found)


def seats_of(newcomer: Newcomer, first: date, last: date | None = None) -> list[Ride]:
    """Return the lifts that a newcomer gets on these days."""
    found = seats_with_people().filter(request__newcomer=newcomer, outing__on__gte=first)
    return list(found.filter(outing__on__lte=last) if last else found)


def unserved_of(newcomer: Newcomer, first: date, last: date | None = None) -> list[Unserved]:
    """Return for which days no lift was found for a newcomer."""
    found = Unserved.objects.filter(plan__state=PlanState.PROPOSED, request__newcomer=newcomer, on__gte=first)
    found = found.select_related("request__from_point__place", "request__to_point__place")
    return list(found.filter(on__lte=last) if last else found)


def outings_on(region: Region, first: date, last: date) -> list[Outing]:
    """Return all outings of a region on these days."""
    return list(outings_with_people().filter(plan__region=region, on__range=(first, last)))


def proposed_plan(region: Region, monday: date) -> RidePlan | None:
    """Return the plan of a week that people know."""
    return RidePlan.objects.filter(region=region, monday=monday, state=PlanState.PROPOSED).first()


def weeks_alive(now: datetime) -> QuerySet[RidePlan]:
    """Return the proposed plans of weeks that are not over."""
    known = RidePlan.objects.filter(state=PlanState.PROPOSED, monday__gte=now.date() - timedelta(days=7))
    return known.filter(region__is_active=True).select_related("region__programme").order_by("pk")


def newer(plan: RidePlan) -> QuerySet[RidePlan]:
    """Return the editions of the same week that came after a plan."""
    return RidePlan.objects.filter(region=plan.region_id, monday=plan.monday, edition__gt=plan.edition)


def is_being_planned_anew(plan: RidePlan) -> bool:
    """Tell whether a newer edition of a week is on its way to take the place of this one."""
    return newer(plan).filter(state__in=UNDER_WAY, told__proposed_by_itself=True).exists()


def freed_since(plan: RidePlan, now: datetime) -> bool:
    """Tell whether somebody has said no since the newest edition of the week was asked for, in time to plan anew."""
    newest = newer(plan).order_by("-edition").first() or plan
    return was_freed(plan, newest.created_at, now)


def was_freed(plan: RidePlan, after: datetime, now: datetime) -> bool:
    """Tell whether somebody has said no, after a moment, to a lift of a plan that is still to come."""
    said_no = Q(answer="no") | Q(outcome=Outcome.CANCELLED)
    since = Q(answered_at__gt=after)
    outings = Outing.objects.filter(said_no & since, plan=plan, leaves_at__gt=now)
    rides = Ride.objects.filter(said_no & since, outing__plan=plan, outing__leaves_at__gt=now)
    return outings.exists() or rides.exists()


def to_be_asked(now: datetime, within: timedelta) -> QuerySet[Outing]:
    """Return the outings that have ended lately and of which nobody has said what came of them."""
    riding = Ride.objects.filter(outing=OuterRef("pk"), outcome=Outcome.PLANNED)
    known = Outing.objects.filter(
        Exists(riding),
        plan__state=PlanState.PROPOSED,
        outcome=Outcome.PLANNED,
        arrives_at__range=(now - within, now),
    )
    return known.exclude(answer="no").exclude(volunteer__isnull=True).select_related("plan__region", "volunteer")


def tellings_of(region: Region, mondays: Iterable[date]) -> list[Telling]:
    """Return what people were told of these weeks."""
    known = Telling.objects.filter(region=region, monday__in=list(mondays))
    return list(known.select_related("volunteer", "newcomer"))
