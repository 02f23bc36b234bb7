"""The plan of a week on the desk: begin it, watch it, stop it, read it, change it by hand."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from maillage.mobility.access_plan import get_asked, get_plan
from maillage.mobility.actions.plan_week import PlanRefused, replan, start_plan, stop_plan
from maillage.mobility.enums import PlanState
from maillage.mobility.forms.plan import ByHandForm, WeekForm
from maillage.mobility.queries.plans import this_week, weeks_ahead
from maillage.people.access import DeskRequest, actor_of, editor_desk
from maillage.territory.models import Region

CHANGED_BY_HAND = (PlanState.READY, PlanState.PROPOSED)
FINISHED = {"HX-Refresh": "true"}


@editor_desk
def plan_desk(request: DeskRequest, region: Region) -> HttpResponse:
    """Show this week and the next, what is asked and offered in them, and begin to plan one."""
    from maillage.mobility.plan_desk_page import week_cards

    form = WeekForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            plan = start_plan(region=region, monday=form.cleaned_data["monday"], by=actor_of(request.user))
        except PlanRefused as refused:
            form.add_error(None, refused)
        else:
            return redirect("mobility:plan-show", region.slug, plan.public_id)
    weeks = weeks_ahead(region, this_week(region, timezone.now()))
    shown = {"region": region, "programme": region.programme, "cards": week_cards(weeks), "form": form}
    return render(request, "mobility/plan_desk.html", shown, status=422 if form.errors else 200)


@editor_desk
@require_safe
def plan_show(request: DeskRequest, region: Region, public_id: str) -> HttpResponse:
    """Show how far a reckoning is, or the plan that it found."""
    from maillage.mobility.plan_page import RUNNING, progress_told, told_of

    plan = get_plan(region, public_id)
    if request.headers.get("HX-Request"):
        if plan.state not in RUNNING:
            return HttpResponse(headers=FINISHED)
        return render(request, "mobility/_plan_progress.html", {"region": region, **progress_told(plan)})
    shown = {"region": region, "programme": region.programme, **told_of(plan)}
    return render(request, "mobility/plan_show.html", shown)


@editor_desk
@require_safe
def plan_missing(request: DeskRequest, region: Region, public_id: str) -> HttpResponse:
    """Show who has no lift and why, and where one more volunteer would help."""
    from maillage.mobility.missing_page import missing_told

    plan = get_plan(region, public_id)
    shown = {"region": region, "programme": region.programme, **missing_told(plan, request.GET.get("page", ""))}
    return render(request, "mobility/plan_missing.html", shown)


@editor_desk
@require_POST
def plan_stop(request: DeskRequest, region: Region, public_id: str) -> HttpResponse:
    """Stop a reckoning."""
    plan = get_plan(region, public_id)
    if stop_plan(plan=plan, by=actor_of(request.user)):
        messages.success(request, _("The reckoning stops. What it found so far is kept."))
    return redirect("mobility:plan-show", region.slug, plan.public_id)


@editor_desk
@require_POST
def plan_anew(request: DeskRequest, region: Region, public_id: str) -> HttpResponse:
    """Plan the week of a plan anew, with fewest changes."""
    plan = get_plan(region, public_id)
    try:
        anew = replan(plan=plan, by=actor_of(request.user))
    except PlanRefused as refused:
        messages.error(request, refused.messages[0])
        return redirect("mobility:plan-show", region.slug, plan.public_id)
    return redirect("mobility:plan-show", region.slug, anew.public_id)


@editor_desk
def plan_by_hand(request: DeskRequest, region: Region, public_id: str, asked: str, on: str) -> HttpResponse:
    """Take a lift off a plan, or put it on a drive."""
    from maillage.mobility.actions.by_hand import Forbidden, change_by_hand
    from maillage.mobility.actions.hand_made import Change
    from maillage.mobility.by_hand_page import changed_words, drives_on, legs_asked, now_on, told_by_hand
    from maillage.mobility.plan_words import holes_words, rule_words
    from maillage.mobility.queries.week_asked import TravelUnknown
    from maillage.mobility.travel import NoTravelTimes

    plan = get_plan(region, public_id)
    lift, day = get_asked(region, asked, on)
    if plan.state not in CHANGED_BY_HAND:
        messages.error(request, _("Only a plan that is ready or proposed is changed by hand. Plan the week anew."))
        return redirect("mobility:plan-show", region.slug, plan.public_id)
    form = ByHandForm(
        request.POST or None, legs=legs_asked(lift), drives=drives_on(plan, day), now=now_on(plan, lift, day)
    )
    refused: list[str] = []
    if request.method == "POST" and form.is_valid():
        try:
            done = change_by_hand(plan=plan, change=Change(lift, day, form.drives), by=actor_of(request.user))
        except Forbidden as forbidden:
            refused = rule_words(forbidden.rules)
        except ValidationError as error:
            refused = error.messages
        except NoTravelTimes as unknown:
            refused = [unknown.sentence]
        except TravelUnknown as hole:
            refused = [holes_words(hole.origin, hole.destination, hole.pairs)]
        else:
            said = changed_words(done.made, is_proposed=done.plan.state == PlanState.PROPOSED)
            messages.success(request, " ".join(said))
            return redirect("mobility:plan-show", region.slug, done.plan.public_id)
    shown = {"region": region, "programme": region.programme, "form": form, "refused": refused}
    shown |= told_by_hand(plan, lift, day)
    return render(request, "mobility/plan_by_hand.html", shown, status=422 if refused or form.errors else 200)
