"""Questions about everything that was published, reports and news together, in the order of time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import CharField, F, IntegerField, Min, OuterRef, Q, QuerySet, Subquery, Value
from django.urls import reverse

from maillage.cooperation.models import ReportVersion
from maillage.core.ordinals import nth_roundtable
from maillage.initiatives.models import PilotCall
from maillage.insight.models import Factfile
from maillage.kit.fields import LocalWording
from maillage.kit.spoken import page_language
from maillage.website.models import NewsPost


@dataclass(frozen=True, order=True)
class Moment:
    """When something was published; what came at the same instant is ordered by kind, then by id."""

    at: datetime
    kind: str
    id: int


@dataclass(frozen=True)
class Entry:
    """One line of the feed: a report under its region's name, or a news post under its title."""

    moment: Moment
    slug: str
    number: int
    public_id: str
    words: LocalWording

    @property
    def is_report(self) -> bool:
        return self.moment.kind == "report"

    @property
    def url(self) -> str:
        if self.is_report:
            return reverse("website:roundtable-detail", args=[self.slug, self.number])
        return reverse("website:news-detail", args=[self.public_id])

    @property
    def title(self) -> str:
        if self.is_report:
            return f"{nth_roundtable(self.number, page_language())} · {self.words}"
        return str(self.words)


def reports_out(**where: Any) -> QuerySet[Any]:
    """Return the standing versions; `at` is when the first version came out, so that corrections do not move it."""
    ever = ReportVersion.objects.filter(roundtable=OuterRef("roundtable"), published_at__isnull=False).order_by()
    standing = ReportVersion.objects.filter(published_at__isnull=False, withdrawn_at__isnull=True, **where)
    return standing.annotate(at=Subquery(ever.values("roundtable").annotate(first=Min("published_at")).values("first")))


def news_out(**where: Any) -> QuerySet[Any]:
    """Return the published news posts with the moment they came out."""
    return NewsPost.objects.filter(published_at__isnull=False, **where).annotate(at=F("published_at"))


def calls_out(**where: Any) -> QuerySet[PilotCall]:
    """Return the published calls that nobody withdrew, the newest first."""
    out = PilotCall.objects.filter(published_at__isnull=False, withdrawn_at__isnull=True, **where)
    return out.select_related("region").order_by("-published_at", "-pk")


def factfiles_out(**where: Any) -> QuerySet[Factfile]:
    """Return the published editions of factfiles that nobody withdrew, without their figures, the newest first."""
    out = Factfile.objects.filter(published_at__isnull=False, withdrawn_at__isnull=True, **where)
    return out.defer("blocks").select_related("region").order_by("-published_at", "-pk")


def latest(programme_id: int, count: int) -> list[Entry]:
    """Return what was published last in a programme."""
    return _entries(
        reports_out(roundtable__region__programme=programme_id), news_out(programme=programme_id), newest=count
    )


def neighbours(programme_id: int, here: Moment) -> tuple[Entry | None, Entry | None]:
    """Return what was published just before and just after `here` in the whole programme, in one query."""
    found = _entries(
        _beside(reports_out(roundtable__region__programme=programme_id), "report", here),
        _beside(news_out(programme=programme_id), "news", here),
    )
    before = [entry for entry in found if entry.moment < here]
    after = [entry for entry in found if entry.moment > here]
    return (max(before, key=_moment, default=None), min(after, key=_moment, default=None))


def _moment(entry: Entry) -> Moment:
    return entry.moment


def _beside(published: QuerySet[Any], kind: str, here: Moment) -> QuerySet[Any]:
    """Keep the two rows of one kind that stand next to `here`."""
    if kind == here.kind:
        earlier, later = Q(at=here.at, pk__lt=here.id), Q(at=here.at, pk__gt=here.id)
    else:
        together = Q(at=here.at)
        earlier, later = (together, Q(pk=None)) if kind < here.kind else (Q(pk=None), together)
    before = published.filter(Q(at__lt=here.at) | earlier).order_by("-at", "-pk").values("pk")[:1]
    after = published.filter(Q(at__gt=here.at) | later).order_by("at", "pk").values("pk")[:1]
    return published.filter(Q(pk=Subquery(before)) | Q(pk=Subquery(after)))


def _entries(reports: QuerySet[Any], news: QuerySet[Any], newest: int = 0) -> list[Entry]:
    """Ask both tables at once."""
    told = reports.order_by().annotate(
        kind=Value("report", output_field=CharField()),
        slug=F("roundtable__region__slug"),
        number_in_series=F("roundtable__number"),
        public_id=Value("", output_field=CharField()),
        words=F("roundtable__region__name"),
    )
    posted = news.order_by().annotate(
        kind=Value("news", output_field=CharField()),
        slug=Value("", output_field=CharField()),
        number_in_series=Value(0, output_field=IntegerField()),
        words=F("title"),
    )
    columns = ("at", "kind", "pk", "slug", "number_in_series", "public_id", "words")
    both = told.values_list(*columns).union(posted.values_list(*columns), all=True)
    rows: Iterable[tuple[Any, ...]] = both.order_by("-at", "-kind", "-pk")[:newest] if newest else both
    return [
        Entry(Moment(at, kind, pk), slug, number, public_id, words)
        for at, kind, pk, slug, number, public_id, words in rows
    ]
