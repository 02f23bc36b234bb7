"""The pages of one assessor, opened by their link: the list of applications, and one page each with the grid."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from maillage.core.judging import Sheet
from maillage.initiatives.access_calls import assessor_by_link, get_sent, judge_of
from maillage.initiatives.actions.assessing import finish_judging, is_their_own, judge
from maillage.initiatives.call_words import closing_of, euros, standing_of
from maillage.initiatives.enums import CallState
from maillage.initiatives.forms.assessing import VerdictForm
from maillage.initiatives.models import Assessor, PilotApplication
from maillage.initiatives.queries.calls import grid_of, sent_to, state_of
from maillage.initiatives.queries.judged import is_settled, sheets_of
from maillage.people.personal_pages import gone, personal


@dataclass(frozen=True)
class Line:
    """One application in the list of an assessor."""

    application: PilotApplication
    sheet: Sheet
    is_settled: bool


@csrf_exempt
@personal
def assess_list(request: HttpRequest, token: str) -> HttpResponse:
    """List the applications with what this assessor has still to do."""
    return render(request, "initiatives/assess.html", list_page(assessor_by_link(token), token))


def list_page(assessor: Assessor, token: str) -> dict[str, Any]:
    """Return what the list of an assessor shows; nothing of the others."""
    call = assessor.call
    lines: list[Line] = []
    if state_of(call) == CallState.CLOSED:
        grid, sheets = grid_of(list(call.criteria.all())), sheets_of(call, assessor)
        for application in sent_to(call):
            sheet, _words = sheets.get((assessor.pk, application.pk), (Sheet({}), ""))
            lines.append(Line(application, sheet, is_settled(grid, sheet)))
    withdrawn = PilotApplication.objects.filter(call=call, submitted_at__isnull=False, withdrawn_at__gte=call.closes_at)
    return {
        **common(assessor, token),
        "lines": lines,
        "left": sum(not line.is_settled for line in lines),
        "withdrawn": list(withdrawn),
    }


def common(assessor: Assessor, token: str) -> dict[str, Any]:
    """Return what each page of an assessor shows."""
    call = assessor.call
    return {
        "assessor": assessor,
        "token": token,
        "call": call,
        "region": call.region,
        "programme": call.region.programme,
        "state": str(state_of(call)),
        "standing": standing_of(call),
        "closing": closing_of(call),
    }


@csrf_exempt
@personal
def assess_one(request: HttpRequest, token: str, application: str) -> HttpResponse:
    """Show one application with the grid; keep the points, the words, or that the assessor stands aside."""
    assessor = assessor_by_link(token)
    call = assessor.call
    if state_of(call) != CallState.CLOSED:
        return redirect("initiatives:assess-list", token)
    if PilotApplication.objects.filter(call=call, public_id=application, withdrawn_at__isnull=False).exists():
        return gone(request, _("This application was withdrawn, and nobody judges it any more."), _("Nothing to do."))
    found = get_sent(call, application)
    criteria = list(call.criteria.all())
    initial = typed_before(assessor, found)
    form = VerdictForm(request.POST if request.method == "POST" else None, criteria=criteria, initial=initial)
    if request.method == "POST" and form.is_valid() and kept(form, assessor, found):
        return redirect("initiatives:assess-list", token)
    shown = {**one_page(assessor, found, token), "form": form}
    return render(request, "initiatives/assess_one.html", shown, status=422 if form.errors else 200)


def typed_before(assessor: Assessor, application: PilotApplication) -> dict[str, Any]:
    """Return what this assessor gave before."""
    sheet, words = sheets_of(assessor.call, assessor).get((assessor.pk, application.pk), (Sheet({}), ""))
    aside = sheet.stands_aside or is_their_own(assessor, application)
    points = {f"points_{key}": given for key, given in sheet.points.items()}
    return {**points, "words": words, "stands_aside": aside}


def kept(form: VerdictForm, assessor: Assessor, application: PilotApplication) -> bool:
    """Keep what was given; on refusal show why and return False."""
    try:
        judge(assessor=assessor, application=application, verdict=form.verdict(), by=judge_of(assessor))
    except ValidationError as error:
        form.add_error(None, error)
        return False
    return True


def one_page(assessor: Assessor, application: PilotApplication, token: str) -> dict[str, Any]:
    """Return what the page of one application shows; whom to write to is not for assessors."""
    questions = assessor.call.questions.all()
    return {
        **common(assessor, token),
        "application": application,
        "amount": euros(application.amount_eur),
        "answers": [(question, application.answers.get(str(question.pk), "")) for question in questions],
        "is_own": is_their_own(assessor, application),
    }


@csrf_exempt
@personal
def assess_finish(request: HttpRequest, token: str) -> HttpResponse:
    """Say that all is judged; opened without a press, it leads to the list."""
    assessor = assessor_by_link(token)
    if request.method != "POST":
        return redirect("initiatives:assess-list", token)
    try:
        finish_judging(assessor=assessor, by=judge_of(assessor))
    except ValidationError as error:
        shown = {**list_page(assessor, token), "errors": error.messages}
        return render(request, "initiatives/assess.html", shown, status=422)
    return redirect("initiatives:assess-list", token)
