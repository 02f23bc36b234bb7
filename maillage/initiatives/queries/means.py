"""Questions about posts and money: the lines of a region, which may be shown, and what is done in each theme."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, TypeVar

from django.db.models import Q, QuerySet

from maillage.core.means import Amounts, Line
from maillage.initiatives.enums import Standing
from maillage.initiatives.models import Funding, Initiative, Post
from maillage.initiatives.queries.of_the_region import of_the_region
from maillage.territory.models import Region

Written = Post | Funding
Kind = TypeVar("Kind", Post, Funding)


def lines_of(kind: type[Kind], region: Region) -> QuerySet[Kind]:
    """Return the posts or the fundings of a region with all that their line shows, by theme and organisation."""
    known = kind._default_manager.filter(region=region)
    return known.select_related("theme__group", "organisation", "initiative").order_by(
        "theme__group__position", "theme__position", "organisation__name", "pk"
    )


def shown_lines_of(kind: type[Kind], region: Region) -> QuerySet[Kind]:
    """Return the lines of a region whose organisation agrees that they are shown."""
    return lines_of(kind, region).filter(is_public=True)


def silent_organisations(region: Region) -> int:
    """Count the organisations that have not agreed to show all of their lines; their amounts are read by nobody."""
    posts = Post.objects.filter(region=region, is_public=False).order_by().values("organisation")
    money = Funding.objects.filter(region=region, is_public=False).order_by().values("organisation")
    return posts.union(money).count()


def amounts_of(written: Written) -> Amounts:
    """Return the amounts of a line; a post has none that are spent."""
    if isinstance(written, Post):
        return Amounts(written.planned_fte, written.secured_fte)
    return Amounts(written.planned_eur, written.secured_eur, written.spent_eur)


def summed(written: Iterable[Written]) -> list[Line]:
    """Return lines as they are summed: under the theme that the public is shown."""
    return [
        Line(one.theme.shown.pk, amounts_of(one), isinstance(one, Post), one.starts_on, one.ends_on) for one in written
    ]


def activities_by_theme(region: Region, year: int | None, today: date) -> dict[int, int]:
    """Count what runs in a year, or today, by shown theme, once in each of its themes, ideas from elsewhere aside."""
    begins, ends = (date(year, 1, 1), date(year, 12, 31)) if year else (today, today)
    still = Q(ended_on__gte=begins) | (Q(ended_on__isnull=True) & ~Q(standing=Standing.PAST))
    known = Initiative.objects.filter(still, region=region, merged_into__isnull=True, themes__isnull=False)
    running = of_the_region(known.filter(Q(started_on__isnull=True) | Q(started_on__lte=ends)))
    rows: Iterable[Any] = running.values_list("pk", "themes", "themes__group")
    pairs = {(pk, group or theme) for pk, theme, group in rows}
    return {theme: sum(theme == other for _pk, other in pairs) for theme in {theme for _pk, theme in pairs}}
