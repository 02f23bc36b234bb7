"""Coverage by size in seconds and memory, beside plain numpy and the peers present: `python -m benchmarks.coverage`."""

from __future__ import annotations

import importlib.util
import json
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_matrix, hstack, identity, vstack

from maillage.core.coverage import Positions, coverage_share, floating_catchment, haversine, step, where_next

ROUNDS = 5
SITES, REACH = 3, 20.0
MOST_MB = 400
# Municipalities, places, side of the square in kilometres, seconds allowed; circuity 1, so that pairs are many.
ACCESS = [(600, 500, 100.0, 0.02), (35_000, 2_000, 950.0, 0.3), (100_000, 10_000, 740.0, 1.0)]
SITING = (563, 563, 93.0, 0.5)
# The plain way runs on so many municipalities at most, and is drawn up in proportion from there.
MOST_PLAIN = 10_000
Points = tuple[np.ndarray, np.ndarray]


@dataclass
class Figure:
    """What one reckoning takes: median seconds by the clock and of the processor, most memory of the whole process.

    `plain_s` are processor seconds of the plain way, drawn up from MOST_PLAIN municipalities where there are more,
    `times` how often ours fits into them, `differs` the largest relative difference between the two where both ran.
    `peers` are those of the peers, each alone in its process: processor seconds, how often ours fits into them, most
    memory, difference from ours.
    """

    what: str
    municipalities: int
    places: int
    pairs: int
    seconds: float
    processor_s: float
    allowed_s: float
    peak_mb: int
    plain_s: float
    times: float
    differs: float
    peers: dict[str, dict[str, float]]


def a_country(municipalities: int, places: int, side: float) -> tuple[Points, Points, np.ndarray, np.ndarray]:
    """Return points over a square, people and capacities, the same in every run."""
    rng = np.random.default_rng(1)
    degrees = side / 111.2

    def scattered(count: int) -> Points:
        north = 46 + (rng.random(count) - 0.5) * degrees
        return north, 3 + (rng.random(count) - 0.5) * degrees / np.cos(np.radians(46))

    here, there = scattered(municipalities), scattered(places)
    return here, there, rng.integers(1, 3000, municipalities).astype(float), rng.integers(1, 40, places).astype(float)


def timed(reckoning: Callable[[], object], rounds: int = ROUNDS) -> tuple[float, float]:
    """Return the median seconds by the clock and of the processor."""
    clock, processor = [], []
    for _ in range(rounds):
        began, spent = time.perf_counter(), time.process_time()
        reckoning()
        clock.append(time.perf_counter() - began)
        processor.append(time.process_time() - spent)
    return statistics.median(clock), statistics.median(processor)


def peak_mb() -> int:
    """Return the most memory this process has held, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def plain_access(here: Points, there: Points, people: np.ndarray, capacities: np.ndarray) -> np.ndarray:
    """Return access by the full table of distances, a thousand municipalities at a time, without any search."""
    kernel = step()

    def weights() -> Iterator[tuple[slice, np.ndarray]]:
        for first in range(0, len(people), 1000):
            rows = slice(first, first + 1000)
            yield rows, kernel(haversine(here[0][rows], here[1][rows], *there))

    demand = np.zeros(len(capacities))
    for rows, block in weights():
        demand += people[rows] @ block
    ratios = np.divide(capacities, demand, out=np.zeros(len(capacities)), where=demand > 0)
    return np.concatenate([block @ ratios for _, block in weights()])


def is_here(peer: str) -> bool:
    """Tell whether a peer is installed; `make bench-peers` installs them."""
    return importlib.util.find_spec(peer) is not None


def peer_access(municipalities: int, places: int, side: float) -> dict[str, float]:
    """Measure PySAL's two-step floating catchments, the pairs and their distances given for nothing."""
    import pandas as pd
    from access import fca, weights

    here, there, people, capacities = a_country(municipalities, places, side)
    pairs = list(Positions(here, there, circuity=1).pairs_within(30))
    costs = pd.DataFrame(
        {
            "origin": np.concatenate([block.rows for block in pairs]),
            "dest": np.concatenate([block.columns for block in pairs]),
            "cost": np.concatenate([block.costs for block in pairs]),
        }
    )
    demand = pd.DataFrame({"value": people}, index=pd.RangeIndex(len(people), name="geoid"))
    supply = pd.DataFrame({"value": capacities}, index=pd.RangeIndex(len(capacities), name="geoid"))
    by_steps = weights.step_fn({10: 1, 20: 0.68, 30: 0.22})
    found: list[pd.Series] = []

    def reckoning() -> None:
        found.append(
            fca.two_stage_fca(
                demand, supply, costs, max_cost=30, demand_name="value", supply_name="value", weight_fn=by_steps
            )
        )

    _, seconds = timed(reckoning, 1)
    memory = peak_mb()
    ours = floating_catchment(people, capacities, Positions(here, there, circuity=1), step()).access
    # Who lives within reach of nothing has no value there, and none of access here.
    theirs = found[0].reindex(range(len(people))).fillna(0).to_numpy()
    return {"processor_s": seconds, "peak_mb": memory, "differs": float(np.abs(theirs - ours).max() / ours.max())}


