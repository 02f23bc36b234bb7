"""The map of coverage: places in their outlines where there are any, else as dots, with a mark for each state."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maillage.core.dots import frame_from
from maillage.core.map_words import Label, labels
from maillage.insight.numbers import whole
from maillage.insight.queries.cells import HERE, NEED, NONE, REACH, UNKNOWN, Column
from maillage.insight.queries.ground import Ground

NAMES = 24


@dataclass(frozen=True)
class CoverageMap:
    """What is drawn, as paths: land and borders below, one mark for each place above; `words` say the same."""

    width: int
    height: int
    land: str
    borders: str
    shaded: str
    needs: str
    discs: tuple[tuple[int, int, int], ...]
    reached: str
    nones: str
    unknown: str
    proposed: tuple[tuple[int, int], ...]
    labels: tuple[Label, ...]
    words: str
    missing: int
    sources: tuple[str, ...]


def map_of(column: Column, proposed: tuple[int, ...] = ()) -> CoverageMap | None:
    """Draw a theme on its region's map, `proposed` places ringed; None where no place has a position."""
    ground = column.ground
    drawing, outlines = drawn(ground)
    points = points_of(ground, drawing, outlines)
    if not points:
        return None
    cells = {at: column.cell(at) for at in points}
    places = {
        state: [points[at] for at, cell in cells.items() if cell.state == state]
        for state in (NEED, REACH, NONE, UNKNOWN)
    }
    shapes: dict[str, str] = outlines.get("places", {})
    near = [at for at in points if column.within[at] or cells[at].here]
    frame = frame_from(outlines or drawing)
    names = [(ground.places[at].name, *points[at]) for at in sorted(points)[:NAMES]]
    marked = [(ground.places[at].name, *points[at]) for at in proposed if at in points]
    return CoverageMap(
        width=frame.width,
        height=frame.height,
        land="" if shapes else drawing.get("land", ""),
        borders="".join([*outlines.get("backdrop", {}).values(), *shapes.values()]),
        shaded="".join(shapes.get(str(ground.places[at].pk), "") for at in near),
        needs="".join(f"M{x} {y}h0" for x, y in places[NEED]),
        discs=tuple((*points[at], 4 if cell.needs else 6) for at, cell in cells.items() if cell.here),
        reached="".join(f"M{x} {y}h0" for x, y in places[REACH]),
        nones="".join(f"M{x - 4} {y - 4}l8 8m0-8l-8 8" for x, y in places[NONE]),
        unknown="".join(f"M{x - 2} {y}h4" for x, y in places[UNKNOWN]),
        proposed=tuple(points[at] for at in proposed if at in points),
        labels=tuple(labels(marked, names, frame.width, frame.height)),
        words=map_words(Counter(cell.state for cell in cells.values())),
        missing=len(ground.places) - len(points),
        sources=tuple(" · ".join(part for part in source if part) for source in outlines.get("sources", [])),
    )  # fmt: skip


def drawn(ground: Ground) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the drawing of dots and that of outlines, as kept beside the region; {} where there is none."""
    kept = getattr(ground.known.region, "map", None)
    return (kept.drawing, kept.outlines) if kept else ({}, {})


def points_of(ground: Ground, drawing: dict[str, Any], outlines: dict[str, Any]) -> dict[int, tuple[int, int]]:
    """Return where each place is marked, by position; places without coordinates are not there."""
    if outlines:
        kept = outlines.get("points", {})
        return {at: tuple(kept[str(spot.pk)]) for at, spot in enumerate(ground.places) if str(spot.pk) in kept}
    if not drawing:
        return {}
    frame = frame_from(drawing)
    return {
        at: frame.at(spot.longitude or 0, spot.latitude or 0)
        for at, spot in enumerate(ground.places)
        if spot.latitude is not None
    }


def map_words(counts: Counter[str]) -> str:
    """Say what the map shows, for those who do not see it."""
    said = [
        ngettext("A need was reported from %(n)s place.", "A need was reported from %(n)s places.", counts[NEED]),
        ngettext(
            "An initiative is in %(n)s place where no need was reported.",
            "Initiatives are in %(n)s places where no need was reported.",
            counts[HERE],
        ),
        ngettext("From %(n)s place one is within reach.", "From %(n)s places one is within reach.", counts[REACH]),
        ngettext("%(n)s place was asked and has none.", "%(n)s places were asked and have none.", counts[NONE]),
        ngettext("%(n)s place was not surveyed.", "%(n)s places were not surveyed.", counts[UNKNOWN]),
    ]
    told = zip(said, (NEED, HERE, REACH, NONE, UNKNOWN), strict=True)
    words = [sentence % {"n": whole(counts[state])} for sentence, state in told if counts[state]]
    return " ".join(words) or _("No place is drawn.")
