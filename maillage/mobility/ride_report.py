"""The report of a year of lifts: its lines for the page, the sheet and the paper."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from babel.numbers import format_currency, format_decimal
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from maillage.kit import pdf
from maillage.kit.spoken import page_language, short_day
from maillage.mobility.models import RideYear
from maillage.mobility.queries.ride_years import YearFigures, figures_of
from maillage.mobility.queries.rules import rules_of, usual_of
from maillage.people.sheets import Column, Sheet
from maillage.territory.newcomers_words import for_a_moment_in
from maillage.territory.papers.frame import LOOK, frame_of_region, language_of

TEMPLATE = Path(__file__).resolve().parent / "papers" / "ride_report.typ"
Amount = str | int | Decimal | None


@dataclass(frozen=True)
class Line:
    """One line: what it is, how much or who, in which unit, and how it was counted."""

    label: str
    value: Amount
    unit: str = ""
    how: str = ""

    @property
    def shown(self) -> str:
        """Say the value in the language of the page; nothing where nobody has filled it in."""
        if self.value is None:
            return ""
        if isinstance(self.value, str):
            return self.value
        if self.unit == "EUR":
            return str(format_currency(self.value, "EUR", locale=page_language()))
        said = str(format_decimal(self.value, locale=page_language()))
        return f"{said}\N{NO-BREAK SPACE}{self.unit}" if self.unit else said


@dataclass(frozen=True)
class Part:
    """Some lines under a heading."""

    heading: str
    lines: tuple[Line, ...]


def parts_of(year: RideYear) -> tuple[Part, ...]:
    """Return the report part by part."""
    figures = figures_of(year)
    return (
        Part(_("Who runs the service"), tuple(identity_of(year.words))),
        Part(_("Drivers and vehicles"), tuple(drivers_of(year.words, figures))),
        Part(_("Beneficiaries"), tuple(riders_of(figures))),
        Part(_("Trips and contribution"), tuple(trips_of(year, figures))),
    )


def identity_of(words: dict[str, Any]) -> list[Line]:
    """Return what the coordinator filled in of the association."""
    by_hand = _("filled in by the coordinator")
    labels: list[tuple[str, Callable[[], str]]] = [
        ("name", lambda: _("Name of the association")),
        ("register_number", lambda: _("Register number")),
        ("address", lambda: _("Address of the association")),
        ("staff", lambda: _("Employees")),
        ("volunteers", lambda: _("Volunteers")),
        ("members", lambda: _("Members")),
    ]
    return [Line(label(), words.get(key), how=by_hand) for key, label in labels]


def drivers_of(words: dict[str, Any], figures: YearFigures) -> list[Line]:
    """Return who drove, in how many cars with how many seats."""
    return [
        Line(_("Drivers"), figures.drivers, how=_("volunteers who drove at least once, each counted once")),
        Line(_("Vehicles of volunteers"), figures.drivers, how=_("one car a driver")),
        Line(_("Vehicles of the association itself"), words.get("vehicles"), how=_("filled in by the coordinator")),
        Line(_("Seats for riders in these cars"), figures.seats, how=_("as offered with the first trip of the year")),
    ]


def riders_of(figures: YearFigures) -> list[Line]:
    """Return who was driven, by the rule that lets them."""
    once = _("people who were driven at least once, each counted once")
    return [
        Line(_("Beneficiaries in all"), figures.riders, how=once),
        Line(_("by the place where they live"), figures.riders_by_place, how=once),
        Line(_("by their resources"), figures.riders_by_resources, how=once),
        Line(_("not yet said by which rule"), figures.riders_unknown, how=once),
    ]


def trips_of(year: RideYear, figures: YearFigures) -> list[Line]:
    """Return how often and how far people were driven, and what they gave."""
    rules = rules_of(year.region)
    return [
        Line(_("Trips"), figures.trips, how=_("each way of each request that took place; there and back are two")),
        Line(_("Distance in all"), figures.km, "km", _("of the direct way of each trip")),
        Line(_("Mean distance of a trip"), figures.mean_km, "km", _("distance in all divided by the trips")),
        Line(_("Contribution of the beneficiaries"), figures.contribution_eur, "EUR", _("sum of all trips")),
        Line(_("Highest contribution allowed"), rules.cap_eur_per_km, _("EUR a km"), _("rules of the region")),
    ]


def source_of(year: RideYear) -> str:
    """Say by which rules the report is made."""
    usual = usual_of(year.region)
    return _("Rules: %(source)s.") % {"source": usual.source} if usual.source else ""


def sheet_of(year: RideYear) -> Sheet:
    """Return the report as a table."""
    columns = [
        Column(_("Part"), _("To which part of the report a line belongs.")),
        Column(_("Line"), _("What is told.")),
        Column(_("Value"), _("Empty where nobody has filled it in.")),
        Column(_("Unit"), _("The unit of the value.")),
        Column(_("How it was counted"), _("Where the value comes from.")),
    ]
    rows = [
        [part.heading, line.label, line.value, line.unit, line.how] for part in parts_of(year) for line in part.lines
    ]
    words = {"region": year.region.name, "year": year.year, "day": short_day(timezone.localdate())}
    notes = [_("Lifts of %(region)s in %(year)s, as counted on %(day)s.") % words, source_of(year)]
    if year.words.get("remarks"):
        notes.append(str(year.words["remarks"]))
    return Sheet(_("Lifts %(year)s") % {"year": year.year}, columns, rows, [note for note in notes if note])


def paper_of(year: RideYear) -> bytes:
    """Set the report in the region's language; raises pdf.NoPaper with a sentence to show."""
    region = year.region
    language = language_of(region)
    with for_a_moment_in(language):
        words = {"year": year.year, "region": str(region.name)}
        title = _("Report of lifts in %(region)s, %(year)s") % words
        data: dict[str, Any] = {
            **frame_of_region(region, reverse("mobility:board", args=[region.slug])),
            "kind": _("Yearly report"),
            "heading": title,
            "counted": _("As counted on %(day)s.") % {"day": short_day(timezone.localdate())},
            "source": source_of(year),
            "empty": _("not filled in"),
            "remarks": str(year.words.get("remarks", "")),
            "remarks_heading": _("Remarks"),
            "lines": [_("Place and date"), _("For the association")],
            "parts": [
                {
                    "heading": part.heading,
                    "lines": [{"label": line.label, "value": line.shown, "how": line.how} for line in part.lines],
                }
                for part in parts_of(year)
            ],
        }
        return pdf.render(TEMPLATE, data, title=title, language=language, beside=LOOK)
