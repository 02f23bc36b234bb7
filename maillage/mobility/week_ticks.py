"""Timed work of lifts: weeks are kept as people answer, reckonings end, drivers are asked what came of a lift."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

from maillage.kit.jobs import RUNNING, waiting
from maillage.kit.outbox import queue
from maillage.kit.ticks import tick
from maillage.mobility.actions.changed_weeks import keep_week
from maillage.mobility.actions.plan_week import BROKE_OFF, fail, reckon_plan
from maillage.mobility.models import Outing, RidePlan
from maillage.mobility.models.ride_plan import ONE_AT_A_TIME
from maillage.mobility.queries.own_weeks import to_be_asked, weeks_alive
from maillage.people.queries.senders import newcomers_language

# A server that stood still for longer leaves the question to the coordinator, whose diary shows what is open.
ASKED_WITHIN = timedelta(hours=36)
EVENING = 18
A_MOMENT = timedelta(minutes=1)


@tick("mobility.weeks-kept", every=timedelta(minutes=1))
def keep_weeks_alive() -> None:
    """See to all proposed weeks that are not over, should a job have died on the way."""
    for plan in weeks_alive(timezone.now()):
        keep_week(plan)


@tick("mobility.reckonings-ended", every=timedelta(minutes=5))
def end_given_up_reckonings() -> int:
    """Say of a plan that no job reckons any more that it broke off, so that its week can be planned anew."""
    running = RidePlan.objects.filter(state__in=ONE_AT_A_TIME, created_at__lt=timezone.now() - A_MOMENT)
    alive = {args[0] for args in waiting(reckon_plan, RUNNING)}
    given_up = [plan for plan in running if plan.pk not in alive]
    for plan in given_up:
        fail(plan, BROKE_OFF)
    return len(given_up)


@tick("mobility.drives-done", every=timedelta(minutes=15))
def ask_what_came_of_it() -> int:
    """Ask drivers, once and in the evening, whether an outing took place; return how many were asked."""
    now = timezone.now()
    ended = [one for one in to_be_asked(now, ASKED_WITHIN) if one.volunteer and one.volunteer.email]
    return sum(ask(outing) for outing in ended if is_evening_after(outing, now.astimezone(zone_of(outing)).hour))


def zone_of(outing: Outing) -> ZoneInfo:
    """Return the zone of an outing."""
    return ZoneInfo(outing.plan.region.time_zone)


def is_evening_after(outing: Outing, hour: int) -> bool:
    """Tell whether it is evening, or a day has begun since the outing."""
    today = timezone.now().astimezone(zone_of(outing)).date()
    return outing.on < today or hour >= EVENING


def ask(outing: Outing) -> bool:
    """Queue the question, once for an outing."""
    volunteer, region = outing.volunteer, outing.plan.region
    if volunteer is None:
        return False
    queue(
        "mobility.drive_done",
        key=f"drive-done:{outing.pk}",
        to=volunteer.email,
        language=newcomers_language(volunteer.preferred_language, region),
        params={"outing": outing.pk},
        owner=region.slug,
        is_demonstration=volunteer.is_demonstration,
    )
    return True
