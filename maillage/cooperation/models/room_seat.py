"""A seat in a room: which contact sits in which breakout room."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from maillage.kit.privacy import WITH_ITS_RECORD, Personal, classify


class RoomSeat(models.Model):
    """One contact in one room; a contact sits in one room of a roundtable only."""

    room = models.ForeignKey("cooperation.Room", on_delete=models.CASCADE, related_name="seats")
    roundtable = models.ForeignKey("cooperation.Roundtable", on_delete=models.CASCADE, related_name="room_seats")
    contact = models.ForeignKey("people.Contact", on_delete=models.CASCADE, related_name="room_seats")
    why = models.JSONField(default=dict, blank=True, help_text="Reason of the placement; see maillage.core.rooms.")
    by_hand = models.BooleanField(default=False)

    classified = classify(
        called=_("Seats in breakout rooms"),
        personal={
            "contact": Personal(_("who sits there"), _("runs the room"), WITH_ITS_RECORD),
        },
        plain=["room", "roundtable", "why", "by_hand"],
        within="roundtable__region__slug",
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["roundtable", "contact"], name="room_seat_one_each")]

    def __str__(self) -> str:
        return f"{self.contact_id} in {self.room_id}"
