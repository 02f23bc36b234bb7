"""Which method an instance gets: a proof where windows are narrow, a search by neighbourhoods where they are wide."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from maillage.core.dial_a_ride.exact import SAME, Stopped, never, silent, solve_exactly
from maillage.core.dial_a_ride.neighbourhood import Plan, Search
from maillage.core.dial_a_ride.nouns import DEFAULT_LIMITS, Instance, Kind, Limits, Route, Solution

METHOD = "large neighbourhoods with set partitioning"
# Rounds before the exact method, for routes to begin with.
FIRST_ROUNDS = 60
# Which share of the rounds goods get: there are few of them in one route.
GOODS = 6


@dataclass(frozen=True)
class _Work:
    """How much may be done, when to stop, and whom to tell."""

    limits: Limits
    should_stop: Callable[[], bool]
    tell: Callable[[float, float], None]


def solve(
    instance: Instance,
    limits: Limits = DEFAULT_LIMITS,
    *,
    should_stop: Callable[[], bool] = never,
    tell: Callable[[float, float], None] = silent,
) -> Solution:
    """Return routes for all requests: of least length (dial-a-ride), or fewest first and then of least length.

    Dial-a-ride is solved exactly within the limits of work, which narrow windows allow; what remains unproved goes on
    by search, with the bound proved so far. `should_stop` is asked often and ends with the best routes so far; `tell`
    gets the bound and the length of the best routes (infinite before there are any).
    """
    search, work = Search(instance), _Work(limits, should_stop, tell)
    if instance.kind is Kind.PICKUP_AND_DELIVERY:
        return _fewest(search, work)
    first = _searched(search, search.empty(), instance.vehicles, min(FIRST_ROUNDS, limits.rounds), work)
    known = [one.route for one in search.pool.values()]
    exact = solve_exactly(instance, limits, known=known, should_stop=should_stop, tell=tell)
    if exact.proved or should_stop():
        return exact if exact.served else _solution(search, first, exact.bound, instance.vehicles)
    if exact.served and (first.out or exact.cost < first.cost):
        first = search.plan(exact.routes, ())

    def told(_bound: float, cost: float) -> None:
        tell(exact.bound, cost)

    last = _searched(search, first, instance.vehicles, limits.rounds, replace(work, tell=told))
    return _solution(search, last, exact.bound, instance.vehicles)


def _fewest(search: Search, work: _Work) -> Solution:
    """Take one route after the other away as long as all are served, then shorten what is left."""
    rounds = max(1, work.limits.rounds // GOODS)
    share = max(1, rounds // 4)
    best = _searched(search, search.empty(), search.instance.vehicles, share // 8, work)
    while len(best.routes) > 1 and not best.out and not work.should_stop():
        fewer = _fewer(search, best, share, work)
        if fewer.out:
            break
        best = fewer
    vehicles = search.instance.vehicles if best.out else len(best.routes)
    best = _searched(search, best, vehicles, rounds, work)
    return _solution(search, best, 0.0, vehicles)


def _fewer(search: Search, best: Plan, rounds: int, work: _Work) -> Plan:
    n = search.table.n
    shortest = min(best.routes, key=lambda route: (len(route), route))
    left = [route for route in best.routes if route != shortest]
    without = Plan(tuple(left), tuple(sorted(stop for stop in shortest if stop <= n)), 0.0)
    return _searched(search, without, len(left), rounds, work, until_served=True)


def _searched(
    search: Search,
    plan: Plan,
    vehicles: int,
    rounds: int,
    work: _Work,
    *,
    until_served: bool = False,
) -> Plan:
    best = [plan]

    def told(found: Plan) -> None:
        best[0] = found
        work.tell(0.0, float("inf") if found.out else found.cost)
        if work.should_stop():
            raise Stopped

    def enough(found: Plan) -> bool:
        return until_served and not found.out

    try:
        return search.improved(plan, vehicles, rounds, fits=work.limits.fits, enough=enough, tell=told)
    except Stopped:
        return best[0]


def _solution(search: Search, plan: Plan, bound: float, vehicles: int) -> Solution:
    served = not plan.out and len(plan.routes) <= vehicles
    routes: tuple[Route, ...] = tuple(sorted(plan.routes))
    cost = sum(map(search.instance.length, routes))
    found = Solution(routes, cost, max(0.0, min(bound, cost)), proved=False, served=served, method=METHOD)
    return replace(found, proved=served and bound >= cost - SAME)
