"""Drivers who stop, are erased or pause: nobody waits for a car that does not come."""

from __future__ import annotations

from datetime import timedelta

from maillage.kit import jobs
from maillage.mobility.enums import Answer, OfferState, Outcome, PlanState
from maillage.mobility.models import Offer, RidePlan
from maillage.people.actions.volunteer_course import erase_volunteer, pause_volunteer, stop_volunteer
from tests.mobility.proposed import BY, ReadyWeek, mails


def are_told(week: ReadyWeek) -> bool:
    """The lifts are off, the week is planned anew, and the rider with an address hears it."""
    week.again()
    assert (week.outing.answer, week.outing.outcome) == (Answer.NO, Outcome.CANCELLED)
    assert {ride.outcome for ride in (week.there, week.back, week.carols)} == {Outcome.CANCELLED}
    jobs.run_all()
    assert RidePlan.objects.get(state=PlanState.PROPOSED).edition == 2
    return mails("mobility.rider_week") == ["bela@example.org"] * 2


def test_the_lifts_of_a_driver_who_stops_are_planned_anew(week: ReadyWeek) -> None:
    stop_volunteer(volunteer=week.ada, by=BY)
    assert Offer.objects.get().state == OfferState.WITHDRAWN
    assert are_told(week)
    assert mails("mobility.driver_week") == ["ada@example.org"]


def test_the_lifts_of_a_driver_who_is_erased_are_planned_anew(week: ReadyWeek) -> None:
    erase_volunteer(volunteer=week.ada, by=BY)
    assert are_told(week)


def test_the_lifts_of_a_pause_are_planned_anew_and_those_of_other_days_stay(week: ReadyWeek) -> None:
    wednesday = week.tuesday + timedelta(days=1)
    pause_volunteer(volunteer=week.ada, first_on=wednesday, last_on=wednesday, by=BY)
    week.again()
    assert week.outing.outcome == Outcome.PLANNED
    pause_volunteer(volunteer=week.ada, first_on=week.plan.monday, last_on=week.tuesday, by=BY)
    assert Offer.objects.get().state == OfferState.APPROVED
    assert are_told(week)
