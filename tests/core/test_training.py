"""How long training holds."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from maillage.core.training import is_good, last_day


@pytest.mark.parametrize(
    ("held_on", "months", "last"),
    [
        (date(2026, 1, 15), 12, date(2027, 1, 15)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2027, 8, 31), 6, date(2028, 2, 29)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 12, 1), 1, date(2027, 1, 1)),
        (date(2026, 5, 5), None, date.max),
        (date(9999, 5, 5), 240, date.max),
    ],
)
def test_training_is_good_until_the_same_day_so_many_months_later(held_on, months, last) -> None:
    assert last_day(held_on, months) == last
    assert is_good(held_on, months, held_on)
    assert is_good(held_on, months, last)
    assert not is_good(held_on, months, held_on - timedelta(days=1))
    if last != date.max:
        assert not is_good(held_on, months, last + timedelta(days=1))
