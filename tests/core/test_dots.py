"""Dot maps: compact, honest about what is not known, with land that holds every dot."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maillage.core.dots import Spot, draw, frame_from, shape_and_size
from maillage.core.land import ContourBroken, area, contours, distances, slim, soft_hull
from maillage.core.map_words import Box, labels, thread
from maillage.core.overview import Territory, overview, project

GRID = [Spot(f"P{i}", 4 + 0.1 * (i % 5), 46 + 0.1 * (i // 5), 100 * i) for i in range(25)]


def test_a_region_without_coordinates_has_no_drawing():
    assert draw([]) == {}
    assert draw([Spot("Nowhere", None, None, 900)]) == {}


def test_places_without_a_position_are_counted_and_not_drawn():
    drawing = draw([*GRID, Spot("Nowhere", None, None, 900)])
    assert (drawing["places"], drawing["drawn"]) == (26, 25)


def test_places_are_drawn_by_inhabitants_as_long_as_one_class_is_missing():
    classed = [Spot("A", 4, 46, 30_000, 1), Spot("B", 4.2, 46.1, 90, 3)]
    assert draw(classed)["by"] == "degurba"
    assert draw([*classed, Spot("C", 4.1, 46.2, 90, None)])["by"] == "population"


@pytest.mark.parametrize(
    ("population", "shape"),
    [(None, "unknown"), (0, "village"), (1_999, "village"), (2_000, "market"), (9_999, "market"), (10_000, "town")],
)
def test_the_shape_follows_the_inhabitants(population, shape):
    assert shape_and_size(Spot("A", 4, 46, population), by_class=False)[0] == shape


@pytest.mark.parametrize(("degurba", "shape"), [(1, "city"), (2, "town"), (3, "village")])
def test_the_shape_follows_the_class_whatever_the_inhabitants(degurba, shape):
    assert shape_and_size(Spot("A", 4, 46, None, degurba), by_class=True)[0] == shape


def test_an_unknown_size_is_a_dash_and_never_a_dot():
    drawing = draw([Spot("A", 4, 46), Spot("B", 4.3, 46.2, 700)])
    unknown = next(group for group in drawing["dots"] if group["shape"] == "unknown")
    assert re.fullmatch(r"M\d+ \d+h6", unknown["d"])
    assert drawing["counts"] == {"unknown": 1, "village": 1}


def test_dots_of_equal_size_are_one_path():
    drawing = draw(GRID)
    assert sum(group["d"].count("M") for group in drawing["dots"]) == 25
    assert len(drawing["dots"]) == 3  # below 500, from 500, from 2,000


def test_five_hundred_places_weigh_little():
    many = [Spot(f"P{i}", 4 + (i % 25) / 20, 46 + (i // 25) / 20, i) for i in range(560)]
    assert len(json.dumps(draw(many))) < 10_000


def test_a_kept_frame_places_a_point_where_it_was_drawn():
    drawing = json.loads(json.dumps(draw(GRID)))
    name, x, y = drawing["names"][0]
    spot = next(spot for spot in GRID if spot.name == name)
    assert frame_from(drawing).at(spot.longitude, spot.latitude) == (x, y)


def test_north_is_up_and_east_is_right():
    frame = frame_from(draw(GRID))
    assert frame.at(4.4, 46)[0] > frame.at(4.0, 46)[0]
    assert frame.at(4, 46.4)[1] < frame.at(4, 46.0)[1]


def inside(point: tuple[float, float], ring: list[tuple[float, float]]) -> bool:
    x, y = point
    hits = 0
    for (x1, y1), (x2, y2) in zip(ring, [*ring[1:], ring[0]], strict=True):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            hits += 1
    return hits % 2 == 1


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(30, 570), st.integers(30, 370)), min_size=1, max_size=40, unique=True))
def test_every_dot_lies_on_land(points):
    rings = soft_hull(points, 600, 400)
    assert all(any(inside(point, ring) for ring in rings) for point in points)


def test_villages_that_stand_close_share_one_land_and_far_ones_do_not():
    close = [(100 + 20 * i, 100 + 20 * j) for i in range(4) for j in range(4)]
    assert len(soft_hull(close, 600, 400)) == 1
    assert len(soft_hull([*close, (560, 360)], 600, 400)) == 2


def test_distances_are_exact():
    inf = float("inf")
    field = [[inf] * 5 for _ in range(5)]
    field[0][0] = 0.0
    assert distances(field)[3][4] == 5.0


def test_a_contour_is_closed_and_runs_around_land():
    field = [[-1.0] * 5 for _ in range(5)]
    field[2][2] = 1.0
    (ring,) = contours(field)
    assert len(ring) == 4
    assert area(ring) == pytest.approx(0.5)


def test_a_lake_runs_the_other_way():
    field = [[-1.0 if x in {0, 6} or y in {0, 6} else 1.0 for x in range(7)] for y in range(7)]
    field[3][3] = -1.0
    assert sorted(area(ring) > 0 for ring in contours(field)) == [False, True]


@settings(max_examples=80, deadline=None)
@given(st.lists(st.lists(st.sampled_from([-1.0, 0.0, 1.0]), min_size=6, max_size=6), min_size=6, max_size=6))
def test_every_contour_comes_back_to_its_beginning_though_corners_lie_exactly_on_it(middle):
    field = [[-1.0] * 8, *([-1.0, *row, -1.0] for row in middle), [-1.0] * 8]
    rings = contours(field)
    for y, row in enumerate(field):
        for x, value in enumerate(row):
            turns = sum((1 if area(ring) > 0 else -1) for ring in rings if inside((x + 1e-9, y + 1e-9), ring))
            assert turns == (1 if value > 0 else 0)


def test_two_dots_between_which_the_depth_is_nought_share_one_whole_land():
    points = [(390, 234), (372, 210)]
    rings = soft_hull(points, 600, 400)
    assert sum(map(area, rings)) == pytest.approx(1696, abs=1)
    assert all(inside(point, rings[0]) for point in points)


def test_a_line_that_does_not_come_back_is_refused():
    with pytest.raises(ContourBroken, match="the line ends at"):
        contours([[-1.0, 1.0, -1.0], [-1.0, -1.0, -1.0]])


def test_slimming_keeps_the_corners_that_matter():
    square = [(0.0, 0.0), (5.0, 0.1), (10.0, 0.0), (10.0, 10.0), (5.0, 10.0), (0.0, 10.0)]
    assert set(slim(square, 1.0)) == {(0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0)}


def test_names_do_not_cover_each_other():
    shown = labels([], [(f"Town {i}", 50 * i, 100) for i in range(1, 11)], 600, 200)
    boxes = [
        Box(
            label.x - (len(label.text) * 7.4 if label.anchor == "end" else 0),
            label.y - 14,
            label.x + (len(label.text) * 7.4 if label.anchor == "start" else 0),
            label.y + 3,
        )
        for label in shown
        if label.anchor != "middle"
    ]
    assert shown
    assert not any(one.meets(other) for i, one in enumerate(boxes) for other in boxes[i + 1 :])


def test_members_are_named_before_larger_places():
    shown = labels([("Small", 100, 100)], [("Large", 104, 102), ("Small", 100, 100)], 600, 400)
    assert [(label.text, label.is_member) for label in shown] == [("Small", True)]


def test_a_name_covers_no_other_dot_where_it_can_help_it():
    crowd = [("Soria", 100, 100), ("Guadalajara", 100, 121), ("Teruel", 132, 130)]
    (guadalajara,) = [label for label in labels(crowd, [], 600, 400) if label.text == "Guadalajara"]
    assert guadalajara.anchor == "end"


def test_a_name_for_which_there_is_no_room_is_left_out_and_at_most_ten_are_shown():
    assert labels([("A name longer than the sheet", 20, 20)], [], 60, 60) == []
    many = [(f"T{i}", 60 + 50 * (i % 10), 60 + 100 * (i // 10)) for i in range(20)]
    assert len(labels([], many, 600, 400)) == 10


SPOT = st.tuples(st.integers(0, 500), st.integers(0, 400), st.integers(6, 26))


@given(st.lists(SPOT, min_size=1, max_size=12, unique_by=lambda mark: mark[:2]))
@settings(max_examples=60)
def test_no_name_covers_a_mark_its_own_least_of_all(marks: list[tuple[int, int, int]]) -> None:
    named = [(f"Village {number}", x, y) for number, (x, y, _reach) in enumerate(marks[:8])]
    for label in labels(named, [], 500, 400, marks):
        length = len(label.text) * 7.4
        left = {"start": label.x, "end": label.x - length, "middle": label.x - length / 2}[label.anchor]
        box = Box(left, label.y - 14, left + length, label.y + 3)
        assert not any(box.meets(Box(x - far, y - far, x + far, y + far)) for x, y, far in marks)


def test_a_name_is_nudged_away_from_marks_around_it() -> None:
    around = [(100, 100, 20), (150, 100, 8), (50, 100, 8), (100, 65, 8), (100, 135, 8)]
    (cluny,) = labels([("Cluny", 100, 100)], [], 300, 300, around)
    assert (cluny.text, abs(cluny.y - 100) > 20) == ("Cluny", True)


def test_on_a_phone_only_the_first_two_places_are_named_beside_the_members():
    names = [(f"T{i}", 80 + 100 * i, 60 + 60 * i) for i in range(5)]
    assert [label.wide_only for label in labels([], names, 600, 400)] == [False, False, True, True, True]


def test_the_thread_goes_on_to_the_nearest_member():
    path = thread([(300, 10), (0, 0), (100, 0)])
    assert re.findall(r"(\d+) (\d+)(?=Q|$)", path) == [("0", "0"), ("100", "0"), ("300", "10")]
    assert thread([(1, 1)]) == ""
    assert thread([]) == ""


def test_regions_keep_their_size_and_their_place_on_the_common_map():
    square = [(4.0, 46.0), (5.0, 46.0), (5.0, 47.0), (4.0, 47.0)]
    east = [(x + 10, y) for x, y in square]
    sheet = overview([Territory("West", [square]), Territory("East", [east])])
    assert sheet is not None
    west, far = sheet.regions
    assert west.x < far.x
    assert abs(west.y - far.y) <= 1
    assert west.land.count("Z") == 1
    assert overview([Territory("Nowhere", [])]) is None


def test_the_projection_keeps_areas():
    def flat_area(ring):
        return abs(area([project(degrees, (10.0, 50.0)) for degrees in ring]))

    def cell(latitude):
        return [(4.0, latitude), (4.2, latitude), (4.2, latitude + 0.2), (4.0, latitude + 0.2)]

    from math import radians, sin

    def on_the_globe(latitude):
        return radians(0.2) * (sin(radians(latitude + 0.2)) - sin(radians(latitude)))

    assert flat_area(cell(40)) / on_the_globe(40) == pytest.approx(flat_area(cell(58)) / on_the_globe(58), rel=1e-4)
