"""Reading one cell of a table of places: a value, nothing, or a sentence that says what is wrong."""

from __future__ import annotations

import math
import re
from collections.abc import Callable

from django.utils.translation import gettext as _

# Eurostat writes EL and UK where ISO 3166 has GR and GB.
ISO_COUNTRY = {"EL": "GR", "UK": "GB"}
LONGEST = {"code": 24, "name": 160, "kind": 40, "degurba_source": 120, "source": 200, "parent_code": 24}
MOST_PEOPLE = 50_000_000
LARGEST_AREA = 1_000_000
YEARS = range(1800, 2101)


class CellError(Exception):
    """A cell that cannot be right; the message is the sentence shown."""


def country_of(cells: dict[str, str]) -> str:
    """Return the ISO code of the country: its own cell, else the first letters of the NUTS code."""
    given = (cells.get("country") or cells.get("nuts", "")[:2]).upper()
    if not re.fullmatch(r"[A-Z]{2}", given):
        raise CellError(_("The country is missing or has not two letters, such as FR."))
    return ISO_COUNTRY.get(given, given)


def _text(column: str) -> Callable[[str], str]:
    def read(cell: str) -> str:
        if len(cell) > LONGEST[column]:
            message = _("The cell “%(column)s” is longer than %(most)d signs. Shorten it.")
            raise CellError(message % {"column": column, "most": LONGEST[column]})
        if cell.startswith(("=", "+", "@")):
            message = _("The cell “%(column)s” begins like a formula. Write the text itself.")
            raise CellError(message % {"column": column})
        return cell

    return read


def _whole(cell: str, sentence: str, least: int, most: int) -> int:
    written = re.fullmatch(r"([+-]?[0-9]{1,12})(\.0+)?", cell)
    number = int(written[1]) if written else least - 1
    if not least <= number <= most:
        raise CellError(sentence % {"cell": cell[:40], "least": least, "most": most})
    return number


def _decimal(cell: str, sentence: str, least: float, most: float) -> float:
    try:
        number = float(cell.replace(",", "."))
    except ValueError:
        number = math.nan
    if not least <= number <= most:
        raise CellError(sentence % {"cell": cell[:40]})
    return number


def _population(cell: str) -> int:
    sentence = _("“%(cell)s” is not a number of inhabitants: a whole number from 0 to %(most)d. Empty means unknown.")
    return _whole(cell, sentence, 0, MOST_PEOPLE)


def _population_year(cell: str) -> int:
    sentence = _("“%(cell)s” is not a year between %(least)d and %(most)d.")
    return _whole(cell, sentence, YEARS[0], YEARS[-1])


def _area(cell: str) -> float:
    sentence = _("“%(cell)s” is not an area in square kilometres: above 0, at most 1000000. Empty means unknown.")
    return _decimal(cell, sentence, math.ulp(0.0), LARGEST_AREA)


def _latitude(cell: str) -> float:
    return _decimal(cell, _("“%(cell)s” is not a latitude between -90 and 90."), -90, 90)


def _longitude(cell: str) -> float:
    return _decimal(cell, _("“%(cell)s” is not a longitude between -180 and 180."), -180, 180)


def _degurba(cell: str) -> int:
    sentence = _("“%(cell)s” is not a degree of urbanisation: 1 city, 2 town, 3 rural. Empty means not known.")
    return _whole(cell, sentence, 1, 3)


READERS: dict[str, Callable[[str], str | int | float]] = {
    **{column: _text(column) for column in LONGEST},
    "population": _population,
    "population_year": _population_year,
    "area_km2": _area,
    "latitude": _latitude,
    "longitude": _longitude,
    "degurba": _degurba,
}
