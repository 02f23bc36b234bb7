"""Courses as the public reads them: the list, one course, and asking for a seat."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from maillage.kit.access import public
from maillage.mobility.actions.asking import VISITOR, TooManyAsk
from maillage.mobility.actions.enrolling import ask_for_seat
from maillage.mobility.course_links import lesson_token
from maillage.mobility.course_words import languages_said, rhythm_of, said_of, seats_said
from maillage.mobility.forms.enrolling import SeatForm
from maillage.mobility.models import Course, Enrolment
from maillage.mobility.queries.courses import is_trained, public_courses
from maillage.mobility.queries.lifts import open_points
from maillage.mobility.views.lifts import redirect_to, too_many
from maillage.people.forms.refused import tell_error
from maillage.territory.models import Region
from maillage.territory.newcomers_words import for_newcomers
from maillage.territory.public_pages import public_page, show
from maillage.territory.queries.regions import Neighbourhood, neighbourhood


def card_of(course: Any) -> dict[str, Any]:
    """Return what a page says of a course."""
    return {
        "course": course,
        "rhythm": rhythm_of(course.lessons.all(), course.region.time_zone),
        "seats": seats_said(course.seats, course.taken),
        "is_full": course.taken >= course.seats,
        "languages": languages_said(course),
    }


def found_in(near: Neighbourhood, public_id: str) -> Course:
    """Return a course that the public sees, or 404."""
    course = public_courses(near.region, timezone.now()).filter(public_id=public_id).first()
    if course is None:
        raise Http404
    course.region = near.region
    return course


@for_newcomers
@public_page
def course_list(request: HttpRequest, region: str) -> HttpResponse:
    """Show the courses in which one can ask for a seat."""
    near = neighbourhood(region)

    def tell() -> dict[str, Any]:
        courses = list(public_courses(near.region, timezone.now()))
        for course in courses:
            course.region = near.region
        said = {"near": near, "cards": [card_of(course) for course in courses], "here": "regions"}
        return {**said, "title": _("Lessons"), "description": _("Courses of driving and language, free and nearby.")}

    return show(
        request, "mobility/course_list.html", tell, version=near.version, programme=near.programme, region=near.region
    )


@for_newcomers
@public_page
def course_detail(request: HttpRequest, region: str, public_id: str) -> HttpResponse:
    """Show one course: what, when, where, and how many seats are free."""
    near = neighbourhood(region)

    def tell() -> dict[str, Any]:
        course, now = found_in(near, public_id), timezone.now()
        lessons = said_of(course.lessons.all(), near.region.time_zone, now)
        trained = is_trained(course, now)
        said = {"near": near, **card_of(course), "lessons": lessons, "trained": trained, "here": "regions"}
        return {**said, "title": str(course.title), "description": _("A course with seats for newcomers.")}

    return show(
        request, "mobility/course_detail.html", tell, version=near.version, programme=near.programme, region=near.region
    )


# The form acts in nobody's name: no session is used, so that there is nothing a forged form could borrow.
@for_newcomers
@public
@never_cache
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def course_enrol(request: HttpRequest, region: str, public_id: str) -> HttpResponse:
    """Ask for a seat without an account; who has asked is shown their own page."""
    near = neighbourhood(region)
    course = found_in(near, public_id)
    points = open_points(near.region) if course.needs_rides else ()
    form = SeatForm(request.POST if request.method == "POST" else None, course=course, points=points)
    shown = {"region": near.region, "programme": near.programme, "here": "regions", "form": form, **card_of(course)}
    if request.method != "POST" or not form.is_valid():
        return render(request, "mobility/course_enrol.html", shown, status=422 if form.errors else 200)
    made, status = asked(form, course, near.region)
    if status != 200:
        return render(request, "mobility/course_enrol.html", shown, status=status)
    if made is None:
        return redirect("mobility:course-list", near.region.slug)
    return redirect_to(request, "mobility:own-course", lesson_token(made), "asked")


def asked(form: SeatForm, course: Course, region: Region) -> tuple[Enrolment | None, int]:
    """Keep what was asked; a form that a machine filled in is forgotten."""
    if form.is_by_a_machine:
        return None, 200
    try:
        made = ask_for_seat(course=course, person=form.person(), starts_from=form.starts_from(), by=VISITOR)
    except TooManyAsk:
        return None, too_many(form)
    except ValidationError as error:
        tell_error(form, error)
        return None, 422
    return made, 200
