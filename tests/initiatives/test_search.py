"""Practices are found by words in five languages and by lists, in one order, and the index says what they say."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from maillage.core.bitsets import unpack
from maillage.core.finding import facet
from maillage.initiatives.actions import index_practices as index
from maillage.initiatives.actions.index_practices import index_practice
from maillage.initiatives.models import Initiative, SearchCard, SearchPosting, SearchWord
from maillage.initiatives.queries import search
from maillage.initiatives.queries.search import Asked, Found, Search
from maillage.kit.audit import SYSTEM
from maillage.people.actions.organisations import Profile, SeatTerms, edit_organisation
from maillage.people.models import Seat
from maillage.territory.models import Place, Region, Theme
from tests import factories as make

Finds = Callable[..., list[str]]


@pytest.fixture
def regions(db: None) -> list[Region]:
    """Near before far, wherever their rows lie."""
    programme = make.a_programme()
    far = make.a_region(programme, slug="far", name={"en": "Zeta"})
    near = make.a_region(programme, slug="near", name={"en": "Alpha"})
    return [near, far]


def ask(regions: Sequence[Region], words: str = "", *chosen: bytes, hidden: Any = None, start: int = 0) -> Found:
    lists = tuple(frozenset({one}) for one in chosen)
    waiting = Initiative.objects.filter(pk__in=hidden or []).values_list("pk", flat=True)
    return Search(Asked(words, lists), [region.pk for region in regions], waiting).found(start, start + 25)


def names(found: Found) -> list[str]:
    rows = Initiative.objects.in_bulk(found.numbers)
    return [str(rows[number].name) for number in found.numbers]


def a_theme(key: str, group: Theme | None = None, **label: str) -> Theme:
    return Theme.objects.update_or_create(key=key, defaults={"label": label, "group": group})[0]


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        ("refugies", "Logements pour réfugiées"),
        ("logement réfugié", "Logements pour réfugiées"),
        ("welcomed", "Welcoming newcomers"),
        ("viviendas", "Vivienda para recién llegados"),
        ("recien", "Vivienda para recién llegados"),
        ("szkol", "Pomoc w szkołach"),
        ("szkoły", "Pomoc w szkołach"),
        ("εργασιας", "Θέσεις εργασίας"),
        ("ΕΡΓΑΣΊΑ", "Θέσεις εργασίας"),
    ],
)
def test_a_practice_is_found_in_its_language_whatever_the_form(regions, asked, name):
    for language, text in (
        ("fr", "Logements pour réfugiées"),
        ("en", "Welcoming newcomers"),
        ("es", "Vivienda para recién llegados"),
        ("pl", "Pomoc w szkołach"),
        ("el", "Θέσεις εργασίας"),
    ):
        make.a_practice(regions[0], {language: text})
    assert names(ask(regions, asked)) == [name]


def test_names_weigh_more_than_themes_these_more_than_places_and_these_more_than_descriptions(regions):
    near, far = regions
    theme = a_theme("garden", en="Garden")
    house = make.an_organisation(near, name="Garden club")
    make.a_practice(near, "by its words", description={"en": "In a garden."})
    make.a_practice(near, "by its house", organisation=house)
    make.a_practice(near, "by its theme", themes=[theme])
    make.a_practice(far, "Garden")
    make.a_practice(near, "Garden too")
    make.a_practice(near, "elsewhere")
    expected = ["Garden too", "Garden", "by its theme", "by its house", "by its words"]
    assert names(ask(regions, "gardens")) == expected


def test_every_word_must_be_there_and_each_weighs(regions):
    near, _far = regions
    make.a_practice(near, "Bus", description={"en": "A garden."})
    make.a_practice(near, "Garden bus")
    make.a_practice(near, "Garden")
    assert names(ask(regions, "garden bus")) == ["Garden bus", "Bus"]
    assert ask(regions, "garden bus boat") == Found(0, [])


def test_ties_stand_by_region_then_public_id(regions):
    near, far = regions
    for region, public_id in ((far, "a"), (near, "z"), (near, "b-2"), (near, "b1"), (far, "B")):
        make.a_practice(region, f"Bus {public_id}", public_id=public_id)
    expected = ["Bus b-2", "Bus b1", "Bus z", "Bus B", "Bus a"]
    assert names(ask(regions, "bus")) == names(ask(regions)) == expected
    assert names(ask(regions[::-1], "bus")) == ["Bus B", "Bus a", "Bus b-2", "Bus b1", "Bus z"]


@pytest.mark.parametrize("words", ["", "bus", "bus line"])
def test_many_are_walked_through_in_the_order_in_which_few_are_sorted(regions, words, monkeypatch):
    near, far = regions
    numbers = []
    for number in range(40):
        practice = Initiative.objects.create(
            region=(near, far)[number % 3 == 0],
            public_id=f"{number * 7 % 40:02}",
            name={"en": "Bus" if number % 2 else "Ride"},
            description={"en": "A line of the bus."},
        )
        numbers.append(practice.pk)
    index.index_practices(numbers)
    hidden = numbers[3:40:9]
    few = [ask(regions, words, hidden=hidden, start=start) for start in (0, 10, 30, 99)]
    assert few[0].count == 40 - len(hidden)
    monkeypatch.setattr(search, "SORTED_AT_ONCE", 2)
    monkeypatch.setattr(search, "STRIDE", 3)
    assert [ask(regions, words, hidden=hidden, start=start) for start in (0, 10, 30, 99)] == few


def test_what_was_merged_is_found_under_the_one_it_was_merged_into(regions):
    near, _far = regions
    kept = make.a_practice(near, "Bus")
    merged = make.a_practice(near, "Minibus for all")
    assert names(ask(regions, "minibus")) == ["Minibus for all"]
    Initiative.objects.filter(pk=merged.pk).update(merged_into=kept)
    assert names(ask(regions)) == ["Bus"]
    index_practice(merged)
    assert names(ask(regions, "minibus")) == ["Bus"]
    assert names(ask(regions)) == ["Bus"]
    Initiative.objects.filter(pk=merged.pk).update(merged_into=None)
    index.index_practices([merged.pk, kept.pk])
    assert names(ask(regions, "minibus")) == ["Minibus for all"]


def test_lists_narrow_what_words_find(regions):
    near, far = regions
    group = a_theme("mobility", en="Mobility")
    lessons = a_theme("driving", group, en="Driving")
    place = Place.objects.create(code="1", country="FR", name="Digoin")
    first = make.a_practice(
        near,
        "First",
        themes=[lessons],
        standing="present",
        serves="point",
        place=place,
        terms={"setting": "rural", "open_to": ["newcomers"], "languages": ["ar", "fr"]},
    )
    second = make.a_practice(far, "Second", standing="past", terms={"open_to": ["protected"]})
    second.places_served.add(place)
    index_practice(second)
    make.a_practice(far, "Third", terms={"open_to": ["everybody"]})
    for chosen, expected in {
        facet("theme", "mobility"): ["First"],
        facet("theme", "driving"): [],
        facet("region", far.pk): ["Second", "Third"],
        facet("standing", "past"): ["Second"],
        facet("standing", "unknown"): ["Third"],
        facet("serves", "point"): ["First"],
        facet("setting", "rural"): ["First"],
        facet("accepts", "everybody"): ["Third"],
        facet("accepts", "newcomers"): ["First", "Third"],
        facet("accepts", "protected"): ["First", "Second", "Third"],
        facet("accepts", "seekers"): ["First", "Third"],
        facet("speaks", "ar"): ["First"],
        facet("place", place.pk): ["First", "Second"],
    }.items():
        found = names(ask(regions, "", chosen))
        assert sorted(found, key=["First", "Second", "Third"].index) == expected, chosen
    assert names(ask(regions, "dig", facet("standing", "past"))) == ["Second"]
    assert names(ask(regions, "mobility", facet("standing", "past"))) == []
    assert names(ask([near])) == ["First"]
    assert ask([]) == Found(0, [])
    assert str(first) == "First"


def test_words_never_meet_what_is_chosen_from_lists(regions):
    make.a_practice(regions[0], "Bus", standing="present")
    assert ask(regions, "standing=present").count == 0
    assert ask(regions, "\x02standing=present").count == 0


@pytest.mark.parametrize(
    "words", ["\x00", "bus\x00", "\x00" * 9_000 + "bus", "b" * 10_000, "bus " * 2_500, "%_'\\\"", "𐍈 ﬁ ½"]
)
def test_odd_words_do_no_harm(regions, words):
    make.a_practice(regions[0], "Bus")
    assert ask(regions, words).count in {0, 1}
    assert ask(regions, f"bus {words}").count in {0, 1}


def test_the_index_forgets_what_a_practice_no_longer_says(regions):
    practice = make.a_practice(regions[0], "Bus")
    practice.name = {"en": "Boat"}
    practice.save()
    index_practice(practice)
    assert (ask(regions, "bus").count, ask(regions, "boat").count) == (0, 1)
    index.forget_practice(practice)
    practice.delete()
    assert not SearchCard.objects.exists()
    assert not SearchPosting.objects.exists()


def test_a_new_name_of_an_organisation_is_found_at_once(regions):
    seat = Seat.objects.select_related("organisation", "region").get(
        organisation=make.an_organisation(regions[0], name="Old house")
    )
    make.a_practice(regions[0], "Bus", organisation=seat.organisation)
    partner = make.a_practice(regions[0], "Boat")
    partner.partners.add(seat.organisation)
    index_practice(partner)
    profile = Profile(name="New home", category=seat.organisation.category)
    edit_organisation(
        seat=seat, profile=profile, terms=SeatTerms(part=seat.part, joined_on=date(2022, 1, 1)), by=SYSTEM
    )
    assert (ask(regions, "old house").count, sorted(names(ask(regions, "home")))) == (0, ["Boat", "Bus"])


def told() -> set[tuple[bytes, int, int, int]]:
    rows = SearchPosting.objects.values_list("word__text", "block", "weight", "practices")
    return {(bytes(text), block, weight, unpack(bytes(body))) for text, block, weight, body in rows}


def test_written_anew_the_index_is_the_same(regions, monkeypatch):
    practices = [make.a_practice(regions[number % 2], f"Bus {number}") for number in range(5)]
    practices[0].name = {"fr": "Autocar"}
    practices[0].save()
    index_practice(practices[0])
    before = told()
    monkeypatch.setattr(index, "AT_ONCE", 2)
    assert index.rebuild_index() == 5
    assert told() == before
    SearchCard.objects.filter(initiative=practices[1]).delete()
    assert index.index_what_is_missing() == 1
    assert told() == before
    assert SearchWord.objects.filter(text=b"").count() == 1


def test_practices_far_apart_are_found_together(regions):
    for number in (3, 16_383, 16_384, 900_000):
        practice = Initiative.objects.create(pk=number, region=regions[0], public_id=f"p{number}", name={"en": "Bus"})
        index_practice(practice)
    assert names(ask(regions, "bus")) == ["Bus"] * 4
    assert sorted(ask(regions, "bus").numbers) == [3, 16_383, 16_384, 900_000]


def test_a_search_asks_as_often_for_many_as_for_one(regions):
    make.a_practice(regions[0], "Bus")
    with CaptureQueriesContext(connection) as one:
        ask(regions, "bus")
    for number in range(5):
        make.a_practice(regions[number % 2], f"Bus {number}")
    with CaptureQueriesContext(connection) as many:
        ask(regions, "bus")
    assert len(one) == len(many) == 2
