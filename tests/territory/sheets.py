"""Small workbooks as Eurostat and careless people make them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

HEADING = (
    "NUTS 3 CODE", "LAU CODE", "LAU NAME NATIONAL", "LAU NAME LATIN", "CHANGE (Y/N)", "POPULATION",
    "TOTAL AREA (m2)", "DEGURBA", "DEG change compared to last year", "COASTAL AREA (yes/no)",
)  # fmt: skip
SORIA = ("ES417", "42173", "Soria", "Soria", "no", 39398, 271_770_000, 2, "no", "no")
ABEJAR = ("ES417", "42001", "Abejar", "Abejar", "no", 339, 46_900_000.0, 3, "no", "no")
ABABUJ = ("ES242", "44001", "Ababuj", "Ababuj", "no", "n.a.", "n.a.", 3, "no", "no")


def workbook(path: Path, sheets: dict[str, Iterable[Iterable[Any]]]) -> Path:
    """Write a workbook with these sheets."""
    book = Workbook(write_only=True)
    for name, lines in sheets.items():
        sheet = book.create_sheet(name)
        for line in lines:
            sheet.append([_as_text(sheet, cell) if str(cell).startswith("=") else cell for cell in line])
    book.save(path)
    return path


def _as_text(sheet: Any, words: str) -> WriteOnlyCell:
    """A text that begins like a formula and is none."""
    cell = WriteOnlyCell(sheet, words)
    cell.data_type = "s"
    return cell


def with_part(path: Path, name: str, chunks: Iterable[bytes]) -> Path:
    """Replace or add one part of a workbook, without ever holding it whole."""
    changed = path.with_name(f"changed-{path.name}")
    with ZipFile(path) as old, ZipFile(changed, "w", ZIP_DEFLATED) as new:
        for part in old.infolist():
            if part.filename != name:
                new.writestr(part, old.read(part))
        with new.open(name, "w") as stream:
            for chunk in chunks:
                stream.write(chunk)
    return changed


START = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row>'


def endless_cell(megabytes: int) -> Iterable[bytes]:
    """The filling of a bomb: a sheet of one cell."""
    yield START + b"<c><v>"
    for _number in range(megabytes):
        yield b"0" * 1_000_000


def endless_line(megabytes: int) -> Iterable[bytes]:
    """A sheet whose one line never ends."""
    yield START
    for _number in range(megabytes):
        yield b"<c/>" * 250_000
