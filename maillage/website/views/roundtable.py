"""A roundtable: its published report, or what is known while there is none."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from maillage.mobility.lift_address import point_in
from maillage.territory.public_pages import answer_if_unchanged, public_page, show
from maillage.territory.queries.regions import Neighbourhood, neighbourhood
from maillage.website.queries.series import public_series
from maillage.website.report_page import told_of_report, told_without_report
from maillage.website.series_words import steps_of


@public_page
def index(request: HttpRequest, region: str) -> HttpResponse:
    """List the series of a region, the newest first."""
    near = neighbourhood(region)

    def tell() -> dict[str, Any]:
        series = list(public_series(near.region))
        steps = steps_of(near.region, series, today=timezone.localdate())
        title = f"{_('Roundtables')} · {near.region.name}"
        return {"series": series[::-1], "steps": steps, "title": title}

    return shown(request, near, "website/roundtables.html", tell)


@public_page
def detail(request: HttpRequest, region: str, number: int) -> HttpResponse:
    """Show one roundtable of the series; a number that does not exist is answered in words."""
    near = neighbourhood(region)
    if unchanged := answer_if_unchanged(request, near.version):
        return unchanged
    series = list(public_series(near.region).annotate(lift_point=point_in("venue_organisation__based_in")))
    steps = steps_of(near.region, series, today=timezone.localdate(), here=number)
    shared = {"near": near, "number": number, "steps": steps, "title": str(near.region.name)}
    roundtable = next((one for one in series if one.number == number), None)
    if roundtable is None:
        return shown(request, near, "website/no_such_roundtable.html", lambda: shared, status=404)
    if roundtable.standing_version is None:
        tell = partial(told_without_report, near, roundtable)
        return shown(request, near, "website/roundtable.html", lambda: {**shared, **tell()})
    tell = partial(told_of_report, near, roundtable, series, version_asked(request))
    return shown(request, near, "website/report.html", lambda: {**shared, **tell()})


def version_asked(request: HttpRequest) -> int | None:
    """Return the version of a report that the address asks for, if it names one."""
    asked = request.GET.get("version", "")
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 5 else None


def shown(request: HttpRequest, near: Neighbourhood, template: str, tell: Any, status: int = 200) -> HttpResponse:
    """Answer with a page of one region."""
    return show(
        request,
        template,
        lambda: {"here": "regions", **tell()},
        version=near.version,
        programme=near.programme,
        region=near.region,
        status=status,
    )
