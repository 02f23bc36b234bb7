"""Changes of a week or of its plan, each of which breaks one rule by construction."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, replace

from maillage.core.carpool.nouns import Act, Earlier, Outing, Plan, Proof, Request, Stop, Trip, Week, Window
from maillage.core.ride_check import Rule

NEVER = -(10**9)
EVER = 10**9


@dataclass(frozen=True)
class Broken:
    """What is handed to the verifier, and what it has to find; `alone` when that is all that is wrong."""

    week: Week
    plan: Plan
    earlier: Earlier
    rule: Rule
    where: str
    alone: bool = True


@dataclass(frozen=True)
class Drawn:
    """A valid week, and what one mutation looks at: an outing, its trip, one of its riders with both stops."""

    rng: random.Random
    week: Week
    plan: Plan
    earlier: Earlier
    trip: Trip
    outing: Outing
    request: Request
    pickup: Stop
    dropoff: Stop

    def asked(self, rule: Rule, **fields: object) -> Broken:
        """Return the week with the rider's request changed."""
        return Broken(
            with_request(self.week, replace(self.request, **fields)), self.plan, self.earlier, rule, self.request.key
        )

    def offered(self, rule: Rule, **fields: object) -> Broken:
        """Return the week with the trip changed."""
        return Broken(with_trip(self.week, replace(self.trip, **fields)), self.plan, self.earlier, rule, self.trip.key)

    def driven(self, rule: Rule, where: str, *, alone: bool = False, **fields: object) -> Broken:
        """Return the plan with the outing changed."""
        plan = with_outing(self.plan, replace(self.outing, **fields))
        return Broken(self.week, plan, self.earlier, rule, where, alone)


def draw(rng: random.Random, week: Week, plan: Plan, earlier: Earlier) -> Drawn:
    outing = rng.choice(plan.outings)
    trip = next(trip for trip in week.trips if trip.key == outing.trip)
    key = rng.choice(outing.stops).request
    request = next(request for request in week.requests if request.key == key)
    pickup, dropoff = (stop for stop in outing.stops if stop.request == key)
    return Drawn(rng, week, plan, earlier, trip, outing, request, pickup, dropoff)


def with_request(week: Week, request: Request) -> Week:
    return replace(week, requests=tuple(request if one.key == request.key else one for one in week.requests))


def with_trip(week: Week, trip: Trip) -> Week:
    return replace(week, trips=tuple(trip if one.key == trip.key else one for one in week.trips))


def with_outing(plan: Plan, outing: Outing) -> Plan:
    return replace(plan, outings=tuple(outing if one.trip == outing.trip else one for one in plan.outings))


def without(stops: tuple[Stop, ...], stop: Stop) -> tuple[Stop, ...]:
    return tuple(one for one in stops if one is not stop)


def swapped(stops: tuple[Stop, ...], old: Stop, new: Stop) -> tuple[Stop, ...]:
    return tuple(new if one is old else one for one in stops)


def peak(drawn: Drawn) -> int:
    seats = {request.key: request.seats for request in drawn.week.requests}
    taken = most = 0
    for stop in drawn.outing.stops:
        taken += seats[stop.request] if stop.act is Act.PICKUP else -seats[stop.request]
        most = max(most, taken)
    return most


def elsewhere(drawn: Drawn, place: int) -> int:
    return (place + drawn.rng.randrange(1, len(drawn.week.travel))) % len(drawn.week.travel)


def picked_up_after_the_window(drawn: Drawn) -> Broken:
    at = drawn.pickup.at - 1
    return drawn.asked(Rule.PICKUP_WINDOW, pickup=Window(min(at, drawn.request.pickup.opens), at))


def picked_up_before_the_window(drawn: Drawn) -> Broken:
    at = drawn.pickup.at + 1
    return drawn.asked(Rule.PICKUP_WINDOW, pickup=Window(at, max(at, drawn.request.pickup.closes)))


def dropped_off_after_the_window(drawn: Drawn) -> Broken:
    at = drawn.dropoff.at - 1
    return drawn.asked(Rule.DROPOFF_WINDOW, dropoff=Window(min(at, drawn.request.dropoff.opens), at))


def dropped_off_before_the_window(drawn: Drawn) -> Broken:
    at = drawn.dropoff.at + 1
    return drawn.asked(Rule.DROPOFF_WINDOW, dropoff=Window(at, max(at, drawn.request.dropoff.closes)))


