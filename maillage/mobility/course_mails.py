"""Mails about courses: the link to one's own page, a seat, the waiting list, dates that have changed."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _

from maillage.kit.composers import Wanted
from maillage.kit.models import OutboxMail
from maillage.kit.outbox import Message, composer
from maillage.mobility.course_links import lesson_url
from maillage.mobility.course_words import rhythm_of, when_of
from maillage.mobility.enums import EnrolmentState, RequestState
from maillage.mobility.lift_mails import why
from maillage.mobility.models import Enrolment, Lesson
from maillage.people.letters import Letter, Link, language_now, message_of
from maillage.people.queries.senders import sender_of
from maillage.territory.newcomers_words import for_newcomers

# So many dates a mail tells; the page has them all.
MOST_DATES = 8
FOLLOWS = (RequestState.ASKED, RequestState.APPROVED)


def enrolment_of(mail: OutboxMail) -> Enrolment:
    """Return the enrolment a mail is about."""
    known = Enrolment.objects.select_related("newcomer", "course__region__programme", "course__point__place")
    enrolment = known.get(pk=mail.params["enrolment"])
    enrolment.newcomer.region = enrolment.course.region
    return enrolment


def in_state(*states: EnrolmentState) -> Wanted:
    """Return the question whether somebody still stands so, and can be written to."""

    def is_so(mail: OutboxMail) -> bool:
        known = Enrolment.objects.filter(pk=mail.params.get("enrolment"), state__in=states)
        return known.exclude(newcomer__email="").exists()

    return is_so


def to_enrolled(
    enrolment: Enrolment,
    subject: str,
    heading: str,
    intro: tuple[str, ...],
    *,
    masked: bool,
    facts: tuple[str, ...] = (),
) -> Message:
    """Set one letter to somebody who asked for a seat; its button opens their own page."""
    course, region = enrolment.course, enrolment.course.region
    sender = sender_of(region)
    zone, now = region.time_zone, timezone.now()
    usual: tuple[str, ...] = (str(course.title), rhythm_of(course.lessons.all(), zone), str(course.point))
    coming = course.lessons.filter(cancelled_at=None, starts_at__gt=now).first()
    if coming and enrolment.state == EnrolmentState.SEATED:
        usual += (_("Next lesson: %(when)s") % {"when": when_of(coming, zone)},)
    letter = Letter(
        subject=subject % {"course": str(course.title)},
        heading=heading,
        intro=intro,
        facts=facts or usual,
        button=Link(_("Open my course"), lesson_url(enrolment, language=language_now(), masked=masked)),
        below_button=_("The link is yours alone. With it you give the seat back, ask for a lift, or erase everything."),
        why=why(
            region, sender, _("You get this because somebody gave this address to ask for a course in %(region)s.")
        ),
    )
    return message_of(letter, region, sender)


@composer("mobility.seat_asked", wanted=in_state(EnrolmentState.ASKED, EnrolmentState.SEATED, EnrolmentState.WAITING))
@for_newcomers
def seat_asked(mail: OutboxMail, masked: bool) -> Message:
    """Confirm that a request for a seat came in, and give the link to keep."""
    intro = (_("We have your request for a seat. We look at it and write or call you."),)
    subject, heading = _("%(course)s: we have your request"), _("Your request is here")
    return to_enrolled(enrolment_of(mail), subject, heading, intro, masked=masked)


@composer("mobility.seat_yes", wanted=in_state(EnrolmentState.SEATED))
@for_newcomers
def seat_yes(mail: OutboxMail, masked: bool) -> Message:
    """Tell that somebody has a seat."""
    intro = (_("You have a seat in this course. If you cannot come, give it back, so that somebody else can have it."),)
    subject, heading = _("%(course)s: you have a seat"), _("You have a seat")
    return to_enrolled(enrolment_of(mail), subject, heading, intro, masked=masked)


@composer("mobility.seat_waiting", wanted=in_state(EnrolmentState.WAITING))
@for_newcomers
def seat_waiting(mail: OutboxMail, masked: bool) -> Message:
    """Tell that somebody waits for a seat."""
    intro = (_("All seats are taken. You are in the waiting list, and we write as soon as a seat is yours."),)
    subject, heading = _("%(course)s: you are in the waiting list"), _("You are in the waiting list")
    return to_enrolled(enrolment_of(mail), subject, heading, intro, masked=masked)


@composer("mobility.seat_declined", wanted=in_state(EnrolmentState.DECLINED))
@for_newcomers
def seat_declined(mail: OutboxMail, masked: bool) -> Message:
    """Tell that there is no seat for somebody."""
    intro = (_("You cannot take part in this course. Answer this message if you want to know more."),)
    subject, heading = _("%(course)s: there is no seat for you"), _("There is no seat for you")
    return to_enrolled(enrolment_of(mail), subject, heading, intro, masked=masked)


@composer("mobility.lesson_cancelled", wanted=in_state(EnrolmentState.SEATED))
@for_newcomers
def lesson_cancelled(mail: OutboxMail, masked: bool) -> Message:
    """Tell that a lesson is not held."""
    enrolment = enrolment_of(mail)
    lesson = Lesson.objects.get(pk=mail.params["lesson"])
    intro = (_("This lesson is not held. The others stay as they are."),)
    facts = (str(enrolment.course.title), when_of(lesson, enrolment.course.region.time_zone))
    subject, heading = _("%(course)s: a lesson is cancelled"), _("A lesson is cancelled")
    return to_enrolled(enrolment, subject, heading, intro, masked=masked, facts=facts)


@composer("mobility.lessons_changed", wanted=in_state(EnrolmentState.SEATED))
@for_newcomers
def lessons_changed(mail: OutboxMail, masked: bool) -> Message:
    """Tell when the lessons are held now."""
    enrolment = enrolment_of(mail)
    zone, now = enrolment.course.region.time_zone, timezone.now()
    coming = enrolment.course.lessons.filter(cancelled_at=None, starts_at__gt=now)[:MOST_DATES]
    facts = (str(enrolment.course.title), *(when_of(lesson, zone) for lesson in coming))
    intro: tuple[str, ...] = (_("These are the next lessons now."),)
    if enrolment.newcomer.requests.filter(course=enrolment.course, state__in=FOLLOWS).exists():
        intro += (_("Your lifts follow these dates: you need not ask again."),)
    subject, heading = _("%(course)s: the dates have changed"), _("The dates have changed")
    return to_enrolled(enrolment, subject, heading, intro, masked=masked, facts=facts)
