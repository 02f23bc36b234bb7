"""The weeks ahead in words: what is asked and offered, and where their plan stands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from maillage.kit.spoken import short_day
from maillage.mobility.enums import PlanState
from maillage.mobility.models import RidePlan
from maillage.mobility.plan_words import number, progress_words, served_short
from maillage.mobility.queries.plans import WeekAhead

KNOTS = {
    PlanState.WAITING: "tied",
    PlanState.RECKONING: "tied",
    PlanState.READY: "open",
    PlanState.PROPOSED: "kept",
    PlanState.FAILED: "late",
}


@dataclass(frozen=True)
class WeekCard:
    """One week: its sentences, its plan, and what its button says."""

    week: WeekAhead
    title: str
    asked: str
    offered: str
    knot: str
    standing: str
    button: str
    editions: tuple[RidePlan, ...]


def week_cards(weeks: Iterable[WeekAhead]) -> list[WeekCard]:
    """Say each of the weeks, this one first."""
    titles = [_("This week"), _("Next week")]
    return [week_card(week, title) for week, title in zip(weeks, titles, strict=True)]


def week_card(week: WeekAhead, title: str) -> WeekCard:
    """Say one week."""
    plan = week.plan
    asked = _("Lifts asked for: %(lifts)s. People who ask: %(riders)s.")
    offered = _("Drives offered: %(drives)s. Volunteers who offer: %(drivers)s.")
    return WeekCard(
        week=week,
        title=_("%(week)s, from %(day)s") % {"week": title, "day": short_day(week.monday)},
        asked=asked % {"lifts": number(week.lifts), "riders": number(week.riders)}
        if week.lifts
        else _("Nobody asks for a lift."),
        offered=offered % {"drives": number(week.drives), "drivers": number(week.drivers)}
        if week.drives
        else _("Nobody offers to drive."),
        knot=KNOTS.get(PlanState(plan.state), "open") if plan else "open",
        standing=standing_words(plan),
        button=button_words(week),
        editions=tuple(
            one for one in week.plans if one.state in (PlanState.READY, PlanState.PROPOSED, PlanState.REPLACED)
        ),
    )


def standing_words(plan: RidePlan | None) -> str:
    """Say where the plan of a week stands."""
    if plan is None:
        return _("Not planned yet.")
    if plan.state in (PlanState.WAITING, PlanState.RECKONING):
        return progress_words(plan)
    if plan.state == PlanState.FAILED:
        return _("The plan could not be reckoned.")
    if plan.state == PlanState.PROPOSED:
        return _("Proposed to drivers and riders: %(served)s") % {"served": served_short(plan)}
    return _("Ready to be proposed: %(served)s") % {"served": served_short(plan)}


def button_words(week: WeekAhead) -> str:
    """Say what the button does; "" where there is nothing to plan, or a plan is on its way."""
    plan = week.plan
    if not week.lifts or (plan and plan.state in (PlanState.WAITING, PlanState.RECKONING)):
        return ""
    return _("Plan this week anew") if week.is_planned else _("Plan this week")
