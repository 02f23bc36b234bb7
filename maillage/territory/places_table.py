"""Reading a table of places: every line checked, every error kept with its line number."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from django.utils.translation import gettext as _

from maillage.territory.lands import is_swapped
from maillage.territory.local_units import Wanted, ours
from maillage.territory.places_cells import READERS, CellError, country_of
from maillage.territory.places_columns import Layout, layout_of
from maillage.territory.places_lines import Errors, Line
from maillage.territory.places_sheets import read_sheets
from maillage.territory.workbook import WorkbookRefused, is_workbook

LARGEST_FILE = 50_000_000
LONGEST_LINE = 4_000

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class PlaceRow:
    """One good line: `values` are the fields of a place, without the cells that were empty."""

    line: int
    country: str
    code: str
    values: dict[str, str | int | float]
    region: str = ""
    parent_code: str = ""
    parent_name: str = ""

    @property
    def key(self) -> tuple[str, str]:
        return self.country, self.code


@dataclass
class PlacesTable:
    """What a file says: the good lines, and what is wrong with the others; `local_units` tells Eurostat's tables."""

    rows: list[PlaceRow] = field(default_factory=list)
    errors: Errors = field(default_factory=list)
    local_units: bool = False


EVERYTHING = Wanted()


def read_places(
    source: Path, progress: Progress = lambda done, total: None, wanted: Wanted = EVERYTHING
) -> PlacesTable:
    """Read a whole file, text or workbook; nothing is guessed, and lines not asked for are passed over."""
    table = PlacesTable()
    first_lines: dict[tuple[str, str], Line] = {}
    read = read_sheets if is_workbook(source) else _read_text
    try:
        for line, layout in read(source, wanted, table.errors, progress):
            table.local_units = layout.local_units
            row = _row(line, layout, table.errors)
            if row and _is_new(row, line, first_lines, table.errors):
                table.rows.append(row)
    except WorkbookRefused as refusal:
        table.errors.append((0, str(refusal)))
    if not table.rows and not table.errors:
        table.errors.append((1, _nothing(wanted)))
    return table


def _nothing(wanted: Wanted) -> str:
    if wanted:
        return _("The file has no places of the country or the NUTS code that is asked for. Look at its codes.")
    return _("The file has a header and no places. Add a line for each place.")


def _read_text(source: Path, wanted: Wanted, errors: Errors, progress: Progress) -> Iterator[tuple[Line, Layout]]:
    text = _decoded(source, errors)
    if text is None:
        return
    lines = text.splitlines()
    layout, delimiter = _header(lines, errors)
    if errors:
        return
    for line in _records(lines, layout, delimiter, errors):
        if wanted.takes(line.cells):
            yield line, layout
        if line.number % 200 == 0:
            progress(line.number, len(lines))


def _decoded(source: Path, errors: Errors) -> str | None:
    try:
        if source.stat().st_size > LARGEST_FILE:
            errors.append((0, _("The file is larger than 50 MB. Split it, one region each.")))
            return None
        content = source.read_bytes()
    except OSError as error:
        errors.append((0, _("The file cannot be read: %(reason)s.") % {"reason": error.strerror}))
        return None
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        errors.append((line, _("The file is not written in UTF-8. Save it again as “CSV UTF-8”.")))
        return None
    if "\0" in text:
        errors.append((1, _("This is not a text file. Save the table as “CSV UTF-8”.")))
        return None
    return text


def _header(lines: list[str], errors: Errors) -> tuple[Layout, str]:
    if not lines or not lines[0].strip():
        errors.append((1, _("The file is empty. Its first line names the columns, for example: code,name,country.")))
        return Layout(()), ","
    delimiter = max(",;\t", key=lines[0].count)
    try:
        layout = layout_of(_cells(lines[0], delimiter))
    except csv.Error:
        errors.append((1, _("A quotation mark is opened and not closed, or the other way round.")))
        return Layout(()), delimiter
    errors += [(1, sentence) for sentence in layout.sentences()]
    return layout, delimiter


