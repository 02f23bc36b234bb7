"""Which tables of lifts and lessons speak of a rider or a driver, for whoever asks what is held about them."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from django.db.models import Q

from maillage.kit.audit import Actor
from maillage.kit.context import autonym_of
from maillage.kit.spoken import clock, short_day
from maillage.mobility.actions.newcomers import erase_newcomer
from maillage.mobility.lift_words import needs_said, weekdays_said
from maillage.mobility.models import (
    Attendance,
    Driver,
    Enrolment,
    LiftWord,
    Newcomer,
    Offer,
    OfferException,
    Outing,
    Proof,
    RequestException,
    Ride,
    RideNeed,
    RideRequest,
    Telling,
    Unserved,
)
from maillage.mobility.week_spoken import missing_said
from maillage.people.held import Rows, Words, erased_by, holds_about
from maillage.people.models import Volunteer
from maillage.people.volunteer_leaving import mails_about
from maillage.territory.models import Region


def _ride(ride: Ride) -> str:
    return _moment(ride.pickup_at, ride.outing.plan.region)


def _outing(outing: Outing) -> str:
    return _moment(outing.leaves_at, outing.plan.region)


def _lesson(attendance: Attendance) -> str:
    return _moment(attendance.lesson.starts_at, attendance.lesson.course.region)


def _moment(moment: datetime, region: Region) -> str:
    there = moment.astimezone(ZoneInfo(region.time_zone))
    return f"{short_day(there.date())}, {clock(there.time())}"


def _week(telling: Telling) -> str:
    return short_day(telling.monday)


WEEKDAYS: dict[str, Words] = {"weekdays": lambda row: weekdays_said(row.weekdays)}
LANGUAGE: dict[str, Words] = {"language": lambda newcomer: autonym_of(newcomer.language)}
EQUIPMENT: dict[str, Words] = {"equipment": lambda driver: needs_said(driver.equipment)}
MISSING: dict[str, Words] = {"reason": lambda unserved: " ".join(missing_said([unserved]))}

holds_about(
    Newcomer,
    {
        Newcomer: Rows(near=("speaks_for",), said=LANGUAGE),
        RideRequest: Rows("newcomer", ("from_point__place", "to_point__place", "course"), said=WEEKDAYS),
        RideNeed: Rows("request__newcomer"),
        RequestException: Rows("request__newcomer"),
        LiftWord: Rows("request__newcomer"),
        Ride: Rows("request__newcomer", ("outing__plan__region",), _ride),
        Unserved: Rows("request__newcomer", ("request__from_point__place", "request__to_point__place"), said=MISSING),
        Enrolment: Rows("newcomer", ("course", "starts_from__place")),
        Attendance: Rows("enrolment__newcomer", ("lesson__course__region",), _lesson),
        Telling: Rows("newcomer", (), _week),
    },
)
holds_about(
    Volunteer,
    {
        Driver: Rows("volunteer", said=EQUIPMENT),
        Proof: Rows("driver__volunteer", ("seen_by",)),
        Offer: Rows("volunteer", ("from_place", "to_place"), said=WEEKDAYS),
        OfferException: Rows("offer__volunteer"),
        LiftWord: Rows("offer__volunteer"),
        Outing: Rows("volunteer", ("plan__region",), _outing),
        Telling: Rows("volunteer", (), _week),
    },
)


@mails_about
def mails_of_offers(volunteer: Volunteer) -> Q:
    """Find the messages to a volunteer that name an offer or an outing alone."""
    offers, outings = (list(rows.values_list("pk", flat=True)) for rows in (volunteer.offers, volunteer.outings))
    return Q(params__offer__in=offers) | Q(params__outing__in=outings)


def _erase(newcomer: Newcomer, by: Actor) -> None:
    erase_newcomer(newcomer=newcomer, by=by)


erased_by(Newcomer, _erase)
