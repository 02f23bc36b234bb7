"""What organisations put right by their links: read from the trail, with what stood there before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models

from maillage.kit.models import AuditEntry

CORRECTED = "correct card"
SHOWN = 10


@dataclass(frozen=True)
class Correction:
    """One text or figure that was put right: when, by whom, from what to what."""

    at: datetime
    by: str
    column: str
    before: Any
    after: Any


def corrections_of(row: models.Model) -> list[Correction]:
    """Return what was put right by link on one card, the latest first."""
    known = AuditEntry.objects.filter(
        verb=CORRECTED, object_kind=row._meta.label_lower, object_id=str(row.pk)
    ).order_by("-at", "-pk")
    return [
        Correction(entry.at, entry.actor_label, column, change.get("before"), change.get("after"))
        for entry in known[:SHOWN]
        for column, change in entry.details.get("changed", {}).items()
    ]
