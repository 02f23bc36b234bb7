"""A factfile and the page of coverage say the same, and what is told of newcomers gives no small number away."""

from __future__ import annotations

import json
import re
from datetime import UTC, date, datetime
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.utils.translation import override

from maillage.cooperation.enums import Progress
from maillage.cooperation.models import Commitment, FollowUp
from maillage.core.factfile import Block, Figure
from maillage.core.factfile.comparison import Change, Pair
from maillage.initiatives.models import Terms
from maillage.insight.actions.factfile import begin_edition, freeze_edition, publish_edition
from maillage.insight.models import CoverageSettings, Listener, NewcomersThere
from maillage.insight.queries.editions import blocks_of
from maillage.insight.wording import section_of, sections_of
from maillage.insight.wording.comparison import change_in_words, comparison_tables
from maillage.insight.wording.sections import Cell, Paragraph, Section, Table
from maillage.insight.wording.values import level_in_words, value_cell
from maillage.kit.audit import SYSTEM
from maillage.territory.models import Place, Region
from tests import factories as make
from tests.insight.covering import a_countryside, a_need, a_place, a_reported_table, an_initiative

pytestmark = pytest.mark.django_db


@pytest.fixture
def region() -> Region:
    return make.a_region(slug="near")


def composed(region: Region) -> dict[str, Block]:
    return {block.kind: block for block in blocks_of(begin_edition(region=region, by=SYSTEM))}


def worded(block: Block) -> Section:
    with override("en"):
        return section_of(block)


def lines(section: Section, title: str) -> list[list[str]]:
    """The table of this title, cell by cell."""
    table = next(part for part in section.parts if isinstance(part, Table) and part.title == title)
    return [[f"{cell.text} | {cell.more}" if cell.more else cell.text for cell in row] for row in table.rows]


def page(path: str) -> str:
    said = Client().get(path).content.decode()
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]*>", " ", said)))


def newcomers_in(region: Region, place: Place, persons: int) -> None:
    NewcomersThere.objects.create(region=region, place=place, persons=persons, as_of=date(2026, 1, 1), source="x")


def test_both_pages_say_the_same_shares_and_the_same_difference(region: Region) -> None:
    town, _villages = a_countryside(region, villages=1)
    # 57.4 and 51.6 per cent: 57 and 52 when rounded, yet 6 points apart and not 5.
    a_place(region, "Far town", population=4_453, degurba=2, longitude=9.0)
    a_place(region, "Far village", population=938, longitude=9.0)
    an_initiative(region, town)
    section = worded(composed(region)["gaps"])
    told = lines(section, "Population within reach, by theme")[0]
    assert told[1:] == ["57%", "52%", "+6 points", "1", "5,400 | residents · rounded to the nearest hundred"]
    said = page("/en/near/coverage/")
    assert "52%" in said
    assert "+6 points" in said


def test_five_and_a_half_points_are_six_on_both_pages(region: Region) -> None:
    # 60.45 and 54.95 per cent: 60 and 55 when rounded.
    town = a_place(region, "Town", population=6_045, degurba=2)
    a_place(region, "Village", longitude=5.01)
    a_place(region, "Far town", population=3_955, degurba=2, longitude=9.0)
    a_place(region, "Far village", population=820, longitude=9.0)
    an_initiative(region, town)
    told = lines(worded(composed(region)["gaps"]), "Population within reach, by theme")[0]
    assert told[1:4] == ["60%", "55%", "+6 points"]
    assert "+6 points" in page("/en/near/coverage/")


def test_a_theme_stands_beside_the_people_with_a_word_only_where_the_interval_carries_it(region: Region) -> None:
    town, villages = a_countryside(region)
    for _each in range(18):
        an_initiative(region, town)
    outside = an_initiative(region, villages[0])
    Terms.objects.create(initiative=outside, outside_region=True)
    section = worded(composed(region)["actions"])
    told = lines(section, "Initiatives by theme")[0]
    assert told[1:3] == ["18", "15"]
    assert told[3] == "0 of 18 with a place | quotient 0, 95% interval 0 to 0.37 · under-represented"
    paragraphs = [part.text for part in section.parts if isinstance(part, Paragraph)]
    assert "Ideas from elsewhere: 1. They are kept to learn from and counted in no other figure." in paragraphs


