"""Somebody's own page of a course, opened by their link: seat, dates, calendar, the lift, give it back, erase."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from maillage.mobility.access_courses import get_enrolment_by
from maillage.mobility.access_lifts import rider
from maillage.mobility.actions.enrolling import OVER, give_seat_back, want_rides
from maillage.mobility.actions.newcomers import erase_newcomer
from maillage.mobility.course_calendar import course_calendar
from maillage.mobility.course_links import LESSON_CALENDAR, lesson_calendar_token, lesson_url
from maillage.mobility.course_words import KNOT_OF_SEAT, said_of, standing_of
from maillage.mobility.enums import EnrolmentState, RequestState
from maillage.mobility.forms.enrolling import RidesForm
from maillage.mobility.lift_links import rider_url
from maillage.mobility.models import Enrolment, RideRequest
from maillage.mobility.queries.courses import place_in_list
from maillage.mobility.queries.lifts import open_points
from maillage.mobility.views.lifts import redirect_to
from maillage.people.letters import language_now
from maillage.people.personal_pages import personal
from maillage.people.views.refusing import taken
from maillage.territory.newcomers_words import for_newcomers

PAGE = "mobility:own-course"
CALENDAR = "text/calendar; charset=utf-8"


def shown_to(enrolment: Enrolment, token: str) -> dict[str, Any]:
    """Return what each page of somebody's course shows."""
    region = enrolment.course.region
    return {"enrolment": enrolment, "token": token, "region": region, "programme": region.programme}


# These pages act by their link alone: no session is used, so that there is nothing a forged form could borrow.
@for_newcomers
@csrf_exempt
@personal
def own_course(request: HttpRequest, token: str) -> HttpResponse:
    """Show somebody their seat or their place in the waiting list, the dates, and the lift."""
    return page(request, get_enrolment_by(token), token)


def page(request: HttpRequest, enrolment: Enrolment, token: str, wrong: RidesForm | None = None) -> HttpResponse:
    """Show the page; `wrong` is the form of the lift that has to be corrected."""
    course, is_over = enrolment.course, enrolment.state in OVER
    place = place_in_list(enrolment) if enrolment.state == EnrolmentState.WAITING else 0
    lifts = RideRequest.objects.filter(newcomer=enrolment.newcomer_id, course=course)
    has_lift = lifts.exclude(state=RequestState.WITHDRAWN).exists()
    # Who withdrew the lift asks for it anew among their lifts: of an enrolment it is made once.
    offers = course.needs_rides and not (is_over or lifts.exists() or enrolment.wants_rides)
    form = wrong or (RidesForm(course=course, points=open_points(course.region)) if offers else None)
    shown = {
        **shown_to(enrolment, token),
        "course": course,
        "knot": KNOT_OF_SEAT[EnrolmentState(enrolment.state)],
        "standing": standing_of(enrolment.state, place),
        "lessons": said_of(course.lessons.all(), course.region.time_zone, timezone.now()),
        "is_over": is_over,
        "has_lift": has_lift,
        "form": form,
        "calendar": lesson_calendar_token(enrolment),
        "own_link": lesson_url(enrolment, language=language_now()),
        "lifts_link": rider_url(enrolment.newcomer, language=language_now()),
        "done": request.GET.get("done", ""),
    }
    return render(request, "mobility/own_course.html", shown, status=422 if wrong else 200)


@for_newcomers
@csrf_exempt
@personal
def own_course_rides(request: HttpRequest, token: str) -> HttpResponse:
    """Ask for the lift to all lessons; reading it shows the page."""
    enrolment = get_enrolment_by(token)
    if request.method != "POST":
        return page(request, enrolment, token)
    form = RidesForm(request.POST, course=enrolment.course, points=open_points(enrolment.course.region))
    if taken(
        request,
        form,
        lambda: want_rides(
            enrolment=enrolment, starts_from=form.cleaned_data["starts_from"], by=rider(enrolment.newcomer)
        ),
    ):
        return redirect_to(request, PAGE, token, "lift")
    return page(request, enrolment, token, form)


@for_newcomers
@csrf_exempt
@personal
def own_course_leave(request: HttpRequest, token: str) -> HttpResponse:
    """Ask once more; then give the seat back."""
    enrolment = get_enrolment_by(token)
    if request.method == "POST":
        give_seat_back(enrolment=enrolment, by=rider(enrolment.newcomer))
        return redirect_to(request, PAGE, token, "left")
    shown = {**shown_to(enrolment, token), "is_over": enrolment.state in OVER}
    return render(request, "mobility/own_course_leave.html", shown)


@for_newcomers
@csrf_exempt
@personal
def own_course_erase(request: HttpRequest, token: str) -> HttpResponse:
    """Ask once more; then erase everything at once."""
    enrolment = get_enrolment_by(token)
    shown = shown_to(enrolment, token)
    if request.method == "POST":
        erase_newcomer(newcomer=enrolment.newcomer, by=rider(enrolment.newcomer))
        return render(request, "mobility/own_course_erased.html", {**shown, "token": ""})
    return render(request, "mobility/own_course_erase.html", shown)


@for_newcomers
@personal
def own_course_calendar(request: HttpRequest, token: str) -> HttpResponse:
    """Answer with the lessons as a calendar file."""
    return HttpResponse(course_calendar(get_enrolment_by(token, LESSON_CALENDAR)), content_type=CALENDAR)
