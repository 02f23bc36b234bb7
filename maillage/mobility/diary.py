"""The diary of the coordinator: day by day who drives whom and when, and who waits for a call."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from maillage.core.short_text import one_message
from maillage.mobility.enums import Answer, Outcome
from maillage.mobility.models import OnCall, Outing, Ride
from maillage.mobility.on_call_words import on_call_in, short_rings
from maillage.mobility.own_week import Drive, Seat, drive_of, is_off, seat_of
from maillage.mobility.own_week_page import language_of_person
from maillage.mobility.queries.own_weeks import outings_on, today_in
from maillage.mobility.told_weeks import OneWeek, weeks_of
from maillage.mobility.week_spoken import missing_said, short_drive, short_seat
from maillage.territory.models import Region
from maillage.territory.newcomers_words import said_to_newcomers

ONE_WEEK = timedelta(days=7)
KNOTS = {Answer.OPEN: "open", Answer.YES: "tied", Answer.NO: "cut"}


@dataclass(frozen=True)
class RideLine:
    """A rider of an outing as the coordinator sees it."""

    ride: Ride
    seat: Seat
    phone: str
    is_off: bool
    knot: str


@dataclass(frozen=True)
class Entry:
    """An outing in the diary."""

    outing: Outing
    drive: Drive
    lines: tuple[RideLine, ...]
    is_off: bool
    knot: str
    may_settle: bool


@dataclass(frozen=True)
class Day:
    """A day of the diary."""

    on: date
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class Call:
    """Somebody who has to be rung up: what to say, or to send as short messages."""

    kind: str
    public_id: str
    name: str
    phone: str
    messages: tuple[str, ...]
    language: str


@dataclass(frozen=True)
class Diary:
    """A week of the diary."""

    monday: date
    days: tuple[Day, ...]
    calls: tuple[Call, ...]
    concerned: tuple[OneWeek, ...]
    today: date

    @property
    def standing(self) -> list[str]:
        return standing_words([entry for day in self.days for entry in day.entries if not entry.is_off])

    @property
    def before(self) -> date:
        return self.monday - ONE_WEEK

    @property
    def after(self) -> date:
        return self.monday + ONE_WEEK

    @property
    def sunday(self) -> date:
        return self.monday + timedelta(days=6)


def diary_of(region: Region, monday: date) -> Diary:
    """Return a week of the diary of a region."""
    outings = outings_on(region, monday, monday + timedelta(days=6))
    weeks = weeks_of(region, monday, outings)
    days = tuple(
        Day(on, tuple(entry_of(one) for one in outings if one.on == on)) for on in sorted({one.on for one in outings})
    )
    today = today_in(region)
    known = on_call_in(region)
    calls = (
        ()
        if monday + ONE_WEEK <= today
        else tuple(call_of(week, known) for week in weeks if week.is_to_be_told and week.is_by_phone)
    )
    concerned = sorted(weeks, key=lambda week: (not week.is_driver, week.person.name, week.person.pk))
    return Diary(monday, days, calls, tuple(week for week in concerned if week.outings or week.rides), today)


def standing_words(entries: Sequence[Entry]) -> list[str]:
    """Say what is missing in a week: answers to drives to come, and what came of drives that are over."""
    coming = [entry for entry in entries if not entry.may_settle and entry.outing.volunteer_id]
    drivers = {entry.outing.volunteer_id for entry in coming if entry.knot == KNOTS[Answer.OPEN]}
    lines = [line.ride for entry in coming for line in entry.lines if line.knot == KNOTS[Answer.OPEN]]
    riders = {ride.request.newcomer_id for ride in lines if ride.request}
    unsettled = [entry for entry in entries if entry.may_settle and entry.outing.outcome == Outcome.PLANNED]
    said = []
    if drivers or riders:
        said.append(
            _("Not answered yet: %(drivers)s of those who drive, %(riders)s of those who ride.")
            % {"drivers": len(drivers), "riders": len(riders)}
        )
    if unsettled:
        said.append(_("Drives of which nobody has noted what came of them: %(drives)s.") % {"drives": len(unsettled)})
    return said


def entry_of(outing: Outing) -> Entry:
    """Return an outing as the coordinator sees it."""
    drive = drive_of(outing)
    rides = sorted(outing.rides.all(), key=lambda ride: (ride.pickup_at, ride.pk))
    off = is_off(outing) or all(is_off(ride) for ride in rides)
    return Entry(
        outing=outing,
        drive=drive,
        lines=tuple(line_of(ride, outing) for ride in rides),
        is_off=off,
        knot=knot_of(outing, off=off),
        may_settle=drive.may_tell and outing.volunteer is not None,
    )


def line_of(ride: Ride, outing: Outing) -> RideLine:
    """Return a rider of an outing as the coordinator sees it."""
    ride.outing = outing
    newcomer = ride.request.newcomer if ride.request else None
    off = is_off(ride) or is_off(outing)
    return RideLine(ride, seat_of(ride), newcomer.phone if newcomer else "", off, knot_of(ride, off=off))


def knot_of(row: Outing | Ride, *, off: bool) -> str:
    """Return the knot of what was answered, and of what came of it."""
    if off:
        return "cut"
    if row.outcome == Outcome.DONE:
        return "kept"
    return "cut" if row.outcome == Outcome.DID_NOT else KNOTS[Answer(row.answer)]


def call_of(week: OneWeek, known: OnCall | None = None) -> Call:
    """Return what to say to somebody by telephone, in their language; `known` is whom they may ring on the day."""
    language = language_of_person(week.person)
    with said_to_newcomers(language):
        messages = messages_of(week, short_rings(known))
    kind = "driver" if week.is_driver else "rider"
    return Call(kind, week.person.public_id, str(week.person), week.person.phone, tuple(messages), language)


def messages_of(week: OneWeek, rings: Sequence[str] = ()) -> list[str]:
    """Return the short messages of a week in the language now spoken, one a lift."""
    if week.is_driver:
        drives = [drive for drive in map(drive_of, week.outings) if not drive.is_off]
        return [short_drive(drive, rings) for drive in drives] or [one_message([_("You need not drive this week.")])]
    seats = [seat for seat in map(seat_of, week.rides) if not seat.is_off]
    lacking = [one_message([sentence]) for sentence in missing_said(week.unserved)]
    return [*(short_seat(seat, rings) for seat in seats), *lacking] or [
        one_message([_("There is no lift for you this week.")])
    ]
