"""The screen Live: what runs now, who is here, what is noted."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import conditional_page, require_POST, require_safe

from maillage.cooperation.access import get_roundtable
from maillage.cooperation.actions.running_agenda import add_item, more_time, next_item, remove_item, rename_item
from maillage.cooperation.board import TABLE, TAGS, board_of
from maillage.cooperation.forms.choices import organisations_around
from maillage.cooperation.forms.live import AgendaChangeForm, WalkInForm
from maillage.cooperation.forms.wordings import languages_of
from maillage.cooperation.models import AgendaItem, Roundtable
from maillage.cooperation.queries.live import Arrivals, arrivals_at, clock_of
from maillage.core.wording import Wording
from maillage.people.access import DeskRequest, actor_of, editor_desk
from maillage.territory.models import Region


@editor_desk
@require_safe
def roundtable_live(request: DeskRequest, region: Region, number: int) -> HttpResponse:
    """Show the screen."""
    return screen(request, get_roundtable(region, number))


@editor_desk
@require_safe
@conditional_page
def roundtable_live_clock(request: DeskRequest, region: Region, number: int) -> HttpResponse:
    """Return the clock and the agenda alone, for a page that asks every few seconds."""
    roundtable = get_roundtable(region, number)
    shown = {**common(roundtable), "clock": clock_of(roundtable, timezone.now()), "polled": True}
    return fresh(render(request, "cooperation/_live_clock.html", shown))


@editor_desk
@require_safe
@conditional_page
def roundtable_live_lines(request: DeskRequest, region: Region, number: int) -> HttpResponse:
    """Return the lines of one sheet alone, for a page that asks every few seconds."""
    roundtable = get_roundtable(region, number)
    board = board_of(roundtable, writing_language(request, region), Arrivals(), only=asked_sheet(request))
    shown = {**common(roundtable), "board": board, "sheet": board.sheets[0] if board.sheets else None, "polled": True}
    return fresh(render(request, "cooperation/_live_lines.html", shown))


@editor_desk
@require_POST
def roundtable_live_next(request: DeskRequest, region: Region, number: int) -> HttpResponse:
    """Go on to the next item."""
    roundtable = get_roundtable(region, number)
    next_item(roundtable=roundtable, after=number_in(request, "after"), by=actor_of(request.user))
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
    else:
        messages.error(request, _("This change was not understood. Write a title, and minutes between 1 and 1440."))
    return to_live(request, roundtable, anchor="agenda", change="agenda")


def change_agenda(roundtable: Roundtable, change: dict[str, Any], language: str, by: Any) -> None:
    """Do the one change that was asked for; an item that is gone meanwhile needs none."""
    if change["act"] == "add":
        title = Wording().with_text(language, change["title"].strip())
        add_item(roundtable=roundtable, title=title, minutes=change["minutes"], by=by)
        return
    item = AgendaItem.objects.filter(roundtable=roundtable, pk=change["item"] or 0).first()
    if item is None:
        return
    item.roundtable = roundtable
    if change["act"] == "rename":
        rename_item(item=item, text=change["title"], language=language, by=by)
    else:
        remove_item(item=item, by=by)


def screen(request: HttpRequest, roundtable: Roundtable, status: int = 200, **extra: Any) -> HttpResponse:
    """Show the whole screen; `extra` carries what was typed and refused."""
    region = roundtable.region
    language = writing_language(request, region)
    board = board_of(roundtable, language, arrivals_at(roundtable), only=asked_sheet(request))
    change = request.GET.get("change", "")
    shown = {
        **common(roundtable),
        "board": board,
        "clock": board.clock,
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


def fresh(response: HttpResponse) -> HttpResponse:
    """Let a browser keep a part, but ask each time whether it still holds."""
    patch_cache_control(response, private=True, no_cache=True)
    return response


def writing_language(request: HttpRequest, region: Region) -> str:
    """Return the language of new lines: the one chosen, else the page's, else the region's first."""
    known = languages_of(region)
    wanted = (request.POST.get("language", ""), request.GET.get("language", ""), get_language() or "")
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
