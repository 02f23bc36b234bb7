"""Verbs by which drivers and riders answer what was proposed: yes, or no, which plans the week anew at once."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from maillage.kit import audit
from maillage.kit.audit import Actor
from maillage.mobility.actions.lift_turns import take_region
from maillage.mobility.actions.plan_week import PlanRefused, replan
from maillage.mobility.actions.proposing import BY_ITSELF
from maillage.mobility.actions.telling_weeks import note_known
from maillage.mobility.enums import Answer, Outcome, PlanState
from maillage.mobility.models import OfferException, Outing, RequestException, Ride, RidePlan
from maillage.mobility.own_week import is_off
from maillage.people.models import Volunteer

BY_LINK = "link"


class TooLate(Exception):
    """An answer that comes too late: `str()` of it is a sentence that says why and what to do."""


def now_of(outing: Outing) -> Outing:
    """Return an outing as it is now, once nobody else changes its week; refuses what has begun or was replaced."""
    take_region(outing.plan.region)
    found = Outing.objects.select_related("plan__region__programme", "volunteer").get(pk=outing.pk)
    if found.plan.state != PlanState.PROPOSED:
        raise TooLate(_("The week was planned anew meanwhile. What stands now is on your page."))
    if found.leaves_at <= timezone.now():
        raise TooLate(_("This lift has begun already, so it cannot be changed here. Ring whoever you ride with."))
    return found


@transaction.atomic
def accept_outing(*, outing: Outing, by: Actor) -> bool:
    """Note that a driver drives; said twice it is said once. Tell whether anything changed."""
    found = now_of(outing)
    if found.answer == Answer.YES:
        return False
    if is_off(found):
        raise TooLate(_("This lift was called off. If you can drive after all, ring the coordinator."))
    say(found, Answer.YES)
    heard_of(found.volunteer, by)
    audit.record("accept drive", by=by, on=found, owner=found.plan.region.slug)
    return True


@transaction.atomic
def accept_ride(*, ride: Ride, by: Actor) -> bool:
    """Note that a rider comes; said twice it is said once. Tell whether anything changed."""
    outing = now_of(ride.outing)
    found = Ride.objects.get(pk=ride.pk)
    if found.answer == Answer.YES:
        return False
    if is_off(found) or is_off(outing):
        raise TooLate(_("This lift was called off. If you need it after all, ring the coordinator."))
    say(found, Answer.YES)
    audit.record("accept lift", by=by, on=found, owner=outing.plan.region.slug)
    return True


def accept_all(*, rows: Iterable[Outing | Ride], by: Actor) -> int:
    """Say yes to all that waits for an answer; return how many there were."""
    count = 0
    for row in rows:
        if row.answer == Answer.OPEN and not is_off(row):
            count += accept_outing(outing=row, by=by) if isinstance(row, Outing) else accept_ride(ride=row, by=by)
    return count


@transaction.atomic
def cannot_drive(*, outing: Outing, by: Actor) -> bool:
    """Call an outing off: its riders are planned anew at once. Said twice it is said once.

    The day is left out of the offer, so that it stays out until the driver takes it in again.
    """
    found = now_of(outing)
    if is_off(found):
        return False
    call_off(found)
    if found.offer_id:
        OfferException.objects.update_or_create(offer_id=found.offer_id, on=found.on, defaults={"takes_place": False})
    heard_of(found.volunteer, by)
    if by.kind == BY_LINK and found.volunteer:
        found.volunteer.region = found.plan.region
        note_known(person=found.volunteer, monday=found.plan.monday)
    audit.record("call off drive", by=by, on=found, owner=found.plan.region.slug)
    plan_anew(found.plan, by)
    return True


def call_off(outing: Outing) -> None:
    """Keep that an outing does not take place, and none of its rides."""
    say(outing, Answer.NO, Outcome.CANCELLED)
    Ride.objects.filter(outing=outing, outcome=Outcome.PLANNED).update(
        outcome=Outcome.CANCELLED, answered_at=timezone.now()
    )


@transaction.atomic
def cannot_ride(*, ride: Ride, by: Actor) -> bool:
    """Call a rider's lift of a day off, both ways: the seats are free again. Said twice it is said once.

    The day is left out of the request, so that it stays out until the rider takes it in again.
    """
    outing = now_of(ride.outing)
    found = Ride.objects.select_related("request__newcomer").get(pk=ride.pk)
    if is_off(found):
        return False
    for one in both_ways(found, outing):
        say(one, Answer.NO, Outcome.CANCELLED)
    if found.request_id:
        off = {"takes_place": False}
        RequestException.objects.update_or_create(request_id=found.request_id, on=outing.on, defaults=off)
    newcomer = found.request.newcomer if found.request else None
    if by.kind == BY_LINK and newcomer:
        newcomer.region = outing.plan.region
        note_known(person=newcomer, monday=outing.plan.monday)
    audit.record("call off lift", by=by, on=found, owner=outing.plan.region.slug)
    plan_anew(outing.plan, by)
    return True


def both_ways(ride: Ride, outing: Outing) -> list[Ride]:
    """Return a ride and the other way of the same request on the same day, unless it has begun."""
    if ride.request_id is None:
        return [ride]
    same_day = Ride.objects.filter(request=ride.request_id, outing__plan=outing.plan, outing__on=outing.on)
    return list(same_day.filter(outing__leaves_at__gt=timezone.now(), outcome=Outcome.PLANNED).order_by("pk"))


def say(row: Outing | Ride, answer: Answer, outcome: Outcome | None = None) -> None:
    """Keep an answer."""
    row.answer, row.answered_at = answer, timezone.now()
    row.outcome = outcome or row.outcome
    row.save(update_fields=["answer", "answered_at", "outcome"])


def heard_of(volunteer: Volunteer | None, by: Actor) -> None:
    """Note that a volunteer is still there."""
    if volunteer and by.kind == BY_LINK:
        Volunteer.objects.filter(pk=volunteer.pk).update(last_heard_at=timezone.now())


def plan_anew(plan: RidePlan, by: Actor) -> RidePlan | None:
    """Have the week planned anew; the new plan is proposed by itself. None where the week cannot be planned."""
    try:
        with transaction.atomic():
            anew = replan(plan=plan, by=by)
    except PlanRefused:
        return None
    anew.told = {**anew.told, BY_ITSELF: True}
    anew.save(update_fields=["told"])
    return anew
