"""What the public reads of posts and money: agreed lines only, and who has not agreed."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from maillage.initiatives.means_page import overview
from maillage.initiatives.models import Funding, Post
from maillage.initiatives.queries.means import Written, shown_lines_of, silent_organisations
from maillage.initiatives.views.means import year_asked
from maillage.territory.models import Region, Theme
from maillage.territory.public_pages import public_page, show
from maillage.territory.queries.regions import neighbourhood


@public_page
def funding_public(request: HttpRequest, region: str) -> HttpResponse:
    """Show posts and money by theme, as far as organisations agree; sums are of what is shown, never of all."""
    near = neighbourhood(region)
    return show(
        request,
        "initiatives/funding.html",
        lambda: told_of(request, near.region),
        version=near.version,
        programme=near.programme,
        region=near.region,
    )


def told_of(request: HttpRequest, region: Region) -> dict[str, Any]:
    """Find what the page shows, in four queries."""
    written: list[Written] = [*shown_lines_of(Post, region), *shown_lines_of(Funding, region)]
    # What is done where nothing is shown is not told here: a line that is kept back may stand behind it.
    told = overview(written, {}, list(Theme.objects.all()), year=year_asked(request), today=timezone.localdate())
    return {
        "told": told,
        "has_lines": bool(written),
        "silent": silent_organisations(region),
        "title": _("Posts and money"),
        "description": _(
            "Posts and money for the welcome of newcomers in %(region)s, as far as organisations show them."
        )
        % {"region": region.name},
        "here": "regions",
    }
