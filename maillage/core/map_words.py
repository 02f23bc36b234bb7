"""Names and threads on a dot map: which names fit without covering each other, and the line that joins members."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from math import hypot

LETTER, LINE = 7.4, 17.0
LETTER_ON_PHONE, LINE_ON_PHONE = 14.5, 32.0
GAP = 13
DOT = 8
APART = 42.0
# How much further from its dot a name is tried where nothing nearer is free.
NUDGES = (0, 8, 18, 30)
SHOWN = 10
ON_PHONE = 2


@dataclass(frozen=True)
class Label:
    """A name on the map: where, on which side of its dot, and on which screens."""

    text: str
    x: int
    y: int
    anchor: str
    is_member: bool
    wide_only: bool


@dataclass(frozen=True)
class Box:
    """What a name covers."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )

    def is_within(self, other: Box) -> bool:
        return (
            self.left >= other.left
            and self.right <= other.right
            and self.top >= other.top
            and self.bottom <= other.bottom
        )


def labels(
    members: Iterable[tuple[str, int, int]],
    names: Iterable[tuple[str, int, int]],
    width: int,
    height: int,
    marks: Iterable[tuple[int, int, int]] = (),
) -> list[Label]:
    """Return the names that fit: members' places first, then the largest places; on a phone only the first few.

    `marks` are what no name may cover, each with its centre and how far it reaches; a name stands beside its own.
    """
    members, names, marks = list(members), list(names), list(marks)
    covered = [Box(x - reach, y - reach, x + reach, y + reach) for x, y, reach in marks]
    dots = [Box(x - DOT, y - DOT, x + DOT, y + DOT) for _name, x, y in members]
    taken: list[Box] = []
    taken_on_phone: list[Box] = []
    shown: list[Label] = []
    placed: list[tuple[str, int, int]] = []
    done: set[tuple[str, int, int]] = set()
    wished = [(True, name) for name in members] + [(False, name) for name in names]
    for is_member, (text, x, y) in wished:
        if (text, x, y) in done or len(shown) >= SHOWN:
            continue
        if not is_member and any(hypot(x - there_x, y - there_y) < APART for _name, there_x, there_y in placed):
            continue
        done.add((text, x, y))
        reach = max([DOT, *(far for at_x, at_y, far in marks if (at_x, at_y) == (x, y))])
        sides = [_sides((x, y), reach, reach - DOT + nudge) for nudge in (NUDGES if covered else NUDGES[:1])]
        found = _free_side(text, sides, Box(0, 0, width, height), [*taken, *covered], dots)
        if found is None:
            continue
        anchor, left, base, box = found
        taken.append(box)
        placed.append((text, x, y))
        on_phone = _phone_box(text, left, base, anchor)
        wide_only = (
            (not is_member and sum(not label.wide_only for label in shown) >= ON_PHONE)
            or on_phone.left < 0
            or on_phone.right > width
            or any(on_phone.meets(other) for other in (*taken_on_phone, *covered))
        )
        if not wide_only:
            taken_on_phone.append(on_phone)
        shown.append(Label(text, left, base, anchor, is_member, wide_only))
    return shown


def _free_side(
    text: str, sides: list[list[tuple[str, int, int]]], sheet: Box, taken: list[Box], dots: list[Box]
) -> tuple[str, int, int, Box] | None:
    """Return the side of a dot, as near as can be, where its name covers nothing that is taken, and the fewest dots."""
    length = len(text) * LETTER
    for as_near in sides:
        free: list[tuple[int, int, tuple[str, int, int, Box]]] = []
        for place, (anchor, at_x, base) in enumerate(as_near):
            left = {"start": at_x, "end": at_x - length, "middle": at_x - length / 2}[anchor]
            box = Box(left, base - LINE + 3, left + length, base + 3)
            if box.is_within(sheet) and not any(box.meets(other) for other in taken):
                free.append((sum(box.meets(dot) for dot in dots), place, (anchor, at_x, base, box)))
        if free:
            return min(free, key=lambda side: side[:2])[2]
    return None


def _sides(dot: tuple[int, int], reach: int, away: int) -> list[tuple[str, int, int]]:
    """Return where a name may begin, end or have its middle beside a dot that reaches so far, the best side first."""
    x, y = dot
    above, below = y - GAP - 3 - away, y + GAP + 14 + away
    return [
        ("start", x + GAP + away, y + 5),
        ("end", x - GAP - away, y + 5),
        ("middle", x, above),
        ("middle", x, below),
        ("end", x + reach, below),
        ("start", x - reach, below),
        *([("end", x + reach, above), ("start", x - reach, above)] if away else []),
    ]


def _phone_box(text: str, x: int, base: int, anchor: str) -> Box:
    length = len(text) * LETTER_ON_PHONE
    left = {"start": float(x), "end": x - length, "middle": x - length / 2}[anchor]
    return Box(left, base - LINE_ON_PHONE + 6, left + length, base + 6)


def thread(points: Iterable[tuple[int, int]]) -> str:
    """Return the path that joins the points from the westmost on, always to the nearest one left; "" below two."""
    left = sorted(set(points))
    if len(left) < 2:
        return ""
    path = [left.pop(0)]
    while left:
        x, y = path[-1]
        nearest = min(left, key=lambda point: (hypot(point[0] - x, point[1] - y), point))
        left.remove(nearest)
        path.append(nearest)
    return f"M{path[0][0]} {path[0][1]}" + "".join(_sag(here, there) for here, there in pairwise(path))


def _sag(here: tuple[int, int], there: tuple[int, int]) -> str:
    """One stretch of thread, bent a little to one hand so that it reads as a thread and not as a border."""
    (x1, y1), (x2, y2) = here, there
    bend_x, bend_y = round((x1 + x2) / 2 - (y2 - y1) * 0.12), round((y1 + y2) / 2 + (x2 - x1) * 0.12)
    return f"Q{bend_x} {bend_y} {x2} {y2}"