def one_second_too_long_in_the_car(drawn: Drawn) -> Broken:
    ride = drawn.dropoff.at - drawn.pickup.at - drawn.request.boarding
    return drawn.asked(Rule.RIDE_TOO_LONG, longest=ride - 1)


def a_need_that_nobody_offers(drawn: Drawn) -> Broken:
    return drawn.asked(Rule.NEEDS, needs=drawn.request.needs | {"dog"})


def an_offer_withdrawn(drawn: Drawn) -> Broken | None:
    if not drawn.request.needs:
        return None
    broken = drawn.offered(Rule.NEEDS, offers=drawn.trip.offers - drawn.request.needs)
    return replace(broken, where=drawn.request.key, alone=False)


def another_origin(drawn: Drawn) -> Broken:
    return drawn.asked(Rule.WRONG_PLACE, origin=elsewhere(drawn, drawn.request.origin))


def another_destination(drawn: Drawn) -> Broken:
    return drawn.asked(Rule.WRONG_PLACE, destination=elsewhere(drawn, drawn.request.destination))


def a_stop_off_the_map(drawn: Drawn) -> Broken:
    nowhere = replace(drawn.pickup, place=drawn.rng.choice((-1, len(drawn.week.travel))))
    return drawn.driven(Rule.WRONG_PLACE, drawn.request.key, stops=swapped(drawn.outing.stops, drawn.pickup, nowhere))


def one_leg_without_the_other(drawn: Drawn) -> Broken | None:
    if drawn.request.couple:
        return None
    return drawn.asked(Rule.HALF_A_RETURN, couple="nobody")


def the_return_of_nobody(drawn: Drawn) -> Broken:
    lonely = next(request for request in drawn.week.requests if request.key == "nobody")
    week = with_request(drawn.week, replace(lonely, couple=drawn.request.key))
    return Broken(week, drawn.plan, drawn.earlier, Rule.HALF_A_RETURN, "nobody")


def one_seat_too_few(drawn: Drawn) -> Broken:
    return drawn.offered(Rule.SEATS, seats=peak(drawn) - 1)


def one_more_in_the_car(drawn: Drawn) -> Broken:
    broken = drawn.asked(Rule.SEATS, seats=drawn.trip.seats + 1)
    return replace(broken, where=drawn.trip.key)


def left_before_its_hours(drawn: Drawn) -> Broken:
    return drawn.offered(Rule.LEAVES_TOO_EARLY, leaves=drawn.outing.leaves + 1)


def arrived_after_its_hours(drawn: Drawn) -> Broken:
    return drawn.offered(Rule.ARRIVES_TOO_LATE, arrives=drawn.outing.arrives - 1)


def a_detour_too_long(drawn: Drawn) -> Broken:
    return drawn.offered(Rule.DETOUR_LIMIT, detour=drawn.outing.detour - 1)


def another_detour_stated(drawn: Drawn) -> Broken:
    other = drawn.outing.detour + drawn.rng.choice((-1, 1, 60))
    return drawn.driven(Rule.DETOUR_MISSTATED, drawn.trip.key, alone=True, detour=other)


def a_stop_before_the_car_is_there(drawn: Drawn) -> Broken:
    """Nothing but the speed of the car speaks against the stop: windows and ride are made wide."""
    number = drawn.rng.randrange(len(drawn.outing.stops))
    stop, previous = drawn.outing.stops[number], drawn.outing.stops[number - 1]
    place, free = drawn.trip.origin, drawn.outing.leaves
    if number:
        place = previous.place
        free = previous.at + next(one.boarding for one in drawn.week.requests if one.key == previous.request)
    early = replace(stop, at=free + int(drawn.week.travel[place, stop.place]) - 1)
    asked = next(request for request in drawn.week.requests if request.key == stop.request)
    wide = replace(asked, pickup=Window(NEVER, EVER), dropoff=Window(NEVER, EVER), longest=EVER)
    plan = with_outing(drawn.plan, replace(drawn.outing, stops=swapped(drawn.outing.stops, stop, early)))
    return Broken(with_request(drawn.week, wide), plan, drawn.earlier, Rule.FASTER_THAN_TRAVEL, drawn.trip.key)


