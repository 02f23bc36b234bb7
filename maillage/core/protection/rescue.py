"""A safe pattern where the work ran out before the smallest was proved."""

from __future__ import annotations

import highspy
import numpy as np
from numpy.typing import NDArray

from maillage.core.protection.equations import Marks, Reals, solver
from maillage.core.protection.probe import ENOUGH, Probe


def widened(hidden: Marks, free: Marks, widths: NDArray[np.int64], probe: Probe, start: Marks) -> Marks:
    """Return a pattern that begins with `start` and hides more until no hidden count is too narrow.

    For one narrow count after the other, the cheapest move of counts that makes its interval wide enough is found by a
    linear program in which hidden counts move for nothing; what moves is hidden. Hiding all of `free` must be safe.
    Source: Kelly, Golden & Assad 1992, Networks 22:397.
    """
    pattern = hidden | (start & (hidden | free))
    while narrow := probe.narrow(pattern, widths):
        for cut in narrow:
            move = _cheapest_move(probe, cut.place, float(widths[cut.place]), pattern, hidden | free)
            if move is not None:
                pattern = pattern | ((np.abs(move) > ENOUGH) & (hidden | free))
        if {cut.place for cut in probe.narrow(pattern, widths)} >= {cut.place for cut in narrow}:
            return hidden | free
    return pattern


def _cheapest_move(probe: Probe, place: int, width: float, pattern: Marks, allowed: Marks) -> Reals | None:
    """Return a move of the counts by which the one at `place` gains `width` in both directions together."""
    size = len(probe.counts)
    below = min(1.0, float(probe.down[place]) / width)
    above = 1.0 - below
    rise = np.where(allowed, probe.down / below if below > ENOUGH else probe.up, 0.0)
    fall = np.where(allowed, probe.down / above if above > ENOUGH else probe.up, 0.0)
    price = np.where(pattern, 0.0, 1.0 + probe.counts / (1.0 + probe.counts.sum()))
    program = highspy.HighsLp()
    program.num_col_, program.num_row_ = 2 * size, len(probe.rules)
    program.col_cost_ = np.concatenate([price, price])
    lower, upper = np.zeros(2 * size), np.concatenate([rise, fall])
    lower[place] = upper[place] = width
    upper[size + place] = 0.0
    program.col_lower_, program.col_upper_ = lower, upper
    grows = np.array([rule.grows for rule in probe.rules], dtype=bool)
    program.row_lower_ = np.where(grows, -probe.slack / max(above, ENOUGH), 0.0)
    program.row_upper_ = np.where(grows, probe.slack / max(below, ENOUGH), 0.0)
    program.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    program.a_matrix_.start_ = np.cumsum([0, *(2 * len(rule.places) for rule in probe.rules)]).astype(np.int32)
    indices = [place + offset for rule in probe.rules for offset in (0, size) for place in rule.places]
    signs = [way * sign for rule in probe.rules for way in (1, -1) for sign in rule.signs]
    program.a_matrix_.index_ = np.array(indices, dtype=np.int32)
    program.a_matrix_.value_ = np.array(signs, dtype=float)
    highs = solver()
    highs.passModel(program)
    highs.run()
    if highs.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        return None
    values = np.array(highs.getSolution().col_value, dtype=np.float64)
    moved: Reals = values[:size] - values[size:]
    return moved
