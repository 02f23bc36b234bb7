"""Opening a workbook that somebody else made: its sizes are read before it is, and it is unpacked within limits."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from warnings import catch_warnings, simplefilter
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile, ZipFile, ZipInfo

from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet._read_only import ReadOnlyWorksheet

LARGEST_FILE = 50_000_000
MOST_PARTS = 2_000
MOST_BYTES = 400_000_000
MOST_TIMES = 100
# Small parts may well repeat themselves.
SMALL_PART = 1_000_000
LARGEST_TEXTS = 60_000_000
# Larger parts are sheets or texts, and both are read item by item; the others are held whole.
LARGEST_OTHER = 4_000_000
CHUNK = 1_000_000
MOST_LINES = 300_000
MOST_COLUMNS = 64
ITEM = re.compile(rb"<(?:[A-Za-z0-9]+:)?(?:row|si)[\s/>]")
NOT_RECKONED = re.compile(rb"(?:</(?:\w+:)?f>|<(?:\w+:)?f(?:\s[^<>]*)?/>)(?:<(?:\w+:)?v\s?/>|<v></v>)?</(?:\w+:)?c>")
OVERLAP = 200
# What openpyxl, zipfile and expat raise on files that are damaged, altered or not what they say.
DAMAGED = (
    ArithmeticError, AssertionError, AttributeError, BadZipFile, EOFError, LookupError, NotImplementedError, OSError,
    ParseError, RuntimeError, TypeError, ValueError, zlib.error,
)  # fmt: skip


class WorkbookRefused(Exception):
    """A workbook that is not read; the message is the sentence shown."""


def is_workbook(source: Path) -> bool:
    """Tell a workbook by its first bytes, whatever its name."""
    try:
        with source.open("rb") as stream:
            return stream.read(4) == b"PK\x03\x04"
    except OSError:
        return False


@contextmanager
def opened(source: Path) -> Iterator[Workbook]:
    """Open a workbook for reading, values alone; raises WorkbookRefused before anything large is unpacked."""
    with catch_warnings():
        simplefilter("ignore")
        with _damage_said():
            _check(source)
            from openpyxl import load_workbook

            book = load_workbook(source, read_only=True, data_only=True, keep_links=False)
        try:
            yield book
        finally:
            book.close()


def lines_of(sheet: ReadOnlyWorksheet) -> Iterator[tuple[int, Sequence[object]]]:
    """Read the filled lines of a sheet one by one, with their numbers; raises WorkbookRefused for too many."""
    with _damage_said():
        for number, line in enumerate(sheet.iter_rows(1, MOST_LINES + 1, 1, MOST_COLUMNS, values_only=True), start=1):
            if number > MOST_LINES:
                message = _("The sheet “%(sheet)s” has more than %(most)d lines. Split it by country.")
                raise WorkbookRefused(message % {"sheet": sheet.title, "most": MOST_LINES})
            if line.count(None) < len(line):
                yield number, line


@contextmanager
def _damage_said() -> Iterator[None]:
    try:
        yield
    except DAMAGED as error:
        message = _("The workbook cannot be read: it is damaged or has a password. Save it again as “.xlsx”.")
        raise WorkbookRefused(message) from error


def _check(source: Path) -> None:
    if source.stat().st_size > LARGEST_FILE:
        raise WorkbookRefused(_("The file is larger than 50 MB. Split it, one region each."))
    with ZipFile(source) as package:
        parts = package.infolist()
        check_directory(parts)
        for part in parts:
            if part.filename.endswith(".xml"):
                _check_part(package, part)


def check_directory(parts: list[ZipInfo]) -> None:
    """Refuse a package by what its directory announces, before a byte of it is unpacked."""
    if len(parts) > MOST_PARTS:
        message = _("The workbook has %(count)d parts, and at most %(most)d are read. Save the one sheet on its own.")
        raise WorkbookRefused(message % {"count": len(parts), "most": MOST_PARTS})
    total = sum(part.file_size for part in parts)
    if total > MOST_BYTES:
        message = _("The workbook would swell to %(size)d MB, and at most %(most)d MB are read. Split it by country.")
        raise WorkbookRefused(message % {"size": total // 1_000_000, "most": MOST_BYTES // 1_000_000})
    for part in parts:
        times = part.file_size // max(part.compress_size, 1)
        if part.file_size > SMALL_PART and times > MOST_TIMES:
            message = _("A part of the workbook would swell %(times)d times, to %(size)d MB; no table of places does.")
            raise WorkbookRefused(message % {"times": times, "size": part.file_size // 1_000_000})


def _check_part(package: ZipFile, part: ZipInfo) -> None:
    """Refuse parts that would be held whole, and formulas without a result, whose cells would seem empty."""
    large = part.file_size > LARGEST_OTHER
    tail = b""
    with package.open(part) as stream:
        while chunk := stream.read(CHUNK):
            seen = tail + chunk
            if NOT_RECKONED.search(seen):
                message = _(
                    "The workbook has formulas without a result. Open it in a spreadsheet, save it, and import that."
                )
                raise WorkbookRefused(message)
            if large and _holds_too_much(part, seen, first=not tail, whole=len(chunk) == CHUNK):
                message = _("The workbook has a part of %(size)d MB that is no sheet. Save the one sheet on its own.")
                raise WorkbookRefused(message % {"size": part.file_size // 1_000_000})
            tail = seen[-OVERLAP:]


def _holds_too_much(part: ZipInfo, seen: bytes, *, first: bool, whole: bool) -> bool:
    if first and b"<sst" in seen[:2_000]:
        return part.file_size > LARGEST_TEXTS
    return whole and not ITEM.search(seen)
