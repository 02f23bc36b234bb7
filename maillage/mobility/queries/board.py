"""What the public board of lifts counts: offers and requests by municipality and half-day, small counts protected."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, time

from maillage.core.folding import fold
from maillage.mobility.enums import OfferState, RequestState
from maillage.mobility.models import Offer, RideRequest
from maillage.territory.models import Region

NOON = time(12)
# Below so many different people nobody is told more than "a few", and of riders not even on which half-day.
FEW = 5
HalfDay = tuple[int, bool]


@dataclass
class OfAPlace:
    """Who starts, ends or stops in one municipality: the people behind each half-day (weekday, afternoon)."""

    name: str
    code: str
    drivers: dict[HalfDay, set[int]] = field(default_factory=lambda: defaultdict(set))
    riders: dict[HalfDay, set[int]] = field(default_factory=lambda: defaultdict(set))

    @property
    def offered(self) -> list[tuple[HalfDay, int]]:
        """The half-days on which lifts are offered, each with its protected count."""
        return [(half_day, protected(len(people))) for half_day, people in sorted(self.drivers.items())]

    @property
    def asked(self) -> list[tuple[HalfDay, int]]:
        """The half-days on which lifts are asked for, told where enough different people ask here."""
        if not self.is_asked_by_many:
            return []
        return [(half_day, protected(len(people))) for half_day, people in sorted(self.riders.items())]

    @property
    def is_asked(self) -> bool:
        return bool(self.riders)

    @property
    def is_asked_by_many(self) -> bool:
        return len(set().union(*self.riders.values())) >= FEW if self.riders else False


def protected(count: int) -> int:
    """Return nought for a few, else the count rounded down to fives: one person more or less is not seen."""
    return count // FEW * FEW


def half_days(weekdays: Iterable[int], *times: time) -> list[HalfDay]:
    """Return the half-days of these weekdays at these hours."""
    return [(day, at >= NOON) for day in weekdays for at in times]


def board_of(region: Region, today: date) -> list[OfAPlace]:
    """Return the municipalities at which approved lifts are offered or asked for, by name; in two questions."""
    places: dict[int, OfAPlace] = {}
    offers = Offer.objects.filter(region=region, state=OfferState.APPROVED, last_on__gte=today)
    for offer in offers.select_related("from_place", "to_place").order_by("pk"):
        for place, at in ((offer.from_place, offer.leaves), (offer.to_place, offer.arrives)):
            if place is not None:
                row = places.setdefault(place.pk, OfAPlace(place.name, place.code))
                for half_day in half_days(offer.weekdays, at):
                    row.drivers[half_day].add(offer.volunteer_id)
    asked = RideRequest.objects.filter(newcomer__region=region, state=RequestState.APPROVED, last_on__gte=today)
    for request in asked.select_related("from_point__place", "to_point__place").order_by("pk"):
        for place in {request.from_point.place, request.to_point.place}:
            row = places.setdefault(place.pk, OfAPlace(place.name, place.code))
            for half_day in half_days(request.weekdays, *filter(None, (request.time, request.back_at))):
                row.riders[half_day].add(request.newcomer_id)
    return sorted(places.values(), key=lambda row: (fold(row.name), row.code))
