"""Reading a table of places: every line checked, every error kept with its line number."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maillage.territory.places_cells import READERS, CellError, country_of

COLUMNS = (
    "code", "name", "country", "kind", "parent_code", "region", "population", "population_year", "area_km2",
    "latitude", "longitude", "degurba", "degurba_source", "source",
)  # fmt: skip
HELPING_COLUMNS = ("parent_name", "nuts")
ALIASES = {
    "pop": "population",
    "pop_year": "population_year",
    "year": "population_year",
    "area": "area_km2",
    "lat": "latitude",
    "lon": "longitude",
    "lng": "longitude",
    "long": "longitude",
    "nuts3": "nuts",
    "nuts_code": "nuts",
    "parent": "parent_code",
}
LARGEST_FILE = 50_000_000
LONGEST_LINE = 4_000

Errors = list[tuple[int, str]]


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
    """What a file says: the good lines, and what is wrong with the others."""

    rows: list[PlaceRow] = field(default_factory=list)
    errors: Errors = field(default_factory=list)


def read_places(source: Path, progress: Callable[[int, int], None] = lambda done, total: None) -> PlacesTable:
    """Read a whole file; nothing is read from it twice and nothing is guessed."""
    table = PlacesTable()
    text = _decoded(source, table.errors)
    if text is None:
        return table
    lines = text.splitlines()
    header, delimiter = _header(lines, table.errors)
    if table.errors:
        return table
    first_lines: dict[tuple[str, str], int] = {}
    for number, cells in _records(lines, header, delimiter, table.errors):
        row = _row(number, cells, table.errors)
        if row and _is_new(row, first_lines, table.errors):
            table.rows.append(row)
        if number % 200 == 0:
            progress(number, len(lines))
    if not table.rows and not table.errors:
        table.errors.append((1, _("The file has a header and no places. Add a line for each place.")))
    return table


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


def _header(lines: list[str], errors: Errors) -> tuple[list[str], str]:
    if not lines or not lines[0].strip():
        errors.append((1, _("The file is empty. Its first line names the columns, for example: code,name,country.")))
        return [], ","
    delimiter = max(",;\t", key=lines[0].count)
    try:
        names = [cell.strip().casefold() for cell in _cells(lines[0], delimiter)]
    except csv.Error:
        errors.append((1, _("A quotation mark is opened and not closed, or the other way round.")))
        return [], delimiter
    names = [ALIASES.get(name, name) for name in names]
    for name in {name for name in names if names.count(name) > 1 and name in (*COLUMNS, *HELPING_COLUMNS)}:
        errors.append((1, _("The column “%(name)s” stands there twice. Keep one.") % {"name": name}))
    missing = [name for name in ("code", "name") if name not in names]
    if "country" not in names and "nuts" not in names:
        missing.append("country")
    if missing:
        message = ngettext(
            "The column %(names)s is missing. Add it to the first line and fill it for each place.",
            "The columns %(names)s are missing. Add them to the first line and fill them for each place.",
            len(missing),
        )
        errors.append((1, message % {"names": ", ".join(missing)}))
    return names, delimiter


def _cells(line: str, delimiter: str) -> list[str]:
    return next(csv.reader([line], delimiter=delimiter, strict=True), [])


def _records(
    lines: list[str], header: list[str], delimiter: str, errors: Errors
) -> Iterator[tuple[int, dict[str, str]]]:
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
        if len(cells) != len(header):
            message = _("The line has %(cells)d cells, the first line names %(columns)d columns.")
            errors.append((number, message % {"cells": len(cells), "columns": len(header)}))
            continue
        yield number, {name: cell.strip() for name, cell in zip(header, cells, strict=True)}


def _row(number: int, cells: dict[str, str], errors: Errors) -> PlaceRow | None:
    values: dict[str, str | int | float] = {}
    before = len(errors)
    for name, read in READERS.items():
        if cells.get(name):
            try:
                values[name] = read(cells[name])
            except CellError as error:
                errors.append((number, str(error)))
    for check in (_both_coordinates, _named, _own_parent):
        if sentence := check(cells):
            errors.append((number, sentence))
    try:
        country = country_of(cells)
    except CellError as error:
        errors.append((number, str(error)))
    if len(errors) > before:
        return None
    code, parent = str(values.pop("code")), str(values.pop("parent_code", ""))
    return PlaceRow(
        number, country, code, values, cells.get("region", "").casefold(), parent, cells.get("parent_name", "")[:160]
    )


def _is_new(row: PlaceRow, first_lines: dict[tuple[str, str], int], errors: Errors) -> bool:
    first = first_lines.setdefault(row.key, row.line)
    if first != row.line:
        message = _("The code %(code)s stands in line %(line)d already. Keep one of the two.")
        errors.append((row.line, message % {"code": row.code, "line": first}))
    return first == row.line


def _named(cells: dict[str, str]) -> str:
    missing = [name for name in ("code", "name") if not cells[name]]
    return _("The place has no %(column)s. Write one.") % {"column": missing[0]} if missing else ""


def _both_coordinates(cells: dict[str, str]) -> str:
    if bool(cells.get("latitude")) == bool(cells.get("longitude")):
        return ""
    return _("Only one of latitude and longitude is given. Give both, or leave both empty.")


def _own_parent(cells: dict[str, str]) -> str:
    if not cells["code"] or cells.get("parent_code") != cells["code"]:
        return ""
    return _("The place is named as its own parent. Correct the parent’s code or leave it empty.")
