"""A week of lifts from rows to a plan and back: windows, caps, pauses, proofs, needs, money, and the clocks' change."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from maillage.core.recurrence import Days
from maillage.mobility.enums import Leg, Need, PlanState, ProofKind, Qualifies, TimeKind
from maillage.mobility.models import (
    OfferException,
    Outing,
    RequestException,
    Ride,
    RideNeed,
    SchoolHoliday,
    Unserved,
)
from maillage.mobility.queries.week_asked import week_asked
from maillage.mobility.queries.week_days import days_of_request
from maillage.people.enums import Coming, Skill
from maillage.people.models import (
    Charter,
    CharterAcceptance,
    TrainingModule,
    TrainingPresence,
    TrainingSession,
    VolunteerPause,
)
from maillage.territory.models import Place, Region
from tests.mobility.weeks import (
    a_driver,
    a_newcomer,
    a_point,
    a_proof,
    a_request,
    a_village,
    an_offer,
    next_monday,
    planned,
    some_rules,
)

TUESDAY = next_monday() + timedelta(days=1)


@pytest.fixture
def ends(region: Region) -> tuple[Place, Place]:
    """Two villages, twenty kilometres by road from each other: 23 minutes and 5 seconds at 52 km/h."""
    return a_village(region), a_village(region, 20)


def test_a_return_is_driven_there_and_back(region: Region, ends: tuple[Place, Place]) -> None:
    home, town = ends
    request = a_request(a_point(region, home), a_point(region, town), back_at=time(11))
    offer = an_offer(a_driver(region, home), home, detour_minutes=120)
    plan = planned(region)
    assert (plan.state, plan.proof["served"], plan.proof["asked"]) == (PlanState.READY, [2, 2], 2)
    outing = Outing.objects.get(plan=plan)
    assert (outing.offer, outing.on) == (offer, TUESDAY)
    there, back = outing.rides.order_by("pickup_at")
    assert [(ride.request, ride.leg) for ride in (there, back)] == [(request, Leg.OUT), (request, Leg.BACK)]
    clocks = [moment.astimezone(ZoneInfo("Europe/Paris")) for moment in (there.dropoff_at, back.pickup_at)]
    assert time(9, 30) <= clocks[0].time() <= time(10)
    assert time(11) <= clocks[1].time() <= time(11, 30)
    assert (
        outing.leaves_at <= there.pickup_at < there.dropoff_at <= back.pickup_at < back.dropoff_at <= outing.arrives_at
    )
    assert there.km == back.km
    assert Decimal("19") < there.km < Decimal("21")
    assert outing.km >= there.km + back.km
    assert plan.travel == "estimate"


def test_a_return_of_which_one_way_has_no_driver_is_not_begun(region: Region, ends: tuple[Place, Place]) -> None:
    home, town = ends
    a_request(a_point(region, home), a_point(region, town), back_at=time(18))
    an_offer(a_driver(region, home), home)
    plan = planned(region)
    assert plan.proof["served"] == [0, 0]
    assert not Outing.objects.exists()
    reasons = dict(Unserved.objects.filter(plan=plan).values_list("leg", "reason"))
    assert reasons == {"out": "return_leg_missing", "back": "no_time_fits"}


def test_rows_become_windows_of_the_week(region: Region, ends: tuple[Place, Place]) -> None:
    some_rules(region, minutes_at_stop=2, longest_ride_factor=Decimal("2.0"))
    home, town = ends
    start, end = a_point(region, home), a_point(region, town)
    request = a_request(start, end, flexible_minutes=20, back_at=time(15, 30), seats=2)
    RideNeed.objects.create(request=request, need=Need.CHILD_SEAT)
    leaving = a_request(start, end, kind=TimeKind.LEAVE_AT, time=time(9), flexible_minutes=0)
    an_offer(a_driver(region, home), home)
    asked = week_asked(planned(region))
    by_key = {one.key: one for one in asked.week.requests}
    out, back = (by_key[f"{request.pk}/{TUESDAY}/{leg}"] for leg in ("out", "back"))
    day, direct = 86_400, int(asked.week.travel[out.origin, out.destination])
    # Two minutes to get out before ten, twenty minutes earlier at most.
    assert (out.dropoff.opens, out.dropoff.closes) == (day + 9 * 3600 + 38 * 60, day + 9 * 3600 + 58 * 60)
    assert out.longest == 2 * direct + 600
    assert (back.pickup.opens, back.pickup.closes) == (day + 15 * 3600 + 1800, day + 15 * 3600 + 3000)
    assert (out.couple, back.couple) == (back.key, out.key)
    assert (out.origin, out.destination) == (back.destination, back.origin)
    assert (out.seats, out.needs, out.boarding) == (2, frozenset({"child_seat"}), 120)
    alone = by_key[f"{leaving.pk}/{TUESDAY}/out"]
    assert (alone.couple, alone.pickup.opens, alone.pickup.closes) == ("", day + 9 * 3600, day + 9 * 3600)
    assert alone.dropoff.opens == alone.pickup.opens + 120 + direct


def test_days_know_weekdays_exceptions_and_holidays(region: Region, ends: tuple[Place, Place]) -> None:
    monday = date(2026, 12, 14)
    start, end = (a_point(region, place) for place in ends)
    request = a_request(start, end, weekdays=[1, 3, 5], first_on=date(2026, 12, 16), last_on=date(2027, 6, 1))
    zone = "Europe/Paris"
    assert days_of_request(request, monday, zone, ()) == [date(2026, 12, 16), date(2026, 12, 18)]
    RequestException.objects.create(request=request, on=date(2026, 12, 16), takes_place=False)
    RequestException.objects.create(request=request, on=date(2026, 12, 19), takes_place=True)
    assert days_of_request(request, monday, zone, ()) == [date(2026, 12, 18), date(2026, 12, 19)]
    holidays = (Days(date(2026, 12, 18), date(2027, 1, 3)),)
    assert days_of_request(request, monday, zone, holidays) == [date(2026, 12, 19)]
    request.weekdays = []
    assert days_of_request(request, date(2027, 1, 11), zone, ()) == []


def test_school_holidays_and_days_off_are_not_planned(region: Region, ends: tuple[Place, Place]) -> None:
    home, town = ends
    start, end = a_point(region, home), a_point(region, town)
    a_request(start, end)
    always = a_request(start, end, in_holidays=True, flexible_minutes=60)
    offer = an_offer(a_driver(region, home), home)
    SchoolHoliday.objects.create(region=region, name="Winter", first_on=TUESDAY, last_on=TUESDAY)
    plan = planned(region)
    assert [ride.request for ride in Ride.objects.filter(outing__plan=plan)] == [always]
    OfferException.objects.create(offer=offer, on=TUESDAY, takes_place=False)
    again = planned(region)
    assert (again.proof["served"], again.proof["asked"]) == ([0, 0], 1)
    assert Unserved.objects.get(plan=again).reason == "nobody_offers"


@pytest.mark.parametrize("bar", ["paused", "no_insurance", "no_charter", "not_trained", "not_welcome"])
def test_who_may_not_drive_is_not_planned_with(region: Region, ends: tuple[Place, Place], bar: str) -> None:
    home, town = ends
    some_rules(region, asks_for_proofs=True, asks_for_charter=True, asks_for_training=True)
    a_request(a_point(region, home), a_point(region, town))
    volunteer = a_driver(region, home)
    an_offer(volunteer, home)
    a_proof(volunteer, ProofKind.LICENCE, TUESDAY)
    insured = a_proof(volunteer, ProofKind.INSURANCE, TUESDAY)
    charter = Charter.objects.create(region=region, version=1, text={"en": "We are kind."}, published_at=timezone.now())
    accepted = CharterAcceptance.objects.create(volunteer=volunteer, charter=charter, accepted_at=timezone.now())
    module = TrainingModule.objects.create(region=region, subject="driving_others", needed_for=[Skill.DRIVING])
    session = TrainingSession.objects.create(module=module, starts_at=timezone.now() - timedelta(days=30))
    there = TrainingPresence.objects.create(session=session, volunteer=volunteer, coming=Coming.PRESENT)
    assert planned(region).proof["served"] == [1, 1]
    if bar == "paused":
        VolunteerPause.objects.create(volunteer=volunteer, first_on=TUESDAY, last_on=TUESDAY)
    if bar == "no_insurance":
        type(insured).objects.filter(pk=insured.pk).update(expires_on=TUESDAY - timedelta(days=1))
    if bar == "no_charter":
        accepted.delete()
    if bar == "not_trained":
        TrainingPresence.objects.filter(pk=there.pk).update(coming=Coming.ABSENT)
    if bar == "not_welcome":
        type(volunteer).objects.filter(pk=volunteer.pk).update(state="asked")
    plan = planned(region)
    assert plan.proof["served"] == [0, 0]
    assert [one[2] for one in plan.told["barred"]] == [bar]


def test_caps_needs_and_seats_are_kept(region: Region, ends: tuple[Place, Place]) -> None:
    home, town = ends
    start, end = a_point(region, home), a_point(region, town)
    for _one in range(3):
        a_request(start, end, weekdays=[2, 4], seats=2)
    needy = a_request(start, end, weekdays=[2])
    RideNeed.objects.create(request=needy, need=Need.WHEELCHAIR, consented_at=timezone.now())
    an_offer(a_driver(region, home, cap=1), home, weekdays=[2, 4], seats=4)
    plan = planned(region)
    # One drive in the week, four seats in it: two of the pairs, and nobody whose need the car does not meet.
    assert (plan.proof["served"], plan.proof["asked"]) == ([2, 2], 7)
    assert Outing.objects.filter(plan=plan).count() == 1
    assert not Ride.objects.filter(request=needy).exists()
    left_out = Unserved.objects.get(plan=plan, request=needy)
    assert left_out.reason == "need_not_met"
    assert "wheelchair" not in str(left_out.facts), "what tells of health stands with the request alone"


def test_a_lift_costs_no_more_than_the_rules_allow(region: Region, ends: tuple[Place, Place]) -> None:
    some_rules(region, cap_eur_per_km=Decimal("0.32"), rural_only_km=True)
    home, town = ends
    # A small town: rural by the rule that counts inhabitants, as the warnings of the desk say it too.
    Place.objects.filter(pk=town.pk).update(population=11_999, degurba=2)
    start, end = a_point(region, home), a_point(region, town)
    by_place = a_request(start, end, a_newcomer(region, qualifies=Qualifies.PLACE))
    unknown = a_request(start, end, a_newcomer(region))
    volunteer = a_driver(region, home)
    an_offer(volunteer, home)
    volunteer.driver.eur_per_km = Decimal("0.50")
    volunteer.driver.save()
    plan = planned(region)
    paid = {ride.request: ride for ride in Ride.objects.filter(outing__plan=plan)}
    km = paid[by_place].km
    assert paid[by_place].contribution_eur == (km * Decimal("0.32")).quantize(Decimal("0.01"), "ROUND_DOWN")
    assert paid[unknown].contribution_eur == 0


def test_hours_stay_on_the_clock_in_the_week_of_the_change(region: Region) -> None:
    monday = date(2027, 3, 22)
    home, town = a_village(region), a_village(region, 5)
    start, end = a_point(region, home), a_point(region, town)
    fields: dict[str, Any] = {
        "kind": TimeKind.LEAVE_AT,
        "flexible_minutes": 30,
        "first_on": monday,
        "last_on": date(2027, 4, 10),
    }
    a_request(start, end, weekdays=[6, 7], time=time(9), **fields)
    a_request(start, end, weekdays=[7], time=time(1, 30), **fields)
    volunteer = a_driver(region, home, cap=9)
    an_offer(volunteer, home, weekdays=[6, 7], leaves=time(8), detour_minutes=60)
    an_offer(volunteer, home, weekdays=[7], leaves=time(1), arrives=time(2), detour_minutes=60)
    plan = planned(region, monday)
    assert plan.proof["served"] == [3, 3], plan.told
    picked = list(Ride.objects.filter(outing__plan=plan).order_by("pickup_at").values_list("pickup_at", flat=True))
    # Nine by the clock is eight in Greenwich on Saturday, and seven on Sunday, after the change.
    assert picked[0] == datetime(2027, 3, 27, 8, tzinfo=UTC)
    assert picked[2] == datetime(2027, 3, 28, 7, tzinfo=UTC)
    night = Outing.objects.get(plan=plan, leaves_at__lt=datetime(2027, 3, 28, 2, tzinfo=UTC), on=date(2027, 3, 28))
    assert night.rides.get().pickup_at == datetime(2027, 3, 28, 0, 30, tzinfo=UTC)
    assert plan.told["clock_change"] == []


def test_a_drive_through_the_change_takes_as_long_as_it_takes(region: Region) -> None:
    monday = date(2027, 3, 22)
    home, town = a_village(region), a_village(region, 70)
    fields: dict[str, Any] = {"kind": TimeKind.LEAVE_AT, "first_on": monday, "last_on": date(2027, 4, 10)}
    a_request(a_point(region, home), a_point(region, town), weekdays=[7], time=time(1, 50), **fields)
    an_offer(a_driver(region, home), home, town, weekdays=[7], leaves=time(1, 30), arrives=time(4))
    plan = planned(region, monday)
    outing = Outing.objects.get(plan=plan)
    # Somebody gets in at 1:50, the drive is 81 minutes long: the clocks on arrival show an hour more than that.
    assert timedelta(minutes=80) < outing.arrives_at - outing.leaves_at < timedelta(minutes=85)
    assert outing.arrives_at.astimezone(ZoneInfo("Europe/Paris")).hour == 4
    assert plan.told["clock_change"] == [f"{outing.offer_id}/2027-03-28"]


def test_an_empty_week_is_planned_as_empty(region: Region) -> None:
    plan = planned(region)
    assert (plan.state, plan.proof["served"], plan.proof["asked"]) == (PlanState.READY, [0, 0], 0)
