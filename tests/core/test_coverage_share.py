"""Coverage shares by class: closed forms, what never changes, and what is said where there is nothing to say."""

from __future__ import annotations

from math import inf, nan

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maillage.core.coverage import CostMatrix, Nearest, Refused, Statement, coverage_curve, coverage_share

PEOPLE = [1000, 400, 300, 300]
CLASSES = [1, 2, 3, 3]


def near(*costs: float, places: int = 3) -> Nearest:
    return Nearest(np.array(costs, dtype=float), "road_estimate", places)


@st.composite
def regions(draw: st.DrawFn) -> tuple[list[int], list[int], np.ndarray, float]:
    n, m = draw(st.integers(1, 7)), draw(st.integers(0, 4))
    people = draw(st.lists(st.integers(0, 10_000), min_size=n, max_size=n))
    classes = draw(st.lists(st.integers(0, 3), min_size=n, max_size=n))
    costs = draw(st.lists(st.integers(0, 40), min_size=n * m, max_size=n * m))
    return people, classes, np.array(costs, dtype=float).reshape(n, m), float(draw(st.integers(0, 40)))


def test_a_share_counts_people_and_the_threshold_belongs_to_it() -> None:
    found = coverage_share(PEOPLE, CLASSES, near(5, 20, 20.0001, 19), 20)
    assert {name: group.share for name, group in found.groups.items()} == {
        "city": 1.0,
        "town": 1.0,
        "rural": 0.5,
        "unknown": None,
        "urban": 1.0,
        "all": 0.85,
    }
    assert found.gap == 50.0
    assert found.groups["rural"].covered == 300
    assert found.found == "places_known"
    assert found.statements == (Statement("within_reach", {"reach": 20.0, "measure": "road_estimate", "places": 3}),)


def test_a_class_without_people_has_no_data_and_the_gap_neither() -> None:
    found = coverage_share([10, 0], [1, 3], near(5, 5), 20)
    assert found.groups["rural"].share is None
    assert found.groups["rural"].municipalities == 1
    assert found.gap is None
    assert coverage_share([], [], near(), 20).groups["all"].share is None


@pytest.mark.parametrize(("asked", "found"), [(False, "none_known"), (True, "verified_none")])
def test_no_initiative_is_a_share_of_0_and_verified_only_where_the_convenor_asked(asked: bool, found: str) -> None:
    nothing = coverage_share(PEOPLE, CLASSES, near(inf, inf, inf, inf, places=0), 20, verified_none=asked)
    assert nothing.groups["all"].share == 0
    assert nothing.groups["unknown"].share is None
    assert nothing.found == found
    assert Statement(found) in nothing.statements


def test_known_places_overrule_a_declaration_that_there_are_none() -> None:
    assert coverage_share(PEOPLE, CLASSES, near(50, 50, 50, 50), 20, verified_none=True).found == "places_known"


def test_itinerant_service_is_a_second_line_and_never_a_distance_of_0() -> None:
    found = coverage_share(PEOPLE, CLASSES, near(5, 25, 25, 25), 20, service_areas=[[2], [2, 3], []])
    assert (found.groups["rural"].share, found.groups["rural"].itinerant) == (0.0, 1.0)
    assert (found.groups["all"].share, found.groups["all"].itinerant) == (0.5, 0.8)
    assert found.gap_itinerant == pytest.approx(100 * (1000 / 1400 - 1))
    assert Statement("itinerant_apart", {"initiatives": 3}) in found.statements
    assert coverage_share(PEOPLE, CLASSES, near(5, 25, 25, 25), 20).groups["all"].itinerant is None


def test_a_share_of_fewer_than_30_people_is_not_for_print() -> None:
    found = coverage_share([29, 30], [1, 3], near(5, 5), 20)
    assert (found.groups["city"].printable, found.groups["rural"].printable) == (False, True)
    assert found.groups["city"].share == 1.0


def test_municipalities_without_coordinates_or_class_are_left_out_and_said_so() -> None:
    found = coverage_share(PEOPLE, [1, 2, 0, 3], near(5, nan, 5, 25), 20, located=[True, False, True, True])
    assert found.groups["town"].share is None
    assert found.groups["all"].share == 1300 / 1600
    assert found.statements[1:] == (
        Statement("not_located", {"municipalities": 1, "people": 400.0}),
        Statement("class_unknown", {"municipalities": 1, "people": 300.0}),
    )


