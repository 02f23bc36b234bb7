"""A form that arrives twice, because a finger was impatient or a line was slow, makes one row."""

from __future__ import annotations

from datetime import timedelta
from typing import TypeVar

from django.db.models import Model, QuerySet
from django.utils import timezone

Row = TypeVar("Row", bound=Model)
A_MOMENT = timedelta(minutes=1)


def just_made(same: QuerySet[Row], column: str) -> Row | None:
    """Return the row that says the same and was made a moment ago; call it once other writers are kept waiting."""
    return same.filter(**{f"{column}__gt": timezone.now() - A_MOMENT}).first()
