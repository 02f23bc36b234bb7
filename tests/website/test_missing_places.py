"""The table of a region's places says where each figure comes from and which are missing."""

from __future__ import annotations

from maillage.territory.models import Place
from tests.website.publishing import with_places, words


def test_a_region_without_places_says_that_everything_waits(client, near):
    page = words(client.get("/en/near/places/"))
    assert "No place of this region is known yet, so there is no map, no number of inhabitants" in page
    assert "maillage import" not in page


def test_what_is_missing_stands_above_the_table(client, near):
    with_places(near)
    page = words(client.get("/en/near/places/"))
    assert "The size class (city, town or rural) of 9 places is not known" in page
    assert "Comparisons of town and country wait for it." in page


def test_each_place_names_its_source(client, near):
    with_places(near)
    Place.objects.filter(regions=near, name="Village 1").update(
        source="INSEE 2023", degurba=3, degurba_source="Eurostat, EU-27-LAU-2019.xlsx"
    )
    page = words(client.get("/en/near/places/"))
    assert "INSEE 2023" in page
    assert "rural Eurostat, EU-27-LAU-2019.xlsx" in page
    assert page.count("not said") == Place.objects.filter(regions=near, source="").count()


def test_saying_what_is_missing_keeps_the_page_light(client, near, django_assert_max_num_queries):
    with_places(near, 120)
    with django_assert_max_num_queries(6):
        assert client.get("/en/near/places/").status_code == 200
