"""A training module for volunteers; one of them is on meeting people without prejudice."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from maillage.kit.fields import PublicIdField, WordingField
from maillage.kit.privacy import classify
from maillage.people.enums import Subject


class TrainingModule(models.Model):
    """`needed_for` lists the skills for which a volunteer must have been there; empty means a free offer."""

    region = models.ForeignKey("territory.Region", on_delete=models.CASCADE, related_name="training_modules")
    public_id = PublicIdField()
    subject = models.CharField(max_length=20, choices=Subject.choices)
    title = WordingField()
    about = WordingField()
    minutes = models.PositiveSmallIntegerField(default=120)
    needed_for = models.JSONField(default=list, blank=True)
    good_for_months = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="Training that ends after a while."
    )
    closed_at = models.DateTimeField(null=True, blank=True)

    classified = classify(
        plain=[
            "region", "public_id", "subject", "title", "about", "minutes", "needed_for", "good_for_months", "closed_at",
        ],
        within="region__slug",
    )  # fmt: skip

    class Meta:
        ordering = ["subject", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(minutes__gte=10, minutes__lte=3000), name="training_lasts_a_while")
        ]

    def __str__(self) -> str:
        return str(self.title)
