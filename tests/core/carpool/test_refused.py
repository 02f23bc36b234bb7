"""A week that cannot be is refused, with a key and the place where it goes wrong."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from maillage.core.carpool.nouns import Refused, Request, Trip, Week, Window
from maillage.core.carpool.planning import plan_week

TRAVEL = np.array([[0, 600], [500, 0]])
RIDE = Request("ride", 0, 1, Window(0, 100), Window(0, 900), 900)
DRIVE = Trip("drive", "Anna", 0, 1, 0, 5000, 3, 600)
WEEK = Week(TRAVEL, (RIDE,), (DRIVE,))


def refusal(week: Week) -> tuple[str, str]:
    with pytest.raises(Refused) as refused:
        plan_week(week)
    assert refused.value.key in str(refused.value)
    return refused.value.key, refused.value.where


@pytest.mark.parametrize(
    ("wrong", "key"),
    [
        ({"pickup": Window(100, 99)}, "window_reversed"),
        ({"dropoff": Window(1, 0)}, "window_reversed"),
        ({"pickup": Window(0, 10**12)}, "time_out_of_range"),
        ({"destination": 0}, "same_place"),
        ({"origin": 2}, "unknown_place"),
        ({"origin": -1}, "unknown_place"),
        ({"seats": 0}, "seats_not_positive"),
        ({"seats": -2}, "seats_not_positive"),
        ({"seats": 10**6}, "seats_too_many"),
        ({"longest": -1}, "longest_negative"),
        ({"longest": 10**12}, "time_out_of_range"),
        ({"boarding": -1}, "boarding_negative"),
        ({"couple": "nobody"}, "couple_unknown"),
        ({"couple": "ride"}, "couple_not_mutual"),
    ],
)
def test_an_impossible_request_is_refused_by_its_name(wrong: dict[str, Any], key: str) -> None:
    assert refusal(replace(WEEK, requests=(replace(RIDE, **wrong),))) == (key, "ride")


def test_a_couple_names_each_other() -> None:
    other = replace(RIDE, key="other", couple="third")
    third = replace(RIDE, key="third", couple="other")
    assert refusal(replace(WEEK, requests=(replace(RIDE, couple="other"), other, third))) == (
        "couple_not_mutual",
        "ride",
    )


@pytest.mark.parametrize(
    ("wrong", "key"),
    [
        ({"seats": 0}, "seats_not_positive"),
        ({"leaves": 6000}, "hours_reversed"),
        ({"destination": 7}, "unknown_place"),
        ({"detour": -1}, "detour_negative"),
        ({"detour": 10**12}, "time_out_of_range"),
    ],
)
def test_an_impossible_trip_is_refused_by_its_name(wrong: dict[str, Any], key: str) -> None:
    assert refusal(replace(WEEK, trips=(replace(DRIVE, **wrong),))) == (key, "drive")


@pytest.mark.parametrize(
    ("travel", "key", "where"),
    [
        (np.zeros((2, 3), dtype=np.int64), "matrix_not_square", ""),
        (np.zeros(4, dtype=np.int64), "matrix_not_square", ""),
        (np.array([[0.0, np.nan], [1.0, 0.0]]), "matrix_hole", "0 → 1"),
        (np.array([[0.0, 1.5], [1.0, 0.0]]), "matrix_not_whole", "0 → 1"),
        (np.array([["0", "1"], ["1", "0"]]), "matrix_not_whole", ""),
        (np.array([[0, 1], [-1, 0]]), "matrix_negative", "1 → 0"),
        (np.array([[0, 1], [1, 5]]), "matrix_diagonal", "1"),
    ],
)
def test_a_matrix_with_holes_or_nonsense_is_refused(travel: Any, key: str, where: str) -> None:
    assert refusal(replace(WEEK, travel=travel)) == (key, where)


def test_keys_are_distinct_and_caps_are_no_debts() -> None:
    assert refusal(replace(WEEK, requests=(RIDE, RIDE))) == ("duplicate_key", "ride")
    assert refusal(replace(WEEK, trips=(DRIVE, DRIVE))) == ("duplicate_key", "drive")
    assert refusal(replace(WEEK, caps={"Anna": -1})) == ("cap_negative", "Anna")


def test_a_whole_matrix_of_floats_is_a_matrix() -> None:
    assert plan_week(replace(WEEK, travel=TRAVEL.astype(float))).served.value == 1
