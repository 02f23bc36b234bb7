"""A judgement: what an assessor says of an application beside the points."""

from __future__ import annotations

from django.db import models

from maillage.kit.privacy import classify


class Judgement(models.Model):
    """What an assessor says of an application in words, or that they must not judge it."""

    assessor = models.ForeignKey("initiatives.Assessor", on_delete=models.CASCADE, related_name="judgements")
    application = models.ForeignKey("initiatives.PilotApplication", on_delete=models.CASCADE, related_name="judgements")
    words = models.TextField(blank=True)
    stands_aside = models.BooleanField(default=False, help_text="Too close to the applicant to judge.")
    given_at = models.DateTimeField()

    classified = classify(
        plain=["assessor", "application", "words", "stands_aside", "given_at"], within="application__call__region__slug"
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["assessor", "application"], name="judgement_once")]

    def __str__(self) -> str:
        return self.words[:40]
