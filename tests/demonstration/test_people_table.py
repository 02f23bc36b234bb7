"""The invented table of people of the demonstration is marked as invented, and gives no small count away to anybody."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from maillage.core.protection.attacker import Interval, attack
from maillage.core.protection.editions import protect, read_together
from maillage.core.protection.rules import PUBLIC
from maillage.core.protection.tables import Key, shown
from maillage.demonstration.people_table import YEARS, invented_tables
from maillage.insight.models import Figure, PeopleTable, Release
from maillage.insight.queries.releases import counted, released_in
from maillage.territory.models import Region

pytestmark = pytest.mark.usefixtures("demonstration", "db")
EDITIONS = ("/en/isere/factfile/1/", "/en/isere/factfile/2/")


def page(address: str) -> str:
    response = Client().get(address)
    assert response.status_code == 200
    return response.content.decode()


def intervals() -> dict[Key, Interval]:
    """What a reader of both editions reckons about each hidden count."""
    return read_together(released_in(Region.objects.get(slug="isere")))


def test_both_editions_say_that_the_table_is_invented_before_they_show_it() -> None:
    for address in EDITIONS:
        told = page(address)
        warning = told.index("The table of people in this part is an invented example.")
        assert warning < told.index("Invented example: people in areas A to F by groups I to IV")
        assert "Source: maillage, invented for the demonstration" in told
        assert "How many people under protection settled in Isère is not known." in told
    assert "est un exemple inventé" in page("/fr/isere/factfile/")


def test_no_figure_is_made_of_it_and_no_other_region_has_one() -> None:
    assert not Figure.objects.exists()
    assert list(PeopleTable.objects.exclude(region__slug="isere")) == []
    assert [table.as_of for table in invented_tables()] == list(YEARS)


def test_the_attacker_pins_nothing_of_what_both_editions_hide() -> None:
    found = intervals()
    small = [count for line in YEARS.values() for row in line for count in row if PUBLIC.is_small(count)]
    assert len(found) > len(small) > 0
    assert not any(interval.is_pinned for interval in found.values())
    assert min(interval.width for interval in found.values()) >= PUBLIC.width - 1e-5


def test_the_truth_lies_within_what_the_attacker_reckons() -> None:
    """Else the attacker would be wrong, and its finding nothing would mean nothing."""
    exact = {key: count for table in invented_tables() for key, count in counted(table).known().items()}
    for key, interval in intervals().items():
        assert interval.least - 1e-5 <= exact[key] <= interval.most + 1e-5


def test_no_hidden_count_stands_in_page_sheet_or_database_of_releases() -> None:
    for release, address in zip(Release.objects.order_by("table__as_of"), EDITIONS, strict=True):
        cells = [cell for line in release.cells["cells"] for cell in line]
        hidden = [cell for cell in cells if cell["mark"] == "protected"]
        assert hidden
        assert not any("count" in cell for cell in hidden)
        assert len(re.findall(r">\s*protected\s*<", page(address))) == len(hidden)
        sheet = page(f"{address}figures.csv")
        told = [line.split(",")[3] for line in sheet.splitlines() if f",{release.table.series}/" in line]
        assert told == [str(cell.get("count", "")) for cell in cells]


def test_most_counts_that_are_not_small_are_shown_in_the_first_edition() -> None:
    audit = Release.objects.earliest("table__as_of").audit
    assert audit["large_shown"] >= 0.8 * audit["large"]


def test_a_desk_that_hides_the_small_counts_alone_gives_them_away() -> None:
    """The control: the same attacker pins counts of the same table where only small ones are hidden."""
    for table in invented_tables():
        exact = counted(table)
        small = frozenset(key for key, count in exact.known().items() if PUBLIC.is_small(count))
        found = attack([shown(exact, small)])
        pinned = [key for key, interval in found.items() if interval.is_pinned]
        assert pinned
        assert all(round(found[key].least) == exact.known()[key] for key in pinned)


def test_the_second_edition_protected_by_itself_would_give_the_first_away() -> None:
    """The control of editions: without the release before it, two years together pin counts that each hides."""
    alone = [protect(counted(table)).edition for table in invented_tables()]
    assert any(interval.is_pinned for interval in read_together(alone).values())


def test_the_protection_is_told_in_words_beside_the_table() -> None:
    for address in EDITIONS:
        assert re.search(r"Counts under 11 are hidden, and as many others as it takes", page(address))
