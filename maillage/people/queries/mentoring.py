"""Questions about mentoring pairs: which go on, which have fallen silent, and month by month how often they met."""

from __future__ import annotations

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from maillage.core.mentoring import SILENT_AFTER, Month, is_silent, rhythm_of
from maillage.people.models import Mentoring, MentoringMeeting
from maillage.territory.models import Region


def pairs_of(region: Region) -> QuerySet[Mentoring]:
    """Return the pairs of a region with their volunteer and the days they met, the newest first."""
    return Mentoring.objects.filter(region=region).select_related("volunteer").prefetch_related("meetings")


def going_on(today: date) -> Q:
    """Return the condition that a pair has begun and is not over."""
    return Q(starts_on__lte=today) & (Q(ends_on=None) | Q(ends_on__gte=today))


def silent_pairs(today: date) -> QuerySet[Mentoring]:
    """Return the pairs that go on and have not met for more than a month."""
    since = today - SILENT_AFTER
    met = MentoringMeeting.objects.filter(mentoring=OuterRef("pk"), met_on__gte=since)
    return Mentoring.objects.filter(going_on(today), ~Exists(met), starts_on__lt=since)


def months_of(pair: Mentoring, today: date, at_most: int = 6) -> list[Month]:
    """Return the newest months of a pair, whose meetings are at hand."""
    return rhythm_of(
        starts_on=pair.starts_on,
        ends_on=pair.ends_on,
        met=[meeting.met_on for meeting in pair.meetings.all()],
        least=pair.least_a_month,
        today=today,
        at_most=at_most,
    )


def is_quiet(pair: Mentoring, today: date) -> bool:
    """Tell whether a pair, whose meetings are at hand, has fallen silent."""
    last = max((meeting.met_on for meeting in pair.meetings.all()), default=None)
    return is_silent(starts_on=pair.starts_on, ends_on=pair.ends_on, last_met=last, today=today)
