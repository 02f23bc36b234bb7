"""The attacker's drill on what is really published: releases of random regions, in pages and sheets, year after year.

The long form is the same with PROTECTION_TABLES=2000; the naive control must break.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import date
from typing import Any

import numpy as np
import pytest
from django.test import Client

from maillage.core.protection.attacker import attack
from maillage.core.protection.editions import read_together
from maillage.core.protection.kept import shared_totals
from maillage.core.protection.rules import PUBLIC
from maillage.core.protection.tables import shown
from maillage.insight.actions.factfile import begin_edition, freeze_edition, publish_edition
from maillage.insight.models import PeopleTable, Release
from maillage.insight.queries.releases import counted, proposal_of, released_in
from maillage.kit.audit import SYSTEM
from maillage.territory.models import Region
from tests import factories as make
from tests.core.protection_trials import a_year_later, heavy_tailed
from tests.insight.people import a_table, released

# Each trial releases three tables: two years of one, and one of the same people by another axis.
TRIALS = max(3, int(os.environ.get("PROTECTION_TABLES", "9")) // 3)
ROWS, COLUMNS = 10, 6
pytestmark = [pytest.mark.drill, pytest.mark.django_db]


def chance(trial: int) -> np.random.Generator:
    return np.random.default_rng([7, trial])


def three_releases(region: Region, trial: int, rows: int = ROWS, columns: int = COLUMNS) -> None:
    """Two years of a table, and a second table of the first year whose rows are the same people."""
    rng = chance(trial)
    counts = heavy_tailed(rng, rows, columns)
    first = a_table(region, counts.tolist())
    tables = [first, split_by_age(region, first, rng)]
    later = a_year_later(rng, counts, only_grow=False).tolist()
    tables.append(a_table(region, later, as_of=date(2026, 12, 31)))
    for table in tables:
        if proposal_of(table).kept is not None:
            released(table)


def split_by_age(region: Region, table: PeopleTable, rng: np.random.Generator) -> PeopleTable:
    totals = [sum(line) for line in table.counts]
    young = [int(rng.integers(0, total + 1)) for total in totals]
    counts = [[part, total - part] for part, total in zip(young, totals, strict=True)]
    return a_table(region, counts, series="ages", columns=[{"fr": "Enfants"}, {"fr": "Adultes"}])


def intervals_of(region: Region) -> Iterator[Any]:
    """What a reader of everything published in a region reckons about each hidden cell."""
    editions = released_in(region)
    links = [
        link
        for place, edition in enumerate(editions)
        for earlier in editions[:place]
        if earlier.series != edition.series
        for link in shared_totals(edition.layers[-1], earlier.layers)
    ]
    return iter(read_together(editions, tuple(links)).values())


def test_nothing_published_pins_or_nears_a_hidden_count_and_most_large_ones_are_shown() -> None:
    hidden = 0
    for trial in range(TRIALS):
        region = make.a_region(languages=["fr"])
        three_releases(region, trial)
        for interval in intervals_of(region):
            hidden += 1
            assert not interval.is_pinned
            assert interval.width >= PUBLIC.width - 1e-5
    assert hidden > TRIALS
    audits = [release.audit for release in Release.objects.filter(form="whole", table__series="settled")]
    first = [audit for audit in audits if not audit["earlier"]]
    assert sum(one["large_shown"] for one in first) >= 0.8 * sum(one["large"] for one in first)


def test_page_and_sheet_tell_each_cell_as_it_was_released() -> None:
    region = make.a_region(slug="near", languages=["fr"])
    three_releases(region, 1, 6, 3)
    publish_edition(factfile=freeze_edition(factfile=begin_edition(region=region, by=SYSTEM), by=SYSTEM), by=SYSTEM)
    lines = Client().get("/en/near/factfile/1/figures.csv").content.decode().splitlines()
    newest = {release.table.series: release for release in Release.objects.order_by("table__as_of")}
    for series, release in newest.items():
        told = [line.split(",") for line in lines if f",{series}/" in line]
        cells = [cell for line in release.cells["cells"] for cell in line]
        assert len(told) == len(cells)
        assert [line[3] for line in told] == [str(cell.get("count", "")) for cell in cells]


def test_the_same_attacker_breaks_what_a_naive_desk_would_publish() -> None:
    """Small counts alone are hidden, totals shown: the attacker finds some of them exactly."""
    region = make.a_region(languages=["fr"])
    pinned = 0
    for trial in range(max(6, TRIALS)):
        table = counted(a_table(region, heavy_tailed(chance(trial), 7, 4).tolist(), series=f"naive-{trial}"))
        small = frozenset(key for key, count in table.known().items() if PUBLIC.is_small(count))
        pinned += sum(interval.is_pinned for interval in attack([shown(table, small)]).values())
    assert pinned > 0


def test_two_years_released_each_by_itself_would_give_some_away() -> None:
    """The control of editions: without the history, what each hides the other shows."""
    from maillage.core.protection.editions import protect

    narrow = 0
    for trial in range(6):
        region = make.a_region(languages=["fr"])
        counts = heavy_tailed(chance(trial), 7, 4)
        grown = counts.copy()
        grown[:2] += 40
        days = (date(2025, 12, 31), date(2026, 12, 31))
        tables = [
            counted(a_table(region, each.tolist(), as_of=day)) for each, day in zip((counts, grown), days, strict=True)
        ]
        alone = [protect(table).edition for table in tables]
        narrow += sum(interval.width < PUBLIC.width - 1e-5 for interval in read_together(alone).values())
    assert narrow > 0
