"""Integer programs with many columns, solved by HiGHS within limits of work, never of time."""

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
    """Least `cost` over columns from 0 to `most`, rows between `low` and `high`; entries column by column (CSC)."""

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
    """The columns (None where none were found within the limits), what no solution falls below, and the row prices."""

    columns: FloatArray | None
    bound: float
    prices: FloatArray | None
    stopped: bool


@dataclass(frozen=True)
class Effort:
    """How much may go into one program: steps of the simplex, nodes; `stop` is asked within."""

    steps: int
    nodes: int
    stop: Callable[[], bool]


def solved(
    program: Program, effort: Effort, *, whole: bool, start: FloatArray | None = None, gap: float = 0.0
) -> Answer:
    """Return what HiGHS finds, the columns relaxed or whole, up to an absolute `gap`."""
    solver: Any = highspy.Highs()
    options: dict[str, bool | int | float | str] = {
        "output_flag": False,
        "threads": 1,
        "parallel": "off",
        "random_seed": 0,
        "simplex_iteration_limit": effort.steps,
        "mip_rel_gap": 0.0,
        "mip_abs_gap": gap,
        "mip_max_nodes": effort.nodes,
    }
    for name, value in options.items():
        solver.setOptionValue(name, value)
    solver.passModel(_model(program, whole=whole))
    if start is not None:
        first = highspy.HighsSolution()
        first.col_value = start.tolist()
        solver.setSolution(first)
    stopped = [False]

    def interrupt(event: Any) -> None:
        if stopped[0] or effort.stop():
            stopped[0] = True
            event.data_in.user_interrupt = True

    solver.cbMipInterrupt.subscribe(interrupt)
    solver.cbSimplexInterrupt.subscribe(interrupt)
    solver.run()
    info, solution = solver.getInfo(), solver.getSolution()
    done = solver.getModelStatus() == highspy.HighsModelStatus.kOptimal
    found = np.array(solution.col_value) if solution.value_valid and (whole or done) else None
    if whole:
        return Answer(found, float(info.mip_dual_bound), None, stopped[0])
    bound = float(info.objective_function_value) if done else -INFINITY
    return Answer(found, bound, np.array(solution.row_dual) if done else None, stopped[0])


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
