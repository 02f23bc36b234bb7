"""Verb of a guest: say in which rooms they would like to sit, the first wish first."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from maillage.cooperation.actions.turns import take_turn
from maillage.cooperation.models import Invitation, Room, RoomPreference
from maillage.cooperation.queries.invitations import why_closed
from maillage.kit import audit
from maillage.kit.audit import Actor


@transaction.atomic
def wish_rooms(*, invitation: Invitation, rooms: Sequence[Room], by: Actor) -> list[RoomPreference]:
    """Write down a guest's wishes in their order, in place of earlier ones; no room at all takes them back."""
    take_turn(invitation.roundtable)
    if why_closed(invitation):
        raise ValidationError(_("Wishes were taken until the start of the roundtable."))
    if len(set(rooms)) < len(rooms):
        raise ValidationError(_("Choose two different rooms, or leave the second wish open."))
    if any(room.roundtable_id != invitation.roundtable_id for room in rooms):
        raise ValidationError(_("This room is gone. Choose another one."))
    RoomPreference.objects.filter(invitation=invitation).delete()
    wishes = RoomPreference.objects.bulk_create(
        RoomPreference(invitation=invitation, room=room, rank=rank) for rank, room in enumerate(rooms, start=1)
    )
    owner = invitation.roundtable.region.slug
    audit.record("wish rooms", by=by, on=invitation, owner=owner, wishes=len(wishes))
    return wishes
