"""Spreadsheets that leave the platform: typed cells, a sheet that says what each column means, and no formula."""

from __future__ import annotations

import csv
import io
import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from itertools import islice
from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.utils.translation import get_language_bidi, ngettext
from django.utils.translation import gettext as _

from maillage.core.plain_text import printable

# What makes a spreadsheet reckon instead of show, in the widths that keyboards of the world write.
SIGNS = r"[=+\-@＝＋－＠]"
BEGINS_A_FORMULA = re.compile(rf"[\t\r\n]|[\s\"']*{SIGNS}")
# Where a spreadsheet splits at another sign than ours, what follows that sign begins a cell of its own.
AFTER_A_SPLIT = re.compile(rf"([;,\t|][\s\"']*)(?={SIGNS})")
BYTE_ORDER_MARK = "\ufeff"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_ROWS, MOST_COLUMNS, LONGEST_TEXT, LONGEST_NAME = 1_048_576, 16_384, 32_767, 31
NOT_IN_A_NAME = re.compile(r"[\[\]:*?/\\]")
# Excel miscounts February 1900 and knows no day before.
FIRST_DAY = date(1900, 3, 1)
WIDEST = 60
MANY = [("#,##0.00", Decimal), ("yyyy-mm-dd hh:mm", datetime), ("yyyy-mm-dd", date)]


class SheetTooLong(Exception):
    """There are more rows than a spreadsheet holds; its one argument is a sentence that says so and what to do."""


@dataclass(frozen=True)
class Column:
    """What stands in a column, for whoever opens the file without us."""

    label: Any
    meaning: Any = ""
    unit: Any = ""
    source: Any = ""


@dataclass(frozen=True)
class Sheet:
    """One table: its name, its columns, its rows, and sentences about all of it."""

    name: Any
    columns: Sequence[Column]
    rows: Iterable[Sequence[Any]]
    notes: Sequence[Any] = ()


def definitions_of(*sheets: Sheet) -> Sheet:
    """Return the table that says what each column of others means; of several, which one it stands in."""
    heads = [Column(_("Sheet"))] if len(sheets) > 1 else []
    heads += [Column(_("Column")), Column(_("Unit")), Column(_("What it means")), Column(_("Source"))]
    rows = []
    for sheet in sheets:
        here = [sheet.name] if len(sheets) > 1 else []
        rows += [(*here, column.label, column.unit, column.meaning, column.source) for column in sheet.columns]
        rows += [(*here, "", "", note, "") for note in sheet.notes]
    return Sheet(_("What the columns mean"), heads, rows)


def rows_to_csv(sheet: Sheet, *, marked: bool = True) -> bytes:
    """Return a CSV file in UTF-8, which `marked` tells spreadsheets: decimal points, days as 2022-01-25."""
    paper = io.StringIO(newline="")
    writer = csv.writer(paper)
    writer.writerow([plain(column.label) for column in sheet.columns])
    writer.writerows([plain(value) for value in fitting(row, sheet)] for row in sheet.rows)
    return ((BYTE_ORDER_MARK if marked else "") + paper.getvalue()).encode()


def fitting(row: Sequence[Any], sheet: Sheet) -> Sequence[Any]:
    """Return a row that has as many cells as its table has columns."""
    if len(row) != len(sheet.columns):
        raise ValueError(f"{len(row)} cells under {len(sheet.columns)} columns")
    return row


def plain(value: Any) -> str:
    """Return a value as the text of a CSV cell: numbers and days as such, all else as a text that is no formula."""
    value = typed(value)
    if isinstance(value, str):
        return quiet(value)
    if isinstance(value, Decimal):
        return f"{value:f}"
    return "" if value is None else value.isoformat(" ", "minutes") if isinstance(value, datetime) else str(value)


def quiet(text: str) -> str:
    """Return a text on one line as a cell that no spreadsheet takes for a formula, wherever it splits the line."""
    shown = " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
    begins = BEGINS_A_FORMULA.match(text) or BEGINS_A_FORMULA.match(shown)
    return ("'" if begins else "") + AFTER_A_SPLIT.sub(r"\1'", shown)


def typed(value: Any) -> Any:
    """Return a value as a number, a day, a moment without zone, a sound text, or None where there is nothing."""
    if value is None or isinstance(value, bool):
        return value if value is None else _("yes") if value else _("no")
    if isinstance(value, (int, float, Decimal)):
        return value if math.isfinite(value) else None
    if isinstance(value, datetime):
        value = timezone.make_naive(value) if timezone.is_aware(value) else value
        return value if value.date() >= FIRST_DAY else value.isoformat(" ", "minutes")
    if isinstance(value, date):
        return value if value >= FIRST_DAY else value.isoformat()
    return printable(str(value)).encode(errors="replace").decode() or None


