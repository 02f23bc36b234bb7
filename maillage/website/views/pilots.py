"""Pilots as the public reads them: those of all regions, and a page each."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import OuterRef, Prefetch, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from maillage.core.pilot_course import last_day
from maillage.initiatives.models import Pilot, PilotCall, PilotReport
from maillage.initiatives.pilot_spoken import name_of
from maillage.initiatives.queries.pilots import course_of, today_in
from maillage.territory.models import Region, Theme
from maillage.territory.public_pages import public_page, show
from maillage.territory.queries.regions import active_regions, version_of
from maillage.website.queries.needs import public_needs, told
from maillage.website.states import strand_of

NEAR = ("region__programme", "holder", "became", "evaluation", "application__call")


@public_page
def index(request: HttpRequest) -> HttpResponse:
    """List the pilots of all regions with theme and holder."""
    regions = list(active_regions())
    programmes = {region.programme for region in regions}
    return show(
        request,
        "website/pilots.html",
        lambda: listed(regions),
        version=version_of([*programmes, *regions]),
        programme=programmes.pop() if len(programmes) == 1 else None,
    )


def listed(regions: list[Region]) -> dict[str, Any]:
    """Find the pilots of these regions, by the name of the region."""
    homes = {region.pk: region for region in regions}
    pilots = Pilot.objects.filter(region__in=list(homes)).select_related("holder")
    rows = []
    for pilot in pilots.prefetch_related(with_groups()):
        pilot.region = homes[pilot.region_id]
        rows.append((pilot, shown(pilot.themes.all()), course_of(pilot, today_in(pilot.region))))
    rows.sort(key=lambda row: (str(row[0].region.name).casefold(), row[0].pk))
    return {
        "rows": rows,
        "regions": len({pilot.region_id for pilot, *_rest in rows}),
        "title": _("Pilots"),
        "here": "practices",
    }


def with_groups() -> Prefetch[Any, Any, Any]:
    """Fetch themes together with the group they are shown under."""
    return Prefetch("themes", Theme.objects.select_related("group"))


def shown(themes: Iterable[Theme]) -> list[Theme]:
    """Return the themes under which the public finds a pilot, each once."""
    return list(dict.fromkeys(theme.shown for theme in themes))


@public_page
def detail(request: HttpRequest, region: str, public_id: str) -> HttpResponse:
    """Show one pilot: what, who, for how long, with what money, what was reached, and what it became."""
    known = with_participants(Pilot.objects.select_related(*NEAR))
    pilot = get_object_or_404(known, region__slug=region, public_id=public_id)
    return show(
        request,
        "website/pilot.html",
        lambda: tell(pilot),
        version=version_of([pilot.region.programme, pilot.region]),
        programme=pilot.region.programme,
        region=pilot.region,
    )


def with_participants(pilots: QuerySet[Pilot]) -> QuerySet[Any]:
    """Return the pilots with how many took part by the last report that was read."""
    read = PilotReport.objects.filter(pilot=OuterRef("pk"), reading__isnull=False).exclude(participants=None)
    return pilots.annotate(took_part=Subquery(read.order_by("-period_to").values("participants")[:1]))


def tell(pilot: Any) -> dict[str, Any]:
    """Find what the page of one pilot shows."""
    today = today_in(pilot.region)
    call = public_call(pilot)
    needs = told(public_needs().filter(calls=call).select_related("region")) if call else []
    evaluation = getattr(pilot, "evaluation", None)
    return {
        "pilot": pilot,
        "title": name_of(pilot),
        "description": str(pilot.description),
        "course": course_of(pilot, today),
        "ends": last_day(pilot.started_on, pilot.ended_on, pilot.months),
        "themes": shown(pilot.themes.select_related("group")),
        "partners": pilot.partners.order_by("name"),
        "milestones": [one for one in pilot.milestones.all() if one.dropped_on is None],
        "targets": list(pilot.targets.all()),
        "evaluation": evaluation if evaluation is not None and evaluation.published_at else None,
        "call": call,
        "needs": [(need, strand_of(need)) for need in needs],
        "here": "practices",
    }


def public_call(pilot: Pilot) -> PilotCall | None:
    """Return the call that chose a pilot, where the public may read it."""
    call = pilot.application.call if pilot.application else None
    is_out = call is not None and call.published_at is not None and call.published_at <= timezone.now()
    return call if is_out else None
