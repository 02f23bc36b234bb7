"""One week of lifts planned by us and by routing engines, each judged by the verifier: `make bench-peers`."""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
import time
from dataclasses import asdict, dataclass, replace
from functools import cache
from typing import Any

import numpy as np

from benchmarks.ride_peers.judging import judged
from maillage.core.carpool.nouns import Week
from tests.carpool_weeks import a_week

REQUESTS, DRIVERS, SEED = 500, 100, 0
SHORT, LONG = 11, 75


@dataclass(frozen=True)
class Run:
    """An engine, the seconds of search it is given (0 where it ends by itself), and which rules it is told."""

    engine: str
    module: str
    needs: str
    limit: int
    returns: bool = False
    caps: bool = False


RUNS = [
    Run("maillage", "ours", "highspy", 0, returns=True, caps=True),
    Run("maillage", "ours", "highspy", 0, returns=True),
    Run("OR-Tools", "by_ortools", "ortools", LONG, returns=True, caps=True),
    Run("OR-Tools", "by_ortools", "ortools", SHORT),
    Run("OR-Tools", "by_ortools", "ortools", LONG),
    Run("VROOM", "by_vroom", "vroom", SHORT),
    Run("VROOM", "by_vroom", "vroom", LONG),
    Run("PyVRP", "by_pyvrp", "pyvrp", SHORT),
    Run("PyVRP", "by_pyvrp", "pyvrp", LONG),
]
# Memory that was freed stays with the process; else OR-Tools may spend most of its time asking for it again.
KEEPS_MEMORY = {"MALLOC_TRIM_THRESHOLD_": "2000000000", "MALLOC_TOP_PAD_": "64000000", "MALLOC_MMAP_MAX_": "0"}
COLUMNS = (
    *("engine", "told", "limit s", "seconds", "MB", "claimed", "invalid as told", "invalid at any time"),
    *("valid", "detour min", "valid in caps", "proof"),
)


def plain(value: Any) -> Any:
    """Return what JSON knows for what it does not."""
    return value.tolist() if isinstance(value, np.ndarray) else sorted(value)


def uncoupled(week: Week) -> Week:
    """Return the week in which each leg of a return counts by itself."""
    return replace(week, requests=tuple(replace(request, couple="") for request in week.requests))


@cache
def answered(module: str, limit: int, coupled: bool, capped: bool) -> tuple[float, dict[str, Any]]:
    """Return the seconds of a cold process, start and reading included, and what the engine answered.

    Who is not told of coupled returns is asked once and judged for both weeks.
    """
    week = a_week(REQUESTS, DRIVERS, SEED)
    week = week if coupled else uncoupled(week)
    told = json.dumps(asdict(week if capped else replace(week, caps={})), default=plain)
    command = [sys.executable, "-m", f"benchmarks.ride_peers.{module}", str(limit)]
    began = time.perf_counter()
    environment = {**os.environ, **KEEPS_MEMORY}
    done = subprocess.run(command, input=told, check=True, stdout=subprocess.PIPE, text=True, env=environment)
    seconds = time.perf_counter() - began
    # Engines may print before their answer, which is the last line.
    return seconds, json.loads(done.stdout.splitlines()[-1])


def row(run: Run, week: Week, coupled: bool) -> list[str]:
    """Run an engine, unless it was asked the same before, and judge its routes for the week."""
    seconds, answer = answered(run.module, run.limit, coupled and run.returns, run.caps)
    verdict = judged(week, answer["outings"])
    told = " + ".join(["rides", *["returns"] * (coupled and run.returns), *["caps"] * run.caps])
    return [
        *(run.engine, told, str(run.limit or "-"), f"{seconds:.1f}", str(answer["peak_mb"])),
        *map(str, (verdict.claimed, verdict.invalid_as_told, verdict.invalid, verdict.served)),
        *(str(round(verdict.detour / 60)), str(verdict.capped), answer["proof"]),
    ]


def main() -> int:
    """Print a table without and one with coupled returns; exit code 1 where an outing of ours is invalid."""
    runs = [run for run in RUNS if importlib.util.find_spec(run.needs)]
    sound = True
    for coupled in (False, True):
        week = a_week(REQUESTS, DRIVERS, SEED) if coupled else uncoupled(a_week(REQUESTS, DRIVERS, SEED))
        print(f"{REQUESTS} requests, {DRIVERS} drivers, returns {'coupled' if coupled else 'not coupled'}", flush=True)
        print("| " + " | ".join(COLUMNS) + " |\n|" + "---|" * len(COLUMNS), flush=True)
        for run in runs:
            cells = row(run, week, coupled)
            sound = sound and (run.module != "ours" or cells[COLUMNS.index("invalid as told")] == "0")
            print("| " + " | ".join(cells) + " |", flush=True)
    print(f"load of the machine: {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")
    return 0 if sound else 1


if __name__ == "__main__":
    raise SystemExit(main())
