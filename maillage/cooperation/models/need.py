"""A need: something a region lacks, lasting, raised again at later tables as the same need."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.urls import reverse

from maillage.cooperation.enums import NeedKind
from maillage.kit.fields import PublicIdField, SourcesField, WordingField
from maillage.kit.privacy import classify


class Need(models.Model):
    """Each time it is raised is kept in `raisings`; its state is derived from what answers it."""

    region = models.ForeignKey("territory.Region", on_delete=models.PROTECT, related_name="needs")
    public_id = PublicIdField()
    text = WordingField()
    theme = models.ForeignKey("territory.Theme", null=True, blank=True, on_delete=models.PROTECT, related_name="needs")
    kind = models.CharField(max_length=14, choices=NeedKind.choices, default=NeedKind.OTHER)
    is_proposal = models.BooleanField(default=False)
    addressed_to = models.JSONField(default=list, blank=True, help_text="Category keys.")
    addressed_in_words = WordingField(help_text="To whom, where the vocabulary is too coarse.")
    places = models.ManyToManyField("territory.Place", blank=True, related_name="needs")
    answered_by = models.ManyToManyField("initiatives.Initiative", blank=True, related_name="answers")
    calls = models.ManyToManyField("initiatives.PilotCall", blank=True, related_name="needs")
    closed_on = models.DateField(null=True, blank=True)
    closed_because = WordingField()
    created_at = models.DateTimeField(auto_now_add=True)
    sources = SourcesField()

    classified = classify(
        plain=[
            "region",
            "public_id",
            "text",
            "theme",
            "kind",
            "is_proposal",
            "addressed_to",
            "addressed_in_words",
            "closed_on",
            "closed_because",
            "created_at",
            "sources",
            "places",
            "answered_by",
            "calls",
        ],
        within="region__slug",
    )

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | ~Q(closed_because={}), name="need_closed_with_a_reason"
            )
        ]

    def __str__(self) -> str:
        return str(self.text)

    def get_absolute_url(self) -> str:
        return reverse("website:need-detail", args=[self.region.slug, self.public_id])
