"""Verbs on enrolments: ask for a seat, say yes or no, give a seat back, ask for the lift, erase everything."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from maillage.kit import audit
from maillage.kit.audit import Actor
from maillage.kit.twice import just_made
from maillage.mobility.actions.asking import refuse_flood, welcome_newcomer, withdraw_request
from maillage.mobility.actions.course_telling import tell_enrolled
from maillage.mobility.actions.course_turns import take_course, take_enrolment
from maillage.mobility.actions.lift_turns import take_region
from maillage.mobility.actions.newcomers import keep_needed_until, sound_person
from maillage.mobility.actions.seats import free_seats, hand_on_seats
from maillage.mobility.asked import Person
from maillage.mobility.enums import EnrolmentState, Qualifies, RequestState
from maillage.mobility.models import Course, Enrolment, MeetingPoint, RideRequest
from maillage.territory.actions.public_version import touch_region

OVER = (EnrolmentState.LEFT, EnrolmentState.DECLINED)


@transaction.atomic
def ask_for_seat(*, course: Course, person: Person, starts_from: MeetingPoint | None, by: Actor) -> Enrolment:
    """Keep that somebody asks for a seat, with a lift from a meeting point or without; the same form asks once.

    Raises TooManyAsk, or ValidationError by field.
    """
    region = course.region
    take_region(region)
    found = take_course(course)
    refuse_closed(found)
    sound = sound_person(person)
    if twice := asked_just_now(found, sound):
        return twice
    refuse_flood(region, by, sound.email)
    newcomer = welcome_newcomer(region, sound, None, Qualifies.UNKNOWN)
    enrolment = Enrolment.objects.create(
        course=found, newcomer=newcomer, wants_rides=starts_from is not None, starts_from=starts_from
    )
    keep_needed_until(newcomer)
    audit.record("ask for seat", by=by, on=enrolment, owner=region.slug)
    tell_enrolled(enrolment, found, "mobility.seat_asked", occasion="once")
    return enrolment


def refuse_closed(course: Course) -> None:
    """Refuse to enrol in a course that is over."""
    if course.closed_at is not None:
        raise ValidationError(_("This course takes nobody any more. Look for another one."))


def asked_just_now(course: Course, person: Person) -> Enrolment | None:
    """Return the enrolment that the same form made a moment ago."""
    same = course.enrolments.filter(
        newcomer__name=person.name, newcomer__phone=person.phone, newcomer__email=person.email
    )
    return just_made(same.exclude(state__in=OVER).select_related("newcomer"), "created_at")


@transaction.atomic
def accept_enrolment(*, enrolment: Enrolment, by: Actor) -> Enrolment:
    """Say yes: a seat where one is free, else a place in the waiting list. Said twice is once."""
    found = take_enrolment(enrolment)
    if found.state in (EnrolmentState.SEATED, EnrolmentState.WAITING):
        return found
    refuse_left(found)
    course = found.course
    hand_on_seats(course, by)
    is_free = free_seats(course) > 0
    found.state = EnrolmentState.SEATED if is_free else EnrolmentState.WAITING
    found.save(update_fields=["state"])
    keep_needed_until(found.newcomer)
    audit.record("give seat in course" if is_free else "put on waiting list", by=by, on=found, owner=course.region.slug)
    composer = "mobility.seat_yes" if is_free else "mobility.seat_waiting"
    tell_enrolled(found, course, composer, occasion=f"{timezone.now():%Y%m%d%H%M%S%f}")
    touch_region(course.region)
    return found


def refuse_left(enrolment: Enrolment) -> None:
    """Refuse to change what somebody has given back."""
    if enrolment.state == EnrolmentState.LEFT:
        raise ValidationError(_("This person has given the seat back. They can ask again."))


@transaction.atomic
def decline_enrolment(*, enrolment: Enrolment, by: Actor) -> Enrolment:
    """Say no; who had a seat loses it to the first who waits, and their lifts to the course are taken back."""
    found = take_enrolment(enrolment)
    if found.state == EnrolmentState.DECLINED:
        return found
    refuse_left(found)
    end(found, EnrolmentState.DECLINED, by)
    audit.record("decline seat", by=by, on=found, owner=found.course.region.slug)
    tell_enrolled(found, found.course, "mobility.seat_declined", occasion=f"{timezone.now():%Y%m%d%H%M%S%f}")
    return found


@transaction.atomic
def give_seat_back(*, enrolment: Enrolment, by: Actor) -> Enrolment:
    """Give a seat, or a place in the waiting list, back; given back twice is once."""
    found = take_enrolment(enrolment)
    if found.state in OVER:
        return found
    end(found, EnrolmentState.LEFT, by)
    audit.record("give seat back", by=by, on=found, owner=found.course.region.slug)
    return found


def end(enrolment: Enrolment, state: EnrolmentState, by: Actor) -> None:
    """End an enrolment with its lifts, and hand its seat on."""
    course = enrolment.course
    enrolment.state, enrolment.wants_rides = state, False
    enrolment.save(update_fields=["state", "wants_rides"])
    lifts = RideRequest.objects.filter(newcomer=enrolment.newcomer, course=course)
    for request in lifts.exclude(state=RequestState.WITHDRAWN):
        request.newcomer = enrolment.newcomer
        withdraw_request(request=request, by=by)
    keep_needed_until(enrolment.newcomer)
    hand_on_seats(course, by)
    touch_region(course.region)


@transaction.atomic
def want_rides(*, enrolment: Enrolment, starts_from: MeetingPoint, by: Actor) -> Enrolment:
    """Ask for the lift to all lessons, from a meeting point; the coordinator makes requests of it."""
    found = take_enrolment(enrolment)
    if found.state in OVER:
        raise ValidationError(_("You are not enrolled any more, so that no lift can be planned."))
    if starts_from.pk == found.course.point_id:
        raise ValidationError({"starts_from": _("The course is held there. Choose another meeting point.")})
    if RideRequest.objects.filter(newcomer=found.newcomer, course=found.course).exists():
        raise ValidationError(_("The lift is asked for already. You can change it on the page of your lifts."))
    found.wants_rides, found.starts_from = True, starts_from
    found.save(update_fields=["wants_rides", "starts_from"])
    audit.record("ask for lifts to course", by=by, on=found, owner=found.course.region.slug)
    return found
