"""The week of lifts on the desk: propose a plan, the diary, what came of lifts, who was rung up."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from maillage.mobility.access_lifts import get_volunteer_for
from maillage.mobility.access_plan import get_plan
from maillage.mobility.access_weeks import get_outing_for, get_ride_for, get_rider_for
from maillage.mobility.actions.answering import TooLate, accept_outing, accept_ride, cannot_drive, cannot_ride
from maillage.mobility.actions.outcomes import settle_outing, settle_ride
from maillage.mobility.actions.proposing import propose_plan
from maillage.mobility.actions.telling_weeks import tell_by_phone
from maillage.mobility.diary import diary_of
from maillage.mobility.enums import Outcome
from maillage.mobility.models import Newcomer, Outing
from maillage.mobility.own_week_page import asked_monday
from maillage.people.access import DeskRequest, actor_of, editor_desk
from maillage.people.models import Volunteer
from maillage.territory.models import Region

Deed = Callable[[], bool]


@require_POST
@editor_desk
def plan_propose(request: DeskRequest, region: Region, public_id: str) -> HttpResponse:
    """Propose a plan to all whom it concerns, and show the diary, which says who has to be rung up."""
    plan = get_plan(region, public_id)
    try:
        propose_plan(plan=plan, by=actor_of(request.user))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("The plan is proposed. Who has an e-mail address gets a message with one button."))
    return to_diary(region, plan.monday.isoformat())


@require_safe
@editor_desk
def diary(request: DeskRequest, region: Region) -> HttpResponse:
    """Show a week day by day: who drives whom and when."""
    monday = asked_monday(region, request.GET.get("week", ""))
    shown = {"region": region, "programme": region.programme, "diary": diary_of(region, monday)}
    return render(request, "mobility/diary.html", shown)


@require_POST
@editor_desk
def outing_settle(request: DeskRequest, region: Region, public_id: str) -> HttpResponse:
    """Note what a driver said by telephone, or what came of an outing."""
    outing = get_outing_for(region, public_id)
    by = actor_of(request.user)
    deeds: dict[str, Deed] = {
        "yes": lambda: accept_outing(outing=outing, by=by),
        "no": lambda: cannot_drive(outing=outing, by=by),
        "done": lambda: settle_outing(outing=outing, outcome=Outcome.DONE, by=by),
        "did-not": lambda: settle_outing(outing=outing, outcome=Outcome.DID_NOT, by=by),
    }
    return settled(request, region, outing, deeds)


@require_POST
@editor_desk
def ride_settle(request: DeskRequest, region: Region, public_id: str) -> HttpResponse:
    """Note what a rider said by telephone, or what came of their lift."""
    ride = get_ride_for(region, public_id)
    by = actor_of(request.user)
    deeds: dict[str, Deed] = {
        "yes": lambda: accept_ride(ride=ride, by=by),
        "no": lambda: cannot_ride(ride=ride, by=by),
        "done": lambda: settle_ride(ride=ride, outcome=Outcome.DONE, by=by),
        "did-not": lambda: settle_ride(ride=ride, outcome=Outcome.DID_NOT, by=by),
    }
    return settled(request, region, ride.outing, deeds)


def settled(request: DeskRequest, region: Region, outing: Outing, deeds: dict[str, Deed]) -> HttpResponse:
    """Do what was pressed, say so, and show the diary again."""
    deed = deeds.get(request.POST.get("say", ""))
    if deed is None:
        messages.error(request, _("This was not understood. Press one of the buttons beside the lift."))
        return to_diary(region, outing.plan.monday.isoformat())
    try:
        messages.success(request, _("It is noted.") if deed() else _("It was noted already. Nothing has changed."))
    except TooLate as late:
        messages.error(request, str(late))
    return to_diary(region, outing.plan.monday.isoformat())


@require_POST
@editor_desk
def week_told(request: DeskRequest, region: Region) -> HttpResponse:
    """Tick that somebody was told their week by telephone."""
    monday = asked_monday(region, request.POST.get("week", ""))
    people: dict[str, Callable[[Region, str], Volunteer | Newcomer]] = {
        "driver": get_volunteer_for,
        "rider": get_rider_for,
    }
    found = people.get(request.POST.get("kind", ""))
    if found is None:
        raise Http404
    who = request.POST.get("who", "").replace("\0", "")
    tell_by_phone(person=found(region, who), monday=monday, by=actor_of(request.user))
    messages.success(request, _("It is noted."))
    return to_diary(region, monday.isoformat())


def to_diary(region: Region, week: str) -> HttpResponse:
    """Show the diary of a week."""
    return redirect(f"{reverse('mobility:diary', args=[region.slug])}?week={week}")
