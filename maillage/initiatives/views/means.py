"""Posts and money on the desk: the overview by theme and year, one line written or taken away, the sheets."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from maillage.core.means import by_theme, total
from maillage.initiatives.access_means import get_funding, get_post
from maillage.initiatives.actions.means import add_line, change_line, remove_line
from maillage.initiatives.forms.means import FundingForm, LineForm, PostForm, Rows
from maillage.initiatives.means_page import beyond_in_words, overview
from maillage.initiatives.means_sheets import sheet_of_money, sheet_of_posts, sheet_of_sums
from maillage.initiatives.models import Funding, Post
from maillage.initiatives.queries.means import Kind, Written, activities_by_theme, lines_of, summed
from maillage.people.access import DeskRequest, actor_of, editor_desk
from maillage.people.sheets import SheetTooLong, answer_with_sheets
from maillage.territory.models import Region, Theme


@editor_desk
@require_safe
def means(request: DeskRequest, region: Region) -> HttpResponse:
    """Show by theme what is planned, secured, spent and missing in a year, and each line."""
    year, today = year_asked(request), timezone.localdate()
    written: list[Written] = [*lines_of(Post, region), *lines_of(Funding, region)]
    activities = activities_by_theme(region, year, today)
    told = overview(written, activities, list(Theme.objects.all()), year=year, today=today)
    return render(request, "initiatives/means.html", {"region": region, "told": told, "has_lines": bool(written)})


def year_asked(request: HttpRequest) -> int | None:
    """Return the year that an address asks for: this one unless it says another, None for all of them."""
    asked = request.GET.get("year", "")
    if asked == "all":
        return None
    known = asked.isascii() and asked.isdecimal() and len(asked) == 4 and 1990 <= int(asked) < 2200
    return int(asked) if known else timezone.localdate().year


@editor_desk
def post_create(request: DeskRequest, region: Region) -> HttpResponse:
    """Add a post."""
    return written_anew(request, region, PostForm, Post(region=region))


@editor_desk
def post_edit(request: DeskRequest, region: Region, public_id: str) -> HttpResponse:
    """Write a post anew."""
    return written_anew(request, region, PostForm, get_post(region, public_id))


@editor_desk
@require_POST
def post_remove(request: DeskRequest, region: Region, public_id: str) -> HttpResponse:
    """Take a post away."""
    return removed(request, region, get_post(region, public_id))


@editor_desk
def funding_create(request: DeskRequest, region: Region) -> HttpResponse:
    """Add money."""
    return written_anew(request, region, FundingForm, Funding(region=region))


@editor_desk
def funding_edit(request: DeskRequest, region: Region, public_id: str) -> HttpResponse:
    """Write a line of money anew."""
    return written_anew(request, region, FundingForm, get_funding(region, public_id))


@editor_desk
@require_POST
def funding_remove(request: DeskRequest, region: Region, public_id: str) -> HttpResponse:
    """Take a line of money away."""
    return removed(request, region, get_funding(region, public_id))


def written_anew(request: DeskRequest, region: Region, kind: type[LineForm[Any]], line: Written) -> HttpResponse:
    """Show the form of a line, and save what was written."""
    form = kind(request.POST if request.method == "POST" else None, line=line, rows=Rows.around(region, line))
    if request.method == "POST" and form.is_valid():
        save = change_line if line.pk else add_line
        try:
            saved = save(line=form.line(), by=actor_of(request.user))
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, " ".join([_("The line is saved."), *beyond_in_words(saved)]))
            return redirect("initiatives:means", region.slug)
    shown = {"region": region, "form": form, "line": line, "is_post": isinstance(line, Post)}
    return render(request, "initiatives/means_line.html", shown)


def removed(request: DeskRequest, region: Region, line: Kind) -> HttpResponse:
    """Take a line away and say so."""
    title = str(line.title)
    remove_line(line=line, by=actor_of(request.user))
    messages.success(request, _("“%(title)s” is removed.") % {"title": title})
    return redirect("initiatives:means", region.slug)


@editor_desk
@require_safe
def means_sheet(request: DeskRequest, region: Region, what: str) -> HttpResponse:
    """Give out all lines: posts or money as CSV, or both with the sums of a year as a workbook."""
    posts, fundings = list(lines_of(Post, region)), list(lines_of(Funding, region))
    year, name = year_asked(request), f"{region.slug}-{what}"
    of_posts, of_money = sheet_of_posts(posts, region), sheet_of_money(fundings, region)
    try:
        if what in {"posts", "money"}:
            return answer_with_sheets(name, "csv", of_posts if what == "posts" else of_money)
        sums = sheet_of_sums(sums_by_name(region, [*posts, *fundings], year), year)
        return answer_with_sheets(name, "xlsx", sums, of_posts, of_money, title=_("Posts and money"))
    except SheetTooLong as why:
        messages.error(request, str(why))
        return redirect("initiatives:means", region.slug)


def sums_by_name(region: Region, written: list[Written], year: int | None) -> list[tuple[str, Any]]:
    """Return the sums of each theme by its name, and of all of them."""
    names = {theme.pk: str(theme) for theme in Theme.objects.filter(group__isnull=True)}
    activities = activities_by_theme(region, year, timezone.localdate())
    lines = [line for line in summed(written) if year is None or line.runs_in(year)]
    rows = by_theme(lines, activities, list(names))
    return [*((names[row.theme], row) for row in rows), (_("All themes"), total(rows))]