def home_before_the_car_is_there(drawn: Drawn) -> Broken:
    last = drawn.outing.stops[-1]
    boarding = next(request.boarding for request in drawn.week.requests if request.key == last.request)
    arrives = last.at + boarding + int(drawn.week.travel[last.place, drawn.trip.destination]) - 1
    return drawn.driven(Rule.FASTER_THAN_TRAVEL, drawn.trip.key, alone=True, arrives=arrives)


def a_slower_road(drawn: Drawn) -> Broken:
    travel = drawn.week.travel.copy()
    first = drawn.outing.stops[0]
    travel[drawn.trip.origin, first.place] += first.at - drawn.outing.leaves + 1
    week = replace(drawn.week, travel=travel)
    return Broken(week, drawn.plan, drawn.earlier, Rule.FASTER_THAN_TRAVEL, drawn.trip.key, alone=False)


def nobody_got_in(drawn: Drawn) -> Broken:
    return drawn.driven(Rule.NEVER_PICKED_UP, drawn.request.key, stops=without(drawn.outing.stops, drawn.pickup))


def nobody_got_out(drawn: Drawn) -> Broken:
    return drawn.driven(Rule.NEVER_DROPPED_OFF, drawn.request.key, stops=without(drawn.outing.stops, drawn.dropoff))


def out_before_in(drawn: Drawn) -> Broken:
    stops = swapped(drawn.outing.stops, drawn.pickup, drawn.dropoff)
    numbers = [number for number, stop in enumerate(stops) if stop is drawn.dropoff]
    stops = (*stops[: numbers[1]], drawn.pickup, *stops[numbers[1] + 1 :])
    return drawn.driven(Rule.DROPPED_OFF_FIRST, drawn.request.key, stops=stops)


def something_else_at_a_stop(drawn: Drawn) -> Broken:
    other = replace(drawn.pickup, act="waits")
    return drawn.driven(Rule.UNKNOWN_ACT, drawn.request.key, stops=swapped(drawn.outing.stops, drawn.pickup, other))


def a_rider_got_in_twice(drawn: Drawn) -> Broken:
    stop = drawn.rng.choice((drawn.pickup, drawn.dropoff))
    return drawn.driven(Rule.REQUEST_TWICE, drawn.request.key, stops=(*drawn.outing.stops, stop))


def a_rider_in_two_cars(drawn: Drawn) -> Broken:
    others = [outing for outing in drawn.plan.outings if outing.trip != drawn.outing.trip]
    other = drawn.rng.choice(others)
    plan = with_outing(drawn.plan, replace(other, stops=(*other.stops, drawn.pickup, drawn.dropoff)))
    return Broken(drawn.week, plan, drawn.earlier, Rule.REQUEST_TWICE, drawn.request.key, alone=False)


def nobody_asked_for_it(drawn: Drawn) -> Broken:
    requests = tuple(request for request in drawn.week.requests if request.key != drawn.request.key)
    week = replace(drawn.week, requests=requests)
    return Broken(week, drawn.plan, drawn.earlier, Rule.UNKNOWN_REQUEST, drawn.request.key, alone=False)


def nobody_offered_it(drawn: Drawn) -> Broken:
    week = replace(drawn.week, trips=tuple(trip for trip in drawn.week.trips if trip.key != drawn.trip.key))
    return Broken(week, drawn.plan, drawn.earlier, Rule.UNKNOWN_TRIP, drawn.trip.key, alone=False)


def driven_twice(drawn: Drawn) -> Broken:
    plan = replace(drawn.plan, outings=(*drawn.plan.outings, drawn.outing))
    return Broken(drawn.week, plan, drawn.earlier, Rule.TRIP_TWICE, drawn.trip.key, alone=False)


def driven_empty(drawn: Drawn) -> Broken:
    plan = replace(drawn.plan, outings=(*drawn.plan.outings, Outing("spare", drawn.outing.leaves, (), EVER, 0)))
    return Broken(drawn.week, plan, drawn.earlier, Rule.NO_RIDER, "spare", alone=False)


def once_more_than_the_cap(drawn: Drawn) -> Broken:
    driver_of = {trip.key: trip.driver for trip in drawn.week.trips}
    count = sum(driver_of[outing.trip] == drawn.trip.driver for outing in drawn.plan.outings)
    week = replace(drawn.week, caps={**drawn.week.caps, drawn.trip.driver: count - 1})
    return Broken(week, drawn.plan, drawn.earlier, Rule.CAP, drawn.trip.driver)


