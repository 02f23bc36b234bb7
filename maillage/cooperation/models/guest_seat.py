"""A guest's seat: held, or waited for in turn, where a roundtable has a limited number of them."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from maillage.kit.privacy import WITH_ITS_RECORD, Personal, classify


class GuestSeat(models.Model):
    """One for each guest who comes and needs a seat; who waits moves up in the order of `asked_at`, then `id`."""

    admission = models.ForeignKey("cooperation.Admission", on_delete=models.CASCADE, related_name="guest_seats")
    invitation = models.OneToOneField("cooperation.Invitation", on_delete=models.CASCADE, related_name="guest_seat")
    asked_at = models.DateTimeField()
    held_since = models.DateTimeField(null=True, blank=True, help_text="Empty while waiting.")

    classified = classify(
        called=_("Seats and waiting list"),
        personal={
            "invitation": Personal(_("who has a seat or waits"), _("never promises one seat twice"), WITH_ITS_RECORD),
        },
        plain=["admission", "asked_at", "held_since"],
        within="admission__roundtable__region__slug",
    )

    class Meta:
        ordering = ["asked_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(held_since__isnull=True) | Q(held_since__gte=F("asked_at")),
                name="guest_seat_held_after_asked",
            )
        ]

    def __str__(self) -> str:
        return f"{self.invitation_id} {'holds' if self.held_since else 'waits'}"
