"""What exists where: the public pages of a region's coverage, of one theme, and of one municipality."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from maillage.insight.queries.coverage_rows import region_of
from maillage.territory.models import Region
from maillage.territory.public_pages import public_page, show
from maillage.territory.queries.regions import version_of

# The reckoning brings numpy and scipy: it is imported where a page is reckoned, so that all others start without it.


@public_page
def coverage(request: HttpRequest, region: str) -> HttpResponse:
    """Show where initiatives are and where not; with `place`, one municipality and its neighbours."""
    found = sought(region)
    asked = request.GET.get("place", "")

    def tell() -> dict[str, Any]:
        from maillage.insight.coverage_page import told_of
        from maillage.insight.coverage_place_page import place_told

        today = timezone.localdate()
        return place_told(found, today, asked) if asked.strip() else told_of(found, today, request.GET)

    template = "insight/coverage_place.html" if asked.strip() else "insight/coverage.html"
    return show(
        request, template, tell, version=version_of([found.programme, found]), programme=found.programme, region=found
    )


@public_page
def coverage_theme(request: HttpRequest, region: str, theme: str) -> HttpResponse:
    """Show one theme: who lives within reach, whether it stands where people live, and what is silent."""
    found = sought(region)

    def tell() -> dict[str, Any]:
        from maillage.insight.coverage_theme_page import theme_told

        return theme_told(found, theme, timezone.localdate(), request.GET)

    return show(
        request,
        "insight/coverage_theme.html",
        tell,
        version=version_of([found.programme, found]),
        programme=found.programme,
        region=found,
    )


def sought(slug: str) -> Region:
    """Return the region of this address; raises Http404."""
    found = region_of(slug)
    if found is None:
        raise Http404(_("There is no region of that name."))
    return found
