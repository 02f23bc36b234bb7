"""A score: the points of one assessor for one application on one line of the grid."""

from __future__ import annotations

from django.db import models

from maillage.kit.privacy import classify


class Score(models.Model):
    """The points of one assessor for one application on one line of the grid."""

    assessor = models.ForeignKey("initiatives.Assessor", on_delete=models.CASCADE, related_name="scores")
    application = models.ForeignKey("initiatives.PilotApplication", on_delete=models.CASCADE, related_name="scores")
    criterion = models.ForeignKey("initiatives.Criterion", on_delete=models.CASCADE, related_name="scores")
    points = models.PositiveSmallIntegerField()
    given_at = models.DateTimeField()

    classified = classify(
        plain=["assessor", "application", "criterion", "points", "given_at"], within="application__call__region__slug"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["assessor", "application", "criterion"], name="score_once_on_a_line")
        ]

    def __str__(self) -> str:
        return str(self.points)
