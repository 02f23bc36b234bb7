"""Questions about tables of people: what would be released of one, held against all that was released before."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2s
from math import isfinite
from typing import TYPE_CHECKING, Any

from maillage.core.folding import fold
from maillage.core.wording import Wording
from maillage.insight.models import PeopleTable, Release
from maillage.territory.models import Place, Region

if TYPE_CHECKING:
    from maillage.core.protection.history import Edition, History
    from maillage.core.protection.kept import Groups
    from maillage.core.protection.links import Link
    from maillage.core.protection.release import Release as Decision
    from maillage.core.protection.tables import CountTable

# A table that would show fewer of its larger counts than this is told coarser instead.
LEAST_SHOWN = 0.5


@dataclass(frozen=True)
class Proposal:
    """What would be released of a table, and why: nothing is published by looking at it."""

    table: PeopleTable
    exact: CountTable
    decision: Decision
    groups: Groups
    kept: dict[str, Any] | None
    audit: dict[str, Any] = field(default_factory=dict)

    @property
    def digest(self) -> str:
        """A mark of exactly this proposal: pressing releases what was looked at, or nothing."""
        told = json.dumps([self.table.pk, self.table.counts, str(self.decision.form), self.kept], sort_keys=True)
        return blake2s(told.encode(), digest_size=12).hexdigest()


def proposal_of(table: PeopleTable) -> Proposal:
    """Return what the rules leave of a table, protected together with everything released before it."""
    from maillage.core.protection.kept import as_kept, coarser
    from maillage.core.protection.release import release
    from maillage.core.protection.rules import PUBLIC

    groups = small_places_in(table)
    exact = groups.of(counted(table))
    history = history_of(table, exact)
    decision = release(exact, PUBLIC, coarser=coarser(exact), history=history, least_shown=LEAST_SHOWN)
    shows = decision.protection and any(cell.count for _key, cell in decision.protection.published.items())
    kept = as_kept(decision, groups) if shows else None
    return Proposal(table, exact, decision, groups, kept, audited(decision, history))


def audited(decision: Decision, history: History) -> dict[str, Any]:
    """Return what the attacker found: how wide the narrowest interval is, and beside how many earlier releases."""
    from maillage.core.protection.release import readable_changes

    protection = decision.protection
    if protection is None:
        return {}
    earlier = [edition for edition in history.published if edition.series == protection.edition.series]
    changes = [change for edition in earlier[-1:] for change in readable_changes(edition, protection.edition)]
    return {
        "narrowest": _width(protection.narrowest),
        "hidden": len(protection.published.hidden()),
        "primary": protection.primary,
        "large": protection.large,
        "large_shown": protection.large_shown,
        "earlier": len(history.published),
        "small_changes": len(changes),
    }


def _width(width: float | None) -> float | None:
    """Return a width in persons as JSON can keep it; None where nothing is hidden, or no interval has an end."""
    return None if width is None or not isfinite(width) else round(width, 3)


def key_of(wording: Mapping[str, str], region: Region) -> str:
    """Return the name by which protection knows a row or column: in the region's first language, else what there is."""
    return Wording(wording).said_in(region.first_language)[0]


def counted(table: PeopleTable) -> CountTable:
    """Return the exact table as protection reckons with it."""
    from maillage.core.protection.tables import CountTable

    rows = [key_of(row, table.region) for row in table.rows]
    columns = [key_of(column, table.region) for column in table.columns]
    return CountTable.of(
        f"{table.series}·{table.pk}",
        rows,
        columns,
        table.counts,
        row_totals=len(columns) > 1,
        column_totals=len(rows) > 1,
        series=table.series,
    )


def history_of(table: PeopleTable, exact: CountTable) -> History:
    """Return all earlier releases that hang together with a table: its series, and tables that share totals.

    Who knows three tables may join the first to the third through the second: the whole chain is returned.
    """
    from maillage.core.protection.history import History
    from maillage.core.protection.kept import shared_totals

    known = released_in(table.region)
    layers = [(edition.series, edition.layers) for edition in known] + [(exact.series, (exact,))]
    ties: dict[tuple[int, int], tuple[Link, ...]] = {}
    for later, (series, tables) in enumerate(layers):
        for earlier, (other, others) in enumerate(layers[:later]):
            links = () if series == other else shared_totals(tables[-1], others)
            if links or series == other:
                ties[earlier, later] = links
    near = _hanging_together(len(known), ties)
    joined = [links for (first, second), links in ties.items() if {first, second} <= near]
    return History(
        published=tuple(edition for place, edition in enumerate(known) if place in near),
        links=tuple(link for links in joined for link in links),
    )


def _hanging_together(start: int, ties: Iterable[tuple[int, int]]) -> set[int]:
    """Return all that is reached from `start` by ties."""
    pairs, near, grown = list(ties), {start}, True
    while grown:
        more = {place for pair in pairs if near & set(pair) for place in pair}
        grown = not more <= near
        near |= more
    return near


def released_in(region: Region) -> list[Edition]:
    """Return every release of a region as protection knows it, in the order in which they came out."""
    return [edition_of(release) for release in releases_in(region)]


def releases_in(region: Region) -> list[Release]:
    """Return the releases of a region, oldest first."""
    found = Release.objects.filter(table__region=region).select_related("table__region")
    return list(found.order_by("released_at", "pk"))


def edition_of(release: Release) -> Edition:
    """Rebuild one release."""
    from maillage.core.protection.kept import edition_from
    from maillage.core.protection.rules import Rule

    return edition_from(counted(release.table), release.form, release.cells, Rule(**release.rule))


def small_places_in(table: PeopleTable) -> Groups:
    """Return which rows or columns are municipalities too small to be counted by themselves, told together by parent.

    Source: methods.md M6, rule 1. One that would stand alone joins another group, or the smallest row beside it.
    """
    from maillage.core.protection.kept import Groups

    rows = [key_of(row, table.region) for row in table.rows]
    columns = [key_of(column, table.region) for column in table.columns]
    small = small_places_named(table.region, [*rows, *columns])
    lines = {name: sum(filter(None, line)) for name, line in zip(rows, table.counts, strict=True)}
    stacks = {
        name: sum(filter(None, line)) for name, line in zip(columns, zip(*table.counts, strict=True), strict=True)
    }
    return Groups(_grouped(lines, small), _grouped(stacks, small))


def small_places_named(region: Region, names: Sequence[str]) -> dict[str, int | None]:
    """Return, of these names, those of small municipalities, each with its parent (None where not known)."""
    from maillage.core.protection.rules import may_be_broken_down

    folded = {fold(name)[:160]: name for name in names}
    places = Place.objects.filter(regions=region, folded_name__in=folded)
    return {folded[place.folded_name]: place.parent_id for place in places if not may_be_broken_down(place.population)}


def _grouped(sizes: Mapping[str, int], small: Mapping[str, int | None]) -> dict[str, list[str]]:
    """Put small places together; `sizes` are the people of each row."""
    by_parent: dict[int | None, list[str]] = {}
    for name in sizes:
        if name in small:
            by_parent.setdefault(small[name], []).append(name)
    groups = [group for group in by_parent.values() if len(group) > 1]
    alone = [name for group in by_parent.values() if len(group) == 1 for name in group]
    if len(alone) == 1:
        beside = [name for name in sizes if name not in small]
        alone = [*(groups.pop() if groups else sorted(beside, key=lambda name: sizes[name])[:1]), *alone]
    groups += [alone] if len(alone) > 1 else []
    return {" + ".join(group): group for group in groups}
