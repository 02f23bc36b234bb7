"""Outlines are drawn on one frame: nothing is lost, no gap opens between neighbours, and dots agree with borders."""

from __future__ import annotations

import math
import re

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from maillage.core.dots import Frame
from maillage.core.land import slim_line
from maillage.core.outlines import FINENESS, Shape, draw_outlines, middle_of, packed, unpacked

corners = st.tuples(st.integers(-(10**7), 10**7), st.integers(-(10**7), 10**7))
rings = st.lists(st.lists(corners, min_size=1, max_size=4), max_size=3)


def square(west: float, south: float, side: float = 1.0) -> list[tuple[int, int]]:
    edges = [(west, south), (west + side, south), (west + side, south + side), (west, south + side)]
    return [(round(x * FINENESS), round(y * FINENESS)) for x, y in edges]


def wavy(points: int, height: float) -> list[tuple[int, int]]:
    """A border that two places share, with more corners than the frame can show."""
    return [
        (round((4 + height * math.sin(step / 3)) * FINENESS), round((46 + step / points) * FINENESS))
        for step in range(points + 1)
    ]


def corners_of(path: str) -> list[list[tuple[int, int]]]:
    found = []
    for start, steps in re.findall(r"M(-?\d+ -?\d+)l([^z]*)z", path):
        x, y = map(int, start.split())
        ring = [(x, y)]
        numbers = [int(number) for number in re.findall(r"-?\d+", steps)]
        for across, down in zip(numbers[::2], numbers[1::2], strict=True):
            x, y = x + across, y + down
            ring.append((x, y))
        found.append(ring)
    return found


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(rings)
def test_what_is_packed_comes_out_as_it_was(found: list[list[tuple[int, int]]]) -> None:
    assert unpacked(packed(found)) == found


def test_neighbours_share_every_corner_of_their_border() -> None:
    border = wavy(400, 0.02)
    west = [*border, (3 * FINENESS, 47 * FINENESS), (3 * FINENESS, 46 * FINENESS)]
    east = [*border[::-1], (5 * FINENESS, 46 * FINENESS), (5 * FINENESS, 47 * FINENESS)]
    drawn = draw_outlines([Shape("west", [west]), Shape("east", [east])])
    (left,), (right,) = corners_of(drawn["places"]["west"]), corners_of(drawn["places"]["east"])
    shared = [corner for corner in left if corner in right]
    assert len(left) < 150
    assert len(left) - len(shared) == 2
    assert len(right) - len(shared) == 2


def test_an_enclave_fills_its_hole() -> None:
    around, hole = square(4, 46), square(4.4, 46.4, 0.2)
    drawn = draw_outlines([Shape("ring", [around, hole[::-1]]), Shape("inside", [hole])])
    outer, inner = corners_of(drawn["places"]["ring"])
    (filled,) = corners_of(drawn["places"]["inside"])
    assert len(outer) == 4
    assert set(inner) == set(filled)


def test_dots_fall_where_the_frame_of_the_outlines_puts_them() -> None:
    shapes = [Shape("a", [square(4, 46)], 4.5, 46.5), Shape("b", (), 6.0, 47.0), Shape("c")]
    drawn = draw_outlines(shapes)
    frame = Frame(*drawn["frame"])
    assert drawn["points"] == {"a": list(frame.at(4.5, 46.5)), "b": list(frame.at(6.0, 47.0))}
    assert list(drawn["places"]) == ["a"]
    everything = [corner for ring in corners_of(drawn["places"]["a"]) for corner in ring] + [drawn["points"]["b"]]
    assert all(0 <= x <= frame.width and 0 <= y <= frame.height for x, y in everything)


def test_without_a_point_the_mark_stands_inside_the_largest_ring() -> None:
    drawn = draw_outlines([Shape("a", [square(4, 46, 0.1), square(5, 46, 1.0)])])
    assert drawn["points"]["a"] == list(Frame(*drawn["frame"]).at(5.5, 46.5))


def test_the_middle_of_a_bent_place_lies_in_it() -> None:
    bent = [(0, 0), (100, 0), (100, 100), (80, 100), (80, 20), (20, 20), (20, 100), (0, 100)]
    assert middle_of(bent) == (10.0, 40.76923076923077)
    assert middle_of([(0, 0), (10, 0), (10, 10), (0, 10)]) == (5.0, 5.0)
    assert middle_of([(0, 0), (5, 5), (10, 10)]) == (0.0, 0.0)


def test_a_place_too_small_to_draw_keeps_its_point_alone() -> None:
    drawn = draw_outlines([Shape("big", [square(4, 46, 4.0)]), Shape("tiny", [square(5, 47, 0.0001)])])
    assert list(drawn["places"]) == ["big"]
    assert set(drawn["points"]) == {"big", "tiny"}


def test_nothing_known_draws_nothing() -> None:
    assert draw_outlines([Shape("a"), Shape("b")]) == {}
    assert draw_outlines([]) == {}


def test_what_lies_behind_is_drawn_on_the_same_frame() -> None:
    drawn = draw_outlines([Shape("a", [square(4, 46)])], [Shape("", [square(3.5, 45.5, 2.0)])])
    (inner,), (outer,) = corners_of(drawn["places"]["a"]), corners_of(drawn["backdrop"][""])
    assert min(x for x, _y in outer) < min(x for x, _y in inner)
    assert max(y for _x, y in outer) > max(y for _x, y in inner)


def test_a_long_line_is_slimmed_without_deep_recursion() -> None:
    line = [(float(step), float(step % 2) * (step / 10)) for step in range(1_200)]
    assert slim_line(line, 0.5)[0] == line[0]
    assert slim_line([(0.0, 0.0), (1.0, 0.1), (2.0, 0.0)], 0.5) == [(0.0, 0.0), (2.0, 0.0)]
