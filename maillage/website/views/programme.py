"""The first page: the way in by language, the programme with its regions, or the list of programmes."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language_from_request
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from maillage.core.map_words import labels
from maillage.core.overview import Overview, Territory, overview
from maillage.kit.access import public
from maillage.territory.models import Programme
from maillage.territory.newcomers_words import for_a_moment_in
from maillage.territory.public_pages import public_page, show
from maillage.territory.queries.regions import version_of
from maillage.website.progress_page import in_words
from maillage.website.queries.feed import latest
from maillage.website.queries.progress import tally_of_programme
from maillage.website.queries.regions import regions_told

NEWEST = 6


@public
@require_safe
def entrance(request: HttpRequest) -> HttpResponse:
    """Send a reader who names no language to the one the browser asks for."""
    with for_a_moment_in(get_language_from_request(request)):
        response = HttpResponseRedirect(reverse("website:home"))
    patch_vary_headers(response, ["Accept-Language"])
    return response


@public_page
def home(request: HttpRequest) -> HttpResponse:
    """Show the one programme there is; list them where there are several; say what to do where there is none."""
    programmes = list(Programme.objects.order_by("name"))
    if len(programmes) == 1:
        return show_programme(request, programmes[0])
    return show(
        request,
        "website/programmes.html",
        lambda: {"programmes": programmes, "here": "regions", "title": _("Programmes") if programmes else _("Welcome")},
        version=version_of(programmes),
        programme=None,
    )


@public_page
def detail(request: HttpRequest, programme: str) -> HttpResponse:
    """Show one of several programmes."""
    return show_programme(request, get_object_or_404(Programme, slug=programme))


def show_programme(request: HttpRequest, programme: Programme) -> HttpResponse:
    """Show a programme with its map, its regions and what was published last."""
    regions = sorted(regions_told(programme), key=lambda region: str(region.name))
    return show(
        request,
        "website/programme.html",
        partial(told_of, programme, regions),
        version=version_of([programme, *regions]),
        programme=programme,
    )


def told_of(programme: Programme, regions: list[Any]) -> dict[str, Any]:
    """Find what the page of a programme tells."""
    promised = tally_of_programme(programme, timezone.localdate())
    sheet = overview(Territory(str(region.name), region.outline or []) for region in regions)
    return {
        "regions": regions,
        "title": programme.name,
        "description": str(programme.aim),
        "sheet": sheet,
        "names": names_on(sheet),
        "latest": latest(programme.pk, NEWEST),
        "tally": promised,
        "tally_words": in_words(promised),
        "here": "regions",
    }


def names_on(sheet: Overview | None) -> list[Any]:
    """Return the names of the regions where they fit."""
    if sheet is None:
        return []
    return labels([(one.name, one.x, one.y) for one in sheet.regions], [], sheet.width, sheet.height)
