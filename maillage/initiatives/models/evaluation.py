"""An evaluation: what somebody who looked at a pilot found."""

from __future__ import annotations

from django.db import models

from maillage.kit.fields import WordingField
from maillage.kit.privacy import classify


class Evaluation(models.Model):
    """What somebody who looked at a finished pilot found."""

    pilot = models.OneToOneField("initiatives.Pilot", on_delete=models.CASCADE, related_name="evaluation")
    evaluated_by = models.CharField(max_length=200, help_text="An organisation or a function.")
    evaluated_on = models.DateField()
    what_worked = WordingField()
    what_did_not = WordingField()
    advice = WordingField()
    goes_on = models.BooleanField(null=True, blank=True, help_text="Whether it goes on after the money.")
    published_at = models.DateTimeField(null=True, blank=True)

    classified = classify(
        plain=[
            "pilot", "evaluated_by", "evaluated_on", "what_worked", "what_did_not", "advice", "goes_on", "published_at",
        ],
        within="pilot__region__slug",
    )  # fmt: skip

    def __str__(self) -> str:
        return f"evaluation of {self.pilot_id}"
