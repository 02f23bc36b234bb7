"""kill -9 of the worker while it sends: each letter arrives, and without the reaper one hangs for ever."""

from __future__ import annotations

import json
import os
from dataclasses import asdict
from pathlib import Path

from tests.drills import worker

LETTERS = 1000 if "DRILL_KILLS" in os.environ else 200
KILLS = int(os.environ.get("DRILL_KILLS", "2"))


def test_each_committed_letter_arrives_and_repeats_keep_their_id(empty: Path) -> None:
    figures = worker.drill(empty, letters=LETTERS, kills=KILLS)
    print(json.dumps({"drill": "worker", **asdict(figures)}))  # noqa: T201 - the figure is what the drill is for
    assert (figures.queued, figures.arrived) == (LETTERS, LETTERS)
    assert (figures.never_sent, figures.invented, figures.repeats_under_another_id) == (0, 0, 0)
    assert (figures.still_waiting, figures.jobs_not_finished) == (0, 0)


def test_without_the_reaper_a_killed_worker_leaves_something_behind(empty: Path) -> None:
    figures = worker.drill(empty, letters=40, kills=3, with_reaper=False)
    assert figures.jobs_not_finished + figures.still_waiting > 0
    assert not figures.is_well
