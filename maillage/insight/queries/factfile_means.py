"""What a factfile asks of what exists and what pays for it: initiatives, money and posts, pilots."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import OuterRef, Prefetch, Q, QuerySet, Subquery

from maillage.cooperation.queries.reported import public_practices
from maillage.core.factfile import facts as core
from maillage.core.wording import Wording
from maillage.initiatives.enums import Standing
from maillage.initiatives.models import Funding, Initiative, Pilot, PilotReport, Post
from maillage.insight.queries.coverage_rows import standing_initiatives
from maillage.territory.models import Region, Theme


def actions_of(region: Region, on: date) -> tuple[core.Action, ...]:
    """Return the initiatives of the region that may be told of and have not ended; ideas from elsewhere are none."""
    themes = Prefetch("themes", Theme.objects.select_related("group"))
    rows = standing_initiatives(region, on).select_related("organisation", "place", "terms").prefetch_related(themes)
    return tuple(action(one) for one in rows.order_by("pk"))


def ideas_elsewhere(region: Region, on: date) -> int:
    """Count the ideas from outside the region that may be told of and have not ended."""
    going = Q(ended_on__isnull=True) | Q(ended_on__gte=on)
    rows = public_practices().filter(going, region=region, terms__outside_region=True)
    return rows.exclude(standing=Standing.PAST).count()


def action(one: Initiative) -> core.Action:
    """Return one initiative."""
    place, terms = one.place, getattr(one, "terms", None)
    located = place is not None and place.longitude is not None and place.latitude is not None
    shown = {theme.shown.key: Wording(theme.shown.label) for theme in one.themes.all()}
    return core.Action(
        public_id=one.public_id,
        name=Wording(one.name),
        themes=tuple(shown.items()),
        who=one.organisation.name if one.organisation else "",
        place=place.name if place else "",
        place_in_words=Wording(one.place_in_words),
        spot=(place.longitude or 0.0, place.latitude or 0.0) if place and located else None,
        standing=one.standing,
        serves=one.serves,
        funder=Wording(one.funder),
        capacity=terms.capacity_a_week if terms else None,
        languages=tuple(terms.languages) if terms else (),
        checked_on=one.recorded_on,
    )


def lines_of(region: Region) -> tuple[tuple[core.Line, ...], tuple[core.Line, ...], int]:
    """Return money and posts whose organisations agreed, and how many lines others keep."""
    paid = list(Funding.objects.filter(region=region).select_related("organisation", "theme__group"))
    posts = list(Post.objects.filter(region=region).select_related("organisation", "theme__group"))
    money = [line(one, one.planned_eur, one.secured_eur, one.spent_eur) for one in paid if one.is_public]
    work = [line(one, one.planned_fte, one.secured_fte) for one in posts if one.is_public]
    return tuple(money), tuple(work), len(paid) + len(posts) - len(money) - len(work)


def line(one: Funding | Post, planned: Any, secured: Any, spent: Any = None) -> core.Line:
    """Return one line of money or of posts."""
    return core.Line(
        title=Wording(one.title),
        theme=one.theme.shown.key,
        label=Wording(one.theme.shown.label),
        who=one.organisation.name,
        funder=one.funder,
        planned=planned,
        secured=secured,
        spent=spent,
        since=one.starts_on,
        until=one.ends_on,
        checked_on=one.checked_on,
    )


def pilots_of(region: Region) -> tuple[core.Pilot, ...]:
    """Return the pilots of a region with what their last report told."""
    last = PilotReport.objects.filter(pilot=OuterRef("pk"), sent_at__isnull=False, participants__isnull=False)
    people = Subquery(last.order_by("-period_to", "-pk").values("participants")[:1])
    rows: QuerySet[Any] = Pilot.objects.filter(region=region).annotate(people=people).select_related("holder")
    return tuple(
        core.Pilot(
            name=Wording(one.name),
            holder=one.holder.name if one.holder else "",
            months=one.months,
            budget=one.budget_eur,
            budget_note=Wording(one.budget_note),
            participants=one.people,
            targets=tuple(
                core.Target(Wording(target.title), target.aimed, target.reached, target.counts_people)
                for target in one.targets.all()
            ),
        )
        for one in rows.prefetch_related("targets").order_by("pk")
    )
