"""An agenda item: typed, timed, and afterwards what it brought."""

from __future__ import annotations

from django.db import models

from maillage.cooperation.enums import ItemKind
from maillage.kit.fields import WordingField
from maillage.kit.privacy import classify


class AgendaItem(models.Model):
    """One point of the agenda; minutes empty means not known or not set."""

    roundtable = models.ForeignKey("cooperation.Roundtable", on_delete=models.CASCADE, related_name="agenda")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=22, choices=ItemKind.choices, default=ItemKind.OTHER)
    title = WordingField()
    minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    presenter = models.ForeignKey(
        "people.Organisation", null=True, blank=True, on_delete=models.SET_NULL, related_name="agenda_items"
    )
    brought = WordingField(help_text="What this item brought, for the report.")
    started_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1, help_text="Grows with each change, so that two writers see it.")

    classified = classify(
        plain=[
            "roundtable",
            "position",
            "kind",
            "title",
            "minutes",
            "presenter",
            "brought",
            "started_at",
            "ended_at",
            "version",
        ],
        within="roundtable__region__slug",
    )

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(minutes__isnull=True) | models.Q(minutes__lte=1440), name="agenda_item_fits_a_day"
            )
        ]

    def __str__(self) -> str:
        return str(self.title) or self.get_kind_display()
