"""A week of lifts on the map of its region: lines of riders, squares where a lift is missing, rings where one helps."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maillage.core.dots import frame_from
from maillage.core.map_words import Label, labels
from maillage.mobility.models import Outing, Unserved
from maillage.mobility.plan_words import ends, number
from maillage.territory.models import Place, Region

Point = tuple[int, int]
# Lines are this wide for one lift, and so much wider for each further one, up to a most.
THIN, WIDER, WIDEST = 2.0, 0.8, 9.0
NAMED = 14
# How far marks reach from their middle, with a little air; a ring reaches its radius and its line.
STOP, SQUARE, EDGE = 6, 8, 2


@dataclass(frozen=True)
class Line:
    """A way that riders go, wider where more do."""

    x1: int
    y1: int
    x2: int
    y2: int
    width: float


@dataclass(frozen=True)
class WeekMap:
    """What is drawn; `words` say the same."""

    width: int
    height: int
    land: str
    borders: str
    lines: tuple[Line, ...]
    stops: tuple[Point, ...]
    missing: str
    rings: tuple[tuple[int, int, int], ...]
    labels: tuple[Label, ...]
    words: str
    unplaced: int


class Sheet:
    """The drawn region, on which places have their point."""

    def __init__(self, region: Region) -> None:
        kept = getattr(region, "map", None)
        self.drawing: dict[str, Any] = kept.drawing if kept else {}
        self.outlines: dict[str, Any] = kept.outlines if kept else {}
        drawn = self.outlines or self.drawing
        self.frame = frame_from(drawn) if drawn.get("frame") else None

    def point(self, place: Place | None) -> Point | None:
        """Return where a municipality is on the sheet; None where it is not known or not on it."""
        if self.frame is None or place is None:
            return None
        kept = self.outlines.get("points", {}).get(str(place.pk))
        if kept:
            return int(kept[0]), int(kept[1])
        if place.latitude is None or place.longitude is None:
            return None
        x, y = self.frame.at(place.longitude, place.latitude)
        return (x, y) if 0 <= x <= self.frame.width and 0 <= y <= self.frame.height else None

    def drawn(self, marks: dict[str, Any], named: Iterable[tuple[str, Point]], words: str) -> WeekMap | None:
        """Return the map with its marks, the places of `named` called by their names, which cover no mark."""
        if self.frame is None or not any(marks.get(kind) for kind in ("lines", "stops", "squares", "rings")):
            return None
        shapes: dict[str, str] = self.outlines.get("places", {})
        names = [(name, *point) for name, point in dict.fromkeys(named)][:NAMED]
        known: dict[str, Any] = {"lines": (), "stops": (), "squares": (), "rings": (), "unplaced": 0, **marks}
        squares = known.pop("squares")
        reaches = [(*point, STOP) for point in known["stops"]] + [(*point, SQUARE) for point in squares]
        reaches += [(x, y, radius + EDGE) for x, y, radius in known["rings"]]
        return WeekMap(
            width=self.frame.width,
            height=self.frame.height,
            land="" if shapes else self.drawing.get("land", ""),
            borders="".join([*self.outlines.get("backdrop", {}).values(), *shapes.values()]),
            labels=tuple(labels(names, [], self.frame.width, self.frame.height, reaches)),
            missing="".join(f"M{x} {y}h0" for x, y in squares),
            words=words,
            **known,
        )


def week_map(region: Region, outings: list[Outing], missing: list[Unserved]) -> WeekMap | None:
    """Draw who is driven from where to where, and where somebody has no lift; None where the region has no map."""
    sheet = Sheet(region)
    ways: Counter[tuple[Place, Place]] = Counter()
    for ride in (ride for outing in outings for ride in outing.rides.all()):
        if ride.request:
            start, end = ends(ride.request, ride.leg)
            ways[start.place, end.place] += 1
    drawn: Counter[tuple[Point, Point]] = Counter()
    for pair, count in ways.items():
        one, other = sheet.point(pair[0]), sheet.point(pair[1])
        if one and other:
            drawn[min(one, other), max(one, other)] += count
    without = {row.request.from_point.place for row in missing}
    squares = sorted({point for place in without if (point := sheet.point(place))})
    places = {place for pair in ways for place in pair}
    marks = {
        "lines": tuple(
            Line(*one, *other, round(min(THIN + WIDER * (count - 1), WIDEST), 1))
            for (one, other), count in sorted(drawn.items())
        ),
        "stops": tuple(sorted({point for place in places if (point := sheet.point(place))})),
        "squares": squares,
        "unplaced": sum(sheet.point(place) is None for place in places | without),
    }
    busiest = Counter(place for pair, count in ways.items() for place in pair for _one in range(count))
    named = [(place.name, point) for place, _count in busiest.most_common() if (point := sheet.point(place))]
    return sheet.drawn(marks, named, week_map_words(ways, len(missing)))


def week_map_words(ways: Counter[tuple[Place, Place]], missing: int) -> str:
    """Say what the map shows, for those who do not see it."""
    lifts = sum(ways.values())
    said = [
        ngettext("%(lifts)s lift is drawn.", "%(lifts)s lifts are drawn.", lifts) % {"lifts": number(lifts)},
    ]
    if ways:
        (start, end), count = ways.most_common(1)[0]
        told = {"start": start.name, "end": end.name, "count": number(count)}
        said.append(_("Most go from %(start)s to %(end)s (%(count)s).") % told)
    if missing:
        said.append(
            ngettext("%(missing)s lift is missing.", "%(missing)s lifts are missing.", missing)
            % {"missing": number(missing)}
        )
    return " ".join(said)


def wanted_map(region: Region, wishes: Iterable[tuple[Place, int]]) -> WeekMap | None:
    """Draw where one more volunteer would help: a ring the wider the more lifts it brings, the best place once."""
    sheet = Sheet(region)
    best: dict[Place, int] = {}
    for place, more in wishes:
        best[place] = max(more, best.get(place, 0))
    ranked = sorted(best.items(), key=lambda one: (-one[1], one[0].name))
    placed = [(place, more, point) for place, more in ranked if (point := sheet.point(place))]
    marks = {
        "rings": tuple((*point, 6 + 3 * min(more, 6)) for _place, more, point in placed),
        "stops": tuple(point for _place, _more, point in placed),
        "unplaced": len(ranked) - len(placed),
    }
    words = _("Rings mark where one more volunteer would help: the wider, the more lifts. The list says the same.")
    return sheet.drawn(marks, [(place.name, point) for place, _more, point in placed], words)
