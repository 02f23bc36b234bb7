"""Tags by which the pages of drivers and riders show their own week."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django import template

from maillage.mobility.lift_words import weekday_name
from maillage.mobility.models import MeetingPoint, Newcomer, Unserved
from maillage.mobility.on_call_words import on_call_in, whom_to_ring
from maillage.mobility.own_week import Drive, Seat, Stop, drive_of, seat_of
from maillage.mobility.own_week_page import contribution_said
from maillage.mobility.queries.own_weeks import SHOWN_AFTER, drives_of, seats_of, today_in, unserved_of
from maillage.mobility.week_links import driver_calendar_token, rider_calendar_token
from maillage.mobility.week_spoken import hours_of, missing_said, place_said, stop_said
from maillage.people.models import Volunteer

register = template.Library()


@dataclass(frozen=True)
class OwnWeek:
    """What is to be told, what is to come, whether several wait for a yes, the calendar's token, whom to ring."""

    past: list[Drive]
    ahead: list[Drive] | list[Seat]
    waiting: int
    lacking: list[str]
    calendar: str
    ring: str


@register.simple_tag
def own_drives(volunteer: Volunteer) -> OwnWeek:
    """Return the lifts that a driver is asked about, and those to come."""
    today = today_in(volunteer.region)
    drives = [drive_of(outing) for outing in drives_of(volunteer, today - SHOWN_AFTER)]
    ahead = [one for one in drives if not one.has_begun]
    past = [one for one in drives if one.may_tell]
    has_lift = any(not one.is_off and one.outing.on >= today for one in drives)
    ring = whom_to_ring(on_call_in(volunteer.region)) if has_lift else ""
    return OwnWeek(past, ahead, sum(one.may_say_yes for one in ahead), [], driver_calendar_token(volunteer), ring)


@register.simple_tag
def own_seats(newcomer: Newcomer) -> OwnWeek:
    """Return the lifts that a rider gets from today on."""
    today = today_in(newcomer.region)
    seats = [seat_of(ride) for ride in seats_of(newcomer, today)]
    lacking: list[Unserved] = unserved_of(newcomer, today)
    waiting, calendar = sum(one.may_say_yes for one in seats), rider_calendar_token(newcomer)
    ring = whom_to_ring(on_call_in(newcomer.region)) if any(not one.is_off for one in seats) else ""
    return OwnWeek([], seats, waiting, missing_said(lacking), calendar, ring)


@register.filter
def stop_in_words(stop: Stop) -> str:
    """Say who gets in or out, and where."""
    return stop_said(stop)


@register.filter
def weekday_in_words(on: date) -> str:
    """Name the day of the week, in the newcomers' languages too."""
    return weekday_name(on.isoweekday())


@register.filter
def hours_in_words(drive: Drive) -> str:
    """Say from when to when somebody drives."""
    return hours_of(drive)


@register.filter
def place_in_words(point: MeetingPoint | None) -> str:
    """Say a meeting point."""
    return place_said(point)


@register.filter
def contribution_in_words(seat: Seat) -> str:
    """Say what a lift costs; nothing where it costs nothing."""
    return contribution_said(seat) if seat.ride.contribution_eur else ""
