"""Deeds on one roundtable take turns, so that what is pressed twice is done once, and tell the board of it."""

from __future__ import annotations

from django.db.models import F

from maillage.cooperation.models import BoardVersion, Roundtable

# Rows are locked in one order everywhere, so that no two deeds wait for each other for ever:
# region (only where a number of its series is given), roundtable (several by primary key), invitation, contact,
# admission, guest seat, and what is written besides: board, trail, outbox.


def take_turn(roundtable: Roundtable) -> None:
    """Wait until no other transaction changes this roundtable, and keep others waiting until this one ends."""
    Roundtable.objects.select_for_update(of=("self",)).values_list("pk").get(pk=roundtable.pk)


def touch_board(roundtable: Roundtable) -> None:
    """Let pages that ask every two seconds see a change; call it inside the transaction of the change.

    The row stays locked until the end of the transaction, so numbers grow in the order in which changes can be seen.
    """
    if not BoardVersion.objects.filter(roundtable=roundtable).update(number=F("number") + 1):
        BoardVersion.objects.bulk_create([BoardVersion(roundtable=roundtable)], ignore_conflicts=True)
        BoardVersion.objects.filter(roundtable=roundtable).update(number=F("number") + 1)
