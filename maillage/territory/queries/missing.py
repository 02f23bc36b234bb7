"""What is not known of a region's places, so that no figure is read as if it were complete."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.db.models import Count, Exists, F, OuterRef, Q

from maillage.territory.models import PlaceOutline, Region
from maillage.territory.queries.places import counted_places

NAMES_SHOWN = 5


@dataclass(frozen=True)
class Lack:
    """How many of a region's places lack one thing, with the names of a few, the largest first."""

    count: int = 0
    names: tuple[str, ...] = ()
    of_all: bool = False

    def __bool__(self) -> bool:
        return self.count > 0

    @property
    def shown(self) -> str:
        return ", ".join(self.names)

    @property
    def further(self) -> int:
        """How many more there are than are named."""
        return self.count - len(self.names)


@dataclass(frozen=True)
class Missing:
    """What the places of a region lack; a region without any place lacks everything."""

    region: Region
    places: int
    population: Lack = field(default_factory=Lack)
    coordinates: Lack = field(default_factory=Lack)
    degurba: Lack = field(default_factory=Lack)
    area: Lack = field(default_factory=Lack)
    outline: Lack = field(default_factory=Lack)
    borrowed: int = 0

    def __bool__(self) -> bool:
        return bool(not self.places or self.figures or self.outline or self.two_kinds)

    @property
    def two_kinds(self) -> bool:
        """Whether official units and localities with borrowed codes stand side by side, and count people twice."""
        return 0 < self.borrowed < self.places

    @property
    def official(self) -> int:
        return self.places - self.borrowed

    @property
    def no_place(self) -> bool:
        return not self.places

    @property
    def figures(self) -> bool:
        """Whether figures wait: without outlines a map is drawn with dots, and nothing is reckoned from them."""
        return bool(self.population or self.coordinates or self.degurba or self.area)


def missing_of(region: Region) -> Missing:
    """Find what the places of a region lack, in two queries; places with parts are told by their parts."""
    places = counted_places(region)
    outlined = Exists(PlaceOutline.objects.filter(place=OuterRef("pk")))
    lacks_any = (
        Q(population__isnull=True) | Q(latitude__isnull=True) | Q(degurba__isnull=True) | Q(area_km2__isnull=True)
    )
    rows = list(
        places.annotate(outlined=outlined)
        .filter(lacks_any | Q(outlined=False))
        .order_by(F("population").desc(nulls_last=True), "name", "code")
        .values_list("name", "population", "latitude", "degurba", "area_km2", "outlined")
    )
    counts = places.aggregate(total=Count("pk"), borrowed=Count("pk", filter=Q(code__contains=":")))
    total = counts["total"]

    def lack(column: int) -> Lack:
        names = [str(row[0]) for row in rows if row[column] is None or row[column] is False]
        return Lack(len(names), tuple(names[:NAMES_SHOWN]), of_all=len(names) == total > 0)

    return Missing(region, total, lack(1), lack(2), lack(3), lack(4), lack(5), counts["borrowed"])
