"""A cancellation: why a called roundtable does not take place, told to its guests."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from maillage.kit.fields import WordingField
from maillage.kit.privacy import classify


class Cancellation(models.Model):
    """At most one a roundtable; there is none without a reason."""

    roundtable = models.OneToOneField("cooperation.Roundtable", on_delete=models.CASCADE, related_name="cancellation")
    because = WordingField()
    at = models.DateTimeField(auto_now_add=True)

    classified = classify(plain=["roundtable", "because", "at"], within="roundtable__region__slug")

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(because={}), name="cancellation_has_a_reason")]

    def __str__(self) -> str:
        return str(self.because)
