"""People are spread evenly, categories are mixed, and the same people are always spread alike."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.core.rooms import Comer, spread

categories = st.lists(st.sampled_from(["ngo", "local_authorities", "citizens", "newcomers", ""]), max_size=40)
room_counts = st.integers(1, 6)


def people(named):
    return [Comer(number, category) for number, category in enumerate(named)]


@given(categories, room_counts)
def test_sizes_and_categories_differ_by_one_at_most(named, count):
    rooms = list(range(1, count + 1))
    seats = spread(people(named), rooms)
    assert set(seats) == set(range(len(named)))
    sizes = Counter(seats.values())
    assert max(sizes[room] for room in rooms) - min(sizes[room] for room in rooms) <= 1
    for category in set(named):
        of_it = Counter(seats[person.id] for person in people(named) if person.category == category)
        assert max(of_it[room] for room in rooms) - min(of_it[room] for room in rooms) <= 1


@given(categories, room_counts)
def test_the_same_people_are_spread_alike(named, count):
    rooms = list(range(1, count + 1))
    assert spread(people(named), rooms) == spread(people(named), rooms)


@given(categories.filter(bool), st.integers(2, 5))
def test_whoever_leads_a_room_sits_in_it_and_the_rest_balances(named, count):
    rooms = list(range(1, count + 1))
    fixed = {0: rooms[-1]}
    seats = spread(people(named), rooms, fixed)
    assert seats[0] == rooms[-1]
    sizes = Counter(seats.values())
    assert max(sizes[room] for room in rooms) - min(sizes[room] for room in rooms) <= 1


def test_the_tie_break_is_the_stated_one():
    comers = [Comer("a", "ngo"), Comer("b", "local"), Comer("c", "ngo"), Comer("d", "local"), Comer("e", "ngo")]
    assert spread(comers, [1, 2]) == {"a": 1, "c": 2, "e": 1, "b": 2, "d": 1}


def test_without_a_room_nobody_can_sit():
    with pytest.raises(ValueError, match="no room"):
        spread(people(["ngo"]), [])
