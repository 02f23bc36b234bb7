"""A table of people as a sheet: the first line names the columns, each further line a row and its whole numbers."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from maillage.core.folding import fold
from maillage.core.plain_text import one_line
from maillage.insight.sheet_reading import Line, Unreadable

MOST_ROWS, MOST_COLUMNS, MOST_PEOPLE, LONGEST_NAME = 60, 20, 10_000_000, 100
# How people mark that nobody counted; an empty cell says the same.
NOT_COUNTED = {"", "?", ":", "n/a", "nc", "nd"}
TOTALS = {"total", "totaux", "ensemble", "suma", "razem", "συνολο", "σ"}


@dataclass(frozen=True)
class PeopleSheet:
    """Names of rows and columns with the counts; None is not counted."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    counts: tuple[tuple[int | None, ...], ...]


def read_people(lines: list[Line]) -> PeopleSheet:
    """Read a sheet of people. Raises Unreadable with the line of the first thing that is wrong."""
    (_first, header), *body = lines
    columns = _names(header[1:], 1)
    if not columns or not body:
        raise Unreadable(_("The first line names the columns, each line below begins with the name of its row."))
    if len(body) > MOST_ROWS or len(columns) > MOST_COLUMNS:
        raise Unreadable(_("At most 60 rows and 20 columns are protected at a time. Make the table coarser."))
    counts = []
    for number, cells in body:
        if len(cells) > len(columns) + 1:
            told = {"line": number, "cells": len(cells) - 1, "columns": len(columns)}
            raise Unreadable(_("Line %(line)d has %(cells)d numbers, the first line names %(columns)d columns.") % told)
        filled = [*cells[1:], *[""] * (len(columns) + 1 - len(cells))]
        counts.append(tuple(_count(cell, number) for cell in filled))
    rows = _names([cells[0] for _number, cells in body], body[0][0])
    return PeopleSheet(tuple(rows), tuple(columns), tuple(counts))


def _names(cells: list[str], line: int) -> list[str]:
    names = [one_line(cell) for cell in cells]
    for name in names:
        if not name or len(name) > LONGEST_NAME:
            raise Unreadable(_("From line %(line)d on: a name is missing or longer than 100 signs.") % {"line": line})
        if fold(name) in TOTALS:
            sentence = _("“%(name)s” is a total. Leave totals out: they are reckoned.")
            raise Unreadable(sentence % {"name": name})
    twice = next((name for name in names if [fold(each) for each in names].count(fold(name)) > 1), "")
    if twice:
        raise Unreadable(_("“%(name)s” stands there twice. Names must differ by more than accents.") % {"name": twice})
    return names


def _count(cell: str, line: int) -> int | None:
    written = "".join(cell.split())
    if written.casefold() in NOT_COUNTED:
        return None
    if not (written.isascii() and written.isdigit()) or int(written) > MOST_PEOPLE:
        told = {"line": line, "cell": cell[:40]}
        raise Unreadable(
            _("Line %(line)d: “%(cell)s” is not a number of people. Write a whole number from 0 up, or nothing.") % told
        )
    return int(written)
