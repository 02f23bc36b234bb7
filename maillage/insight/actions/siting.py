"""Verbs on “where next”: ask, stop, and the job that reckons step by step and can be taken up after each."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from maillage.insight.actions.coverage import take_turn
from maillage.insight.models import SitingRun
from maillage.insight.queries.coverage_rows import known_of
from maillage.kit import audit
from maillage.kit.audit import Actor
from maillage.kit.jobs import enqueue, job
from maillage.territory.models import Region, Theme

if TYPE_CHECKING:
    from maillage.core.coverage import Siting
    from maillage.insight.queries.siting import SitingQuestion

logger = logging.getLogger(__name__)
MOST_PLACES = 8
# Why a run found nothing; the page words it in its reader's language.
BROKE_OFF, CHANGED, NOTHING_TO_RECKON = "broke off", "changed meanwhile", "nothing to reckon"


@dataclass(frozen=True)
class WhereNext:
    """What is asked: how far is near, how many places may be added, and the places somebody has in mind."""

    reach: float
    places: int = 3
    own: tuple[int, ...] = ()


@transaction.atomic
def ask_where_next(*, region: Region, theme: Theme, asked: WhereNext, by: Actor) -> SitingRun:
    """Ask where next for a theme; the same question that still waits is not asked twice."""
    from maillage.insight.queries.ground import Ground
    from maillage.insight.queries.siting import question_of

    take_turn(region)
    told = {**asdict(asked), "own": sorted(asked.own)}
    waiting = SitingRun.objects.filter(region=region, theme=theme, finished_at__isnull=True, stopped_at__isnull=True)
    same = next((run for run in waiting if run.asked == told), None)
    if same:
        return same
    question = question_of(Ground(known_of(region, timezone.localdate())), theme, told)
    run = SitingRun.objects.create(
        region=region,
        theme=theme,
        asked=told,
        stamp=question.stamp,
        all_steps=MOST_PLACES + 2 + bool(asked.own),
        asked_at=timezone.now(),
    )
    enqueue(reckon_where_next, run.pk)
    audit.record("ask where next", by=by, on=run, owner=region.slug, theme=theme.key)
    return run


@transaction.atomic
def stop_where_next(*, run: SitingRun, by: Actor) -> None:
    """Stop a reckoning that is not finished; what it found so far stays."""
    standing = SitingRun.objects.filter(pk=run.pk, finished_at__isnull=True, stopped_at__isnull=True)
    if standing.update(stopped_at=timezone.now()):
        audit.record("stop where next", by=by, on=run, owner=run.region.slug)


@job
def reckon_where_next(run_pk: int) -> None:
    """Reckon one run from the step it stands at; a run that was stopped, finished or reckoned twice stays as it is."""
    run = SitingRun.objects.select_related("region__coverage_settings", "theme").filter(pk=run_pk).first()
    if run is None or run.finished_at or run.stopped_at:
        return
    try:
        reckon(run)
    except Exception:
        logger.exception("Where next could not be reckoned.")
        fail(run, BROKE_OFF)


def reckon(run: SitingRun) -> None:
    """Do the steps that are left, each kept when it is done."""
    from maillage.insight.queries.ground import Ground
    from maillage.insight.queries.siting import question_of

    ground = Ground(known_of(run.region, timezone.localdate()))
    question = question_of(ground, run.theme, run.asked)
    if question.stamp != run.stamp:
        fail(run, CHANGED)
        return
    if not question.rows:
        fail(run, NOTHING_TO_RECKON)
        return
    steps = steps_of(run)
    while run.done_steps < len(steps):
        steps[run.done_steps](question, run)
        run.done_steps += 1
        if not keep_step(run):
            return
    now = timezone.now()
    SitingRun.objects.filter(pk=run.pk, finished_at__isnull=True, stopped_at__isnull=True).update(finished_at=now)


Step = Callable[["SitingQuestion", SitingRun], None]


def steps_of(run: SitingRun) -> list[Step]:
    """Return the steps of a run: the best choice for 0 to 8 places, the fairest places, the own choice."""
    curve = [_curve_step(size) for size in range(MOST_PLACES + 1)]
    return [*curve, fairest, *([own] if run.asked["own"] else [])]


def _curve_step(size: int) -> Step:
    def best(question: SitingQuestion, run: SitingRun) -> None:
        from maillage.core.coverage import where_next

        found = where_next(question.people, question.travel, run.asked["reach"], size, existing=question.existing)
        kept = [step for step in run.result.get("curve", []) if step["allowed"] != size]
        run.result["curve"] = [*kept, told_of(question, found)]

    return best


def fairest(question: SitingQuestion, run: SitingRun) -> None:
    """Find the places that make the longest way shortest."""
    from maillage.core.coverage import shortest_longest

    found = shortest_longest(question.people, question.travel, run.asked["places"], existing=question.existing)
    run.result["fairest"] = {
        "places": question.keys(found.places), "before": found.before, "longest": found.longest,
        "at_least": found.at_least, "proved": found.proved,
    }  # fmt: skip


def own(question: SitingQuestion, run: SitingRun) -> None:
    """Reckon what the convenor's own choice reaches, beside the best of as many places."""
    from maillage.core.coverage import own_choice

    chosen = question.places(run.asked["own"])
    found = own_choice(question.people, question.travel, run.asked["reach"], chosen, existing=question.existing)
    run.result["own"] = {
        "places": question.keys(found.places), "gained": found.gained, "lost": found.lost,
        "lost_share": found.lost_share, "best": told_of(question, found.best),
        "left_out": len(run.asked["own"]) - len(chosen),
    }  # fmt: skip


def told_of(question: SitingQuestion, found: Siting) -> dict[str, Any]:
    """Return a choice as plain values."""
    return {
        "allowed": found.allowed, "places": question.keys(found.places), "people": found.people,
        "current": found.current, "gained": found.gained, "reachable": found.reachable, "bound": found.bound,
        "proved": found.proved, "first": found.first_of_equals,
    }  # fmt: skip


def keep_step(run: SitingRun) -> bool:
    """Keep what a step found; say whether the run goes on."""
    standing = SitingRun.objects.filter(pk=run.pk, finished_at__isnull=True, stopped_at__isnull=True)
    return bool(standing.update(done_steps=run.done_steps, result=run.result))


def fail(run: SitingRun, because: str) -> None:
    """Note why a run found nothing."""
    standing = SitingRun.objects.filter(pk=run.pk, finished_at__isnull=True, stopped_at__isnull=True)
    standing.update(finished_at=timezone.now(), failed_because=because)
