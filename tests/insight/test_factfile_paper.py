"""The factfile on paper: all that the page says, sources as notes, a structure to be read aloud, in any language."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from maillage.core.dots import Spot, draw
from maillage.insight.actions.factfile import begin_edition, freeze_edition, publish_edition, withdraw_edition
from maillage.insight.models import Factfile, FactfileWords, Figure
from maillage.insight.papers.factfile import content_of, factfile_paper
from maillage.insight.papers.parts import Notes, part_on_paper
from maillage.insight.papers.region_map import map_of_places, map_of_spots
from maillage.insight.wording.sections import Cell, Spots, Table
from maillage.kit.audit import SYSTEM
from maillage.people.enums import Category
from maillage.territory.models import Region, RegionMap
from tests import factories as make
from tests.conftest import Cast
from tests.papers import Paper

HOSTILE = '#import "x" $y$ ] *b* `c` <svg onload=1>'
SPOTS = [Spot("Mâcon & <Co>", 4.83, 46.31, 34_000), Spot("Autun", 4.3, 46.95, 13_000), Spot("Nowhere", None, None, 5)]


@pytest.fixture
def region(cast: Cast) -> Region:
    """Near has a map, an organisation, two figures of one source, and words of its convenor."""
    cast.near.nuts_code = "FRC13"
    cast.near.save()
    RegionMap.objects.create(region=cast.near, drawing=draw(SPOTS), places_count=3)
    make.an_organisation(cast.near, name=HOSTILE, category=Category.NGO)
    for label, value in (("Places in centres", 1420), ("Places elsewhere", 80)):
        Figure.objects.create(
            region=cast.near,
            indicator="reception",
            label={"en": label, "fr": f"{label} (fr)"},
            value=Decimal(value),
            unit="places",
            as_of=date(2025, 12, 31),
            source="Prefecture",
            checked_on=date(2026, 1, 2),
        )
    return cast.near


def edition_of(region: Region, *, published: bool = False, **words: dict[str, str]) -> Factfile:
    factfile = begin_edition(region=region, by=SYSTEM)
    for block, text in words.items():
        FactfileWords.objects.create(factfile=factfile, block=block, text=text)
    if published:
        factfile = publish_edition(factfile=freeze_edition(factfile=factfile, by=SYSTEM), by=SYSTEM)
    factfile.region = region
    return factfile


def printed(factfile: Factfile, language: str = "en") -> Paper:
    paper = Paper(factfile_paper(factfile, language=language))
    paper.assert_sound()
    return paper


def address(name: str, region: Region, number: int, language: str = "en") -> str:
    with translation.override(language):
        return reverse(f"insight:{name}", args=[region.slug, number])


def test_every_section_stands_on_the_paper_under_the_title_and_its_contents(region: Region) -> None:
    paper = printed(edition_of(region, arrivals={"en": f"## What we see\n\nThey come.\n\n- {HOSTILE}"}))
    assert (paper.title, paper.language) == ("Factfile of Near", "en")
    heads = [words for level, words in paper.headings if level != "H3"]
    assert heads[:4] == ["Factfile of Near", "Contents", "The territory", "Who arrives"]
    assert ("H3", "What we see") in paper.headings
    assert len([words for level, words in paper.headings if level == "H2"]) == 14
    assert paper.words.count('#import "x" $y$ ] b') + paper.words.count(HOSTILE) >= 2
    assert "Draft of edition 1, not to be quoted" in paper.words
    assert "Co-funded by a fund." in paper.words
    assert "Page 1 of" in paper.words


def reception_of(region: Region) -> dict[str, Any]:
    sections = content_of(edition_of(region))["sections"]
    return next(one for one in sections if one["title"] == "Reception places")


def test_what_all_figures_of_a_table_share_is_said_once_beneath_it(region: Region) -> None:
    reception = reception_of(region)
    (table,) = (part for part in reception["parts"] if part["shape"] == "table")
    assert table["heads"] == ["Figure", "Value"]
    assert [[cell["text"] for cell in row] for row in table["rows"]] == [
        ["Places in centres", "1,420"],
        ["Places elsewhere", "80"],
    ]
    assert table["notes"] == [
        "31 December 2025 · this region · Prefecture · measured · protection: none is needed · "
        "checked on 2 January 2026"
    ]
    assert reception["notes"] == []


def test_figures_of_one_source_share_a_numbered_note(region: Region) -> None:
    Figure.objects.create(
        region=region,
        indicator="reception",
        label={"en": "Places of a third"},
        value=Decimal(7),
        unit="places",
        as_of=date(2024, 12, 31),
        source="Operator",
    )
    reception = reception_of(region)
    (table,) = (part for part in reception["parts"] if part["shape"] == "table")
    assert table["heads"] == ["Figure", "Value", "Date and territory"]
    told = {row[0]["text"]: reception["notes"][row[1]["note"] - 1] for row in table["rows"]}
    assert len(reception["notes"]) == 2
    assert told["Places in centres"] == told["Places elsewhere"]
    assert told["Places in centres"].startswith("Prefecture · measured.")
    assert told["Places of a third"].startswith("Operator · measured.")


def test_tables_have_header_rows_and_pictures_are_described(region: Region) -> None:
    paper = printed(edition_of(region))
    assert paper.roles["Table"] >= 3
    assert paper.roles["TH"] >= 3 * 3
    assert paper.roles["TR"] > paper.roles["Table"]
    assert "Dot map of 2 places. The largest: Mâcon & <Co> and Autun." in paper.descriptions
    assert any("NGOs and civil society organisations: " in str(said) for said in paper.descriptions)
    assert paper.roles["TOCI"] + paper.roles["Link"] + paper.roles["L"] > 0


@pytest.mark.parametrize(("language", "name"), [("fr", "Près"), ("el", "Near")])
def test_the_paper_is_in_the_language_that_is_asked_for(region: Region, language: str, name: str) -> None:
    paper = printed(edition_of(region, arrivals={"fr": "Œuvre à Château-Thierry, ça et là."}), language)
    assert paper.language == language
    assert name in paper.title
    assert "Œuvre à Château-Thierry" in paper.words


def test_a_page_read_from_the_right_mirrors_the_page_and_no_numeral(region: Region) -> None:
    factfile = edition_of(region)
    paper = printed(factfile, "ar")
    assert paper.language == "ar"
    assert paper.root["/ViewerPreferences"]["/Direction"] == "/R2L"
    words = paper.words.translate(dict.fromkeys(map(ord, "\u202a\u202b\u202c\u2066\u2067\u2068\u2069")))
    assert "31 December 2025" in words
    assert "1,420" in words
    spoken = [str(tag.get("/Lang")) for tag in paper.tags if tag.get("/Lang")]
    assert "en" in spoken
    assert "en" not in {str(tag.get("/Lang")) for tag in printed(factfile, "en").tags if tag.get("/Lang")}


def test_everybody_reads_a_published_edition_and_nobody_a_draft(client: Client, cast: Cast, region: Region) -> None:
    factfile = edition_of(region)
    there = address("factfile-pdf", region, 1, "fr")
    assert client.get(there).status_code == 404
    publish_edition(factfile=freeze_edition(factfile=factfile, by=SYSTEM), by=SYSTEM)
    response = client.get(there)
    assert (response.status_code, response["Content-Type"]) == (200, "application/pdf")
    assert response["Content-Disposition"] == 'inline; filename="near-factfile-1-fr.pdf"'
    assert "public" in response["Cache-Control"]
    assert Paper(response.content).language == "fr"
    assert client.get(there, HTTP_IF_NONE_MATCH=response["ETag"]).status_code == 304
    assert client.get(address("factfile-pdf", cast.far, 1)).status_code == 404


def test_a_withdrawn_edition_says_why_it_is_gone(client: Client, region: Region) -> None:
    factfile = edition_of(region, published=True)
    withdraw_edition(factfile=factfile, because={"en": "The places were counted twice."}, by=SYSTEM)
    response = client.get(address("factfile-pdf", region, 1))
    assert response.status_code == 410
    assert "The places were counted twice." in response.content.decode()


def test_the_desk_prints_a_draft_and_not_that_of_another_region(client: Client, cast: Cast, region: Region) -> None:
    edition_of(region)
    there = address("factfile-draft-pdf", region, 1)
    client.force_login(cast.editor)
    assert Paper(client.get(there).content).title == "Factfile of Near"
    client.force_login(cast.member)
    assert client.get(there).status_code == 403
    client.force_login(cast.far_convenor)
    assert client.get(there).status_code == 404


def test_a_region_without_places_has_a_paper_without_a_map(region: Region) -> None:
    RegionMap.objects.all().delete()
    factfile = edition_of(region)
    assert content_of(factfile)["map"] is None
    printed(factfile)


def test_a_table_too_wide_for_a_page_is_parted_and_each_part_names_its_rows() -> None:
    heads = ("Row", *(f"C{number}" for number in range(1, 18)))
    rows = tuple(tuple(Cell(f"{row}-{at}") for at in range(18)) for row in range(3))
    table = Table("Wide", heads, rows, notes=("Rounded.",), numbers=tuple(range(1, 18)))
    parts = list(part_on_paper(table, Notes(), None))
    assert [len(part["heads"]) for part in parts] == [8, 8, 4]
    assert [part["title"] for part in parts] == ["Wide", "", ""]
    assert [part["notes"] for part in parts] == [[], [], ["Rounded."]]
    assert [[row[0]["text"] for row in part["rows"]] for part in parts] == [["0-0", "1-0", "2-0"]] * 3
    assert [cell["text"] for cell in parts[2]["rows"][1]] == ["1-0", "1-15", "1-16", "1-17"]
    assert parts[2]["numbers"] == [1, 2, 3]


def test_an_address_that_is_no_web_address_is_no_link() -> None:
    table = Table("T", ("A", "B"), ((Cell("x", url="javascript:alert(1)"), Cell("y", url="https://a.example/")),))
    ((first, second),) = next(iter(part_on_paper(table, Notes(), None)))["rows"]
    assert (first["url"], second["url"]) == ("", "https://a.example/")


def test_the_map_names_places_as_text_and_leaves_out_what_lies_outside() -> None:
    drawing: dict[str, Any] = draw(SPOTS)
    drawn = map_of_places(drawing, "Near")
    assert "Mâcon &amp; &lt;Co&gt;" in drawn["svg"]
    assert drawn["caption"].endswith("One place has no known position and is not drawn.")
    spots = map_of_spots(drawing, [("Autun", 4.3, 46.95), ("Paris", 2.35, 48.85)], "Here.")
    assert spots["svg"].count("<circle") == 1
    assert ("Autun" in spots["svg"], "Paris" in spots["svg"]) == (True, False)
    part = Spots("Where", (("Autun", 4.3, 46.95),), "Here.")
    assert list(part_on_paper(part, Notes(), None)) == []


def test_the_paper_is_made_in_a_fraction_of_a_second(region: Region) -> None:
    factfile = edition_of(region)
    factfile_paper(factfile, language="en")
    began = timezone.now()
    factfile_paper(factfile, language="en")
    assert (timezone.now() - began).total_seconds() < 3
    assert settings.TRANSLATED_LANGUAGES == ["en", "fr", "es", "pl", "el"]
