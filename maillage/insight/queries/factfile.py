"""The question from which a factfile is composed: everything the records hold of a region, as plain values."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Any

from django.db.models import F, OuterRef, QuerySet, Subquery
from django.utils import timezone

from maillage.cooperation.enums import Progress, State
from maillage.cooperation.models import FollowUp, Mention, Raising, Roundtable
from maillage.cooperation.queries.attendance import headcount_of
from maillage.cooperation.queries.commitments import with_progress
from maillage.cooperation.queries.needs import with_state
from maillage.cooperation.queries.reported import is_reported, public_needs, public_practices, reported_commitments
from maillage.core.factfile import facts as core
from maillage.core.protection.rules import may_be_broken_down
from maillage.core.wording import Wording
from maillage.insight.enums import Level
from maillage.insight.figure_check import BY_STATUS
from maillage.insight.models import Figure, Strategy
from maillage.insight.queries.factfile_means import actions_of, ideas_elsewhere, lines_of, pilots_of
from maillage.insight.queries.factfile_reach import reach_of
from maillage.insight.queries.people_tables import public_tables
from maillage.people.enums import AUTHORITIES, Block, Category, block_of
from maillage.people.models import Seat
from maillage.territory.models import Region
from maillage.territory.queries.places import counted_places

FAR_AWAY = {Category.INTERNATIONAL_NGO, Category.INTERNATIONAL_ORGANISATION}
# How a promise stands by the knot that draws it; one that nobody has yet is open as well.
STANDS = {"kept": "kept", "tied": "open", "open": "open", "late": "late", "cut": "dropped"}
FIRST_STEPS = (Progress.ON_THE_WAY, Progress.DONE)


def facts_of(region: Region, on: date) -> core.Facts:
    """Return what is recorded of a region on a day, and nothing that may not be told."""
    reach = reach_of(region, on)
    money, posts, kept = lines_of(region)
    return core.Facts(
        on=on,
        name=Wording(region.name),
        kind=Wording(region.kind),
        parent=Wording(region.parent_name),
        nuts_code=region.nuts_code,
        nuts_remark=Wording(region.nuts_remark),
        planned_roundtables=region.planned_roundtables,
        municipalities=municipalities_of(region),
        entered=entered_of(region),
        tables=tuple(public_tables(region)),
        organisations=organisations_of(region),
        actions=actions_of(region, on),
        ideas_elsewhere=ideas_elsewhere(region, on),
        quotients=reach.quotients,
        access=reach.access,
        gaps=reach.gaps,
        listening=reach.listening,
        strategies=strategies_of(region),
        needs=needs_of(region, on),
        promises=promises_of(region, on),
        roundtables=roundtables_of(region),
        practices=practices_of(region),
        money=money,
        posts=posts,
        kept_lines=kept,
        pilots=pilots_of(region),
    )


def municipalities_of(region: Region) -> tuple[core.Municipality, ...]:
    """Return the places of a region, without their names."""
    columns = ("population", "population_year", "area_km2", "degurba", "source")
    return tuple(core.Municipality(*row) for row in counted_places(region).order_by("pk").values_list(*columns))


def entered_of(region: Region) -> tuple[core.Entered, ...]:
    """Return the figures that were entered."""
    figures = Figure.objects.filter(region=region).select_related("place").order_by("indicator", "as_of", "pk")
    return tuple(entered(figure) for figure in figures)


def entered(figure: Figure) -> core.Entered:
    """Return one entered figure, which says of itself whether its place is too small."""
    local = figure.level == Level.PLACE and (figure.counts_people or figure.indicator in BY_STATUS)
    return core.Entered(
        indicator=figure.indicator,
        label=Wording(figure.label),
        value=figure.value,
        unit=figure.unit,
        as_of=figure.as_of,
        level=figure.level,
        source=figure.source,
        method=figure.method,
        place=figure.place.name if figure.place else "",
        licence=figure.licence,
        flag=figure.flag,
        checked_by=figure.checked_by,
        checked_on=figure.checked_on,
        counts_people=figure.counts_people,
        small_place=bool(local and figure.place and not may_be_broken_down(figure.place.population)),
    )


def organisations_of(region: Region) -> tuple[core.Organisation, ...]:
    """Return who sits at the table now."""
    seats = Seat.objects.filter(region=region, left_on__isnull=True).select_related("organisation__based_in")
    return tuple(
        core.Organisation(
            name=seat.organisation.name,
            category=seat.organisation.category,
            based_in=seat.organisation.based_in.name if seat.organisation.based_in else "",
            is_local=is_local(seat.organisation.category),
        )
        for seat in seats
    )


def is_local(category: str) -> bool:
    """Tell whether a category is of local communities: associations, citizens, municipalities."""
    if category in AUTHORITIES:
        return category == Category.LOCAL_AUTHORITIES
    return bool(category) and category not in FAR_AWAY and block_of(category) == Block.CITIZENS


def strategies_of(region: Region) -> tuple[core.Strategy, ...]:
    """Return the strategies that were entered."""
    return tuple(
        core.Strategy(
            title=Wording(one.title),
            made_by=one.made_by,
            level=one.level,
            since=one.since,
            until=one.until,
            link=one.link,
            remark=Wording(one.remark),
        )
        for one in Strategy.objects.filter(region=region)
    )


def needs_of(region: Region, on: date) -> tuple[core.Need, ...]:
    """Return the published needs; promises made up for the demonstration do not count."""
    real = reported_commitments().filter(is_example=False)
    raised = Raising.objects.filter(is_reported(), need=OuterRef("pk")).order_by("roundtable__date")
    steps = FollowUp.objects.filter(commitment__need=OuterRef("pk"), progress__in=FIRST_STEPS)
    first = steps.filter(commitment__in=real).order_by("told_at")
    rows: QuerySet[Any] = with_state(public_needs().filter(region=region), on, among=real, answering=public_practices())
    told = rows.select_related("theme__group").annotate(
        raised_on=Subquery(raised.values("roundtable__date")[:1]), acted_at=Subquery(first.values("told_at")[:1])
    )
    return tuple(
        core.Need(
            theme=need.theme.shown.key if need.theme else "",
            label=Wording(need.theme.shown.label if need.theme else {}),
            is_taken_up=need.state in {"promised", "late", "answered"},
            is_done=need.state == "answered",
            raised_on=need.raised_on,
            acted_on=timezone.localdate(need.acted_at) if need.acted_at else None,
        )
        for need in told
    )


def promises_of(region: Region, on: date) -> tuple[core.Promise, ...]:
    """Return the commitments of roundtables whose report is out, and how they stand on the day."""
    rows = with_progress(reported_commitments().filter(region=region), on).order_by("pk")
    return tuple(core.Promise(STANDS[one.knot], is_example=one.is_example) for one in rows)


def roundtables_of(region: Region) -> tuple[core.Roundtable, ...]:
    """Return the roundtables held whose report is out."""
    rows = Roundtable.objects.filter(is_reported("pk"), region=region, state=State.HELD).select_related("attendance")
    return tuple(roundtable(one) for one in rows.order_by("number"))


def roundtable(one: Roundtable) -> core.Roundtable:
    """Return one roundtable with its head-count."""
    headcount = headcount_of(one)
    categories = one.attendance.categories if hasattr(one, "attendance") else {}
    return core.Roundtable(
        number=one.number,
        date=one.date,
        mode=one.mode,
        headcount=asdict(headcount) if headcount else {},
        newcomers=categories.get(Category.NEWCOMERS),
    )


def practices_of(region: Region) -> tuple[core.Practice, ...]:
    """Return the practices that published reports of the region tell of."""
    rows = Mention.objects.filter(is_reported(), roundtable__region=region).order_by("roundtable__number", "pk")
    told = rows.annotate(at=F("roundtable__number")).select_related("initiative__organisation")
    found: dict[int, core.Practice] = {}
    for mention in told:
        one = mention.initiative
        numbers = found[one.pk].numbers if one.pk in found else ()
        who = one.organisation.name if one.organisation else ""
        found[one.pk] = core.Practice(Wording(one.name), who, (*numbers, mention.at))
    return tuple(found.values())
