"""One edition of a table, protected together with all that was published before it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from maillage.core.protection.attacker import Interval, attack
from maillage.core.protection.history import NOTHING_YET, Edition, History, Stage, all_links
from maillage.core.protection.links import Link
from maillage.core.protection.patterns import USUAL, Limit, NoPattern, Pattern, fewest_hidden
from maillage.core.protection.rules import PUBLIC, Rule
from maillage.core.protection.tables import TOTAL, CountTable, Key, PublishedTable, shown


class Unprotected(ValueError):
    """Counts that cannot be hidden: `cells` names those that a reader would reckon whatever else is hidden."""

    def __init__(self, cells: Sequence[Key]) -> None:
        super().__init__(", ".join("/".join(key) for key in cells) or "nothing protects this table")
        self.cells = tuple(cells)


@dataclass(frozen=True)
class Protection:
    """A protected edition, what it cost and what was proved.

    `primary` cells were hidden for themselves or kept hidden, the others besides; `pattern` counts the latter over all
    tables that were protected together.
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
    table: CountTable, rule: Rule = PUBLIC, *, history: History = NOTHING_YET, limit: Limit = USUAL
) -> Protection:
    """Return the edition of a table that shows as much as the rule allows, checked by the attacker.

    Small counts and small totals are hidden; then the fewest further counts, and among those patterns the one that
    hides the smallest total of persons (see patterns.fewest_hidden). Totals of at least the threshold are hidden only
    where no pattern of inner cells suffices. Every hidden cell, small or not, must keep an interval of the rule's
    width for a reader of all that was and is published.
    Raises Unprotected where no pattern exists, ValueError where two tables have one name or a table that only grows
    fell. Source: methods.md M6, rules 2, 3 and 5.
    """
    return protect_drafts((draft(table, rule),), history=history, limit=limit)[0]


def protect_together(
    tables: Sequence[CountTable], rule: Rule = PUBLIC, *, history: History = NOTHING_YET, limit: Limit = USUAL
) -> tuple[Protection, ...]:
    """Return the editions of several tables that are published at once and hang together by `history.links`.

    The fewest cells are hidden over all of them. To be preferred to one table after the other: what was shown of a
    coarse table may leave no room in a finer one. Raises as `protect` does.
    """
    return protect_drafts([draft(table, rule) for table in tables], history=history, limit=limit)


def draft(
    table: CountTable,
    rule: Rule,
    *,
    totals_only: bool = False,
    under: CountTable | None = None,
    links: tuple[Link, ...] = (),
) -> Edition:
    """Return an edition about to be protected; see Edition."""
    return Edition(table, shown(table, frozenset()), rule, under, links, totals_only)


def protect_drafts(
    drafts: Sequence[Edition], *, history: History = NOTHING_YET, limit: Limit = USUAL
) -> tuple[Protection, ...]:
    """Return these drafts protected together; see `protect`."""
    stage = Stage(tuple(drafts), history)
    pattern = _pattern(stage, limit)
    hidden = frozenset(stage.keys[place] for place in np.flatnonzero(pattern.hidden))
    final = tuple(
        replace(edition, published=shown(edition.table, hidden, perhaps_none=stage.perhaps_none)) for edition in drafts
    )
    intervals = read_together((*history.published, *final), history.links)
    if leaks := stage.leaks(intervals):
        raise Unprotected(leaks)
    return tuple(_protection(edition, stage, pattern, intervals) for edition in final)


def _pattern(stage: Stage, limit: Limit) -> Pattern:
    """Return the best pattern that spares the totals, or the best of all where none does.

    A cell that is hidden only since an earlier edition hides it is given up where nothing can keep it uncertain.
    """
    while True:
        try:
            return fewest_hidden(stage.puzzle(spares_totals=True), limit)
        except NoPattern:
            pass
        try:
            return fewest_hidden(stage.puzzle(spares_totals=False), limit)
        except NoPattern as refusal:
            stuck = [stage.keys[place] for place in refusal.places]
            if not stage.give_up(stuck):
                raise Unprotected(stuck) from refusal


def _protection(edition: Edition, stage: Stage, pattern: Pattern, intervals: dict[Key, Interval]) -> Protection:
    hidden, counts = edition.published.hidden(), edition.table.known()
    large = {key for key, count in counts.items() if TOTAL not in key and count >= edition.rule.threshold}
    return Protection(
        edition=edition,
        primary=len(hidden & (stage.due | stage.kept)),
        pattern=pattern,
        large=len(large),
        large_shown=len(large - hidden),
        intervals={key: intervals[key] for key in sorted(hidden)},
    )


def read_together(published: Sequence[Edition], links: tuple[Link, ...] = ()) -> dict[Key, Interval]:
    """Return what a reader of all these editions can reckon about every hidden cell (persons); see attacker.attack.

    `links` tie tables of different series. Finer tables in the place of which coarser ones were published count as
    hidden. Raises ValueError where two tables have one name.
    """
    tables = [edition.published for edition in published]
    for edition in published:
        if edition.under is not None:
            everything = frozenset(edition.under.known())
            tables.append(shown(edition.under, everything, perhaps_none=everything))
    least = min((edition.rule.least_hidden for edition in published), default=1)
    return attack(tables, all_links(published, links), least_hidden=least)
