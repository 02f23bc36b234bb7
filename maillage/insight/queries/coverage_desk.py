"""Questions of the desk about coverage: the places one may name, standing declarations, listeners, counts, runs."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from maillage.core.folding import fold
from maillage.insight.models import DeclaredNone, Listener, NewcomersThere, SitingRun
from maillage.people.models import Organisation
from maillage.territory.models import Place, Region, Theme


def nameable_places(region: Region) -> QuerySet[Place]:
    """Return the places of a region and the larger areas they lie in."""
    rows = Place.objects.filter(Q(regions=region) | Q(parts__regions=region)).distinct()
    return rows.order_by("name", "code")


def places_called(places: QuerySet[Place], words: Iterable[str]) -> dict[str, list[Place]]:
    """Return, of many places, those that somebody named, by folded code and name; the others are not read."""
    said = {word.strip() for word in words}
    folded = {fold(word)[:160] for word in said}
    codes = {spelled for word in said for spelled in (word, word.upper(), word.lower())}
    found: dict[str, list[Place]] = {}
    for place in places.filter(Q(folded_name__in=folded) | Q(name__in=said) | Q(code__in=codes)):
        for key in {fold(place.code), fold(place.name)}:
            found.setdefault(key, []).append(place)
    return found


def shown_themes() -> list[Theme]:
    """Return the themes that the public is shown."""
    return list(Theme.objects.filter(group__isnull=True))


def standing_nones(region: Region) -> QuerySet[DeclaredNone]:
    """Return what stands of “we asked: none”, the latest asking first."""
    rows = DeclaredNone.objects.filter(region=region, taken_back_at__isnull=True)
    return rows.select_related("place", "theme").order_by("-asked_on", "place__name", "theme__position", "pk")


def listeners_of(region: Region) -> QuerySet[Listener]:
    """Return who was named as listening, by place."""
    rows = Listener.objects.filter(region=region).select_related("place", "organisation")
    return rows.order_by("place__name", "since", "pk")


def newcomers_of(region: Region) -> QuerySet[NewcomersThere]:
    """Return the counts of newcomers, by place."""
    return NewcomersThere.objects.filter(region=region).select_related("place").order_by("place__name", "pk")


def seated_organisations(region: Region) -> list[Organisation]:
    """Return the organisations that sit on a region's platform, by name."""
    rows = Organisation.objects.filter(seats__region=region, seats__left_on__isnull=True)
    return list(rows.order_by("name"))


def runs_of(region: Region) -> QuerySet[SitingRun]:
    """Return what was asked of where next, the latest first."""
    return SitingRun.objects.filter(region=region).select_related("theme")
