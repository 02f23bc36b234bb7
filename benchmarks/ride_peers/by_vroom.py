"""VROOM: shipments with skills; it knows neither a longest ride, nor coupled returns, nor caps."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import vroom

from benchmarks.ride_peers import ToldStop, asked, needs_of, tell

MOST_EXPLORATION, THREADS = 5, 2


def the_input(week: Any) -> Any:
    """Return the week as VROOM reads it: request n has the numbers 2n and 2n + 1, skills are needs by number."""
    number_of = {need: number for number, need in enumerate(needs_of(week))}
    told = vroom.Input()
    told.set_durations_matrix("car", week.travel)
    for number, trip in enumerate(week.trips):
        told.add_vehicle(
            vroom.Vehicle(
                number,
                start=trip.origin,
                end=trip.destination,
                capacity=[trip.seats],
                skills={number_of[offer] for offer in trip.offers if offer in number_of},
                time_window=[trip.leaves, trip.arrives],
                max_travel_time=week.travel[trip.origin][trip.destination] + trip.detour,
            )
        )
    for number, request in enumerate(week.requests):
        ends = [
            vroom.ShipmentStep(
                2 * number + act, place, default_service=request.boarding, time_windows=[[window.opens, window.closes]]
            )
            for act, place, window in (
                (0, request.origin, request.pickup),
                (1, request.destination, request.dropoff),
            )
        ]
        told.add_shipment(*ends, amount=vroom.Amount([request.seats]), skills={number_of[n] for n in request.needs})
    return told


def solved(week: Any, seconds: float) -> dict[str, list[ToldStop]]:
    """Return the stops of each trip that is driven, after so many seconds or earlier."""
    outings = {}
    for route in the_input(week).solve(MOST_EXPLORATION, THREADS, timedelta(seconds=seconds)).to_dict()["routes"]:
        outings[week.trips[route["vehicle"]].key] = [
            (
                week.requests[step["id"] // 2].key,
                "dropoff" if step["id"] % 2 else "pickup",
                step["arrival"] + step["waiting_time"],
            )
            for step in route["steps"]
            if step["type"] in ("pickup", "delivery")
        ]
    return outings


if __name__ == "__main__":
    the_week, limit = asked()
    tell(solved(the_week, limit))
