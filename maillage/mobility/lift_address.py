"""The address by which a page of the website leads to the form of asking for a lift, filled in as far as is known."""

from __future__ import annotations

from datetime import date, time
from urllib.parse import urlencode

from django.db.models import Case, IntegerField, OuterRef, Subquery, When
from django.urls import reverse

from maillage.mobility.enums import PointKind
from maillage.mobility.models import MeetingPoint

# Where people meet comes before where they change.
FIRST = (PointKind.TOWN_HALL, PointKind.ASSOCIATION, PointKind.TRAINING, PointKind.SCHOOL)


def point_in(place: str, *, region: str = "region") -> Subquery:
    """Return the meeting point of a place to annotate rows with, by the paths to place and region.

    There is none where lifts are not open in the region, or where nobody can be set down in the municipality.
    """
    known = MeetingPoint.objects.filter(
        region=OuterRef(region), place=OuterRef(place), closed_at=None, region__ride_rules__is_open=True
    )
    rank = Case(
        *(When(kind=kind, then=number) for number, kind in enumerate(FIRST)),
        default=len(FIRST),
        output_field=IntegerField(),
    )
    return Subquery(known.order_by(rank, "name", "pk").values("public_id")[:1])


def asking_address(
    region: str, point: str | None, *, on: date | None = None, by: time | None = None, back: time | None = None
) -> str:
    """Return the address of the form, with the day and its hours where they are known; nothing without a point."""
    if not point:
        return ""
    said: dict[str, object] = {"to": point}
    if on is not None:
        said |= {"weekday": on.isoweekday(), "from_on": on, "until_on": on}
    hours = {"by": by, "back": back if by and back and back > by else None}
    said |= {name: f"{at:%H:%M}" for name, at in hours.items() if at}
    return f"{reverse('mobility:ask', args=[region])}?{urlencode(said)}"
