"""An admission: how many seats a roundtable has, how many are taken, and the code by which guests check in."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from maillage.kit.fields import PublicIdField
from maillage.kit.privacy import classify


class Admission(models.Model):
    """Without one, or with `seats` empty, everybody who comes has a seat; the database refuses one seat too many.

    `public_id` stands in the link that newcomers contribute by; `nonce` grows when that link is given anew.
    """

    roundtable = models.OneToOneField("cooperation.Roundtable", on_delete=models.CASCADE, related_name="admission")
    public_id = PublicIdField()
    nonce = models.PositiveIntegerField(default=1)
    seats = models.PositiveSmallIntegerField(null=True, blank=True)
    taken = models.PositiveSmallIntegerField(default=0)
    check_in_code = models.CharField(max_length=8, blank=True, help_text="Typed or scanned by who arrives.")

    classified = classify(
        plain=["roundtable", "public_id", "nonce", "seats", "taken", "check_in_code"],
        within="roundtable__region__slug",
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(seats__isnull=True) | Q(taken__lte=F("seats")), name="admission_never_over_capacity"
            ),
            models.UniqueConstraint(
                fields=["check_in_code"], condition=~Q(check_in_code=""), name="admission_code_opens_one_roundtable"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.taken} of {self.seats} at {self.roundtable_id}"
