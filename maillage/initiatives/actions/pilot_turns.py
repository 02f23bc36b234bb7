"""Deeds on one pilot take turns, so that what is pressed twice is done once."""

from __future__ import annotations

from maillage.initiatives.models import Pilot


def take_turn(pilot: Pilot) -> None:
    """Wait until no other transaction changes this pilot, and keep others waiting until this one ends."""
    Pilot.objects.select_for_update(of=("self",)).values_list("pk").get(pk=pilot.pk)
