"""kill -9 during acknowledged writes: nothing that was told is lost, and a server that lies is found out."""

from __future__ import annotations

import json
import os
from dataclasses import asdict
from pathlib import Path

import pytest

from tests.drills import crash
from tests.drills.ledger import Ledger

WRITES = int(os.environ.get("DRILL_WRITES", "200"))
KILLS = int(os.environ.get("DRILL_KILLS", "3"))


def test_no_acknowledged_line_is_lost_or_doubled(demonstration: Path) -> None:
    assert_nothing_is_lost(crash.drill(demonstration, writes=WRITES, kills=KILLS))


@pytest.mark.skipif("DRILL_WRITES" not in os.environ, reason="The long form runs on PostgreSQL too.")
def test_the_same_holds_on_postgresql(demonstration_on_postgresql: tuple[Path, str]) -> None:
    home, url = demonstration_on_postgresql
    assert_nothing_is_lost(crash.drill(home, writes=WRITES, kills=KILLS, url=url))


def assert_nothing_is_lost(figures: crash.Figures) -> None:
    print(json.dumps({"drill": "crash", **asdict(figures)}))  # noqa: T201 - the figure is what the drill is for
    assert (figures.lost, figures.doubled, figures.altered, figures.invented) == (0, 0, 0, 0)
    assert (figures.integrity, figures.acknowledged, figures.kills) == ("ok", WRITES, KILLS)


def test_a_server_that_acknowledges_before_it_saves_is_found_out(demonstration: Path) -> None:
    figures = crash.drill(demonstration, writes=120, kills=2, settings="tests.drills.early_settings")
    assert figures.lost > 0
    assert not figures.is_well


def test_the_ledger_tells_lost_doubled_altered_and_invented_apart() -> None:
    ledger = Ledger()
    for key, text in (("a", "été"), ("b", "noc"), ("c", "وقت"), ("d", "never acknowledged")):
        ledger.send(key, text)
    for key in "abc":
        ledger.acknowledge(key)
    assert set(ledger.compare([("a", "été"), ("b", "noc"), ("c", "وقت")]).values()) == {0}
    held = [("a", "été"), ("", "été"), ("b", "nuit"), ("z", "nobody wrote this")]
    assert ledger.compare(held) == {"lost": 1, "doubled": 1, "altered": 1, "invented": 2}
