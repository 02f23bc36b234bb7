"""What a lift may cost, by figures reckoned by hand."""

from __future__ import annotations

from decimal import Decimal

import pytest

from maillage.core.ride_money import Breach, Lift, Rules, breaches, contribution

FRANCE = Rules(cap_eur_per_km=Decimal("0.32"), longest_km=100, rural_only=True)


def lift(km: str, **more: bool | None) -> Lift:
    return Lift(Decimal(km), **{"by_resources": True, **more})  # type: ignore[arg-type]  # words of one kind


@pytest.mark.parametrize(
    ("km", "asked", "given"),
    [
        ("60", "0.32", "19.20"),
        ("60", "0.50", "19.20"),
        ("12.3", "0.30", "3.69"),
        ("0.1", "0.32", "0.03"),
        ("9", "0", "0.00"),
    ],
)
def test_the_cap_holds_and_cents_are_cut_off(km: str, asked: str, given: str) -> None:
    assert contribution(lift(km), Decimal(asked), FRANCE) == Decimal(given)


def test_without_a_cap_what_is_asked_is_given() -> None:
    assert contribution(Lift(Decimal(10)), Decimal("0.45"), Rules()) == Decimal("4.50")


def test_a_lift_that_is_too_far_costs_nothing_and_is_named() -> None:
    assert breaches(lift("100"), FRANCE) == ()
    assert breaches(lift("100.1"), FRANCE) == (Breach.TOO_FAR,)
    assert contribution(lift("100.1"), Decimal("0.10"), FRANCE) == 0


def test_who_qualifies_has_to_be_said_where_a_cap_is_set() -> None:
    unsaid = Lift(Decimal(10))
    assert breaches(unsaid, FRANCE) == (Breach.NOT_SAID,)
    assert contribution(unsaid, Decimal("0.10"), FRANCE) == 0
    assert breaches(unsaid, Rules()) == ()


def test_who_qualifies_by_place_alone_stays_in_rural_places_or_goes_to_an_interchange() -> None:
    def by_place(there: bool | None) -> Lift:
        return Lift(Decimal(10), by_place=True, may_end_there=there)

    assert breaches(by_place(False), FRANCE) == (Breach.LEAVES_RURAL,)
    assert breaches(by_place(True), FRANCE) == breaches(by_place(None), FRANCE) == ()
    assert breaches(Lift(Decimal(10), by_place=True, by_resources=True, may_end_there=False), FRANCE) == ()
