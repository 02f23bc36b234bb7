"""Reading a small table that somebody sends: a CSV text, a workbook or pasted lines, within limits and by line."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import BadZipFile, ZipFile

from django.utils.translation import gettext as _

from maillage.core.plain_text import printable
from maillage.territory.workbook import WorkbookRefused, lines_of, opened

LARGEST_FILE = 2_000_000
MOST_UNPACKED = 20_000_000
MOST_LINES = 2_000
MOST_COLUMNS = 40
LONGEST_LINE = 4_000
SEPARATORS = ",;\t"
ZIP = b"PK\x03\x04"
OLD_SPREADSHEET = b"\xd0\xcf\x11\xe0"

Line = tuple[int, list[str]]


class Unreadable(Exception):
    """A table that cannot be read at all; the message says why and what to do."""


def lines_in(data: bytes) -> list[Line]:
    """Return the lines of a file with their numbers, empty ones left out. Raises Unreadable."""
    if len(data) > LARGEST_FILE:
        raise Unreadable(_("The file is larger than 2 MB. Send the one table alone."))
    if data.startswith(OLD_SPREADSHEET):
        raise Unreadable(_("This is a spreadsheet of the old kind, or one with a password. Save it as “.xlsx”."))
    if data.startswith(ZIP):
        return _limited(_of_workbook(data))
    try:
        return lines_of_text(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise Unreadable(
            _("Line %(line)d: the file is not in UTF-8. Save it as “CSV UTF-8” or “.xlsx”.") % {"line": line}
        ) from None


def lines_of_text(text: str) -> list[Line]:
    """Return the lines of a text whose cells are separated by tabs, semicolons or commas. Raises Unreadable."""
    rows = text.splitlines()
    first = next((row for row in rows if row.strip()), "")
    separator = max(reversed(SEPARATORS), key=first.count)
    return _limited(_of_text(rows, separator))


def _of_text(rows: list[str], separator: str) -> Iterator[Line]:
    for number, row in enumerate(rows, start=1):
        if len(row) > LONGEST_LINE:
            raise Unreadable(_("Line %(line)d is longer than 4,000 signs.") % {"line": number})
        try:
            cells = next(csv.reader([row], delimiter=separator, strict=True), [])
        except csv.Error:
            sentence = _("Line %(line)d: a quotation mark is opened and not closed, or the other way round.")
            raise Unreadable(sentence % {"line": number}) from None
        yield number, [printable(cell).strip() for cell in cells]


def _limited(lines: Iterator[Line]) -> list[Line]:
    found: list[Line] = []
    for number, cells in lines:
        while cells and not cells[-1]:
            cells.pop()
        if not cells:
            continue
        if len(found) > MOST_LINES:
            raise Unreadable(_("There are more than 2,000 lines. Send fewer at a time."))
        if len(cells) > MOST_COLUMNS:
            raise Unreadable(_("Line %(line)d has more than 40 columns.") % {"line": number})
        found.append((number, cells))
    if not found:
        raise Unreadable(_("The table is empty."))
    return found


def _of_workbook(data: bytes) -> Iterator[Line]:
    """Read the first sheet of a workbook; what it would unpack to is looked at before anything is."""
    try:
        with ZipFile(io.BytesIO(data)) as package:
            size = sum(part.file_size for part in package.infolist())
    except BadZipFile:
        raise Unreadable(_("The workbook is damaged. Save it again as “.xlsx”.")) from None
    if size > MOST_UNPACKED:
        raise Unreadable(_("The workbook would swell to more than 20 MB. Save the one table alone."))
    with TemporaryDirectory() as folder:
        path = Path(folder) / "table.xlsx"
        path.write_bytes(data)
        try:
            with opened(path) as book:
                for number, line in lines_of(book.worksheets[0]):
                    yield number, [_cell(value) for value in line]
        except WorkbookRefused as refusal:
            raise Unreadable(str(refusal)) from None


def _cell(value: object) -> str:
    """Return what a cell holds as somebody would type it; 120.0 is 120, and a moment is its day."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        return re.sub(r"\.0+$", "", f"{Decimal(repr(value)):f}")
    return printable(str(value)).strip()
