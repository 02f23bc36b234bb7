"""The addresses of all public pages, for search engines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import CharField, QuerySet, Value
from django.urls import reverse

from maillage.cooperation.enums import State
from maillage.cooperation.models import Roundtable
from maillage.initiatives.models import Pilot, PilotCall
from maillage.territory.models import Region
from maillage.territory.newcomers_words import for_a_moment_in
from maillage.website.models import NewsPost
from maillage.website.queries.needs import public_commitments, public_needs, public_practices

SINGLE = ("home", "need-list", "practice-list", "pilot-list", "news-list", "about", "privacy", "accessibility")
OF_A_REGION = (
    "region-detail",
    "roundtable-list",
    "region-needs",
    "region-commitments",
    "region-members",
    "region-places",
    "initiatives:call-list",
)

RECORDS = ("need-detail", "commitment-detail", "practice-detail", "pilot-detail", "initiatives:call-detail")


@dataclass(frozen=True)
class Address:
    """One page: its path in each language."""

    paths: dict[str, str]

    @property
    def main(self) -> str:
        return next(iter(self.paths.values()))


def addresses() -> list[Address]:
    """Return every public page once, with its path in each translated language."""
    pages = list(_pages())
    by_language: dict[str, list[str]] = {}
    for language in settings.TRANSLATED_LANGUAGES:
        with for_a_moment_in(language):
            by_language[language] = [reverse(address_name(name), args=args) for name, args in pages]
    return [Address({language: paths[index] for language, paths in by_language.items()}) for index in range(len(pages))]


def address_name(name: str) -> str:
    """Return the whole name of an address; those without a room are the website's own."""
    return name if ":" in name else f"website:{name}"


def _pages() -> Iterator[tuple[str, list[Any]]]:
    yield from ((name, []) for name in SINGLE)
    for slug in Region.objects.filter(is_active=True).values_list("slug", flat=True):
        yield from ((name, [slug]) for name in OF_A_REGION)
    series = Roundtable.objects.exclude(state=State.DRAFT).order_by("region__slug", "number")
    for slug, number in series.values_list("region__slug", "number"):
        yield "roundtable-detail", [slug, number]
    calls = PilotCall.objects.filter(published_at__isnull=False, withdrawn_at__isnull=True)
    records: list[QuerySet[Any]] = [
        public_needs(),
        public_commitments(),
        public_practices(),
        Pilot.objects.all(),
        calls,
    ]
    named = [
        rows.order_by()
        .annotate(page=Value(name, output_field=CharField()))
        .values_list("page", "region__slug", "public_id")
        for name, rows in zip(RECORDS, records, strict=True)
    ]
    for name, slug, public_id in named[0].union(*named[1:], all=True):
        yield name, [slug, public_id]
    for public_id in NewsPost.objects.filter(published_at__isnull=False).values_list("public_id", flat=True):
        yield "news-detail", [public_id]
