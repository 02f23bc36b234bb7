"""Atom feeds: reports, news and calls with their whole text, in one language, under ids that never change."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple
from uuid import NAMESPACE_URL, uuid5

from django.conf import settings
from django.db.models import Prefetch
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from maillage.cooperation.models import ReportText
from maillage.core.plain_text import one_line, printable
from maillage.core.report import Block
from maillage.initiatives.call_words import standing_of
from maillage.initiatives.models import PilotCall
from maillage.insight.models import Factfile
from maillage.territory.models import Programme, Region
from maillage.website.models import NewsPost
from maillage.website.queries.feed import calls_out, factfiles_out, news_out, reports_out

ENTRIES = 30


class FeedEntry(NamedTuple):
    """One entry, ready to be written."""

    published: datetime
    updated: datetime
    id: str
    title: str
    path: str
    html: str
    author: str


def feed_of(programmes: list[Programme], region: Region | None, path: str) -> str:
    """Return the Atom feed of a region, or of all programmes given."""
    name = str(region.name) if region else " · ".join(programme.name for programme in programmes) or "maillage"
    language = get_language() or "en"
    home = reverse("website:region-detail", args=[region.slug]) if region else reverse("website:home")
    atom = Atom1Feed(
        title=_("%(name)s: reports and news") % {"name": name},
        link=f"{settings.BASE_URL}{home}",
        description="",
        language=language,
        feed_url=f"{settings.BASE_URL}{path}",
        feed_guid=stable_id("feed", region.slug if region else "", language),
        author_name=name,
    )
    for entry in entries(programmes, region):
        atom.add_item(
            title=one_line(entry.title),
            link=f"{settings.BASE_URL}{entry.path}",
            description=printable(entry.html),
            unique_id=entry.id,
            pubdate=entry.published,
            updateddate=entry.updated,
            author_name=entry.author,
        )
    return str(atom.writeString("utf-8"))


def stable_id(*parts: object) -> str:
    """Return an id that depends on what an entry is, never on where the site stands or what the entry says."""
    return uuid5(NAMESPACE_URL, "/".join(["maillage", *map(str, parts)])).urn


def entries(programmes: list[Programme], region: Region | None) -> list[FeedEntry]:
    """Return the newest reports, news, calls and factfiles; a correction keeps its place and says when it was made."""
    reports = reports_out(**_where("roundtable__region", programmes, region)).select_related("roundtable__region")
    texts = Prefetch("texts", ReportText.objects.order_by("pk"), to_attr="words")
    posts = news_out(**({"region": region} if region else {"programme__in": programmes})).select_related("region")
    found = [_report(version) for version in reports.prefetch_related(texts).order_by("-at", "-pk")[:ENTRIES]]
    found += [_post(post) for post in posts.order_by("-published_at", "-pk")[:ENTRIES]]
    found += [_call(call) for call in calls_out(**_where("region", programmes, region))[:ENTRIES]]
    found += [_factfile(edition) for edition in factfiles_out(**_where("region", programmes, region))[:ENTRIES]]
    return sorted(found, key=lambda entry: (entry.published, entry.id), reverse=True)[:ENTRIES]


def _where(path: str, programmes: list[Programme], region: Region | None) -> dict[str, Any]:
    return {path: region} if region else {f"{path}__programme__in": programmes}


def _report(version: Any) -> FeedEntry:
    language = get_language() or "en"
    table = version.roundtable
    words = version.words
    text = min(words, key=lambda text: (text.language != language, text.language != "en"), default=None)
    blocks = [Block.from_dict(block) for block in text.blocks] if text else []
    return FeedEntry(
        published=version.at,
        updated=version.published_at or version.frozen_at,
        id=stable_id("report", table.region.slug, table.number, language),
        title=text.title if text else f"{table.region.name} {table.number}",
        path=reverse("website:roundtable-detail", args=[table.region.slug, table.number]),
        html=render_to_string("website/feed/report.html", {"text": text, "blocks": blocks}),
        author=str(table.region.name),
    )


def _post(post: NewsPost) -> FeedEntry:
    return FeedEntry(
        published=post.published_at or post.created_at,
        updated=post.published_at or post.created_at,
        id=stable_id("news", post.public_id, get_language() or "en"),
        title=str(post.title),
        path=reverse("website:news-detail", args=[post.public_id]),
        html=render_to_string("website/feed/news.html", {"post": post, "base_url": settings.BASE_URL}),
        author=str(post.region.name) if post.region else "",
    )


def _call(call: PilotCall) -> FeedEntry:
    published = call.published_at or call.created_at
    return FeedEntry(
        published=published,
        updated=published,
        id=stable_id("call", call.public_id, get_language() or "en"),
        title=str(call.title),
        path=call.get_absolute_url(),
        html=render_to_string("website/feed/call.html", {"call": call, "standing": standing_of(call)}),
        author=str(call.region.name),
    )


def _factfile(edition: Factfile) -> FeedEntry:
    published = edition.published_at or edition.begun_at
    words = {"number": edition.number, "region": edition.region.name}
    return FeedEntry(
        published=published,
        updated=published,
        id=stable_id("factfile", edition.region.slug, edition.number, get_language() or "en"),
        title=_("Factfile of %(region)s, edition %(number)s") % words,
        path=edition.get_absolute_url(),
        html=render_to_string("website/feed/factfile.html", {"edition": edition}),
        author=str(edition.region.name),
    )
