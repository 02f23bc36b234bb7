"""Canaries of coverage: who was asked, who listens, how many newcomers live where, and what was asked of where next."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.utils import timezone

from maillage.insight.models import DeclaredNone, Listener, NewcomersThere, SitingRun
from maillage.territory.models import Place, Region, Theme

RUN = {"reach": 20.0, "places": 2, "own": []}


def coverage_of(region: Region, secret: Callable[[str], str]) -> dict[str, Any]:
    """One place with everything that a desk keeps of its coverage."""
    place = a_place(region, "first")
    theme = Theme.objects.get(key="language_and_literacy")
    none = DeclaredNone.objects.create(
        region=region, place=place, theme=theme, asked_on=date(2026, 5, 3), asked_whom=secret("asked-whom")
    )
    listener = Listener.objects.create(region=region, place=place, called=secret("listener"), since=date(2025, 1, 1))
    newcomers = NewcomersThere.objects.create(
        region=region, place=place, persons=7, as_of=date(2026, 1, 1), source=secret("who-counted")
    )
    run = SitingRun.objects.create(
        region=region, theme=theme, asked=RUN, stamp=secret("stamp"), all_steps=10, asked_at=timezone.now()
    )
    return {"none": none, "listener": listener, "newcomers": newcomers, "run": run}


def settle_more_coverage(region: Region, number: int) -> None:
    """One more of each."""
    place = a_place(region, f"more-{number}")
    theme = Theme.objects.get(key="mobility")
    DeclaredNone.objects.create(region=region, place=place, theme=theme, asked_on=date(2026, 5, 3), asked_whom="Desk")
    Listener.objects.create(region=region, place=place, called="An office", since=date(2025, 1, 1))
    NewcomersThere.objects.create(region=region, place=place, persons=40, as_of=date(2026, 1, 1), source="CADA")
    SitingRun.objects.create(
        region=region, theme=theme, asked=RUN, stamp="another", all_steps=10, asked_at=timezone.now()
    )


def a_place(region: Region, name: str) -> Place:
    """A village of the region on the map."""
    place = Place.objects.create(
        code=f"cover-{region.slug[:12]}-{name[:6]}", country="FR", name=f"Village {name} of {region.slug}",
        population=900, population_year=2023, area_km2=12, latitude=45.0, longitude=4.0, degurba=3,
    )  # fmt: skip
    region.places.add(place)
    return place
