"""PyVRP: paired shipments with prizes; it knows neither a longest ride, nor coupled returns, nor caps."""

from __future__ import annotations

from typing import Any

import numpy as np
from pyvrp import Depot, Location, ProblemData, Shipment, Solution, VehicleType, solve
from pyvrp.stop import MaxRuntime

from benchmarks.ride_peers import ToldStop, asked, needs_of, tell

# A leg more is worth any way round. A need is a heavy load, lest the search carry it where it is not offered.
PRIZE, NEED, ALLOWED = 20_000, 100, 10_000


def the_problem(week: Any) -> Any:
    """Return the week as PyVRP reads it; a need is a load that only a car which offers it has room for."""
    needs = needs_of(week)
    travel = np.array(week.travel, dtype=np.int64)
    vehicles = [
        VehicleType(
            1,
            [trip.seats, *(ALLOWED * (need in trip.offers) for need in needs)],
            trip.origin,
            trip.destination,
            tw_early=trip.leaves,
            tw_late=trip.arrives,
            max_distance=int(travel[trip.origin, trip.destination]) + trip.detour,
        )
        for trip in week.trips
    ]
    shipments = [
        Shipment(
            request.origin,
            request.destination,
            request.pickup.opens,
            request.pickup.closes,
            request.boarding,
            request.dropoff.opens,
            request.dropoff.closes,
            request.boarding,
            [request.seats, *(NEED * (need in request.needs) for need in needs)],
            PRIZE,
            required=False,
        )
        for request in week.requests
    ]
    places = range(len(travel))
    return ProblemData(
        [Location(0, 0) for _ in places],
        [],
        [Depot(place) for place in places],
        vehicles,
        [travel],
        [travel],
        shipments=shipments,
    )


def solved(week: Any, seconds: float) -> dict[str, list[ToldStop]]:
    """Return the stops of each trip that is driven, after so many seconds."""
    problem = the_problem(week)
    # It starts from serving nobody, which breaks no rule, so that there always is an answer.
    found = solve(problem, MaxRuntime(seconds), collect_stats=False, initial_solution=Solution(problem, []))
    outings = {}
    for route in found.best.routes():
        outings[week.trips[route.vehicle_type()].key] = [
            (week.requests[visit.idx].key, "pickup" if visit.is_pickup() else "dropoff", visit.start_time)
            for visit in route.schedule()
            if visit.is_shipment()
        ]
    return outings


if __name__ == "__main__":
    the_week, limit = asked()
    tell(solved(the_week, limit))
