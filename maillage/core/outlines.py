"""Outlines of places drawn on one frame: borders that two places share are slimmed once, so that no gap opens."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Any

from maillage.core.dots import Frame, frame_within
from maillage.core.land import area, slim_line

Corner = tuple[int, int]
Ring = list[Corner]
Point = tuple[float, float]

# Corners are kept as whole hundred-thousandths of a degree, about a metre.
FINENESS = 100_000
SLACK = 0.9
BACKDROP_SLACK = 1.0


@dataclass(frozen=True)
class Shape:
    """What is to be drawn under one key: rings of corners, and the place's own point where it has one."""

    key: str
    rings: Sequence[Ring] = ()
    longitude: float | None = None
    latitude: float | None = None


def packed(rings: Iterable[Ring]) -> list[list[int]]:
    """Write rings as flat lists of whole numbers: the first corner, then the step to each next one."""
    found = []
    for ring in rings:
        flat = [*ring[0]]
        for (x1, y1), (x2, y2) in pairwise(ring):
            flat += (x2 - x1, y2 - y1)
        found.append(flat)
    return found


def unpacked(flat_rings: Iterable[Sequence[int]]) -> list[Ring]:
    """Read rings that were packed."""
    rings = []
    for flat in flat_rings:
        x, y = flat[0], flat[1]
        ring = [(x, y)]
        for step in range(2, len(flat), 2):
            x, y = x + flat[step], y + flat[step + 1]
            ring.append((x, y))
        rings.append(ring)
    return rings


def draw_outlines(shapes: Iterable[Shape], backdrop: Iterable[Shape] = ()) -> dict[str, Any]:
    """Return paths and points of all shapes on one frame as plain values that fit into JSON; {} where none is known.

    `places` holds the path of each shape that has an outline, `points` where each shape's mark goes, on the same
    frame; `backdrop` is drawn under them, such as the region's own border.
    """
    everything, behind = list(shapes), list(backdrop)
    frame = _frame_of([*everything, *behind])
    if frame is None:
        return {}
    paths = paths_of({shape.key: shape.rings for shape in everything if shape.rings}, frame, SLACK)
    points = {shape.key: point for shape in everything if (point := _mark(shape, frame)) is not None}
    return {
        "frame": [
            frame.west, frame.north, frame.per_degree_east, frame.per_degree_north, frame.width, frame.height,
        ],
        "places": paths,
        "points": {key: list(point) for key, point in points.items()},
        "backdrop": paths_of({shape.key: shape.rings for shape in behind}, frame, BACKDROP_SLACK),
    }  # fmt: skip


def _frame_of(shapes: Iterable[Shape]) -> Frame | None:
    eastings: list[float] = []
    northings: list[float] = []
    for shape in shapes:
        for ring in shape.rings:
            eastings += (min(x for x, _y in ring) / FINENESS, max(x for x, _y in ring) / FINENESS)
            northings += (min(y for _x, y in ring) / FINENESS, max(y for _x, y in ring) / FINENESS)
        if shape.longitude is not None and shape.latitude is not None:
            eastings.append(shape.longitude)
            northings.append(shape.latitude)
    return frame_within(min(eastings), max(eastings), min(northings), max(northings)) if eastings else None


def paths_of(rings_by_key: dict[str, Sequence[Ring]], frame: Frame, slack: float) -> dict[str, str]:
    """Return one path for each key; a shape too small for the frame keeps its corners, and else is left out."""
    meetings = _meetings(ring for rings in rings_by_key.values() for ring in rings)
    slimmed: dict[tuple[Corner, ...], list[Corner]] = {}
    paths = {}
    for key, rings in rings_by_key.items():
        drawn = [_said(_slim(ring, frame, slack, meetings, slimmed)) for ring in rings]
        if not any(drawn):
            drawn = [_said([_at(corner, frame) for corner in ring]) for ring in rings]
        if path := "".join(drawn):
            paths[key] = path
    return paths


def _at(corner: Corner, frame: Frame) -> Corner:
    return frame.at(corner[0] / FINENESS, corner[1] / FINENESS)


def _meetings(rings: Iterable[Ring]) -> set[Corner]:
    """Return the corners at which borders part: those with more than two neighbours along all of them."""
    beside: dict[Corner, set[Corner]] = {}
    for ring in rings:
        for before, here, after in zip([ring[-1], *ring], ring, [*ring[1:], ring[0]], strict=False):
            beside.setdefault(here, set()).update((before, after))
    return {corner for corner, neighbours in beside.items() if len(neighbours) > 2}


