"""Two dozen guests want three seats at one moment: none is promised twice, none stays empty beside a queue."""

from __future__ import annotations

import json
import os
import warnings
from dataclasses import asdict
from pathlib import Path

import pytest

from tests.drills import last_seat
from tests.postgres import server

ATTEMPTS = int(os.environ.get("DRILL_SEATS", "40"))
IN_LONG_FORM = pytest.mark.skipif("DRILL_SEATS" not in os.environ, reason="PostgreSQL is drilled in the long form")


def assert_well(figures: last_seat.Figures) -> None:
    print(json.dumps({"drill": "last seat", **asdict(figures)}))  # noqa: T201 - the figure is what the drill is for
    assert figures.attempts >= ATTEMPTS
    assert figures.is_well


def test_the_last_seat_is_given_once(empty: Path) -> None:
    assert_well(last_seat.drill(empty, attempts=ATTEMPTS))


@IN_LONG_FORM
def test_the_last_seat_is_given_once_on_postgresql(empty: Path) -> None:
    with warnings.catch_warnings(action="ignore"), server() as url:
        assert_well(last_seat.drill(empty, attempts=ATTEMPTS, database="postgresql", DATABASE_URL=url))


@IN_LONG_FORM
def test_answers_that_take_no_turn_overbook(empty: Path) -> None:
    figures = last_seat.drill(empty, attempts=ATTEMPTS // 10, settings="tests.drills.careless_settings")
    print(json.dumps({"drill": "last seat, careless", **asdict(figures)}))  # noqa: T201 - so is that of the control
    assert figures.over > 0
    assert not figures.is_well


def test_each_wrong_is_counted_by_itself() -> None:
    told = {"a": last_seat.Told("kept", True, 1), "b": last_seat.Told("waits", True, 2), "c": last_seat.Told(errors=1)}
    stored = {"seats": 2, "taken": 2, "held": ["a", "b"], "waiting": [], "rose": ["b"]}
    well = last_seat.Figures("none")
    last_seat.compare(well, {**told, "c": last_seat.Told("", False, 1)}, stored)
    assert well.is_well
    wrong = last_seat.Figures("none")
    last_seat.compare(wrong, told, {**stored, "seats": 1, "rose": []})
    last_seat.compare(wrong, told, {"seats": 2, "taken": 2, "held": ["a"], "waiting": ["b"], "rose": []})
    assert asdict(wrong) == {
        "database": "none",
        "rounds": 0,
        "attempts": 6,
        "over": 1,
        "empty_while_somebody_waits": 1,
        "told_otherwise": 1,
        "counted_otherwise": 1,
        "server_errors": 2,
        "seconds": 0,
    }
