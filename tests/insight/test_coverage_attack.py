"""An attacker reads every public page of coverage where newcomers are counted, and learns of no place how many."""

from __future__ import annotations

import re
from datetime import date
from html import unescape

import numpy as np
import pytest
from django.test import Client

from maillage.insight.models import CoverageSettings, Listener, NewcomersThere
from maillage.insight.queries.coverage_shown import Shown, is_solid
from maillage.territory.models import Place, Region
from tests import factories as make
from tests.insight.covering import a_need, a_place, a_reported_table, a_theme, an_initiative
from tests.insight.test_coverage_page import ground_of

pytestmark = pytest.mark.django_db
CANARIES = (900, 300, 200, 100, 40, 33, 3)
NAMES = ("Aubas", "Brion", "Cezac", "Duras", "Espas", "Fraux", "Gajac")
THEMES = ("language_and_literacy", "health", "mobility")


@pytest.fixture
def region() -> Region:
    """A city, two towns and four villages in a row, three themes whose reach differs by one village each."""
    region = make.a_region(slug="near")
    CoverageSettings.objects.create(region=region, weighs="newcomers", circuity=1.0)
    places = [
        a_place(region, name, population=10_000 - 500 * at, degurba=(1, 2, 2, 3, 3, 3, 3)[at], longitude=5.0 + 0.1 * at)
        for at, name in enumerate(NAMES)
    ]
    for place, persons in zip(places, CANARIES, strict=True):
        NewcomersThere.objects.create(
            region=region, place=place, persons=persons, as_of=date(2026, 1, 1), source="CADA"
        )
    Listener.objects.create(region=region, place=places[0], called="Desk", since=date(2020, 1, 1))
    table = a_reported_table(region)
    for at, key in enumerate(THEMES):
        for place in places[at : at + 2] * 3:
            an_initiative(region, place, a_theme(key), capacity=7)
    for _ in range(160):
        a_need(table, places[0])
    return region


def pages(client: Client, region: Region) -> dict[str, str]:
    """Every public page of coverage, with the text alternatives and the numbers of its drawings."""
    paths = ["", *(f"{key}/" for key in THEMES), "?places=all", *(f"?place={name}" for name in NAMES)]
    return {path: client.get(f"/en/{region.slug}/coverage/{path}").content.decode() for path in paths}


def words(page: str) -> str:
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]*>", " ", page)))


def numbers(page: str) -> set[float]:
    """The numbers of a page as they are read, per cent left out."""
    return {
        float(found.replace(",", "")) for found in re.findall(r"(?<![\d.])\d[\d,]*(?:\.\d+)?(?![\d%])", words(page))
    }


def reckoned(page: str, expected: float) -> bool:
    """Whether a chance exp(−E) or an upper end 3.69 / E stands there, from which E = r0·p follows."""
    return f"{3.6889 / expected:.2f}" in words(page) and "Silence by chance" in page


def test_no_public_page_says_or_gives_away_a_count(region: Region, client: Client) -> None:
    for path, page in pages(client, region).items():
        said = words(page)
        told = numbers(page.split("<main", 1)[1].replace("for each 100 newcomers", ""))
        # 3 and 40 stand for other things too (three initiatives, 40 km); the bands alone name the rest.
        assert told & {900.0, 300.0, 200.0, 100.0, 33.0} == set(), path
        assert not told & {300 * 160 / 900, 200 * 160 / 900, 35.6, 17.8, 7.1, 5.9, 53.3}, path
        assert "Silence by chance" not in said, path
        assert "Gini" not in said, path
        assert not re.search(r"with [\d,]+ people", said), path


def test_named_places_carry_bands_and_the_small_one_is_never_named(region: Region, client: Client) -> None:
    said = words(pages(client, region)["language_and_literacy/"])
    assert "Fraux more than 5 needs expected" in said
    assert "Gajac more" not in said
    assert "Gajac about" not in said
    order = [said.index(f"{name} more than 5") for name in NAMES[1:6]]
    assert order == sorted(order)


def test_classes_of_one_or_two_municipalities_are_hidden_with_what_would_give_them_back(
    region: Region, client: Client
) -> None:
    for key in THEMES:
        said = words(pages(client, region)[f"{key}/"])
        assert "cities 1 not shown: too few not shown: too few" in said
        assert "towns and suburbs 2 not shown: too few not shown: too few" in said
        assert "cities, towns and suburbs together 3 about 1,400 " in said
        assert "rural municipalities 4 about 175 " in said
    front = words(pages(client, region)[""])
    assert "of newcomers live in cities" not in front
    assert "of newcomers live in towns" not in front
    assert "11% of newcomers live in rural municipalities" in front


def test_what_is_told_never_tells_fewer_than_three_places_apart(region: Region) -> None:
    shown = Shown(ground_of(region))
    people = shown.ground.people
    for block in np.unique(shown.blocks):
        assert is_solid(people[shown.blocks == block])
    # All sums that a page may print, as rows over municipalities: no place is in their span.
    told = np.array([shown.blocks == block for block in np.unique(shown.blocks)], dtype=float)
    for at in range(len(NAMES)):
        one = np.zeros(len(NAMES))
        one[at] = 1.0
        assert np.linalg.matrix_rank(np.vstack([told, one])) > np.linalg.matrix_rank(told)


@pytest.mark.parametrize(
    ("people", "solid"),
    [
        ((900, 300), False), ((4, 3, 3), False), ((5, 3, 3), True), ((81, 10, 9), False), ((80, 10, 10), True),
        ((5, 5, 0), False),
    ],
)  # fmt: skip
def test_a_sum_is_told_of_three_places_eleven_people_and_no_giant(people: tuple[int, ...], solid: bool) -> None:
    assert is_solid(np.array(people, dtype=float)) is solid


def test_the_attack_succeeds_where_the_rule_is_switched_off(
    region: Region, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Shown, "protects", False)
    page = pages(client, region)["language_and_literacy/"]
    assert {900.0, 500.0, 176.0} <= numbers(page)
    assert reckoned(page, 33 * 160 / 900)


def test_where_residents_are_counted_nothing_is_hidden(region: Region, client: Client) -> None:
    CoverageSettings.objects.update(weighs="residents")
    Region.objects.update(public_version=7)
    said = words(pages(client, region)["language_and_literacy/"])
    assert f"cities 1 {Place.objects.get(name='Aubas').population:,}" in said
    assert "too few" not in said
