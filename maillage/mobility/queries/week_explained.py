"""Why some have no lift, as plain values without names."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from maillage.core.carpool.nouns import Plan
from maillage.core.carpool.obstacles import Obstacle
from maillage.core.carpool.reasons import Reason, reasons
from maillage.mobility.queries.week_asked import WeekAsked
from maillage.mobility.queries.week_rows import NOT_LOOKED_FOR

Stop = Callable[[], bool]
Tell = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Explained:
    """By the key of a leg the kind of its reason and the facts of its sentence."""

    reasons: dict[str, tuple[str, dict[str, Any]]] = field(default_factory=dict)


def explained(asked: WeekAsked, found: Plan, should_stop: Stop, tell: Tell) -> Explained:
    """Return the reason of each leg without a lift."""
    why = reasons(asked.week, found, should_stop=should_stop, tell=lambda done, total: tell("reasons", done, total))
    known = {reason.request: (str(reason.kind), facts_of(reason)) for reason in why}
    served = found.trip_of
    return Explained(
        reasons={
            request.key: known.get(request.key, (NOT_LOOKED_FOR, {}))
            for request in asked.week.requests
            if request.key not in served
        },
    )


def facts_of(reason: Reason) -> dict[str, Any]:
    """Return what the sentence of a reason needs: minutes, words, numbers, the offer; never a person nor a need."""
    told = told_of(reason.obstacles[0])
    also = [str(obstacle.kind) for obstacle in reason.obstacles[1:]]
    return {**told, "also": list(dict.fromkeys(also))} if also else told


def told_of(obstacle: Obstacle) -> dict[str, Any]:
    """Return the facts of one obstacle, those that are empty left out."""
    facts = {
        "offer": int(obstacle.trip.partition("/")[0]) if obstacle.trip and obstacle.trip[0].isdigit() else 0,
        "minutes": -(-obstacle.seconds // 60),
        "early": -(-obstacle.early // 60),
        "late": -(-obstacle.late // 60),
        "seats": obstacle.seats,
        "others": len(obstacle.others),
    }
    return {name: value for name, value in facts.items() if value}
