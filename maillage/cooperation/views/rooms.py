"""The screen Rooms: rooms with a title and two people in charge, and everybody's seat with its reason."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from maillage.cooperation.access import get_roundtable
from maillage.cooperation.actions.room_plan import Overtaken
from maillage.cooperation.actions.rooms import accept_leaders, move_people, set_rooms
from maillage.cooperation.actions.seating import Spread, assign_rooms, reseat_rooms
from maillage.cooperation.forms.rooms import LateForm, SeenForm, SpreadForm
from maillage.cooperation.models import Roundtable
from maillage.cooperation.queries.rooms import table_of
from maillage.cooperation.rooms_page import room_forms, rooms_page, seats_form_of
from maillage.cooperation.seating_words import list_said, moved_sentence
from maillage.people.access import DeskRequest, actor_of, editor_desk
from maillage.territory.models import Region


@editor_desk
def roundtable_rooms(request: DeskRequest, region: Region, number: int) -> HttpResponse:
    """Show the rooms, and set them."""
    roundtable = get_roundtable(region, number)
    if request.method != "POST":
        return render(request, "cooperation/rooms.html", rooms_page(roundtable))
    table = table_of(roundtable)
    there = {room.pk: room for room in table.rooms}
    forms = room_forms(table, request.POST)
    if not forms.is_valid():
        return refused(request, roundtable, 422, forms=forms)
    typed = [form.planned(there.get(form.cleaned_data.get("id") or 0)) for form in forms]
    rooms = [room for room in typed if room]
    try:
        set_rooms(roundtable=roundtable, rooms=rooms, by=actor_of(request.user), seen=seen_in(request))
    except ValidationError as error:
        forms.refusals = error.messages
        return refused(request, roundtable, 409 if isinstance(error, Overtaken) else 422, forms=forms)
    if request.POST.get("then") == "spread":
        return spread(request, roundtable)
    messages.success(request, _("The rooms are set."))
    return redirect("cooperation:roundtable-rooms", region.slug, number)


@editor_desk
@require_POST
def roundtable_rooms_spread(request: DeskRequest, region: Region, number: int) -> HttpResponse:
    """Spread everybody who comes over the rooms."""
    return spread(request, get_roundtable(region, number), seen=seen_in(request))


def spread(request: DeskRequest, roundtable: Roundtable, seen: int | None = None) -> HttpResponse:
    """Spread everybody who comes, and say how many have a seat; `seen` is None where the rooms were just set."""
    form = SpreadForm(request.POST)
    free = form.is_valid() and form.cleaned_data["free"]
    try:
        told = assign_rooms(roundtable=roundtable, by=actor_of(request.user), seen=seen, free=free)
    except ValidationError as error:
        return refused(request, roundtable, 409 if isinstance(error, Overtaken) else 422, refusals=error.messages)
    messages.success(request, seated_sentence(told))
    return redirect("cooperation:roundtable-rooms", roundtable.region.slug, roundtable.number)


@editor_desk
@require_POST
def roundtable_rooms_late(request: DeskRequest, region: Region, number: int) -> HttpResponse:
    """Seat who came late and let go who did not come, with the fewest moves, and say who moves."""
    roundtable = get_roundtable(region, number)
    form = LateForm(request.POST)
    only_here = not form.is_valid() or form.cleaned_data["who"] == "here"
    try:
        told = reseat_rooms(
            roundtable=roundtable, by=actor_of(request.user), seen=seen_in(request), only_here=only_here
        )
    except ValidationError as error:
        return refused(request, roundtable, 409 if isinstance(error, Overtaken) else 422, refusals=error.messages)
    for sentence in changes_said(roundtable, told):
        messages.success(request, sentence)
    return redirect("cooperation:roundtable-rooms", region.slug, number)


@editor_desk
@require_POST
def roundtable_rooms_leaders(request: DeskRequest, region: Region, number: int) -> HttpResponse:
    """Name whoever is proposed to lead and to write."""
    roundtable = get_roundtable(region, number)
    try:
        named = accept_leaders(roundtable=roundtable, by=actor_of(request.user), seen=seen_in(request))
    except Overtaken as error:
        return refused(request, roundtable, 409, refusals=error.messages)
    said = ngettext("%(count)s task was given.", "%(count)s tasks were given.", named) % {"count": named}
    messages.success(request, said if named else _("Each room has its people already."))
    return redirect("cooperation:roundtable-rooms", region.slug, number)


@editor_desk
@require_POST
def roundtable_rooms_move(request: DeskRequest, region: Region, number: int) -> HttpResponse:
    """Seat people where they are wanted."""
    roundtable = get_roundtable(region, number)
    form = seats_form_of(table_of(roundtable), request.POST)
    if not form.is_valid():
        gone = _("One of these rooms is gone. Nobody was moved: look at the rooms and choose again.")
        return refused(request, roundtable, 422, refusals=[gone])
    try:
        moved = move_people(roundtable=roundtable, seats=form.seats, by=actor_of(request.user), seen=seen_in(request))
    except Overtaken as error:
        return refused(request, roundtable, 409, refusals=error.messages)
    said = ngettext("%(count)s person was moved.", "%(count)s people were moved.", moved) % {"count": moved}
    messages.success(request, said if moved else _("Everybody sits as before."))
    return redirect("cooperation:roundtable-rooms", region.slug, number)


def seen_in(request: HttpRequest) -> int:
    """Return the version of the rooms that the page showed."""
    return SeenForm(request.POST).seen


def refused(request: HttpRequest, roundtable: Roundtable, status: int, **typed: Any) -> HttpResponse:
    """Show the screen as it stands now, with what is wrong and what was typed."""
    return render(request, "cooperation/rooms.html", rooms_page(roundtable, **typed), status=status)


def seated_sentence(told: Spread) -> str:
    """Say how many have a seat."""
    said = ngettext("%(count)s person has a seat.", "%(count)s people have a seat.", told.seated)
    return said % {"count": told.seated}


def changes_said(roundtable: Roundtable, told: Spread) -> list[str]:
    """Say who moves, who got a seat and who gave one up."""
    table = table_of(roundtable)
    names = {key: person.name for key, person in table.around.items()}
    numbers = {room.pk: room.number for room in table.rooms}
    now = {key: numbers[seat.room_id] for key, seat in table.seats.items()}
    said = [moved_sentence(names[key], numbers[room], now[key]) for key, room in told.moved.items() if room in numbers]
    if told.joined:
        said.append(_("New in a room: %(names)s.") % {"names": list_said([names[key] for key in told.joined])})
    if told.left:
        said.append(_("No longer in a room: %(names)s.") % {"names": list_said([names[key] for key in told.left])})
    if not told.moved:
        said.append(_("Nobody who had a seat has to move."))
    return said