def _cells(line: str, delimiter: str) -> list[str]:
    return next(csv.reader([line], delimiter=delimiter, strict=True), [])


def _records(lines: list[str], layout: Layout, delimiter: str, errors: Errors) -> Iterator[Line]:
    for number, line in enumerate(lines[1:], start=2):
        if not line.strip():
            continue
        if len(line) > LONGEST_LINE:
            errors.append((number, _("The line is longer than %(most)d signs.") % {"most": LONGEST_LINE}))
            continue
        try:
            cells = _cells(line, delimiter)
        except csv.Error:
            errors.append((number, _("A quotation mark is opened and not closed, or the other way round.")))
            continue
        if len(cells) != len(layout.names):
            message = _("The line has %(cells)d cells, the first line names %(columns)d columns.")
            errors.append((number, message % {"cells": len(cells), "columns": len(layout.names)}))
            continue
        yield Line(number, {name: cell.strip() for name, cell in zip(layout.names, cells, strict=True)})


def _row(line: Line, layout: Layout, errors: Errors) -> PlaceRow | None:
    before = len(errors)
    cells = ours(line.cells, layout)
    errors += [line.error(sentence, column) for column, sentence in line.wrong]
    values = _values(line, cells, errors)
    for check in (_both_coordinates, _named, _own_parent):
        if sentence := check(cells):
            errors.append(line.error(sentence))
    try:
        country = country_of(cells)
    except CellError as error:
        errors.append(line.error(str(error)))
    if len(errors) == before and (sentence := _misplaced(country, values)):
        errors.append(line.error(sentence, "latitude"))
    if len(errors) > before:
        return None
    code, parent = str(values.pop("code")), str(values.pop("parent_code", ""))
    home, mother = cells.get("region", "").casefold(), cells.get("parent_name", "")[:160]
    return PlaceRow(line.number, country, code, values, home, parent, mother)


def _values(line: Line, cells: dict[str, str], errors: Errors) -> dict[str, str | int | float]:
    values: dict[str, str | int | float] = {}
    for name, read in READERS.items():
        if cells.get(name):
            try:
                values[name] = read(cells[name])
            except CellError as error:
                errors.append(line.error(str(error), name if name in line.letters else "area_m2"))
    return values


def _is_new(row: PlaceRow, line: Line, first_lines: dict[tuple[str, str], Line], errors: Errors) -> bool:
    first = first_lines.setdefault(row.key, line)
    if first is line:
        return True
    if line.sheet:
        message = _("The code %(code)s stands at %(address)s already. Keep one of the two.")
    else:
        message = _("The code %(code)s stands in line %(line)d already. Keep one of the two.")
    said = {"code": row.code, "line": first.number, "address": first.address("code")}
    errors.append(line.error(message % said, "code"))
    return False


def _named(cells: dict[str, str]) -> str:
    missing = [name for name in ("code", "name") if not cells[name]]
    return _("The place has no %(column)s. Write one.") % {"column": missing[0]} if missing else ""


def _both_coordinates(cells: dict[str, str]) -> str:
    if bool(cells.get("latitude")) == bool(cells.get("longitude")):
        return ""
    return _("Only one of latitude and longitude is given. Give both, or leave both empty.")


def _misplaced(country: str, values: dict[str, str | int | float]) -> str:
    if "latitude" not in values or "longitude" not in values:
        return ""
    latitude, longitude = float(values["latitude"]), float(values["longitude"])
    if not latitude and not longitude:
        return _("Latitude and longitude are both 0, which is in the sea. Leave both empty where they are not known.")
    if is_swapped(country, latitude, longitude):
        message = _("Latitude %(latitude)s and longitude %(longitude)s look as if they had changed places.")
        return message % {"latitude": latitude, "longitude": longitude}
    return ""


def _own_parent(cells: dict[str, str]) -> str:
    if not cells["code"] or cells.get("parent_code") != cells["code"]:
        return ""
    return _("The place is named as its own parent. Correct the parent’s code or leave it empty.")
