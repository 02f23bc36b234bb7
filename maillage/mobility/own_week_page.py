"""Somebody's week as a page to print and as a paper: day by day, in their language."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from maillage.core.plain_text import one_line
from maillage.core.week_clock import monday_of
from maillage.kit import pdf
from maillage.kit.spoken import clock, day, locale_of, short_day
from maillage.mobility.lift_words import listed
from maillage.mobility.models import Newcomer, OnCall
from maillage.mobility.on_call_words import how_to_cancel, on_call_in, phone_said, whom_to_ring
from maillage.mobility.own_week import Drive, Seat, drive_of, seat_of
from maillage.mobility.queries.own_weeks import drives_of, seats_of, this_monday, unserved_of
from maillage.mobility.week_spoken import hours_of, missing_said, place_said, stop_said
from maillage.people.models import Volunteer
from maillage.people.queries.senders import newcomers_language
from maillage.territory.models import Region
from maillage.territory.newcomers_words import said_to_newcomers
from maillage.territory.papers.frame import LOOK, frame_of_region

TEMPLATE = Path(__file__).resolve().parent / "papers" / "own_week.typ"
SHOWN_FROM, SHOWN_UNTIL = date(2000, 1, 1), date(2199, 12, 31)


@dataclass(frozen=True)
class Line:
    """One moment of a day: at what time, what happens, and what to know of it."""

    at: str
    what: str
    aside: str = ""


@dataclass(frozen=True)
class Part:
    """One lift of a day with its lines."""

    heading: str
    lines: tuple[Line, ...]
    note: str = ""


@dataclass(frozen=True)
class Sheet:
    """A week on paper; `on_the_day` is whom to ring and how to cancel, which stands on the first page."""

    heading: str
    who: str
    parts: tuple[Part, ...]
    remarks: tuple[str, ...] = ()
    on_the_day: tuple[str, ...] = ()


def asked_monday(region: Region, given: str) -> date:
    """Return the Monday of the week that an address asks for; this week's where it asks for none that can be shown."""
    try:
        day = date.fromisoformat(given)
    except ValueError:
        return this_monday(region)
    return monday_of(day) if SHOWN_FROM <= day <= SHOWN_UNTIL else this_monday(region)


def language_of_person(person: Volunteer | Newcomer) -> str:
    """Return the language in which somebody's week is written."""
    spoken = person.preferred_language if isinstance(person, Volunteer) else person.language
    return newcomers_language(spoken, person.region)


def sheet_of(person: Volunteer | Newcomer, monday: date) -> Sheet:
    """Return somebody's week in the language now spoken."""
    sunday = monday + timedelta(days=6)
    words = {"first": short_day(monday), "last": short_day(sunday)}
    known = on_call_in(person.region)
    if isinstance(person, Volunteer):
        drives = [drive_of(one) for one in drives_of(person, monday, sunday)]
        parts = tuple(part_of_drive(one) for one in drives if not one.is_off)
        first = on_the_day(parts, known, drives=True)
        heading = _("Your drives from %(first)s to %(last)s") % words
        return Sheet(heading, person.name, parts, (nothing_kept(),), first)
    seats = [seat_of(one) for one in seats_of(person, monday, sunday)]
    parts = tuple(part_of_seat(one) for one in seats if not one.is_off)
    lacking = missing_said(unserved_of(person, monday, sunday))
    first = on_the_day(parts, known, drives=False)
    return Sheet(_("Your lifts from %(first)s to %(last)s") % words, person.name, parts, tuple(lacking), first)


def on_the_day(parts: tuple[Part, ...], known: OnCall | None, *, drives: bool) -> tuple[str, ...]:
    """Say whom to ring on the day and how to cancel, to those who have a lift in this week."""
    said = (whom_to_ring(known), how_to_cancel(known, drives=drives)) if parts else ()
    return tuple(filter(None, said))


def nothing_kept() -> str:
    """Say what a driver does with the paper."""
    return _("Keep this paper to yourself, and throw it away after the week.")


def part_of_drive(drive: Drive) -> Part:
    """Return one outing on paper."""
    offer = drive.outing.offer
    start = str(offer.from_place) if offer else ""
    end = str(offer.to_place or offer.from_place) if offer else ""
    lines = [Line(clock(drive.leaves), _("You leave: %(place)s") % {"place": start})]
    lines += [
        Line(clock(stop.at), stop_said(stop), listed([*filter(None, [phone_said(stop.phone)]), *stop.needs]))
        if stop.gets_in
        else Line(clock(stop.at), stop_said(stop))
        for stop in drive.stops
    ]
    lines.append(Line(clock(drive.arrives), _("You are there: %(place)s") % {"place": end}))
    heading = _("%(day)s, %(hours)s") % {"day": capfirst(day(drive.outing.on)), "hours": hours_of(drive)}
    note = "" if drive.outing.answer == "yes" else _("You have not said yet whether you drive.")
    return Part(heading, tuple(lines), note)


def part_of_seat(seat: Seat) -> Part:
    """Return one lift on paper."""
    who = _("%(driver)s drives you") % {"driver": seat.driver}
    lines = (
        Line(clock(seat.gets_in), _("You get in: %(place)s") % {"place": place_said(seat.from_point)}, who),
        Line(
            clock(seat.gets_out),
            _("You get out: %(place)s") % {"place": place_said(seat.to_point)},
            phone_said(seat.phone),
        ),
    )
    note = "" if seat.ride.answer == "yes" else _("You have not said yet whether you come.")
    if seat.ride.contribution_eur:
        note = " ".join(filter(None, [contribution_said(seat), note]))
    return Part(capfirst(day(seat.ride.outing.on)), lines, note)


def contribution_said(seat: Seat) -> str:
    """Say what a lift costs."""
    from babel.numbers import format_currency

    amount = format_currency(seat.ride.contribution_eur, "EUR", locale=locale_of())
    return _("You give the driver %(amount)s for the way.") % {"amount": amount}


def paper_of(person: Volunteer | Newcomer, monday: date) -> bytes:
    """Set somebody's week in their language; raises pdf.NoPaper with a sentence to show."""
    language = language_of_person(person)
    with said_to_newcomers(language):
        sheet = sheet_of(person, monday)
        data: dict[str, Any] = {
            **frame_of_region(person.region, reverse("mobility:board", args=[person.region.slug])),
            "heading": sheet.heading,
            "who": one_line(sheet.who),
            "nothing": _("Nothing is planned in this week."),
            "parts": [
                {
                    "heading": part.heading,
                    "note": part.note,
                    "lines": [{"at": line.at, "what": one_line(line.what), "aside": line.aside} for line in part.lines],
                }
                for part in sheet.parts
            ],
            "on_the_day": list(sheet.on_the_day),
            "remarks": list(sheet.remarks),
        }
        return pdf.render(TEMPLATE, data, title=sheet.heading, language=language, beside=LOOK)
