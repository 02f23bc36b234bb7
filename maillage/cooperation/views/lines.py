"""Lines of the screen Live: write, tag, change, detail, remove, and what they said before."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from maillage.cooperation.access import get_note, get_roundtable
from maillage.cooperation.actions.notes import ChangedMeanwhile, change_note, remove_note, sound, write_note
from maillage.cooperation.actions.tags import detail_commitment, detail_need, detail_practice, tag_note
from maillage.cooperation.board import TABLE, Line, Sheet, board_of
from maillage.cooperation.forms.choices import organisations_around
from maillage.cooperation.forms.live import (
    CommitmentDetailForm,
    LineForm,
    NeedDetailForm,
    NoteForm,
    PracticeDetailForm,
    TagForm,
    detail_initial,
    made_of,
)
from maillage.cooperation.models import AgendaItem, Commitment, Need, Note, Room, Roundtable
from maillage.cooperation.queries.live import Arrivals, notes_of
from maillage.cooperation.queries.needs import unanswered_needs
from maillage.cooperation.queries.notes import conflict_of, history_of
from maillage.cooperation.views.live import common, number_in, screen, to_live, writing_language
from maillage.core.wording import Wording
from maillage.initiatives.models import Initiative
from maillage.people.access import DeskRequest, actor_of, editor_desk
from maillage.territory.models import Region, Theme


@editor_desk
@require_POST
def roundtable_note_write(request: DeskRequest, region: Region, number: int) -> HttpResponse:
    """Note a line for a room, or for an agenda item."""
    roundtable = get_roundtable(region, number)
    form = NoteForm(request.POST)
    if not form.is_valid():
        return not_written(request, roundtable, TABLE, _("This line was not understood. Send it once more."))
    sent = form.cleaned_data
    room = Room.objects.filter(roundtable=roundtable, pk=sent["room"] or 0).first()
    item = AgendaItem.objects.filter(roundtable=roundtable, pk=sent["item"] or 0).first()
    key = f"room-{room.pk}" if room else TABLE
    try:
        note = write_note(
            roundtable=roundtable,
            text=sent["text"],
            language=writing_language(request, region),
            room=room,
            agenda_item=item,
            client_key=sent["client_key"],
            by=actor_of(request.user),
        )
    except ValidationError as error:
        return not_written(request, roundtable, key, error.messages[0])
    note.roundtable = roundtable
    return acknowledged(answered(request, roundtable, key, note), note.public_id, 1)


def not_written(request: HttpRequest, roundtable: Roundtable, key: str, because: str) -> HttpResponse:
    """Say why a line was not kept, and give its words back."""
    refused: dict[str, Any] = {
        "refused_key": key,
        "refused_text": request.POST.get("text", ""),
        "refused_because": because,
    }
    return answered(request, roundtable, key, status=422, **refused)


@editor_desk
@require_POST
def roundtable_note_tag(request: DeskRequest, region: Region, number: int, public_id: str) -> HttpResponse:
    """Say what a line turned out to be, or take that back."""
    roundtable = get_roundtable(region, number)
    note = get_note(roundtable, public_id)
    form = TagForm(request.POST)
    if form.is_valid():
        note = tag_note(note=note, tag=form.cleaned_data["tag"], by=actor_of(request.user))
        note.roundtable = roundtable
    else:
        messages.error(request, _("A line cannot be tagged like this. Choose one of the tags below it."))
    return answered(request, roundtable, sheet_key(note), note)


@editor_desk
@require_POST
def roundtable_note_change(request: DeskRequest, region: Region, number: int, public_id: str) -> HttpResponse:
    """Write a line anew; where somebody else did meanwhile, both texts are shown."""
    roundtable = get_roundtable(region, number)
    note = get_note(roundtable, public_id)
    form = LineForm(request.POST)
    if not form.is_valid():
        return not_changed(request, note, _("This line was not understood. Send it once more."))
    sent = form.cleaned_data
    seen, key = sent["version"] or 0, sent["client_key"]
    try:
        version = change_note(
            note=note, text=sent["text"], seen_version=seen, client_key=key, by=actor_of(request.user)
        )
    except ChangedMeanwhile as meanwhile:
        return both_texts(request, meanwhile.note, typed=sound(sent["text"]), seen=seen)
    except ValidationError as error:
        return not_changed(request, note, error.messages[0])
    if getattr(request, "htmx", False):
        version.note.roundtable = roundtable
        return acknowledged(line_alone(request, version.note), public_id, version.number)
    return acknowledged(to_live(request, roundtable, anchor=f"line-{public_id}"), public_id, version.number)


def not_changed(request: HttpRequest, note: Note, because: str) -> HttpResponse:
    """Say why a line was not written anew, and give its words back with the version that their writer saw."""
    refused = {"typed": request.POST.get("text", ""), "edit_refused": because, "seen": request.POST.get("version")}
    if getattr(request, "htmx", False):
        return render(request, "cooperation/_live_refused.html", {"because": because}, status=422)
    return screen(request, note.roundtable, status=422, editing=note.public_id, **refused)


def both_texts(request: HttpRequest, theirs: Note, typed: str, seen: int) -> HttpResponse:
    """Show what a line says now beside what was typed, with a line made of both where the words allow it."""
    shown = conflict_of(theirs, typed, seen)
    if getattr(request, "htmx", False):
        return render(request, "cooperation/_live_conflict.html", {**common(theirs.roundtable), **shown}, status=409)
    return screen(request, theirs.roundtable, status=409, **shown)


@editor_desk
@require_POST
def roundtable_note_remove(request: DeskRequest, region: Region, number: int, public_id: str) -> HttpResponse:
    """Take a line away that was noted by mistake."""
    roundtable = get_roundtable(region, number)
    note = get_note(roundtable, public_id)
    try:
        remove_note(note=note, seen_version=number_in(request, "version") or None, by=actor_of(request.user))
    except ValidationError as error:
        messages.error(request, error.messages[0])
    except ChangedMeanwhile:
        messages.error(request, _("Somebody else wrote this line anew meanwhile. It stays; read it again first."))
    else:
        messages.success(request, _("The line is removed."))
    return to_live(request, roundtable, anchor=sheet_key(note))


@editor_desk
@require_safe
def roundtable_note_history(request: DeskRequest, region: Region, number: int, public_id: str) -> HttpResponse:
    """Show all that a line ever said, the newest first; an earlier text can be taken up again."""
    roundtable = get_roundtable(region, number)
    note = get_note(roundtable, public_id)
    shown = {**common(roundtable), "note": note, "versions": history_of(note), "key": sheet_key(note)}
    return render(request, "cooperation/note_history.html", shown)


@editor_desk
def roundtable_note_detail(request: DeskRequest, region: Region, number: int, public_id: str) -> HttpResponse:
    """Show the screen with the details of a tagged line open, and keep them."""
    roundtable = get_roundtable(region, number)
    note = get_note(roundtable, public_id)
    if made_of(note) is None:
        return to_live(request, roundtable, anchor=f"line-{public_id}")
    language = writing_language(request, region)
    form = detail_form(note, language, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            keep_details(note, form.cleaned_data, language, actor_of(request.user))
        except ValidationError as error:
            form.add_error(None, error.messages[0])
        else:
            return to_live(request, roundtable, anchor=f"line-{public_id}")
    return screen(request, roundtable, status=422 if form.errors else 200, detailed=public_id, detail_form=form)


def detail_form(note: Note, language: str, data: Any) -> forms.Form:
    """Return the form for the details of the record that was made of a line."""
    region = note.roundtable.region
    made = made_of(note)
    initial = detail_initial(note, language)
    themes = list(Theme.objects.all())
    if isinstance(made, Need):
        needs = [need for need in unanswered_needs(region) if need.pk != made.pk]
        return NeedDetailForm(data, initial=initial, themes=themes, needs=needs)
    organisations = organisations_around(region)
    if isinstance(made, Commitment):
        open_needs = list(Need.objects.filter(region=region, closed_on=None))
        return CommitmentDetailForm(
            data, initial=initial, roundtable=note.roundtable, organisations=organisations, needs=open_needs
        )
    practices = [
        practice for practice in Initiative.objects.filter(region=region, merged_into=None) if practice != made
    ]
    return PracticeDetailForm(data, initial=initial, organisations=organisations, themes=themes, practices=practices)


def keep_details(note: Note, given: dict[str, Any], language: str, by: Any) -> None:
    """Write the details onto the record."""
    made = made_of(note)
    if isinstance(made, Need):
        asked = tuple(given["addressed_to"])
        detail_need(note=note, theme=given["theme"], addressed_to=asked, same_as=given["same_as"], by=by)
    elif isinstance(made, Commitment):
        detail_commitment(note=note, by=by, **given)
    elif isinstance(made, Initiative):
        place = Wording(made.place_in_words).with_text(language, given.pop("place").strip())
        detail_practice(note=note, place_in_words=place, by=by, **given)


def sheet_key(note: Note) -> str:
    """Return the key of the sheet a line stands on."""
    return f"room-{note.room_id}" if note.room_id else TABLE


def acknowledged(response: HttpResponse, public_id: str, version: int) -> HttpResponse:
    """Tell a script which line was written, and as which version: what it sends next may rest on that."""
    response["Maillage-Line"] = public_id
    response["Maillage-Version"] = str(version)
    return response


def answered(
    request: HttpRequest, roundtable: Roundtable, key: str, note: Note | None = None, status: int = 200, **extra: Any
) -> HttpResponse:
    """Return the line, or the sheet, that a script asks for, else the whole screen: at once if something is refused."""
    htmx = getattr(request, "htmx", None)
    if not htmx:
        if status != 200:
            return screen(request, roundtable, status=status, **extra)
        return to_live(request, roundtable, anchor=key)
    if htmx.target == f"lines-{key}" and note:
        return line_alone(request, note)
    if htmx.target == f"lines-{key}":
        return render(request, "cooperation/_live_refused.html", {"because": extra["refused_because"]}, status=status)
    board = board_of(roundtable, writing_language(request, roundtable.region), Arrivals(), only=key)
    shown = {**common(roundtable), "board": board, "sheet": board.sheets[0], "polled": True, **extra}
    return render(request, "cooperation/_live_sheet.html", shown)


def line_alone(request: HttpRequest, note: Note) -> HttpResponse:
    """Return one line, for a script that puts it where it belongs."""
    roundtable = note.roundtable
    told = notes_of(roundtable).get(pk=note.pk) if note.tag else note
    line = Line(told, made_of(told) if note.tag else None)
    board = {"language": writing_language(request, roundtable.region)}
    shown = {"board": board, "sheet": Sheet(sheet_key(note)), "line": line, "polled": True}
    return render(request, "cooperation/_live_line_alone.html", {**common(roundtable), **shown})
