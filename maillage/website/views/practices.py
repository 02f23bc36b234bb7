"""Practices and pilots: a list that can be searched, and a page each."""

from __future__ import annotations

from typing import Any

from babel.numbers import format_decimal
from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from maillage.cooperation.models import Mention
from maillage.initiatives.models import Initiative, Pilot
from maillage.kit.spoken import page_language
from maillage.territory.models import Region, Theme
from maillage.territory.public_pages import public_page, show
from maillage.territory.queries.regions import active_regions, version_of
from maillage.website.practice_search import PracticeSearch
from maillage.website.queries.needs import is_reported, public_needs, public_practices, told
from maillage.website.states import strand_of

PRACTICES_ON_A_PAGE = 25


def themes_with_groups() -> Prefetch[Any, Any, Any]:
    """Fetch themes together with the group they are shown under."""
    return Prefetch("themes", Theme.objects.select_related("group"))


@public_page
def index(request: HttpRequest) -> HttpResponse:
    """List the practices of all regions, found by words, theme and region."""
    regions = list(active_regions())
    programmes = {region.programme for region in regions}
    return show(
        request,
        "website/practices.html",
        lambda: listed(request, regions),
        version=version_of([*programmes, *regions]),
        programme=programmes.pop() if len(programmes) == 1 else None,
    )


def listed(request: HttpRequest, regions: list[Region]) -> dict[str, Any]:
    """Find one page of practices."""
    asked = PracticeSearch(request.GET, regions, Theme.objects.filter(group=None))
    practices = public_practices().filter(region__in=[region.pk for region in regions])
    known = practices.select_related("organisation", "place").prefetch_related(themes_with_groups())
    page = Paginator(asked.found_in(known), PRACTICES_ON_A_PAGE).get_page(request.GET.get("page"))
    rows = [(practice, asked.regions_by_id[practice.region_id], shown_themes(practice)) for practice in page]
    return {"page": page, "rows": rows, "asked": asked, "here": "practices", "title": _("What exists already")}


def shown_themes(practice: Initiative | Pilot) -> list[Theme]:
    """Return the themes under which the public finds a practice, each once."""
    return list(dict.fromkeys(theme.shown for theme in practice.themes.all()))


@public_page
def detail(request: HttpRequest, region: str, public_id: str) -> HttpResponse:
    """Show one practice: what, where, who, who pays, and where it was spoken of."""
    known = public_practices().select_related("region__programme", "organisation", "place")
    practice = get_object_or_404(known, region__slug=region, public_id=public_id)

    def tell() -> dict[str, Any]:
        mentions = Mention.objects.filter(is_reported(), initiative=practice).select_related("roundtable__region")
        answers = told(public_needs().filter(answered_by=practice).select_related("region"))
        return {
            "practice": practice,
            "title": str(practice.name),
            "description": str(practice.description),
            "themes": shown_themes(practice),
            "mentions": mentions.order_by("roundtable__date"),
            "answers": [(need, strand_of(need)) for need in answers],
            "here": "practices",
        }

    return show(
        request,
        "website/practice.html",
        tell,
        version=version_of([practice.region.programme, practice.region]),
        programme=practice.region.programme,
        region=practice.region,
    )


@public_page
def pilot(request: HttpRequest, region: str, public_id: str) -> HttpResponse:
    """Show one pilot: what, who holds it, for how long, with what money, what was difficult."""
    known = Pilot.objects.select_related("region__programme", "holder")
    found = get_object_or_404(known, region__slug=region, public_id=public_id)
    return show(
        request,
        "website/pilot.html",
        lambda: {
            "pilot": found,
            "title": str(found.name) or _("A pilot whose name is not known"),
            "description": str(found.description),
            "budget": format_decimal(found.budget_eur or 0, locale=page_language()),
            "themes": shown_themes(found),
            "partners": found.partners.order_by("name"),
            "here": "practices",
        },
        version=version_of([found.region.programme, found.region]),
        programme=found.region.programme,
        region=found.region,
    )
