"""What a link that leads to the form of asking may fill in: each part is checked, and what is unknown is ignored."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, time
from typing import Any

from django.http import QueryDict

from maillage.mobility.enums import TimeKind
from maillage.mobility.models import Course, MeetingPoint
from maillage.territory.models import Region


def as_time(text: str) -> time | None:
    """Return a time of day written as 14:00."""
    try:
        at = time.fromisoformat(text)
    except ValueError:
        return None
    return at if at.tzinfo is None else None


def as_day(text: str) -> date | None:
    """Return a day written as 2026-05-31."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def prefilled(asked: QueryDict, points: Iterable[MeetingPoint]) -> dict[str, Any]:
    """Return what the form starts with, from the parameters of an address."""
    known = {point.public_id for point in points}
    found: dict[str, Any] = {"kind": TimeKind.ARRIVE_BY, "seats": 1}
    for name, field in (("from", "from_point"), ("to", "to_point")):
        if asked.get(name) in known:
            found[field] = asked[name]
    for name, field in (("by", "time"), ("back", "back_at")):
        if at := as_time(asked.get(name, "")):
            found[field] = at
    for name, field in (("from_on", "first_on"), ("until_on", "last_on")):
        if day := as_day(asked.get(name, "")):
            found[field] = day
    weekdays = [word for text in asked.getlist("weekday") for word in text.split(",")]
    if days := [word for word in weekdays if word in {str(number) for number in range(1, 8)}]:
        found["weekdays"] = days
    return found


def course_of(asked: QueryDict, region: Region) -> Course | None:
    """Return the course for which a lift is asked, where it is one of this region that the public knows."""
    public_id = asked.get("course", "").replace("\0", "")
    if not public_id:
        return None
    return Course.objects.filter(region=region, public_id=public_id, is_public=True, closed_at=None).first()