def test_of_fewer_than_five_initiatives_only_counts_are_told(region: Region) -> None:
    town, _villages = a_countryside(region)
    an_initiative(region, town)
    told = lines(worded(composed(region)["actions"]), "Initiatives by theme")[0]
    assert told[1:] == ["1", "0.83", "0 of 1 with a place | too few to compare"]


def test_places_in_lessons_stand_beside_residents_and_say_what_was_assumed(region: Region) -> None:
    town, _villages = a_countryside(region, villages=1)
    an_initiative(region, town, capacity=13)
    an_initiative(region, town)
    figure = next(one for one in composed(region)["actions"].figures if one.key.startswith("places-for-residents"))
    assert (figure.value, figure.remark) == ("20", "capacity-assumed:1/2")


def test_no_small_number_of_newcomers_is_on_page_or_in_blocks(region: Region) -> None:
    CoverageSettings.objects.create(region=region, weighs="newcomers")
    town, villages = a_countryside(region, villages=2)
    far = a_place(region, "Far", longitude=9.0)
    for place, persons in ((town, 311), (villages[0], 173), (villages[1], 0), (far, 7)):
        newcomers_in(region, place, persons)
    for _each in range(6):
        an_initiative(region, town, capacity=17)
    Listener.objects.create(region=region, place=town, called="A desk", since=date(2025, 1, 1))
    a_need(a_reported_table(region), town)
    blocks = composed(region)
    gaps, actions = blocks["gaps"], blocks["actions"]
    told = lines(worded(gaps), "Population within reach, by theme")[0]
    assert told[1:] == ["not shown", "not shown", "not shown", "6", "not shown | newcomers"]
    assert lines(worded(actions), "Initiatives by theme")[0][3].endswith("so that nobody is recognised")
    figures = {figure.key: figure for figure in (*gaps.figures, *actions.figures)}
    assert figures["listening-residents"].value == "67"
    hidden = ("listening-newcomers", "expected-silent")
    assert [(figures[key].value, str(figures[key].held)) for key in hidden] == [("", "few-places")] * 2
    # 102 places beside 491 newcomers, of whom everybody may know that they are about 490.
    assert figures["places-for-newcomers:language_and_literacy"].value == "20.8"
    everything = json.dumps([block.as_dict() for block in blocks.values()])
    assert not re.search(r"\b(311|173|491|484|180)\b", everything)
    publish_edition(factfile=freeze_edition(factfile=begin_edition(region=region, by=SYSTEM), by=SYSTEM), by=SYSTEM)
    assert not re.search(r"\b(311|173|491|484|180)\b", page("/en/near/factfile/"))


def test_newcomers_of_many_places_are_told_in_fives_and_whole_per_cent(region: Region) -> None:
    CoverageSettings.objects.create(region=region, weighs="newcomers")
    towns = [a_place(region, f"Town {n}", degurba=2) for n in range(3)]
    villages = [a_place(region, f"Village {n}", longitude=9.0) for n in range(4)]
    for place, persons in zip([*towns, *villages], (121, 108, 94, 41, 43, 37, 51), strict=True):
        newcomers_in(region, place, persons)
    for town in towns:
        an_initiative(region, town, capacity=17)
        Listener.objects.create(region=region, place=town, called="A desk", since=date(2025, 1, 1))
    a_need(a_reported_table(region), towns[0], towns[1])
    blocks = composed(region)
    told = lines(worded(blocks["gaps"]), "Population within reach, by theme")[0]
    assert told[1:] == ["100%", "0%", "+100 points", "3", "170 | newcomers · rounded to the nearest 5"]
    figures = {figure.key: figure for block in blocks.values() for figure in block.figures}
    assert (figures["listening-newcomers"].value, figures["listening-residents"].value) == ("65", "43")
    assert (figures["expected-silent"].value, figures["expected-silent"].remark) == ("1", "expected-between:1/2")
    # 51 places beside 495 newcomers, of whom everybody may know that they are about 495.
    assert figures["places-for-newcomers:language_and_literacy"].value == "10.3"


