"""Judging and deciding on the desk: who judges, all points side by side, one application in full, the decision."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from maillage.initiatives.access_calls import get_assessor, get_call, get_sent
from maillage.initiatives.actions.assessing import ask_assessors, remind_assessors, take_assessor_back
from maillage.initiatives.actions.deciding import decide_call
from maillage.initiatives.call_words import closing_of, euros, standing_of
from maillage.initiatives.enums import CallState
from maillage.initiatives.forms.assessing import AskForm
from maillage.initiatives.forms.deciding import ChoiceForm, DecideForm
from maillage.initiatives.models import Decision, PilotCall
from maillage.initiatives.queries.calls import judging, state_of
from maillage.initiatives.queries.judged import Row, table_of
from maillage.initiatives.views.call_desk import pressed, shown_with
from maillage.people.access import DeskRequest, actor_of, convenor_desk
from maillage.people.forms.wordings import languages_of
from maillage.people.models import Contact, Organisation
from maillage.territory.models import Region


@convenor_desk
def call_assessors(request: DeskRequest, region: Region, public_id: str) -> HttpResponse:
    """Show who judges; ask people of the directory."""
    call = get_call(region, public_id)
    assessors = list(judging(call))
    asked = {assessor.contact_id for assessor in assessors}
    known = Contact.objects.filter(region=region).exclude(email="").select_related("organisation")
    form = AskForm(
        request.POST if request.method == "POST" else None,
        contacts=[contact for contact in known.order_by("name", "pk") if contact.pk not in asked],
    )
    if request.method == "POST" and form.is_valid():
        try:
            fresh = ask_assessors(call=call, contacts=form.chosen(), by=actor_of(request.user))
        except ValidationError as error:
            form.add_error(None, error)
        else:
            said = ngettext("%(count)d person is asked by mail.", "%(count)d people are asked by mail.", len(fresh))
            messages.success(request, said % {"count": len(fresh)})
            return redirect("initiatives:call-assessors", region.slug, public_id)
    left = sum(assessor.finished_at is None for assessor in assessors)
    shown = shown_with(region, call=call, state=str(state_of(call)), assessors=assessors, form=form, left=left)
    return render(request, "initiatives/call_assessors.html", shown, status=422 if form.errors else 200)


@require_POST
@convenor_desk
def call_remind(request: DeskRequest, region: Region, public_id: str) -> HttpResponse:
    """Write again to those who have not finished."""
    return pressed(
        request,
        get_call(region, public_id),
        remind_assessors,
        _("Those who have not finished are written to, once a day at most."),
    )


@require_POST
@convenor_desk
def call_take_back(request: DeskRequest, region: Region, public_id: str, assessor: str) -> HttpResponse:
    """Take an assessor back."""
    call = get_call(region, public_id)
    try:
        take_assessor_back(assessor=get_assessor(call, assessor), by=actor_of(request.user))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("The link has ended, and the points given count no more."))
    return redirect("initiatives:call-assessors", region.slug, public_id)


@convenor_desk
@require_safe
def call_table(request: DeskRequest, region: Region, public_id: str) -> HttpResponse:
    """Show all applications with what each assessor gave, the mean and how far they are apart."""
    call = get_call(region, public_id)
    assessors, rows = table_of(call) if state_of(call) != CallState.OPEN else (list(judging(call)), [])
    shown = {
        "call": call,
        "state": str(state_of(call)),
        "standing": standing_of(call),
        "closing": closing_of(call),
        "assessors": assessors,
        "rows": rows,
        "decisions": decisions_of(call),
    }
    return render(request, "initiatives/call_table.html", shown_with(region, **shown))


def decisions_of(call: PilotCall) -> list[tuple[Decision, str]]:
    """Return what was decided, the chosen first."""
    if call.decided_at is None:
        return []
    made = Decision.objects.filter(application__call=call).select_related("application__pilot")
    return [(decision, euros(decision.grant_eur)) for decision in made.order_by("-is_chosen", "application__pk")]


@convenor_desk
@require_safe
def call_application(request: DeskRequest, region: Region, public_id: str, application: str) -> HttpResponse:
    """Show one application in full, with what each assessor said of it."""
    call = get_call(region, public_id)
    if state_of(call) in {CallState.DRAFT, CallState.OPEN}:
        return redirect("initiatives:call-table", region.slug, public_id)
    found = get_sent(call, application)
    _assessors, rows = table_of(call)
    row = next(row for row in rows if row.application.pk == found.pk)
    answers = [(question, found.answers.get(str(question.pk), "")) for question in call.questions.all()]
    shown = {"call": call, "application": found, "row": row, "answers": answers, "amount": euros(found.amount_eur)}
    return render(request, "initiatives/call_application.html", shown_with(region, **shown))


@convenor_desk
def call_decide(request: DeskRequest, region: Region, public_id: str) -> HttpResponse:
    """Decide on all applications at once."""
    call = get_call(region, public_id)
    if state_of(call) != CallState.CLOSED:
        messages.error(request, _("A call is decided once it has closed, and while it is not withdrawn."))
        return redirect("initiatives:call-show", region.slug, public_id)
    _assessors, rows = table_of(call)
    page = DecidePage(request, call, rows)
    if request.method == "POST" and page.is_decided():
        messages.success(request, _("The call is decided. Each applicant is told, with the reason."))
        return redirect("initiatives:call-table", region.slug, public_id)
    shown = shown_with(region, call=call, budget=euros(call.budget_eur), page=page)
    return render(request, "initiatives/call_decide.html", shown, status=422 if request.method == "POST" else 200)


class DecidePage:
    """The forms of a decision, one an application, and the one that goes for all of them."""

    def __init__(self, request: DeskRequest, call: PilotCall, rows: list[Row]) -> None:
        self.call, self.by = call, actor_of(request.user)
        data = request.POST if request.method == "POST" else None
        around = Organisation.objects.filter(seats__region=call.region, seats__left_on__isnull=True).distinct()
        given: dict[str, Any] = {"organisations": list(around.order_by("name")), "languages": languages_of(call.region)}
        self.choices = [(row, ChoiceForm(data, application=row.application, **given)) for row in rows]
        self.now = " ".join(sorted(row.application.public_id for row in rows))
        self.form = DecideForm(data)
        self.is_over = False

    def is_decided(self) -> bool:
        """Decide; where something is wrong, say what."""
        fine = [form.is_valid() for _row, form in self.choices]
        if not (self.form.is_valid() and all(fine)):
            return False
        if self.form.cleaned_data["seen"] != self.now:
            self.form.add_error(None, _("An application was withdrawn meanwhile. Look at the list again, then decide."))
            return False
        try:
            decide_call(
                call=self.call,
                choices=[form.choice() for _row, form in self.choices],
                by=self.by,
                raise_budget=self.form.cleaned_data["raise_budget"],
            )
        except ValidationError as error:
            self.form.add_error(None, error)
            self.is_over = any(getattr(one, "code", "") == "over budget" for one in error.error_list)
            return False
        return True

    @property
    def has_errors(self) -> bool:
        return bool(self.form.errors) or any(form.errors for _row, form in self.choices)

    @property
    def granted(self) -> str:
        """What is granted so far, as typed."""
        grants = [
            form.cleaned_data.get("grant_eur") or 0
            for _row, form in self.choices
            if form.is_bound and form.is_valid() and form.cleaned_data.get("outcome") == "chosen"
        ]
        return euros(sum(grants)) if grants else ""
