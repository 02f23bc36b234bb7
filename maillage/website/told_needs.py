"""What the public is told of a need: its state and its promise, reckoned from flat rows read in one query."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from maillage.cooperation.enums import CLOSED, Progress
from maillage.kit.fields import LocalWording

KNOTS = {"closed": "cut", "late": "late", "promised": "tied", "answered": "kept", "open": "open"}


@dataclass(frozen=True)
class Promise:
    """One public promise of a need, with how its owner told it last."""

    pk: int
    by: str | None
    has_owner: bool
    text: LocalWording
    due_on: date | None
    is_example: bool
    progress: str
    told_at: datetime | None
    told: LocalWording | None

    def is_late(self, today: date) -> bool:
        said_so = self.progress in {Progress.LATE, Progress.BLOCKED}
        return said_so or (self.due_on is not None and self.due_on < today)


def gathered(rows: Iterable[Any], today: date) -> list[Any]:
    """Make one need of the rows that differ only in their promise, each with its state, in the order they came."""
    needs: dict[int, Any] = {}
    promises: dict[int, dict[int, Promise]] = {}
    for row in rows:
        needs.setdefault(row.pk, row)
        found = promises.setdefault(row.pk, {})
        if row.promise_is_public:
            found.setdefault(row.promise_pk, _promise_of(row))
    return [_with_state(need, list(promises[key].values()), today) for key, need in needs.items()]


def _promise_of(row: Any) -> Promise:
    return Promise(
        pk=row.promise_pk,
        by=row.promise_owner,
        has_owner=bool(row.promise_organisation or row.promise_contact),
        text=row.promise_words,
        due_on=row.promise_due_on,
        is_example=row.promise_made_up,
        progress=row.promise_progress or "",
        told_at=row.promise_told_at,
        told=row.promise_told,
    )


def _with_state(need: Any, promises: list[Promise], today: date) -> Any:
    """Write state, knot and the promise that matters most onto a need."""
    standing = sorted(
        (one for one in promises if one.progress not in CLOSED), key=lambda one: (one.due_on or date.max, one.pk)
    )
    done = [one for one in promises if one.progress == Progress.DONE]
    kept = max(done, key=lambda one: (one.told_at, one.pk), default=None)
    first = standing[0] if standing else None
    need.state = _state(need, standing, bool(done), today)
    need.knot = KNOTS[need.state]
    need.promise_by = first.by if first else None
    need.promise_text = first.text if first else None
    need.promise_due = first.due_on if first else None
    told = first or kept
    need.promise_is_example = told.is_example if told else False
    need.kept_text = kept.text if kept else None
    need.result_text = kept.told if kept else None
    need.was_dropped = any(one.progress == Progress.DROPPED for one in promises)
    return need


def _state(need: Any, standing: list[Promise], is_kept: bool, today: date) -> str:
    if need.closed_on:
        return "closed"
    if any(one.is_late(today) for one in standing):
        return "late"
    if any(one.has_owner for one in standing):
        return "promised"
    return "answered" if is_kept or need.practices else "open"
