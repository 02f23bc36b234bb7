"""How a pilot ends on the desk: its evaluation, its publication, and the practice it becomes."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from maillage.initiatives.access_pilot import get_pilot
from maillage.initiatives.actions.becoming import NOT_EVALUATED, Became, make_practice
from maillage.initiatives.actions.evaluations import evaluate, publish_evaluation, withdraw_evaluation
from maillage.initiatives.forms.pilot import EvaluationForm, evaluation_initial
from maillage.people.access import DeskRequest, actor_of, convenor_desk, editor_desk
from maillage.territory.models import Region


@editor_desk
def pilot_evaluation(request: DeskRequest, region: Region, public_id: str) -> HttpResponse:
    """Write the evaluation of a pilot."""
    pilot = get_pilot(region, public_id)
    known = getattr(pilot, "evaluation", None)
    posted = request.POST if request.method == "POST" else None
    form = EvaluationForm(posted, initial=evaluation_initial(region, known), region=region)
    if request.method == "POST" and form.is_valid():
        try:
            evaluate(pilot=pilot, findings=form.findings(known), by=actor_of(request.user))
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            messages.success(
                request, _("The evaluation is kept. Nobody but this desk reads it before it is published.")
            )
            return redirect("initiatives:pilot-desk", region.slug, public_id)
    shown = {"region": region, "programme": region.programme, "pilot": pilot, "form": form, "evaluation": known}
    return render(request, "initiatives/pilot_evaluation.html", shown, status=422 if form.errors else 200)


@require_POST
@convenor_desk
def pilot_publish(request: DeskRequest, region: Region, public_id: str) -> HttpResponse:
    """Publish the evaluation of a pilot, or take it back."""
    pilot = get_pilot(region, public_id)
    if getattr(pilot, "evaluation", None) is None:
        raise Http404
    by = actor_of(request.user)
    if request.POST.get("act") == "withdraw":
        withdraw_evaluation(pilot=pilot, by=by)
        messages.success(request, _("The evaluation is taken back. Its words stay here."))
    else:
        publish_evaluation(pilot=pilot, by=by)
        messages.success(request, _("The evaluation is published."))
    return redirect("initiatives:pilot-desk", region.slug, public_id)


@require_POST
@convenor_desk
def pilot_become(request: DeskRequest, region: Region, public_id: str) -> HttpResponse:
    """Make a practice of a pilot; one that nobody has evaluated is evaluated first."""
    pilot = get_pilot(region, public_id)
    try:
        messages.success(request, said_of(make_practice(pilot=pilot, by=actor_of(request.user))))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        if NOT_EVALUATED in {one.code for one in error.error_list}:
            return redirect("initiatives:pilot-evaluation", region.slug, public_id)
    return redirect("initiatives:pilot-desk", region.slug, public_id)


def said_of(became: Became) -> str:
    """Say what came of it."""
    if not became.answered:
        return _("The pilot is a practice now. Look whether its card says all that is known.")
    words = ngettext(
        "The pilot is a practice now, and answers %(count)d need of its call.",
        "The pilot is a practice now, and answers %(count)d needs of its call.",
        became.answered,
    )
    return words % {"count": became.answered}
