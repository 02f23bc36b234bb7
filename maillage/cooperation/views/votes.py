"""Voices for ideas: given and taken back on one's own page, counted by hand on the desk."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from maillage.cooperation.access import get_note, get_roundtable
from maillage.cooperation.access_live import get_running, idea_for, present_by_link
from maillage.cooperation.actions.votes import count_hands, take_vote_back, vote
from maillage.cooperation.forms.door import HandsForm
from maillage.cooperation.models import Roundtable
from maillage.cooperation.queries.check_in import waiting_at
from maillage.cooperation.queries.stamps import idea_numbers, stamp, waiting_numbers
from maillage.cooperation.queries.votes import ideas_by_voices
from maillage.cooperation.running_page import own_page
from maillage.cooperation.views.live import common, to_live
from maillage.cooperation.views.polled import unless_known
from maillage.people.access import DeskRequest, actor_of, editor_desk
from maillage.people.personal_pages import personal
from maillage.territory.models import Region


@csrf_exempt  # The personal link is the proof, and no cookie is set.
@personal
def present_vote(request: HttpRequest, token: str) -> HttpResponse:
    """Give an idea one's voice, or take it back."""
    here = present_by_link(token)
    if request.method != "POST":
        return redirect("cooperation:present", token)
    idea = idea_for(here, request.POST.get("idea", ""))
    if idea is None:
        raise Http404
    verb = take_vote_back if request.POST.get("voice") == "back" else vote
    refused = ""
    try:
        verb(note=idea, ticket=here.ticket)
    except ValidationError as error:
        refused = error.messages[0]
    if not getattr(request, "htmx", False) and not refused:
        return redirect(f"{reverse('cooperation:present', args=[token])}#voice-{idea.public_id}")
    shown = {**own_page(here), "token": token, "polled": True, "refused": refused}
    return render(request, "cooperation/_present_now.html", shown)


@editor_desk
@require_safe
def roundtable_live_ideas(request: DeskRequest, region: Region, number: int) -> HttpResponse:
    """Return the ideas with their voices, for a page that asks every few seconds."""
    roundtable = get_running(region, number)
    told = stamp(idea_numbers(roundtable), waiting_numbers(roundtable))
    return unless_known(request, told, lambda: shown(request, roundtable))


@editor_desk
@require_POST
def roundtable_live_hands(request: DeskRequest, region: Region, number: int, public_id: str) -> HttpResponse:
    """Write down how many hands were raised for an idea."""
    roundtable = get_roundtable(region, number)
    note = get_note(roundtable, public_id)
    form = HandsForm(request.POST)
    try:
        if not form.is_valid():
            raise ValidationError(_("Write how many hands you counted, from 0 to 500."))
        count_hands(note=note, hands=form.cleaned_data["hands"], by=actor_of(request.user))
    except ValidationError as error:
        messages.error(request, error.messages[0])
    if getattr(request, "htmx", False):
        return shown(request, roundtable)
    return to_live(request, roundtable, anchor="ideas")


def shown(request: HttpRequest, roundtable: Roundtable) -> HttpResponse:
    """Return the ideas alone."""
    ideas = ideas_by_voices(roundtable, waiting_at(roundtable))
    return render(request, "cooperation/_live_ideas.html", {**common(roundtable), "ideas": ideas, "polled": True})
