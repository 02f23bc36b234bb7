"""Choosing among known routes: the linear program that grows by routes, and the integer program over a list of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import highspy
import numpy as np

from maillage.core.dial_a_ride.cuts import Triple
from maillage.core.dial_a_ride.network import Flags
from maillage.core.dial_a_ride.nouns import FloatArray, Instance, Limits, Route

OPTIONS: dict[str, bool | int | float | str] = {
    "output_flag": False,
    "threads": 1,
    "parallel": "off",
    "random_seed": 0,
}
FEASIBLE = 2
NONE = np.zeros(0, np.int32), np.zeros(0)


@dataclass(frozen=True, eq=False)
class Prices:
    """What the linear program says: its value, the prize of each request, the toll of a vehicle (at most 0), the price
    of each cut (not below 0).

    `unserved` is how much of all requests no route serves; `shares` how much of each route is taken, `spare` how much
    dearer it is than what its requests bring in.
    """

    value: float
    prize: FloatArray
    toll: float
    cuts: FloatArray
    unserved: float
    shares: FloatArray
    spare: FloatArray


class Master:
    """Every request in at least one route, at most so many vehicles, least length; a request left out costs `penalty`.

    At least one is enough: a route gets no longer when a request leaves it, since distances keep the triangle rule.
    """

    def __init__(self, instance: Instance, penalty: float) -> None:
        """Begin with no route."""
        self.instance = instance
        self.routes: list[Route] = []
        self.triples: list[Triple] = []
        self._serves: list[set[int]] = []
        self._known: set[Route] = set()
        self._program: Any = _solver()
        for _ in range(instance.requests):
            self._program.addRow(1.0, highspy.kHighsInf, 0, *NONE)
        self._program.addRow(-highspy.kHighsInf, float(instance.vehicles), 0, *NONE)
        for row in range(instance.requests):
            self._program.addCol(penalty, 0.0, highspy.kHighsInf, 1, np.array([row], np.int32), np.ones(1))

    def add(self, route: Route) -> bool:
        """Take a route in; false where it is known."""
        if route in self._known:
            return False
        self._known.add(route)
        self.routes.append(route)
        rows, values = _column(self.instance, route)
        served = set(rows[:-1].tolist())
        self._serves.append(served)
        paid = [row for row, triple in enumerate(self.triples, self.instance.requests + 1) if _two(triple, served)]
        rows = np.concatenate([rows, paid]).astype(np.int32)
        values = np.concatenate([values, np.ones(len(paid))])
        self._program.addCol(self.instance.length(route), 0.0, highspy.kHighsInf, len(rows), rows, values)
        return True

    def drop(self, away: Flags) -> None:
        """Forget routes."""
        columns = np.flatnonzero(away)
        self._program.deleteCols(len(columns), (columns + self.instance.requests).astype(np.int32))
        left = np.flatnonzero(~away).tolist()
        self._known -= {self.routes[at] for at in columns.tolist()}
        self.routes, self._serves = [self.routes[at] for at in left], [self._serves[at] for at in left]

    def cut(self, triple: Triple) -> None:
        """Add the row of a triple: routes that serve two of the three are taken once at most in all."""
        self.triples.append(triple)
        first = self.instance.requests
        columns = [first + at for at, served in enumerate(self._serves) if _two(triple, served)]
        indices = np.array(columns, np.int32)
        self._program.addRow(-highspy.kHighsInf, 1.0, len(columns), indices, np.ones(len(columns)))

    def allow(self, allowed: Flags) -> None:
        """Let only routes be taken whose every arc is allowed."""
        first, end = self.instance.requests, 2 * self.instance.requests + 1
        for column, route in enumerate(self.routes, first):
            may = bool(allowed[[0, *route], [*route, end]].all())
            self._program.changeColBounds(column, 0.0, highspy.kHighsInf if may else 0.0)

    def prices(self) -> Prices:
        """Solve the linear program."""
        self._program.run()
        found, n = self._program.getSolution(), self.instance.requests
        duals, columns = np.array(found.row_dual), np.array(found.col_value)
        value = float(self._program.getInfo().objective_function_value)
        return Prices(
            value,
            np.maximum(duals[:n], 0),
            min(float(duals[n]), 0.0),
            np.maximum(-duals[n + 1 :], 0),
            float(columns[:n].sum()),
            columns[n:],
            np.array(found.col_dual)[n:],
        )

    def punish(self, penalty: float) -> None:
        """Raise what a request left out costs."""
        for column in range(self.instance.requests):
            self._program.changeColCost(column, penalty)


def _two(triple: Triple, served: set[int]) -> bool:
    return sum(rider in served for rider in triple) >= 2


def chosen(
    instance: Instance, routes: Sequence[Route], limits: Limits, *, vehicles: int | None = None, known: int = 0
) -> tuple[Route, ...] | None:
    """Return the choice of least length that serves each request once, within the limit of nodes; None without one.

    The first `known` routes together are a choice to begin from.
    """
    program: Any = _solver()
    program.setOptionValue("mip_max_nodes", limits.nodes)
    program.setOptionValue("mip_rel_gap", 0.0)
    program.passModel(_model(instance, routes, vehicles or instance.vehicles))
    if known:
        first = highspy.HighsSolution()
        first.col_value = [1.0] * known + [0.0] * (len(routes) - known)
        program.setSolution(first)
    program.run()
    found = program.getSolution()
    if not found.value_valid or program.getInfo().primal_solution_status != FEASIBLE:
        return None
    return tuple(sorted(route for route, share in zip(routes, found.col_value, strict=True) if share > 0.5))


def _model(instance: Instance, routes: Sequence[Route], vehicles: int) -> Any:
    n = instance.requests
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = len(routes), n + 1
    model.col_cost_ = np.array([instance.length(route) for route in routes])
    model.col_lower_, model.col_upper_ = np.zeros(len(routes)), np.ones(len(routes))
    model.row_lower_ = np.array([*[1.0] * n, 0.0])
    model.row_upper_ = np.array([*[1.0] * n, float(vehicles)])
    columns = [_column(instance, route) for route in routes]
    model.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    model.a_matrix_.start_ = np.cumsum([0, *(len(rows) for rows, _ in columns)]).astype(np.int32)
    model.a_matrix_.index_ = np.concatenate([rows for rows, _ in columns])
    model.a_matrix_.value_ = np.concatenate([values for _, values in columns])
    model.integrality_ = [highspy.HighsVarType.kInteger] * len(routes)
    return model


def _column(instance: Instance, route: Route) -> tuple[Any, FloatArray]:
    n = instance.requests
    rows, times = np.unique([stop - 1 for stop in route if stop <= n], return_counts=True)
    return np.append(rows, n).astype(np.int32), np.append(times, 1).astype(float)


def _solver() -> Any:
    solver: Any = highspy.Highs()
    for name, value in OPTIONS.items():
        solver.setOptionValue(name, value)
    return solver
