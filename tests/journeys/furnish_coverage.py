"""Coverage of the furnished region: an answer “none”, a listener, a number of newcomers, and a reckoning."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils import timezone

from maillage.insight.models import DeclaredNone, Listener, NewcomersThere, SitingRun
from maillage.territory.models import Region, Theme

ASKED = {"reach": 20.0, "places": 1, "own": []}


def the_coverage(region: Region) -> dict[str, Any]:
    """Return one of each; made once."""
    places = list(region.places.order_by("code")[:2])
    theme = Theme.objects.get(key="language_and_literacy")
    here: dict[str, Any] = {"region": region, "place": places[0]}
    asked = {"asked_on": date(2026, 5, 3), "asked_whom": "Mairie"}
    counted = {"persons": 40, "as_of": date(2026, 6, 30), "source": "CADA"}
    return {
        "none": DeclaredNone.objects.get_or_create(**here, theme=theme, taken_back_at=None, defaults=asked)[0],
        "listener": Listener.objects.get_or_create(**here, called="Mairie", defaults={"since": date(2022, 1, 1)})[0],
        "newcomers": NewcomersThere.objects.get_or_create(**here, defaults=counted)[0],
        "run": SitingRun.objects.filter(region=region).first() or a_run(region, theme, places[1].pk),
    }


def a_run(region: Region, theme: Theme, place: int) -> SitingRun:
    """A reckoning that is done: no place, one place, and the fairest one."""
    step = {"people": 5_000.0, "current": 2_000.0, "reachable": 2_500.0, "proved": True, "first": True}
    none = {**step, "allowed": 0, "places": [], "gained": 0.0, "bound": 0.0}
    one = {**step, "allowed": 1, "places": [place], "gained": 900.0, "bound": 900.0}
    fairest = {"places": [place], "before": 61.2, "longest": 38.0, "at_least": 38.0, "proved": True}
    now = timezone.now()
    return SitingRun.objects.create(
        region=region, theme=theme, asked=ASKED, stamp="of another day", done_steps=10, all_steps=10,
        result={"curve": [none, one], "fairest": fairest}, asked_at=now, finished_at=now,
    )  # fmt: skip
