"""The screen Rooms: rooms with a title and two people in charge, and everybody's seat."""

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
from maillage.cooperation.actions.rooms import assign_rooms, move_people, set_rooms
from maillage.cooperation.forms.rooms import MOST_ROOMS, RoomFormSet, SeatsForm, initial_of
from maillage.cooperation.forms.wordings import languages_of
from maillage.cooperation.models import Room, Roundtable
from maillage.cooperation.queries.live import comers_to, people_around, rooms_of, seats_at
from maillage.people.access import DeskRequest, actor_of, editor_desk
from maillage.territory.models import Region, Theme

SPARE_ROOMS = 2


@editor_desk
def roundtable_rooms(request: DeskRequest, region: Region, number: int) -> HttpResponse:
    """Show the rooms, and set them."""
    roundtable = get_roundtable(region, number)
    if request.method != "POST":
        return screen(request, roundtable)
    rooms = list(rooms_of(roundtable))
    there = {room.pk: room for room in rooms}
    forms = room_forms(roundtable, rooms, data=request.POST)
    if forms.is_valid():
        typed = [form.planned(there.get(form.cleaned_data.get("id") or 0)) for form in forms]
        try:
            set_rooms(roundtable=roundtable, rooms=[room for room in typed if room], by=actor_of(request.user))
        except ValidationError as error:
            forms.refusals = error.messages
        else:
            messages.success(request, _("The rooms are set."))
            return redirect("cooperation:roundtable-rooms", region.slug, number)
    return screen(request, roundtable, forms)


@editor_desk
@require_POST
def roundtable_rooms_spread(request: DeskRequest, region: Region, number: int) -> HttpResponse:
    """Spread everybody who comes over the rooms."""
    roundtable = get_roundtable(region, number)
    try:
        seated = assign_rooms(roundtable=roundtable, by=actor_of(request.user))
    except ValidationError as error:
        messages.error(request, error.messages[0])
    else:
        said = ngettext("%(count)s person has a seat.", "%(count)s people have a seat.", seated)
        messages.success(request, said % {"count": seated})
    return redirect("cooperation:roundtable-rooms", region.slug, number)


@editor_desk
@require_POST
def roundtable_rooms_move(request: DeskRequest, region: Region, number: int) -> HttpResponse:
    """Seat people where they are wanted."""
    roundtable = get_roundtable(region, number)
    form = SeatsForm(request.POST, people=comers_to(roundtable), rooms=list(rooms_of(roundtable)))
    if not form.is_valid():
        messages.error(request, _("One of these rooms is gone. Nobody was moved: look at the rooms and choose again."))
        return redirect("cooperation:roundtable-rooms", region.slug, number)
    moved = move_people(roundtable=roundtable, seats=form.seats, by=actor_of(request.user))
    said = ngettext("%(count)s person was moved.", "%(count)s people were moved.", moved) % {"count": moved}
    messages.success(request, said if moved else _("Everybody sits as before."))
    return redirect("cooperation:roundtable-rooms", region.slug, number)


def room_forms(roundtable: Roundtable, rooms: list[Room], data: Any = None) -> Any:
    """Return one form a room, and two to spare."""
    languages = languages_of(roundtable.region)
    empty = min(SPARE_ROOMS, MOST_ROOMS - len(rooms))
    offered = {
        "languages": languages,
        "themes": list(Theme.objects.all()),
        "people": people_around(roundtable),
    }
    initial = [*initial_of(rooms, languages), *({} for _spare in range(max(0, empty)))]
    return RoomFormSet(data, initial=initial, form_kwargs=offered)


def screen(request: HttpRequest, roundtable: Roundtable, forms: Any = None) -> HttpResponse:
    """Show the screen with the seats as they stand."""
    rooms = list(rooms_of(roundtable))
    comers = comers_to(roundtable)
    seats = seats_at(roundtable)
    seats_form = SeatsForm(
        people=comers, rooms=rooms, initial={f"seat_{contact}": room for contact, room in seats.items()}
    )
    placed = [(person, seats_form[SeatsForm.name_of(person)]) for person in comers]
    return render(
        request,
        "cooperation/rooms.html",
        {
            "region": roundtable.region,
            "programme": roundtable.region.programme,
            "roundtable": roundtable,
            "number": roundtable.number,
            "forms": forms or room_forms(roundtable, rooms),
            "rooms": [(room, [pair for pair in placed if seats.get(pair[0].pk) == room.pk]) for room in rooms],
            "unseated": [pair for pair in placed if pair[0].pk not in seats],
            "comers": len(comers),
        },
        status=422 if forms is not None else 200,
    )
