"""The job after a plan: where one more volunteer would serve how many more, found by planning again with each."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from django.db import Error

from maillage.kit import jobs
from maillage.kit.jobs import job
from maillage.mobility.enums import Leg, PlanState
from maillage.mobility.models import RidePlan
from maillage.mobility.travel.nouns import stop_of_point

if TYPE_CHECKING:
    from maillage.core.carpool.nouns import Request, Trip
    from maillage.mobility.queries.week_asked import WeekAsked

logger = logging.getLogger(__name__)
ALIVE = (PlanState.READY, PlanState.PROPOSED)
HOUR, DAY = 3600, 86_400
# Half-days of one more volunteer, and the whole day, which is told only where it serves more than both.
SPANS = {"am": (6, 13), "pm": (13, 20), "day": (6, 20)}
SEATS = 3
# No region recruits in more places at once; those with most missing lifts come first.
MOST_PLACES = 40
MOST_HALF_DAYS, MOST_DAYS = 20, 10
LOOK_EVERY = 1.0
HOLD_EVERY = 30.0


@job
def find_wishes(plan_pk: int) -> None:
    """Find where one more volunteer would help; a plan that was replaced, or has its wishes, stays as it is."""
    plan = RidePlan.objects.select_related("region", "replans").filter(pk=plan_pk, state__in=ALIVE).first()
    if plan is None or plan.told.get("wishes") == "found":
        return
    try:
        wishes = wishes_of(plan)
    except Exception:
        logger.exception("Where one more volunteer would help could not be reckoned.")
        tell(plan_pk, wishes="broke off")
        return
    if wishes is not None and not was_changed(plan):
        RidePlan.objects.filter(pk=plan_pk).update(wanted=wishes)
        tell(plan_pk, wishes="found")


def was_changed(plan: RidePlan) -> bool:
    """Tell whether a plan was changed by hand since: the job after that asks again."""
    proof = RidePlan.objects.filter(pk=plan.pk).values_list("proof", flat=True).first()
    return proof is None or proof.get("by_hand") != plan.proof.get("by_hand")


def tell(plan_pk: int, **facts: Any) -> None:
    """Note something beside a plan."""
    told = RidePlan.objects.filter(pk=plan_pk).values_list("told", flat=True).first()
    if told is not None:
        RidePlan.objects.filter(pk=plan_pk).update(told={**told, **facts})


def wishes_of(plan: RidePlan) -> list[dict[str, Any]] | None:
    """Return the ranked wishes as plain values; None where the plan was replaced meanwhile."""
    from maillage.core.carpool.value import where_next
    from maillage.mobility.queries.week_asked import week_asked

    asked = week_asked(plan, plan.told.get("without", ()))
    candidates = candidates_of(plan, asked)
    if not candidates:
        return []
    mark = mark_of(asked, candidates)
    if (wishes := known_wishes(plan, mark)) is not None:
        return wishes
    watch = WishWatch(plan.pk)
    found: list[dict[str, Any]] = []
    # Whole days would fill the list: who has one is asked beside, and half-days come first.
    for spans, most in (({"am", "pm"}, MOST_HALF_DAYS), ({"day"}, MOST_DAYS)):
        known = {candidate.trip.key: candidate for candidate in candidates if candidate.span in spans}
        trips = [candidate.trip for candidate in known.values()]
        ranked = where_next(asked.week, trips, most=most, should_stop=watch.should_stop, tell=watch.tell)
        found += [
            {**known[gain.trip.key].told, "more": gain.more.value} for gain in ranked.gains if gain.more.value > 0
        ]
    if watch.is_stopped:
        return None
    tell(plan.pk, wishes_mark=mark)
    return without_idle_days(found)


def mark_of(asked: WeekAsked, candidates: Iterable[Candidate]) -> str:
    """Return a fingerprint of all that the wishes are reckoned from."""
    week = asked.week
    rows: list[Request | Trip] = [*week.requests, *week.trips, *(candidate.trip for candidate in candidates)]
    words = repr([[told_of(row) for row in rows], sorted(week.caps.items())])
    return sha256(words.encode() + week.travel.tobytes()).hexdigest()


def told_of(row: Request | Trip) -> list[Any]:
    """Return what is said of a request or a trip, the words of a set in one order."""
    values = [getattr(row, one.name) for one in fields(row)]
    return [sorted(value) if isinstance(value, frozenset) else value for value in values]


def known_wishes(plan: RidePlan, mark: str) -> list[dict[str, Any]] | None:
    """Return what was found for another edition of the week of which nothing has changed."""
    editions = RidePlan.objects.filter(region=plan.region_id, monday=plan.monday).exclude(pk=plan.pk)
    for told, wanted in editions.order_by("-edition").values_list("told", "wanted"):
        if told.get("wishes") == "found" and told.get("wishes_mark") == mark:
            tell(plan.pk, wishes_mark=mark)
            return list(wanted)
    return None


@dataclass(frozen=True)
class Candidate:
    """One more volunteer: the slot as the planner reads it, and the place and half-day as the page tells it."""

    trip: Trip
    place: int
    weekday: int
    span: str

    @property
    def told(self) -> dict[str, Any]:
        return {"place": self.place, "weekday": self.weekday, "span": self.span}


def candidates_of(plan: RidePlan, asked: WeekAsked) -> list[Candidate]:
    """Return a slot for each place from or to which lifts are missing, on each half-day on which they are."""
    from maillage.core.carpool.nouns import Window
    from maillage.core.carpool.value import half_days

    missing = list(plan.unserved.select_related("request__from_point__place"))
    days = sorted({row.on for row in missing})
    start = {row.on: (row.on - plan.monday).days * DAY for row in missing}
    found: list[Candidate] = []
    for place, home in homes_of(missing, asked):
        for span, (first, last) in SPANS.items():
            for day in days:
                window = Window(start[day] + first * HOUR, start[day] + last * HOUR)
                for trip in half_days([home], [window], seats=SEATS):
                    found.append(Candidate(_named(trip, span), place, day.isoweekday(), span))
    return found


def _named(trip: Trip, span: str) -> Trip:
    """Return the slot under a name of its own: a morning and a whole day begin at the same hour."""
    return replace(trip, key=f"{trip.key}/{span}", driver=f"{trip.driver}/{span}")


def homes_of(missing: Iterable[Any], asked: WeekAsked) -> list[tuple[int, int]]:
    """Return the municipalities with most missing lifts, each with the number of a stop in it."""
    number = {stop.key: position for position, stop in enumerate(asked.travel.stops)}
    lifts: dict[int, int] = {}
    home: dict[int, int] = {}
    for row in missing:
        point = row.request.from_point
        key = stop_of_point(point).key
        if row.leg == Leg.OUT and key in number:
            lifts[point.place_id] = lifts.get(point.place_id, 0) + 1
            home.setdefault(point.place_id, number[key])
    ranked = sorted(lifts, key=lambda place: (-lifts[place], place))[:MOST_PLACES]
    return [(place, home[place]) for place in ranked]


def without_idle_days(wishes: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the wishes without the whole days that serve no more than one of their halves."""
    best = {
        (one["place"], one["weekday"]): max(
            other["more"]
            for other in wishes
            if (other["place"], other["weekday"]) == (one["place"], one["weekday"]) and other["span"] != "day"
        )
        for one in wishes
        if one["span"] != "day"
    }
    return [one for one in wishes if one["span"] != "day" or one["more"] > best.get((one["place"], one["weekday"]), 0)]


class WishWatch:
    """Ends the reckoning once the plan is replaced, tells how far it is, and holds the job's lease."""

    def __init__(self, plan_pk: int) -> None:
        self.plan_pk = plan_pk
        self.is_stopped = False
        self._done: tuple[int, int] | None = None
        self._next_look = self._next_hold = 0.0

    def tell(self, done: int, total: int) -> None:
        """Note how many candidates are decided."""
        self._done = (done, total)
        self.should_stop()

    def should_stop(self) -> bool:
        """Say whether nobody waits for the answer any more."""
        now = time.monotonic()
        if not self.is_stopped and now >= self._next_look:
            self._next_look = now + LOOK_EVERY
            try:
                self._look(now)
            except Error:
                logger.warning("How far the wishes are could not be told; the reckoning goes on.")
        return self.is_stopped

    def _look(self, now: float) -> None:
        self.is_stopped = not RidePlan.objects.filter(pk=self.plan_pk, state__in=ALIVE).exists()
        if self._done and not self.is_stopped:
            tell(self.plan_pk, wishes=list(self._done))
        if now >= self._next_hold:
            self._next_hold = now + HOLD_EVERY
            jobs.hold(find_wishes, self.plan_pk)
