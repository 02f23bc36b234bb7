"""The page of a room, for whoever leads it or writes there: names, minutes, lines; opened by link from a phone."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from maillage.cooperation.access_live import AtRoom, line_in, room_by_link
from maillage.cooperation.actions.notes import write_note
from maillage.cooperation.actions.tags import tag_note
from maillage.cooperation.board import TAGS, sheets_of
from maillage.cooperation.forms.live import NoteForm, TagForm
from maillage.cooperation.models import RoomSeat
from maillage.cooperation.queries.live import clock_of, notes_of
from maillage.cooperation.queries.stamps import board_number, moment
from maillage.cooperation.spoken import title_of
from maillage.cooperation.views.live import writing_language
from maillage.cooperation.views.polled import unless_known
from maillage.people.forms.wordings import languages_of
from maillage.people.personal_pages import personal, personal_part


@personal
def room_page(request: HttpRequest, token: str) -> HttpResponse:
    """Show the page."""
    return page(request, token, room_by_link(token))


@personal_part
def room_page_now(request: HttpRequest, token: str) -> HttpResponse:
    """Return minutes and lines alone, for a page that asks every few seconds."""
    at = room_by_link(token)
    told = (at.room.pk, board_number(at.room.roundtable), moment(timezone.now()))
    return unless_known(request, told, lambda: part(request, token, at))


@csrf_exempt  # The link of the room is the proof, and no cookie is set.
@personal
def room_page_write(request: HttpRequest, token: str) -> HttpResponse:
    """Note a line for this room."""
    at = room_by_link(token)
    if request.method != "POST":
        return redirect("cooperation:room-page", token)
    form = NoteForm(request.POST)
    form.is_valid()
    language = writing_language(request, at.room.roundtable.region)
    try:
        write_note(
            roundtable=at.room.roundtable,
            text=form.cleaned_data.get("text", ""),
            language=language,
            room=at.room,
            client_key=form.cleaned_data.get("client_key", ""),
            by=at.actor,
        )
    except ValidationError as error:
        refused = {"refused_text": request.POST.get("text", ""), "refused_because": error.messages[0]}
        return page(request, token, at, status=422, **refused)
    return redirect(f"{request.path.removesuffix('write/')}?language={language}#write")


@csrf_exempt  # As above.
@personal
def room_page_tag(request: HttpRequest, token: str) -> HttpResponse:
    """Say what a line of this room turned out to be, or take that back."""
    at = room_by_link(token)
    note = line_in(at, request.POST.get("line", ""))
    form = TagForm(request.POST)
    if request.method == "POST" and note and form.is_valid():
        tag_note(note=note, tag=form.cleaned_data["tag"], by=at.actor)
    if getattr(request, "htmx", False):
        return part(request, token, at)
    anchor = f"#line-{note.public_id}" if note else ""
    return redirect(f"{request.path.removesuffix('tag/')}{anchor}")


def shown_of(token: str, at: AtRoom) -> dict[str, Any]:
    """Return what changes on the page."""
    roundtable = at.room.roundtable
    notes = [note for note in notes_of(roundtable) if note.room_id == at.room.pk]
    return {
        "token": token,
        "room": at.room,
        "sheet": sheets_of([at.room], notes)[0],
        "clock": clock_of(roundtable, timezone.now()),
        "tags": TAGS,
        "time_zone": roundtable.time_zone,
    }


def part(request: HttpRequest, token: str, at: AtRoom) -> HttpResponse:
    """Return minutes and lines alone."""
    return render(request, "cooperation/_room_page_now.html", {**shown_of(token, at), "polled": True})


def page(request: HttpRequest, token: str, at: AtRoom, status: int = 200, **refused: str) -> HttpResponse:
    """Show the whole page; `refused` carries a line that was not kept."""
    region = at.room.roundtable.region
    seats = RoomSeat.objects.filter(room=at.room).select_related("contact").order_by("contact__name", "pk")
    shown = {
        **shown_of(token, at),
        "region": region,
        "programme": region.programme,
        "heading": title_of(at.room.roundtable),
        "names": [str(seat.contact) for seat in seats],
        "language": writing_language(request, region),
        "languages": languages_of(region) if len(languages_of(region)) > 1 else [],
        **refused,
    }
    return render(request, "cooperation/room_page.html", shown, status=status)
