"""The usual agenda of a region, from which each next roundtable opens."""

from __future__ import annotations

from django.db import models

from maillage.cooperation.enums import ItemKind
from maillage.kit.fields import WordingField
from maillage.kit.privacy import classify


class AgendaTemplate(models.Model):
    """One usual item of one region, in its usual place."""

    region = models.ForeignKey("territory.Region", on_delete=models.CASCADE, related_name="agenda_template")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=22, choices=ItemKind.choices)
    title = WordingField()
    minutes = models.PositiveSmallIntegerField(null=True, blank=True)

    classified = classify(plain=["region", "position", "kind", "title", "minutes"], within="region__slug")

    class Meta:
        ordering = ["position", "id"]
        constraints = [models.UniqueConstraint(fields=["region", "position"], name="agenda_template_one_a_position")]

    def __str__(self) -> str:
        return str(self.title) or self.get_kind_display()
