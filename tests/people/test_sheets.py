"""Sheets read back: what was a number is one, what was a text is one, and nothing is a formula."""

import csv
import io
import math
import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.utils import timezone, translation
from hypothesis import given, settings
from hypothesis import strategies as some
from openpyxl import Workbook, load_workbook

from maillage.core.plain_text import printable
from maillage.people import sheets
from maillage.people.sheets import Column, Sheet, SheetTooLong, rows_to_csv, rows_to_xlsx, sheet_name

SIGNS = "=+-@＝＋－＠"
HOSTILE = [
    "=1+1", '=HYPERLINK("http://a.example";"x")', "+33 6", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "  =1", "＝1",
    "＋1", "－1", "＠x", "\ufeff=1", "\u200b=1", "\x00=1", '"=1', "#REF!", "{=1}", "x;=1+1", 'x;"=1+1"', "a\t=1",
    "x,=1", "=" * 40_000, "\ud800=1", "'=1",
]  # fmt: skip
texts = some.one_of(some.text(max_size=40), some.sampled_from(HOSTILE))
numbers = some.one_of(
    some.integers(-(10**12), 10**12), some.decimals(-(10**9), 10**9, places=2), some.dates(), some.none()
)


def table(*rows, name="Lines", notes=()):
    columns = [Column(f"Column {at}", "What it is", "EUR", "Here") for at in range(len(rows[0]))]
    return Sheet(name, columns, rows, notes)


def read_csv(content, **how):
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), **how))


def read_xlsx(content):
    return load_workbook(io.BytesIO(content))


def reckons(text):
    """Whether a spreadsheet would reckon with a cell of CSV."""
    return text.strip().startswith(tuple(SIGNS))


def formulas_in(content):
    """The cells that a reader reckons with, wherever it splits: Excel does it by the list sign of the country."""
    found = [cell for split in (",", ";", "\t", "|") for row in read_csv(content, delimiter=split) for cell in row]
    return [cell for cell in found if reckons(cell.strip().strip("\"' ") if not cell.startswith("'") else "")]


def is_number(text):
    try:
        float(text)
    except ValueError:
        return False
    return True


@settings(max_examples=60, deadline=None)
@given(some.lists(some.tuples(texts, texts, numbers), min_size=1, max_size=5))
def test_no_text_of_a_csv_is_reckoned_with_and_numbers_stay_numbers(rows):
    read = read_csv(rows_to_csv(table(*rows)))
    assert len(read) == len(rows) + 1
    for told, (left, right, number) in zip(read[1:], rows, strict=True):
        assert not reckons(told[0])
        assert not reckons(told[1])
        assert all(sign.isprintable() for cell in told for sign in cell)
        if isinstance(number, (int, Decimal)):
            assert Decimal(told[2]) == number
        elif isinstance(number, date) and number:
            assert date.fromisoformat(told[2]) == number
        assert is_number(told[2]) == isinstance(number, (int, Decimal))
        assert (told[0] == "") == (not "".join(c for c in printable(left) if c.isprintable()).strip())
        assert isinstance(right, str)


@settings(max_examples=40, deadline=None)
@given(some.lists(some.tuples(texts, numbers), min_size=1, max_size=5))
def test_a_workbook_gives_back_what_went_in_and_holds_no_formula(rows):
    page = read_xlsx(rows_to_xlsx(table(*[(*row, "end") for row in rows]))).worksheets[0]
    for told, (text, number) in zip(page.iter_rows(min_row=2, max_col=2), rows, strict=True):
        kept = printable(text).encode(errors="replace").decode()
        assert told[0].data_type in {"s", "n"}
        # XML reads every line end as one kind.
        same = (told[0].value or "").replace("\r\n", "\n").replace("\r", "\n")
        if len(kept) < sheets.LONGEST_TEXT:
            assert same == kept.replace("\r\n", "\n").replace("\r", "\n")
        assert told[0].quotePrefix == sheets.quiet(kept).startswith("'") or not kept
        if number is None:
            assert told[1].value is None
        elif isinstance(number, date) and number >= sheets.FIRST_DAY:
            assert told[1].value == datetime(number.year, number.month, number.day)  # noqa: DTZ001 - as Excel keeps it
        elif not isinstance(number, date):
            assert told[1].data_type == "n"
            assert math.isclose(float(told[1].value), float(number))


@pytest.mark.parametrize("text", HOSTILE)
def test_what_attackers_write_is_a_text_in_both(text):
    sheet = table(["plain", text], [text, "plain"])
    content = rows_to_csv(sheet)
    assert formulas_in(content) == []
    with zipfile.ZipFile(io.BytesIO(rows_to_xlsx(sheet))) as parts:
        assert all(b"<f>" not in parts.read(name) for name in parts.namelist())


def test_the_naive_writers_let_formulas_through():
    naive = io.StringIO()
    csv.writer(naive).writerows([["plain", text.encode(errors="replace").decode()] for text in HOSTILE])
    assert len(formulas_in(naive.getvalue().encode())) > 20
    book = Workbook()
    book.active.append(["=1+1"])
    assert book.active["A1"].data_type == "f"


