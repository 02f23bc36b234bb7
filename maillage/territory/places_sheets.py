"""The lines of a workbook of places, sheet by sheet, each cell with its own address."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from maillage.territory.local_units import Wanted, with_zeros
from maillage.territory.places_cells import CellError
from maillage.territory.places_columns import COLUMNS, HELPING_COLUMNS, Layout, layout_of
from maillage.territory.places_lines import Errors, Line
from maillage.territory.workbook import lines_of, opened

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet._read_only import ReadOnlyWorksheet

# Eurostat puts all countries on one sheet of this name, or one on each.
ALL_TOGETHER = "combined"
FIRST_LINES = 10
USED = (*COLUMNS, *HELPING_COLUMNS)


def read_sheets(
    source: Path, wanted: Wanted, errors: Errors, progress: Callable[[int, int], None]
) -> Iterator[tuple[Line, Layout]]:
    """Read every line that is asked for; raises WorkbookRefused where the file is none that can be read."""
    with opened(source) as book:
        found = _tables(book, wanted, errors)
        total = sum(sheet.max_row or 0 for sheet, _start, _layout in found)
        done = number = 0
        for sheet, start, layout in found:
            done, number = done + number, 0
            for number, cells in lines_of(sheet):
                if number > start and (line := _line(sheet.title, number, cells, layout, wanted)):
                    yield line, layout
                if (done + number) % 200 == 0:
                    progress(done + number, max(total, done + number))


def _tables(book: Workbook, wanted: Wanted, errors: Errors) -> list[tuple[ReadOnlyWorksheet, int, Layout]]:
    """Return the sheets that are tables of places, with the number of the line that names their columns."""
    sheets = [sheet for sheet in book.worksheets if wanted.may_hold(sheet.title)]
    together = [sheet for sheet in sheets if sheet.title.casefold() == ALL_TOGETHER]
    found, sentences = [], []
    for sheet in together or sheets:
        start, layout = _heading(sheet)
        if said := layout.sentences():
            sentences += [(start, f"{sheet.title}!{start}: {sentence}") for sentence in said]
        else:
            found.append((sheet, start, layout))
    passed_over = len(sheets) < len(book.worksheets)
    if not found and passed_over:
        errors.append((0, _("The workbook has no sheet for the country that is asked for.")))
    elif not found:
        errors += sentences or [(0, _("The workbook has no sheet."))]
    return found


def _heading(sheet: ReadOnlyWorksheet) -> tuple[int, Layout]:
    """Find the line that names the columns among the first ones: the one that names most of ours."""
    best = (1, Layout(()))
    for number, cells in lines_of(sheet):
        if number > FIRST_LINES:
            break
        layout = layout_of(["" if cell is None else str(cell)[:100] for cell in cells])
        if _known(layout) > _known(best[1]):
            best = (number, layout)
    return best


def _known(layout: Layout) -> int:
    return len(set(layout.names) & set(USED))


def _line(sheet: str, number: int, values: Sequence[object], layout: Layout, wanted: Wanted) -> Line | None:
    """Read one line; None where it is empty or not asked for."""
    cells: dict[str, str] = {}
    letters: dict[str, str] = {}
    wrong: list[tuple[str, str]] = []
    numeric = set()
    for column, (name, value) in enumerate(zip(layout.names, values, strict=False)):
        if name not in USED:
            continue
        letters[name] = _letter(column)
        try:
            cells[name] = _text(value)
        except CellError as error:
            cells[name] = ""
            wrong.append((name, str(error)))
        if isinstance(value, int | float):
            numeric.add(name)
    if not any(cells.values()) and not wrong:
        return None
    cells = dict.fromkeys((name for name in layout.names if name in USED), "") | cells
    if not cells.get("country") and not cells.get("nuts") and re.fullmatch("[A-Z]{2}", sheet):
        cells["country"] = sheet
    if not wanted.takes(cells):
        return None
    if "code" in numeric:
        cells["code"] = with_zeros(cells["code"], (cells.get("country") or cells.get("nuts", "")[:2]).upper())
    return Line(number, cells, sheet, letters, tuple(wrong))


def _letter(column: int) -> str:
    return (chr(64 + column // 26) if column >= 26 else "") + chr(65 + column % 26)


def _text(value: object) -> str:
    """Return a value of a spreadsheet as our tables write it; a truth, a day or a fault of the sheet is no figure."""
    if value is None:
        return ""
    if isinstance(value, bool):
        raise CellError(_("The cell holds “true” or “false”, not a text or a figure."))
    if isinstance(value, date | time | timedelta):
        raise CellError(_("The cell holds a day or a time. Format it as text and write it again."))
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    text = str(value).strip()
    if re.fullmatch(r"#(N/A|REF!|DIV/0!|VALUE!|NAME\?|NUM!|NULL!|SPILL!|CALC!)", text):
        raise CellError(_("The cell shows a fault of its sheet, “%(fault)s”. Correct it there.") % {"fault": text})
    return text
