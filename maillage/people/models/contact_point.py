"""A contact point: whom to ask about a theme, in a place or in the whole region."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from maillage.kit.privacy import WITH_ITS_RECORD, Personal, classify


class ContactPoint(models.Model):
    """An empty theme means all themes, an empty place the whole region; seen on the region's desk alone."""

    contact = models.ForeignKey("people.Contact", on_delete=models.CASCADE, related_name="points")
    theme = models.ForeignKey(
        "territory.Theme", null=True, blank=True, on_delete=models.PROTECT, related_name="contact_points"
    )
    place = models.ForeignKey(
        "territory.Place", null=True, blank=True, on_delete=models.PROTECT, related_name="contact_points"
    )

    classified = classify(
        called=_("Directory of a region"),
        personal={
            "theme": Personal(_("what somebody can be asked about"), _("asks the right person"), WITH_ITS_RECORD),
            "place": Personal(_("for which place"), _("asks the right person"), WITH_ITS_RECORD),
        },
        plain=["contact"],
        within="contact__region__slug",
    )

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint("contact", Coalesce("theme", 0), Coalesce("place", 0), name="contact_point_once")
        ]

    def __str__(self) -> str:
        return f"{self.contact_id}: {self.theme_id} in {self.place_id}"