@settings(max_examples=60, deadline=None)
@given(regions(), st.data())
def test_what_holds_of_every_share(region: tuple[list[int], list[int], np.ndarray, float], data: st.DataObject) -> None:
    people, classes, costs, reach = region
    found = coverage_share(people, classes, CostMatrix(costs).nearest(), reach)
    plain = sum(p for p, row in zip(people, costs, strict=True) if any(cost <= reach for cost in row))
    assert found.groups["all"].covered == plain
    shares = {name: group.share for name, group in found.groups.items() if group.share is not None}
    assert all(0 <= share <= 1 for share in shares.values())
    # The total is the mean of the classes, weighted with their people.
    weighed = [(group.people, group.share) for name, group in found.groups.items() if name not in {"urban", "all"}]
    if sum(people):
        mean = sum(persons * share for persons, share in weighed if share is not None) / sum(people)
        assert shares["all"] == pytest.approx(mean, abs=1e-12)
    # A longer reach and one more initiative never lower a share.
    further = coverage_share(people, classes, CostMatrix(costs).nearest(), reach + 5)
    more = coverage_share(
        people, classes, CostMatrix(np.column_stack([costs, np.full(len(people), 7)])).nearest(), reach
    )
    for name, share in shares.items():
        assert further.groups[name].share >= share
        assert more.groups[name].share >= share
    # The order of municipalities does not matter, nor is there a difference when one is told as two at the same point.
    order = data.draw(st.permutations(range(len(people))))
    turned = coverage_share(
        [people[i] for i in order], [classes[i] for i in order], CostMatrix(costs[order]).nearest(), reach
    )
    split = coverage_share(
        [people[0] / 2, people[0] / 2, *people[1:]],
        [classes[0], *classes],
        CostMatrix(np.vstack([costs[:1], costs])).nearest(),
        reach,
    )
    for name, share in shares.items():
        assert turned.groups[name].share == pytest.approx(share, abs=1e-12)
        assert split.groups[name].share == pytest.approx(share, abs=1e-12)


@settings(max_examples=25, deadline=None)
@given(regions())
def test_the_curve_is_the_share_at_each_reach(region: tuple[list[int], list[int], np.ndarray, float]) -> None:
    people, classes, costs, _ = region
    reaches = [50.0, 5.0, 20.0, 0.0]
    nearest = CostMatrix(costs).nearest()
    curve = coverage_curve(people, classes, nearest, reaches)
    for position, reach in enumerate(reaches):
        for name, group in coverage_share(people, classes, nearest, reach).groups.items():
            shares = curve.shares[name]
            assert (None if shares is None else shares[position]) == pytest.approx(group.share, abs=1e-12)


@pytest.mark.parametrize(
    ("key", "change"),
    [
        ("negative", {"people": [-1, 1, 1, 1]}),
        ("not_finite", {"people": [nan, 1, 1, 1]}),
        ("not_a_number", {"people": ["many", 1, 1, 1]}),
        ("not_a_list", {"people": [[1, 1, 1, 1]]}),
        ("other_length", {"people": [1, 1, 1]}),
        ("no_such_class", {"classes_of": [4, 1, 1, 1]}),
        ("not_whole", {"classes_of": [1.5, 1, 1, 1]}),
        ("other_length", {"nearest": near(1)}),
        ("not_finite", {"nearest": near(nan, 1, 1, 1)}),
        ("negative", {"nearest": near(-1, 1, 1, 1)}),
        ("not_finite", {"reach": inf}),
        ("negative", {"reach": -1}),
        ("no_such_position", {"service_areas": [[4]]}),
        ("not_yes_or_no", {"located": [1, 1, 1, 1]}),
        ("too_large", {"classes_of": [1e300, 1, 1, 1]}),
    ],
)
def test_absurd_input_is_refused(key: str, change: dict[str, object]) -> None:
    arguments = {"people": PEOPLE, "classes_of": CLASSES, "nearest": near(1, 1, 1, 1), "reach": 20} | change
    with pytest.raises(Refused) as refused:
        coverage_share(**arguments)  # type: ignore[arg-type]  # wrong arguments are what is tested
    assert refused.value.key == key
