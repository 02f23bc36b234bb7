"""A table of minutes that somebody sends: read whole, or refused with the number of each line that is wrong."""

from __future__ import annotations

import csv
import io
import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
from django.utils.translation import gettext as _

from maillage.core.folding import fold
from maillage.mobility.travel.kept import Table
from maillage.mobility.travel.nouns import UNKNOWN, Stop
from maillage.people.sheets import quiet

COLUMNS = ("from", "to", "minutes", "km")
REQUIRED = COLUMNS[:3]
MOST_LINES = 160_000
MOST_STOPS = 400
MOST_MINUTES = 24 * 60
MOST_KM = 3_000
# One direction may be so much longer than the other: so many times, and by more than so many minutes.
MOST_TIMES = 5
MOST_APART = 30
MOST_FAULTS = 50
NUMBER = re.compile(r"\d{1,6}(?:[.,]\d{1,6})?")


class Unreadable(Exception):
    """The whole table cannot be read; the message says why and what to do."""


@dataclass
class MinutesTable:
    """What was read: stops in the order of the region, seconds and metres; faults are sentences, and count is all."""

    stops: list[str] = field(default_factory=list)
    seconds: Table = field(default_factory=lambda: np.zeros((0, 0), dtype=np.int64))
    metres: Table = field(default_factory=lambda: np.zeros((0, 0), dtype=np.int64))
    faults: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Way:
    """One line: from where to where, in how many seconds, over how many metres where it says so."""

    line: int
    start: str
    end: str
    seconds: int
    metres: int


def read_minutes(data: bytes, stops: Sequence[Stop], *, speed_kmh: int) -> MinutesTable:
    """Read a table of minutes between stops of a region, told by key or by name; without kilometres, by the speed.

    Raises Unreadable where it is no table; faults of lines and holes are collected.
    """
    rows = list(_rows(_decoded(data)))
    places = _header(rows)
    if len(rows) - 1 > MOST_LINES:
        raise Unreadable(_("The table has more than 160,000 lines. Send one of at most 400 stops."))
    found = MinutesTable()
    names = _by_name(stops)
    ways: dict[tuple[str, str], Way] = {}
    for number, cells in rows[1:]:
        try:
            way = _way(number, cells, places, names)
        except ValueError as fault:
            found.faults.append(_("Line %(line)d: %(fault)s") % {"line": number, "fault": fault})
            continue
        if way is None:
            continue
        first = ways.setdefault((way.start, way.end), way)
        if first is not way:
            found.faults.append(
                _("Line %(line)d: this way stands on line %(first)d already. Keep one of them.")
                % {"line": number, "first": first.line}
            )
    if not found.faults:
        _fill(found, ways, stops, speed_kmh)
    return found


def _decoded(data: bytes) -> str:
    if data.startswith((b"PK", b"\xd0\xcf")):
        raise Unreadable(_("This is a spreadsheet. Save it as “CSV UTF-8” first, then send that file."))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise Unreadable(
            _("Line %(line)s: the file is not in UTF-8. Save it as “CSV UTF-8” in your spreadsheet program.")
            % {"line": line}
        ) from None
    if "\0" in text:
        raise Unreadable(_("This is not a text file. Save it as “CSV UTF-8” in your spreadsheet program."))
    return text


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the lines that say something, each with its number."""
    head = text.lstrip("\r\n").partition("\n")[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(";\t,", key=head.count), strict=True)
    begins = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield begins, [cell.strip() for cell in cells]
            begins = reader.line_num + 1
    except csv.Error:
        raise Unreadable(
            _("Line %(line)s: a quotation mark is opened and not closed, or a cell is far too long. Correct this line.")
            % {"line": begins}
        ) from None


def _header(rows: list[tuple[int, list[str]]]) -> dict[str, int]:
    """Return where each column stands."""
    if not rows:
        raise Unreadable(_("The table is empty. Its first line names the columns: from, to, minutes, km."))
    cells = [cell.lower() for cell in rows[0][1]]
    if any(cells.count(name) != 1 for name in REQUIRED) or cells.count("km") > 1:
        raise Unreadable(_("Line 1 names the columns, each once: from, to, minutes, and km if it is known."))
    if len(rows) == 1:
        raise Unreadable(_("There is no way below the first line. Write one on each line."))
    return {name: cells.index(name) for name in COLUMNS if name in cells}


def _by_name(stops: Sequence[Stop]) -> dict[str, str | None]:
    """Return the key that each key or name means, None where several stops are called so.

    A name is known as the downloaded table writes it, too, where a spreadsheet would take it for a formula.
    """
    known: dict[str, str | None] = {}
    for stop in stops:
        for name in {fold(stop.name), fold(quiet(stop.name))}:
            known[name] = None if name in known else stop.key
    return {**known, **{fold(stop.key): stop.key for stop in stops}}


def _way(number: int, cells: list[str], places: dict[str, int], names: dict[str, str | None]) -> Way | None:
    """Return what a line says, nothing for a stop's way to itself; raises ValueError with the fault."""
    if len(cells) != len(places) and any(cells[max(places.values()) + 1 :]):
        raise ValueError(_("there are more cells than columns. Put numbers with a comma between quotation marks."))
    said = {name: cells[at] if at < len(cells) else "" for name, at in places.items()}
    start, end = _stop(said["from"], names), _stop(said["to"], names)
    minutes = _number(said["minutes"], MOST_MINUTES)
    if minutes is None:
        raise ValueError(_("the minutes are missing. Write them, such as 12 or 12,5."))
    if start == end:
        if minutes:
            raise ValueError(_("it leads from a stop to the same stop, which takes no time. Take the line out."))
        return None
    if not minutes:
        raise ValueError(_("no way takes 0 minutes. Write how long it takes."))
    km = _number(said.get("km", ""), MOST_KM)
    return Way(number, start, end, math.ceil(minutes * 60), UNKNOWN if km is None else math.ceil(km * 1000))


