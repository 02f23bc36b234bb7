"""The page of somebody who is here: what runs, where they sit, the ideas, and going."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from maillage.cooperation.access_live import present_by_link
from maillage.cooperation.actions.check_in import say_leaving
from maillage.cooperation.actions.presence import Tick
from maillage.cooperation.queries.stamps import agenda_numbers, moment, own_idea_numbers, plan_number, stamp
from maillage.cooperation.running_page import own_page
from maillage.cooperation.spoken import title_of
from maillage.cooperation.views.polled import unless_known
from maillage.people.personal_pages import personal, personal_part


@personal
def present(request: HttpRequest, token: str) -> HttpResponse:
    """Show somebody's own page."""
    here = present_by_link(token)
    shown = {**own_page(here), "token": token, "heading": title_of(here.ticket.roundtable)}
    return render(request, "cooperation/present.html", {**shown, "left": "left" in request.GET})


@personal_part
def present_now(request: HttpRequest, token: str) -> HttpResponse:
    """Return what changes on it, for a page that asks every few seconds."""
    here = present_by_link(token)
    roundtable = here.ticket.roundtable
    seen = stamp(agenda_numbers(roundtable), own_idea_numbers(here.ticket))
    told = (here.ticket.pk, here.room_id, here.is_known, plan_number(roundtable), moment(timezone.now()), *seen)
    shown = {"token": token, "polled": True}
    return unless_known(
        request, told, lambda: render(request, "cooperation/_present_now.html", {**own_page(here), **shown})
    )


@csrf_exempt  # The personal link is the proof, and no cookie is set.
@personal
def present_leave(request: HttpRequest, token: str) -> HttpResponse:
    """Note that somebody leaves, or is back."""
    here = present_by_link(token)
    page = reverse("cooperation:present", args=[token])
    if request.method != "POST":
        return redirect(page)
    leaves = request.POST.get("tick") != Tick.HERE
    say_leaving(ticket=here.ticket, tick=Tick.LEFT if leaves else Tick.HERE, by=here.actor)
    return redirect(f"{page}?left" if leaves else page)
