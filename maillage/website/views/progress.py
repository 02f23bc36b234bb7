"""What became of the promises of a region, by theme."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from maillage.territory.public_pages import public_page, show
from maillage.territory.queries.regions import neighbourhood
from maillage.website import progress_page


@public_page
def of_region(request: HttpRequest, region: str) -> HttpResponse:
    """Show how many promises were kept, are on the way, late, blocked or dropped, and each of them."""
    near = neighbourhood(region)
    return show(
        request,
        "website/commitments.html",
        lambda: {"near": near, **progress_page.told_of(near.region)},
        version=near.version,
        programme=near.programme,
        region=near.region,
    )
