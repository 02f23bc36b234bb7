"""Twenty people write the same lines anew while kill -9 hits: each edit is kept, and none is overwritten unseen."""

from __future__ import annotations

import json
import os
from dataclasses import asdict
from pathlib import Path

import pytest

from tests.drills import edits
from tests.drills.edits import Edit, EditLedger

EACH = int(os.environ.get("DRILL_EDITS", "4"))
KILLS = int(os.environ.get("DRILL_EDIT_KILLS", "1"))


def assert_nothing_is_lost(figures: edits.Figures) -> None:
    print(json.dumps({"drill": "edits", **asdict(figures)}))  # noqa: T201 - the figure is what the drill is for
    assert (figures.lost, figures.overwritten, figures.doubled, figures.invented) == (0, 0, 0, 0)
    assert (figures.answered_otherwise, figures.broken_histories) == (0, 0)
    assert (figures.integrity, figures.acknowledged, figures.kills) == ("ok", edits.WRITERS * EACH, KILLS)
    assert figures.conflicts > 0, "nobody met anybody"


def test_each_acknowledged_edit_is_in_the_history_and_none_is_overwritten_unseen(demonstration: Path) -> None:
    assert_nothing_is_lost(edits.drill(demonstration, edits=EACH, kills=KILLS))


@pytest.mark.skipif("DRILL_EDITS" not in os.environ, reason="The long form runs on PostgreSQL too.")
def test_the_same_holds_on_postgresql(demonstration_on_postgresql: tuple[Path, str]) -> None:
    home, url = demonstration_on_postgresql
    assert_nothing_is_lost(edits.drill(home, edits=EACH, kills=KILLS, url=url))


def test_a_server_that_acknowledges_edits_before_it_looks_and_saves_is_found_out(demonstration: Path) -> None:
    figures = edits.drill(demonstration, edits=3, kills=1, settings="tests.drills.early_settings")
    assert figures.lost > 0
    assert figures.overwritten > 0
    assert not figures.is_well


def test_the_ledger_tells_what_is_wrong_apart() -> None:
    ledger = EditLedger()
    for text in ("first", "été", "noc", "وقت"):
        ledger.send(text)
    ledger.acknowledge(Edit("a", "k1", "été", seen=1, number=2))
    ledger.acknowledge(Edit("a", "k2", "noc", seen=2, number=3))
    history = [("a", 1, "first"), ("a", 2, "été"), ("a", 3, "noc")]
    assert set(ledger.compare(history, [("a", 3, "noc")]).values()) == {0}
    ledger.acknowledge(Edit("a", "k3", "وقت", seen=1, number=3))
    broken = [("a", 1, "first"), ("a", 3, "noc"), ("a", 4, "noc"), ("a", 5, "nobody wrote this")]
    assert ledger.compare(broken, [("a", 5, "été")]) == {
        "lost": 2,
        "overwritten": 2,
        "doubled": 1,
        "invented": 1,
        "broken_histories": 2,
    }
