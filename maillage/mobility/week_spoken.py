"""Somebody's week of lifts in words: a line of a mail, a short message, what stands on paper."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from babel.dates import format_date
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maillage.core.short_text import cut, one_message, simplified
from maillage.kit.spoken import clock, day, locale_of
from maillage.mobility.enums import RequestState
from maillage.mobility.lift_words import listed
from maillage.mobility.models import MeetingPoint, Unserved
from maillage.mobility.own_week import Drive, Seat, Stop

# So long may the name of a place be in a short message before it is cut.
LONGEST_PLACE = 24


def place_said(point: MeetingPoint | None) -> str:
    """Say a meeting point: municipality and place; nothing once it is erased who rode."""
    return str(point) if point else ""


def hours_of(drive: Drive) -> str:
    """Say from when to when somebody drives."""
    return _("%(start)s to %(end)s") % {"start": clock(drive.leaves), "end": clock(drive.arrives)}


def riders_said(drive: Drive) -> str:
    """Name those who ride, in the order of getting in."""
    return listed(dict.fromkeys(stop.who for stop in drive.stops if stop.gets_in))


def stop_said(stop: Stop) -> str:
    """Say who gets in or out, and where; how many, where they are several."""
    words = {"who": stop.who, "place": place_said(stop.point)}
    if not stop.gets_in:
        return _("%(who)s gets out: %(place)s") % words
    if stop.seats == 1:
        return _("%(who)s gets in: %(place)s") % words
    seats = ngettext("%(count)d seat", "%(count)d seats", stop.seats) % {"count": stop.seats}
    return _("%(who)s gets in (%(seats)s): %(place)s") % {**words, "seats": seats}


def drive_said(drive: Drive) -> str:
    """Say an outing on one line: the day, the hours, who rides."""
    words = {"day": capfirst(day(drive.outing.on)), "hours": hours_of(drive), "riders": riders_said(drive)}
    return _("%(day)s, %(hours)s: you drive %(riders)s") % words


def seat_said(seat: Seat) -> str:
    """Say a lift on one line: the day, when and where to get in, who drives where."""
    words = {
        "day": capfirst(day(seat.ride.outing.on)),
        "time": clock(seat.gets_in),
        "place": place_said(seat.from_point),
        "driver": seat.driver,
        "to": place_said(seat.to_point),
        "there": clock(seat.gets_out),
    }
    return _("%(day)s, %(time)s, %(place)s: %(driver)s drives you to %(to)s, there at %(there)s") % words


def missing_said(rows: Iterable[Unserved]) -> list[str]:
    """Say for which days and ways no lift was found, each once; who asks no more lacks none."""
    said = []
    for row in (row for row in rows if row.request.state == RequestState.APPROVED):
        ends = (row.request.from_point, row.request.to_point)
        start, end = ends if row.leg == "out" else (ends[1], ends[0])
        words = {"day": capfirst(day(row.on)), "start": start, "end": end}
        said.append(_("%(day)s: no lift was found from %(start)s to %(end)s") % words)
    return list(dict.fromkeys(said))


def short_date(on: date) -> str:
    """Say a day as shortly as it can be understood: Tue 1 Dec, mar. 1 déc."""
    return str(format_date(on, "EEE d MMM", locale_of()))


def _short_place(point: MeetingPoint | None) -> str:
    return cut(simplified(place_said(point)), LONGEST_PLACE)


def with_rings(wordings: list[str], rings: Sequence[str]) -> list[str]:
    """Return the wordings with whom to ring at their end, the fullest first, and then without."""
    first, *shorter = rings or ("",)
    told = [f"{ended(wordings[0])} {first}", *(f"{ended(said)} {ring}" for said in wordings for ring in shorter)]
    return [*told, *wordings] if rings else wordings


def ended(sentence: str) -> str:
    """End a sentence with a full stop, unless it has one."""
    return sentence if sentence.endswith((".", "።")) else f"{sentence}."


def short_drive(drive: Drive, rings: Sequence[str] = ()) -> str:
    """Say an outing in one short message, with whom to ring on the day where there is room for it."""
    rides = [
        f"{clock(stop.at)} {stop.who} {'>' if not stop.gets_in else '<'} {_short_place(stop.point)}"
        for stop in drive.stops
    ]
    words = {
        "day": short_date(drive.outing.on),
        "hours": hours_of(drive),
        "riders": riders_said(drive),
        "first": f"{clock(drive.stops[0].at)} {_short_place(drive.stops[0].point)}" if drive.stops else "",
    }
    wordings = [
        _("You drive %(day)s, %(hours)s:") % words + " " + "; ".join(rides),
        _("You drive %(day)s, %(hours)s: %(riders)s. First: %(first)s") % words,
        _("You drive %(day)s, %(hours)s: %(riders)s") % words,
        _("You drive %(day)s, %(hours)s") % words,
    ]
    return one_message(with_rings(wordings, rings))


def short_seat(seat: Seat, rings: Sequence[str] = ()) -> str:
    """Say a lift in one short message, with whom to ring on the day where there is room for it."""
    words = {
        "day": short_date(seat.ride.outing.on),
        "time": clock(seat.gets_in),
        "place": place_said(seat.from_point),
        "near": _short_place(seat.from_point),
        "driver": seat.driver,
        "to": place_said(seat.to_point),
        "there": clock(seat.gets_out),
        "far": _short_place(seat.to_point),
    }
    wordings = [
        _("Your lift: %(day)s, %(time)s, %(place)s. %(driver)s drives you to %(to)s, there at %(there)s.") % words,
        _("Your lift: %(day)s, %(time)s, %(near)s. %(driver)s drives you to %(far)s.") % words,
        _("Lift: %(day)s, %(time)s, %(near)s, with %(driver)s") % words,
        _("Lift: %(day)s, %(time)s, %(near)s") % words,
    ]
    return one_message(with_rings(wordings, rings))
