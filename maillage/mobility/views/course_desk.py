"""Courses on the desk: what they say, their lessons, who is enrolled, who was there, and the lifts to them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from maillage.mobility.access_courses import get_course_for, get_enrolment_for, get_lesson_for
from maillage.mobility.actions.attendance import note_attendance
from maillage.mobility.actions.course_rides import make_rides, to_be_driven
from maillage.mobility.actions.courses import (
    cancel_lesson,
    change_course,
    close_course,
    copy_course,
    move_lesson,
    plan_lessons,
    write_course,
)
from maillage.mobility.actions.enrolling import accept_enrolment, decline_enrolment, give_seat_back
from maillage.mobility.course_links import lesson_url
from maillage.mobility.course_words import KNOT_OF_SEAT, languages_said, rhythm_of, said_of, when_of
from maillage.mobility.enums import EnrolmentState
from maillage.mobility.forms.courses import AttendanceForm, CourseForm, LessonsForm, MoveForm
from maillage.mobility.models import Attendance, Course, Enrolment, Lesson
from maillage.mobility.queries.courses import courses_of, enrolments_of, is_trained, results_of, teachers_of
from maillage.mobility.queries.lifts import open_points
from maillage.people.access import DeskRequest, actor_of, editor_desk
from maillage.people.handed_link import handed_link
from maillage.people.models import Organisation
from maillage.people.views.refusing import did_or_said, taken
from maillage.territory.models import Region

SHOW = "mobility:course-show"
ACTS = {"accept": accept_enrolment, "decline": decline_enrolment, "leave": give_seat_back}


def about(region: Region, **more: Any) -> dict[str, Any]:
    """Return what these pages all show."""
    return {"region": region, "programme": region.programme, **more}


@editor_desk
@require_safe
def course_desk(request: DeskRequest, region: Region) -> HttpResponse:
    """List the courses, those to come first."""
    now, zone = timezone.now(), region.time_zone
    rows = [(course, rhythm_of(course.lessons.all(), zone)) for course in courses_of(region, now)]
    is_over = [has_ended(course, now) for course, _rhythm in rows]
    shown = about(
        region,
        coming=[row for row, over in zip(rows, is_over, strict=True) if not over],
        over=[row for row, over in zip(rows, is_over, strict=True) if over],
    )
    return render(request, "mobility/course_desk.html", shown)


def has_ended(course: Course, now: datetime) -> bool:
    """Tell whether a course takes nobody any more, or its last lesson has begun."""
    starts = [lesson.starts_at for lesson in course.lessons.all() if lesson.cancelled_at is None]
    return course.closed_at is not None or (bool(starts) and max(starts) < now)


def course_form(request: DeskRequest, region: Region, course: Course | None = None) -> CourseForm:
    """Return the form of a course."""
    points = {point.pk: point for point in open_points(region)}
    if course:
        points.setdefault(course.point_id, course.point)
    return CourseForm(
        request.POST if request.method == "POST" else None,
        region=region,
        points=sorted(points.values(), key=lambda point: (point.place.name, point.place.code, point.name)),
        teachers=teachers_of(region),
        organisations=Organisation.objects.filter(seats__region=region).distinct().order_by("name", "pk"),
        course=course,
    )


@editor_desk
def course_create(request: DeskRequest, region: Region) -> HttpResponse:
    """Write a course."""
    form = course_form(request, region)
    made = taken(request, form, lambda: write_course(region=region, plan=form.plan, by=actor_of(request.user)))
    if made:
        messages.success(request, _("The course is written. Plan its lessons next."))
        return redirect("mobility:course-lessons", region.slug, made.public_id)
    shown = about(region, form=form, has_points=open_points(region).exists())
    return render(request, "mobility/course_edit.html", shown, status=422 if form.errors else 200)


@editor_desk
def course_edit(request: DeskRequest, region: Region, public_id: str) -> HttpResponse:
    """Change what a course says."""
    course = get_course_for(region, public_id)
    form = course_form(request, region, course)
    if taken(request, form, lambda: change_course(course=course, plan=form.plan, by=actor_of(request.user))):
        messages.success(request, _("The change is saved."))
        return redirect(SHOW, region.slug, public_id)
    shown = about(region, form=form, course=course, has_points=True)
    return render(request, "mobility/course_edit.html", shown, status=422 if form.errors else 200)


@editor_desk
@require_safe
def course_show(request: DeskRequest, region: Region, public_id: str) -> HttpResponse:
    """Show a course: lessons, who is enrolled, what came of it."""
    course, now = get_course_for(region, public_id), timezone.now()
    rows = list(enrolments_of(course))
    by_state = {state.value: [row_of(one, region) for one in rows if one.state == state] for state in EnrolmentState}
    shown = about(
        region,
        course=course,
        lessons=said_of(course.lessons.all(), region.time_zone, now),
        languages=languages_said(course),
        trained=is_trained(course, now),
        by_state=by_state,
        is_anybody_in=bool(rows),
        results=results_of(course, now),
        to_drive=len(to_be_driven(course)) if course.needs_rides else 0,
    )
    return render(request, "mobility/course_show.html", shown)


def row_of(enrolment: Enrolment, region: Region) -> dict[str, Any]:
    """Return a line about somebody who is enrolled, with the link to hand out."""
    enrolment.newcomer.region = region
    knot = KNOT_OF_SEAT[EnrolmentState(enrolment.state)]
    handed = handed_link(lesson_url(enrolment), enrolment.newcomer.email)
    return {"enrolment": enrolment, "newcomer": enrolment.newcomer, "knot": knot, **handed}


@editor_desk
@require_POST
def course_copy(request: DeskRequest, region: Region, public_id: str) -> HttpResponse:
    """Write the same course once more."""
    made = copy_course(course=get_course_for(region, public_id), by=actor_of(request.user))
    messages.success(request, _("This is the copy, without lessons and people. Only the desk sees it yet."))
    return redirect("mobility:course-edit", region.slug, made.public_id)


@editor_desk
@require_POST
def course_close(request: DeskRequest, region: Region, public_id: str) -> HttpResponse:
    """Take nobody any more, or open the course again."""
    again = request.POST.get("act") == "open"
    close_course(course=get_course_for(region, public_id), again=again, by=actor_of(request.user))
    messages.success(request, _("The course is open again.") if again else _("The course takes nobody any more."))
    return redirect(SHOW, region.slug, public_id)


@editor_desk
@require_POST
def course_rides(request: DeskRequest, region: Region, public_id: str) -> HttpResponse:
    """Make requests for lifts of all seats that want them."""
    made = make_rides(course=get_course_for(region, public_id), by=actor_of(request.user))
    if made.approved:
        said = ngettext("%(count)d lift is planned for.", "%(count)d lifts are planned for.", made.approved)
        messages.success(request, said % {"count": made.approved})
    if made.waiting:
        said = ngettext(
            "A rule speaks against %(count)d lift. It waits for your answer among the requests.",
            "Rules speak against %(count)d lifts. They wait for your answer among the requests.",
            made.waiting,
        )
        messages.info(request, said % {"count": made.waiting})
    if not (made.approved or made.waiting):
        messages.info(request, _("Nobody lacks a lift, or no lesson is to come."))
    return redirect(SHOW, region.slug, public_id)


@editor_desk
def course_lessons(request: DeskRequest, region: Region, public_id: str) -> HttpResponse:
    """Plan lessons week by week."""
    course = get_course_for(region, public_id)
    form = LessonsForm(request.POST if request.method == "POST" else None, region=region)
    made = taken(
        request,
        form,
        lambda: plan_lessons(
            course=course, moments=form.moments, minutes=form.cleaned_data["minutes"], by=actor_of(request.user)
        ),
    )
    if made is not None:
        said = ngettext("%(count)d lesson is planned.", "%(count)d lessons are planned.", len(made))
        messages.success(request, said % {"count": len(made)})
        return redirect(SHOW, region.slug, public_id)
    shown = about(region, course=course, form=form)
    return render(request, "mobility/course_lessons.html", shown, status=422 if form.errors else 200)


@editor_desk
@require_safe
def course_sheet(request: DeskRequest, region: Region, public_id: str) -> HttpResponse:
    """Show one sheet to print: who has a seat, and a box for each lesson."""
    course = get_course_for(region, public_id)
    lessons = [lesson for lesson in course.lessons.all() if lesson.cancelled_at is None]
    noted = Attendance.objects.filter(lesson__course=course).order_by()
    ticks = {(who, lesson): there for who, lesson, there in noted.values_list("enrolment", "lesson", "was_there")}
    seated = [one for one in enrolments_of(course) if one.state == EnrolmentState.SEATED]
    rows = [(one.newcomer, [ticks.get((one.pk, lesson.pk)) for lesson in lessons]) for one in seated]
    days = [lesson.starts_at for lesson in lessons]
    return render(request, "mobility/course_sheet.html", about(region, course=course, rows=rows, days=days))


@editor_desk
@require_POST
def enrolment_settle(request: DeskRequest, region: Region, public_id: str) -> HttpResponse:
    """Say yes or no to somebody, or take their seat back when they say so."""
    enrolment = get_enrolment_for(region, public_id)
    act = ACTS.get(request.POST.get("act", ""))
    if act is None:
        raise Http404
    done = did_or_said(request, lambda: act(enrolment=enrolment, by=actor_of(request.user)))
    if done:
        said = {
            EnrolmentState.SEATED: _("A seat is theirs. They are told by mail where we have an address."),
            EnrolmentState.WAITING: _("All seats are taken. They are in the waiting list."),
        }
        messages.success(
            request, said.get(EnrolmentState(done.state), _("It is noted. A free seat went to who waits."))
        )
    return redirect(SHOW, region.slug, enrolment.course.public_id)


@editor_desk
def lesson_show(request: DeskRequest, region: Region, public_id: str) -> HttpResponse:
    """Show one lesson, and note who was there."""
    lesson = get_lesson_for(region, public_id)
    return lesson_page(request, region, lesson, MoveForm(region=region, lesson=lesson))


@editor_desk
@require_POST
def lesson_move(request: DeskRequest, region: Region, public_id: str) -> HttpResponse:
    """Hold a lesson at another time; those with a seat are told, and their lifts follow."""
    lesson = get_lesson_for(region, public_id)
    form = MoveForm(request.POST, region=region, lesson=lesson)
    by = actor_of(request.user)
    moved = taken(
        request,
        form,
        lambda: move_lesson(lesson=lesson, starts_at=form.starts_at, minutes=form.cleaned_data["minutes"], by=by),
    )
    if moved is not None:
        messages.success(request, _("The lesson is moved. Those with a seat are told, and their lifts follow."))
        return redirect(SHOW, region.slug, lesson.course.public_id)
    return lesson_page(request, region, lesson, form)


def lesson_page(request: DeskRequest, region: Region, lesson: Lesson, move: MoveForm) -> HttpResponse:
    """Show one lesson with its two forms, and note who was there where that was sent."""
    course = lesson.course
    is_noted = request.method == "POST" and not move.is_bound
    seated = [one for one in enrolments_of(course) if one.state == EnrolmentState.SEATED]
    present = Attendance.objects.filter(lesson=lesson, was_there=True).values_list("enrolment_id", flat=True)
    form = AttendanceForm(request.POST if is_noted else None, seated=seated, present=present)
    by = actor_of(request.user)
    if is_noted:
        noted = taken(request, form, lambda: note_attendance(lesson=lesson, there=form.present, by=by))
        is_noted = noted is not None
    if is_noted:
        messages.success(request, _("It is noted who was there."))
        return redirect(SHOW, region.slug, course.public_id)
    shown = about(
        region,
        lesson=lesson,
        course=course,
        form=form,
        move=move,
        has_begun=lesson.starts_at <= timezone.now(),
        when=when_of(lesson, region.time_zone),
        seated=len(seated),
    )
    return render(request, "mobility/lesson_show.html", shown, status=422 if form.errors or move.errors else 200)


@editor_desk
@require_POST
def lesson_cancel(request: DeskRequest, region: Region, public_id: str) -> HttpResponse:
    """Cancel a lesson; those with a seat are told."""
    lesson = get_lesson_for(region, public_id)
    if did_or_said(request, lambda: cancel_lesson(lesson=lesson, by=actor_of(request.user))):
        messages.success(request, _("The lesson is cancelled. Those with a seat are told, and lifts of that day rest."))
    return redirect(SHOW, region.slug, lesson.course.public_id)
