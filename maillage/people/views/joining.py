"""What the public reads about volunteers, and the form by which somebody becomes one."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from maillage.kit.access import public
from maillage.people.actions.volunteers import TooManyRegister, register_volunteer
from maillage.people.enums import Skill
from maillage.people.forms.volunteer import JoinForm
from maillage.people.models import SkillSought
from maillage.people.queries.training import public_sessions
from maillage.people.queries.volunteers import current_charter, skills_sought
from maillage.people.training_words import length, when, where
from maillage.people.volunteer_page import labels
from maillage.territory.models import Region
from maillage.territory.newcomers_words import for_newcomers
from maillage.territory.public_pages import public_page, show
from maillage.territory.queries.regions import neighbourhood


@public_page
def volunteers(request: HttpRequest, region: str) -> HttpResponse:
    """Show what is looked for, the next training, and the charter."""
    near = neighbourhood(region)
    return show(
        request,
        "people/volunteers.html",
        lambda: {**told_of(near.region), "near": near, "title": _("Volunteers"), "here": "regions"},
        version=near.version,
        programme=near.programme,
        region=near.region,
    )


def told_of(region: Region) -> dict[str, Any]:
    """Return what the public reads about volunteers, in three queries."""
    sessions = [
        (one, when(one, region), where(one), length(one.module.minutes), labels(Skill, one.module.needed_for))
        for one in public_sessions(region)
    ]
    return {"sought": by_skill(list(skills_sought(region))), "sessions": sessions, "charter": current_charter(region)}


def by_skill(lines: list[SkillSought]) -> list[tuple[str, str, list[SkillSought]]]:
    """Return what is looked for under each skill, in the order of the vocabulary."""
    found = [(skill, [line for line in lines if line.skill == skill]) for skill in Skill]
    return [(skill.value, str(skill.label), those) for skill, those in found if those]


# The form acts in nobody's name: no session is used, so that there is nothing a forged form could borrow.
@for_newcomers
@public
@never_cache
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def volunteer_join(request: HttpRequest, region: str) -> HttpResponse:
    """Take what somebody writes who wants to help; the answer is the same whoever is registered already."""
    near = neighbourhood(region)
    charter = current_charter(near.region)
    data = request.POST if request.method == "POST" else None
    form = JoinForm(data, region=near.region, charter=charter, initial=proposed(request))
    shown = {"form": form, "charter": charter, "region": near.region, "programme": near.programme, "here": "regions"}
    if request.method != "POST" or not form.is_valid():
        return render(request, "people/volunteer_join.html", shown, status=422 if form.errors else 200)
    if not registered(form, near.region):
        return render(request, "people/volunteer_join.html", shown, status=429)
    return render(request, "people/volunteer_joined.html", {**shown, "email": form.cleaned_data["email"]})


def proposed(request: HttpRequest) -> dict[str, Any]:
    """Return what a link proposes to tick; unknown skills are ignored."""
    skills = [skill for skill in request.GET.getlist("skill") if skill in Skill.values]
    return {"skills": skills} if skills else {}


def registered(form: JoinForm, region: Region) -> bool:
    """Register, or say why not. A form that a machine filled in is thanked, and forgotten."""
    if form.cleaned_data["website"]:
        return True
    try:
        register_volunteer(region=region, details=form.details, charter=form.standing)
    except TooManyRegister:
        form.add_error(None, _("Many people registered here just now. Try again in ten minutes."))
        return False
    return True
