"""A seat in a room: which contact sits in which breakout room."""

from __future__ import annotations

from django.db import models


class RoomSeat(models.Model):
    """One contact in one room; a contact sits in one room of a roundtable only."""

    room = models.ForeignKey("cooperation.Room", on_delete=models.CASCADE, related_name="seats")
    roundtable = models.ForeignKey("cooperation.Roundtable", on_delete=models.CASCADE, related_name="room_seats")
    contact = models.ForeignKey("people.Contact", on_delete=models.CASCADE, related_name="room_seats")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["roundtable", "contact"], name="room_seat_one_each")]

    def __str__(self) -> str:
        return f"{self.contact_id} in {self.room_id}"
