"""The screen Live: what runs now, who is here, what is noted."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from maillage.cooperation.access import get_roundtable
from maillage.cooperation.access_live import get_running
from maillage.cooperation.actions.running_agenda import (
    NotItsDay,
    add_item,
    more_time,
    move_item,
    next_item,
    remove_item,
    rename_item,
)
from maillage.cooperation.board import TABLE, TAGS, board_of, sheet_of
from maillage.cooperation.enums import ItemKind
from maillage.cooperation.forms.choices import organisations_around
from maillage.cooperation.forms.live import AgendaChangeForm, WalkInForm
from maillage.cooperation.models import AgendaItem, Roundtable
from maillage.cooperation.queries.check_in import waiting_at
from maillage.cooperation.queries.live import arrivals_at, clock_of
from maillage.cooperation.queries.running import code_of
from maillage.cooperation.queries.stamps import agenda_numbers, board_number, moment, plan_number, stamp
from maillage.cooperation.queries.votes import by_voices
from maillage.cooperation.running_page import door_of
from maillage.cooperation.views.onlookers import at_a_glance, drawn_for_many
from maillage.cooperation.views.polled import unless_known
from maillage.core.wording import Wording
from maillage.people.access import DeskRequest, actor_of, editor_desk
from maillage.people.forms.wordings import languages_of
from maillage.territory.models import Region


@editor_desk
@require_safe
def roundtable_live(request: DeskRequest, region: Region, number: int) -> HttpResponse:
    """Show the screen."""
    return screen(request, get_running(region, number))


@editor_desk
@require_safe
def roundtable_live_clock(request: DeskRequest, region: Region, number: int) -> HttpResponse:
    """Return the clock alone, for a page that asks every few seconds."""
    roundtable = get_running(region, number)
    now = timezone.now()
    told = (roundtable.state, moment(now), *stamp(agenda_numbers(roundtable)))

    def draw() -> HttpResponse:
        shown = {**common(roundtable), "clock": clock_of(roundtable, now), "polled": True}
        return render(request, "cooperation/_live_clock.html", shown)

    return unless_known(request, told, draw)


def lines_asked(request: HttpRequest, region: str, number: int) -> str:
    """Say which lines a request asks for, and in which languages."""
    return f"lines {region} {number} {asked_sheet(request)} {get_language()} {request.GET.get('language', '')[:8]}"


@at_a_glance(lines_asked)
@editor_desk
@require_safe
def roundtable_live_lines(request: DeskRequest, region: Region, number: int) -> HttpResponse:
    """Return the lines of one sheet alone, for pages that ask every few seconds."""
    roundtable = get_running(region, number)
    told = (board_number(roundtable), plan_number(roundtable), region.public_version)

    def draw() -> str:
        sheet = sheet_of(roundtable, asked_sheet(request))
        shown = {"board": {"language": writing_language(request, region)}, "sheet": sheet, "polled": True}
        return render_to_string("cooperation/_live_lines.html", {**common(roundtable), **shown})

    return drawn_for_many(request, lines_asked(request, region.slug, number), told, draw)


@editor_desk
@require_POST
def roundtable_live_next(request: DeskRequest, region: Region, number: int) -> HttpResponse:
    """Go on to the next item; on another day than its own, the first one only where that is meant."""
    roundtable = get_roundtable(region, number)
    sure = request.POST.get("sure") == "yes"
    try:
        next_item(roundtable=roundtable, after=number_in(request, "after"), sure=sure, by=actor_of(request.user))
    except NotItsDay as refused:
        return screen(request, get_running(region, number), status=409, not_its_day=refused)
    except ValidationError as error:
        messages.error(request, error.messages[0])
    return to_live(request, roundtable)


@editor_desk
@require_POST
def roundtable_live_more(request: DeskRequest, region: Region, number: int) -> HttpResponse:
    """Give the running item five minutes more."""
    roundtable = get_roundtable(region, number)
    item = AgendaItem.objects.filter(roundtable=roundtable, pk=number_in(request, "item")).first()
    if item:
        more_time(roundtable=roundtable, item=item, seen_minutes=number_in(request, "seen"), by=actor_of(request.user))
    return to_live(request, roundtable)


@editor_desk
@require_POST
def roundtable_live_agenda(request: DeskRequest, region: Region, number: int) -> HttpResponse:
    """Change the agenda late: rename an item, add one, take one off."""
    roundtable = get_roundtable(region, number)
    form = AgendaChangeForm(request.POST)
    if form.is_valid():
        try:
            change_agenda(roundtable, form.cleaned_data, writing_language(request, region), actor_of(request.user))
        except ValidationError as error:
            messages.error(request, error.messages[0])
            return to_live(request, roundtable, anchor="agenda", change="agenda", typed=form.cleaned_data["title"])
    else:
        messages.error(request, _("This change was not understood. Write a title, and minutes between 1 and 1440."))
    return to_live(request, roundtable, anchor="agenda", change="agenda")


def change_agenda(roundtable: Roundtable, change: dict[str, Any], language: str, by: Any) -> None:
    """Do the one change that was asked for; an item that is gone meanwhile needs none."""
    if change["act"] == "add":
        title = Wording().with_text(language, change["title"].strip())
        kind = change["kind"] or ItemKind.OTHER
        add_item(roundtable=roundtable, title=title, minutes=change["minutes"], kind=kind, by=by)
        return
    item = AgendaItem.objects.filter(roundtable=roundtable, pk=change["item"] or 0).first()
    if item is None:
        return
    item.roundtable = roundtable
    seen = {"item": item, "seen_version": change["version"], "by": by}
    if change["act"] == "rename":
        rename_item(text=change["title"], language=language, **seen)
    elif change["act"] == "remove":
        remove_item(**seen)
    else:
        move_item(earlier=change["act"] == "earlier", **seen)


def screen(request: HttpRequest, roundtable: Roundtable, status: int = 200, **extra: Any) -> HttpResponse:
    """Show the whole screen; `extra` carries what was typed and refused."""
    region = roundtable.region
    language = writing_language(request, region)
    board = board_of(roundtable, language, arrivals_at(roundtable), only=asked_sheet(request))
    waiting = waiting_at(roundtable) if code_of(roundtable) else []
    lines = (line.note for sheet in board.sheets for line in sheet.lines)
    change = request.GET.get("change", "")
    shown = {
        **common(roundtable),
        "board": board,
        "clock": board.clock,
        **door_of(roundtable),
        "ideas": by_voices(lines, waiting),
        "waiting": waiting,
        "typed_title": request.GET.get("typed", ""),
        "kinds": ItemKind.choices,
        "only": asked_sheet(request),
        "change": change,
        "everybody": "guests" in request.GET,
        "editing": request.GET.get("edit", ""),
        "languages": languages_of(region) if len(languages_of(region)) > 1 else [],
        **extra,
    }
    if change == "new" and "walk_in" not in extra:
        shown["walk_in"] = WalkInForm(organisations=organisations_around(region))
    return render(request, "cooperation/live.html", shown, status=status)


def common(roundtable: Roundtable) -> dict[str, Any]:
    """Return what the screen and its parts all show."""
    return {
        "region": roundtable.region,
        "programme": roundtable.region.programme,
        "roundtable": roundtable,
        "number": roundtable.number,
        "tags": TAGS,
        "time_zone": roundtable.time_zone,
    }


def writing_language(request: HttpRequest, region: Region) -> str:
    """Return the language of new lines: the one chosen, else the region's first, whatever the page is read in."""
    known = languages_of(region)
    wanted = (request.POST.get("language", ""), request.GET.get("language", ""))
    return next((code for code in wanted if code in known), known[0])


def asked_sheet(request: HttpRequest) -> str:
    """Return the key of the one sheet that is asked for, or nothing for all."""
    key = request.GET.get("sheet", "")
    return key if key == TABLE or key.removeprefix("room-").isdecimal() else ""


def number_in(request: HttpRequest, name: str) -> int:
    """Return a whole number that was sent, 0 for anything else."""
    sent = request.POST.get(name, "")
    return int(sent) if sent.isascii() and sent.isdecimal() and len(sent) < 19 else 0


def to_live(request: HttpRequest, roundtable: Roundtable, anchor: str = "", **query: str) -> HttpResponse:
    """Go back to the screen: on the sheet that was open alone, writing in the language that was chosen."""
    url = reverse("cooperation:roundtable-live", args=[roundtable.region.slug, roundtable.number])
    kept = {name: request.POST[name] for name in ("sheet", "language") if request.POST.get(name)}
    asked = urlencode({**kept, **query})
    return redirect(f"{url}{'?' if asked else ''}{asked}{'#' if anchor else ''}{anchor}")
