"""A watch over one reckoning: tells how far it is at most once a second, and asks whether it is to stop."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable

from django.db import Error

from maillage.mobility.enums import PlanState
from maillage.mobility.models import RidePlan

logger = logging.getLogger(__name__)
LOOK_EVERY = 1.0
HOLD_EVERY = 30.0


class Watch:
    """What the planner is given to tell its progress and to ask whether it is to stop.

    The database is asked at most once a second, outside any transaction; while it does not answer, the reckoning
    goes on. `hold` keeps the job's lease, so that no second worker takes a run that lives.
    """

    def __init__(self, plan_pk: int, hold: Callable[[], None]) -> None:
        self.plan_pk = plan_pk
        self.hold = hold
        self.is_stopped = False
        self._progress: dict[str, object] = {}
        self._next_look = self._next_hold = 0.0

    def tell(self, stage: str, done: int, total: int) -> None:
        """Note how far a stage is."""
        self._progress = {"stage": stage, "done": done, "total": total}
        self._look()

    def should_stop(self) -> bool:
        """Say whether somebody asked to stop, or the plan is no longer this run's."""
        self._look()
        return self.is_stopped

    def _look(self) -> None:
        now = time.monotonic()
        if self.is_stopped or now < self._next_look:
            return
        self._next_look = now + LOOK_EVERY
        try:
            self._ask(now)
        except Error:
            logger.warning("The progress of a plan of lifts could not be told; the reckoning goes on.")

    def _ask(self, now: float) -> None:
        mine = RidePlan.objects.filter(pk=self.plan_pk, state=PlanState.RECKONING)
        row = mine.values("stop_asked_at", "told").first()
        self.is_stopped = row is None or row["stop_asked_at"] is not None
        if row is not None and self._progress:
            mine.update(told={**row["told"], **self._progress})
        if now >= self._next_hold:
            self._next_hold = now + HOLD_EVERY
            self.hold()
