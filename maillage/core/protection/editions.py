"""One edition of a table, protected together with all that was published before it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from maillage.core.protection.attacker import TOLERANCE, Interval, attack
from maillage.core.protection.equations import equations
from maillage.core.protection.links import Link, editions
from maillage.core.protection.patterns import USUAL, Limit, NoPattern, Pattern, Puzzle, fewest_hidden
from maillage.core.protection.rules import PUBLIC, Rule
from maillage.core.protection.tables import TOTAL, CountTable, Key, PublishedTable, shown


class Unprotected(ValueError):
    """Counts that cannot be hidden: `cells` names those that a reader would reckon whatever else is hidden."""

    def __init__(self, cells: Sequence[Key]) -> None:
        super().__init__(", ".join("/".join(key) for key in cells) or "nothing protects this table")
        self.cells = tuple(cells)


@dataclass(frozen=True)
class Edition:
    """A table as it was known, as it was published, and under which rule.

    Where a coarser table was published in the place of a finer one, `under` is the finer one, none of which was
    published, and `links` tie both.
    """

    table: CountTable
    published: PublishedTable
    rule: Rule
    under: CountTable | None = None
    links: tuple[Link, ...] = ()


@dataclass(frozen=True)
class History:
    """What readers have already.

    `editions` are the earlier ones of the very table, oldest first: what they hide stays hidden (unless `keeps` is
    False), and the reader is taken to know which counts did not change since. `beside` are other publications, tied
    by `links` (see links.nested). With `only_grow` the counts can only rise, every reader knows it, and a rise is
    itself a count of persons: a small rise is hidden as a small count is. `guards_changes` asks the same for changes of
    counts that rise and fall.
    """

    editions: tuple[Edition, ...] = ()
    beside: tuple[Edition, ...] = ()
    links: tuple[Link, ...] = ()
    only_grow: bool = False
    guards_changes: bool = False
    keeps: bool = True


NOTHING_YET = History()


@dataclass(frozen=True)
class Protection:
    """A protected edition, what it cost and what was proved.

    `primary` cells were hidden for themselves or kept hidden, `pattern.chosen` besides (see patterns.Pattern).
    `large` inner cells held at least the threshold, `large_shown` of them are published. `intervals` is what a reader
    of all editions can reckon about each hidden cell of this one (persons).
    """

    edition: Edition
    primary: int
    pattern: Pattern
    large: int
    large_shown: int
    intervals: dict[Key, Interval] = field(repr=False)

    @property
    def published(self) -> PublishedTable:
        """The table as everybody may see it."""
        return self.edition.published

    @property
    def share_shown(self) -> float | None:
        """The part of the inner cells of at least the threshold that is shown; None where there is none."""
        return self.large_shown / self.large if self.large else None

    @property
    def narrowest(self) -> float | None:
        """The width in persons of the narrowest interval of a hidden cell; None where none is hidden."""
        return min((interval.width for interval in self.intervals.values()), default=None)


def protect(
    table: CountTable,
    rule: Rule = PUBLIC,
    *,
    history: History = NOTHING_YET,
    totals_only: bool = False,
    under: CountTable | None = None,
    links: tuple[Link, ...] = (),
    limit: Limit = USUAL,
) -> Protection:
    """Return the edition of a table that shows as much as the rule allows, checked by the attacker.

    Small counts and small totals are hidden; then the fewest further counts, and among those patterns the one that
    hides the smallest total of persons (see patterns.fewest_hidden). Totals of at least the threshold are hidden only
    where no pattern of inner cells suffices. Every hidden cell, small or not, must keep an interval of the rule's
    width for a reader of all editions. `totals_only` publishes no inner cell; `under` and `links` name the finer table
    in the place of which this one is published (see Edition), whose small counts are protected as well.
    Raises Unprotected where no pattern exists, ValueError where two tables have one name.
    Source: methods.md M6, rules 2, 3 and 5.
    """
    edition = Edition(table, shown(table, frozenset()), rule, under, links)
    stage = _Stage(edition, history, totals_only)
    try:
        pattern = _pattern(stage, limit)
    except NoPattern as refusal:
        raise Unprotected([stage.keys[place] for place in refusal.places]) from refusal
    hidden = frozenset(key for key, is_hidden in zip(stage.keys, pattern.hidden, strict=True) if is_hidden)
    published = shown(table, hidden, perhaps_none=stage.perhaps_none)
    edition = Edition(table, published, rule, under, links)
    intervals = read_together((*history.beside, *history.editions, edition), history)
    if stage.leaks(intervals):
        raise Unprotected(stage.leaks(intervals))
    large = {key for key, count in table.known().items() if TOTAL not in key and count >= rule.threshold}
    return Protection(
        edition=edition,
        primary=len(stage.due),
        pattern=pattern,
        large=len(large),
        large_shown=len(large - hidden),
        intervals={key: intervals[key] for key in sorted(published.hidden())},
    )


def _pattern(stage: _Stage, limit: Limit) -> Pattern:
    """Return the best pattern that spares the totals, or the best of all where none does."""
    try:
        return fewest_hidden(stage.puzzle(spares_totals=True), limit)
    except NoPattern:
        return fewest_hidden(stage.puzzle(spares_totals=False), limit)


def read_together(published: Sequence[Edition], history: History = NOTHING_YET) -> dict[Key, Interval]:
    """Return what a reader of all these editions can reckon about every hidden cell (persons); see attacker.attack.

    `history` says how they hang together. Finer tables in the place of which coarser ones were published count as
    hidden. Raises ValueError where two tables have one name.
    """
    tables = [edition.published for edition in published]
    for edition in published:
        if edition.under is not None:
            everything = frozenset(edition.under.known())
            tables.append(shown(edition.under, everything, perhaps_none=everything))
    least = min((edition.rule.least_hidden for edition in published), default=1)
    return attack(tables, all_links(published, history), least_hidden=least)


def all_links(published: Sequence[Edition], history: History) -> tuple[Link, ...]:
    """Return every link among these editions that a reader is taken to know."""
    beside = {edition.table.name for edition in history.beside}
    series = [edition for edition in published if edition.table.name not in beside]
    chain = editions([edition.table for edition in series], only_grow=history.only_grow)
    finer = [edition.under for edition in series if edition.under is not None]
    deeper = editions(finer, only_grow=history.only_grow)
    return (*chain, *deeper, *history.links, *(link for edition in published for link in edition.links))


class _Stage:
    """All counts that hang together, published, unpublished and about to be, each with its place."""

    def __init__(self, edition: Edition, history: History, totals_only: bool) -> None:
        self.edition, self.history = edition, history
        self.all = (*history.beside, *history.editions, edition)
        finer = [earlier.under for earlier in self.all if earlier.under is not None]
        tables = [*(earlier.table for earlier in self.all), *finer]
        if len({table.name for table in tables}) < len(tables):
            raise ValueError("every table and edition needs a name of its own")
        self.counts = {key: count for table in tables for key, count in table.known().items()}
        self.keys = list(self.counts)
        self.places = {key: place for place, key in enumerate(self.keys)}
        self.rules = equations(
            self.places, [total for table in tables for total in table.sums()], all_links(self.all, history)
        )
        new = edition.table
        self.own = {key: count for key, count in new.known().items() if (key.row, key.column) not in new.impossible}
        self.kept = frozenset(self._kept()) if history.keeps else frozenset()
        self.due = frozenset(key for key, count in self.own.items() if edition.rule.is_small(count)) | self.kept
        self.due |= frozenset(self._small_changes())
        self.blank = frozenset(key for key in self.own if totals_only and TOTAL not in key)
        self.perhaps_none = self.kept | self.blank

    def _kept(self) -> Iterator[Key]:
        for earlier in self.history.editions:
            for key in earlier.published.hidden():
                if (here := Key(self.edition.table.name, key.row, key.column)) in self.own:
                    yield here

    def _small_changes(self) -> Iterator[Key]:
        if self.history.editions and (self.history.only_grow or self.history.guards_changes):
            for earlier in self.history.editions:
                before = earlier.table.known()
                for key, count in self.own.items():
                    past = before.get(Key(earlier.table.name, key.row, key.column))
                    if past is not None and count and self.edition.rule.is_small(abs(count - past)):
                        yield key

    def puzzle(self, *, spares_totals: bool) -> Puzzle:
        """Return the question which further cells of the new table to hide."""
        size = len(self.keys)
        floors, widths = np.zeros(size, dtype=np.int64), np.zeros(size, dtype=np.int64)
        hidden, free = np.zeros(size, dtype=bool), np.zeros(size, dtype=bool)
        for earlier in self.all:
            self._settle_past(earlier, hidden, floors, widths)
        rule = self.edition.rule
        for key, count in self.own.items():
            place = self.places[key]
            hidden[place] = key in self.due or key in self.blank
            free[place] = count > 0 and not hidden[place] and not (spares_totals and TOTAL in key)
            floors[place] = 0 if key in self.perhaps_none else min(rule.least_hidden, count)
            widths[place] = 0 if key in self.blank and key not in self.due else rule.width
        counts = np.array([self.counts[key] for key in self.keys], dtype=np.int64)
        return Puzzle(counts, floors, widths, hidden, free, self.rules)

    def _settle_past(self, earlier: Edition, hidden: np.ndarray, floors: np.ndarray, widths: np.ndarray) -> None:
        for key in earlier.published.hidden():
            place = self.places[key]
            hidden[place] = True
            floors[place] = 0 if key in earlier.published.perhaps_none else earlier.rule.least_hidden
            widths[place] = earlier.rule.width if self._matters(key, self.counts[key], earlier) else 0
        if earlier.under is not None:
            for key, count in earlier.under.known().items():
                hidden[self.places[key]] = (key.row, key.column) not in earlier.under.impossible
                widths[self.places[key]] = earlier.rule.width if earlier.rule.is_small(count) else 0

    def _matters(self, key: Key, count: int, earlier: Edition) -> bool:
        """Whether a hidden cell of an earlier edition must stay wide: all but the large ones that may be none."""
        return earlier.rule.is_small(count) or key not in earlier.published.perhaps_none

    def leaks(self, intervals: dict[Key, Interval]) -> list[Key]:
        """Return the hidden cells of any edition whose interval is narrower than its rule asks."""
        puzzle = self.puzzle(spares_totals=False)
        widths = dict(zip(self.keys, puzzle.widths.tolist(), strict=True))
        return [key for key, interval in intervals.items() if interval.width < widths[key] - TOLERANCE]
