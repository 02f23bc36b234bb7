"""The way in: by language, to the one programme, to the list of several, or to what an operator does first."""

from __future__ import annotations

from datetime import date

import pytest

from maillage.cooperation.enums import State
from tests import factories as make
from tests.website.publishing import a_post, a_report, on, with_places, words


@pytest.mark.parametrize(
    ("asked", "home"), [("fr-CH, fr;q=0.9", "/fr/"), ("de", "/en/"), ("", "/en/"), ("ar,en;q=0.5", "/ar/")]
)
def test_the_root_leads_to_the_language_the_browser_asks_for(client, asked, home):
    response = client.get("/", headers={"accept-language": asked})
    assert (response.status_code, response["Location"]) == (302, home)
    assert "Accept-Language" in response["Vary"]
    assert not response.cookies


def test_without_a_programme_the_page_says_what_the_operator_does(client, db):
    page = words(client.get("/en/"))
    assert "No programme has been started on this site yet." in page
    assert "maillage new-programme" in page


def test_one_programme_is_the_first_page(client, near, far):
    make.a_roundtable(near, 1, state=State.HELD)
    a_report(near, 3, on(2), date=date(2022, 1, 25))
    a_post(far, on(3), "A statement")
    page = words(client.get("/en/"))
    assert "In 2 rural regions, authorities, employment bodies, associations and volunteers meet" in page
    assert "2 of 4 planned roundtables on record Last report: Third roundtable, 25 January 2022" in page
    assert "4 roundtables planned, none on record yet no report published" in page
    assert "3 March 2022 A statement 2 March 2022 Third roundtable · Near" in page
    assert "Co-funded by a fund." in page


def test_several_programmes_are_listed_and_each_has_its_page(client, near):
    make.a_region(make.a_programme(slug="other", name="Other"), name={"en": "Elsewhere"})
    page = words(client.get("/en/"))
    assert "Programmes Other Share" in page
    assert "Elsewhere" in words(client.get("/en/programmes/other/"))
    assert "Elsewhere" not in words(client.get("/en/programmes/share/"))


def test_a_programme_without_regions_says_who_adds_them(client, programme):
    assert "This programme has no region yet. The network lead adds regions" in words(client.get("/en/"))


def test_the_map_shows_each_region_with_its_land_and_has_words_for_it(client, near, far):
    with_places(near)
    body = client.get("/en/").content.decode()
    assert body.count('class="m-o"') == 1
    assert "The list below names them all." in body


def test_a_region_that_is_not_active_is_not_listed(client, near):
    make.a_region(near.programme, name={"en": "Past"}, is_active=False)
    assert "Past" not in words(client.get("/en/"))


def test_an_unknown_end_is_said_to_be_unknown(client, programme, near):
    programme.starts_on = date(2021, 1, 1)
    programme.save()
    assert "Dates January 2021 – end not known" in words(client.get("/en/"))


@pytest.mark.parametrize("path", ["about", "privacy", "accessibility"])
def test_the_pages_about_the_site_stand_without_any_data(client, db, path):
    assert client.get(f"/en/{path}/").status_code == 200


def test_the_privacy_page_tells_every_classified_column(client, db):
    from django.utils.translation import override

    from maillage.kit.privacy import data_map

    page = words(client.get("/en/privacy/")).lower()
    with override("en"):
        for row in data_map():
            assert str(row.field).lower() in page
            assert str(row.purpose).lower() in page


def test_the_accessibility_page_says_what_was_not_tested(client, db):
    assert "No test with users of screen readers" in words(client.get("/en/accessibility/"))
