"""What somebody looks for among the practices, read from the address so that it can be sent to somebody else."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cached_property

from django.http import QueryDict
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from maillage.core.finding import facet
from maillage.core.folding import fold
from maillage.initiatives.enums import OpenTo, Serves, Setting, Standing
from maillage.initiatives.queries.search import LONGEST, Asked
from maillage.kit.spoken import language_name
from maillage.territory.languages import LANGUAGES
from maillage.territory.models import Region, Theme
from maillage.website.filters import Choice
from maillage.website.queries.nearby import Near, near

DISTANCES = (5, 10, 20, 50, 100)
USUAL_DISTANCE = 20
STANDINGS = {
    Standing.PRESENT: pgettext_lazy("practice", "running"),
    Standing.PAST: pgettext_lazy("practice", "ended"),
    Standing.UNKNOWN: pgettext_lazy("practice", "not known"),
}
# The lists behind “More choices”, by the name they have in the address.
FURTHER = ("standing", "accepts", "speaks", "serves", "setting")
NAMES = {
    "theme": gettext_lazy("Theme"),
    "region": gettext_lazy("Region"),
    "standing": gettext_lazy("Does it still run"),
    "accepts": gettext_lazy("Open to"),
    "speaks": gettext_lazy("Language spoken there"),
    "serves": gettext_lazy("How it reaches people"),
    "setting": gettext_lazy("Town or country"),
}


class PracticesAsked:
    """Words, lists and a place; what does not exist is left out of account."""

    def __init__(self, asked: QueryDict, regions: Iterable[Region], themes: Iterable[Theme]) -> None:
        self.regions_by_slug = {region.slug: region for region in sorted(regions, key=in_order)}
        self.themes_shown = [theme for theme in themes if theme.group_id is None]
        self.words = asked.get("q", "").replace("\x00", "").strip()[:LONGEST]
        self.place = asked.get("near", "").replace("\x00", "").strip()[:LONGEST]
        far = asked.get("km", "")
        self.distance = int(far) if far in {str(one) for one in DISTANCES} else USUAL_DISTANCE
        self.chosen = {name: asked.get(name, "") for name in NAMES if asked.get(name, "") in self._offered(name)}

    @property
    def is_set(self) -> bool:
        return bool(self.words or self.chosen or self.place)

    @property
    def has_further(self) -> bool:
        return bool(self.place or any(name in self.chosen for name in FURTHER))

    @property
    def region(self) -> Region | None:
        return self.regions_by_slug.get(self.chosen.get("region", ""))

    @cached_property
    def near(self) -> Near | None:
        """Where the place lies that was typed, and which places lie near; None where no such place is known."""
        regions = [self.region] if self.region else list(self.regions_by_slug.values())
        return near(self.place, self.distance, regions) if self.place else None

    def lists(self, names: Iterable[str]) -> list[tuple[str, str, list[Choice]]]:
        """Return lists to choose from: name in the address, label, choices."""
        return [(name, str(NAMES[name]), self._choices(name)) for name in names]

    @property
    def first_lists(self) -> list[tuple[str, str, list[Choice]]]:
        return self.lists(["theme", "region"])

    @property
    def further_lists(self) -> list[tuple[str, str, list[Choice]]]:
        return self.lists(FURTHER)

    @property
    def distances(self) -> list[Choice]:
        return [Choice(str(one), _("%(number)d km") % {"number": one}, one == self.distance) for one in DISTANCES]

    @property
    def in_words(self) -> list[str]:
        """Say what was asked, for paper, where the form is not printed."""
        said = [_("Words: %(words)s") % {"words": self.words}] if self.words else []
        for name, value in self.chosen.items():
            said.append(_("%(list)s: %(choice)s") % {"list": NAMES[name], "choice": self._offered(name)[value]})
        if self.near:
            said.append(
                _("Within %(number)d km of %(place)s") % {"number": self.distance, "place": self.near.place.name}
            )
        return said

    def as_search(self) -> Asked:
        """Return what the index is asked."""
        lists = [frozenset({facet(name, value)}) for name, value in self._facets()]
        if self.place:
            lists.append(frozenset(facet("place", number) for number in (self.near.numbers if self.near else [])))
        return Asked(self.words, tuple(lists))

    def _facets(self) -> Iterable[tuple[str, object]]:
        for name, value in self.chosen.items():
            yield name, self.regions_by_slug[value].pk if name == "region" else value

    def _choices(self, name: str) -> list[Choice]:
        chosen = self.chosen.get(name, "")
        return [Choice(value, capfirst(label), value == chosen) for value, label in self._offered(name).items()]

    def _offered(self, name: str) -> dict[str, str]:
        if name == "theme":
            return {theme.key: str(theme.label) for theme in self.themes_shown}
        if name == "region":
            return {slug: str(region.name) for slug, region in self.regions_by_slug.items()}
        return FIXED[name]()


def in_order(region: Region) -> tuple[str, str]:
    """Return by what regions are put into order: their name as the reader sees it, without accents."""
    return fold(str(region.name)), region.slug


def _languages() -> dict[str, str]:
    return {code: language_name(code) for code in LANGUAGES}


FIXED: dict[str, Callable[[], dict[str, str]]] = {
    "standing": lambda: {value: str(label) for value, label in STANDINGS.items()},
    "accepts": lambda: {value: str(label) for value, label in OpenTo.choices},
    "speaks": _languages,
    "serves": lambda: {value: str(label) for value, label in Serves.choices},
    "setting": lambda: {value: str(label) for value, label in Setting.choices if value},
}
