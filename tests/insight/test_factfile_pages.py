"""The factfile as it is read: pages, sheets and comparison tell the same and no exact count."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from maillage.core.wording import Wording
from maillage.insight.actions.factfile import (
    begin_edition,
    freeze_edition,
    publish_edition,
    withdraw_edition,
    write_words,
)
from maillage.insight.enums import Indicator
from maillage.insight.models import Factfile, Figure
from maillage.insight.queries.editions import mark_of_words
from maillage.kit.audit import SYSTEM
from maillage.territory.models import Region
from tests import factories as make
from tests.insight.people import a_table, released

# The small count and those hidden beside it; none of them stands anywhere else in the table.
COUNTS = [[4013, 3511, 7], [5209, 6101, 4403], [3803, 4703, 2909], [6607, 3109, 2503]]


@pytest.fixture
def region(db: None) -> Region:
    return make.a_region(slug="near", name={"en": "Near", "fr": "Près"}, languages=["fr", "en"])


def published(region: Region) -> Factfile:
    edition = begin_edition(region=region, by=SYSTEM)
    return publish_edition(factfile=freeze_edition(factfile=edition, by=SYSTEM), by=SYSTEM)


def read(name: str, *args: object, language: str = "en", **query: object) -> str:
    from django.utils.translation import override

    with override(language):
        response = Client().get(reverse(f"insight:{name}", args=args), query)
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def a_figure(region: Region, value: str, **fields: object) -> Figure:
    about = {"indicator": Indicator.RECEPTION, "label": {"en": "Places", "fr": "Places"}, "unit": "places"}
    day = {"as_of": date(2025, 12, 31), "source": "=cmd|' /C calc'!A0"}
    return Figure.objects.create(region=region, value=Decimal(value), **{**about, **day, **fields})


def hidden_counts(region: Region) -> set[str]:
    """The exact counts of cells that the release of the region hides."""
    release = region.people_tables.get().release
    return {
        str(count)
        for line, counts in zip(release.cells["cells"], COUNTS, strict=False)
        for cell, count in zip(line, counts, strict=False)
        if cell["mark"] == "protected" and count > 10
    }


def test_before_the_first_edition_the_page_says_so(region: Region) -> None:
    assert "No factfile has been published yet." in read("factfile", "near")
    begin_edition(region=region, by=SYSTEM)
    assert "No factfile has been published yet." in read("factfile", "near")
    assert Client().get("/en/near/factfile/1/").status_code == 404


def test_no_page_and_no_sheet_tells_a_hidden_count(region: Region) -> None:
    released(a_table(region, COUNTS))
    published(region)
    secret = hidden_counts(region)
    assert len(secret) == 3
    book = Client().get("/en/near/factfile/1/figures.xlsx").content
    cells = {str(cell.value) for sheet in load_workbook(BytesIO(book)) for row in sheet for cell in row}
    texts = [read("factfile", "near"), read("factfile-csv", "near", 1), read("factfile-compare", "near")]
    for count in secret:
        written = (count, f"{int(count):,}", f"{int(count):,}".replace(",", "\u202f"))
        assert not any(form in text for form in written for text in texts)
        assert count not in cells
    assert "15,713" in texts[0]
    assert "15713" in cells


def test_the_sheet_says_what_its_columns_mean_and_holds_no_formula(region: Region) -> None:
    a_figure(region, "120.5")
    published(region)
    told = read("factfile-csv", "near", 1)
    assert "'=cmd" in told
    assert ",120.5," in told
    book = load_workbook(BytesIO(Client().get("/fr/near/factfile/1/figures.xlsx").content))
    assert all(cell.data_type != "f" for sheet in book for row in sheet for cell in row)
    assert len(book.worksheets) == 2


def test_words_of_the_convenor_are_harmless_wherever_they_are_read(region: Region) -> None:
    edition = begin_edition(region=region, by=SYSTEM)
    words = (
        "**Fort** [ici](https://example.org/a) <script>alert(1)</script> [non](javascript:alert(1)) "
        '<img src=x onerror=alert(1)> ![image](https://example.org/a.png) <a href="data:text/html,x">x</a>'
    )
    write_words(factfile=edition, block="needs", text=Wording(fr=words), seen=mark_of_words({}), by=SYSTEM)
    publish_edition(factfile=freeze_edition(factfile=edition, by=SYSTEM), by=SYSTEM)
    page = read("factfile", "near")
    assert '<strong>Fort</strong> <a href="https://example.org/a" rel="nofollow noopener noreferrer">ici</a>' in page
    assert 'lang="fr" dir="ltr"' in page
    tags = re.findall(r"<[^>]+>", page.split('class="prose"')[1].split("</div>")[0])
    assert [tag for tag in tags if not re.match(r"</?(p|strong|a)[ >]", tag)] == []
    assert re.findall(r'href="([^"]*)"', " ".join(tags)) == ["https://example.org/a", "https://example.org/a.png"]


def test_two_editions_are_compared_and_rounded_figures_are_not_subtracted(region: Region) -> None:
    places = a_figure(region, "120")
    people = {"indicator": Indicator.SETTLED, "unit": "persons", "counts_people": True, "label": {"en": "Settled"}}
    settled = a_figure(region, "128", **people)
    published(region)
    Figure.objects.filter(pk=places.pk).update(value=Decimal(150))
    Figure.objects.filter(pk=settled.pk).update(value=Decimal(143))
    published(region)
    page = read("factfile-compare", "near")
    assert "changed: +30" in page
    assert "not the same; rounded, so the difference is not reckoned" in page
    assert "+15" not in page
    assert "the same" in page
    only = read("factfile-compare", "near", first=1, second=2, changed=1)
    assert "changed: +30" in only
    assert "the same<" not in only


def test_two_regions_are_compared_by_their_newest_editions(region: Region) -> None:
    far = make.a_region(region.programme, slug="far", name={"en": "Far"})
    a_figure(region, "120")
    a_figure(far, "80")
    published(region)
    published(far)
    page = read("factfile-compare", "near", **{"with": "far"})
    assert "difference: +40" in page


def test_a_withdrawn_edition_tells_why_and_gives_no_sheet(region: Region) -> None:
    edition = published(region)
    withdraw_edition(factfile=edition, because=Wording(en="A wrong figure."), by=SYSTEM)
    answer = Client().get("/en/near/factfile/1/")
    assert answer.status_code == 410
    assert "A wrong figure." in answer.content.decode()
    assert Client().get("/en/near/factfile/1/figures.csv").status_code == 404
    assert "No factfile has been published yet." in read("factfile", "near")


def test_a_page_that_nobody_changed_is_answered_in_few_words(region: Region) -> None:
    published(region)
    first = Client().get("/en/near/factfile/")
    again = Client().get("/en/near/factfile/", headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
