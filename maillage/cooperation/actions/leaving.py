"""What becomes of invitations when a person leaves the directory: those still to come end, and their seats are free."""

from __future__ import annotations

from django.utils import timezone

from maillage.cooperation.actions.seats import settle_seats
from maillage.cooperation.actions.telling import tell_substitute
from maillage.cooperation.actions.turns import take_turn
from maillage.cooperation.enums import State
from maillage.cooperation.models import Invitation
from maillage.cooperation.queries.invitations import has_started
from maillage.kit import audit
from maillage.kit.audit import Actor
from maillage.people.leaving import before_leaving
from maillage.people.models import Contact


@before_leaving
def give_seats_back(contact: Contact, by: Actor) -> None:
    """Withdraw what a person is invited to and has not begun; they get no mail, since their address goes too."""
    standing = Invitation.objects.filter(contact=contact, revoked_at=None, roundtable__state=State.CALLED)
    for invitation in standing.select_related("roundtable__region", "contact").order_by("roundtable_id"):
        take_turn(invitation.roundtable)
        if has_started(invitation.roundtable):
            continue
        invitation.revoked_at = timezone.now()
        invitation.nonce += 1
        invitation.save(update_fields=["revoked_at", "nonce"])
        settle_seats(invitation.roundtable)
        tell_substitute(invitation, str(invitation.nonce), kind="released")
        audit.record("withdraw invitation", by=by, on=invitation, owner=invitation.roundtable.region.slug)
