"""A region: its page, its places as a table, its members, its calendar."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from maillage.cooperation.calendar import calendar_of
from maillage.kit.spoken import page_language
from maillage.territory.newcomers_words import for_a_moment_in
from maillage.territory.public_pages import answer_if_unchanged, kept_for_all, public_page, show
from maillage.territory.queries.missing import missing_of
from maillage.territory.queries.regions import neighbourhood
from maillage.website import region_page
from maillage.website.forms import SubscribeForm
from maillage.website.queries.seats import seats_of
from maillage.website.queries.series import public_series

PLACES_ON_A_PAGE = 100


@public_page
def detail(request: HttpRequest, region: str) -> HttpResponse:
    """Show who works together in a region, what is needed, what was promised and what came of it."""
    near = neighbourhood(region, with_map=True)
    return show(
        request,
        "website/region.html",
        lambda: {**region_page.told_of(near), "form": SubscribeForm()},
        version=near.version,
        programme=near.programme,
        region=near.region,
    )


@public_page
def places(request: HttpRequest, region: str) -> HttpResponse:
    """Show the map of a region as a table."""
    near = neighbourhood(region)
    rows = Paginator(near.region.places.order_by("name", "code"), PLACES_ON_A_PAGE)

    def tell() -> dict[str, object]:
        seats: dict[int, list[str]] = {}
        for seat in seats_of(near.region):
            if seat.organisation.based_in_id:
                seats.setdefault(seat.organisation.based_in_id, []).append(seat.organisation.name)
        page = rows.get_page(request.GET.get("page"))
        return {
            "page": page,
            "places": [(place, seats.get(place.pk, [])) for place in page],
            "missing": missing_of(near.region),
            "here": "regions",
            "title": f"{near.region.name} · {_('The map as a table')}",
        }

    return show(
        request,
        "website/places.html",
        tell,
        version=near.version,
        programme=near.programme,
        region=near.region,
    )


@public_page
def members(request: HttpRequest, region: str) -> HttpResponse:
    """Show the organisations of a region with what each says of itself."""
    near = neighbourhood(region)
    return show(
        request,
        "website/members.html",
        lambda: {
            "blocks": region_page.blocks_of(seats_of(near.region)),
            "here": "regions",
            "title": f"{near.region.name} · {_('Who takes part')}",
        },
        version=near.version,
        programme=near.programme,
        region=near.region,
    )


@public_page
def calendar(request: HttpRequest, region: str) -> HttpResponse:
    """Give the roundtables of a region to calendars; never with the link to the meeting."""
    near = neighbourhood(region)
    unchanged = answer_if_unchanged(request, near.version)
    if unchanged is not None:
        return unchanged
    series = public_series(near.region).select_related("region__programme", "venue_organisation")
    with for_a_moment_in(page_language()):
        content = calendar_of(list(series), str(near.region.name))
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'inline; filename="{near.region.slug}.ics"'
    response["Content-Language"] = get_language() or page_language()
    return kept_for_all(response)
