"""Who has no lift, why, what could be done, and where one more volunteer would help, as one page tells it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maillage.mobility.lift_words import half_day, weekday_name
from maillage.mobility.models import RidePlan
from maillage.mobility.plan_map import wanted_map
from maillage.mobility.plan_page import barred_words, missing_lines, week_words
from maillage.mobility.plan_words import number
from maillage.mobility.queries.plans import unserved_of_plan
from maillage.territory.models import Place

# Whole weeks of large regions stand on one page; ten thousand lines would open on no telephone.
LINES_ON_A_PAGE = 200


@dataclass(frozen=True)
class Wish:
    """One more volunteer here, at this half-day, and what it brings."""

    place: Place
    more: int
    words: str
    is_day: bool


def missing_told(plan: RidePlan, number_of_page: str = "") -> dict[str, Any]:
    """Find what the page shows: of very many lifts that are missing one page at a time."""
    found = wishes(plan)
    page = Paginator(unserved_of_plan(plan).prefetch_related("request__needs"), LINES_ON_A_PAGE)
    shown = page.get_page(number_of_page)
    return {
        "plan": plan,
        "week": week_words(plan),
        "lines": missing_lines(list(shown)),
        "page": shown,
        "barred": barred_words(plan),
        "standing": wishes_standing(plan),
        "wishes": [wish for wish in found if not wish.is_day],
        "days": [wish for wish in found if wish.is_day],
        "map": wanted_map(plan.region, ((wish.place, wish.more) for wish in found)) if found else None,
    }


def wishes(plan: RidePlan) -> list[Wish]:
    """Return where one more volunteer would help, the most helpful first; one question."""
    places = Place.objects.in_bulk({one["place"] for one in plan.wanted})
    return [
        Wish(places[one["place"]], one["more"], wish_words(places[one["place"]], one), one["span"] == "day")
        for one in plan.wanted
        if one["place"] in places
    ]


def wish_words(place: Place, one: dict[str, Any]) -> str:
    """Say one wish."""
    sentence = ngettext(
        "One more volunteer from %(place)s, on %(half_day)s, would serve %(more)s more lift.",
        "One more volunteer from %(place)s, on %(half_day)s, would serve %(more)s more lifts.",
        one["more"],
    )
    return sentence % {"place": place.name, "half_day": span_words(one), "more": number(one["more"])}


def span_words(one: dict[str, Any]) -> str:
    """Name a half-day, or a whole one."""
    if one["span"] == "day":
        return _("%(day)s all day") % {"day": weekday_name(one["weekday"])}
    return half_day(one["weekday"], is_afternoon=one["span"] == "pm")


def wishes_standing(plan: RidePlan) -> str:
    """Say how far the wishes are; "" once they are found."""
    told = plan.told.get("wishes")
    if told == "found":
        return ""
    if isinstance(told, list):
        return _("Being reckoned: %(done)s of %(total)s places and half-days are decided.") % {
            "done": number(told[0]),
            "total": number(told[1]),
        }
    if told:
        return _("This could not be reckoned. Plan the week anew to try again.")
    return _("This is reckoned after the plan. Look again in a while.")
