"""Questions about what else a region shows: its newest news, its practices and its pilots, in one query."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from django.db.models import CharField, DateTimeField, F, Value
from django.urls import reverse

from maillage.initiatives.models import Pilot
from maillage.kit.fields import LocalWording
from maillage.territory.models import Region
from maillage.website.models import NewsPost
from maillage.website.queries.needs import public_practices

NEWS_SHOWN = 4
COLUMNS = ("at", "kind", "public_id", "words", "more", "who")


class Other(NamedTuple):
    """One line: a news post, a practice or a pilot."""

    at: datetime | None
    kind: str
    public_id: str
    words: LocalWording
    more: LocalWording
    who: str
    slug: str

    @property
    def url(self) -> str:
        if self.kind == "news":
            return reverse("website:news-detail", args=[self.public_id])
        return reverse(f"website:{self.kind}-detail", args=[self.slug, self.public_id])


def others_of_region(region: Region) -> list[Other]:
    """Return the newest news, then the practices, then the pilots of a region."""
    newest = NewsPost.objects.filter(region=region, published_at__isnull=False).order_by("-published_at", "-pk")
    news = (
        NewsPost.objects.filter(pk__in=newest.values("pk")[:NEWS_SHOWN])
        .order_by()
        .annotate(at=F("published_at"), kind=_said("news"), words=F("title"), more=F("text"), who=_said(""))
    )
    practices = (
        public_practices()
        .filter(region=region)
        .order_by()
        .annotate(
            at=_never(), kind=_said("practice"), words=F("name"), more=F("description"), who=F("organisation__name")
        )
    )
    pilots = (
        Pilot.objects.filter(region=region)
        .order_by()
        .annotate(at=_never(), kind=_said("pilot"), words=F("name"), more=F("description"), who=F("holder__name"))
    )
    rows = news.values_list(*COLUMNS).union(practices.values_list(*COLUMNS), pilots.values_list(*COLUMNS), all=True)
    found = [
        Other(at, kind, public_id, words, more, who or "", region.slug)
        for at, kind, public_id, words, more, who in rows
    ]
    dated = sorted((row for row in found if row.at), key=lambda row: str(row.at), reverse=True)
    return dated + sorted((row for row in found if not row.at), key=lambda row: (row.kind == "pilot", str(row.words)))


def _said(word: str) -> Value:
    return Value(word, output_field=CharField())


def _never() -> Value:
    return Value(None, output_field=DateTimeField())
