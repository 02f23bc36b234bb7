"""The pages of a volunteer, opened by their own link: what we know, pauses, training, the charter, pairs, the end."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt

from maillage.people.access_volunteers import themselves, volunteer_by_link
from maillage.people.actions.charters import accept_charter
from maillage.people.actions.mentoring import note_meeting
from maillage.people.actions.sessions import answer_training
from maillage.people.actions.volunteer_course import pause_volunteer, stop_volunteer, take_pause_back
from maillage.people.actions.volunteers import edit_volunteer, hear_from
from maillage.people.forms.mentoring import MetForm
from maillage.people.forms.volunteer import OwnForm, PauseForm
from maillage.people.held_page import answer_with_held
from maillage.people.models import Mentoring, TrainingSession, Volunteer
from maillage.people.own_page import own_page, session_lines
from maillage.people.personal_pages import personal
from maillage.people.queries.mentoring import pairs_of
from maillage.people.queries.volunteers import current_charter, has_accepted
from maillage.people.views.refusing import taken
from maillage.territory.newcomers_words import for_newcomers

PAGE = "people:volunteer-page"
# These pages act by their link alone: no session is used, so that there is nothing a forged form could borrow.


def shown_to(volunteer: Volunteer, token: str, **more: Any) -> dict[str, Any]:
    """Return what each page of a volunteer shows."""
    region = volunteer.region
    return {"volunteer": volunteer, "region": region, "programme": region.programme, "token": token, **more}


def said(token: str, done: str) -> HttpResponse:
    """Go back to the page and say there what was done."""
    answer = redirect(PAGE, token)
    answer["Location"] += f"?done={done}"
    return answer


@for_newcomers
@csrf_exempt
@personal
def volunteer_page(request: HttpRequest, token: str) -> HttpResponse:
    """Show a volunteer what waits for them and what we know; one button says that they are still there."""
    volunteer = volunteer_by_link(token)
    if request.method == "POST":
        hear_from(volunteer=volunteer, by=themselves(volunteer))
        return said(token, "here")
    shown = shown_to(volunteer, token, done=request.GET.get("done", ""), **own_page(volunteer))
    return render(request, "people/own_page.html", shown)


@for_newcomers
@personal
def volunteer_own_held(request: HttpRequest, token: str) -> HttpResponse:
    """Show a volunteer all that is held about them, what for and how long."""
    volunteer = volunteer_by_link(token)
    return answer_with_held(request, volunteer, volunteer.region, reverse(PAGE, args=[token]))


@for_newcomers
@csrf_exempt
@personal
def volunteer_own(request: HttpRequest, token: str) -> HttpResponse:
    """Show and change what we know of a volunteer."""
    volunteer = volunteer_by_link(token)
    data = request.POST if request.method == "POST" else None
    form = OwnForm(data, region=volunteer.region, volunteer=volunteer)

    def keep() -> Volunteer:
        return edit_volunteer(volunteer=volunteer, details=form.details, by=themselves(volunteer), heard=True)

    if taken(request, form, keep):
        return said(token, "saved")
    return render(
        request, "people/own_edit.html", shown_to(volunteer, token, form=form), status=422 if form.errors else 200
    )


@for_newcomers
@csrf_exempt
@personal
def volunteer_own_pause(request: HttpRequest, token: str) -> HttpResponse:
    """Show and note pauses."""
    volunteer = volunteer_by_link(token)
    by = themselves(volunteer)
    if request.POST.get("remove", "").isdecimal():
        take_pause_back(volunteer=volunteer, key=int(request.POST["remove"]), by=by, heard=True)
        return said(token, "saved")
    form = PauseForm(request.POST if request.method == "POST" else None)
    if taken(request, form, lambda: pause_volunteer(volunteer=volunteer, by=by, heard=True, **form.cleaned_data)):
        return said(token, "paused")
    shown = shown_to(volunteer, token, form=form, pauses=list(volunteer.pauses.all()))
    return render(request, "people/own_pause.html", shown, status=422 if form.errors else 200)


@for_newcomers
@csrf_exempt
@personal
def volunteer_own_charter(request: HttpRequest, token: str) -> HttpResponse:
    """Show the charter with one button that accepts it."""
    volunteer = volunteer_by_link(token)
    charter = current_charter(volunteer.region)
    if charter is None:
        raise Http404
    errors: list[str] = []
    if request.method == "POST":
        version = request.POST.get("version", "")
        try:
            accept_charter(
                volunteer=volunteer,
                version=int(version) if version.isdecimal() else 0,
                by=themselves(volunteer),
                heard=True,
            )
        except ValidationError as error:
            errors = error.messages
        else:
            return said(token, "charter")
    shown = shown_to(volunteer, token, charter=charter, errors=errors, accepted=has_accepted(volunteer, charter))
    return render(request, "people/own_charter.html", shown, status=409 if errors else 200)


@for_newcomers
@csrf_exempt
@personal
def volunteer_own_training(request: HttpRequest, token: str, public_id: str) -> HttpResponse:
    """Show one session with two buttons: I come, I do not come."""
    volunteer = volunteer_by_link(token)
    known = TrainingSession.objects.select_related("module", "place").filter(module__region=volunteer.region)
    session = get_object_or_404(known, public_id=public_id)
    session.module.region = volunteer.region
    errors: list[str] = []
    if request.method == "POST" and request.POST.get("comes") in {"yes", "no"}:
        comes = request.POST["comes"] == "yes"
        try:
            answer_training(session=session, volunteer=volunteer, comes=comes, by=themselves(volunteer), heard=True)
        except ValidationError as error:
            errors = error.messages
        else:
            return said(token, "comes" if comes else "not")
    line = session_lines(volunteer, [session])[0]
    shown = shown_to(volunteer, token, line=line, errors=errors)
    return render(request, "people/own_training.html", shown, status=409 if errors else 200)


@for_newcomers
@csrf_exempt
@personal
def volunteer_own_met(request: HttpRequest, token: str, public_id: str) -> HttpResponse:
    """Ask for the day on which two met, and nothing else."""
    volunteer = volunteer_by_link(token)
    pair: Mentoring = get_object_or_404(pairs_of(volunteer.region).filter(volunteer=volunteer), public_id=public_id)
    form = MetForm(request.POST if request.method == "POST" else None)
    by = themselves(volunteer)
    if taken(request, form, lambda: note_meeting(pair=pair, by=by, heard=True, **form.cleaned_data)):
        return said(token, "met")
    shown = shown_to(volunteer, token, form=form, pair=pair)
    return render(request, "people/own_met.html", shown, status=422 if form.errors else 200)


@for_newcomers
@csrf_exempt
@personal
def volunteer_own_stop(request: HttpRequest, token: str) -> HttpResponse:
    """Ask once more; then stop."""
    volunteer = volunteer_by_link(token)
    if request.method == "POST":
        stop_volunteer(volunteer=volunteer, by=themselves(volunteer))
        return render(request, "people/own_stopped.html", shown_to(volunteer, token))
    return render(request, "people/own_stop.html", shown_to(volunteer, token))
