"""The pages of one application, opened by the link of whoever writes it."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from maillage.initiatives.access_calls import applicant, application_by_link
from maillage.initiatives.actions.applications import (
    TooLate,
    WrittenMeanwhile,
    faults_of,
    save_application,
    withdraw_application,
    written_in,
)
from maillage.initiatives.call_words import closing_of, euros, standing_of
from maillage.initiatives.enums import CallState
from maillage.initiatives.forms.applications import ApplicationForm, GiveUpForm, application_initial
from maillage.initiatives.models import CallQuestion, Decision, PilotApplication
from maillage.initiatives.queries.calls import state_of
from maillage.people.personal_pages import personal

TEMPLATE = "initiatives/application.html"


# These pages act by their link alone: no session is used, so that there is nothing a forged form could borrow.
@csrf_exempt
@personal
def application_write(request: HttpRequest, token: str) -> HttpResponse:
    """Show the form of an application; save it, or send it."""
    application = application_by_link(token)
    questions = list(application.call.questions.all())
    form = ApplicationForm(
        request.POST if request.method == "POST" else None, application=application, questions=questions
    )
    if is_over(application):
        if request.method == "POST":
            return too_late(request, application, form)
        return render(request, "initiatives/application_read.html", read_page(application, questions))
    if request.method != "POST":
        return render(request, TEMPLATE, page_of(application, questions, form, request.GET.get("done", "")))
    if not form.is_valid():
        return render(request, TEMPLATE, page_of(application, questions, form), status=422)
    return saved(request, application, questions, form)


def is_over(application: PilotApplication) -> bool:
    """Tell whether nothing can be written any more."""
    return application.withdrawn_at is not None or state_of(application.call) != CallState.OPEN


def saved(
    request: HttpRequest, application: PilotApplication, questions: list[CallQuestion], form: ApplicationForm
) -> HttpResponse:
    """Save what was typed, or say why not and show it back."""
    send = request.POST.get("act") == "send"
    try:
        save_application(
            application=application,
            written=form.written(),
            version=form.cleaned_data["version"] or 0,
            by=applicant(application),
            send=send,
        )
    except TooLate:
        return too_late(request, application, form)
    except WrittenMeanwhile as meanwhile:
        return conflict(request, meanwhile.application, questions, form)
    except ValidationError as error:
        form.add_error(None, error)
        return render(request, TEMPLATE, page_of(application, questions, form), status=422)
    return redirect(f"{request.path}?done={'sent' if send or application.submitted_at else 'saved'}")


def page_of(
    application: PilotApplication, questions: list[CallQuestion], form: ApplicationForm, done: str = ""
) -> dict[str, Any]:
    """Return what the form page shows; what a saved draft still lacks is told by field."""
    call = application.call
    lacks: list[tuple[str, str, str]] = []
    if application.version and not application.submitted_at and not form.is_bound:
        faults = faults_of(call, questions, written_in(application))
        lacks = [(form[name].auto_id, str(form[name].label), fault) for name, fault in faults.items()]
    return {**common(application), "form": form, "lacks": lacks, "done": done}


def common(application: PilotApplication) -> dict[str, Any]:
    """Return what each page of an application shows."""
    call = application.call
    return {
        "application": application,
        "call": call,
        "region": call.region,
        "programme": call.region.programme,
        "closing": closing_of(call),
        "standing": standing_of(call),
        "state": str(state_of(call)),
    }


def conflict(
    request: HttpRequest, current: PilotApplication, questions: list[CallQuestion], form: ApplicationForm
) -> HttpResponse:
    """Show what was typed beside what was saved meanwhile; saving again writes over it knowingly."""
    theirs = application_initial(current, questions)
    typed = request.POST.copy()
    typed["version"] = str(current.version)
    again = ApplicationForm(typed, application=current, questions=questions)
    others = [
        (again[name].label, theirs[name])
        for name in theirs
        if name != "version" and str(theirs[name] or "") != str(form.cleaned_data.get(name) or "")
    ]
    return render(request, TEMPLATE, {**page_of(current, questions, again), "others": others}, status=409)


def too_late(request: HttpRequest, application: PilotApplication, form: ApplicationForm) -> HttpResponse:
    """Say that it is too late, and give back what was typed, to copy."""
    application = type(application).objects.select_related("call__region__programme").get(pk=application.pk)
    typed = [(field.label, field.data) for field in form.visible_fields() if field.data]
    return render(request, "initiatives/application_late.html", {**common(application), "typed": typed}, status=410)


def read_page(application: PilotApplication, questions: list[CallQuestion]) -> dict[str, Any]:
    """Return what somebody reads of their own application once nothing can be changed."""
    decision = Decision.objects.filter(application=application).first() if application.call.decided_at else None
    answers = [(question, application.answers.get(str(question.pk), "")) for question in questions]
    return {
        **common(application),
        "answers": answers,
        "amount": euros(application.amount_eur),
        "decision": decision,
        "grant": euros(decision.grant_eur) if decision else "",
        "may_withdraw": application.withdrawn_at is None and application.call.decided_at is None,
    }


@csrf_exempt
@personal
def application_withdraw(request: HttpRequest, token: str) -> HttpResponse:
    """Ask once more and for the reason; then withdraw."""
    application = application_by_link(token)
    form = GiveUpForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            withdraw_application(
                application=application, because=form.cleaned_data["because"], by=applicant(application)
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return redirect("initiatives:application-write", token)
    if application.withdrawn_at or application.call.decided_at:
        return redirect("initiatives:application-write", token)
    shown = {**common(application), "form": form, "token": token, "said": _("Withdraw the application")}
    return render(request, "initiatives/application_withdraw.html", shown, status=422 if form.errors else 200)
