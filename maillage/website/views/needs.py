"""Needs and promises: lists with filters, one need with all that was said of it, one promise with its steps."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.db.models import OuterRef, Prefetch, QuerySet, Subquery
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from maillage.cooperation.models import FollowUp, Need, Raising
from maillage.initiatives.models import PilotCall
from maillage.kit.fields import WordingField
from maillage.people.enums import Category
from maillage.territory.models import Region
from maillage.territory.public_pages import public_page, show
from maillage.territory.queries.regions import active_regions, neighbourhood, version_of
from maillage.website.filters import NeedFilter
from maillage.website.queries.needs import Told, is_reported, public_commitments, public_needs, public_practices, told
from maillage.website.states import knots_of_promise, promise_in_words, strand_of

NEEDS_ON_A_PAGE = 25


@public_page
def index(request: HttpRequest) -> HttpResponse:
    """List the needs of all regions, by theme, region and state."""
    regions = list(active_regions())
    programmes = {region.programme for region in regions}
    return show(
        request,
        "website/needs.html",
        lambda: listed(request, regions, regions),
        version=version_of([*programmes, *regions]),
        programme=programmes.pop() if len(programmes) == 1 else None,
    )


@public_page
def of_region(request: HttpRequest, region: str) -> HttpResponse:
    """List the needs of one region."""
    near = neighbourhood(region)
    return show(
        request,
        "website/needs.html",
        lambda: {"near": near, **listed(request, [near.region], [])},
        version=near.version,
        programme=near.programme,
        region=near.region,
    )


def listed(request: HttpRequest, regions: list[Region], choices: list[Region]) -> dict[str, Any]:
    """Find one page of needs; `choices` are the regions to choose from."""
    asked = NeedFilter(request.GET, choices)
    found = asked.narrow(public_needs().filter(region__in=[region.pk for region in regions])).order_by("-pk")
    page = Paginator(found.values_list("pk", flat=True), NEEDS_ON_A_PAGE).get_page(request.GET.get("page"))
    shown = told(Need.objects.filter(pk__in=list(page)).select_related("theme__group").order_by("-pk"))
    names = {region.pk: region for region in regions}
    rows = [(need, names[need.region_id], strand_of(need)) for need in shown]
    return {"page": page, "rows": rows, "asked": asked, "here": "needs", "title": _("What is needed")}


@public_page
def detail(request: HttpRequest, region: str, public_id: str) -> HttpResponse:
    """Show one need: each time it was raised, what was promised, what came of it, which practices answer it."""
    known = with_call(public_needs().select_related("region__programme", "theme__group"))
    found = told(known.filter(region__slug=region, public_id=public_id))
    if not found:
        raise Http404
    need: Told = found[0]
    return show(
        request,
        "website/need.html",
        lambda: told_of_need(need),
        version=version_of([need.region.programme, need.region]),
        programme=need.region.programme,
        region=need.region,
    )


def with_call(needs: QuerySet[Need]) -> QuerySet[Any]:
    """Tell with each need the newest public call written for it, without a query more."""
    calls = PilotCall.objects.filter(needs=OuterRef("pk"), published_at__isnull=False, withdrawn_at=None)
    newest = calls.order_by("-closes_at", "-pk")
    return needs.annotate(
        call=Subquery(newest.values("public_id")[:1]),
        call_title=Subquery(newest.values("title")[:1], output_field=WordingField()),
    )


def told_of_need(need: Told) -> dict[str, Any]:
    """Find what the page of a need shows, in five queries."""
    raisings = Raising.objects.filter(is_reported(), need=need).select_related("roundtable", "room", "organisation")
    promises = public_commitments().filter(need=need).select_related("organisation").prefetch_related(follow_ups())
    return {
        "need": need,
        "strand": strand_of(need),
        "raisings": raisings.order_by("roundtable__number", "position", "pk"),
        "promises": [(promise, promise_in_words(promise)) for promise in promises],
        "practices": public_practices().filter(answers=need).select_related("organisation", "region"),
        "places": list(need.places.all()),
        "asked_of": asked_of(need),
        "title": str(need.text),
        "description": _("A need of %(region)s, what was promised, and what came of it.")
        % {"region": need.region.name},
        "here": "needs",
    }


def asked_of(need: Need) -> str:
    """Say of whom something is asked: in the words of the table, else by the vocabulary."""
    labels = dict(Category.choices)
    return str(need.addressed_in_words) or ", ".join(str(labels.get(key, key)) for key in need.addressed_to)


def follow_ups() -> Prefetch[Any, Any, Any]:
    """Fetch the told steps of promises in the order in which they were told."""
    return Prefetch("follow_ups", FollowUp.objects.order_by("told_at", "pk"))


@public_page
def commitment(request: HttpRequest, region: str, public_id: str) -> HttpResponse:
    """Show one promise: who, what, by when, for which need, and each step told since."""
    known = public_commitments().select_related("region__programme", "organisation", "need", "roundtable")
    promise = known.filter(region__slug=region, public_id=public_id).first()
    if promise is None:
        raise Http404(_("There is no such promise, or its report is not published."))

    def tell() -> dict[str, Any]:
        steps = list(FollowUp.objects.filter(commitment=promise).order_by("told_at", "pk"))
        words = promise_in_words(promise)
        return {
            "promise": promise,
            "words": words,
            "knots": knots_of_promise(promise),
            "follow_ups": steps,
            "need_is_public": promise.need_id and public_needs().filter(pk=promise.need_id).exists(),
            "title": str(promise.text),
            "description": words,
            "here": "needs",
        }

    return show(
        request,
        "website/commitment.html",
        tell,
        version=version_of([promise.region.programme, promise.region]),
        programme=promise.region.programme,
        region=promise.region,
    )
