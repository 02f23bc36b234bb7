"""Calls on the desk: the list, one call with what comes next, its text, its questions, its grid."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from maillage.initiatives.access_calls import get_call
from maillage.initiatives.actions.calls import (
    change_call,
    prolong_call,
    publish_call,
    why_not_ready,
    withdraw_call,
    write_call,
)
from maillage.initiatives.actions.grids import set_grid, set_questions
from maillage.initiatives.call_needs import needs_of
from maillage.initiatives.call_page import told_of_call, with_shares
from maillage.initiatives.call_words import KNOTS, closing_of, euros, standing_of
from maillage.initiatives.concept_note import GRID, QUESTIONS, AskedLine, JudgedLine, in_languages
from maillage.initiatives.enums import CallState
from maillage.initiatives.forms.calls import CallForm, ProlongForm
from maillage.initiatives.forms.grids import CriterionForm, Lines, QuestionForm, lines_form
from maillage.initiatives.models import CallQuestion, Criterion, PilotApplication, PilotCall
from maillage.initiatives.queries.calls import calls_of, is_taken_up, judging, sent_to, state_of
from maillage.kit.audit import Actor
from maillage.people.access import DeskRequest, actor_of, convenor_desk
from maillage.territory.models import Region

Deed = Callable[..., object]


def shown_with(region: Region, **more: Any) -> dict[str, Any]:
    """Return what each page of the desk shows."""
    return {"region": region, "programme": region.programme, **more}


@convenor_desk
@require_safe
def call_desk(request: DeskRequest, region: Region) -> HttpResponse:
    """List the calls of a region."""
    calls = list(calls_of(region))
    for call in calls:
        call.region = region
    rows = [(call, KNOTS[state_of(call)], standing_of(call)) for call in calls]
    return render(request, "initiatives/call_desk.html", shown_with(region, rows=rows))


@convenor_desk
def call_create(request: DeskRequest, region: Region) -> HttpResponse:
    """Write a call; it begins with the questions and the grid we propose."""
    form = CallForm(request.POST if request.method == "POST" else None, region=region)
    if request.method == "POST" and form.is_valid():
        call = did(form, lambda: write_call(region=region, plan=form.plan(), by=actor_of(request.user)))
        if call:
            messages.success(request, _("The call is kept. Nobody else reads it until it is published."))
            return redirect("initiatives:call-show", region.slug, call.public_id)
    shown = shown_with(region, form=form, heading=_("Write a call"))
    return render(request, "initiatives/call_edit.html", shown, status=422 if form.errors else 200)


def did(form: Any, deed: Callable[[], PilotCall]) -> PilotCall | None:
    """Do a deed; on refusal put the sentences into the form and return nothing."""
    try:
        return deed()
    except ValidationError as error:
        form.add_error(None, error)
    return None


@convenor_desk
@require_safe
def call_show(request: DeskRequest, region: Region, public_id: str) -> HttpResponse:
    """Show one call: how it stands, and what comes next."""
    call = get_call(region, public_id)
    state = state_of(call)
    begun = PilotApplication.objects.filter(call=call, submitted_at=None, withdrawn_at=None).count()
    shown = {
        "call": call,
        "state": str(state),
        "knot": KNOTS[state],
        "standing": standing_of(call),
        "closing": closing_of(call),
        "budget": euros(call.budget_eur),
        "largest": euros(call.largest_grant_eur),
        "sent": sent_to(call).count(),
        "begun": begun,
        "assessors": judging(call).count(),
        "unready": why_not_ready(call) if state == CallState.DRAFT else [],
        "needs": needs_of(call, public=False),
        "grid": with_shares(list(call.criteria.all())),
    }
    return render(request, "initiatives/call_show.html", shown_with(region, **shown))


@convenor_desk
def call_edit(request: DeskRequest, region: Region, public_id: str) -> HttpResponse:
    """Write a call anew."""
    call = get_call(region, public_id)
    data = request.POST if request.method == "POST" else None
    form = CallForm(data, region=region, call=call, taken_up=is_taken_up(call))

    def keep() -> PilotCall:
        return change_call(call=call, plan=form.plan(), by=actor_of(request.user))

    if request.method == "POST" and form.is_valid() and did(form, keep):
        messages.success(request, _("Saved."))
        return redirect("initiatives:call-show", region.slug, public_id)
    shown = shown_with(region, form=form, call=call, heading=_("Change the call"))
    return render(request, "initiatives/call_edit.html", shown, status=422 if form.errors else 200)


@convenor_desk
def call_questions(request: DeskRequest, region: Region, public_id: str) -> HttpResponse:
    """Show and set what applicants are asked."""
    call = get_call(region, public_id)
    kept = list(call.questions.all())
    rows = lines_form(QuestionForm, request.POST if request.method == "POST" else None, call, kept)

    def keep() -> PilotCall:
        return set_questions(call=call, questions=rows.planned(), by=actor_of(request.user))

    page = {"heading": _("What applicants are asked"), "label": _("Save the questions")}
    return lines_page(request, call, rows, keep, {**page, "is_proposal": is_ours(kept, QUESTIONS, region)})


@convenor_desk
def call_grid(request: DeskRequest, region: Region, public_id: str) -> HttpResponse:
    """Show and set the grid by which applications are judged."""
    call = get_call(region, public_id)
    kept = list(call.criteria.all())
    rows = lines_form(CriterionForm, request.POST if request.method == "POST" else None, call, kept)

    def keep() -> PilotCall:
        return set_grid(call=call, criteria=rows.planned(), by=actor_of(request.user))

    page = {"heading": _("The grid by which applications are judged"), "label": _("Save the grid")}
    counts = with_shares(kept)
    return lines_page(request, call, rows, keep, {**page, "grid": counts, "is_proposal": is_ours(kept, GRID, region)})


def is_ours(
    kept: Sequence[CallQuestion] | Sequence[Criterion], ours: Sequence[AskedLine] | Sequence[JudgedLine], region: Region
) -> bool:
    """Tell whether the lines still say what we propose."""
    return [line.text for line in kept] == [in_languages(line.text, region.languages) for line in ours]


def lines_page(
    request: DeskRequest, call: PilotCall, rows: Lines, keep: Callable[[], PilotCall], page: dict[str, Any]
) -> HttpResponse:
    """Show rows, or keep what was typed into them."""
    errors: list[str] = []
    if request.method == "POST" and rows.is_valid():
        try:
            keep()
        except ValidationError as error:
            errors = error.messages
        else:
            messages.success(request, _("Saved."))
            return redirect(request.path)
    elif request.method == "POST":
        errors = [str(sentence) for sentence in rows.non_form_errors()]
    shown = {**page, "call": call, "rows": rows, "errors": errors, "is_fixed": is_taken_up(call)}
    status = 422 if request.method == "POST" else 200
    return render(request, "initiatives/call_lines.html", shown_with(call.region, **shown), status=status)


@convenor_desk
@require_safe
def call_preview(request: DeskRequest, region: Region, public_id: str) -> HttpResponse:
    """Show a call as the public will read it."""
    call = get_call(region, public_id)
    return render(request, "initiatives/call_preview.html", shown_with(region, **told_of_call(call)))


def pressed(request: DeskRequest, call: PilotCall, deed: Deed, said: str) -> HttpResponse:
    """Do what one button says and go back to the call."""
    try:
        deed(call=call, by=actor_of(request.user))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, said)
    return redirect("initiatives:call-show", call.region.slug, call.public_id)


@require_POST
@convenor_desk
def call_publish(request: DeskRequest, region: Region, public_id: str) -> HttpResponse:
    """Let the public read a call and apply."""
    said = _("The call is published. Applications come in until it closes.")
    return pressed(request, get_call(region, public_id), publish_call, said)


@convenor_desk
def call_withdraw(request: DeskRequest, region: Region, public_id: str) -> HttpResponse:
    """Ask once more, then take a call back."""
    call = get_call(region, public_id)
    if request.method == "POST":
        return pressed(request, call, withdraw_call, _("The call is withdrawn. Those who began are told."))
    shown = shown_with(region, call=call, sent=sent_to(call).count())
    return render(request, "initiatives/call_withdraw.html", shown)


@convenor_desk
def call_prolong(request: DeskRequest, region: Region, public_id: str) -> HttpResponse:
    """Give everybody more time."""
    call = get_call(region, public_id)
    form = ProlongForm(request.POST if request.method == "POST" else None, call=call)
    if request.method == "POST" and form.is_valid():
        by: Actor = actor_of(request.user)
        if did(form, lambda: prolong_call(call=call, by=by, **form.cleaned_data)):
            messages.success(request, _("There is more time now. Those who began are told."))
            return redirect("initiatives:call-show", region.slug, public_id)
    shown = shown_with(region, call=call, form=form, closing=closing_of(call))
    return render(request, "initiatives/call_prolong.html", shown, status=422 if form.errors else 200)
