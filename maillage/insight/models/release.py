"""A release: what was shown of a table of people, for good."""

from __future__ import annotations

from django.db import models

from maillage.kit.privacy import classify


class Release(models.Model):
    """What was shown of a table, for good: later editions are protected against it."""

    table = models.OneToOneField("insight.PeopleTable", on_delete=models.PROTECT, related_name="release")
    form = models.CharField(max_length=16, help_text="cells, merged, totals or rounded: see core.protection.release.")
    cells = models.JSONField(help_text="The table as published: marks and numbers.")
    rule = models.JSONField(help_text="Threshold and width it was protected with.")
    audit = models.JSONField(default=dict, help_text="What the attacker found: the narrowest interval.")
    released_at = models.DateTimeField()

    classified = classify(
        plain=["table", "form", "cells", "rule", "audit", "released_at"], within="table__region__slug"
    )

    class Meta:
        ordering = ["released_at", "id"]

    def __str__(self) -> str:
        return f"release of {self.table_id}"
