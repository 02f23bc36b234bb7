"""How a table is published at last: whole, coarser, as totals alone, or not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from maillage.core.protection.editions import Protection, Unprotected, draft, protect, protect_drafts, read_together
from maillage.core.protection.history import NOTHING_YET, Edition, History
from maillage.core.protection.links import Link, merged, nested
from maillage.core.protection.patterns import USUAL, Limit
from maillage.core.protection.rules import PUBLIC, Rule
from maillage.core.protection.tables import CountTable


class Form(StrEnum):
    """In which form a table is published."""

    WHOLE = "whole"
    MERGED = "merged"
    TOTALS_ONLY = "totals_only"
    WITHHELD = "withheld"


@dataclass(frozen=True)
class Merge:
    """A coarser breakdown: each name stands for the names of rows or columns given, all others stay."""

    rows: Mapping[str, Sequence[str]] = field(default_factory=dict)
    columns: Mapping[str, Sequence[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Release:
    """The decision about a table; `protection` is None where it is withheld, `merge` says how it was made coarser.

    The same release serves page, chart, sheet, interface and factfile (methods.md M6, rule 7).
    """

    form: Form
    protection: Protection | None
    merge: Merge | None = None


def release(
    table: CountTable,
    rule: Rule = PUBLIC,
    *,
    coarser: Sequence[Merge] = (),
    history: History = NOTHING_YET,
    least_shown: float = 0.0,
    limit: Limit = USUAL,
) -> Release:
    """Return the first form that protects: the table, its coarser forms in the order given, its totals, nothing.

    A form that shows less than `least_shown` (a share, 0 to 1) of its cells of at least the threshold is passed over,
    but for the totals. A coarser table is named as the finer one with the number of the merge behind it, and the finer
    one's small counts are protected inside it. Raises ValueError where two tables have one name or a merge names what
    is not in the table. Source: methods.md M6, rule 3, last sentence.
    """
    try:
        whole = protect(table, rule, history=history, limit=limit)
        if _shows_enough(whole, least_shown):
            return Release(Form.WHOLE, whole)
    except Unprotected:
        pass
    for number, merge in enumerate(coarser, start=1):
        try:
            smaller = _merged(table, rule, merge, f"{table.name}·{number}", history=history, limit=limit)
        except Unprotected:
            continue
        if _shows_enough(smaller, least_shown):
            return Release(Form.MERGED, smaller, merge)
    if table.row_totals or table.column_totals:
        try:
            totals = draft(table, rule, totals_only=True)
            return Release(Form.TOTALS_ONLY, protect_drafts((totals,), history=history, limit=limit)[0])
        except Unprotected:
            pass
    return Release(Form.WITHHELD, None)


def _shows_enough(protection: Protection, least_shown: float) -> bool:
    return (1.0 if protection.share_shown is None else protection.share_shown) >= least_shown


def _merged(table: CountTable, rule: Rule, merge: Merge, name: str, *, history: History, limit: Limit) -> Protection:
    """Return the coarser table, protected above the finer one, which readers know to be inside it."""
    coarse = replace(merged(table, name, rows=merge.rows, columns=merge.columns), series=table.series or table.name)
    links = nested(coarse, table, rows=merge.rows, columns=merge.columns)
    above = draft(coarse, rule, under=table, links=links)
    return protect_drafts((above,), history=history, limit=limit)[0]


@dataclass(frozen=True)
class Change:
    """A change of a count between two editions (persons; negative where it fell) and what a reader reckons of it."""

    row: str
    column: str
    change: int
    least: float
    most: float


def readable_changes(earlier: Edition, later: Edition, *, links: tuple[Link, ...] = ()) -> tuple[Change, ...]:
    """Return the small changes that two editions together give away: the audit of the difference as its own table.

    A change of 1 to threshold - 1 persons, up or down, counts as given away where the reader's interval for it is
    narrower than the later rule's width. For a table in which people come and go, a net change is no count of
    persons; whoever wants it hidden all the same asks History for `guards_changes`. Source: methods.md M6, rule 5.
    """
    ranges = read_together((earlier, later), links)
    before, found = earlier.table.known(), []
    for key, count in later.table.known().items():
        past_key = type(key)(earlier.table.name, key.row, key.column)
        if past_key not in before or not later.rule.is_small(abs(count - before[past_key])):
            continue
        now, past = ranges.get(key), ranges.get(past_key)
        least = (now.least if now else count) - (past.most if past else before[past_key])
        most = (now.most if now else count) - (past.least if past else before[past_key])
        least = max(least, 0.0) if later.table.only_grows else least
        if most - least < later.rule.width:
            found.append(Change(key.row, key.column, count - before[past_key], least, most))
    return tuple(found)
