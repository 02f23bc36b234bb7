"""How often the links of a volunteer were replaced: to their own page, to the page of driving, of the calendar."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from maillage.kit.privacy import classify


class VolunteerLink(models.Model):
    """Made when a new link is sent for the first time; whoever never had one has the first."""

    volunteer = models.OneToOneField("people.Volunteer", on_delete=models.CASCADE, related_name="renewed_link")
    nonce = models.PositiveIntegerField(default=1)

    classified = classify(plain=["volunteer", "nonce"], within="volunteer__region__slug")

    class Meta:
        ordering = ["volunteer_id"]
        constraints = [models.CheckConstraint(condition=Q(nonce__gte=1), name="volunteer_link_is_numbered")]

    def __str__(self) -> str:
        return f"{self.volunteer_id}: {self.nonce}"