def measured_access(municipalities: int, places: int, side: float, allowed: float) -> Figure:
    """Reckon access and the share within reach from points, search included, then the plain way."""
    here, there, people, capacities = a_country(municipalities, places, side)
    classes = np.ones(municipalities, dtype=int)
    # Both together, since a page shows both.
    found = [floating_catchment(people, capacities, Positions(here, there, circuity=1), step())]

    def reckoning() -> None:
        travel = Positions(here, there, circuity=1)
        found[0] = floating_catchment(people, capacities, travel, step())
        coverage_share(people, classes, travel.nearest(), REACH)

    seconds, processor = timed(reckoning)
    memory = peak_mb()
    part = min(municipalities, MOST_PLAIN)
    plain: list[np.ndarray] = []
    some = (here[0][:part], here[1][:part])
    _, plain_s = timed(lambda: plain.append(plain_access(some, there, people[:part], capacities)), 1)
    plain_s *= municipalities / part
    ours = floating_catchment(people[:part], capacities, Positions(some, there, circuity=1), step()).access
    differs = float(np.abs(ours - plain[0]).max() / plain[0].max())
    pairs = sum(len(block.rows) for block in Positions(here, there, circuity=1).pairs_within(30))
    return Figure(
        "access and share",
        municipalities,
        places,
        pairs,
        round(seconds, 4),
        round(processor, 4),
        allowed,
        memory,
        round(plain_s, 3),
        round(plain_s / processor, 1),
        differs,
        beside("access", processor, municipalities, places, side),
    )


def plain_siting(people: np.ndarray, reached: np.ndarray) -> float:
    """Return the optimum of the whole program as books write it, by the solver of scipy."""
    n, m = reached.shape
    rows = hstack([-csr_matrix(reached.astype(float)), identity(n)])
    budget = csr_matrix(np.concatenate([np.ones(m), np.zeros(n)])[None, :])
    bound = np.concatenate([np.zeros(n), [float(SITES)]])
    answer = milp(
        np.concatenate([np.zeros(m), -people]),
        integrality=np.concatenate([np.ones(m), np.zeros(n)]),
        bounds=Bounds(0, 1),
        constraints=[LinearConstraint(vstack([rows, budget]).tocsr(), ub=bound)],
        options={"mip_rel_gap": 0},
    )
    return -float(answer.fun)


def peer_siting(municipalities: int, places: int, side: float) -> dict[str, float]:
    """Measure spopt's maximal covering with the same solver, the distances given for nothing."""
    import pulp
    from spopt.locate import MCLP

    here, _, people, _ = a_country(municipalities, places, side)
    costs = Positions(here, here, circuity=1).matrix()
    found: list[float] = []

    def reckoning() -> None:
        program = MCLP.from_cost_matrix(costs, people, REACH, p_facilities=SITES)
        found.append(float(program.solve(pulp.HiGHS(msg=False, gapRel=0)).problem.objective.value()))

    _, seconds = timed(reckoning, 1)
    memory = peak_mb()
    ours = where_next(people, Positions(here, here, circuity=1), REACH, SITES).gained
    return {"processor_s": seconds, "peak_mb": memory, "differs": abs(ours - found[0]) / ours}


def beside(peer: str, processor: float, *size: float) -> dict[str, dict[str, float]]:
    """Return what a peer takes for a size in a process of its own; nothing where it is not installed."""
    if not is_here(peer):
        return {}
    measured = json.loads(in_a_process(f"peer-{peer}", *size))
    return {peer: {**measured, "times": round(measured["processor_s"] / processor, 1)}}


def measured_siting(municipalities: int, places: int, side: float, allowed: float) -> Figure:
    """Find the best places among as many candidates, search, proof and rule for equals included."""
    here, _, people, _ = a_country(municipalities, places, side)
    found = [where_next(people, Positions(here, here, circuity=1), REACH, SITES)]

    def reckoning() -> None:
        found[0] = where_next(people, Positions(here, here, circuity=1), REACH, SITES)

    seconds, processor = timed(reckoning)
    memory = peak_mb()
    costs = Positions(here, here, circuity=1).matrix()
    plain: list[float] = []
    _, plain_s = timed(lambda: plain.append(plain_siting(people, costs <= REACH)), 1)
    proved = found[0].proved and found[0].first_of_equals
    return Figure(
        f"where next, {SITES} places, {'proved' if proved else 'not proved'}",
        municipalities,
        places,
        int((costs <= REACH).sum()),
        round(seconds, 4),
        round(processor, 4),
        allowed,
        memory,
        round(plain_s, 3),
        round(plain_s / processor, 1),
        abs(found[0].gained - plain[0]) / plain[0],
        beside("spopt", processor, municipalities, places, side),
    )


def in_a_process(kind: str, *size: float) -> str:
    """Measure one size in a process of its own, so that its memory is its own."""
    command = [sys.executable, "-m", "benchmarks.coverage", kind, *map(str, size)]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def main() -> int:
    """Print one line a size; exit code 1 where one takes more processor time or memory than it may."""
    figures = []
    for kind, size in [*(("access", size) for size in ACCESS), ("siting", SITING)]:
        figures.append(Figure(**json.loads(in_a_process(kind, *size))))
        print(json.dumps(asdict(figures[-1])), flush=True)
    kept = [figure.processor_s <= figure.allowed_s and figure.peak_mb <= MOST_MB for figure in figures]
    return 0 if all(kept) else 1


def one(arguments: list[str]) -> int:
    """Measure what the arguments name: kind, municipalities, places, side and, for ours, the seconds allowed."""
    kind, municipalities, places, side, *allowed = arguments
    size = int(municipalities), int(places), float(side)
    if kind in PEERS:
        print(json.dumps(PEERS[kind](*size)))
    else:
        measured = measured_access if kind == "access" else measured_siting
        print(json.dumps(asdict(measured(*size, float(allowed[0])))))
    return 0


PEERS = {"peer-access": peer_access, "peer-spopt": peer_siting}

if __name__ == "__main__":
    raise SystemExit(one(sys.argv[1:]) if sys.argv[1:] else main())
