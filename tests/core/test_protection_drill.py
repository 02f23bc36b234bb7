"""The attacker's drill: random tables with heavy tails, editions, nested tables, and a naive control that must break.

The long form is the same with PROTECTION_TABLES=2000.
"""

from __future__ import annotations

import os

import numpy as np
import pytest

from maillage.core.protection.editions import protect
from maillage.core.protection.history import History
from maillage.core.protection.rules import PUBLIC
from tests.core.protection_trials import (
    Tally,
    a_nested_pair,
    a_table,
    heavy_tailed,
    naively,
    one_edition,
    two_editions,
)

TABLES = int(os.environ.get("PROTECTION_TABLES", "60"))
pytestmark = pytest.mark.drill


def chance(trial: int) -> np.random.Generator:
    return np.random.default_rng([4, trial])


def told(word: str, tally: Tally) -> str:
    return f"{word}: {tally}, share shown {tally.large_shown / max(1, tally.large):.3f}"


def test_no_hidden_count_is_pinned_or_narrow_and_four_in_five_large_ones_are_shown() -> None:
    single, series, inside = Tally(), Tally(), Tally()
    trial = 0
    while single.tables + series.tables + inside.tables < TABLES:
        rng = chance(trial)
        rows, columns = int(rng.integers(9, 12)), int(rng.integers(5, 7))
        if trial % 10 in {3, 8}:
            two_editions(rng, rows, columns, series, only_grow=False)
        elif trial % 20 == 5:
            a_nested_pair(rng, rows, columns, inside)
        else:
            one_edition(rng, rows, columns, single)
        trial += 1
    words = "\n".join(told(*pair) for pair in (("single", single), ("series", series), ("nested", inside)))
    print(words)  # noqa: T201 - the long form is read for its figures
    for tally in (single, series, inside):
        assert (tally.pinned, tally.narrow, tally.unproved) == (0, 0, 0), words
        assert tally.hidden > 5 * tally.tables
    shown = sum(tally.large_shown for tally in (single, series, inside))
    assert shown >= 0.8 * sum(tally.large for tally in (single, series, inside)), words


def test_counts_that_only_grow_give_no_small_rise_away() -> None:
    tally = Tally()
    for trial in range(max(2, TABLES // 30)):
        two_editions(chance(10_000 + trial), 8, 5, tally, only_grow=True)
    print(told("growing", tally))  # noqa: T201 - the long form is read for its figures
    assert (tally.pinned, tally.narrow, tally.small_rises_told) == (0, 0, 0)


def test_the_same_attacker_breaks_tables_whose_small_counts_alone_are_hidden() -> None:
    widths = [
        width
        for trial in range(max(10, TABLES // 6))
        for width in naively(a_table("naive", heavy_tailed(chance(trial), 10, 6))).values()
    ]
    pinned, narrow = sum(width < 0.5 for width in widths), sum(width < PUBLIC.width for width in widths)
    print(f"naive: {len(widths)} hidden, {pinned} pinned, {narrow} too narrow")  # noqa: T201 - read for its figures
    assert pinned > 0.01 * len(widths)
    assert narrow > 0.2 * len(widths)


def test_the_same_attacker_breaks_two_editions_that_were_protected_each_by_itself() -> None:
    """What each hides alone, the other shows: a table of 2025, and the same counts with another pattern in 2026."""
    broken = 0
    for trial in range(4):
        counts = heavy_tailed(chance(trial), 8, 5)
        first = protect(a_table("first", counts, series="one"))
        grown = counts.copy()
        grown[:2] += 40
        alone = protect(a_table("second", grown, series="one"))
        tally = Tally()
        tally.read((first.edition, alone.edition))
        broken += tally.narrow
        together = Tally()
        later = protect(a_table("second", grown, series="one"), history=History(published=(first.edition,)))
        together.read((first.edition, later.edition))
        assert (together.pinned, together.narrow) == (0, 0)
    assert broken > 0
