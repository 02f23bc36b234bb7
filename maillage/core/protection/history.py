"""All that was ever published, and how a table about to be published hangs together with it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from maillage.core.protection.attacker import TOLERANCE, Interval
from maillage.core.protection.equations import equations
from maillage.core.protection.links import Link, editions
from maillage.core.protection.patterns import Puzzle
from maillage.core.protection.rules import Rule
from maillage.core.protection.tables import TOTAL, CountTable, Key, PublishedTable


@dataclass(frozen=True)
class Edition:
    """A table as it was known, as it was published, and under which rule.

    Where a coarser table was published in the place of a finer one, `under` is the finer one, none of which was
    published, and `links` tie both. With `totals_only`, no inner cell was published.
    """

    table: CountTable
    published: PublishedTable
    rule: Rule
    under: CountTable | None = None
    links: tuple[Link, ...] = ()
    totals_only: bool = False

    @property
    def series(self) -> str:
        """The table of which this is an edition."""
        return self.table.series or self.table.name

    @property
    def layers(self) -> tuple[CountTable, ...]:
        """The published table, and the finer one beneath it."""
        return (self.table,) if self.under is None else (self.table, self.under)


@dataclass(frozen=True)
class History:
    """What readers have already: all that was `published`, in its order, tied by `links` (see links.nested).

    Of two editions of one series a reader is taken to know which counts did not change, and that counts which only
    grow did not fall. What an edition hides, later ones hide too, unless `keeps` is False or nothing could keep it
    uncertain any more. A small rise of a count
    that only grows is a count of persons and hidden like one; `guards_changes` asks the same for counts that rise and
    fall.
    """

    published: tuple[Edition, ...] = ()
    links: tuple[Link, ...] = ()
    guards_changes: bool = False
    keeps: bool = True


NOTHING_YET = History()


def all_links(published: Sequence[Edition], links: tuple[Link, ...]) -> tuple[Link, ...]:
    """Return every link among these editions that a reader is taken to know."""
    series: dict[str, list[tuple[CountTable, ...]]] = {}
    for edition in published:
        series.setdefault(edition.series, []).append(edition.layers)
    chains = [link for layers in series.values() for link in editions(layers)]
    return (*chains, *links, *(link for edition in published for link in edition.links))


class Stage:
    """All counts that hang together, published, unpublished and about to be, each with its place."""

    def __init__(self, drafts: tuple[Edition, ...], history: History) -> None:
        """Raises ValueError where two tables have one name, or a table that only grows fell."""
        self.drafts, self.history = drafts, history
        past_and_new = (*history.published, *drafts)
        tables = [table for edition in past_and_new for table in edition.layers]
        if len({table.name for table in tables}) < len(tables):
            raise ValueError("every table and edition needs a name of its own")
        self.counts = {key: count for table in tables for key, count in table.known().items()}
        self.keys = list(self.counts)
        self.places = {key: place for place, key in enumerate(self.keys)}
        sums = [total for table in tables for total in table.sums()]
        self.rules = equations(self.places, sums, all_links(past_and_new, history.links))
        self.kept: frozenset[Key] = frozenset()
        self.due: frozenset[Key] = frozenset()
        self.blank: frozenset[Key] = frozenset()
        for edition in drafts:
            self._call(edition)
        self.perhaps_none = self.kept | self.blank
        self._widths = dict(zip(self.keys, self.puzzle(spares_totals=False).widths.tolist(), strict=True))

    def _call(self, edition: Edition) -> None:
        """Note which cells of a draft are hidden in any case."""
        own = _possible(edition.table)
        past = [earlier for earlier in self.history.published if earlier.series == edition.series]
        if self.history.keeps:
            kept = {_here(edition, key) for earlier in past for key in earlier.published.hidden()}
            self.kept |= kept & own.keys()
        small = {key for key, count in own.items() if edition.rule.is_small(count)}
        self.due |= small
        if edition.table.only_grows or self.history.guards_changes:
            self.due |= set(_small_changes(own, edition, past))
        if edition.totals_only:
            self.blank |= {key for key in own if TOTAL not in key}

    def give_up(self, stuck: Sequence[Key]) -> bool:
        """Keep no longer hidden what is so for the sake of an earlier edition alone; tell whether there was any."""
        before = self.kept
        self.kept -= set(stuck) - self.due
        self.perhaps_none = self.kept | self.blank
        self._widths.update(dict.fromkeys(before - self.kept, 0))
        return self.kept != before

    def puzzle(self, *, spares_totals: bool) -> Puzzle:
        """Return the question which further cells of the drafts to hide."""
        size = len(self.keys)
        puzzle = Puzzle(
            counts=np.array([self.counts[key] for key in self.keys], dtype=np.int64),
            floors=np.zeros(size, dtype=np.int64),
            widths=np.zeros(size, dtype=np.int64),
            hidden=np.zeros(size, dtype=bool),
            free=np.zeros(size, dtype=bool),
            rules=self.rules,
        )
        for edition in self.history.published:
            self._settle_past(puzzle, edition)
        for edition in (*self.history.published, *self.drafts):
            self._settle_beneath(puzzle, edition)
        for edition in self.drafts:
            self._ask(puzzle, edition, spares_totals=spares_totals)
        return puzzle

    def _ask(self, puzzle: Puzzle, edition: Edition, *, spares_totals: bool) -> None:
        sensitive = self.due | self.kept
        hidden = sensitive | self.blank
        for key, count in _possible(edition.table).items():
            place = self.places[key]
            puzzle.hidden[place] = key in hidden
            puzzle.free[place] = count > 0 and not puzzle.hidden[place] and not (spares_totals and TOTAL in key)
            puzzle.floors[place] = 0 if key in self.perhaps_none else min(edition.rule.least_hidden, count)
            puzzle.widths[place] = edition.rule.width if key in sensitive or key not in self.blank else 0

    def _settle_past(self, puzzle: Puzzle, earlier: Edition) -> None:
        """What was hidden stays so, and must stay as uncertain as it was."""
        rule, published = earlier.rule, earlier.published
        for key in published.hidden():
            place = self.places[key]
            puzzle.hidden[place] = True
            puzzle.floors[place] = 0 if key in published.perhaps_none else rule.least_hidden
            withheld = earlier.totals_only and TOTAL not in key and not rule.is_small(self.counts[key])
            puzzle.widths[place] = 0 if withheld else rule.width

    def _settle_beneath(self, puzzle: Puzzle, edition: Edition) -> None:
        """Nothing is shown of a finer table, and its small counts must be as uncertain as those of the coarser one."""
        for key, count in _possible(edition.under).items() if edition.under else ():
            puzzle.hidden[self.places[key]] = True
            puzzle.widths[self.places[key]] = edition.rule.width if edition.rule.is_small(count) else 0

    def leaks(self, intervals: Mapping[Key, Interval]) -> list[Key]:
        """Return the hidden cells of any edition whose interval is narrower than its rule asks."""
        return [key for key, interval in intervals.items() if interval.width < self._widths[key] - TOLERANCE]


def _possible(table: CountTable) -> dict[Key, int]:
    return {key: count for key, count in table.known().items() if (key.row, key.column) not in table.impossible}


def _here(edition: Edition, key: Key) -> Key:
    return Key(edition.table.name, key.row, key.column)


def _small_changes(own: Mapping[Key, int], edition: Edition, past: Sequence[Edition]) -> Iterator[Key]:
    for earlier in past:
        before = {_here(edition, key): count for key, count in earlier.table.known().items()}
        for key in own.keys() & before.keys():
            if own[key] and edition.rule.is_small(abs(own[key] - before[key])):
                yield key
