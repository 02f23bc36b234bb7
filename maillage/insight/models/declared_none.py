"""“We asked: none”: somebody who knows a place was asked about a theme and said that there is nothing."""

from __future__ import annotations

from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from maillage.kit.fields import PublicIdField
from maillage.kit.privacy import Keep, Personal, classify

ASKED = Keep(_("36 months after they were asked"), timedelta(days=1096), ("asked_on",))


class DeclaredNone(models.Model):
    """The only way by which a cell of the coverage table reads “none”; it ages, and can be taken back."""

    region = models.ForeignKey("territory.Region", on_delete=models.CASCADE, related_name="declared_nones")
    public_id = PublicIdField()
    place = models.ForeignKey("territory.Place", on_delete=models.PROTECT, related_name="declared_nones")
    theme = models.ForeignKey("territory.Theme", on_delete=models.PROTECT, related_name="declared_nones")
    asked_on = models.DateField()
    asked_whom = models.CharField(max_length=200, help_text="An office or a function.")
    declared_at = models.DateTimeField(auto_now_add=True)
    taken_back_at = models.DateTimeField(null=True, blank=True)

    tells_of_whole_place = True
    classified = classify(
        called=_("Coverage of a region"),
        personal={"asked_whom": Personal(_("who was asked: an office or a function"), _("can be asked again"), ASKED)},
        plain=["region", "public_id", "place", "theme", "asked_on", "declared_at", "taken_back_at"],
        within="region__slug",
    )

    class Meta:
        ordering = ["place__name", "theme__position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["region", "place", "theme"],
                condition=Q(taken_back_at__isnull=True),
                name="declared_none_once_at_a_time",
            )
        ]

    def __str__(self) -> str:
        return f"{self.place_id}: no {self.theme_id}"
