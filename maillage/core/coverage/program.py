"""Covering as linear and integer programs, solved by HiGHS within limits of work, never of time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import highspy
import numpy as np
from scipy import sparse

from maillage.core.coverage.cover import Problem
from maillage.core.coverage.nouns import FloatArray


@dataclass(frozen=True)
class Limits:
    """How much work may go into a proof: steps of the simplex, nodes of the integer program, nodes spent on ties."""

    steps: int = 200_000
    nodes: int = 2_000
    ties: int = 2_000


DEFAULT_LIMITS = Limits()


@dataclass(frozen=True, eq=False)
class Program:
    """A program over columns from 0 to 1: `cost` to be made most of (or least), rows between `low` and `high`."""

    cost: FloatArray
    matrix: Any
    low: FloatArray
    high: FloatArray
    whole: int
    most: bool


@dataclass(frozen=True, eq=False)
class Answer:
    """Columns and prices of rows (None where HiGHS found none within its limits), and the bound it proved."""

    columns: FloatArray | None
    prices: FloatArray | None
    bound: float


def covering(problem: Problem, size: int) -> Program:
    """Return the program: reach most people with at most `size` candidates. Source: Church and ReVelle 1974."""
    candidates, groups = problem.reaches.shape
    rows = sparse.hstack([-problem.reaches.T, sparse.identity(groups)])
    budget = sparse.csr_matrix(np.concatenate([np.ones(candidates), np.zeros(groups)])[None, :])
    return Program(
        np.concatenate([np.zeros(candidates), problem.weights]),
        sparse.vstack([rows, budget]).tocsr(),
        np.full(groups + 1, -highspy.kHighsInf),
        np.concatenate([np.zeros(groups), [float(size)]]),
        candidates,
        most=True,
    )


def set_covering(problem: Problem) -> Program:
    """Return the program: reach every group with the fewest candidates. Source: Toregas et al. 1971."""
    candidates, groups = problem.reaches.shape
    return Program(
        np.ones(candidates),
        problem.reaches.T.tocsr(),
        np.ones(groups),
        np.full(groups, highspy.kHighsInf),
        candidates,
        most=False,
    )


def solved(
    program: Program, limits: Limits, *, whole: bool, gap: float = 0.0, start: FloatArray | None = None
) -> Answer:
    """Return what HiGHS finds within `limits`, the columns relaxed or `whole`, up to an absolute `gap`."""
    solver: Any = highspy.Highs()
    options: dict[str, bool | int | float | str] = {
        "output_flag": False,
        "threads": 1,
        "parallel": "off",
        "random_seed": 0,
        "simplex_iteration_limit": limits.steps,
        "mip_rel_gap": 0.0,
        "mip_abs_gap": gap,
        "mip_max_nodes": limits.nodes,
    }
    for name, value in options.items():
        solver.setOptionValue(name, value)
    solver.passModel(_model(program, whole=whole))
    if start is not None:
        first = highspy.HighsSolution()
        first.col_value = start.tolist()
        solver.setSolution(first)
    solver.run()
    solution, info = solver.getSolution(), solver.getInfo()
    done = solver.getModelStatus() == highspy.HighsModelStatus.kOptimal
    # A relaxed program that was cut short proves nothing; an integer program always says what it has proved.
    bound = info.mip_dual_bound if whole else info.objective_function_value
    unknown = float(np.inf if program.most else -np.inf)
    return Answer(
        np.array(solution.col_value) if solution.value_valid else None,
        np.abs(np.array(solution.row_dual)) if solution.dual_valid and not whole else None,
        float(bound) if whole or done else unknown,
    )


def _model(program: Program, *, whole: bool) -> Any:
    rows, columns = program.matrix.shape
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = columns, rows
    model.sense_ = highspy.ObjSense.kMaximize if program.most else highspy.ObjSense.kMinimize
    model.col_cost_ = program.cost
    model.col_lower_, model.col_upper_ = np.zeros(columns), np.ones(columns)
    model.row_lower_, model.row_upper_ = program.low, program.high
    model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    model.a_matrix_.start_ = program.matrix.indptr
    model.a_matrix_.index_ = program.matrix.indices
    model.a_matrix_.value_ = program.matrix.data
    if whole:
        kinds = [highspy.HighsVarType.kInteger] * program.whole
        model.integrality_ = kinds + [highspy.HighsVarType.kContinuous] * (columns - program.whole)
    return model
