"""A fingerprint of somebody's week of lifts, so that only what has changed is told again."""

from __future__ import annotations

import json
from collections.abc import Iterable
from hashlib import sha256
from typing import Any

from maillage.mobility.models import Outing, Ride, Unserved
from maillage.mobility.own_week import is_off, riding

NOTHING = ""


def mark_of_drives(outings: Iterable[Outing]) -> str:
    """Return the mark of what somebody drives; nothing where they drive nobody."""
    return _mark(
        [one.offer_id, one.on.isoformat(), one.leaves_at.isoformat(), one.arrives_at.isoformat(), _riders(one)]
        for one in outings
        if not is_off(one) and riding(one)
    )


def mark_of_seats(rides: Iterable[Ride], unserved: Iterable[Unserved]) -> str:
    """Return the mark of who drives somebody and when, and of the days without a lift; nothing where there is none."""
    seats = [
        [ride.request_id, ride.leg, ride.outing.volunteer_id, ride.pickup_at.isoformat(), ride.dropoff_at.isoformat()]
        for ride in rides
        if not is_off(ride) and not is_off(ride.outing)
    ]
    return _mark([*seats, *([row.request_id, row.on.isoformat(), row.leg] for row in unserved)])


def _riders(outing: Outing) -> list[list[Any]]:
    return [
        [ride.request_id, ride.leg, ride.pickup_at.isoformat(), ride.dropoff_at.isoformat()] for ride in riding(outing)
    ]


def _mark(parts: Iterable[list[Any]]) -> str:
    told = sorted(json.dumps(part) for part in parts)
    return sha256("\n".join(told).encode()).hexdigest() if told else NOTHING
