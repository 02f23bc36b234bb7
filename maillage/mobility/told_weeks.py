"""Who of a week has been told what: whom a mail reaches, and who waits for a call."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

from maillage.mobility.models import Newcomer, Outing, Ride, Telling, Unserved
from maillage.mobility.queries.own_weeks import outings_on, tellings_of
from maillage.mobility.week_marks import NOTHING, mark_of_drives, mark_of_seats
from maillage.people.models import Volunteer
from maillage.territory.models import Region


@dataclass
class OneWeek:
    """The week of one person as it stands, and what they were told of it last."""

    person: Volunteer | Newcomer
    outings: list[Outing] = field(default_factory=list)
    rides: list[Ride] = field(default_factory=list)
    unserved: list[Unserved] = field(default_factory=list)
    telling: Telling | None = None

    @property
    def is_driver(self) -> bool:
        return isinstance(self.person, Volunteer)

    @property
    def mark(self) -> str:
        if self.is_driver:
            return mark_of_drives(self.outings)
        return mark_of_seats(self.rides, self.unserved)

    @property
    def is_to_be_told(self) -> bool:
        """There is something new: who knew of nothing need not be told that there is nothing."""
        return self.mark != (self.telling.mark if self.telling else NOTHING)

    @property
    def is_by_phone(self) -> bool:
        """Only a call or a short message reaches this person."""
        return not self.person.email and bool(self.person.phone)


Key = tuple[str, int]


def weeks_of(region: Region, monday: date, outings: list[Outing] | None = None) -> list[OneWeek]:
    """Return the weeks of all whom the proposed plan of a week concerns, or who were told of it before.

    `outings` are those of the week, where they are at hand.
    """
    found: dict[Key, OneWeek] = {}
    for outing in outings_on(region, monday, monday + timedelta(days=6)) if outings is None else outings:
        _add_outing(found, outing)
    lacking = Unserved.objects.filter(plan__region=region, plan__monday=monday, plan__state="proposed")
    for row in lacking.select_related("request__newcomer", "request__from_point__place", "request__to_point__place"):
        _week_of(found, row.request.newcomer).unserved.append(row)
    for telling in tellings_of(region, [monday]):
        person = telling.volunteer or telling.newcomer
        if person:
            _week_of(found, person).telling = telling
    weeks = list(found.values())
    for week in weeks:
        week.person.region = region
    return weeks


def _add_outing(found: dict[Key, OneWeek], outing: Outing) -> None:
    if outing.volunteer:
        _week_of(found, outing.volunteer).outings.append(outing)
    for ride in outing.rides.all():
        ride.outing = outing
        if ride.request:
            _week_of(found, ride.request.newcomer).rides.append(ride)


def _week_of(found: dict[Key, OneWeek], person: Volunteer | Newcomer) -> OneWeek:
    key = (type(person).__name__, person.pk)
    if key not in found:
        found[key] = OneWeek(person)
    return found[key]


def week_of(person: Volunteer | Newcomer, monday: date) -> OneWeek:
    """Return the week of one person."""
    key = (type(person).__name__, person.pk)
    known = {(type(week.person).__name__, week.person.pk): week for week in weeks_of(person.region, monday)}
    return known.get(key, OneWeek(person))
