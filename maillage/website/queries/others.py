"""Questions about what else a region shows: its newest news, practices, pilots and calls, in one query."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from django.db.models import CharField, DateTimeField, F, Value
from django.urls import reverse

from maillage.initiatives.models import Pilot
from maillage.initiatives.queries.calls import public_calls
from maillage.kit.fields import LocalWording
from maillage.territory.models import Region
from maillage.website.models import NewsPost
from maillage.website.queries.needs import public_practices

NEWS_SHOWN = 4
UNDATED = ("practice", "pilot", "call")
COLUMNS = ("at", "kind", "public_id", "words", "more", "who")


class Other(NamedTuple):
    """One line: a news post, a practice, a pilot or a call."""

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
        room = "initiatives" if self.kind == "call" else "website"
        return reverse(f"{room}:{self.kind}-detail", args=[self.slug, self.public_id])


def others_of_region(region: Region) -> list[Other]:
    """Return the newest news, then the practices, the pilots, and the calls that are not decided yet."""
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
    calls = (
        public_calls(region)
        .filter(withdrawn_at__isnull=True, decided_at__isnull=True)
        .order_by()
        .annotate(at=_never(), kind=_said("call"), words=F("title"), more=F("text"), who=_said(""))
    )
    rows = news.values_list(*COLUMNS).union(
        practices.values_list(*COLUMNS), pilots.values_list(*COLUMNS), calls.values_list(*COLUMNS), all=True
    )
    found = [
        Other(at, kind, public_id, words, more, who or "", region.slug)
        for at, kind, public_id, words, more, who in rows
    ]
    dated = sorted((row for row in found if row.at), key=lambda row: str(row.at), reverse=True)
    return dated + sorted(
        (row for row in found if not row.at), key=lambda row: (UNDATED.index(row.kind), str(row.words))
    )


def _said(word: str) -> Value:
    return Value(word, output_field=CharField())


def _never() -> Value:
    return Value(None, output_field=DateTimeField())
