"""What a lift may cost and whether a country's rules allow it: distance, who qualifies, the cap a kilometre."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal
from enum import StrEnum

CENT = Decimal("0.01")
NOTHING = Decimal("0.00")


class Breach(StrEnum):
    """Which rule a lift does not keep."""

    TOO_FAR = "too far"
    NOT_SAID = "not said who qualifies"
    LEAVES_RURAL = "leaves rural places"


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of a region; what is None or False is not asked."""

    cap_eur_per_km: Decimal | None = None
    longest_km: int | None = None
    rural_only: bool = False


@dataclass(frozen=True, slots=True)
class Lift:
    """One way of one rider. `may_end_there` tells whether both ends are rural or an interchange; None is not known."""

    km: Decimal
    by_place: bool = False
    by_resources: bool = False
    may_end_there: bool | None = None


def breaches(lift: Lift, rules: Rules) -> tuple[Breach, ...]:
    """Return which rules a lift does not keep, in the order of `Breach`.

    Who qualifies is asked only where the rules of the country make a contribution hang on it, that is where they set a
    cap. Whether a place is rural is held against nobody while it is not known.
    """
    found = []
    if rules.longest_km is not None and lift.km > rules.longest_km:
        found.append(Breach.TOO_FAR)
    if rules.cap_eur_per_km is not None and not (lift.by_place or lift.by_resources):
        found.append(Breach.NOT_SAID)
    only_by_place = lift.by_place and not lift.by_resources
    if rules.rural_only and only_by_place and lift.may_end_there is False:
        found.append(Breach.LEAVES_RURAL)
    return tuple(found)


def contribution(lift: Lift, asked_per_km: Decimal, rules: Rules) -> Decimal:
    """Return what a rider gives for one way, in EUR: never above the cap, cents cut off, nothing against the rules."""
    if breaches(lift, rules):
        return NOTHING
    per_km = asked_per_km if rules.cap_eur_per_km is None else min(asked_per_km, rules.cap_eur_per_km)
    return max((lift.km * per_km).quantize(CENT, ROUND_DOWN), NOTHING)
