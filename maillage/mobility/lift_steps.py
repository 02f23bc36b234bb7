"""The way of a week of lifts in four steps, from what was asked to the diary, and which of them is to be taken now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maillage.kit.spoken import short_day
from maillage.mobility.enums import PlanState
from maillage.mobility.models import RidePlan
from maillage.mobility.plan_desk_page import standing_words

RUNNING = (PlanState.WAITING, PlanState.RECKONING)


@dataclass(frozen=True)
class Steps:
    """Where next week stands: what waits, its plan, and the knot of each step."""

    monday: date
    waiting: int
    plan: RidePlan | None

    @property
    def waiting_words(self) -> str:
        if not self.waiting:
            return _("Nothing waits.")
        return ngettext("%(number)s waits for your yes.", "%(number)s wait for your yes.", self.waiting) % {
            "number": self.waiting
        }

    @property
    def week_words(self) -> str:
        return _("From %(day)s.") % {"day": short_day(self.monday)}

    @property
    def standing(self) -> str:
        return standing_words(self.plan)

    @property
    def is_proposed(self) -> bool:
        return self.plan is not None and self.plan.state == PlanState.PROPOSED

    @property
    def is_ready(self) -> bool:
        return self.plan is not None and self.plan.state == PlanState.READY

    @property
    def answering(self) -> str:
        return "open" if self.waiting else "kept"

    @property
    def planning(self) -> str:
        if self.plan is None or self.plan.state == PlanState.FAILED:
            return "open"
        return "tied" if self.plan.state in RUNNING else "kept"

    @property
    def proposing(self) -> str:
        if self.is_proposed:
            return "kept"
        return "open" if self.is_ready else "next"

    @property
    def following(self) -> str:
        return "tied" if self.is_proposed else "next"
