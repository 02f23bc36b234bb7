"""What the page of a region tells, gathered from its records."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maillage.cooperation.enums import ItemKind, State
from maillage.cooperation.models import AgendaItem, Roundtable
from maillage.core.dots import frame_from
from maillage.core.map_words import Label, labels, thread
from maillage.people.enums import Block, Part, block_of
from maillage.people.models import Seat
from maillage.territory.models import Region
from maillage.territory.queries.regions import Neighbourhood
from maillage.website.queries.needs import Told, needs_of_region
from maillage.website.queries.others import others_of_region
from maillage.website.queries.seats import seats_of
from maillage.website.queries.series import public_series
from maillage.website.series_words import is_over, steps_of
from maillage.website.states import strand_of

NEEDS_SHOWN = 6
MOVED_SHOWN = 3


@dataclass(frozen=True)
class MemberMap:
    """The dot map with the places where members sit."""

    drawing: dict[str, Any]
    knots: list[tuple[int, int]]
    thread: str
    labels: list[Label]
    seats_named: list[str]

    @property
    def width(self) -> int:
        return int(self.drawing["frame"][4])

    @property
    def height(self) -> int:
        return int(self.drawing["frame"][5])

    @property
    def missing(self) -> int:
        """How many places have no known position."""
        return int(self.drawing["places"] - self.drawing["drawn"])


def map_of(drawing: dict[str, Any] | None, seats: list[Seat]) -> MemberMap | None:
    """Return the map of a region with its members on it; None where nothing was drawn."""
    if not drawing:
        return None
    frame = frame_from(drawing)
    places = {seat.organisation.based_in for seat in seats if seat.organisation.based_in}
    spots = {
        (place.name, *frame.at(place.longitude, place.latitude))
        for place in places
        if place.longitude is not None and place.latitude is not None
    }
    inside = sorted(spot for spot in spots if 0 <= spot[1] <= frame.width and 0 <= spot[2] <= frame.height)
    points = [(x, y) for _name, x, y in inside]
    names = [(name, x, y) for name, x, y in drawing.get("names", [])]
    return MemberMap(
        drawing=drawing,
        knots=points,
        thread=thread(points),
        labels=labels(inside, names, frame.width, frame.height),
        seats_named=[name for name, _x, _y in inside],
    )


def blocks_of(seats: list[Seat]) -> list[tuple[str, list[Seat]]]:
    """Group the organisations into the three blocks of the page; an empty block is left out."""
    by_block = {block: [seat for seat in seats if block_of(seat.organisation.category) == block] for block in Block}
    return [(str(block.label), members) for block, members in by_block.items() if members]


def next_of(series: list[Roundtable], today: date) -> Roundtable | None:
    """Return the next roundtable that was called and is not over."""
    return next((one for one in series if one.state == State.CALLED and one.date >= today), None)


def agenda_words(items: list[AgendaItem]) -> list[str]:
    """Say what is on an agenda, without the items that every meeting has."""
    usual = {ItemKind.WELCOME, ItemKind.PLENARY, ItemKind.NEXT_DATE}
    return [str(item) for item in items if item.kind not in usual]


def chosen(needs: list[Told]) -> list[Told]:
    """Return the few needs of the page: some on which something happened, then those that wait."""
    moved = [need for need in needs if need.state != "open"][:MOVED_SHOWN]
    waiting = [need for need in needs if need.state == "open"]
    return [*moved, *waiting[: NEEDS_SHOWN - len(moved)]]


def convenor_words(seats: list[Seat]) -> str:
    """Say who convenes, and with whom."""
    names = ", ".join(seat.organisation.name for seat in seats if seat.part == Part.CONVENOR)
    partners = ", ".join(seat.organisation.name for seat in seats if seat.part == Part.CO_CONVENOR)
    if names and partners:
        return _("Convenor: %(names)s, with %(partners)s") % {"names": names, "partners": partners}
    return _("Convenor: %(names)s") % {"names": names} if names else ""


def needs_in_numbers(needs: list[Told]) -> list[tuple[int, str]]:
    """Count the needs of a region: all of them, those nobody answered, and the themes named most."""
    waiting = sum(need.state == "open" for need in needs)
    lines = [
        (len(needs), ngettext("need or proposal was raised", "needs and proposals were raised", len(needs))),
        (waiting, ngettext("waits for an answer", "wait for an answer", waiting)),
    ]
    themes = Counter(need.theme.shown for need in needs if need.theme)
    for theme, count in themes.most_common(2):
        lines.append((count, _("about: %(theme)s") % {"theme": theme.label}))
    return lines


def told_of(near: Neighbourhood) -> dict[str, Any]:
    """Find everything the page of a region shows, in five queries."""
    region: Region = near.region
    today = timezone.localdate()
    series = list(public_series(region))
    seats = seats_of(region)
    needs = needs_of_region(region)
    following = next_of(series, today)
    agenda = list(following.agenda.all()) if following else []
    others = {kind: list(rows) for kind, rows in groupby(others_of_region(region), key=lambda row: row.kind)}
    return {
        "near": near,
        "title": str(region.name),
        "description": _(
            "Who works together for the welcome of newcomers in %(region)s, what is needed, what came of it."
        )
        % {"region": region.name},
        "complete": any(one.state == State.HELD and one.number >= region.planned_roundtables for one in series),
        "here": "regions",
        "map": map_of(getattr(region, "drawing", None), seats),
        "over": is_over(region, series, today),
        "steps": steps_of(region, series, today=today),
        "following": following,
        "agenda": agenda_words(agenda),
        "welcomes_new_members": any(item.kind == ItemKind.NEW_MEMBERS for item in agenda),
        "needs": [(need, strand_of(need)) for need in chosen(needs)],
        "needs_in_numbers": needs_in_numbers(needs),
        "blocks": blocks_of([seat for seat in seats if seat.part != Part.CONVENOR]),
        "convenor": convenor_words(seats),
        "reports": [one for one in reversed(series) if one.standing_version],
        "others": others,
    }
