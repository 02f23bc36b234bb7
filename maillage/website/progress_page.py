"""What the page about the promises of a region tells: how many were kept, by theme, and each of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maillage.core.progress import Standing, Tally, by_theme, tally
from maillage.kit.fields import LocalWording
from maillage.territory.models import Region
from maillage.website.queries.progress import Going, promises_of_region, standing_of
from maillage.website.states import promise_in_words


@dataclass(frozen=True)
class Told:
    """One promise with how it stands, in words."""

    promise: Going
    standing: Standing
    words: str


@dataclass(frozen=True)
class Group:
    """The promises of one theme; without a theme, `label` is empty."""

    key: str
    label: LocalWording
    tally: Tally
    promises: list[Told]

    @property
    def words(self) -> str:
        return in_words(self.tally)


def in_words(counts: Tally) -> str:
    """Say how many promises stand how: 4 kept, 1 late."""
    return ", ".join(_count(how, number) for how, number in counts.told)


def _count(how: Standing, number: int) -> str:
    sentences = {
        Standing.KEPT: ngettext("%(count)s kept", "%(count)s kept", number),
        Standing.ON_THE_WAY: ngettext("%(count)s on the way", "%(count)s on the way", number),
        Standing.LATE: ngettext("%(count)s late", "%(count)s late", number),
        Standing.BLOCKED: ngettext("%(count)s blocked", "%(count)s blocked", number),
        Standing.DROPPED: ngettext("%(count)s dropped", "%(count)s dropped", number),
    }
    return sentences[how] % {"count": number}


def told_of(region: Region, today: date | None = None) -> dict[str, Any]:
    """Find what the page shows, in one query."""
    now = today or timezone.localdate()
    told = [Told(one, standing_of(one, now), promise_in_words(one)) for one in promises_of_region(region, now)]
    counts = tally(one.standing for one in told)
    return {
        "groups": groups_of(told),
        "tally": counts,
        "tally_words": in_words(counts),
        "examples": sum(one.promise.is_example for one in told),
        "title": f"{region.name} · {_('What became of the promises')}",
        "description": _("What organisations promised at the roundtables of %(region)s, and what came of it, by theme.")
        % {"region": region.name},
        "here": "needs",
    }


def groups_of(told: list[Told]) -> list[Group]:
    """Put the promises of one theme together, the theme with most first, those without a theme last."""
    labels = {theme.key: theme.label for one in told if (theme := theme_of(one.promise))}
    by_key: dict[str, list[Told]] = {}
    for one in told:
        by_key.setdefault(key_of(one.promise), []).append(one)
    tallies = by_theme((key_of(one.promise), one.standing) for one in told)
    return [Group(key, labels.get(key, LocalWording()), counts, by_key[key]) for key, counts in tallies.items()]


def theme_of(promise: Going) -> Any:
    """Return the theme under which the public finds a promise: that of the need it answers."""
    return promise.need.theme.shown if promise.need and promise.need.theme else None


def key_of(promise: Going) -> str:
    """Return the key of the theme of a promise, empty where it has none."""
    theme = theme_of(promise)
    return theme.key if theme else ""