def _stop(said: str, names: dict[str, str | None]) -> str:
    if not said:
        raise ValueError(_("a stop is missing. Write where the way begins and where it ends."))
    folded = fold(said)
    if folded not in names:
        raise ValueError(
            _("there is no stop “%(stop)s” here. Write it as in the table that this page lets you download.")
            % {"stop": said[:60]}
        )
    key = names[folded]
    if key is None:
        raise ValueError(
            _("several stops are called “%(stop)s”. Write the key as in the table that this page lets you download.")
            % {"stop": said[:60]}
        )
    return key


def _number(said: str, most: int) -> float | None:
    """Return a number with a decimal comma or point, None for nothing; raises ValueError with the fault."""
    if not said:
        return None
    if said.startswith(("-", "−")):
        raise ValueError(_("“%(said)s” is less than nothing. Write a positive number.") % {"said": said[:20]})
    if not NUMBER.fullmatch(said):
        raise ValueError(_("“%(said)s” is not a number. Write it such as 12 or 12,5.") % {"said": said[:20]})
    number = float(said.replace(",", "."))
    if number > most:
        if most == MOST_MINUTES:
            raise ValueError(_("“%(said)s” minutes are more than 24 hours. Correct them.") % {"said": said[:20]})
        raise ValueError(_("“%(said)s” kilometres are more than 3,000. Correct them.") % {"said": said[:20]})
    return number


def _fill(found: MinutesTable, ways: dict[tuple[str, str], Way], stops: Sequence[Stop], speed_kmh: int) -> None:
    """Fill the table; holes and ways back that cannot be are named."""
    there = {key for way in ways for key in way}
    named = {stop.key: stop.name for stop in stops if stop.key in there}
    found.stops = list(named)
    if len(found.stops) > MOST_STOPS:
        found.faults.append(_("The table tells of more than 400 stops. Leave some out."))
        return
    at = {key: number for number, key in enumerate(found.stops)}
    found.seconds = np.full((len(at), len(at)), UNKNOWN, dtype=np.int64)
    found.metres = found.seconds.copy()
    for way in ways.values():
        cell = at[way.start], at[way.end]
        found.seconds[cell] = way.seconds
        found.metres[cell] = way.metres if way.metres >= 0 else math.ceil(way.seconds * speed_kmh / 3.6)
    np.fill_diagonal(found.seconds, 0)
    np.fill_diagonal(found.metres, 0)
    found.faults += [
        _("There is no line from %(start)s to %(end)s. Add one.")
        % {"start": named[found.stops[row]], "end": named[found.stops[column]]}
        for row, column in np.argwhere(found.seconds < 0)
    ]
    if not found.faults:
        found.faults += list(_nonsense(ways, named))


def _nonsense(ways: dict[tuple[str, str], Way], named: dict[str, str]) -> Iterator[str]:
    """Name the ways that take far longer than the way back."""
    for (start, end), way in ways.items():
        back = ways[end, start]
        if way.seconds > MOST_TIMES * back.seconds and way.seconds - back.seconds > MOST_APART * 60:
            yield _(
                "Line %(line)d: from %(start)s to %(end)s takes %(there)d minutes, and the way back (line %(other)d) "
                "%(back)d. Correct one of them."
            ) % {
                "line": way.line,
                "other": back.line,
                "start": named[start],
                "end": named[end],
                "there": way.seconds // 60,
                "back": back.seconds // 60,
            }
