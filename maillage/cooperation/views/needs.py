"""Needs of a region on the desk: the list, one in full, merged with an earlier one, closed or taken up again."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from maillage.cooperation.access import get_need
from maillage.cooperation.actions.answered import answer_need, take_back_answer
from maillage.cooperation.actions.needs import change_need, close_need, merge_needs, reopen_need
from maillage.cooperation.forms.answered import AnsweredForm
from maillage.cooperation.forms.need import MergeForm, NeedForm, ReasonForm, need_initial
from maillage.cooperation.models import Commitment, Need
from maillage.cooperation.queries.answered import practices_answering, shelves_of
from maillage.cooperation.queries.commitments import with_progress
from maillage.cooperation.queries.needs import STATES, needs_of, with_state
from maillage.people.access import DeskRequest, actor_of, editor_desk
from maillage.territory.models import Region, Theme

PER_PAGE = 50


@editor_desk
def need_desk(request: DeskRequest, region: Region) -> HttpResponse:
    """List the needs of a region, those without an answer first."""
    state = request.GET.get("state", "")
    needs = sorted(needs_of(region), key=lambda need: STATES.index(need.state))
    counts = [(name, sum(need.state == name for need in needs)) for name in STATES]
    chosen = [need for need in needs if state in {"", need.state} or state not in STATES]
    page = Paginator(chosen, PER_PAGE).get_page(request.GET.get("page"))
    shown = {
        "region": region,
        "programme": region.programme,
        "needs": page.object_list,
        "page_obj": page,
        "counts": counts,
        "state": state if state in STATES else "",
        "all": len(needs),
    }
    return render(request, "cooperation/needs.html", shown)


@editor_desk
def need_edit(request: DeskRequest, region: Region, public_id: str) -> HttpResponse:
    """Show a need with each report of it; write it anew, or say which practices answer it."""
    need = get_need(region, public_id, with_state(Need.objects.all()))
    if request.POST.get("act") == "answer":
        return answer(request, need)
    if request.POST.get("act") == "take-back":
        return take_back(request, need)
    form = NeedForm(
        request.POST if request.method == "POST" else None,
        initial=need_initial(need),
        region=region,
        themes=list(Theme.objects.all()),
    )
    if request.method == "POST" and form.is_valid():
        change_need(need=need, asked=form.asked(need), by=actor_of(request.user))
        messages.success(request, _("Saved."))
        return redirect("cooperation:need-edit", region.slug, public_id)
    return page_of(request, need, form=form)


def answer(request: DeskRequest, need: Need) -> HttpResponse:
    """Note that practices of the region answer a need."""
    form = AnsweredForm(request.POST, shelves=shelves_of(need.region), answering=())
    if not form.is_valid():
        return page_of(request, need, answering=form)
    answer_need(need=need, practices=form.chosen(), by=actor_of(request.user))
    messages.success(request, _("It is noted. The pages of the need and of the practice say so."))
    return redirect("cooperation:need-edit", need.region.slug, need.public_id)


def take_back(request: DeskRequest, need: Need) -> HttpResponse:
    """Note that a practice does not answer a need; pressed twice it is done once."""
    practice = need.answered_by.filter(public_id=request.POST.get("practice", "")).first()
    if practice:
        take_back_answer(need=need, practice=practice, by=actor_of(request.user))
    messages.success(request, _("It is noted that this practice does not answer the need."))
    return redirect("cooperation:need-edit", need.region.slug, need.public_id)


@editor_desk
def need_merge(request: DeskRequest, region: Region, public_id: str) -> HttpResponse:
    """Say that this need is an earlier one that came back."""
    need = get_need(region, public_id, with_state(Need.objects.all()))
    form = MergeForm(request.POST if request.method == "POST" else None, needs=others_than(need))
    if request.method == "POST" and form.is_valid():
        kept = form.cleaned_data["same_as"]
        merge_needs(kept=kept, came_back=need, by=actor_of(request.user))
        messages.success(request, _("The two are one now. Each report of it is kept."))
        return redirect("cooperation:need-edit", region.slug, kept.public_id)
    return page_of(request, need, merging=form)


@editor_desk
def need_close(request: DeskRequest, region: Region, public_id: str) -> HttpResponse:
    """Close a need with a reason, or take a closed one up again."""
    need = get_need(region, public_id, with_state(Need.objects.all()))
    if request.method == "POST" and need.closed_on:
        reopen_need(need=need, by=actor_of(request.user))
        messages.success(request, _("The need is open again."))
        return redirect("cooperation:need-edit", region.slug, public_id)
    form = ReasonForm(request.POST if request.method == "POST" else None, region=region)
    if request.method == "POST" and form.is_valid():
        close_need(need=need, because=form.reason(), by=actor_of(request.user))
        messages.success(request, _("The need is closed."))
        return redirect("cooperation:need-edit", region.slug, public_id)
    return page_of(request, need, closing=form)


def others_than(need: Need) -> list[Need]:
    """Return the other needs of the region, with which this one could be merged."""
    others = list(Need.objects.filter(region=need.region).exclude(pk=need.pk))
    for other in others:
        other.region = need.region
    return others


def page_of(
    request: DeskRequest,
    need: Need,
    *,
    form: NeedForm | None = None,
    merging: MergeForm | None = None,
    closing: ReasonForm | None = None,
    answering: AnsweredForm | None = None,
) -> HttpResponse:
    """Show one need with its four forms."""
    region = need.region
    answered_by = practices_answering(need)
    promises = with_progress(Commitment.objects.filter(need=need)).select_related("organisation", "contact")
    shown = {
        "region": region,
        "programme": region.programme,
        "need": need,
        "raisings": list(need.raisings.select_related("roundtable", "room", "organisation")),
        "promises": list(promises),
        "form": form or NeedForm(initial=need_initial(need), region=region, themes=list(Theme.objects.all())),
        "merging": merging or MergeForm(needs=others_than(need)),
        "closing": closing or ReasonForm(region=region),
        "answered_by": answered_by,
        "answering": answering or AnsweredForm(None, shelves=shelves_of(region), answering=answered_by),
        "is_answering": answering is not None,
        "is_merging": merging is not None,
        "is_closing": closing is not None,
    }
    return render(request, "cooperation/need.html", shown)
