"""A listener: an office or an organisation that hears what is needed in a place, since when and until when."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from maillage.kit.fields import PublicIdField
from maillage.kit.privacy import classify


class Listener(models.Model):
    """Declared by the convenor; organisations of the platform that serve a place listen there without a row."""

    region = models.ForeignKey("territory.Region", on_delete=models.CASCADE, related_name="listeners")
    public_id = PublicIdField()
    place = models.ForeignKey("territory.Place", on_delete=models.PROTECT, related_name="listeners")
    organisation = models.ForeignKey(
        "people.Organisation", null=True, blank=True, on_delete=models.CASCADE, related_name="listens_in"
    )
    called = models.CharField(max_length=200, blank=True, help_text="An office, where no organisation is named.")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    tells_of_whole_place = True
    classified = classify(
        plain=["region", "public_id", "place", "organisation", "called", "since", "until"], within="region__slug"
    )

    class Meta:
        ordering = ["place__name", "since", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="listener_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=Q(organisation__isnull=False) | ~Q(called=""), name="listener_is_called_something"
            ),
        ]

    def __str__(self) -> str:
        return f"somebody listens in {self.place_id}"
