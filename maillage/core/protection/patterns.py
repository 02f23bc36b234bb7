"""Which further counts to hide so that none of the hidden ones can be reckoned, with the fewest counts lost."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from maillage.core.protection.choice import Choice
from maillage.core.protection.equations import Equation, Marks, Reals
from maillage.core.protection.probe import Probe
from maillage.core.protection.rescue import widened

Counts = NDArray[np.int64]


class NoPattern(ValueError):
    """No choice of hidden cells protects the counts at `places`."""

    def __init__(self, places: tuple[int, ...]) -> None:
        super().__init__(f"{len(places)} counts cannot be protected, whatever else is hidden")
        self.places = places


@dataclass(frozen=True)
class Limit:
    """How much work a search may take, in rounds of the search and nodes of the integer program; never in time."""

    rounds: int = 300
    nodes: int = 20_000


USUAL = Limit()


@dataclass(frozen=True)
class Puzzle:
    """Counts (persons, length N) and what is to be hidden among them.

    `floors` is the least that a reader takes a hidden count for, `widths` how wide its interval must be where it is
    hidden (0: no matter), `hidden` what is hidden in any case and `free` what may be hidden besides.
    """

    counts: Counts
    floors: Counts
    widths: Counts
    hidden: Marks
    free: Marks
    rules: tuple[Equation, ...]


@dataclass(frozen=True)
class Pattern:
    """What to hide (length N), and what is proved about it.

    `chosen` counts were hidden besides those that had to be, `chosen_total` persons in all; no pattern has fewer than
    `least_chosen`, and where `is_proved` none with as few hides a smaller total. `rounds` and `nodes` were worked.
    """

    hidden: Marks
    chosen: int
    chosen_total: int
    least_chosen: int
    is_proved: bool
    rounds: int = 0
    nodes: int = 0


def fewest_hidden(puzzle: Puzzle, limit: Limit = USUAL) -> Pattern:
    """Return the pattern that hides the fewest further counts and, among those, the smallest total of persons.

    Remaining ties fall by the order of the counts, as a solver without chance or clock finds them: the same puzzle has
    the same pattern. Exact by cutting planes: an integer program proposes, linear programs find hidden counts whose
    interval is too narrow, and the prices of the latter become inequalities of the former. Where the limit is reached,
    the pattern is safe all the same and `least_chosen` bounds what a better one could spare.
    Raises NoPattern where hiding everything that may be hidden does not suffice.
    Source: Fischetti & Salazar-González 2001, Management Science 47:1008; methods.md M6, rule 3.
    """
    probe = Probe(puzzle.counts, puzzle.floors, puzzle.rules)
    puzzle = _useful(puzzle, probe)
    search = _Search(puzzle, probe, limit)
    fewest = search.settle(np.ones(len(puzzle.counts)))
    if fewest is None:
        return search.rescued()
    if not fewest.sum() > puzzle.hidden.sum():
        return search.pattern(fewest, is_proved=search.is_exact)
    if not search.is_exact:
        return search.pattern(fewest, is_proved=False)
    search.choice.at_most(int(fewest.sum() - puzzle.hidden.sum()))
    search.bounding = False
    smallest = search.settle(puzzle.counts.astype(float))
    if smallest is None or not search.is_exact:
        return search.pattern(fewest if smallest is None else smallest, is_proved=False)
    return search.pattern(smallest, is_proved=True)


def _useful(puzzle: Puzzle, probe: Probe) -> Puzzle:
    """Return the puzzle without the free counts that would stay narrow even if everything were hidden."""
    while True:
        narrow = probe.narrow(puzzle.hidden | puzzle.free, puzzle.widths)
        stuck = tuple(cut.place for cut in narrow if puzzle.hidden[cut.place])
        if stuck:
            raise NoPattern(stuck)
        if not narrow:
            return puzzle
        free = puzzle.free.copy()
        free[[cut.place for cut in narrow]] = False
        puzzle = replace(puzzle, free=free)


class _Search:
    """Rounds of proposing and probing, with what they have proved so far."""

    def __init__(self, puzzle: Puzzle, probe: Probe, limit: Limit) -> None:
        self.puzzle, self.probe, self.limit = puzzle, probe, limit
        self.choice = Choice(puzzle.hidden, puzzle.free, limit.nodes)
        self.rounds, self.least, self.is_exact, self.bounding = 0, 0, True, True
        self.last: Marks = puzzle.hidden
        for cut in self.probe.first_cuts(puzzle.hidden, puzzle.free, puzzle.widths):
            self.choice.add(cut)

    def settle(self, costs: Reals) -> Marks | None:
        """Return the cheapest safe pattern; None where the rounds ran out first."""
        while self.rounds < self.limit.rounds:
            self.rounds += 1
            proposal = self.choice.cheapest(costs)
            if self.bounding:
                self.least = max(self.least, math.ceil(proposal.bound - 1e-6))
            self.is_exact = proposal.is_proved
            if proposal.hidden is None:
                return None
            self.last = proposal.hidden
            narrow = self.probe.narrow(proposal.hidden, self.puzzle.widths)
            if not narrow:
                return proposal.hidden
            for cut in narrow:
                self.choice.add(cut)
        return None

    def rescued(self) -> Pattern:
        """Return a safe pattern that is not proved to be the smallest."""
        hidden = widened(self.puzzle.hidden, self.puzzle.free, self.puzzle.widths, self.probe, self.last)
        return self.pattern(hidden, is_proved=False)

    def pattern(self, hidden: Marks, *, is_proved: bool) -> Pattern:
        """Return the pattern with its figures."""
        chosen = hidden & ~self.puzzle.hidden
        total = int(self.puzzle.counts[chosen].sum())
        count = int(chosen.sum())
        return Pattern(hidden, count, total, min(self.least, count), is_proved, self.rounds, self.choice.nodes)
