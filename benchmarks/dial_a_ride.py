"""Ride planning by size in seconds and memory, cold: `python -m benchmarks.dial_a_ride [tight|wide|shared]`."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from benchmarks.ride_instances import SIZES, WIDE_SIZES, tight, wide

# The shared instances with their best known vehicles and lengths.
SHARED = {
    "a2-16": (2, 294.25),
    "a3-24": (3, 344.83),
    "b2-16": (2, 309.41),
    "lc101": (10, 828.94),
    "lr101": (19, 1650.80),
    "lrc101": (14, 1708.80),
}
# Draws that can be served, where the first cannot.
DRAWS = {"b2-20": 1, "b2-24": 1, "b3-30": 1}
ALLOWED_TIGHT_S, ALLOWED_WIDE_S = 150.0, 120.0


@dataclass
class Figure:
    """One instance: routes, length, bound, proved, valid, seconds by the clock and processor, memory."""

    name: str
    routes: int
    cost: float
    bound: float
    proved: bool
    valid: bool
    seconds: float
    processor_s: float
    peak_mb: int


def text_of(name: str) -> str:
    """Return the instance of a name: drawn-a4-32, drawn-b8-96, wide07 or one of the shared ones."""
    if name in SHARED:
        return (Path(os.environ["MAILLAGE_CARPOOL_DATA"]) / f"{name}.txt").read_text()
    if name.startswith("wide"):
        return wide(int(name[4:]))
    size = name.removeprefix("drawn-")
    vehicles, requests = map(int, size[1:].split("-"))
    return tight(size[0], vehicles, requests, DRAWS.get(size, 0))


def one(name: str, rounds: int | None) -> Figure:
    """Solve one instance in this process, imports included."""
    began = time.perf_counter()
    from maillage.core.dial_a_ride import Limits, read_instance, solve
    from maillage.core.route_check import check_solution

    instance = read_instance(text_of(name))
    found = solve(instance, Limits() if rounds is None else Limits(rounds=rounds))
    verdict = check_solution(instance, found.routes, found.cost)
    seconds, memory = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    numbers = round(found.cost, 3), round(found.bound, 3)
    return Figure(
        name, len(found.routes), *numbers, found.proved, verdict.valid, round(seconds, 2), time.process_time(), memory
    )


def measured(name: str, rounds: str = "") -> Figure:
    """Solve one instance in a process of its own and print its line."""
    command = [sys.executable, "-m", "benchmarks.dial_a_ride", "one", name, rounds]
    figure = Figure(**json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout))
    print(json.dumps(asdict(figure)), flush=True)
    return figure


def tight_ones() -> bool:
    """Measure all 48 sizes: each proved and valid, all together within the time allowed."""
    figures = [measured(f"drawn-{family}{k}-{n}") for family in "ab" for k, n in SIZES]
    spent, busy = (sum(getattr(figure, name) for figure in figures) for name in ("seconds", "processor_s"))
    proved = sum(figure.proved for figure in figures)
    print(f"48 sizes: {proved} proved, {spent:.1f} s ({busy:.1f} s of processor), allowed {ALLOWED_TIGHT_S:.0f} s")
    return all(figure.proved and figure.valid for figure in figures) and spent <= ALLOWED_TIGHT_S


def wide_ones() -> bool:
    """Measure the twenty wide ones: all valid, within the time allowed each."""
    figures = [measured(f"wide{number:02}") for number in range(1, 2 * len(WIDE_SIZES) + 1)]
    return all(figure.valid and figure.seconds <= ALLOWED_WIDE_S for figure in figures)


def shared_ones() -> bool:
    """Measure the shared instances against their best known values, where they are at hand."""
    if not os.environ.get("MAILLAGE_CARPOOL_DATA"):
        print("MAILLAGE_CARPOOL_DATA names no folder of shared instances; they are left out.")
        return True
    kept = []
    for name, (routes, cost) in SHARED.items():
        figure = measured(name)
        kept.append(figure.valid and (routes, cost) == (figure.routes, round(figure.cost, 2)))
    return all(kept)


def main(which: tuple[str, ...] = ("shared", "tight", "wide")) -> int:
    """Print one line an instance; exit code 1 where one is broken, unproved or too slow."""
    parts = {"shared": shared_ones, "tight": tight_ones, "wide": wide_ones}
    return 0 if all([parts[name]() for name in which]) else 1


if __name__ == "__main__":
    if sys.argv[1:2] == ["one"]:
        print(json.dumps(asdict(one(sys.argv[2], int(sys.argv[3]) if sys.argv[3] else None))))
    else:
        raise SystemExit(main(tuple(sys.argv[1:]) or ("shared", "tight", "wide")))
