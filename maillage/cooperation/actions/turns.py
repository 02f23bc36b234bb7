"""Deeds on one roundtable take turns, so that what is pressed twice at one moment is done once."""

from __future__ import annotations

from maillage.cooperation.models import Roundtable


def take_turn(roundtable: Roundtable) -> None:
    """Wait until no other transaction changes this roundtable, and keep others waiting until this one ends."""
    Roundtable.objects.select_for_update(of=("self",)).values_list("pk").get(pk=roundtable.pk)
