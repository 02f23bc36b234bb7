"""Finding practices: by words without regard to accents, by theme, by region."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import QueryDict

from maillage.core.folding import fold
from maillage.initiatives.models import Initiative
from maillage.territory.models import Region, Theme
from maillage.website.filters import Choice

LONGEST = 80


def haystack(practice: Initiative, region: Region | None) -> str:
    """Return all words by which a practice is found, in every language they are known in."""
    themes = list(practice.themes.all())
    wordings = [practice.name, practice.description, practice.place_in_words, practice.figures, practice.funder]
    wordings += [theme.label for theme in themes] + [theme.group.label for theme in themes if theme.group]
    wordings += [region.name] if region else []
    words = [text for wording in wordings for text in wording.values()]
    words += [
        practice.organisation.name if practice.organisation else "",
        practice.place.name if practice.place else "",
    ]
    return fold(" ".join(words))


class PracticeSearch:
    """What somebody looks for; what does not exist is left out of account."""

    def __init__(self, asked: QueryDict, regions: Iterable[Region], themes: Iterable[Theme]) -> None:
        self.regions_by_id = {region.pk: region for region in regions}
        self.themes_by_key = {theme.key: theme for theme in themes}
        self.words = asked.get("q", "").replace("\x00", "").strip()[:LONGEST]
        self.theme = asked.get("theme", "") if asked.get("theme", "") in self.themes_by_key else ""
        slugs = {region.slug for region in self.regions_by_id.values()}
        self.region = asked.get("region", "") if asked.get("region", "") in slugs else ""

    @property
    def is_set(self) -> bool:
        return bool(self.words or self.theme or self.region)

    @property
    def themes(self) -> list[Choice]:
        return [Choice(key, str(theme.label), key == self.theme) for key, theme in self.themes_by_key.items()]

    @property
    def regions(self) -> list[Choice]:
        rows = sorted(self.regions_by_id.values(), key=lambda region: str(region.name))
        return [Choice(one.slug, str(one.name), one.slug == self.region) for one in rows]

    def found_in(self, practices: Iterable[Initiative]) -> list[Initiative]:
        """Return the practices that fit, those that say the first word in their name first."""
        wanted = fold(self.words).split()
        fitting = [practice for practice in practices if self._fits(practice, wanted)]
        return sorted(
            fitting,
            key=lambda practice: (
                bool(wanted) and wanted[0] not in fold(" ".join(practice.name.values())),
                str(self.regions_by_id[practice.region_id].name),
                str(practice.name),
            ),
        )

    def _fits(self, practice: Initiative, wanted: list[str]) -> bool:
        region = self.regions_by_id[practice.region_id]
        if self.region and region.slug != self.region:
            return False
        if self.theme and self.theme not in {theme.shown.key for theme in practice.themes.all()}:
            return False
        words = haystack(practice, region) if wanted else ""
        return all(word in words for word in wanted)