def rows_to_xlsx(*sheets: Sheet, title: str = "") -> bytes:
    """Return a workbook of these tables, with a last sheet that says what their columns mean; raises SheetTooLong."""
    from openpyxl import Workbook

    # All is at hand before the first page begins: a page given up half-way would leave its file behind.
    sheets = tuple(replace(sheet, rows=rows_that_fit(sheet)) for sheet in sheets)
    book = Workbook(write_only=True)
    book.properties.creator, book.properties.title = "maillage", typed(title)
    taken: set[str] = set()
    shortened = sum(_Page(book, sheet, taken).write() for sheet in sheets)
    meanings = definitions_of(*sheets)
    told = [("",) * (len(meanings.columns) - 2) + (sentence, "") for sentence in what_was_cut(shortened)]
    _Page(book, replace(meanings, rows=[*meanings.rows, *told]), taken).write()
    paper = io.BytesIO()
    book.save(paper)
    return paper.getvalue()


def rows_that_fit(sheet: Sheet) -> list[Sequence[Any]]:
    """Return the rows of a table that one sheet holds; raises SheetTooLong."""
    if len(sheet.columns) > MOST_COLUMNS:
        raise SheetTooLong(_("A spreadsheet holds 16,384 columns, and this has more. Choose less of it."))
    rows = [fitting(row, sheet) for row in islice(sheet.rows, MOST_ROWS)]
    if len(rows) >= MOST_ROWS:
        sentence = _(
            "A spreadsheet holds 1,048,576 rows, and this list has more. Take the CSV file, or choose less of it."
        )
        raise SheetTooLong(sentence)
    return rows


class _Page:
    """One table on its way into a workbook."""

    def __init__(self, book: Any, sheet: Sheet, taken: set[str]) -> None:
        self.book, self.sheet, self.taken, self.shortened = book, sheet, taken, 0
        self.page: Any = None

    def write(self) -> int:
        """Write the table and return how many of its texts were longer than a cell."""
        self._begin(self.sheet)
        for row in self.sheet.rows:
            self.page.append([self._cell(value) for value in row])
        return self.shortened

    def _begin(self, sheet: Sheet) -> None:
        from openpyxl.styles import Font
        from openpyxl.utils import get_column_letter

        self.page = self.book.create_sheet(sheet_name(str(sheet.name), self.taken))
        self.page.freeze_panes = "A2"
        self.page.sheet_view.rightToLeft = get_language_bidi()
        for number, column in enumerate(sheet.columns, start=1):
            width = self.page.column_dimensions[get_column_letter(number)]
            width.width = min(max(len(str(column.label)) + 2, 14), WIDEST)
        heads = [self._cell(str(column.label)) for column in sheet.columns]
        for head in heads:
            if head is not None:
                head.font = Font(bold=True)
        self.page.append(heads)

    def _cell(self, value: Any) -> Any:
        from openpyxl.cell import WriteOnlyCell

        value = typed(value)
        if value is None:
            return None
        if not isinstance(value, str):
            cell = WriteOnlyCell(self.page, value)
            cell.number_format = next((many for many, kind in MANY if isinstance(value, kind)), "General")
            return cell
        cell = WriteOnlyCell(self.page, self._fitting_text(value))
        # Whatever it looks like to openpyxl (a formula, an error), it is a text.
        cell.data_type = "s"
        if quiet(value).startswith("'"):
            cell.quotePrefix = True
        return cell

    def _fitting_text(self, text: str) -> str:
        units = text.encode("utf-16-le")
        if len(units) <= 2 * LONGEST_TEXT:
            return text
        self.shortened += 1
        return units[: 2 * (LONGEST_TEXT - 1)].decode("utf-16-le", "ignore") + "…"


def what_was_cut(count: int) -> list[str]:
    """Say how many texts were cut, where any was."""
    sentence = ngettext(
        "%(count)s text is cut after 32,767 characters, which is what a cell holds.",
        "%(count)s texts are cut after 32,767 characters, which is what a cell holds.",
        count,
    )
    return [sentence % {"count": count}] if count else []


def sheet_name(wanted: str, taken: set[str]) -> str:
    """Return a name that spreadsheets take for a sheet and that no other sheet of the workbook bears; it is `taken`."""
    words = " ".join(NOT_IN_A_NAME.sub(" ", printable(wanted)).encode(errors="replace").decode().split())
    base = _cut(words.strip("' "), LONGEST_NAME) or _("Sheet")
    name, number = base, 1
    while name.casefold() in taken or name.casefold() == "history":
        number += 1
        tail = f" {number}"
        name = _cut(base, LONGEST_NAME - len(tail)) + tail
    taken.add(name.casefold())
    return name


def _cut(words: str, longest: int) -> str:
    return words.encode("utf-16-le")[: 2 * longest].decode("utf-16-le", "ignore").strip("' ")


def answer_with_sheets(name: str, kind: str, *sheets: Sheet, title: str = "") -> HttpResponse:
    """Return a file to keep: `kind` is xlsx, or csv for the first of the tables; raises SheetTooLong."""
    content = rows_to_xlsx(*sheets, title=title) if kind == "xlsx" else rows_to_csv(sheets[0])
    kept = content_disposition_header(as_attachment=True, filename=f"{slugify(name)}.{kind}")
    headers = {"Content-Disposition": kept or "attachment", "X-Content-Type-Options": "nosniff"}
    return HttpResponse(content, content_type=XLSX if kind == "xlsx" else "text/csv; charset=utf-8", headers=headers)
