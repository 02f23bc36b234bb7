"""The series of a region as steps of a thread: published, held without a report, called, cancelled, to come."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from maillage.cooperation.enums import State
from maillage.core.ordinals import place_in_series
from maillage.kit.spoken import page_language, short_day
from maillage.territory.models import Region
from maillage.website.queries.series import InPublic


@dataclass(frozen=True)
class Step:
    """One roundtable of the series: how its knot is drawn, what is said beside it, where it leads."""

    number: int
    knot: str
    words: str
    url: str = ""
    is_here: bool = False

    @property
    def name(self) -> str:
        words = place_in_series(self.number, page_language())
        return words[:1].upper() + words[1:]


def steps_of(region: Region, series: list[InPublic], *, today: date, here: int = 0) -> list[Step]:
    """Return the whole series: what is recorded, the gaps, and what is planned and not called yet."""
    known = {one.number: one for one in series}
    newest = max(known, default=0)
    ended = is_over(region, series, today)
    numbers = range(1, max(region.planned_roundtables, newest) + 1)
    return [
        _recorded(region, known[number], today, here) if number in known else _unrecorded(number, newest, is_over=ended)
        for number in numbers
    ]


def _recorded(region: Region, one: InPublic, today: date, here: int) -> Step:
    knot, words = _state(one, today)
    is_here = one.number == here
    url = reverse("website:roundtable-detail", args=[region.slug, one.number])
    return Step(one.number, "tied" if is_here else knot, words, url, is_here)


def _unrecorded(number: int, newest: int, *, is_over: bool) -> Step:
    if number < newest:
        return Step(number, "", _("no report published"))
    if is_over:
        return Step(number, "", _("not on record"))
    return Step(number, "next", _("to come"))


def _state(one: InPublic, today: date) -> tuple[str, str]:
    day = short_day(one.date)
    if one.state == State.CANCELLED:
        return "cut", _("%(day)s, cancelled") % {"day": day}
    if one.standing_version:
        return "kept", day
    if is_to_come(one, today):
        return "next", _("%(day)s, to come") % {"day": day}
    return "", _("%(day)s, no report published") % {"day": day}


def is_over(region: Region, series: list[InPublic], today: date) -> bool:
    """Tell whether a platform ended with its programme, so that what is not recorded is not to come either.

    One that met or was called after the programme's end goes on.
    """
    ends_on = region.programme.ends_on
    return ends_on is not None and ends_on < today and not any(one.date > ends_on for one in series)


def is_to_come(one: InPublic, today: date) -> bool:
    """Tell whether a roundtable was called and its day is not over."""
    return bool(one.state == State.CALLED and one.date >= today)
