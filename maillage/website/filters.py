"""Filters of public lists, read from the address so that a filtered list can be sent to somebody."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from maillage.territory.models import Region, Theme
from maillage.website.queries.needs import in_state

STATES = {
    "open": _("nobody has answered yet"),
    "promised": _("promised"),
    "late": _("promised, and late"),
    "answered": _("answered"),
    "closed": _("ended"),
}


@dataclass(frozen=True)
class Choice:
    """One line of a select."""

    value: str
    label: str
    chosen: bool


class NeedFilter:
    """Which needs somebody wants to see; what does not exist is left out of account."""

    def __init__(self, asked: QueryDict, regions: Iterable[Region]) -> None:
        self.regions_offered = sorted(regions, key=lambda region: str(region.name))
        slugs = {region.slug for region in self.regions_offered}
        self.theme = asked.get("theme", "") if asked.get("theme", "") in self.themes_by_key else ""
        self.region = asked.get("region", "") if asked.get("region", "") in slugs else ""
        self.state = asked.get("state", "") if asked.get("state", "") in STATES else ""

    @cached_property
    def themes_by_key(self) -> dict[str, Theme]:
        """The shown themes by key."""
        return {theme.key: theme for theme in Theme.objects.filter(group=None)}

    @property
    def is_set(self) -> bool:
        return bool(self.theme or self.region or self.state)

    @property
    def themes(self) -> list[Choice]:
        return [Choice(key, str(theme.label), key == self.theme) for key, theme in self.themes_by_key.items()]

    @property
    def regions(self) -> list[Choice]:
        return [Choice(one.slug, str(one.name), one.slug == self.region) for one in self.regions_offered]

    @property
    def states(self) -> list[Choice]:
        return [Choice(key, str(label), key == self.state) for key, label in STATES.items()]

    def narrow(self, needs: QuerySet[Any]) -> QuerySet[Any]:
        """Keep the needs that were asked for; a theme includes the finer ones below it."""
        if self.theme:
            theme = self.themes_by_key[self.theme]
            needs = needs.filter(Q(theme=theme) | Q(theme__group=theme))
        if self.region:
            needs = needs.filter(region__slug=self.region)
        if self.state:
            needs = in_state(needs, self.state)
        return needs
