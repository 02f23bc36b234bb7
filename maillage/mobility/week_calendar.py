"""Somebody's lifts as a calendar: what stands, and what stood in an earlier plan and does not any more."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import gettext as _

from maillage.kit.calendar import Event, calendar_file
from maillage.mobility.enums import PlanState
from maillage.mobility.models import Newcomer, Outing, Ride, RidePlan
from maillage.mobility.own_week import drive_of, ends_of, is_off, seat_of
from maillage.mobility.queries.own_weeks import SHOWN_AFTER, rides_with_people, today_in
from maillage.mobility.week_spoken import place_said
from maillage.people.models import Volunteer


def sequence_of(edition: int, *, off: bool) -> int:
    """Return the number by which a calendar tells newer from older: it grows with each edition, and when it is off."""
    return 2 * edition + off


def driver_calendar(volunteer: Volunteer) -> bytes:
    """Return the calendar of a driver; who rides stands on their page alone."""
    first = today_in(volunteer.region) - SHOWN_AFTER
    told = Outing.objects.filter(volunteer=volunteer, plan__proposed_at__isnull=False, on__gte=first)
    near = ("plan__region", "offer__from_place", "offer__to_place")
    outings = told.select_related(*near).prefetch_related("rides__request__newcomer", "rides__request__needs")
    newest = {_name(one): one for one in outings.order_by("plan__edition", "pk")}
    standing = _standing(volunteer.region_id, (one.plan.monday for one in newest.values()))
    events = [_drive_event(one, name, standing) for name, one in newest.items()]
    return calendar_file(events, name=_("My lifts"))


def rider_calendar(newcomer: Newcomer) -> bytes:
    """Return the calendar of a rider."""
    first = today_in(newcomer.region) - SHOWN_AFTER
    told = rides_with_people().filter(request__newcomer=newcomer, outing__plan__proposed_at__isnull=False)
    near = ("outing__plan__region", "outing__volunteer", "outing__offer")
    rides = told.filter(outing__on__gte=first).select_related(*near)
    newest = {
        f"{ride.request.public_id}-{ride.outing.on}-{ride.leg}": ride
        for ride in rides.order_by("outing__plan__edition", "pk")
        if ride.request
    }
    standing = _standing(newcomer.region_id, (ride.outing.plan.monday for ride in newest.values()))
    events = [_ride_event(ride, name, standing) for name, ride in newest.items()]
    return calendar_file(events, name=_("My lifts"))


def to_the_minute(moment: datetime, zone: ZoneInfo) -> datetime:
    """Return what the clock shows, without seconds, as it stands on page and paper."""
    return moment.astimezone(zone).replace(second=0, microsecond=0)


def _name(outing: Outing) -> str:
    return f"{outing.offer.public_id if outing.offer else outing.public_id}-{outing.on}"


def _standing(region: int, mondays: Iterable[date]) -> dict[date, RidePlan]:
    plans = RidePlan.objects.filter(region=region, state=PlanState.PROPOSED, monday__in=set(mondays))
    return {plan.monday: plan for plan in plans}


def _newness(row: Outing | Ride, plan: RidePlan, now: RidePlan, *, off: bool) -> tuple[int, bool, datetime]:
    """Return sequence, whether it is off, and the stamp: what the plan that stands now leaves out is off."""
    off = off or plan.pk != now.pk
    edition = max(plan.edition, now.edition)
    moments = [one for one in (now.proposed_at, plan.proposed_at, row.answered_at if off else None) if one]
    return sequence_of(edition, off=off), off, max(moments)


def _drive_event(outing: Outing, name: str, standing: dict[date, RidePlan]) -> Event:
    drive = drive_of(outing)
    now = standing.get(outing.plan.monday, outing.plan)
    sequence, off, stamp = _newness(outing, outing.plan, now, off=drive.is_off)
    zone = ZoneInfo(outing.plan.region.time_zone)
    ends = [place_said(stop.point) for stop in drive.stops]
    way = {"start": ends[0], "end": ends[-1]} if ends else None
    return Event(
        uid=f"drive-{name}@{settings.MAIL_DOMAIN}",
        starts=to_the_minute(outing.leaves_at, zone),
        ends=to_the_minute(outing.arrives_at, zone),
        summary=_("You drive: %(start)s to %(end)s") % way if way else _("You drive"),
        stamp=stamp,
        description=_("Who rides with you stands on your page."),
        location=str(outing.offer.from_place) if outing.offer else "",
        sequence=sequence,
        cancelled=off,
    )


def _ride_event(ride: Ride, name: str, standing: dict[date, RidePlan]) -> Event:
    outing = ride.outing
    seat = seat_of(ride)
    now = standing.get(outing.plan.monday, outing.plan)
    sequence, off, stamp = _newness(ride, outing.plan, now, off=is_off(ride) or is_off(outing))
    zone = ZoneInfo(outing.plan.region.time_zone)
    first, last = ends_of(ride)
    return Event(
        uid=f"lift-{name}@{settings.MAIL_DOMAIN}",
        starts=to_the_minute(ride.pickup_at, zone),
        ends=to_the_minute(ride.dropoff_at, zone),
        summary=_("Lift to %(place)s") % {"place": place_said(last)},
        stamp=stamp,
        description=_("%(driver)s drives you.") % {"driver": seat.driver} if seat.driver else "",
        location=place_said(first),
        sequence=sequence,
        cancelled=off,
    )
