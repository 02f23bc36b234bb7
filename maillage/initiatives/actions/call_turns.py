"""Deeds on one call take turns: whoever sends at the last second and whoever decides see the same clock and rows."""

from __future__ import annotations

from maillage.initiatives.models import PilotApplication, PilotCall

# Rows are locked in one order: call, application or assessor, region, and what is written besides.


def take_turn(call: PilotCall) -> PilotCall:
    """Wait until no other transaction changes this call, keep others waiting, and return it as it is now."""
    known = PilotCall.objects.select_for_update(of=("self",)).select_related("region__programme")
    return known.get(pk=call.pk)


def take_application(application: PilotApplication) -> PilotApplication:
    """Return an application as it is now, once the turn on its call is taken; its call is at hand."""
    call = take_turn(application.call)
    found = PilotApplication.objects.select_for_update(of=("self",)).get(pk=application.pk)
    found.call = call
    return found
