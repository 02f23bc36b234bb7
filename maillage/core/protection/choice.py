"""The integer program that proposes which further counts to hide."""

from __future__ import annotations

from dataclasses import dataclass

import highspy
import numpy as np

from maillage.core.protection.equations import Marks, Reals, solver


@dataclass(frozen=True)
class Cut:
    """Whoever hides the count at `place` must hide others (weights, length N) that weigh at least `need` in all."""

    place: int
    weights: Reals
    need: float


@dataclass(frozen=True)
class Proposal:
    """What to hide (None where the work ran out before anything was found), and how little any proposal can cost."""

    hidden: Marks | None
    bound: float
    is_proved: bool


class Choice:
    """One yes or no for each free count, under all inequalities found so far."""

    def __init__(self, hidden: Marks, free: Marks, nodes: int) -> None:
        self.hidden, self.free = hidden, np.flatnonzero(free & ~hidden)
        self.column = {int(place): column for column, place in enumerate(self.free)}
        self.limit, self.nodes = nodes, 0
        self._highs = solver()
        # Costs are whole numbers: whoever is within less than one of the bound is at it.
        for option, value in (("mip_rel_gap", 0.0), ("mip_abs_gap", 0.999)):
            self._highs.setOptionValue(option, value)
        for column in range(len(self.free)):
            self._highs.addVar(0.0, 1.0)
            self._highs.changeColIntegrality(column, highspy.HighsVarType.kInteger)

    def add(self, cut: Cut) -> None:
        """Add an inequality, made as strong as yes and no allow: no weight counts beyond what is needed."""
        inside = cut.weights[self.free]
        own = self.column.get(cut.place)
        need = cut.need - float(cut.weights[self.hidden].sum()) - (0.0 if own is None else float(inside[own]))
        if need <= 1e-6:
            return
        weights = np.minimum(inside, need) / need
        if own is not None:
            weights[own] = -1.0
        columns = np.flatnonzero(np.abs(weights) > 1e-9)
        least = (1.0 if own is None else 0.0) - 1e-7
        self._highs.addRow(least, highspy.kHighsInf, len(columns), columns.astype(np.int32), weights[columns])

    def at_most(self, count: int) -> None:
        """Hide no more than so many."""
        size = len(self.free)
        self._highs.addRow(0.0, float(count), size, np.arange(size, dtype=np.int32), np.ones(size))

    def cheapest(self, costs: Reals) -> Proposal:
        """Return the cheapest proposal; `costs` (length N) are whole numbers."""
        if not len(self.free):
            return Proposal(self.hidden, 0.0, True)
        for column, place in enumerate(self.free):
            self._highs.changeColCost(column, float(costs[place]))
        self._highs.setOptionValue("mip_max_nodes", max(0, self.limit - self.nodes))
        self._highs.run()
        info = self._highs.getInfo()
        self.nodes += max(0, int(info.mip_node_count))
        proved = self._highs.getModelStatus() == highspy.HighsModelStatus.kOptimal
        solution = self._highs.getSolution()
        bound = max(0.0, float(info.mip_dual_bound)) if np.isfinite(info.mip_dual_bound) else 0.0
        if not solution.value_valid:
            return Proposal(None, bound, False)
        hidden = self.hidden.copy()
        hidden[self.free[np.array(solution.col_value) > 0.5]] = True
        return Proposal(hidden, bound, proved)
