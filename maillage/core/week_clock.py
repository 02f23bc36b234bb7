"""The seconds of a week as the planner of lifts counts them: on the face of the clock, since Monday midnight."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from maillage.core.recurrence import on_clocks

ONE_DAY = 86_400
ONE_WEEK = 7 * ONE_DAY


def monday_of(day: date) -> date:
    """Return the Monday that begins the week of a day."""
    return day - timedelta(days=day.weekday())


def seconds_in_week(day: date, at: time) -> int:
    """Return an hour of a day in seconds since Monday midnight, as the clock shows it.

    Every week has 604,800 of them, the two weeks of the clock change too: Sunday at 3:00 is always 529,200. The hour
    that clocks skip in spring has its numbers all the same (`local_time` says what they mean), and the hour that they
    show twice has its numbers once. Hours of recurring lifts are therefore the same numbers in every week.
    """
    return day.weekday() * ONE_DAY + at.hour * 3600 + at.minute * 60 + at.second


def seconds_of(moment: datetime, monday: date, zone: str) -> int:
    """Return an instant (which carries a zone) in clock-face seconds since the midnight of `monday`, in `zone`.

    It is negative before that Monday and beyond 604,800 after its week; both instants of a doubled hour are the same.
    """
    local = moment.astimezone(ZoneInfo(zone))
    weeks = (monday_of(local.date()) - monday).days // 7
    return weeks * ONE_WEEK + seconds_in_week(local.date(), local.time())


def local_time(monday: date, seconds: int, zone: str) -> datetime:
    """Return the local time, with its zone, that clock-face seconds since the midnight of `monday` mean.

    The first of two where clocks show it twice; as much later as clocks skip where they skip it.
    """
    days, rest = divmod(seconds, ONE_DAY)
    at = time(rest // 3600, rest // 60 % 60, rest % 60)
    return on_clocks(monday + timedelta(days=days), at, zone)


def elapsed(monday: date, start: int, end: int, zone: str) -> int:
    """Return how many seconds really pass between two times of a week that are given on the face of the clock."""
    passed = local_time(monday, end, zone).astimezone(UTC) - local_time(monday, start, zone).astimezone(UTC)
    return round(passed.total_seconds())


def is_on_the_road_at_the_change(monday: date, leaves: int, arrives: int, zone: str) -> bool:
    """Tell whether clocks are changed during an outing, so that it lasts longer or shorter than was planned.

    The planner reckons every week as if clocks were not changed. Of its outings only those under way in that one hour
    of the night are touched, and a person has to look at them.
    """
    return elapsed(monday, leaves, arrives, zone) != arrives - leaves
