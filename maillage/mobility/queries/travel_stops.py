"""Questions about the stops of a region between which travel times are wanted, and about those that are kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from maillage.mobility.enums import OfferState, RequestState, TravelSource
from maillage.mobility.models import MeetingPoint, Offer, RideRules, TravelMatrix
from maillage.mobility.queries.lifts import open_points
from maillage.mobility.travel import Stop, stop_of_place, stop_of_point
from maillage.mobility.travel.kept import mark_of
from maillage.territory.models import Place, Region


def stops_of(region: Region) -> list[Stop]:
    """Return where lifts start and end: open meeting points, those of approved requests, places of offers."""
    standing = Q(requests_from__state=RequestState.APPROVED) | Q(requests_to__state=RequestState.APPROVED)
    asked = MeetingPoint.objects.filter(standing, region=region).select_related("place")
    points = {point.pk: point for point in (*open_points(region), *asked)}
    offers = Offer.objects.filter(region=region, state=OfferState.APPROVED)
    pairs = list(offers.values_list("from_place", "to_place"))
    places = Place.objects.filter(pk__in={pk for pair in pairs for pk in pair if pk}).order_by("name", "code")
    found = [*map(stop_of_place, places), *map(stop_of_point, points.values())]
    return sorted(found, key=lambda stop: (stop.name, stop.key))


def called(stops: Sequence[Stop]) -> dict[str, str]:
    """Return how a table names each stop: by its name where no other bears it, else by its key."""
    times = Counter(stop.name.casefold() for stop in stops)
    return {stop.key: stop.name if times[stop.name.casefold()] == 1 else stop.key for stop in stops}


@dataclass(frozen=True)
class SourceState:
    """How a source of travel times stands: how old, how many of the region's stops it knows and which it lacks."""

    source: TravelSource
    is_chosen: bool
    known: int
    lacking: tuple[str, ...]
    made_at: datetime | None = None
    asking_since: datetime | None = None
    failed_because: str = ""


def state_of(region: Region, rules: RideRules, stops: Sequence[Stop], source: TravelSource) -> SourceState:
    """Tell how one source stands; an estimate knows every stop that has degrees."""
    is_chosen = rules.travel_source == source
    if source == TravelSource.ESTIMATE:
        lacking = tuple(stop.name for stop in stops if stop.latitude is None)
        return SourceState(source, is_chosen, len(stops) - len(lacking), lacking)
    kept = TravelMatrix.objects.filter(region=region, source=source).defer("seconds", "metres").first()
    if kept is None:
        return SourceState(source, is_chosen, 0, tuple(stop.name for stop in stops))
    known = set(kept.stops)
    names = [stop.key if source == TravelSource.UPLOAD else mark_of(stop) for stop in stops]
    lacking = tuple(stop.name for stop, name in zip(stops, names, strict=True) if name not in known)
    made_at = kept.made_at if kept.stops else None
    here = len(stops) - len(lacking)
    return SourceState(source, is_chosen, here, lacking, made_at, kept.asking_since, kept.failed_because)
