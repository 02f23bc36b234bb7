"""Weeks of lifts by size: served and detour with their bounds, seconds, memory: `python -m benchmarks.carpool`."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace

# Requests, drivers, seed, seconds and megabytes allowed.
SIZES = [
    (500, 100, 0, 5, 400),
    (500, 100, 1, 5, 400),
    (500, 100, 2, 5, 400),
    (1_000, 200, 0, 60, 4_096),
    (2_000, 400, 0, 120, 4_096),
]
CANCELLATIONS, CANCELLED_S = 5, 3
# How a peer is measured: its name, and what prints one Figure as JSON for a size in a process of its own.
PEERS: dict[str, Callable[[int, int, int], Figure]] = {}


@dataclass
class Figure:
    """What one plan takes, the start of the process and its imports included, and what is proved of it."""

    what: str
    requests: int
    drivers: int
    seed: int
    served: int
    served_bound: int
    changes: int
    detour: int
    detour_bound: int
    load: int
    load_bound: int
    seconds: float
    processor_s: float
    peak_mb: int
    allowed_s: float = 0.0
    faults: int = 0


def measured(kind: str, requests: int, drivers: int, seed: int) -> Figure:
    """Plan a week, or plan it anew after the driver with the most outings but `kind` has cancelled."""
    import resource

    from maillage.core.carpool.nouns import Earlier
    from maillage.core.carpool.planning import plan_week
    from tests.carpool_weeks import a_week

    week, earlier = a_week(requests, drivers, seed), Earlier()
    plan = None
    if kind != "plan":
        before = plan_week(week)
        outings = [trip.driver for trip in week.trips if trip.key in {outing.trip for outing in before.outings}]
        driver = sorted(set(outings), key=lambda one: (-outings.count(one), one))[int(kind)]
        week = replace(week, trips=tuple(trip for trip in week.trips if trip.driver != driver))
        earlier = Earlier(before.trip_of, frozenset(before.trip_of))
    began, spent = time.perf_counter(), time.process_time()
    plan = plan_week(week, earlier)
    took, worked = time.perf_counter() - began, time.process_time() - spent
    return Figure(
        what="plan" if kind == "plan" else f"cancelled {kind}",
        requests=requests,
        drivers=drivers,
        seed=seed,
        served=plan.served.value,
        served_bound=plan.served.bound,
        changes=plan.changes.value,
        detour=plan.detour.value,
        detour_bound=plan.detour.bound,
        load=plan.load.value,
        load_bound=plan.load.bound,
        seconds=took,
        processor_s=worked,
        peak_mb=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        faults=_faults(week, plan, earlier),
    )


def _faults(week: object, plan: object, earlier: object) -> int:
    from maillage.core.ride_check.whole import check

    return len(check(week, plan, earlier))  # type: ignore[arg-type]  # whatever was planned is looked over


def in_a_process(kind: str, requests: int, drivers: int, seed: int) -> Figure:
    """Measure one week in a cold process of its own; a first plan counts from its start."""
    command = [sys.executable, "-m", "benchmarks.carpool", kind, str(requests), str(drivers), str(seed)]
    began = time.perf_counter()
    figure = Figure(**json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout))
    if kind == "plan":
        figure.seconds = time.perf_counter() - began
    return figure


def line(figure: Figure) -> str:
    """Return one line of the table."""
    return (
        f"{figure.what:>12} {figure.requests:>6} {figure.drivers:>5} {figure.seed:>4}"
        f" {figure.served:>7} {figure.served_bound:>7} {figure.changes:>7} {figure.detour:>9} {figure.detour_bound:>9}"
        f" {figure.load:>4} {figure.load_bound:>5} {figure.seconds:>8.2f} {figure.processor_s:>8.2f}"
        f" {figure.peak_mb:>6} {figure.faults:>6}"
    )


def main(arguments: Sequence[str] = ()) -> int:
    """Print one line a week; exit code 1 where one is not proved, takes too long or too much memory."""
    if arguments and arguments[0] != "only":
        print(json.dumps(asdict(measured(arguments[0], *map(int, arguments[1:])))))
        return 0
    print("        what requests drivers seed served bound changes detour bound load bound seconds processor MB faults")
    failed = 0
    for requests, drivers, seed, seconds, megabytes in SIZES:
        if arguments and int(arguments[1]) != requests:
            continue
        kinds = ["plan", *(map(str, range(CANCELLATIONS)) if requests == SIZES[0][0] else [])]
        for kind in kinds:
            figure = in_a_process(kind, requests, drivers, seed)
            figure.allowed_s = seconds if kind == "plan" else CANCELLED_S
            print(line(figure), flush=True)
            served = figure.served_bound - figure.served <= figure.served // 1000
            detour = figure.detour - figure.detour_bound <= (figure.detour // 100 if requests > 1_000 else 0)
            within = figure.seconds <= figure.allowed_s and figure.peak_mb <= megabytes
            failed += not (served and detour and within and not figure.faults)
        for name, peer in PEERS.items():
            print(f"{name:>12}", line(peer(requests, drivers, seed)), flush=True)
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
