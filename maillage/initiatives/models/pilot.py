"""A pilot: an action with a holder, chosen after a call and paid for by the programme."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from maillage.kit.fields import PublicIdField, SourcesField, WordingField
from maillage.kit.privacy import WITH_ITS_RECORD, Personal, classify


class Pilot(models.Model):
    """A pilot action of one region; unknown name, holder or amount stays empty."""

    region = models.ForeignKey("territory.Region", on_delete=models.PROTECT, related_name="pilots")
    public_id = PublicIdField()
    name = WordingField()
    description = WordingField()
    holder = models.ForeignKey(
        "people.Organisation", null=True, blank=True, on_delete=models.SET_NULL, related_name="pilots_held"
    )
    partners = models.ManyToManyField("people.Organisation", related_name="pilots_joined", blank=True)
    themes = models.ManyToManyField("territory.Theme", related_name="pilots", blank=True)
    place_in_words = WordingField()
    months = models.PositiveSmallIntegerField(null=True, blank=True)
    budget_eur = models.PositiveIntegerField(null=True, blank=True)
    budget_note = WordingField()
    difficulties = WordingField()
    application = models.OneToOneField(
        "initiatives.PilotApplication", null=True, blank=True, on_delete=models.PROTECT, related_name="pilot"
    )
    contact = models.ForeignKey(
        "people.Contact", null=True, blank=True, on_delete=models.SET_NULL, related_name="pilots_told"
    )
    started_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    became = models.OneToOneField(
        "initiatives.Initiative", null=True, blank=True, on_delete=models.SET_NULL, related_name="pilot"
    )
    sources = SourcesField()

    classified = classify(
        personal={
            "contact": Personal(_("who tells how the pilot goes"), _("asks for the periodic report"), WITH_ITS_RECORD)
        },
        called=_("Pilots"),
        plain=[
            "application",
            "started_on",
            "ended_on",
            "became",
            "region",
            "public_id",
            "name",
            "description",
            "holder",
            "place_in_words",
            "months",
            "budget_eur",
            "budget_note",
            "difficulties",
            "sources",
            "partners",
            "themes",
        ],
        within="region__slug",
    )

    class Meta:
        ordering = ["region", "public_id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(started_on__isnull=True) | Q(ended_on__gte=F("started_on")),
                name="pilot_ends_after_it_begins",
            )
        ]

    def __str__(self) -> str:
        return str(self.name)

    def get_absolute_url(self) -> str:
        return reverse("website:pilot-detail", args=[self.region.slug, self.public_id])
