"""Where one more volunteer would help most, against planning the week again with each of them."""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from dataclasses import replace
from functools import partial

import pytest

from maillage.core.carpool.aims import Limits
from maillage.core.carpool.nouns import Proof, Refused, Trip, Week, Window
from maillage.core.carpool.planning import plan_week
from maillage.core.carpool.value import Gain, Search, half_days, where_next
from tests.core.carpool.crowded_weeks import DAY, HOUR, a_crowded_week

WEEKS = int(os.environ.get("LIFT_VALUES", "2"))
MORNINGS = [Window(day * DAY + 6 * HOUR, day * DAY + 11 * HOUR) for day in range(2)]


def by_planning_again(week: Week, candidates: tuple[Trip, ...]) -> list[tuple[str, int]]:
    """Return all candidates with their gains, the best first, by planning the week again with each."""
    base = plan_week(week).served
    gains = []
    for number, trip in enumerate(candidates):
        served = plan_week(replace(week, trips=(*week.trips, trip))).served
        assert served.value == served.bound
        gains.append((base.value - served.value, number, trip.key))
    assert base.value == base.bound
    return [(key, -less) for less, _number, key in sorted(gains)]


def shown(gains: tuple[Gain, ...]) -> list[tuple[str, int]]:
    assert all(gain.more.is_best for gain in gains)
    return [(gain.trip.key, gain.more.value) for gain in gains]


def crooked(week: Week) -> Week:
    """Return the week with roads on which a way round is sometimes quicker."""
    travel = week.travel.copy()
    travel[0, 1:] *= 3
    return replace(week, travel=travel)


def test_the_ranking_is_that_of_planning_again_with_each_and_takes_fewer_plans() -> None:
    rng = random.Random(11)
    plans = reckoned = helped = 0
    for number in range(WEEKS):
        week = a_crowded_week(rng, requests=10, trips=3, generous=bool(number % 2))
        week = crooked(week) if number % 4 == 1 else week
        homes = rng.sample(range(len(week.travel)), 4) * 2
        slots = half_days(homes[:4], MORNINGS, seats=2, offers=frozenset({"child_seat"}))
        # Other kinds beside: a way from place to place, a known driver, a neighbour next door.
        way = replace(slots[0], key="way", driver="way", destination=homes[1], detour=1_800)
        known = replace(slots[1], key="known", driver=week.trips[0].driver)
        candidates = (*slots, way, known, replace(slots[-1], key="next door", driver="next door"))
        expected = by_planning_again(week, candidates)
        assert shown(where_next(week, candidates).gains) == expected
        for most in (1, 3):
            ranking = where_next(week, candidates, most=most)
            assert shown(ranking.gains) == expected[:most]
            plans, reckoned = plans + ranking.plans, reckoned + len(candidates) + 1
        helped += expected[0][1] > 0
    assert plans < reckoned
    assert helped > WEEKS // 2


def test_neighbours_who_gain_the_same_are_ranked_without_planning_with_each() -> None:
    week = a_crowded_week(random.Random(1), requests=6, trips=1)
    (slot, *_others) = half_days([0], MORNINGS)
    candidates = [replace(slot, key=f"n{number}", driver=f"n{number}") for number in range(20)]
    ranking = where_next(week, candidates)
    assert [gain.trip.key for gain in ranking.gains] == [trip.key for trip in candidates]
    assert len({gain.more for gain in ranking.gains}) == 1
    assert ranking.plans == 2


def test_half_days_are_slots_from_home_to_home() -> None:
    first, *_others, last = half_days([4, 2], MORNINGS, seats=3)
    assert first == Trip("+4@21600", "+4@21600", 4, 4, 6 * HOUR, 11 * HOUR, 3, 5 * HOUR)
    assert (last.key, last.origin) == ("+2@108000", 2)


def test_a_candidate_that_can_carry_nobody_helps_nobody() -> None:
    week = a_crowded_week(random.Random(1), requests=4, trips=1)
    ranking = where_next(week, half_days([0], [Window(20 * HOUR, 21 * HOUR)]))
    assert shown(ranking.gains) == [("+0@72000", 0)]


def test_equal_candidates_keep_their_order() -> None:
    week = a_crowded_week(random.Random(1), requests=6, trips=1)
    (first, *_others) = half_days([0], MORNINGS)
    twins = [replace(first, key=name, driver=name) for name in ("b", "a", "c")]
    found = where_next(week, twins)
    assert [gain.trip.key for gain in found.gains] == ["b", "a", "c"]
    assert [gain.trip.key for gain in where_next(week, twins, most=2).gains] == ["b", "a"]


def test_a_key_that_is_taken_is_refused() -> None:
    week = a_crowded_week(random.Random(1), requests=2, trips=1)
    (one,) = half_days([0], MORNINGS[:1])
    for candidates in ([week.trips[0]], [one, one]):
        with pytest.raises(Refused, match="duplicate_key"):
            where_next(week, candidates)


def run_out(left: Iterator[int]) -> bool:
    return next(left, None) is None


def noted(told: list[tuple[int, int]], done: int, total: int) -> None:
    told.append((done, total))


def test_who_stops_the_reckoning_has_those_that_are_ranked_by_then() -> None:
    week = a_crowded_week(random.Random(1), requests=6, trips=1)
    slots = half_days([0, 1], MORNINGS)
    whole = where_next(week, slots)
    for times in range(12):
        told: list[tuple[int, int]] = []
        asked = iter(range(times))
        ranking = where_next(week, slots, should_stop=partial(run_out, asked), tell=partial(noted, told))
        assert told == [(number, 4) for number in range(1, len(told) + 1)]
        assert ranking.stopped == (len(ranking.gains) < 4)
        assert ranking.gains == whole.gains[: len(ranking.gains)]


def test_what_is_not_proved_stands_in_the_bound_of_the_gain() -> None:
    week = a_crowded_week(random.Random(1), requests=2, trips=1)
    (slot, *_others) = half_days([0], MORNINGS)
    search = Search(week, (slot,), Limits(), lambda: False)
    search.base.served = replace(search.base.served, value=3, bound=4)
    search.base.served_with = lambda tried: Proof(5, 7)  # type: ignore[method-assign]  # as if it were not proved
    assert search.gained(0, most=2) == Proof(2, 5)
