"""Template tags of pilots: money, the bar of what is spent, people in fives, where a pilot stands."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django import template
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maillage.core.pilot_course import Course, in_fives
from maillage.initiatives.means_page import euros
from maillage.initiatives.models import Pilot, PilotReport
from maillage.initiatives.pilot_spoken import month_of, name_of, period_of
from maillage.initiatives.queries.pilots import Money

register = template.Library()
WIDTH, HEIGHT = 240, 16
COURSES: dict[str, Promise | str] = {
    Course.UNKNOWN: gettext_lazy("not known whether it runs"),
    Course.CHOSEN: gettext_lazy("chosen, not begun yet"),
    Course.AHEAD: gettext_lazy("not begun yet"),
    Course.RUNNING: gettext_lazy("running"),
    Course.OVER: gettext_lazy("its months are over"),
    Course.ENDED: gettext_lazy("ended"),
}


@register.filter(name="euros")
def in_euros(amount: Decimal | int | None) -> str:
    """Say an amount of money; nothing where there is none."""
    return "" if amount is None else euros(Decimal(amount))


@register.filter
def people(count: int | None) -> str:
    """Say a count of people as the public may read it: in fives."""
    if count is None:
        return ""
    shown = in_fives(count)
    return _("about %(count)s") % {"count": shown} if shown else _("fewer than five")


@register.filter
def pilot_name(pilot: Pilot) -> str:
    """Return the name of a pilot, or words for one whose name nobody knows."""
    return name_of(pilot)


@register.filter
def period(report: PilotReport) -> str:
    """Say the period of a report."""
    return period_of(report)


@register.filter
def month(day: date | None) -> str:
    """Say the month of a day."""
    return month_of(day) if day else ""


@register.filter
def course_words(course: str) -> Promise | str:
    """Say where a pilot stands."""
    return COURSES[course]


@register.inclusion_tag("initiatives/_pilot_bar.html")
def spent_bar(money: Money) -> dict[str, Any]:
    """Draw what was spent against what there is, the figures in words below it."""
    measure, spent = money.measure, money.spent or Decimal(0)
    whole = max(measure or Decimal(0), spent)
    scale = WIDTH / whole if whole else 0
    return {
        "money": money,
        "width": WIDTH,
        "height": HEIGHT,
        "middle": HEIGHT // 2,
        "spent": round(spent * scale, 1) if scale else 0,
        "measure": round(measure * scale, 1) if scale and measure else 0,
    }
