"""A mistake made on purpose: whether a seat is free is read first, and the answer is written a moment later."""

from __future__ import annotations

import time
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from maillage.cooperation.actions.reply import Reply
from maillage.cooperation.models import Admission, GuestSeat, Invitation
from maillage.cooperation.queries.seats import COMES
from maillage.cooperation.views import answer
from maillage.kit.audit import Actor

View = Callable[[HttpRequest], HttpResponse]


def careless_reply(*, invitation: Invitation, said: Reply, by: Actor) -> Invitation:
    """Take a seat without a turn, and without the count that the database guards."""
    admission = Admission.objects.get(roundtable=invitation.roundtable_id)
    is_free = GuestSeat.objects.filter(admission=admission, held_since__isnull=False).count() < (admission.seats or 0)
    time.sleep(0.005)
    now = timezone.now()
    invitation.answer, invitation.comes, invitation.answered_at = str(said.answer), "on_site", now
    invitation.save()
    if said.answer in COMES:
        seat = {"admission": admission, "asked_at": now, "held_since": now if is_free else None}
        GuestSeat.objects.update_or_create(invitation=invitation, defaults=seat)
    else:
        GuestSeat.objects.filter(invitation=invitation).delete()
    return invitation


def without_turns(get_response: View) -> View:
    """Serve the product with the careless way of answering."""
    answer.reply = careless_reply
    return get_response
