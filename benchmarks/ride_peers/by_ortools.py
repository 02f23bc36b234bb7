"""OR-Tools routing: every rule can be told, the coupled returns and the caps as constraints beside the routes."""

from __future__ import annotations

from typing import Any

from ortools.constraint_solver import pywrapcp, routing_enums_pb2

from benchmarks.ride_peers import ToldStop, asked, tell

# More than all detours together can be: a leg more is worth any way round.
UNSERVED = 10_000_000


def may_serve(trip: Any, request: Any) -> bool:
    """Tell whether a trip offers what is needed within its hours; the hours are no rule more, but spare a search."""
    in_time = trip.leaves <= request.pickup.closes and request.dropoff.opens <= trip.arrives
    return in_time and set(request.needs) <= set(trip.offers)


class Routing:
    """The week as OR-Tools sees it: two nodes a request, then one a place, where trips begin and end."""

    def __init__(self, week: Any) -> None:
        self.week = week
        legs = [place for request in week.requests for place in (request.origin, request.destination)]
        # A place where no trip ends would be a node that has to be visited.
        ends = sorted({place for trip in week.trips for place in (trip.origin, trip.destination)})
        places = legs + ends
        boarding = [request.boarding for request in week.requests for _ in range(2)] + [0] * len(ends)
        starts = [len(legs) + ends.index(trip.origin) for trip in week.trips]
        finishes = [len(legs) + ends.index(trip.destination) for trip in week.trips]
        self.manager = pywrapcp.RoutingIndexManager(len(places), len(week.trips), starts, finishes)
        self.routing = pywrapcp.RoutingModel(self.manager)
        self.solver = self.routing.solver()
        drive = [[week.travel[here][there] for there in places] for here in places]
        spent = [[get_in + seconds for seconds in row] for get_in, row in zip(boarding, drive, strict=True)]
        taken = [seats for request in week.requests for seats in (request.seats, -request.seats)]
        self.add_dimensions(drive, spent, taken + [0] * len(ends))
        self.add_trips()
        for number in range(len(week.requests)):
            self.add_request(number)
        self.couple_returns()
        self.cap_drivers()

    def add_dimensions(self, drive: list[list[int]], spent: list[list[int]], taken: list[int]) -> None:
        """Reckon driving, time with waiting, and seats along each trip."""
        week, routing = self.week, self.routing
        driving = routing.RegisterTransitMatrix(drive)
        routing.SetArcCostEvaluatorOfAllVehicles(driving)
        most = [week.travel[trip.origin][trip.destination] + trip.detour for trip in week.trips]
        routing.AddDimensionWithVehicleCapacity(driving, 0, most, True, "driven")
        horizon = max(end for each in week.requests for end in (each.pickup.closes, each.dropoff.closes))
        horizon = max([horizon, *(trip.arrives for trip in week.trips)])
        routing.AddDimension(routing.RegisterTransitMatrix(spent), horizon, horizon, False, "time")
        self.time = routing.GetDimensionOrDie("time")
        seats = routing.RegisterUnaryTransitVector(taken)
        routing.AddDimensionWithVehicleCapacity(seats, 0, [trip.seats for trip in week.trips], True, "seats")

    def add_trips(self) -> None:
        """Set the hours of each trip; an empty one costs its direct way, so that costs are detours and a constant."""
        for number, trip in enumerate(self.week.trips):
            for end in (self.routing.Start(number), self.routing.End(number)):
                self.time.CumulVar(end).SetRange(trip.leaves, trip.arrives)
            self.routing.SetVehicleUsedWhenEmpty(True, number)

    def ends_of(self, number: int) -> tuple[int, int]:
        """Return the pickup and the drop-off of a request."""
        return self.manager.NodeToIndex(2 * number), self.manager.NodeToIndex(2 * number + 1)

    def add_request(self, number: int) -> None:
        """Set windows, the longest ride and the trips that may serve a request, which is served whole or not at all."""
        request, solver, time = self.week.requests[number], self.solver, self.time
        pickup, dropoff = self.ends_of(number)
        able = [index for index, trip in enumerate(self.week.trips) if may_serve(trip, request)]
        for index, window in ((pickup, request.pickup), (dropoff, request.dropoff)):
            time.CumulVar(index).SetRange(window.opens, window.closes)
            self.routing.AddDisjunction([index], UNSERVED)
            self.routing.VehicleVar(index).SetValues([-1, *able])
        self.routing.AddPickupAndDelivery(pickup, dropoff)
        solver.Add(self.routing.VehicleVar(pickup) == self.routing.VehicleVar(dropoff))
        solver.Add(time.CumulVar(pickup) <= time.CumulVar(dropoff))
        solver.Add(time.CumulVar(dropoff) - time.CumulVar(pickup) <= request.longest + request.boarding)

    def couple_returns(self) -> None:
        """Serve both legs of a return or neither, where the week has them coupled."""
        number_of = {request.key: number for number, request in enumerate(self.week.requests)}
        for number, request in enumerate(self.week.requests):
            if number < number_of.get(request.couple, -1):
                other = self.ends_of(number_of[request.couple])[0]
                here = self.routing.ActiveVar(self.ends_of(number)[0])
                self.solver.Add(here == self.routing.ActiveVar(other))

    def cap_drivers(self) -> None:
        """Keep each driver's outings within their cap, where the week has caps."""
        for driver, cap in vars(self.week.caps).items():
            own = [number for number, trip in enumerate(self.week.trips) if trip.driver == driver]
            first = [(self.routing.NextVar(self.routing.Start(number)), self.routing.End(number)) for number in own]
            driven = [self.solver.IsDifferentCstVar(following, end) for following, end in first]
            self.solver.Add(self.solver.Sum(driven) <= cap)

    def solved(self, seconds: float) -> dict[str, list[ToldStop]]:
        """Return the stops of each trip that is driven, by guided local search within so many seconds."""
        parameters = pywrapcp.DefaultRoutingSearchParameters()
        parameters.first_solution_strategy = routing_enums_pb2.FirstSolutionStrategy.LOCAL_CHEAPEST_INSERTION
        parameters.local_search_metaheuristic = routing_enums_pb2.LocalSearchMetaheuristic.GUIDED_LOCAL_SEARCH
        parameters.time_limit.FromMilliseconds(int(seconds * 1000))
        found = self.routing.SolveWithParameters(parameters)
        outings = {}
        for number, trip in enumerate(self.week.trips if found else ()):
            stops: list[ToldStop] = []
            index = found.Value(self.routing.NextVar(self.routing.Start(number)))
            while not self.routing.IsEnd(index):
                node = self.manager.IndexToNode(index)
                act = "dropoff" if node % 2 else "pickup"
                stops.append((self.week.requests[node // 2].key, act, found.Min(self.time.CumulVar(index))))
                index = found.Value(self.routing.NextVar(index))
            if stops:
                outings[trip.key] = stops
        return outings


if __name__ == "__main__":
    the_week, limit = asked()
    tell(Routing(the_week).solved(limit))
