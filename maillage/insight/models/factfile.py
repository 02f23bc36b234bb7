"""A factfile: one edition of what a region knows of itself, its figures frozen, with the convenor's words between."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from maillage.kit.fields import WordingField
from maillage.kit.privacy import classify


class Factfile(models.Model):
    """Edition n of a region: a draft reckons its blocks anew, a frozen one keeps them for good."""

    region = models.ForeignKey("territory.Region", on_delete=models.PROTECT, related_name="factfiles")
    number = models.PositiveSmallIntegerField()
    blocks = models.JSONField(default=list, blank=True, help_text="Computed blocks as frozen: no language, only facts.")
    begun_at = models.DateTimeField()
    frozen_at = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_because = WordingField()
    version = models.PositiveIntegerField(default=0, help_text="Grows with each saving of its words.")

    classified = classify(
        plain=[
            "region", "number", "blocks", "begun_at", "frozen_at", "published_at", "withdrawn_at", "withdrawn_because",
            "version",
        ],
        within="region__slug",
    )  # fmt: skip

    class Meta:
        ordering = ["region", "number"]
        constraints = [
            models.UniqueConstraint(fields=["region", "number"], name="factfile_number_is_unique_in_region"),
            models.UniqueConstraint(
                fields=["region"], condition=Q(frozen_at__isnull=True), name="factfile_one_draft_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(published_at__isnull=True) | Q(frozen_at__isnull=False, published_at__gte=F("frozen_at")),
                name="factfile_published_as_frozen",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | Q(published_at__isnull=False),
                name="factfile_withdrawn_after_it_was_published",
            ),
        ]

    def __str__(self) -> str:
        return f"factfile {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("insight:factfile-edition", args=[self.region.slug, self.number])
