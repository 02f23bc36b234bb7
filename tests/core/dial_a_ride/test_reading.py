"""A text that is no instance is refused with the reason and its line."""

from __future__ import annotations

import pytest

from maillage.core.dial_a_ride import Kind, Refused, read_instance

GOOD = "1 1 100 2 30\n0 0 0 0 0 0 100\n1 3 4 1 1 0 50\n2 6 8 1 -1 0 90\n3 0 0 0 0 0 100\n"
GOODS = "2 10 1\n0 0 0 0 0 100 0 0 0\n1 3 4 5 0 50 1 0 2\n2 6 8 -5 0 90 1 1 0\n"


def test_the_format_of_cordeau_is_read_with_one_depot_or_two() -> None:
    two, one = read_instance(GOOD), read_instance(GOOD.replace("3 0 0 0 0 0 100\n", ""))
    assert (two.kind, two.vehicles, two.capacity, two.longest_ride, two.number) == (
        Kind.DIAL_A_RIDE,
        1,
        2,
        30.0,
        (0, 1, 2, 3),
    )
    assert two.length((1, 2)) == one.length((1, 2)) == 20.0
    assert one.number == (0, 1, 2, 0)


def test_the_format_of_li_and_lim_puts_pickups_before_deliveries() -> None:
    instance = read_instance("2 10 1\n0 0 0 0 0 100 0 0 0\n1 6 8 -5 0 90 1 2 0\n2 3 4 5 0 50 1 0 1\n")
    assert (instance.kind, instance.number, instance.load.tolist()) == (
        Kind.PICKUP_AND_DELIVERY,
        (0, 2, 1, 0),
        [0, 5, -5, 0],
    )


@pytest.mark.parametrize(
    ("text", "key", "line"),
    [
        ("", "no-text", 0),
        ("1 2", "head-of-no-known-format", 1),
        (GOOD.replace("3 4", "3 four"), "no-number", 3),
        (GOOD.replace("3 4", "3 nan"), "no-number", 3),
        (GOOD.replace("1 1 100", "1 0 100"), "requests-not-from-1-to-1000", 1),
        (GOOD.replace("1 1 100", "1 2 100"), "stops-not-as-many-as-announced", 0),
        (GOOD.replace("100 2 30", "100 2 0"), "limit-not-above-nought", 1),
        (GOOD.replace("100 2 30", "100 0 30"), "no-capacity", 1),
        (GOOD.replace("1 1 100", "0 1 100"), "vehicles-not-above-nought", 1),
        (GOOD.replace("2 6 8", "5 6 8"), "stops-not-in-order", 4),
        (GOOD.replace("-1 0 90", "-1 0 90 7"), "stop-without-seven-values", 4),
        (GOOD.replace("1 3 4", "1.5 3 4"), "stop-number-not-whole", 3),
        (GOOD.replace("0 50", "60 50"), "window-ends-before-it-begins", 3),
        (GOOD.replace("3 4 1 1", "3 4 -1 1"), "service-below-nought", 3),
        (GOOD.replace("3 4 1 1", "3 4 1 1.5"), "load-not-whole", 3),
        (GOOD.replace("3 4 1 1", "3 4 1 3"), "load-not-from-1-to-capacity", 3),
        (GOOD.replace("8 1 -1", "8 1 -2"), "load-off-not-that-on", 4),
        (GOOD.replace("3 0 0 0 0", "3 0 0 0 1"), "load-at-the-depot", 2),
        (GOODS.replace("10 1", "10 2"), "speed-other-than-1", 1),
        (GOODS.replace("2 6 8", "1 6 8"), "stop-twice", 4),
        (GOODS.replace("0 0 0 0 0 100", "9 0 0 0 0 100"), "no-depot", 0),
        ("1 1 1\n0 0 0 0 0 9 0 0 0\n", "requests-not-from-1-to-1000", 0),
        (GOODS.replace("1 0 2", "1 0 9"), "pickup-without-its-delivery", 3),
        (GOODS + "3 6 8 -5 0 90 1 1 0\n", "delivery-without-its-pickup", 0),
        (GOODS.replace("90 1 1 0", "90 1 1"), "stop-without-nine-values", 4),
    ],
)
def test_a_broken_text_is_refused(text: str, key: str, line: int) -> None:
    with pytest.raises(Refused) as refused:
        read_instance(text)
    assert (refused.value.key, refused.value.line) == (key, line)
