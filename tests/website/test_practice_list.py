"""Practices are listed with their age and their maps, and found by words, lists and nearness."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from maillage.initiatives.models import Confirmation
from maillage.territory.models import Place, Theme
from maillage.website.card_age import age_in_words
from tests import factories as make
from tests.website.publishing import with_places, words

TODAY = date(2022, 5, 10)


@pytest.fixture
def practices(near, far):
    group, _made = Theme.objects.update_or_create(
        key="mobility", defaults={"label": {"en": "Mobility", "fr": "Mobilité"}, "group": None}
    )
    key, _made = Theme.objects.update_or_create(key="theory", defaults={"label": {"en": "Theory"}, "group": group})
    place = Place.objects.create(
        code="1", country="FR", name="Génelard", folded_name="genelard", latitude=46.58, longitude=4.24
    )
    Place.objects.create(
        code="2", country="FR", name="Palinges", folded_name="palinges", latitude=46.55, longitude=4.22
    )
    make.a_practice(near, "Carpool schedules", themes=[group], standing="present")
    make.a_practice(near, {"en": "Lessons", "fr": "Leçons d’été à Génelard"}, themes=[key], place=place)
    house = make.an_organisation(far, name="Żółw")
    make.a_practice(far, "Orchard", organisation=house, terms={"open_to": ["protected"], "languages": ["uk"]})


def listed(client, query=""):
    page = words(client.get(f"/en/practices/?{query}"))
    return {text for text in ("Carpool schedules", "Lessons", "Orchard") if text in page}


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("", {"Carpool schedules", "Lessons", "Orchard"}),
        ("q=mobility", {"Carpool schedules", "Lessons"}),
        ("q=MOBILITE", {"Carpool schedules", "Lessons"}),
        ("q=genelard", {"Lessons"}),
        ("q=lecon+d'ete", {"Lessons"}),
        ("q=zolw", {"Orchard"}),
        ("q=far", {"Orchard"}),
        ("q=schedule+mobility", {"Carpool schedules"}),
        ("q=carpool+orchard", set()),
        ("theme=mobility", {"Carpool schedules", "Lessons"}),
        ("region=far", {"Orchard"}),
        ("standing=present", {"Carpool schedules"}),
        ("accepts=protected", {"Orchard"}),
        ("speaks=uk", {"Orchard"}),
        ("near=Palinges&km=5", {"Lessons"}),
        ("near=palinges&km=x", {"Lessons"}),
        ("near=Nowhere", set()),
        ("near=palinges&region=far", set()),
        ("theme=x&region=y&standing=z&speaks=q&km=-1", {"Carpool schedules", "Lessons", "Orchard"}),
    ],
)
def test_a_search_finds_what_it_means(client, practices, asked, found):
    assert listed(client, asked) == found


def test_what_was_typed_is_escaped_and_kept(client, practices):
    body = client.get("/en/practices/?q=%22%3E%3Cscript%3E").content.decode()
    assert 'value="&quot;&gt;&lt;script&gt;"' in body
    assert "No practice fits this. That nothing is recorded does not mean that nothing exists." in body


def test_an_empty_list_says_what_to_do(client, practices, near):
    page = words(client.get("/en/practices/?near=Nowhere&region=near"))
    assert "No place called “Nowhere” with a known position is in these countries." in page
    assert "If you know of a practice that is missing, say so at the next roundtable" in page


@pytest.mark.parametrize(
    "odd", ["%00", "q=%00&near=%00", "q=" + "x" * 10_000, "page=-1", "page=1e9", "page=99", "page=%D9%A3"]
)
def test_odd_addresses_are_answered(client, practices, odd):
    assert client.get(f"/en/practices/?{odd}").status_code == 200


def test_pages_are_counted_and_the_last_stands_for_those_beyond(client, near):
    for number in range(27):
        make.a_practice(near, f"Bus {number}", public_id=f"bus{number:02}")
    page = words(client.get("/en/practices/?q=bus&page=2"))
    assert "27 practices · Words: bus Bus 25 Near never confirmed Bus 26" in page
    assert "Previous page Page 2 of 2" in page
    assert words(client.get("/en/practices/?q=bus&page=9")) == page


@pytest.mark.parametrize(
    ("recorded", "confirmed", "english", "french"),
    [
        (None, None, "never confirmed", None),
        (date(2022, 1, 25), None, "recorded on 25 January 2022, never confirmed", None),
        (None, date(2022, 4, 19), "confirmed 3 weeks ago", None),
        (None, date(2022, 5, 10), "confirmed today", None),
        (None, date(2021, 5, 10), "nobody confirmed it since 10 May 2021", None),
    ],
)
def test_the_age_of_a_card_is_said_in_words(recorded, confirmed, english, french):
    with override("en"):
        assert age_in_words(recorded, confirmed, TODAY).replace("\xa0", " ") == english


def test_the_last_word_counts(client, near):
    practice = make.a_practice(near, "Bus", standing="past")
    for day in (date(2022, 4, 26), date(2020, 1, 1)):
        Confirmation.objects.create(initiative=practice, confirmed_on=day, answer="yes")
    assert "has ended · confirmed 2 weeks ago" in words(client.get("/en/practices/")).replace("\xa0", " ")


def test_the_map_shows_what_is_listed_and_says_it_in_words(client, near, far):
    first, second, *_others = with_places(near)
    make.a_practice(near, "Bus", place=first)
    make.a_practice(near, "Train", place=first)
    make.a_practice(near, "Boat", place=second)
    make.a_practice(far, "Plane")
    body = client.get("/en/practices/").content.decode()
    assert '<desc id="map-words-1">Practices lie at: Middletown, Village 1.</desc>' in body
    assert body.count('<circle class="m-k"') == 2
    assert "One practice on this page has no known position and is not drawn." in body
    assert (
        "<svg" not in client.get("/en/practices/?q=plane").content.decode().split("<main", 1)[1].split("</main", 1)[0]
    )


@pytest.mark.parametrize("query", ["", "?q=bus", "?q=bus&theme=mobility&accepts=seekers"])
def test_the_list_asks_six_questions_at_most(client, near, far, query):
    place = with_places(near)[0]
    for number in range(4):
        practice = make.a_practice(
            (near, far)[number % 2],
            f"Bus {number}",
            place=place,
            themes=Theme.objects.all()[:2],
            terms={"languages": []},
        )
        Confirmation.objects.create(initiative=practice, confirmed_on=TODAY, answer="yes")
    client.get("/en/practices/")
    with CaptureQueriesContext(connection) as asked:
        client.get(f"/en/practices/{query}")
    assert len(asked) <= 6
