"""Timed work of people: what the classification promises to forget is forgotten every day."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from maillage.kit.retention import erase_what_is_over
from maillage.kit.ticks import tick


@tick("data whose time is over", every=timedelta(days=1))
def forget_what_is_over() -> None:
    """Empty columns and delete rows as declared on the models of every floor."""
    erase_what_is_over(timezone.now())
