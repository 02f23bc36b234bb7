"""Whether a plan keeps every rule and is what it says of itself, by nothing but counting."""

from __future__ import annotations

from collections.abc import Iterator

from maillage.core.ride_check.nouns import Earlier, Fault, Outing, Plan, Proof, Rule, Trip, Week
from maillage.core.ride_check.outing import detour_of, faults_of_outing


def check(week: Week, plan: Plan, earlier: Earlier | None = None) -> tuple[Fault, ...]:
    """Return every rule that the plan breaks, and where; nothing where the plan is valid.

    `earlier` is what the plan was made after, with its promises; without it, there are neither promises nor changes.
    Who asks for nothing in this week any more is no change.
    The times are seconds since Monday midnight, `week.travel` has the shape (places, places). Nothing is taken from
    the plan but its outings and its claims: each claim is counted again. Values are checked, their bounds only as far
    as that no value is better than its bound. Nothing is raised by a plan, however wrong; the week is taken as sound.
    """
    asked = {request.key: request for request in week.requests}
    offered = {trip.key: trip for trip in week.trips}
    driven = [(offered[outing.trip], outing) for outing in plan.outings if outing.trip in offered]
    found = [Fault(Rule.UNKNOWN_TRIP, outing.trip) for outing in plan.outings if outing.trip not in offered]
    for trip, outing in driven:
        found += faults_of_outing(week, asked, trip, outing)
    found += faults_of_repetition(plan)
    found += faults_of_drivers(week, driven)
    served = served_by(week, plan)
    found += faults_of_returns(week, served)
    found += faults_of_aims(week, plan, earlier, served, driven)
    return tuple(dict.fromkeys(found))


def served_by(week: Week, plan: Plan) -> dict[str, str]:
    """Return by which trip each request of the week is served, as the stops have it."""
    asked = {request.key for request in week.requests}
    return {stop.request: outing.trip for outing in plan.outings for stop in outing.stops if stop.request in asked}


def faults_of_repetition(plan: Plan) -> Iterator[Fault]:
    """Tell each trip that is driven twice, and each request that is served by two outings."""
    trips = [outing.trip for outing in plan.outings]
    for trip in trips:
        if trips.count(trip) > 1:
            yield Fault(Rule.TRIP_TWICE, trip)
    aboard: set[str] = set()
    for outing in plan.outings:
        here = {stop.request for stop in outing.stops}
        for request in sorted(here & aboard):
            yield Fault(Rule.REQUEST_TWICE, request)
        aboard |= here


def faults_of_drivers(week: Week, driven: list[tuple[Trip, Outing]]) -> Iterator[Fault]:
    """Tell each driver who drives more often than their cap, or on two outings at a time."""
    for driver in dict.fromkeys(trip.driver for trip, _outing in driven):
        own = [outing for trip, outing in driven if trip.driver == driver]
        if driver in week.caps and len(own) > week.caps[driver]:
            yield Fault(Rule.CAP, driver)
        for number, one in enumerate(own):
            for other in own[number + 1 :]:
                if one.leaves < other.arrives and other.leaves < one.arrives:
                    yield Fault(Rule.DRIVER_TWICE_AT_ONCE, driver)


def faults_of_returns(week: Week, served: dict[str, str]) -> Iterator[Fault]:
    """Tell each return of which one leg is served without the other."""
    for request in week.requests:
        if request.couple and (request.key in served) != (request.couple in served):
            yield Fault(Rule.HALF_A_RETURN, request.key)


def faults_of_aims(
    week: Week, plan: Plan, earlier: Earlier | None, served: dict[str, str], driven: list[tuple[Trip, Outing]]
) -> Iterator[Fault]:
    """Tell each aim whose value is not what the outings give, or is better than its bound."""
    promised = earlier.promised if earlier else frozenset()
    asked = {request.key for request in week.requests}
    before = {key: trip for key, trip in earlier.trip_of.items() if key in asked} if earlier else {}
    drivers = [trip.driver for trip, _outing in driven]
    most: list[tuple[str, Proof, int]] = [
        ("kept_promises", plan.kept_promises, len([key for key in served if key in promised])),
        ("served", plan.served, len(served)),
    ]
    fewest: list[tuple[str, Proof, int]] = [
        ("changes", plan.changes, len([key for key in before if served.get(key) != before[key]])),
        ("detour", plan.detour, sum(detour_of(week, trip, outing) for trip, outing in driven)),
        ("load", plan.load, max((drivers.count(driver) for driver in drivers), default=0)),
    ]
    for aim, proof, counted in most + fewest:
        if proof.value != counted:
            yield Fault(Rule.AIM_MISSTATED, aim)
    for aim, proof, _counted in most:
        if proof.value > proof.bound:
            yield Fault(Rule.BOUND_PASSED, aim)
    for aim, proof, _counted in fewest:
        if proof.value < proof.bound:
            yield Fault(Rule.BOUND_PASSED, aim)
