"""Localities leave a region to the units they lie in, and whatever named them names the units."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import ManyToManyRel

from maillage.territory.models import Place, Region
from maillage.territory.unit_level import Joined, Leaving

BATCH = 400
# What belongs to the place itself and moves with it.
OWN = {"parts", "outline", "regions"}


def leave_to_units(region: Region, found: Leaving) -> None:
    """Take the localities out of the region and join them to their units; call it inside a transaction.

    No place is deleted. Rows of this region that name a locality name its unit from now on. Where the unit is not of
    the same name, rows that tell something of the whole place (`tells_of_whole_place`: a figure, “we asked: none”)
    stay with the locality, because they do not hold for the unit.
    """
    if not found.gone:
        return
    keys = [place.pk for place in found.gone]
    through = Region.places.through
    for start in range(0, len(keys), BATCH):
        through.objects.filter(region_id=region.pk, place_id__in=keys[start : start + BATCH]).delete()
    for each in found.joined:
        each.locality.parent = each.unit
    Place.objects.bulk_update([each.locality for each in found.joined], ["parent"], batch_size=BATCH)
    _point_to_units(region, found.joined)


def _point_to_units(region: Region, joined: Iterable[Joined]) -> None:
    of = {each.locality.pk: each for each in joined}
    elsewhere = _in_other_regions(region, of)
    for link in _links_to_places():
        for row, locality in link.rows(region, list(of)):
            each = of[locality]
            if (link.within or locality not in elsewhere) and (each.is_same or not link.tells_of_whole):
                link.point(row, each.unit)


@dataclass(frozen=True)
class Link:
    """One way in which rows name places: a column of their own, or a row between the two."""

    model: Any
    column: str
    within: str
    is_between: bool

    @property
    def tells_of_whole(self) -> bool:
        return getattr(self.model, "tells_of_whole_place", False)

    def rows(self, region: Region, localities: list[int]) -> Iterator[tuple[int, int]]:
        """Return the keys of the rows that name these localities; where rows have a region, those of this one."""
        mine = self.model._base_manager.filter(**({self.within: region.pk} if self.within else {}))
        for start in range(0, len(localities), BATCH):
            named = mine.filter(**{f"{self.column}__in": localities[start : start + BATCH]})
            yield from list(named.order_by("pk").values_list("pk", self.column))

    def point(self, row: int, unit: Place) -> None:
        """Point a row to the unit; where the unit has one of its own already, that one counts."""
        here = self.model._base_manager.filter(pk=row)
        try:
            with transaction.atomic():
                here.update(**{self.column: unit.pk})
        except IntegrityError:
            if self.is_between:
                here.delete()


def _links_to_places() -> Iterator[Link]:
    for relation in Place._meta.related_objects:
        if relation.get_accessor_name() in OWN:
            continue
        model: Any = relation.related_model
        has_region = any(column.name == "region" for column in model._meta.concrete_fields)
        if isinstance(relation, ManyToManyRel):
            link: Any = relation.field
            within = f"{link.m2m_field_name()}__region_id" if has_region else ""
            yield Link(relation.through, f"{link.m2m_reverse_field_name()}_id", within, is_between=True)
        else:
            within = "region_id" if has_region else ""
            yield Link(model, f"{relation.field.name}_id", within, is_between=False)


def _in_other_regions(region: Region, of: dict[int, Joined]) -> set[int]:
    through, keys, found = Region.places.through, list(of), set()
    for start in range(0, len(keys), BATCH):
        rows = through.objects.filter(place_id__in=keys[start : start + BATCH]).exclude(region_id=region.pk)
        found |= set(rows.values_list("place_id", flat=True))
    return found
