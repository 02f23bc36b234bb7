"""Questions about what answers a need: which practices do, which could, and which needs a practice answers."""

from __future__ import annotations

from django.db.models import Prefetch
from django.urls import reverse

from maillage.cooperation.models import Need
from maillage.initiatives.call_needs import NeedTold
from maillage.initiatives.models import Initiative
from maillage.initiatives.practice_needs import tells_needs_of_practice
from maillage.initiatives.queries.of_the_region import of_the_region
from maillage.initiatives.queries.practices import standing_practices
from maillage.territory.models import Region, Theme

Shelf = tuple[Theme | None, list[Initiative]]


def practices_answering(need: Need) -> list[Initiative]:
    """Return the practices that answer a need."""
    return list(need.answered_by.select_related("organisation").order_by("public_id"))


def shelves_of(region: Region) -> list[Shelf]:
    """Return the practices of a region that can answer a need, each under its first theme; two queries."""
    themes = Prefetch("themes", Theme.objects.select_related("group"))
    shelves: dict[Theme | None, list[Initiative]] = {}
    for practice in of_the_region(standing_practices(region)).prefetch_related(themes):
        shown = sorted((theme.shown for theme in practice.themes.all()), key=lambda theme: (theme.position, theme.key))
        shelves.setdefault(shown[0] if shown else None, []).append(practice)
    ordered = sorted(shelves, key=lambda theme: (theme is None, theme.position if theme else 0))
    return [(theme, sorted(shelves[theme], key=lambda practice: str(practice).casefold())) for theme in ordered]


@tells_needs_of_practice
def needs_of_practice(practice: Initiative) -> list[NeedTold]:
    """Return the needs a practice answers, each with its page on the desk."""
    return [
        NeedTold(need.text, reverse("cooperation:need-edit", args=[practice.region.slug, need.public_id]))
        for need in Need.objects.filter(answered_by=practice, region=practice.region).order_by("pk")
    ]
