"""Verbs on requests: ask for a lift, change it, leave out a day, withdraw it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from maillage.kit import audit
from maillage.kit.audit import Actor
from maillage.kit.twice import just_made
from maillage.mobility.actions.lift_telling import tell_rider
from maillage.mobility.actions.lift_turns import take_region, take_request
from maillage.mobility.actions.newcomers import keep_needed_until, sound_person
from maillage.mobility.asked import Asked, Person, faults_of_asked
from maillage.mobility.enums import HEALTH_NEEDS, Need, Qualifies, RequestState
from maillage.mobility.lift_changes import LiftChange, tell_of_change
from maillage.mobility.models import LiftWord, Newcomer, RequestException, RideNeed, RideRequest
from maillage.mobility.queries.rules import today_of
from maillage.people.models import Organisation
from maillage.territory.actions.public_version import touch_region
from maillage.territory.models import Region

VISITOR = Actor("visitor", label="visitor")
WINDOW = timedelta(minutes=10)
MOST_IN_WINDOW = 20
A_DAY = timedelta(days=1)
MOST_FOR_AN_ADDRESS = 5
MOST_STANDING = 20


class TooManyAsk(Exception):
    """More people ask than ever happens by itself."""


@transaction.atomic
def ask_for_lift(
    *,
    region: Region,
    asked: Asked,
    by: Actor,
    person: Person | None = None,
    newcomer: Newcomer | None = None,
    speaks_for: Organisation | None = None,
    qualifies: Qualifies | str = Qualifies.UNKNOWN,
) -> RideRequest:
    """Keep what somebody asks for, of a `newcomer` who is known or as a new `person`; the same form asks once.

    Nobody sees or plans it before the coordinator has said yes. Raises TooManyAsk, or ValidationError by field.
    """
    take_region(region)
    refuse_unsound(asked, region)
    if newcomer is None:
        if person is None:
            raise ValueError("Somebody has to ask.")
        if twice := asked_just_now(region, sound_person(person), asked):
            return as_sent_last(twice, asked)
        refuse_flood(region, by, sound_person(person).email)
        newcomer = welcome_newcomer(region, sound_person(person), speaks_for, qualifies)
    elif twice := just_made(RideRequest.objects.filter(newcomer=newcomer, **columns_of(asked)), "created_at"):
        return as_sent_last(twice, asked)
    refuse_many(newcomer)
    request = RideRequest.objects.create(newcomer=newcomer, **columns_of(asked))
    keep_needs(request, asked)
    keep_days_off(request, asked.when.off)
    keep_needed_until(newcomer)
    audit.record("ask for lift", by=by, on=request, owner=region.slug)
    tell_rider(request, "mobility.asked", occasion="once")
    return request


def refuse_unsound(asked: Asked, region: Region, since: date | None = None) -> None:
    """Refuse what cannot be asked for, by field."""
    if faults := faults_of_asked(asked, region, today_of(region), since):
        raise ValidationError(faults)


def refuse_flood(region: Region, by: Actor, email: str) -> None:
    """Refuse more new people in ten minutes, or of one address in a day, than ever ask by themselves.

    The desk may write as many as it likes.
    """
    if by.kind == "user":
        return
    now = timezone.now()
    here = Newcomer.objects.filter(region=region)
    if here.filter(created_at__gt=now - WINDOW).count() >= MOST_IN_WINDOW:
        raise TooManyAsk
    if email and here.filter(email=email, created_at__gt=now - A_DAY).count() >= MOST_FOR_AN_ADDRESS:
        raise TooManyAsk


def refuse_many(newcomer: Newcomer) -> None:
    """Refuse more requests of one person than anybody rides."""
    standing = RideRequest.objects.filter(newcomer=newcomer).exclude(state=RequestState.WITHDRAWN)
    if standing.count() >= MOST_STANDING:
        raise ValidationError(_("You ask for twenty lifts already. Withdraw one that you do not need any more."))


def as_sent_last(request: RideRequest, asked: Asked) -> RideRequest:
    """Return the request of a form that came twice, with the needs and days off of the second time."""
    if request.state == RequestState.ASKED:
        keep_needs(request, asked)
        keep_days_off(request, asked.when.off)
    return request


def asked_just_now(region: Region, person: Person, asked: Asked) -> RideRequest | None:
    """Return the request that the same form made a moment ago."""
    same = RideRequest.objects.filter(
        newcomer__region=region,
        newcomer__name=person.name,
        newcomer__phone=person.phone,
        newcomer__email=person.email,
        **columns_of(asked),
    )
    found = just_made(same.select_related("newcomer"), "created_at")
    if found:
        found.newcomer.region = region
    return found


def welcome_newcomer(
    region: Region, person: Person, speaks_for: Organisation | None, qualifies: Qualifies | str
) -> Newcomer:
    """Write down somebody who asks for the first time."""
    return Newcomer.objects.create(
        region=region,
        name=person.name,
        phone=person.phone,
        email=person.email,
        language=person.language,
        speaks_for=speaks_for,
        qualifies=qualifies,
        needed_until=today_of(region),
        is_demonstration=region.programme.is_demonstration,
    )


def columns_of(asked: Asked) -> dict[str, Any]:
    """Return the columns of a request."""
    return {
        "from_point": asked.from_point,
        "to_point": asked.to_point,
        "kind": asked.kind,
        "time": asked.time,
        "flexible_minutes": asked.flexible_minutes,
        "back_at": asked.back_at,
        "seats": asked.seats,
        "weekdays": sorted(set(asked.when.weekdays)),
        "first_on": asked.when.first_on,
        "last_on": asked.when.last_on,
        "in_holidays": asked.when.in_holidays,
        "course": asked.course,
    }


def keep_needs(request: RideRequest, asked: Asked) -> None:
    """Keep what somebody needs; the moment of consent stands beside what tells of health, and stays what it was."""
    kept = {row.need: row.consented_at for row in request.needs.all()}
    request.needs.exclude(need__in=asked.needs).delete()
    now = timezone.now()
    RideNeed.objects.bulk_create(
        RideNeed(request=request, need=need, consented_at=now if need in HEALTH_NEEDS else None)
        for need in sorted(asked.needs)
        if need not in kept and need in Need.values
    )


def keep_days_off(request: RideRequest, off: tuple[date, ...]) -> None:
    """Keep the days on which nobody rides; extra days stay."""
    request.exceptions.filter(takes_place=False).exclude(on__in=off).delete()
    known = set(request.exceptions.values_list("on", flat=True))
    RequestException.objects.bulk_create(
        RequestException(request=request, on=on) for on in sorted(set(off)) if on not in known
    )


@transaction.atomic
def change_request(*, request: RideRequest, asked: Asked, by: Actor, was_approved_by_desk: bool = False) -> RideRequest:
    """Change what is asked for; what was approved waits to be approved anew, unless the desk itself changes it."""
    request = take_request(request)
    refuse_withdrawn(request)
    region = request.newcomer.region
    refuse_unsound(asked, region, request.first_on)
    if not was_approved_by_desk:
        request.state = RequestState.ASKED
        LiftWord.objects.filter(request=request).delete()
    for name, value in columns_of(asked).items():
        setattr(request, name, value)
    request.save()
    keep_needs(request, asked)
    keep_days_off(request, asked.when.off)
    keep_needed_until(request.newcomer)
    tell_of_change(LiftChange(region, requests=(request,)), by)
    if was_approved_by_desk:
        tell_of_change(LiftChange(region, requests=(request,), is_asked_for=True), by)
    audit.record("change lift", by=by, on=request, owner=region.slug)
    touch_region(region)
    return request


def refuse_withdrawn(request: RideRequest) -> None:
    """Refuse to change what is over."""
    if request.state == RequestState.WITHDRAWN:
        raise ValidationError(_("This was withdrawn, and is not changed any more. Ask for a new lift."))


@transaction.atomic
def pause_day(*, request: RideRequest, on: date, by: Actor, back: bool = False) -> RideRequest:
    """Leave one day out, or take it in again with `back`; said twice it is said once."""
    request = take_request(request)
    refuse_withdrawn(request)
    region = request.newcomer.region
    refuse_day(on, today_of(region), request.first_on, request.last_on)
    if back:
        request.exceptions.filter(on=on, takes_place=False).delete()
        tell_of_change(LiftChange(region, requests=(request,), on=on, is_asked_for=True), by)
    else:
        RequestException.objects.update_or_create(request=request, on=on, defaults={"takes_place": False})
        tell_of_change(LiftChange(region, requests=(request,), on=on), by)
    keep_needed_until(request.newcomer)
    audit.record("take lift back in" if back else "leave lift out", by=by, on=request, owner=region.slug)
    return request


def refuse_day(on: date, today: date, first_on: date, last_on: date) -> None:
    """Refuse a day that is past or not within what is asked or offered."""
    if on < today:
        raise ValidationError({"on": _("This day is past. Choose today or a later day.")})
    if not first_on <= on <= last_on:
        raise ValidationError({"on": _("This day lies outside the first and the last day. Choose one between them.")})


@transaction.atomic
def withdraw_request(*, request: RideRequest, by: Actor) -> RideRequest:
    """Withdraw a request; withdrawn twice is withdrawn once, and what it told of needs is erased at once."""
    request = take_request(request)
    if request.state == RequestState.WITHDRAWN:
        return request
    region = request.newcomer.region
    request.state = RequestState.WITHDRAWN
    request.save(update_fields=["state"])
    request.needs.all().delete()
    keep_needed_until(request.newcomer)
    tell_of_change(LiftChange(region, requests=(request,)), by)
    audit.record("withdraw lift", by=by, on=request, owner=region.slug)
    touch_region(region)
    return request
