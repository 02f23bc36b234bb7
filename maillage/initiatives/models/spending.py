"""A spending: money that went out on a budget line on a day."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from maillage.kit.privacy import classify


class Spending(models.Model):
    """Money spent on a line on a day; a correction is a line with the opposite sign."""

    line = models.ForeignKey("initiatives.BudgetLine", on_delete=models.CASCADE, related_name="spendings")
    spent_on = models.DateField()
    amount_eur = models.DecimalField(max_digits=10, decimal_places=2)
    words = models.CharField(max_length=200, blank=True)
    report = models.ForeignKey(
        "initiatives.PilotReport", null=True, blank=True, on_delete=models.SET_NULL, related_name="spendings"
    )

    classified = classify(
        plain=["line", "spent_on", "amount_eur", "words", "report"], within="line__pilot__region__slug"
    )

    class Meta:
        ordering = ["spent_on", "id"]
        constraints = [models.CheckConstraint(condition=~Q(amount_eur=0), name="spending_of_something")]

    def __str__(self) -> str:
        return f"{self.amount_eur}"
