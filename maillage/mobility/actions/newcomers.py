"""Verbs on newcomers: keep how long they are needed, change their details, erase everything at once."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, Max, OuterRef, Q

from maillage.core.plain_text import one_line
from maillage.kit import audit
from maillage.kit.audit import Actor
from maillage.kit.models import MailState, OutboxMail
from maillage.mobility.actions.course_turns import take_course
from maillage.mobility.actions.lift_turns import take_region
from maillage.mobility.actions.outcomes import recount_rider
from maillage.mobility.actions.seats import hand_on_seats
from maillage.mobility.asked import Person, faults_of_person
from maillage.mobility.enums import EnrolmentState, Qualifies, RequestState
from maillage.mobility.lift_changes import LiftChange, tell_of_change
from maillage.mobility.models import Course, Enrolment, Lesson, Newcomer, RequestException, RideRequest
from maillage.mobility.queries.rules import today_of
from maillage.territory.actions.public_version import touch_region

OVER = (RequestState.WITHDRAWN, RequestState.DECLINED)
# A course of which nobody has planned a lesson after half a year does not take place.
DATES_FOLLOW = timedelta(days=180)
ENROLLED = (EnrolmentState.ASKED, EnrolmentState.SEATED, EnrolmentState.WAITING)


def keep_needed_until(newcomer: Newcomer) -> Newcomer:
    """Set the last day of anything a newcomer asks for; today where nothing is asked any more."""
    standing = RideRequest.objects.filter(newcomer=newcomer).exclude(state__in=OVER)
    extra = RequestException.objects.filter(request__in=standing, takes_place=True)
    lessons = Lesson.objects.filter(
        course__enrolments__newcomer=newcomer, course__enrolments__state__in=ENROLLED, cancelled_at=None
    )
    last_lesson = lessons.aggregate(last=Max("starts_at"))["last"]
    days = [
        standing.aggregate(last=Max("last_on"))["last"],
        extra.aggregate(last=Max("on"))["last"],
        last_lesson and last_lesson.astimezone(ZoneInfo(newcomer.region.time_zone)).date(),
    ]
    today = today_of(newcomer.region)
    if waits_for_dates(newcomer):
        days.append(today + DATES_FOLLOW)
    newcomer.needed_until = max((day for day in days if day), default=today)
    newcomer.save(update_fields=["needed_until"])
    return newcomer


def waits_for_dates(newcomer: Newcomer) -> bool:
    """Tell whether somebody is enrolled in a course of which no lesson is planned yet."""
    planned = Lesson.objects.filter(course=OuterRef("course"))
    enrolled = Enrolment.objects.filter(newcomer=newcomer, state__in=ENROLLED, course__closed_at=None)
    return enrolled.filter(~Exists(planned)).exists()


def sound_person(person: Person) -> Person:
    """Return somebody's details on one line each; refuses those by which nobody can be reached."""
    sound = Person(
        one_line(person.name)[:80], one_line(person.phone)[:40], person.email.strip().lower(), person.language
    )
    if faults := faults_of_person(sound):
        raise ValidationError(faults)
    return sound


@transaction.atomic
def change_details(*, newcomer: Newcomer, person: Person, by: Actor) -> Newcomer:
    """Change how a newcomer is called and reached."""
    found = Newcomer.objects.select_for_update(of=("self",)).get(pk=newcomer.pk)
    found.region = newcomer.region
    sound = sound_person(person)
    found.name, found.phone, found.email, found.language = sound.name, sound.phone, sound.email, sound.language
    found.save(update_fields=["name", "phone", "email", "language"])
    audit.record("change rider", by=by, on=found, owner=found.region.slug)
    return found


@transaction.atomic
def set_qualifies(*, newcomer: Newcomer, qualifies: Qualifies | str, by: Actor) -> Newcomer:
    """Note by which rule somebody may ride; which resources they have is not kept."""
    take_region(newcomer.region)
    found = Newcomer.objects.select_for_update(of=("self",)).get(pk=newcomer.pk)
    found.region = newcomer.region
    found.qualifies = qualifies
    found.save(update_fields=["qualifies"])
    recount_rider(newcomer=found)
    audit.record("note who qualifies", by=by, on=found, owner=found.region.slug)
    return found


@transaction.atomic
def erase_newcomer(*, newcomer: Newcomer, by: Actor) -> None:
    """Erase everything about a newcomer at once; planned lifts are taken back, the trail keeps that it was done."""
    take_region(newcomer.region)
    found = Newcomer.objects.select_for_update(of=("self",)).filter(pk=newcomer.pk).first()
    if found is None:
        return
    found.region = newcomer.region
    requests = tuple(RideRequest.objects.filter(newcomer=found).select_related("newcomer"))
    tell_of_change(LiftChange(found.region, requests=requests), by)
    forget_mails(found)
    courses = list(Course.objects.filter(enrolments__newcomer=found).order_by("pk"))
    found.delete()
    for course in courses:
        course.region = newcomer.region
        hand_on_seats(take_course(course), by)
    audit.record("erase rider", by=Actor(by.kind, label=by.label), owner=newcomer.region.slug, requests=len(requests))
    touch_region(newcomer.region)


def forget_mails(newcomer: Newcomer) -> None:
    """Empty the messages about a newcomer; what waits is not sent. Others who share the address keep theirs."""
    about = Q(params__newcomer=newcomer.pk)
    about |= Q(params__request__in=list(newcomer.requests.values_list("pk", flat=True)))
    about |= Q(params__enrolment__in=list(newcomer.enrolments.values_list("pk", flat=True)))
    mails = OutboxMail.objects.filter(about, owner=newcomer.region.slug)
    mails.filter(state=MailState.WAITING).update(state=MailState.CANCELLED)
    mails.update(params={}, subject="", last_error="", to="")
