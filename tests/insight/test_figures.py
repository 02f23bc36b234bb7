"""Figures, strategies and tables of people on the desk: one by one or as a table, whole or not at all."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import Workbook

from maillage.core.folding import fold
from maillage.insight.figure_check import check_figure
from maillage.insight.models import Figure, PeopleTable, Strategy
from maillage.insight.people_sheet import read_people
from maillage.insight.sheet_reading import Unreadable, lines_in, lines_of_text
from maillage.territory.models import Place
from tests.conftest import Cast

HEADER = "indicator;label_fr;value;unit;as_of;source;level;place;out_of"
SOUND = {"indicator": "reception", "value": "120", "unit": "places", "as_of": "2025-12-31", "source": "S"}


@pytest.fixture
def desk(cast: Cast) -> Client:
    client = Client()
    client.force_login(cast.editor)
    return client


def places() -> dict[str, Place]:
    known = {"Mâcon": 35_000, "Génelard": 1_300, "Nowhere": None}
    return {fold(name): Place(name=name, population=population) for name, population in known.items()}


def faults(**cells: str) -> dict[str, str]:
    checked = check_figure({"level": "region", "method": "measured", **SOUND, **cells}, places())
    return checked.errors


@pytest.mark.parametrize(
    ("cells", "column", "words"),
    [
        ({"value": "-4"}, "value", "cannot be"),
        ({"value": "9999999999"}, "value", "cannot be"),
        ({"value": "12.5"}, "value", "whole numbers"),
        ({"value": "twelve"}, "value", "is not a number"),
        ({"value": "NaN"}, "value", "is not a number"),
        ({"value": "1e999"}, "value", "is not a number"),
        ({"value": "0.00001"}, "value", "four places"),
        ({"unit": "persons per km²"}, "unit", "does not fit"),
        ({"unit": ""}, "unit", "Say in what unit"),
        ({"indicator": "needs"}, "indicator", "is no figure that is entered"),
        ({"as_of": "31/12/2025"}, "as_of", "is not a day"),
        ({"as_of": "2199-01-01"}, "as_of", "future"),
        ({"source": ""}, "source", "Say who gives"),
        ({"level": "village"}, "level", "is no level"),
        ({"level": "place", "place": "Atlantis"}, "place", "is not a municipality"),
        ({"place": "Mâcon"}, "place", "the level is “place”"),
        (
            {"indicator": "settled", "unit": "persons", "level": "place", "place": "Genelard"},
            "place",
            "fewer than 5000",
        ),
        (
            {"indicator": "settled", "unit": "persons", "level": "place", "place": "Nowhere"},
            "place",
            "not known how many",
        ),
        ({"indicator": "languages", "unit": "%", "value": "20"}, "out_of", "of how many people"),
        ({"indicator": "languages", "unit": "%", "value": "20", "out_of": "29"}, "out_of", "fewer than 30"),
        ({"indicator": "employment", "unit": "%", "value": "120"}, "value", "between 0 and 100"),
    ],
)
def test_what_cannot_be_is_said_beside_its_column(cells: dict[str, str], column: str, words: str) -> None:
    found = faults(**cells)
    assert list(found) == [column]
    assert words in found[column]


def test_what_can_be_is_kept_and_people_are_marked() -> None:
    assert faults() == {}
    assert faults(value="", place="", out_of="") == {}
    assert faults(indicator="languages", unit="%", value="20,5", out_of="30") == {}
    kept = check_figure(
        {**SOUND, "indicator": "settled", "unit": "persons", "level": "place", "place": "macon", "method": "declared"},
        places(),
    ).fields
    assert (kept["counts_people"], kept["place"].name, kept["value"]) == (True, "Mâcon", Decimal(120))
    official = check_figure({**SOUND, "indicator": "employment", "unit": "%", "value": "61.2", "flag": "u"}, {})
    assert official.errors == {"level": faults(level="")["level"], "method": faults(method="")["method"]}


def send(desk: Client, **fields: Any) -> Any:
    return desk.post(reverse("insight:figure-import", args=["near"]), fields)


def test_a_table_comes_in_whole_and_once_more_puts_right(cast: Cast, desk: Client) -> None:
    lines = [
        HEADER,
        "reception;Places en CADA;120;places;2025-12-31;Préfecture",
        "change;Vieillissement;;% a year;2025-01-01;Eurostat;nuts3",
    ]
    assert send(desk, text="\n".join(lines)).status_code == 302
    assert list(Figure.objects.values_list("label", "value", "level")) == [
        ({"fr": "Vieillissement"}, None, "nuts3"), ({"fr": "Places en CADA"}, Decimal(120), "region"),
    ]  # fmt: skip
    lines[1] = lines[1].replace("120", "130")
    assert send(desk, text="\n".join(lines)).status_code == 302
    assert Figure.objects.count() == 2
    assert Figure.objects.get(indicator="reception").value == 130


def test_one_wrong_line_keeps_the_whole_table_out_and_says_its_number(cast: Cast, desk: Client) -> None:
    lines = [
        HEADER,
        "reception;Places;120;places;2025-12-31;S",
        "reception;;-1;places;2025-12-31;S",
        "reception;Places;9;places;2025-12-31;S",
    ]
    answer = send(desk, text="\n".join(lines)).content.decode()
    assert "Line 3, label: Say what exactly is counted." in answer
    assert "Line 3, value: -1 cannot be" in answer
    assert "Line 4, The same figure stands in line 2 already." in answer
    assert "Nothing is saved yet." in answer
    assert not Figure.objects.exists()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "The table is empty."),
        ("indicator,value\nx,1", "these are missing: label, unit, as_of, source"),
        (HEADER + ";unit\nx", "stands there twice: unit"),
        (HEADER, "There is no figure below"),
        (HEADER + '\nreception;"open', "quotation mark"),
        (HEADER + "\n" + "x" * 5_000, "longer than 4,000"),
    ],
)
def test_a_table_that_cannot_be_read_says_why(cast: Cast, desk: Client, text: str, words: str) -> None:
    assert words in send(desk, text=text).content.decode()


def workbook(rows: list[list[Any]]) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_workbook_is_read_with_its_numbers_and_days(cast: Cast, desk: Client) -> None:
    rows = [HEADER.split(";"), ["reception", "=1+1", 120.0, "places", datetime(2025, 12, 31), "S"]]  # noqa: DTZ001 - a spreadsheet knows no zone
    assert lines_in(workbook([rows[0], [None], ["a", 12.5, date(2025, 1, 2)]]))[1] == (3, ["a", "12.5", "2025-01-02"])
    refused = send(desk, file=SimpleUploadedFile("figures.xlsx", workbook(rows))).content.decode()
    assert "formulas without a result" in refused
    rows[1][1] = "Places"
    assert send(desk, file=SimpleUploadedFile("figures.xlsx", workbook(rows))).status_code == 302
    assert Figure.objects.get().value == 120


def test_bombs_and_other_files_are_refused_before_they_unfold() -> None:
    bomb = BytesIO()
    with ZipFile(bomb, "w", ZIP_DEFLATED) as package:
        package.writestr("xl/worksheets/sheet1.xml", b"0" * 30_000_000)
    for data, words in (
        (bomb.getvalue(), "swell to more than 20 MB"),
        (b"PK\x03\x04 nothing", "damaged"),
        (b"\xd0\xcf\x11\xe0 old", "old kind"),
        (b"a;b\n\xff\xfe", "Line 2: the file is not in UTF-8"),
        (b"x" * 2_000_001, "larger than 2 MB"),
        (b"\n".join([b"a;b"] * 2_100), "more than 2,000 lines"),
        (b";".join([b"a"] * 50), "more than 40 columns"),
    ):
        with pytest.raises(Unreadable, match=words):
            lines_in(data)


def test_a_figure_is_entered_changed_and_taken_out(cast: Cast, desk: Client) -> None:
    form = {**SOUND, "level": "region", "method": "measured", "label_fr": "Places", "label_en": ""}
    assert desk.post(reverse("insight:figure-create", args=["near"]), {**form, "value": "-3"}).status_code == 200
    assert desk.post(reverse("insight:figure-create", args=["near"]), form).status_code == 302
    assert desk.post(reverse("insight:figure-create", args=["near"]), form).status_code == 302
    figure = Figure.objects.get()
    assert "10 months old" in desk.get(reverse("insight:figure-desk", args=["near"])).content.decode()
    edit = reverse("insight:figure-edit", args=["near", figure.public_id])
    assert desk.post(edit, {**form, "value": ""}).status_code == 302
    assert Figure.objects.get().value is None
    assert desk.post(reverse("insight:figure-remove", args=["near", figure.public_id])).status_code == 302
    assert not Figure.objects.exists()


def test_a_strategy_is_noted_once_and_ends_after_it_begins(cast: Cast, desk: Client) -> None:
    form = {"title_fr": "Schéma", "made_by": "État", "level": "country", "since": "2024-01-01", "until": "2023-01-01"}
    url = reverse("insight:strategy-create", args=["near"])
    assert "ends before it begins" in desk.post(url, form).content.decode()
    form["until"] = "2026-12-31"
    desk.post(url, form)
    desk.post(url, form)
    assert Strategy.objects.get().until == date(2026, 12, 31)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("only", "names the columns"),
        ("\tx\nTotal\t3", "is a total"),
        ("\tx\nA\t3\na\t4", "stands there twice"),
        ("\tx\nA\t-3", "Line 2: “-3” is not a number of people"),
        ("\tx\nA\t3.5", "is not a number of people"),
        ("\tx\nA\t3\t4", "has 2 numbers"),
        ("\tx\n" + "\n".join(f"row {number}\t1" for number in range(61)), "At most 60 rows"),
    ],
)
def test_a_sheet_of_people_that_is_wrong_says_where(text: str, words: str) -> None:
    with pytest.raises(Unreadable, match=words):
        read_people(lines_of_text(text))


def test_a_table_of_people_goes_from_sheet_to_release_and_then_stays(cast: Cast, desk: Client) -> None:
    form = {
        "series": "", "indicator": "settled", "title_fr": "Installés", "as_of": "2025-12-31", "level": "region",
        "source": "Opérateur", "method": "measured", "text": "\tA\tB\nNord\t40\t3\nSud\t61\t44\nEst\t38\t",
    }  # fmt: skip
    answer = desk.post(reverse("insight:people-table-create", args=["near"]), form)
    table = PeopleTable.objects.get()
    assert answer.headers["Location"] == reverse("insight:people-table", args=["near", table.public_id])
    assert table.counts == [[40, 3], [61, 44], [38, None]]
    page = desk.get(answer.headers["Location"]).content.decode()
    assert "What others would read" in page
    seen = page.split('name="seen" value="')[1].split('"')[0]
    release = reverse("insight:people-table-release", args=["near", table.public_id])
    assert desk.post(release, {"seen": seen}).status_code == 403
    convenor = Client()
    convenor.force_login(cast.convenor)
    assert convenor.post(release, {"seen": seen}, follow=True).content.decode().count("The table is released.") == 1
    for name in ("edit", "remove"):
        refused = desk.post(reverse(f"insight:people-table-{name}", args=["near", table.public_id]), form, follow=True)
        assert "was released" in refused.content.decode()
    renamed = {**form, "series": table.series, "as_of": "2026-06-30", "text": form["text"].replace("Nord", "Le Nord")}
    refused = desk.post(reverse("insight:people-table-create", args=["near"]), renamed)
    assert "Keep these names" in refused.content.decode()
    assert PeopleTable.objects.count() == 1


def test_a_member_sees_no_exact_count(cast: Cast) -> None:
    from tests.insight.people import a_table

    table = a_table(cast.near, [[4013, 3], [5, 6]])
    member = Client()
    member.force_login(cast.member)
    for name in ("people-table", "people-table-edit"):
        assert member.get(reverse(f"insight:{name}", args=["near", table.public_id])).status_code == 403
    assert member.get(reverse("insight:figure-desk", args=["near"])).status_code == 403
