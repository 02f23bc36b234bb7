"""A table of newcomers by place: read whole, or refused with the number of each line that is wrong."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from maillage.core.folding import fold
from maillage.core.plain_text import one_line
from maillage.insight.actions.newcomers import CountThere
from maillage.insight.enums import Method
from maillage.insight.sheet_reading import Line, Unreadable
from maillage.territory.models import Place

COLUMNS = ("code", "persons", "date", "source")
ALSO_CALLED = {
    "place": "code", "place code": "code", "insee": "code", "people": "persons", "newcomers": "persons",
    "as of": "date", "as_of": "date", "day": "date",
}  # fmt: skip
LONGEST_SOURCE = 200
# More newcomers than this in one municipality is a slip of the keyboard even where its inhabitants are not known.
MOST_PEOPLE = 5_000_000
EARLIEST = date(1990, 1, 1)
DAY = re.compile(r"(\d{1,2})[./](\d{1,2})[./](\d{4})")


@dataclass
class NewcomersTable:
    """What was read: the counts, and what is wrong with which line."""

    counts: list[CountThere] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


class Wrong(Exception):
    """A cell that cannot be right; the message is the sentence shown."""


def read_newcomers(lines: list[Line], places: Mapping[str, Place], today: date) -> NewcomersTable:
    """Check a whole table against the places of a region, by code. Raises Unreadable where columns are missing."""
    columns = _columns(lines[0][1])
    if len(lines) == 1:
        raise Unreadable(_("There is no place below the first line. Write one on each line."))
    table = NewcomersTable()
    seen: dict[int, int] = {}
    for number, cells in lines[1:]:
        said = {name: cells[at] if at < len(cells) else "" for name, at in columns.items()}
        try:
            count = _count(said, places, today)
            first = seen.setdefault(count.place.pk, number)
            if first != number:
                raise Wrong(_("This place stands in line %(first)d already. Keep one.") % {"first": first})
        except Wrong as wrong:
            table.faults.append(_("Line %(line)d: %(fault)s") % {"line": number, "fault": wrong})
        else:
            table.counts.append(count)
    return table


def _columns(header: list[str]) -> dict[str, int]:
    names = [ALSO_CALLED.get(name.casefold(), name.casefold()) for name in header]
    missing = [name for name in COLUMNS if name not in names]
    if missing:
        sentence = _("The first line names the columns; these are missing: %(names)s.")
        raise Unreadable(sentence % {"names": ", ".join(missing)})
    twice = sorted({name for name in names if name in COLUMNS and names.count(name) > 1})
    if twice:
        raise Unreadable(_("A column stands there twice: %(names)s. Keep one.") % {"names": ", ".join(twice)})
    return {name: names.index(name) for name in (*COLUMNS, "method") if name in names}


def _count(said: Mapping[str, str], places: Mapping[str, Place], today: date) -> CountThere:
    place = place_of(said["code"], places)
    source = one_line(said["source"])
    if not source:
        raise Wrong(_("Say who counted, in the column “source”."))
    if len(source) > LONGEST_SOURCE:
        raise Wrong(_("The source is longer than 200 signs. Shorten it."))
    method = said.get("method", "").casefold() or Method.MEASURED
    if method not in Method.values:
        raise Wrong(_("“%(cell)s” is not a method: measured, estimated or declared.") % {"cell": method[:40]})
    return CountThere(place, persons_of(said["persons"], place), day_of(said["date"], today), source, method)


def place_of(code: str, places: Mapping[str, Place]) -> Place:
    """Return the place of this code; a spreadsheet may have eaten the zeros before it. Raises Wrong."""
    key = fold(code.strip())
    tries = (key, *(key.zfill(width) for width in (5, 6, 7) if key.isdigit()))
    found = next((places[one] for one in tries if one in places), None)
    if found is None:
        raise Wrong(_("“%(cell)s” is not the code of a place of this region.") % {"cell": code[:40]})
    return found


def persons_of(cell: str, place: Place) -> int:
    """Return a number of people that a place can have. Raises Wrong."""
    digits = re.sub(r"[\s\u202f\u00a0]", "", cell)
    if not re.fullmatch(r"[+-]?\d{1,12}", digits):
        raise Wrong(
            _("“%(cell)s” is not a whole number of people. Leave the line out where it is not known.")
            % {"cell": cell[:40]}
        )
    persons = int(digits)
    if persons < 0:
        raise Wrong(_("The number of people is below 0."))
    most = place.population if place.population is not None else MOST_PEOPLE
    if persons > most:
        told = {"persons": persons, "place": place.name, "most": most}
        raise Wrong(_("%(persons)d newcomers are more than %(place)s can have: %(most)d inhabitants.") % told)
    return persons


def day_of(cell: str, today: date) -> date:
    """Return a day of the past, written 2026-05-31, 31.05.2026 or 31/05/2026. Raises Wrong."""
    written = DAY.fullmatch(cell.strip())
    try:
        day = date(int(written[3]), int(written[2]), int(written[1])) if written else date.fromisoformat(cell.strip())
    except ValueError:
        raise Wrong(_("“%(cell)s” is not a day. Write it as 2026-05-31.") % {"cell": cell[:40]}) from None
    if not EARLIEST <= day <= today:
        raise Wrong(_("The day lies before 1990 or in the future."))
    return day
