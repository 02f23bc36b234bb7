"""A call for pilots: what is sought, how much there is, and until when."""

from __future__ import annotations

from datetime import timedelta

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from maillage.kit.fields import PublicIdField, WordingField
from maillage.kit.privacy import Keep, classify

AFTER_THE_CALL = Keep(_("24 months after the call closed"), timedelta(days=730), ("call__closes_at",))


class PilotCall(models.Model):
    """Open from its publication until `closes_at`; its state is derived from these days."""

    region = models.ForeignKey("territory.Region", on_delete=models.CASCADE, related_name="pilot_calls")
    public_id = PublicIdField()
    title = WordingField()
    text = WordingField()
    themes = models.ManyToManyField("territory.Theme", related_name="pilot_calls", blank=True)
    budget_eur = models.PositiveIntegerField(null=True, blank=True)
    largest_grant_eur = models.PositiveIntegerField(null=True, blank=True)
    months = models.PositiveSmallIntegerField(null=True, blank=True, help_text="How long a pilot lasts.")
    closes_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    classified = classify(
        plain=[
            "region", "public_id", "title", "text", "themes", "budget_eur", "largest_grant_eur", "months", "closes_at",
            "published_at", "decided_at", "withdrawn_at", "created_at",
        ],
        within="region__slug",
    )  # fmt: skip

    class Meta:
        ordering = ["-closes_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(published_at__isnull=True) | Q(closes_at__gt=F("published_at")),
                name="pilot_call_closes_after_it_opens",
            ),
            models.CheckConstraint(
                condition=Q(decided_at__isnull=True) | Q(decided_at__gte=F("closes_at")),
                name="pilot_call_decided_after_it_closed",
            ),
        ]

    def __str__(self) -> str:
        return str(self.title)

    def get_absolute_url(self) -> str:
        return reverse("initiatives:call-detail", args=[self.region.slug, self.public_id])
