"""Who keeps coming is counted by name, who stopped is told with when, and the plot keeps the order of the figures."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from maillage.core.retention import Gathering, Kept, Stopped, kept, kinds_gone, plot, stopped


def table(number: int, names: str | None, kinds: str | None = None) -> Gathering[str]:
    return Gathering(
        number,
        present=None if names is None else frozenset(names),
        kinds=None if kinds is None else frozenset(kinds.split()),
    )


SERIES = [table(3, "ace"), table(1, "abcd"), table(2, None), table(4, "ax")]


def test_those_of_the_first_table_are_counted_at_each_later_one_that_is_known_by_name() -> None:
    assert kept(SERIES) == [Kept(1, 4, 4), Kept(3, 2, 4), Kept(4, 1, 4)]
    assert kept([table(1, None)]) == []


def test_who_stopped_is_told_with_how_often_and_when_last_the_most_faithful_first() -> None:
    assert stopped(SERIES) == [
        Stopped("c", times=2, last=3, missed=1),
        Stopped("e", times=1, last=3, missed=1),
        Stopped("b", times=1, last=1, missed=2),
        Stopped("d", times=1, last=1, missed=2),
    ]
    assert [one.who for one in stopped(SERIES, missing_at_least=2)] == ["b", "d"]


def test_a_category_that_is_missing_at_the_last_table_is_told_with_when_it_was_there() -> None:
    told = [table(1, None, "jobs state"), table(2, None), table(3, None, "state ngo"), table(4, None, "ngo")]
    assert kinds_gone(told) == {"jobs": (1, 4), "state": (3, 4)}
    assert kinds_gone(told[:1]) == {}


def test_the_plot_of_vaucluse_falls_rises_and_falls() -> None:
    counts = {1: (24, 24), 2: (10, 10), 3: (16, 16), 4: (8, 8)}
    drawn = plot([counts], counts, width=320, height=190, margin=34)
    assert drawn.ceiling == 24
    assert [point.x for point in drawn.lines[0]] == [34, 118, 202, 286]
    assert [point.y for point in drawn.lines[0]] == [34, 105.2, 74.7, 115.3]
    assert drawn.ground == 156


def test_a_range_stands_between_its_ends_and_a_table_without_a_count_keeps_its_place() -> None:
    drawn = plot([{1: (36, 36), 3: (9, 16)}], [1, 2, 3], width=320, height=190, margin=34)
    last = drawn.lines[0][1]
    assert (last.x, last.is_range, last.high < last.y < last.low) == (286, True, True)
    assert drawn.marks == ((1, 34), (2, 160), (3, 286))


numbers = st.integers(min_value=1, max_value=9)
series = st.dictionaries(numbers, st.one_of(st.none(), st.frozensets(st.integers(0, 12)))).map(
    lambda found: [Gathering(number, present=present) for number, present in found.items()]
)


@settings(max_examples=60)
@given(series)
def test_nobody_both_stopped_and_sat_at_the_last_table(tables: list[Gathering[int]]) -> None:
    known = sorted((one for one in tables if one.present is not None), key=lambda one: one.number)
    gone = {one.who for one in stopped(tables)}
    ever = frozenset[int]().union(*(one.present for one in known if one.present is not None))
    last = known[-1].present if known else frozenset()
    assert last is not None
    assert gone == ever - last
    curve = kept(tables)
    assert [one.number for one in curve] == [one.number for one in known]
    assert all(0 <= one.still <= one.of for one in curve)
    assert not curve or curve[0].still == curve[0].of


@settings(max_examples=60)
@given(
    st.dictionaries(numbers, st.tuples(st.integers(0, 300), st.integers(0, 300)).map(lambda ends: tuple(sorted(ends))))
)
def test_every_point_lies_in_the_box_and_more_people_stand_higher(counts: dict[int, tuple[int, int]]) -> None:
    (points,) = plot([counts], counts, width=320, height=190, margin=34).lines
    assert all(34 <= point.x <= 286 and 34 <= point.high <= point.low <= 156 for point in points)
    for one in points:
        for other in points:
            if one.most > other.most:
                assert one.high <= other.high
