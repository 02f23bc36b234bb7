"""Practices: a list that can be searched, with its maps, and a page each."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from maillage.cooperation.models import Mention
from maillage.cooperation.queries.reported import told_practices
from maillage.initiatives.enums import OpenTo, Standing
from maillage.initiatives.models import Initiative, Terms
from maillage.initiatives.queries.search import Found, Search
from maillage.kit.spoken import language_name
from maillage.mobility.lift_address import asking_address, point_in
from maillage.territory.models import Theme
from maillage.territory.public_pages import public_page, show
from maillage.territory.queries.regions import version_of
from maillage.website.card_age import age_in_words, is_old
from maillage.website.found_map import maps_of, without_position
from maillage.website.practice_asked import PracticesAsked
from maillage.website.queries.needs import is_reported, public_needs, told
from maillage.website.queries.practices import (
    page_of,
    partners_of,
    regions_with_land,
    themes_of,
    waiting_practices,
    with_age,
)
from maillage.website.states import strand_of

PRACTICES_ON_A_PAGE = 25
NEAR = ("region__programme", "organisation", "place", "terms", "merged_into__region", "pilot")


def themes_with_groups() -> Prefetch[Any, Any, Any]:
    """Fetch themes together with the group they are shown under."""
    return Prefetch("themes", Theme.objects.select_related("group"))


@public_page
def index(request: HttpRequest) -> HttpResponse:
    """List the practices of all regions, found by words and choices, with the maps of what is listed."""
    regions = list(regions_with_land())
    programmes = {region.programme for region in regions}
    return show(
        request,
        "website/practices.html",
        lambda: listed(request, regions),
        version=version_of([*programmes, *regions]),
        programme=programmes.pop() if len(programmes) == 1 else None,
    )


def listed(request: HttpRequest, regions: list[Any]) -> dict[str, Any]:
    """Find one page of practices."""
    themes = list(Theme.objects.select_related("group"))
    asked = PracticesAsked(request.GET, regions, themes)
    homes = {region.pk: region for region in asked.regions_by_slug.values()}
    page = page_asked(Search(asked.as_search(), list(homes), waiting_practices()), request.GET.get("page", ""))
    practices = page_of(page.object_list)
    shown = themes_of(practices, themes)
    today = timezone.localdate()
    return {
        "page": page,
        "rows": [
            {
                "practice": practice,
                "home": homes[practice.region_id],
                "themes": shown.get(practice.pk, []),
                "age": age_in_words(practice.recorded_on, practice.confirmed_on, today),
                "is_old": is_old(practice.confirmed_on, today),
            }
            for practice in practices
        ],
        "asked": asked,
        "maps": maps_of(practices, [asked.region] if asked.region else regions),
        "unplaced": without_position(practices),
        "here": "practices",
        "title": _("What exists already"),
    }


def page_asked(search: Search, typed: str) -> Page[int]:
    """Return the numbers of the practices on the page that was asked for, else on the nearest there is."""
    number = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 7 and int(typed) else 1
    found = slice_of(search, number)
    paginator = Paginator(range(found.count), PRACTICES_ON_A_PAGE)
    if number > paginator.num_pages:
        number = paginator.num_pages
        found = slice_of(search, number)
    return Page(found.numbers, number, paginator)


def slice_of(search: Search, number: int) -> Found:
    """Find the practices of one page."""
    return search.found((number - 1) * PRACTICES_ON_A_PAGE, number * PRACTICES_ON_A_PAGE)


@public_page
def detail(request: HttpRequest, region: str, public_id: str) -> HttpResponse:
    """Show one practice; one that was merged leads to the practice it was merged into."""
    practice = get_object_or_404(
        with_age(told_practices())
        .annotate(lift_point=point_in("place"))
        .select_related(*NEAR)
        .prefetch_related(themes_with_groups()),
        region__slug=region,
        public_id=public_id,
    )
    if practice.merged_into:
        return redirect(practice.merged_into)
    return show(
        request,
        "website/practice.html",
        lambda: told_of(practice),
        version=version_of([practice.region.programme, practice.region]),
        programme=practice.region.programme,
        region=practice.region,
    )


def told_of(practice: Any) -> dict[str, Any]:
    """Find all that is told of a practice."""
    today = timezone.localdate()
    mentions = Mention.objects.filter(is_reported(), initiative=practice).select_related("roundtable__region")
    answers = told(public_needs().filter(answered_by=practice).select_related("region"))
    terms: Terms | None = getattr(practice, "terms", None)
    return {
        "practice": practice,
        "title": str(practice.name),
        "description": str(practice.description),
        "terms": terms,
        "accepted": [str(OpenTo(one).label) for one in terms.open_to if one in OpenTo.values] if terms else [],
        "languages": [language_name(code) for code in terms.languages] if terms else [],
        "themes": shown_themes(practice),
        "partners": partners_of(practice),
        "age": age_in_words(practice.recorded_on, practice.confirmed_on, today),
        "is_old": is_old(practice.confirmed_on, today),
        "mentions": mentions.order_by("roundtable__date"),
        "answers": [(need, strand_of(need)) for need in answers],
        "lift": "" if terms_outside(terms) or is_over(practice, today) else lift_to(practice),
        "reports": practice.merged.select_related("organisation", "region").order_by("recorded_on", "pk"),
        "here": "practices",
    }


def is_over(practice: Initiative, today: date) -> bool:
    """Tell whether there is nothing to go to any more."""
    return practice.standing == Standing.PAST or (practice.ended_on is not None and practice.ended_on < today)


def terms_outside(terms: Terms | None) -> bool:
    """Tell whether a practice is told here as an idea of another region."""
    return terms is not None and terms.outside_region


def lift_to(practice: Any) -> str:
    """Return where somebody asks for a lift to the place of a practice."""
    return asking_address(practice.region.slug, practice.lift_point)


def shown_themes(practice: Initiative) -> list[Theme]:
    """Return the themes under which the public finds a practice, each once."""
    return list(dict.fromkeys(theme.shown for theme in practice.themes.all()))
