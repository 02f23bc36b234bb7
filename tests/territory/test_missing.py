"""What is not known of a region's places is said: how much, of which places, and what waits for it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.template.loader import render_to_string

from maillage.territory.models import Place, PlaceOutline, Region
from maillage.territory.queries.missing import Lack, missing_of
from maillage.territory.queries.places import counted_places
from tests import factories as make

pytestmark = pytest.mark.django_db
KNOWN = {"population": 100, "latitude": 46.5, "longitude": 4.8, "degurba": 3, "area_km2": 9.5}


@pytest.fixture
def region(db: None) -> Region:
    return make.a_region(slug="saone-et-loire", country="FR")


def a_place(region: Region, name: str, *, outlined: bool = True, **changed: object) -> Place:
    place = Place.objects.create(country="FR", code=name, name=name, **{**KNOWN, **changed})
    region.places.add(place)
    if outlined:
        PlaceOutline.objects.create(place=place, rings=[[0, 0, 5, 0, 0, 5]])
    return place


def said(region: Region, **context: object) -> str:
    return " ".join(render_to_string("territory/_missing.html", {"missing": missing_of(region), **context}).split())


def test_a_region_whose_places_are_known_says_nothing(region: Region) -> None:
    a_place(region, "Whole")
    assert not missing_of(region)
    assert said(region) == ""


def test_each_lack_is_counted_with_its_largest_places(region: Region, django_assert_num_queries: Callable) -> None:
    nowhere = {"latitude": None, "longitude": None}
    for number in range(7):
        a_place(region, f"Village {number}", population=number, degurba=None)
    a_place(region, "Uncounted", population=None)
    a_place(region, "Nowhere", area_km2=None, outlined=False, **nowhere)
    with django_assert_num_queries(2):
        missing = missing_of(region)
    assert missing.places == 9
    names = ("Village 6", "Village 5", "Village 4", "Village 3", "Village 2")
    assert missing.degurba == Lack(7, names)
    assert (missing.degurba.further, missing.degurba.of_all) == (2, False)
    assert missing.population == Lack(1, ("Uncounted",))
    assert missing.coordinates == missing.area == missing.outline == Lack(1, ("Nowhere",))


def test_the_sentences_name_places_and_what_waits(region: Region) -> None:
    for name in ("North", "South"):
        a_place(region, name, degurba=None)
    a_place(region, "East", population=None)
    words = said(region)
    assert "Not everything is known of the 3 places of this region." in words
    assert (
        "The size class (city, town or rural) of 2 places is not known, North, South among them. "
        "Comparisons of town and country wait for it."
    ) in words
    assert "The number of inhabitants of one place is not known: East. Shares of the population wait for it." in words
    assert "maillage import" not in words


def test_the_desk_is_told_the_commands(region: Region) -> None:
    words = said(region, desk=True)
    assert "No place of this region is known yet" in words
    assert "maillage import-places FILE --region saone-et-loire" in words
    assert "maillage import-outlines FILE --region saone-et-loire" in words


def test_without_outlines_alone_no_figure_waits(region: Region) -> None:
    a_place(region, "Dot", outlined=False)
    missing = missing_of(region)
    assert (bool(missing), missing.figures) == (True, False)
    words = said(region, desk=True)
    assert "The figures of all places are known. Where outlines are missing, the map shows dots." in words
    assert "import-places" not in words


def test_a_place_with_parts_in_the_region_is_told_by_its_parts(region: Region) -> None:
    municipality = a_place(region, "Municipality", population=None)
    part = a_place(region, "Community", parent=municipality)
    elsewhere = make.a_region(slug="other", country="FR")
    elsewhere.places.add(municipality)
    assert list(counted_places(region)) == [part]
    assert list(counted_places(elsewhere)) == [municipality]
    assert not missing_of(region)
