"""Questions about regions: one with its siblings in a single query, all active ones, and the mark of what is told."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import blake2s

from django.db.models import Case, F, JSONField, Model, QuerySet, When
from django.http import Http404
from django.utils.translation import gettext as _

from maillage.territory.models import Programme, Region


def version_of(rows: Iterable[Model]) -> str:
    """Return a short mark that changes when any of the rows does; regions carry the number of their public changes."""
    mark = blake2s(digest_size=12)
    for row in rows:
        for name, value in sorted(vars(row).items()):
            if not name.startswith("_"):
                mark.update(repr(value).encode())
    return mark.hexdigest()


@dataclass(frozen=True)
class Neighbourhood:
    """A region with its programme and the other active regions, by name."""

    region: Region
    others: list[Region]

    @property
    def programme(self) -> Programme:
        return self.region.programme

    @property
    def version(self) -> str:
        return version_of([self.programme, self.region, *self.others])


def neighbourhood(slug: str, *, with_map: bool = False) -> Neighbourhood:
    """Return the region of this address with its siblings; `with_map` adds its `drawing`. Raises Http404."""
    family = Region.objects.filter(programme__regions__slug=slug).select_related("programme")
    if with_map:
        family = family.annotate(drawing=Case(When(slug=slug, then=F("map__drawing")), output_field=JSONField()))
    rows = sorted(family, key=lambda region: str(region.name))
    mine = next((region for region in rows if region.slug == slug), None)
    if mine is None:
        raise Http404(_("There is no region of that name."))
    return Neighbourhood(mine, [region for region in rows if region.is_active and region != mine])


def active_regions() -> QuerySet[Region]:
    """Return the active regions of all programmes with their programme."""
    return Region.objects.filter(is_active=True).select_related("programme").order_by("slug")
