"""Regions of which little is known, or something odd: each page of coverage is a sentence and never breaks."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape

import pytest
from django.test import Client

from maillage.initiatives.enums import Serves
from maillage.insight.models import CoverageSettings
from maillage.territory.actions import draw_map
from maillage.territory.models import Place, Region
from tests import factories as make
from tests.insight.covering import a_countryside, a_need, a_place, a_reported_table, an_initiative

pytestmark = pytest.mark.django_db
PATHS = ("", "language_and_literacy/", "?places=all", "?place=C", "?page=99&themes=99", "?themes=-1&page=x")


def nobody_lives_there(region: Region) -> None:
    for _ in range(6):
        an_initiative(region, a_place(region, population=0))


def population_missing(region: Region) -> None:
    for _ in range(6):
        an_initiative(region, a_place(region, population=None, population_year=None))


def no_coordinates(region: Region) -> None:
    for _ in range(6):
        an_initiative(region, a_place(region, latitude=None, longitude=None))
    draw_map(region)


def no_place_named(region: Region) -> None:
    a_countryside(region)
    an_initiative(region, None)
    an_initiative(region, None, serves=Serves.UNKNOWN)
    an_initiative(region, None, serves=Serves.ITINERANT)
    a_need(a_reported_table(region))


def identical_coordinates(region: Region) -> None:
    for number in range(6):
        an_initiative(region, a_place(region, area_km2=None, degurba=1 + number % 3))
    draw_map(region)


def six_municipalities(region: Region) -> None:
    """As in Karditsa."""
    for number in range(6):
        a_place(region, f"Municipality {number}", degurba=2 if number == 0 else 3, longitude=21.5 + number / 10)
    draw_map(region)
    an_initiative(region, region.places.first())


def all_in_one_place(region: Region) -> None:
    town, _villages = a_countryside(region)
    draw_map(region)
    for _ in range(9):
        an_initiative(region, town, capacity=None)


def no_initiative(region: Region) -> None:
    a_countryside(region)


def no_place(region: Region) -> None:
    an_initiative(region, None)


def newcomers_nowhere_known(region: Region) -> None:
    town, _villages = a_countryside(region)
    an_initiative(region, town)
    CoverageSettings.objects.create(region=region, weighs="newcomers")


def no_class(region: Region) -> None:
    """As in the demonstration before places are imported."""
    for _ in range(6):
        an_initiative(region, a_place(region, degurba=None))


def in_a_larger_area(region: Region) -> None:
    area = Place.objects.create(code="EPCI", country="FR", name="The area")
    first, second = a_place(region, "First", parent=area), a_place(region, "Second", parent=area)
    region.places.add(area)
    an_initiative(region, area)
    a_need(a_reported_table(region), area)
    an_initiative(region, first, serves=Serves.AREA, served=[area, second])


CASES: dict[Callable[[Region], None], str] = {
    nobody_lives_there: "Nobody is counted in these municipalities, so nothing is compared: no data.",
    population_missing: "In 6 municipalities the number of inhabitants is not known; they are left out",
    no_coordinates: "The positions of 6 municipalities are not known; no way is reckoned from them.",
    no_place_named: "3 initiatives have no place that is known; they stand on no map and in no quotient.",
    identical_coordinates: "In Region",
    six_municipalities: "Fewer than five initiatives have a place that is known",
    all_in_one_place: "9 of 9 initiatives are there. That is more than their share: over-represented",
    no_initiative: "No initiative has a place that is known, so towns and country are not compared: not shown.",
    no_place: "No place of this region is known yet",
    newcomers_nowhere_known: "the number of newcomers is not known",
    no_class: "The size class of no municipality is known, so town and country cannot be told apart.",
    in_a_larger_area: "1 need names a larger area: it stands in the cells of all places of that area",
}


@pytest.mark.parametrize("settle", CASES, ids=lambda settle: settle.__name__)
def test_what_is_odd_is_a_sentence(settle: Callable[[Region], None], client: Client) -> None:
    region = make.a_region(slug="odd", name={"en": "Region"})
    settle(region)
    said = []
    for path in PATHS:
        response = client.get(f"/en/odd/coverage/{path}")
        assert response.status_code == 200, path
        said.append(re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]*>", " ", response.content.decode()))))
    assert CASES[settle] in said[0]
    assert not re.search(r"\b(nan|inf)\b|\bNone\b(?! reported)", " ".join(said))


def test_a_theme_that_is_not_shown_has_no_page(client: Client) -> None:
    make.a_region(slug="odd")
    for key in ("language", "nothing"):
        assert client.get(f"/en/odd/coverage/{key}/").status_code == 404
    assert client.get("/en/nowhere/coverage/").status_code == 404


def test_the_missing_classes_are_named(client: Client) -> None:
    region = make.a_region(slug="odd")
    no_class(region)
    said = client.get("/en/odd/coverage/").content.decode()
    assert "The size class (city, town or rural) of 6 places is not known" in said
