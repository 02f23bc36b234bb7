"""The factfile in public: the newest edition, any edition, two side by side, and the figures as a sheet."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from maillage.insight.factfile_export import figures_sheet
from maillage.insight.models import Factfile
from maillage.insight.queries.editions import (
    blocks_of,
    published_edition,
    published_editions,
    regions_with_factfile,
    words_of,
)
from maillage.insight.wording import sections_of
from maillage.insight.wording.comparison import comparison_tables
from maillage.insight.wording.shown import pages_of
from maillage.kit.spoken import page_language
from maillage.people.sheets import answer_with_sheets
from maillage.territory.models import Region
from maillage.territory.public_pages import answer_if_unchanged, kept_for_all, mark_of, public_page, show
from maillage.territory.queries.regions import Neighbourhood, neighbourhood


@public_page
def factfile(request: HttpRequest, region: str) -> HttpResponse:
    """Show the newest edition that is out."""
    near = neighbourhood(region, with_map=True)
    return show(
        request,
        "insight/factfile.html",
        lambda: told(near, published_edition(near.region)),
        version=near.version,
        programme=near.programme,
        region=near.region,
    )


@public_page
def factfile_edition(request: HttpRequest, region: str, edition: int) -> HttpResponse:
    """Show one edition; one that was withdrawn tells why."""
    near = neighbourhood(region, with_map=True)
    found = edition_or_404(near.region, edition)
    return show(
        request,
        "insight/factfile.html",
        lambda: told(near, found),
        version=near.version,
        programme=near.programme,
        region=near.region,
        status=410 if found.withdrawn_at else 200,
    )


def edition_or_404(region: Region, number: int) -> Factfile:
    """Return an edition that is or was out."""
    found = published_edition(region, number)
    if found is None:
        raise Http404(_("There is no such edition, or it is not published."))
    return found


def told(near: Neighbourhood, edition: Factfile | None) -> dict[str, Any]:
    """Find what the page of an edition shows."""
    shown = edition and not edition.withdrawn_at
    sections = sections_of(blocks_of(edition), words_of(edition)) if edition and shown else ()
    return {
        "near": near,
        "edition": edition,
        "editions": list(published_editions(near.region)),
        "sections": pages_of(sections, getattr(near.region, "drawing", None)),
        "title": _("Factfile of %(region)s") % {"region": near.region.name},
        "description": _("What %(region)s knows of itself: each figure with its date, source and method.")
        % {"region": near.region.name},
        "here": "regions",
    }


@public_page
def compare(request: HttpRequest, region: str) -> HttpResponse:
    """Show two editions of a region side by side, or the newest edition of two regions."""
    near = neighbourhood(region)
    return show(
        request,
        "insight/factfile_compare.html",
        lambda: side_by_side(request, near),
        version=near.version,
        programme=near.programme,
        region=near.region,
    )


def side_by_side(request: HttpRequest, near: Neighbourhood) -> dict[str, Any]:
    """Find the two that were asked for: without a word the last two editions."""
    editions = [one for one in published_editions(near.region) if not one.withdrawn_at]
    numbers = [one.number for one in editions]
    others = regions_with_factfile(near.others)
    other = next((one for one in others if one.slug == request.GET.get("with")), None)
    second = chosen(request.GET.get("second"), numbers, numbers[0] if numbers else None)
    first = chosen(request.GET.get("first"), numbers, numbers[1] if len(numbers) > 1 else None)
    one = published_edition(other) if other else (published_edition(near.region, first) if first else None)
    two = published_edition(near.region, second) if second else None
    names = (name_of(one, with_region=bool(other)), name_of(two, with_region=bool(other)))
    tables = (
        comparison_tables(
            blocks_of(one), blocks_of(two), names, only_changed="changed" in request.GET, of_regions=bool(other)
        )
        if one and two
        else ()
    )
    return {
        "near": near,
        "editions": editions,
        "others": others,
        "other": other,
        "first": first,
        "second": second,
        "only_changed": "changed" in request.GET,
        "names": names,
        "tables": tables,
        "title": _("Factfile of %(region)s, compared") % {"region": near.region.name},
        "here": "regions",
    }


def chosen(asked: str | None, numbers: list[int], usual: int | None) -> int | None:
    """Return the edition asked for, if there is such a one."""
    return int(asked) if asked and asked.isdecimal() and int(asked) in numbers else usual


def name_of(edition: Factfile | None, *, with_region: bool) -> str:
    """Name a side of the comparison."""
    if edition is None:
        return ""
    if with_region:
        return str(edition.region.name)
    return _("Edition %(number)s") % {"number": edition.number}


@public_page
def figures_csv(request: HttpRequest, region: str, edition: int) -> HttpResponse:
    """Give the figures of an edition as a text that spreadsheets read."""
    return sheet(request, region, edition, "csv")


@public_page
def figures_xlsx(request: HttpRequest, region: str, edition: int) -> HttpResponse:
    """Give the figures of an edition as a workbook that says what each column means."""
    return sheet(request, region, edition, "xlsx")


def sheet(request: HttpRequest, region: str, edition: int, kind: str) -> HttpResponse:
    """Answer with a file, or 304 where the reader has it."""
    near = neighbourhood(region)
    found = edition_or_404(near.region, edition)
    if found.withdrawn_at:
        raise Http404(_("This edition was withdrawn."))
    if unchanged := answer_if_unchanged(request, near.version):
        return unchanged
    title = _("Factfile %(number)s") % {"number": found.number}
    response = answer_with_sheets(
        f"factfile-{near.region.slug}-{found.number}-{page_language()}",
        kind,
        figures_sheet(blocks_of(found), title),
        title=title,
    )
    return kept_for_all(response, mark_of(request, near.version))