def test_commitments_are_told_by_how_they_stand_and_made_up_ones_apart(region: Region) -> None:
    town, _villages = a_countryside(region)
    table = a_reported_table(region)
    need, other = a_need(table, town), a_need(table, town)
    organisation = make.an_organisation(region)
    common: dict[str, Any] = {"region": region, "roundtable": table, "organisation": organisation}
    kept = Commitment.objects.create(**common, text={"en": "Kept"}, need=need)
    FollowUp.objects.create(commitment=kept, progress=Progress.DONE, told_at=datetime(2022, 2, 4, 12, tzinfo=UTC))
    Commitment.objects.create(**common, text={"en": "Open"})
    Commitment.objects.create(**common, text={"en": "Late"}, due_on=date(2022, 3, 1))
    Commitment.objects.create(**common, text={"en": "Made up"}, need=other, is_example=True)
    block = composed(region)["needs"]
    figures = {figure.key: figure.value for figure in block.figures}
    assert {key: value for key, value in figures.items() if not key.startswith("theme-")} == {
        "needs-raised": "2", "needs-taken-up": "1", "needs-done": "1", "first-action": "10", "promises": "3",
        "promises-kept": "1", "promises-open": "1", "promises-late": "1", "promises-dropped": "0",
    }  # fmt: skip
    assert lines(worded(block), "What became of commitments") == [
        ["kept", "1", "0"], ["open and in time", "1", "1"], ["late or blocked", "1", "0"], ["dropped", "0", "0"],
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("unit", "value", "said"),
    [
        ("initiatives", "1", ("1", "initiative")),
        ("organisations", "1", ("1", "organisation")),
        ("pilots", "2", ("2", "pilots")),
        ("places", "1.5", ("1.5", "places")),
        ("%", "57", ("57%", "")),
        ("percentage points", "-1", ("−1 point", "")),
        ("percentage points", "6", ("+6 points", "")),
    ],
)
def test_the_unit_goes_with_the_number(unit: str, value: str, said: tuple[str, str]) -> None:
    with override("en"):
        cell = value_cell(Figure("x", "x", unit, value=value))
    assert (cell.text, cell.more) == said


def test_a_comparison_says_units_points_and_levels_as_they_are_written() -> None:
    first = Figure("a", "stakeholders", "organisations", value="1", as_of="2023", level="nuts2")
    second = Figure("a", "stakeholders", "organisations", value="4", as_of="2024", level="nuts2")
    with override("en"):
        assert level_in_words(first) == "NUTS 2 value, not local"
        row = comparison_tables([Block("actors", (first,))], [Block("actors", (second,))], ("1", "2"))[0].rows[0]
        before, after = (Figure("b", "gap", "%", value=value) for value in ("60", "57"))
        change = change_in_words(Pair("gaps", before, after, Change.CHANGED, "-3"))
    assert row[1:] == (
        Cell("1 organisation · 2023 · NUTS 2 value, not local"),
        Cell("4 organisations · 2024 · NUTS 2 value, not local"),
        Cell("changed: +3"),
    )
    assert change == "changed: −3 points"


def test_blocks_frozen_before_new_facts_came_are_worded_as_before(region: Region) -> None:
    town, _villages = a_countryside(region, villages=1)
    an_initiative(region, town)
    a_need(a_reported_table(region), town)
    kept = begin_edition(region=region, by=SYSTEM).blocks
    for block in kept:
        lists = block["facts"]["lists"]
        lists.pop("promises", None)
        if block["kind"] == "actions":
            lists.pop("themes")
        for row in lists.get("themes", ()) if block["kind"] == "gaps" else ():
            for name in ("who", "beyond", "beyond_held"):
                row.pop(name)
    with override("en"):
        sections = {one.kind: one for one in sections_of([Block.from_dict(block) for block in kept])}
    assert len(lines(sections["gaps"], "Population within reach, by theme")[0]) == 5
    assert "Initiatives recorded" in repr(sections["actions"])
    assert "Needs and proposals raised" in repr(sections["needs"])