def _slim(
    ring: Ring, frame: Frame, slack: float, meetings: set[Corner], slimmed: dict[tuple[Corner, ...], list[Corner]]
) -> list[Corner]:
    """Slim a ring between the corners where it meets others; both sides of a border find the same line."""
    found: list[Corner] = []
    for arc in _arcs(ring, meetings):
        turned = arc[0] > arc[-1] or (arc[0] == arc[-1] and arc[1] > arc[-2])
        one_way = tuple(arc[::-1] if turned else arc)
        if one_way not in slimmed:
            slimmed[one_way] = _slim_arc([_at(corner, frame) for corner in one_way], slack)
        line = slimmed[one_way]
        found += line[:0:-1] if turned else line[:-1]
    return found


def _arcs(ring: Ring, meetings: set[Corner]) -> list[Ring]:
    cuts = [index for index, corner in enumerate(ring) if corner in meetings]
    if not cuts:
        first = ring.index(min(ring))
        return [[*ring[first:], *ring[: first + 1]]]
    around = [*ring, *ring]
    ends = [*cuts[1:], cuts[0] + len(ring)]
    return [around[start : end + 1] for start, end in zip(cuts, ends, strict=True)]


def _slim_arc(line: list[Corner], slack: float) -> list[Corner]:
    points: list[Point] = [(float(x), float(y)) for (x, y), _run in groupby(line)]
    if len(points) < 3:
        return line[:1] + line[-1:]
    if points[0] == points[-1]:
        # A closed line has no chord: it is slimmed in two halves.
        half = len(points) // 2
        kept = slim_line(points[: half + 1], slack)[:-1] + slim_line(points[half:], slack)
    else:
        kept = slim_line(points, slack)
    return [(round(x), round(y)) for x, y in kept]


def _said(ring: list[Corner]) -> str:
    """Say a closed ring in steps, as short as SVG allows; nothing where it encloses nothing."""
    steps = []
    x, y = ring[0] if ring else (0, 0)
    corners = {(x, y)}
    for to_x, to_y in ring[1:]:
        if (to_x, to_y) != (x, y):
            steps.append(f"{to_x - x} {to_y - y}")
            corners.add((to_x, to_y))
        x, y = to_x, to_y
    if len(corners) < 3:
        return ""
    return f"M{ring[0][0]} {ring[0][1]}l{' '.join(steps).replace(' -', '-')}z"


def _mark(shape: Shape, frame: Frame) -> Corner | None:
    """Return where the mark of a shape goes: its own point, else the middle of its largest ring."""
    if shape.longitude is not None and shape.latitude is not None:
        return frame.at(shape.longitude, shape.latitude)
    if not shape.rings:
        return None
    x, y = middle_of(max(shape.rings, key=lambda ring: abs(area([(float(x), float(y)) for x, y in ring]))))
    return frame.at(x / FINENESS, y / FINENESS)


def middle_of(ring: Ring) -> Point:
    """Return a point inside a ring: its centre of mass, or the middle of the widest stretch at that height."""
    x0, y0 = ring[0]
    doubled = across = down = 0
    beside = [(x - x0, y - y0) for x, y in ring]
    for (x1, y1), (x2, y2) in pairwise([*beside, beside[0]]):
        cross = x1 * y2 - x2 * y1
        doubled += cross
        across += (x1 + x2) * cross
        down += (y1 + y2) * cross
    if not doubled:
        return float(x0), float(y0)
    x, y = x0 + across / (3 * doubled), y0 + down / (3 * doubled)
    crossings = _crossings(ring, y)
    stretches = list(zip(crossings[::2], crossings[1::2], strict=False))
    if not stretches or any(left <= x <= right for left, right in stretches):
        return x, y
    left, right = max(stretches, key=lambda stretch: stretch[1] - stretch[0])
    return (left + right) / 2, y


def _crossings(ring: Ring, y: float) -> list[float]:
    """Return where a level line crosses a ring, from west to east."""
    return sorted(
        x1 + (y - y1) * (x2 - x1) / (y2 - y1)
        for (x1, y1), (x2, y2) in zip(ring, [*ring[1:], ring[0]], strict=True)
        if (y1 > y) != (y2 > y)
    )
