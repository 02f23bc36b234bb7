"""The factfile of Saône-et-Loire tells what is documented, says what is not, and gives no count of people away."""

from __future__ import annotations

import pytest
from django.test import Client

from maillage.core.protection.editions import read_together
from maillage.core.protection.rules import PUBLIC
from maillage.insight.models import Factfile, Figure, PeopleTable
from maillage.insight.queries.releases import released_in
from maillage.territory.models import Region

pytestmark = pytest.mark.usefixtures("demonstration", "db")


def page(language: str) -> str:
    response = Client().get(f"/{language}/saone-et-loire/factfile/")
    assert response.status_code == 200
    return response.content.decode()


def test_it_tells_what_is_documented_with_its_source() -> None:
    told = page("en")
    for words in ("550,310", "INSEE", "FRC13", "Make-A-Wish", "€12,000", "22 stakeholders", "Humanity"):
        assert words in told
    assert Factfile.objects.get(region__slug="saone-et-loire").number == 1


def test_it_says_what_nobody_knows_and_enters_no_figure_that_no_source_tells() -> None:
    told = page("en")
    for words in (
        "Not known: area and density.",
        "Not known: how many reception places there are",
        "No strategy in force is recorded.",
        "Not reckoned: how far town and country are",
    ):
        assert words in told
    assert not Figure.objects.exists()


def test_the_convenors_words_are_in_the_readers_language() -> None:
    assert "Cette édition a été composée" in page("fr")
    assert "This edition was composed" in page("en")


def test_the_attacker_finds_no_hidden_count_in_any_published_table() -> None:
    """Every table of people of every region, whatever the demonstration may come to release."""
    for region in Region.objects.all():
        intervals = read_together(released_in(region))
        assert all(interval.width >= PUBLIC.width - 1e-5 for interval in intervals.values())
    assert PeopleTable.objects.filter(release__isnull=True).count() == 0
