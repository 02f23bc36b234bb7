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
    members: Iterable[tuple[str, int, int]], names: Iterable[tuple[str, int, int]], width: int, height: int
) -> list[Label]:
    """Return the names that fit: members' places first, then the largest places; on a phone only the first few."""
    members, names = list(members), list(names)
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
        found = _free_side((text, x, y), Box(0, 0, width, height), taken, dots)
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
            or any(on_phone.meets(other) for other in taken_on_phone)
        )
        if not wide_only:
            taken_on_phone.append(on_phone)
        shown.append(Label(text, left, base, anchor, is_member, wide_only))
    return shown


def _free_side(
    name: tuple[str, int, int], sheet: Box, taken: list[Box], dots: list[Box]
) -> tuple[str, int, int, Box] | None:
    """Return the side of a dot where its name covers no other name, and the fewest dots."""
    text, x, y = name
    length = len(text) * LETTER
    free: list[tuple[int, int, tuple[str, int, int, Box]]] = []
    for place, (anchor, at_x, base) in enumerate(
        (
            ("start", x + GAP, y + 5),
            ("end", x - GAP, y + 5),
            ("middle", x, y - GAP - 3),
            ("middle", x, y + GAP + 14),
            ("end", x + DOT, y + GAP + 14),
            ("start", x - DOT, y + GAP + 14),
        )
    ):
        left = {"start": at_x, "end": at_x - length, "middle": at_x - length / 2}[anchor]
        box = Box(left, base - LINE + 3, left + length, base + 3)
        if box.is_within(sheet) and not any(box.meets(other) for other in taken):
            free.append((sum(box.meets(dot) for dot in dots), place, (anchor, at_x, base, box)))
    return min(free, key=lambda side: side[:2])[2] if free else None


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