def test_a_negative_amount_is_a_number_and_a_minus_in_a_text_is_none():
    sheet = table([Decimal("-12000.50"), "-12000.50", -3, float("nan"), True])
    assert read_csv(rows_to_csv(sheet))[1] == ["-12000.50", "'-12000.50", "-3", "", "yes"]
    page = read_xlsx(rows_to_xlsx(sheet)).worksheets[0]
    assert [cell.value for cell in page[2]] == [-12000.5, "-12000.50", -3, None, "yes"]
    assert page["A2"].number_format == "#,##0.00"
    assert page["B2"].data_type == "s"


def test_days_and_moments_are_what_spreadsheets_reckon_with():
    moment = datetime(2026, 11, 23, 13, 30, tzinfo=UTC)
    sheet = table([date(2022, 1, 25), moment, date(1850, 1, 1)])
    local = timezone.localtime(moment)
    assert read_csv(rows_to_csv(sheet))[1] == ["2022-01-25", f"{local:%Y-%m-%d %H:%M}", "1850-01-01"]
    page = read_xlsx(rows_to_xlsx(sheet)).worksheets[0]
    assert page["A2"].is_date
    assert page["B2"].value == local.replace(tzinfo=None)
    assert page["C2"].value == "1850-01-01"


def test_the_second_sheet_says_what_each_column_means():
    columns = [Column("Planned", "What was asked for", "EUR", "The organisation"), Column("=Title")]
    book = read_xlsx(rows_to_xlsx(Sheet("Money", columns, [(Decimal(5), "x")], ["Only agreed lines."]), title="Money"))
    assert book.sheetnames == ["Money", "What the columns mean"]
    assert [[cell.value for cell in row] for row in book.worksheets[1].iter_rows()] == [
        ["Column", "Unit", "What it means", "Source"],
        ["Planned", "EUR", "What was asked for", "The organisation"],
        ["=Title", None, None, None],
        [None, None, "Only agreed lines.", None],
    ]
    assert book.properties.creator == "maillage"
    assert book.worksheets[0].freeze_panes == "A2"


def test_the_columns_of_several_sheets_are_told_on_one():
    posts, money = (Sheet(name, [Column("Planned", unit=unit)], [(1,)]) for name, unit in (("A", "FTE"), ("B", "EUR")))
    book = read_xlsx(rows_to_xlsx(posts, money))
    assert book.sheetnames == ["A", "B", "What the columns mean"]
    told = [[cell.value for cell in row] for row in book.worksheets[2].iter_rows()]
    assert told == [
        ["Sheet", "Column", "Unit", "What it means", "Source"],
        ["A", "Planned", "FTE", None, None],
        ["B", "Planned", "EUR", None, None],
    ]


def test_a_text_longer_than_a_cell_is_cut_and_that_is_told():
    book = read_xlsx(rows_to_xlsx(table(["\N{GRINNING FACE}" * 20_000])))
    kept = book.worksheets[0]["A2"].value
    assert len(kept.encode("utf-16-le")) // 2 <= sheets.LONGEST_TEXT
    assert kept.endswith("…")
    assert book.worksheets[1]["C3"].value.startswith("1 text is cut")


def test_more_rows_than_a_spreadsheet_holds_are_refused_with_a_sentence(monkeypatch):
    monkeypatch.setattr(sheets, "MOST_ROWS", 3)
    assert rows_to_xlsx(table(["a"], ["b"]))
    with pytest.raises(SheetTooLong, match="1,048,576 rows"):
        rows_to_xlsx(table(["a"], ["b"], ["c"]))
    assert len(read_csv(rows_to_csv(table(["a"], ["b"], ["c"])))) == 4


def test_a_row_that_does_not_fit_its_columns_is_a_mistake_of_ours():
    sheet = Sheet("x", [Column("a"), Column("b")], [("only one",)])
    for write in (rows_to_csv, rows_to_xlsx):
        with pytest.raises(ValueError, match="1 cells under 2"):
            write(sheet)


@settings(max_examples=60, deadline=None)
@given(some.lists(some.text(max_size=50), min_size=1, max_size=6))
def test_every_sheet_has_a_name_that_spreadsheets_take(wanted):
    taken = set()
    names = [sheet_name(name, taken) for name in wanted]
    assert len({name.casefold() for name in names}) == len(names)
    book = Workbook()
    book.remove(book.active)
    for name in names:
        assert 0 < len(name.encode("utf-16-le")) // 2 <= 31
        assert not name.startswith("'")
        assert not name.endswith("'")
        assert book.create_sheet(name).title == name


def test_a_page_read_from_the_right_is_one_in_the_workbook():
    with translation.override("ar"):
        assert read_xlsx(rows_to_xlsx(table(["a"]))).worksheets[0].sheet_view.rightToLeft
