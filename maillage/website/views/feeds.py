"""What machines read: Atom feeds, the site map, the rules for robots."""

from __future__ import annotations

from functools import partial

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from maillage.kit.access import public
from maillage.territory.models import Programme, Region
from maillage.territory.public_pages import answer_if_unchanged, kept_for_all, mark_of, public_page
from maillage.territory.queries.regions import active_regions, neighbourhood, version_of
from maillage.website.atom import feed_of
from maillage.website.sitemap import addresses

ATOM = "application/atom+xml; charset=utf-8"


@public_page
def everything(request: HttpRequest) -> HttpResponse:
    """Give all reports and news of the site."""
    regions = list(active_regions())
    programmes = sorted({region.programme for region in regions}, key=str)
    return feed(request, version_of([*programmes, *regions]), programmes, None)


@public_page
def of_region(request: HttpRequest, region: str) -> HttpResponse:
    """Give the reports and news of one region."""
    near = neighbourhood(region)
    return feed(request, near.version, [near.programme], near.region)


def feed(request: HttpRequest, version: str, programmes: list[Programme], region: Region | None) -> HttpResponse:
    """Answer with a feed, or with 304 where the reader has it."""
    if unchanged := answer_if_unchanged(request, version):
        return unchanged
    response = HttpResponse(feed_of(programmes, region, request.path), content_type=ATOM)
    return kept_for_all(response, mark_of(request, version))


@public
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Tell robots what to leave alone, and where the map is."""
    lines = [
        "User-agent: *",
        *(f"Disallow: /*/{path}/" for path in ("account", "desk", "link", "subscribe", "unsubscribe")),
        f"Sitemap: {settings.BASE_URL}{reverse('sitemap')}",
    ]
    return kept_for_all(HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8"))


@public
@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """List the public pages in each language that is translated."""
    tell = partial(render, request, "website/sitemap.xml", content_type="application/xml; charset=utf-8")
    return kept_for_all(tell({"addresses": addresses(), "base_url": settings.BASE_URL}))