def one_driver_in_two_cars(drawn: Drawn) -> Broken:
    """Another outing of the plan is moved, as a whole, into the time of this one, and given to its driver."""
    other = next(outing for outing in drawn.plan.outings if outing.trip != drawn.outing.trip)
    trip = next(trip for trip in drawn.week.trips if trip.key == other.trip)
    later = drawn.outing.arrives - 1 - other.leaves
    stops = tuple(replace(stop, at=stop.at + later) for stop in other.stops)
    moved = replace(other, leaves=other.leaves + later, stops=stops, arrives=other.arrives + later)
    hours = {"leaves": min(trip.leaves, moved.leaves), "arrives": max(trip.arrives, moved.arrives)}
    week = with_trip(drawn.week, replace(trip, driver=drawn.trip.driver, **hours))
    for request in drawn.week.requests:
        if request.key in {stop.request for stop in other.stops}:
            week = with_request(week, replace(request, pickup=Window(NEVER, EVER), dropoff=Window(NEVER, EVER)))
    driver_of = {trip.key: trip.driver for trip in week.trips}
    drivers = [driver_of[outing.trip] for outing in drawn.plan.outings]
    load = max(drivers.count(driver) for driver in drivers)
    plan = replace(with_outing(drawn.plan, moved), load=Proof(load, 0))
    week = replace(week, caps={})
    return Broken(week, plan, drawn.earlier, Rule.DRIVER_TWICE_AT_ONCE, drawn.trip.driver, alone=False)


def another_value_stated(drawn: Drawn) -> Broken:
    aim = drawn.rng.choice(("kept_promises", "served", "changes", "detour", "load"))
    value = getattr(drawn.plan, aim).value + drawn.rng.choice((-1, 1))
    plan = replace(drawn.plan, **{aim: Proof(value, value)})
    return Broken(drawn.week, plan, drawn.earlier, Rule.AIM_MISSTATED, aim)


def better_than_its_bound(drawn: Drawn) -> Broken:
    aim = drawn.rng.choice(("kept_promises", "served", "changes", "detour", "load"))
    value = getattr(drawn.plan, aim).value
    bound = value - 1 if aim in {"kept_promises", "served"} else value + 1
    plan = replace(drawn.plan, **{aim: Proof(value, bound)})
    return Broken(drawn.week, plan, drawn.earlier, Rule.BOUND_PASSED, aim)


def served_otherwise_before(drawn: Drawn) -> Broken | None:
    if drawn.earlier.trip_of.get(drawn.request.key) != drawn.trip.key:
        return None
    earlier = replace(drawn.earlier, trip_of={**drawn.earlier.trip_of, drawn.request.key: "spare"})
    return Broken(drawn.week, drawn.plan, earlier, Rule.AIM_MISSTATED, "changes")


def a_promise_forgotten(drawn: Drawn) -> Broken:
    earlier = replace(drawn.earlier, promised=drawn.earlier.promised ^ {drawn.request.key})
    return Broken(drawn.week, drawn.plan, earlier, Rule.AIM_MISSTATED, "kept_promises")


MUTATIONS: tuple[Callable[[Drawn], Broken | None], ...] = (
    picked_up_after_the_window,
    picked_up_before_the_window,
    dropped_off_after_the_window,
    dropped_off_before_the_window,
    one_second_too_long_in_the_car,
    a_need_that_nobody_offers,
    an_offer_withdrawn,
    another_origin,
    another_destination,
    a_stop_off_the_map,
    one_leg_without_the_other,
    the_return_of_nobody,
    one_seat_too_few,
    one_more_in_the_car,
    left_before_its_hours,
    arrived_after_its_hours,
    a_detour_too_long,
    another_detour_stated,
    a_stop_before_the_car_is_there,
    home_before_the_car_is_there,
    a_slower_road,
    nobody_got_in,
    nobody_got_out,
    out_before_in,
    something_else_at_a_stop,
    a_rider_got_in_twice,
    a_rider_in_two_cars,
    nobody_asked_for_it,
    nobody_offered_it,
    driven_twice,
    driven_empty,
    once_more_than_the_cap,
    one_driver_in_two_cars,
    another_value_stated,
    better_than_its_bound,
    served_otherwise_before,
    a_promise_forgotten,
)
