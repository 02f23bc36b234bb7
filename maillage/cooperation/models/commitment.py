"""A commitment: who does what by when, and which need it answers."""

from __future__ import annotations

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from maillage.kit.fields import PublicIdField, WordingField
from maillage.kit.privacy import WITH_ITS_RECORD, Personal, classify


class Commitment(models.Model):
    """Promised at a roundtable; how it goes is derived from its last follow-up."""

    region = models.ForeignKey("territory.Region", on_delete=models.PROTECT, related_name="commitments")
    roundtable = models.ForeignKey("cooperation.Roundtable", on_delete=models.PROTECT, related_name="commitments")
    public_id = PublicIdField()
    text = WordingField()
    organisation = models.ForeignKey(
        "people.Organisation", null=True, blank=True, on_delete=models.PROTECT, related_name="commitments"
    )
    contact = models.ForeignKey(
        "people.Contact", null=True, blank=True, on_delete=models.SET_NULL, related_name="commitments"
    )
    need = models.ForeignKey(
        "cooperation.Need", null=True, blank=True, on_delete=models.SET_NULL, related_name="commitments"
    )
    note = models.OneToOneField(
        "cooperation.Note", null=True, blank=True, on_delete=models.SET_NULL, related_name="commitment"
    )
    due_on = models.DateField(null=True, blank=True)
    is_example = models.BooleanField(default=False, help_text="Made up to show the demonstration; told as such.")
    nonce = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)

    classified = classify(
        called=_("Commitments"),
        personal={
            "contact": Personal(_("who follows it up"), _("asks the right person how it goes"), WITH_ITS_RECORD),
        },
        plain=[
            "region",
            "roundtable",
            "public_id",
            "text",
            "organisation",
            "need",
            "note",
            "due_on",
            "is_example",
            "nonce",
            "created_at",
        ],
        within="region__slug",
    )

    class Meta:
        ordering = ["due_on", "id"]

    def __str__(self) -> str:
        return str(self.text)

    def get_absolute_url(self) -> str:
        return reverse("website:commitment-detail", args=[self.region.slug, self.public_id])
