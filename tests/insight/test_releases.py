"""Tables of people as they are released: what is shown, what stays hidden, and that it stays so from year to year."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from maillage.core.folding import fold
from maillage.core.protection.editions import read_together
from maillage.core.protection.rules import PUBLIC
from maillage.insight.actions.release import release_table
from maillage.insight.models import PeopleTable, Release
from maillage.insight.queries.people_tables import public_tables
from maillage.insight.queries.releases import counted, history_of, proposal_of, released_in
from maillage.kit.audit import SYSTEM
from maillage.territory.models import Place, Region
from tests import factories as make
from tests.insight.people import a_table, released

COUNTS = [[40, 35, 3], [52, 61, 44], [38, 47, 29], [66, 31, 25]]


@pytest.fixture
def region(db: None) -> Region:
    return make.a_region(languages=["fr", "en"])


def marks(release: Release) -> list[list[str]]:
    return [[cell["mark"] for cell in line] for line in release.cells["cells"]]


def protected(release: Release) -> list[tuple[int, int]]:
    lines = enumerate(marks(release))
    return [(row, column) for row, line in lines for column, mark in enumerate(line) if mark == "protected"]


def a_place(region: Region, name: str, population: int) -> None:
    fields = {"name": name, "folded_name": fold(name), "population": population}
    region.places.add(Place.objects.create(country="FR", code=name[:20], **fields))


def test_a_small_count_and_enough_others_are_hidden_and_nothing_else(region: Region) -> None:
    release = released(a_table(region, COUNTS))
    hidden = [
        (row, column)
        for row, line in enumerate(marks(release))
        for column, mark in enumerate(line)
        if mark == "protected"
    ]
    assert release.form == "whole"
    assert (0, 2) in hidden
    assert len(hidden) == release.audit["hidden"] == 4
    assert release.audit["narrowest"] >= PUBLIC.width
    assert [cell.get("count") for cell in release.cells["cells"][-1]] == [196, 174, 101, 471]


def test_a_release_rebuilt_from_its_row_is_the_one_that_was_decided(region: Region) -> None:
    table = a_table(region, COUNTS)
    decided = proposal_of(table).decision.protection
    released(table)
    assert decided is not None
    assert released_in(region) == [decided.edition]


def test_two_years_together_give_away_nothing_that_each_hides(region: Region) -> None:
    released(a_table(region, COUNTS))
    grown = [[80, 75, 9], [52, 61, 44], [38, 47, 29], [66, 31, 70]]
    released(a_table(region, grown, as_of=date(2026, 12, 31)))
    intervals = read_together(released_in(region))
    assert min(interval.width for interval in intervals.values()) >= PUBLIC.width - 1e-5


def test_two_tables_that_share_their_totals_are_protected_together(region: Region) -> None:
    first = a_table(region, COUNTS)
    released(first)
    ages = [[sum(line) - 20, 20] for line in COUNTS]
    second = a_table(region, ages, series="ages", columns=[{"fr": "Enfants"}, {"fr": "Adultes"}])
    history = history_of(second, counted(second))
    assert [edition.table.name for edition in history.published] == [f"settled·{first.pk}"]
    assert len(history.links) == len(COUNTS) + 1
    released(second)
    joined = history_of(second, counted(second)).links
    assert min(each.width for each in read_together(released_in(region), joined).values()) >= PUBLIC.width - 1e-5


def test_a_table_is_released_once_and_only_as_it_was_looked_at(region: Region) -> None:
    table = a_table(region, COUNTS)
    seen = proposal_of(table).digest
    PeopleTable.objects.filter(pk=table.pk).update(counts=[[1, *line[1:]] for line in COUNTS])
    with pytest.raises(ValidationError, match="changed since you looked"):
        release_table(table=table, seen=seen, by=SYSTEM)
    assert not Release.objects.exists()
    release = released(PeopleTable.objects.get(pk=table.pk))
    assert release_table(table=table, seen="whatever", by=SYSTEM) == release


def test_what_can_be_shown_in_no_form_stays_at_the_desk(region: Region) -> None:
    table = a_table(region, [[3], [4]], columns=[{"fr": "Personnes"}])
    assert proposal_of(table).kept is None
    with pytest.raises(ValidationError, match="stays with the desk"):
        released(table)


def test_small_municipalities_are_told_together(region: Region) -> None:
    names = {"Mâcon": 35_000, "Génelard": 1_300, "Palinges": 1_500, "Digoin": 7_500}
    for name, population in names.items():
        a_place(region, name, population)
    rows = [{"fr": name} for name in names]
    release = released(a_table(region, [[60, 50], [20, 30], [40, 25], [35, 45]], rows=rows))
    assert release.cells["rows"] == ["Mâcon", "Génelard + Palinges", "Digoin", "Σ"]
    told = public_tables(region)[0]
    assert told["rows"] == [[{"fr": "Mâcon"}], [{"fr": "Génelard"}, {"fr": "Palinges"}], [{"fr": "Digoin"}], []]
    assert told["cells"][1][0] == {"mark": "count", "count": 60}


def test_a_small_municipality_alone_stands_with_the_smallest_beside_it(region: Region) -> None:
    a_place(region, "Génelard", 1_300)
    rows = [{"fr": "Mâcon"}, {"fr": "Génelard"}, {"fr": "Digoin"}]
    release = released(a_table(region, [[60, 50], [20, 30], [35, 45]], rows=rows))
    assert release.cells["rows"] == ["Mâcon", "Digoin + Génelard", "Σ"]
