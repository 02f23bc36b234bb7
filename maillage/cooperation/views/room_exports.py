"""Rooms to take away: lists for other programs, name cards and signs for the doors."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from maillage.cooperation.access import get_roundtable
from maillage.cooperation.actions.video import groups_of
from maillage.cooperation.models import Roundtable
from maillage.cooperation.queries.rooms import table_of
from maillage.cooperation.room_lists import list_file, seated_people, teams_file, zoom_file
from maillage.cooperation.spoken import title_of, when_of
from maillage.cooperation.video import groups_json
from maillage.people.access import DeskRequest, editor_desk
from maillage.people.forms.wordings import languages_of
from maillage.territory.models import Region
from maillage.territory.newcomers_words import for_a_moment_in


@editor_desk
@require_safe
def roundtable_rooms_zoom(request: DeskRequest, region: Region, number: int) -> HttpResponse:
    """Give out the list that Zoom reads."""
    roundtable = get_roundtable(region, number)
    return download(roundtable, "zoom.csv", "text/csv", zoom_file(table_of(roundtable)))


@editor_desk
@require_safe
def roundtable_rooms_teams(request: DeskRequest, region: Region, number: int) -> HttpResponse:
    """Give out the table for whoever assigns people in Teams."""
    roundtable = get_roundtable(region, number)
    return download(roundtable, "teams.csv", "text/csv", teams_file(table_of(roundtable)))


@editor_desk
@require_safe
def roundtable_rooms_list(request: DeskRequest, region: Region, number: int) -> HttpResponse:
    """Give out who sits where."""
    roundtable = get_roundtable(region, number)
    return download(roundtable, "list.csv", "text/csv", list_file(table_of(roundtable)))


@editor_desk
@require_safe
def roundtable_rooms_bigbluebutton(request: DeskRequest, region: Region, number: int) -> HttpResponse:
    """Give out the groups that BigBlueButton takes when a meeting is created."""
    roundtable = get_roundtable(region, number)
    groups = groups_json(groups_of(table_of(roundtable)))
    return download(roundtable, "groups.json", "application/json", groups.encode())


def download(roundtable: Roundtable, name: str, kind: str, body: bytes) -> HttpResponse:
    """Return a file that is saved under the region, the number of the roundtable and its own name."""
    whole = f"{roundtable.region.slug}-{roundtable.number}-rooms-{name}"
    headers = {"Content-Disposition": f'attachment; filename="{whole}"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(body, content_type=f"{kind}; charset=utf-8", headers=headers)


@editor_desk
@require_safe
def roundtable_room_cards(request: DeskRequest, region: Region, number: int) -> HttpResponse:
    """Show one card a person: name, organisation and room, in the language of the region."""
    return on_paper(request, get_roundtable(region, number), "cooperation/room_cards.html")


@editor_desk
@require_safe
def roundtable_room_signs(request: DeskRequest, region: Region, number: int) -> HttpResponse:
    """Show one sign a room, with its title and who sits there, in the language of the region; or one sign alone."""
    asked = request.GET.get("room", "")
    only = int(asked) if asked.isdecimal() and len(asked) < 6 else None
    return on_paper(request, get_roundtable(region, number), "cooperation/room_signs.html", only)


def on_paper(request: HttpRequest, roundtable: Roundtable, template: str, only: int | None = None) -> HttpResponse:
    """Show a page to print; people on paper read the language of their region, not of whoever prints."""
    table = table_of(roundtable)
    seated = seated_people(table)
    with for_a_moment_in(languages_of(roundtable.region)[0]):
        shown: dict[str, Any] = {
            "region": roundtable.region,
            "programme": roundtable.region.programme,
            "roundtable": roundtable,
            "number": roundtable.number,
            "heading": title_of(roundtable),
            "when": when_of(roundtable),
            "seated": seated,
            "rooms": [
                (room, [one.person for one in seated if one.room == room])
                for room in table.rooms
                if only in {None, room.number}
            ],
        }
        return render(request, template, shown)
