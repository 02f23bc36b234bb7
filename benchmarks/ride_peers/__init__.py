"""Engines that plan the same week, each alone in its process: the week comes in as JSON, the routes go out as JSON."""

from __future__ import annotations

import json
import resource
import sys
from types import SimpleNamespace
from typing import Any

# A request, "pickup" or "dropoff", and when.
ToldStop = tuple[str, str, int]


def asked() -> tuple[Any, float]:
    """Return the week, whose fields are named as in the contract of the planner, and the seconds that are allowed.

    The contract itself cannot be imported here: with it comes HiGHS, which bears no OR-Tools in its process.
    """
    return json.load(sys.stdin, object_hook=lambda found: SimpleNamespace(**found)), float(sys.argv[1])


def tell(outings: dict[str, list[ToldStop]], proof: str = "none") -> None:
    """Print the stops of each trip that is driven, what is proved of them, and the most memory of the process."""
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(json.dumps({"outings": outings, "proof": proof, "peak_mb": peak_mb}))


def needs_of(week: Any) -> list[str]:
    """Return all that is needed or offered in the week, so that each has a number."""
    return sorted({need for request in week.requests for need in request.needs})
