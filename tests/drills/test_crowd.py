"""The benchmark of the full roundtable in small: that it measures what it says, not how fast it goes."""

from __future__ import annotations

from pathlib import Path

from benchmarks import live
from tests.drills import homes

LINES = "SELECT count(*) FROM cooperation_note"
VERSIONS = "SELECT count(*) FROM cooperation_noteversion"


def test_everybody_reads_and_writes_without_an_error_and_every_deed_is_kept(demonstration: Path) -> None:
    before = [homes.rows(demonstration, question)[0][0] for question in (LINES, VERSIONS)]
    figures = live.measure(demonstration, readers=10, writers=2, seconds=2)
    assert (figures.errors, figures.what_went_wrong) == (0, {})
    assert (figures.reads, figures.writes) == (10, 4), "each as often as the rate says"
    lines, versions = (
        homes.rows(demonstration, question)[0][0] - earlier
        for question, earlier in zip((LINES, VERSIONS), before, strict=True)
    )
    assert versions >= lines > 0
    assert figures.lines_held == before[0] + lines
    assert figures.read_kilobytes > 0
