"""Programs with many columns, relaxed or whole, solved by HiGHS within limits of work, never of time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import highspy
import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]
INFINITY = float(highspy.kHighsInf)


@dataclass(frozen=True, eq=False)
class Program:
    """Least `cost` over columns from 0 to `most`, rows between `low` and `high`; entries column by column."""

    cost: FloatArray
    most: FloatArray
    whole: NDArray[np.bool_]
    start: NDArray[np.int64]
    row: NDArray[np.int64]
    value: FloatArray
    low: FloatArray
    high: FloatArray


@dataclass(frozen=True, eq=False)
class Answer:
    """The columns (None where none were found), and what no solution falls below (infinite where there is none)."""

    columns: FloatArray | None
    bound: float


@dataclass(frozen=True)
class Effort:
    """How much may go into one program: steps of the simplex, nodes; `stop` is asked within."""

    steps: int
    nodes: int
    stop: Callable[[], bool]


def solved(program: Program, effort: Effort, start: FloatArray | None = None) -> Answer:
    """Return what HiGHS finds for whole columns, from a known solution on."""
    solver = _solver(effort)
    solver.passModel(_model(program, whole=True))
    if start is not None:
        first = highspy.HighsSolution()
        first.col_value = start.tolist()
        solver.setSolution(first)
    solver.run()
    status, solution = solver.getModelStatus(), solver.getSolution()
    if status == highspy.HighsModelStatus.kInfeasible:
        return Answer(None, INFINITY)
    return Answer(
        np.array(solution.col_value) if solution.value_valid else start, float(solver.getInfo().mip_dual_bound)
    )


class Relaxation:
    """A relaxed program to which columns are added, solved from where it stands."""

    def __init__(self, program: Program, effort: Effort) -> None:
        self._solver = _solver(effort)
        self._solver.passModel(_model(program, whole=False))
        self.value = -INFINITY
        self.prices: FloatArray = np.zeros(len(program.low))
        self.columns: FloatArray = np.zeros(len(program.cost))

    def solve(self) -> bool:
        """Tell whether it could be solved to the end; then value, prices of rows and columns are known."""
        self._solver.run()
        if self._solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return False
        solution = self._solver.getSolution()
        self.value = float(self._solver.getInfo().objective_function_value)
        self.prices = np.array(solution.row_dual)
        self.columns = np.array(solution.col_value)
        return True

    def add(self, cost: FloatArray, start: NDArray[np.int64], row: NDArray[np.int64], value: FloatArray) -> None:
        """Add columns without an upper limit of their own."""
        count = len(cost)
        self._solver.addCols(
            count,
            cost,
            np.zeros(count),
            np.full(count, INFINITY),
            len(row),
            start[:-1].astype(np.int32),
            row.astype(np.int32),
            value,
        )


def _solver(effort: Effort) -> Any:
    solver: Any = highspy.Highs()
    options: dict[str, bool | int | float | str] = {
        "output_flag": False,
        "threads": 1,
        "parallel": "off",
        "random_seed": 0,
        "simplex_iteration_limit": effort.steps,
        "mip_rel_gap": 0.0,
        "mip_abs_gap": 0.99,
        "mip_max_nodes": effort.nodes,
        # Presolving takes several times as long here as solving.
        "presolve": "off",
        # Many equal optima: the interior point does in a second what the simplex does in four.
        "mip_lp_solver": "ipm",
    }
    for name, value in options.items():
        solver.setOptionValue(name, value)

    def interrupt(event: Any) -> None:
        if effort.stop():
            event.data_in.user_interrupt = True

    solver.cbMipInterrupt.subscribe(interrupt)
    solver.cbSimplexInterrupt.subscribe(interrupt)
    solver.cbIpmInterrupt.subscribe(interrupt)
    return solver


def _model(program: Program, *, whole: bool) -> Any:
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = len(program.cost), len(program.low)
    model.col_cost_ = program.cost
    model.col_lower_, model.col_upper_ = np.zeros(len(program.cost)), program.most
    model.row_lower_, model.row_upper_ = program.low, program.high
    model.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    model.a_matrix_.start_ = program.start.astype(np.int32)
    model.a_matrix_.index_ = program.row.astype(np.int32)
    model.a_matrix_.value_ = program.value
    if whole:
        kinds = (highspy.HighsVarType.kContinuous, highspy.HighsVarType.kInteger)
        model.integrality_ = [kinds[int(flag)] for flag in program.whole]
    return model
