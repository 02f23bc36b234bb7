"""Land without outlines: the soft hull of a cloud of dots, swollen until neighbours touch and shrunk again."""

from __future__ import annotations

from collections.abc import Iterator
from math import hypot, inf, sqrt

Point = tuple[float, float]
Ring = list[Point]
Grid = list[list[float]]

STEP = 6
SKIN = 15.0
LEAST_REACH, MOST_REACH = 30.0, 110.0
SLACK = 1.6
LEAST_CORNERS = 6


def soft_hull(points: list[tuple[int, int]], width: int, height: int) -> list[Ring]:
    """Return the outer rings of the land around `points`, the longest first.

    A morphological closing: everything within `reach` of a dot, less what lies within `reach - SKIN` of the outside.
    Bays narrower than the reach close, and each dot keeps a skin of land about itself.
    """
    reach = reach_of(points)
    pad = int(reach // STEP) + 3
    columns, rows = width // STEP + 2 * pad + 1, height // STEP + 2 * pad + 1
    sown = [[inf] * columns for _ in range(rows)]
    for x, y in points:
        sown[round(y / STEP) + pad][round(x / STEP) + pad] = 0.0
    far_from_dots = distances(sown)
    outside = [[0.0 if cell * STEP > reach else inf for cell in row] for row in far_from_dots]
    depth = [[cell * STEP - (reach - SKIN) for cell in row] for row in distances(outside)]
    rings = [[((x - pad) * STEP, (y - pad) * STEP) for x, y in ring] for ring in contours(depth)]
    kept = [slim(ring, SLACK) for ring in rings if area(ring) > 0]
    return sorted((ring for ring in kept if len(ring) >= LEAST_CORNERS), key=len, reverse=True)


def reach_of(points: list[tuple[int, int]]) -> float:
    """Return how far land reaches over gaps: about two and a half times the distance at which dots stand apart."""
    nearest = sorted(
        min((hypot(x - u, y - v) for u, v in points if (u, v) != (x, y)), default=LEAST_REACH) for x, y in set(points)
    )
    apart = nearest[int(len(nearest) * 0.9)] if nearest else LEAST_REACH
    return min(MOST_REACH, max(LEAST_REACH, 2.5 * apart))


def distances(sown: Grid) -> Grid:
    """Return for each cell the distance to the nearest cell that is 0, in cells.

    Source: Felzenszwalb and Huttenlocher, Distance Transforms of Sampled Functions, 2012; rows, then columns.
    """
    rows = [_lower_envelope(row) for row in sown]
    columns = [_lower_envelope(list(column)) for column in zip(*rows, strict=True)]
    return [[sqrt(cell) for cell in row] for row in zip(*columns, strict=True)]


def _lower_envelope(costs: list[float]) -> list[float]:
    """Return the squared distance transform of one line: the lower envelope of parabolas standing on `costs`."""
    feet: list[int] = []
    borders: list[float] = []
    for here, cost in enumerate(costs):
        if cost == inf:
            continue
        border = -inf
        while feet:
            last = feet[-1]
            border = (cost + here * here - costs[last] - last * last) / (2 * (here - last))
            if border > borders[-1]:
                break
            feet.pop()
            borders.pop()
        feet.append(here)
        borders.append(border if len(feet) > 1 else -inf)
    if not feet:
        return [inf] * len(costs)
    found, foot = [], 0
    for here in range(len(costs)):
        while foot + 1 < len(feet) and borders[foot + 1] < here:
            foot += 1
        found.append((here - feet[foot]) ** 2 + costs[feet[foot]])
    return found


# Marching squares: which sides of a cell (0 top, 1 right, 2 bottom, 3 left) the line enters and leaves, by the corners
# inside (1 top left, 2 top right, 4 bottom right, 8 bottom left); land always lies on the same hand.
SIDES = {
    1: ((3, 0),),
    2: ((0, 1),),
    3: ((3, 1),),
    4: ((1, 2),),
    5: ((3, 0), (1, 2)),
    6: ((0, 2),),
    7: ((3, 2),),
    8: ((2, 3),),
    9: ((2, 0),),
    10: ((0, 1), (2, 3)),
    11: ((2, 1),),
    12: ((1, 3),),
    13: ((1, 0),),
    14: ((0, 3),),
}


# What lies exactly on the line counts as just outside, so that crossings on the sides that meet there stay apart.
BRINK = 1e-6


class ContourBroken(ValueError):
    """A line did not come back to where it began."""


def contours(field: Grid) -> list[Ring]:
    """Return the closed lines along which `field` is zero; the rim of the field must be negative.

    Raises ContourBroken rather than drawing half a land.
    """
    links: dict[Point, Point] = {}
    for y in range(len(field) - 1):
        for x in range(len(field[0]) - 1):
            around = (field[y][x], field[y][x + 1], field[y + 1][x + 1], field[y + 1][x])
            corners = tuple(value if abs(value) > BRINK else -BRINK for value in around)
            inside = sum(bit for bit, value in zip((1, 2, 4, 8), corners, strict=True) if value > 0)
            for enters, leaves in SIDES.get(inside, ()):
                links[_crossing(x, y, enters, corners)] = _crossing(x, y, leaves, corners)
    return _rings(links)


def _rings(links: dict[Point, Point]) -> list[Ring]:
    """Follow the links until each line comes back."""
    rings = []
    while links:
        start, here = links.popitem()
        ring = [start]
        while here != start:
            if here not in links:
                raise ContourBroken(f"the line ends at {here}")
            ring.append(here)
            here = links.pop(here)
        rings.append(ring)
    return rings


# The two corners of each side, always from left to right or from top to bottom: neighbours must reckon the same point.
CORNERS = ((0, 1), (1, 2), (3, 2), (0, 3))


def _crossing(x: int, y: int, side: int, corners: tuple[float, ...]) -> Point:
    one, other = (corners[corner] for corner in CORNERS[side])
    share = one / (one - other)
    return ((x + share, y), (x + 1, y + share), (x + share, y + 1), (x, y + share))[side]


def area(ring: Ring) -> float:
    """Return the signed area of a ring: above zero around land, below zero around a lake."""
    return sum(x2 * y1 - x1 * y2 for (x1, y1), (x2, y2) in zip(ring, [*ring[1:], ring[0]], strict=True)) / 2


def slim(ring: Ring, slack: float) -> Ring:
    """Return the ring with fewer corners, none of the lost ones further than `slack` from the new line.

    Source: Douglas and Peucker, 1973, on the two halves of the ring.
    """
    half = len(ring) // 2
    return slim_line(ring[: half + 1], slack)[:-1] + slim_line([*ring[half:], ring[0]], slack)[:-1]


def slim_line(line: Ring, slack: float) -> Ring:
    """Return an open line with fewer corners; its two ends stay."""
    kept = {0, len(line) - 1}
    stretches = [(0, len(line) - 1)]
    while stretches:
        start, end = stretches.pop()
        if end - start < 2:
            continue
        worst, where = max(_strayed(line, start, end))
        if worst > slack:
            kept.add(where)
            stretches += [(start, where), (where, end)]
    return [line[index] for index in sorted(kept)]


def _strayed(line: Ring, start: int, end: int) -> Iterator[tuple[float, int]]:
    (x1, y1), (x2, y2) = line[start], line[end]
    length = hypot(x2 - x1, y2 - y1) or 1.0
    for index in range(start + 1, end):
        x, y = line[index]
        yield abs((x2 - x1) * (y1 - y) - (x1 - x) * (y2 - y1)) / length, index
