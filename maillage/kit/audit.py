"""Who acts, and the trail of what was done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils import timezone

from maillage.kit.models import AuditEntry


@dataclass(frozen=True)
class Actor:
    """Somebody signed in, somebody with a personal link, or the machine itself."""

    kind: str
    id: str = ""
    label: str = ""


SYSTEM = Actor("system", label="maillage")


def record(verb: str, *, by: Actor, on: models.Model | None = None, owner: str = "", **details: Any) -> AuditEntry:
    """Write one entry; call it inside the transaction of the deed. `details` never hold personal data."""
    return AuditEntry.objects.create(
        at=timezone.now(),
        verb=verb,
        actor_kind=by.kind,
        actor_id=by.id,
        actor_label=by.label[:150],
        owner=owner,
        object_kind=on._meta.label_lower if on is not None else "",
        object_id=str(on.pk) if on is not None else "",
        details=details,
    )
