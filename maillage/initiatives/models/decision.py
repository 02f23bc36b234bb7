"""A decision on an application, written once the call has closed."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from maillage.kit.fields import WordingField
from maillage.kit.privacy import classify


class Decision(models.Model):
    """Chosen with a grant, or not chosen, and why; written once the call has closed."""

    application = models.OneToOneField(
        "initiatives.PilotApplication", on_delete=models.CASCADE, related_name="decision"
    )
    is_chosen = models.BooleanField()
    grant_eur = models.PositiveIntegerField(null=True, blank=True)
    because = WordingField()
    decided_at = models.DateTimeField()
    told_at = models.DateTimeField(null=True, blank=True)

    classified = classify(
        plain=["application", "is_chosen", "grant_eur", "because", "decided_at", "told_at"],
        within="application__call__region__slug",
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(is_chosen=True, grant_eur__isnull=False) | Q(is_chosen=False, grant_eur__isnull=True),
                name="decision_grants_to_the_chosen",
            )
        ]

    def __str__(self) -> str:
        return f"{self.application_id}: {self.is_chosen}"
