"""What a figure may say: its unit fits its indicator, its value the unit, and people are counted where they may be."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from maillage.core.folding import fold
from maillage.core.plain_text import one_line
from maillage.core.protection.rules import LEAST_DENOMINATOR, LEAST_RESIDENTS, may_be_broken_down
from maillage.insight.enums import Indicator, Level, Method
from maillage.territory.models import Place, Region

# What the platform counts itself is not entered by hand.
UNITS: dict[str, tuple[str, ...]] = {
    Indicator.POPULATION: ("persons", "persons per km²", "km²", "%"),
    Indicator.CHANGE: ("% a year", "%"),
    Indicator.THIRD_COUNTRY: ("persons", "%"),
    Indicator.RECEPTION: ("places", "%", "persons"),
    Indicator.SETTLED: ("persons",),
    Indicator.LANGUAGES: ("%", "persons"),
    Indicator.EMPLOYMENT: ("%",),
    Indicator.LEAVERS: ("%",),
    Indicator.POVERTY: ("%",),
    Indicator.LONG_TERM: ("persons", "%"),
    Indicator.LANGUAGE_PLACES: ("hours", "places a week", "days", "places"),
    Indicator.MOBILITY: ("%", "places a week", "places"),
}
BY_STATUS = {Indicator.THIRD_COUNTRY, Indicator.SETTLED, Indicator.LANGUAGES, Indicator.LONG_TERM}
MOST = {
    "persons": 50_000_000, "persons per km²": 100_000, "km²": 1_000_000, "places": 1_000_000,
    "places a week": 1_000_000, "hours": 10_000_000, "days": 3_650,
}  # fmt: skip
WHOLE = {"persons", "places", "places a week"}
LONGEST = {"unit": 40, "source": 300, "licence": 120, "flag": 20, "checked_by": 150, "label": 200}
EARLIEST = date(1900, 1, 1)
NOT_KNOWN = ""


class CellRefused(ValueError):
    """A cell that cannot be right; the message is the sentence shown."""


@dataclass(frozen=True)
class Checked:
    """A figure that may be kept, or for each wrong column the sentence that says why."""

    fields: dict[str, Any] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)


def check_figure(cells: Mapping[str, str], places: Mapping[str, Place]) -> Checked:
    """Check a figure as it was written; `places` are those of the region by folded name and by code."""
    found: dict[str, Any] = {}
    errors: dict[str, str] = {}
    for column, read in READERS.items():
        try:
            found[column] = read(cells.get(column, "").strip())
        except CellRefused as error:
            errors[column] = str(error)
    for column, judge in JUDGES:
        if not errors:
            try:
                judge(found, places)
            except CellRefused as error:
                errors[column] = str(error)
    found.pop("out_of", None)
    return Checked({} if errors else found, errors)


def places_by_name(region: Region, named: str | None = None) -> dict[str, Place]:
    """Return the places of a region by folded name and by code; with `named`, only those that are called so."""
    places = region.places.all()
    if named is not None:
        called = Q(folded_name=fold(named)[:160]) | Q(name=named) | Q(code__in={named, named.upper()})
        places = places.filter(called) if named else places.none()
    found = list(places)
    return {**{fold(place.name): place for place in found}, **{fold(place.code): place for place in found}}


def _chosen(kinds: Mapping[str, Any], sentence: str) -> Callable[[str], str]:
    def read(cell: str) -> str:
        if cell not in kinds:
            raise CellRefused(_(sentence) % {"cell": cell[:40], "choices": ", ".join(kinds)})
        return cell

    return read


def _text(column: str, *, required: str = "") -> Callable[[str], str]:
    def read(cell: str) -> str:
        said = one_line(cell)
        if required and not said:
            raise CellRefused(_(required))
        if len(said) > LONGEST[column]:
            raise CellRefused(_("This is longer than %(most)d signs. Shorten it.") % {"most": LONGEST[column]})
        return said

    return read


def _number(cell: str) -> Decimal | None:
    if cell == NOT_KNOWN:
        return None
    try:
        number = Decimal("".join(cell.split()).replace(",", "."))
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite() or abs(number) >= Decimal(10) ** 12:
        sentence = _("“%(cell)s” is not a number. Write 1250 or 12.5, and leave it empty where nobody knows.")
        raise CellRefused(sentence % {"cell": cell[:40]})
    if number != number.quantize(Decimal("0.0001")):
        raise CellRefused(_("“%(cell)s” has more than four places behind the point.") % {"cell": cell[:40]})
    return number


def _day(required: bool) -> Callable[[str], date | None]:
    def read(cell: str) -> date | None:
        if not cell and not required:
            return None
        try:
            day = date.fromisoformat(cell)
        except ValueError:
            raise CellRefused(_("“%(cell)s” is not a day. Write it as 2025-12-31.") % {"cell": cell[:40]}) from None
        if not EARLIEST <= day <= timezone.localdate():
            raise CellRefused(_("The day lies before 1900 or in the future. Write the day of which the figure tells."))
        return day

    return read


def _unit_fits(found: dict[str, Any], places: Mapping[str, Place]) -> None:
    allowed = UNITS[found["indicator"]]
    if found["unit"] not in allowed:
        told = {"unit": found["unit"], "units": ", ".join(allowed)}
        raise CellRefused(_("The unit “%(unit)s” does not fit this figure. Choose one of: %(units)s.") % told)


def _value_fits(found: dict[str, Any], places: Mapping[str, Place]) -> None:
    value, unit = found["value"], found["unit"]
    if value is None:
        return
    least, most = (-50, 50) if unit == "% a year" else (0, 100) if unit == "%" else (0, MOST[unit])
    if not least <= value <= most:
        told = {"value": f"{value:f}", "least": least, "most": most, "unit": unit}
        raise CellRefused(_("%(value)s cannot be: between %(least)s and %(most)s %(unit)s is meant.") % told)
    if unit in WHOLE and value != value.to_integral_value():
        raise CellRefused(_("People and places are counted in whole numbers."))


def _counts_people(found: dict[str, Any], places: Mapping[str, Place]) -> None:
    """People are protected: a share rests on at least 30 of them. The official shares of surveys are as they are."""
    unit, indicator = found["unit"], found["indicator"]
    status = indicator in BY_STATUS or indicator == Indicator.RECEPTION
    found["counts_people"] = (unit == "persons" and status) or (unit == "%" and indicator == Indicator.LANGUAGES)
    if found["counts_people"] and unit == "%" and found["value"] is not None:
        out_of = found["out_of"]
        if out_of is None:
            raise CellRefused(_("Say of how many people this is a share. The number is looked at and not kept."))
        if out_of < LEAST_DENOMINATOR:
            sentence = _("A share of fewer than %(least)d people is not told. Leave the value empty: not known.")
            raise CellRefused(sentence % {"least": LEAST_DENOMINATOR})


def _place_fits(found: dict[str, Any], places: Mapping[str, Place]) -> None:
    named = found["place"]
    found["place"] = None
    if found["level"] != Level.PLACE:
        if named:
            raise CellRefused(_("A municipality is named, so the level is “place”. Correct one of the two."))
        return
    place = places.get(fold(named))
    if place is None:
        raise CellRefused(_("“%(name)s” is not a municipality of this region.") % {"name": named[:80]})
    if (found["counts_people"] or found["indicator"] in BY_STATUS) and not may_be_broken_down(place.population):
        told = {"name": place.name, "least": LEAST_RESIDENTS}
        raise CellRefused(
            _(
                "%(name)s has fewer than %(least)d inhabitants, or it is not known how many: people are not counted "
                "there by themselves. Enter the figure of the larger area."
            )
            % told
        )
    found["place"] = place


READERS: dict[str, Callable[[str], Any]] = {
    "indicator": _chosen(UNITS, gettext_noop("“%(cell)s” is no figure that is entered. Choose one of: %(choices)s.")),
    "value": _number,
    "unit": _text("unit", required=gettext_noop("Say in what unit.")),
    "out_of": _number,
    "as_of": _day(required=True),
    "level": _chosen(dict(Level.choices), gettext_noop("“%(cell)s” is no level. Choose one of: %(choices)s.")),
    "place": one_line,
    "source": _text(
        "source", required=gettext_noop("Say who gives this figure. A figure without a source is not printed.")
    ),
    "licence": _text("licence"),
    "method": _chosen(dict(Method.choices), gettext_noop("“%(cell)s” is no method. Choose one of: %(choices)s.")),
    "flag": _text("flag"),
    "checked_by": _text("checked_by"),
    "checked_on": _day(required=False),
}
JUDGES: tuple[tuple[str, Callable[[dict[str, Any], Mapping[str, Place]], None]], ...] = (
    ("unit", _unit_fits),
    ("value", _value_fits),
    ("out_of", _counts_people),
    ("place", _place_fits),
)
