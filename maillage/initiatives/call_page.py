"""What the page of a call tells, to the public and as a preview on the desk."""

from __future__ import annotations

from typing import Any

from maillage.core.judging import shares
from maillage.initiatives.call_needs import needs_of
from maillage.initiatives.call_words import KNOTS, closing_of, euros, share, standing_of
from maillage.initiatives.enums import CallState
from maillage.initiatives.models import Criterion, PilotCall
from maillage.initiatives.queries.calls import chosen_in, grid_of, state_of


def told_of_call(call: PilotCall) -> dict[str, Any]:
    """Find what the page of a call shows; pilots once it is decided, questions until then."""
    state = state_of(call)
    is_decided = state == CallState.DECIDED
    return {
        "call": call,
        "state": str(state),
        "knot": KNOTS[state],
        "standing": standing_of(call),
        "closing": closing_of(call),
        "budget": euros(call.budget_eur),
        "largest": euros(call.largest_grant_eur),
        "themes": list(call.themes.all()),
        "needs": needs_of(call, public=True),
        "grid": with_shares(list(call.criteria.all())),
        "questions": [] if is_decided else list(call.questions.all()),
        "pilots": [(pilot, euros(pilot.budget_eur)) for pilot in chosen_in(call)] if is_decided else [],
    }


def with_shares(criteria: list[Criterion]) -> list[tuple[Criterion, str]]:
    """Return each line of the grid with what it counts, in per cent."""
    counts = shares(grid_of(criteria)) if criteria else {}
    return [(line, share(float(counts[line.pk]))) for line in criteria]
