"""A budget line: what a pilot means to spend on one thing."""

from __future__ import annotations

from decimal import Decimal

from django.db import models
from django.db.models import Q

from maillage.kit.fields import PublicIdField, WordingField
from maillage.kit.privacy import classify


class BudgetLine(models.Model):
    """A line of a pilot's budget; what was spent on it is counted from its spendings."""

    pilot = models.ForeignKey("initiatives.Pilot", on_delete=models.CASCADE, related_name="budget_lines")
    public_id = PublicIdField()
    position = models.PositiveSmallIntegerField(default=0)
    title = WordingField()
    planned_eur = models.DecimalField(max_digits=10, decimal_places=2, default=Decimal(0))

    classified = classify(
        plain=["pilot", "public_id", "position", "title", "planned_eur"], within="pilot__region__slug"
    )

    class Meta:
        ordering = ["position", "id"]
        constraints = [models.CheckConstraint(condition=Q(planned_eur__gte=0), name="budget_line_not_negative")]

    def __str__(self) -> str:
        return str(self.title)
