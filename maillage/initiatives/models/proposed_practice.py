"""A proposed practice: an organisation wrote it by its link, and a convenor has not read it yet."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from maillage.kit.fields import PublicIdField, WordingField
from maillage.kit.privacy import classify


class ProposedPractice(models.Model):
    """No initiative, and shown nowhere but on the desk, until it is taken up; who wrote it is the organisation."""

    region = models.ForeignKey("territory.Region", on_delete=models.CASCADE, related_name="proposed_practices")
    organisation = models.ForeignKey("people.Organisation", on_delete=models.CASCADE, related_name="proposed_practices")
    ask = models.ForeignKey(
        "initiatives.CardAsk", null=True, blank=True, on_delete=models.SET_NULL, related_name="proposed"
    )
    public_id = PublicIdField()
    name = WordingField()
    description = WordingField()
    theme = models.ForeignKey("territory.Theme", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    place_in_words = WordingField()
    told_on = models.DateField()
    became = models.OneToOneField(
        "initiatives.Initiative", null=True, blank=True, on_delete=models.SET_NULL, related_name="proposal"
    )
    settled_at = models.DateTimeField(null=True, blank=True)

    classified = classify(
        plain=[
            "region", "organisation", "ask", "public_id", "name", "description", "theme", "place_in_words", "told_on",
            "became", "settled_at",
        ],
        within="region__slug",
    )  # fmt: skip

    class Meta:
        ordering = ["told_on", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(name={}), name="proposed_practice_has_a_name"),
            models.CheckConstraint(
                condition=Q(became__isnull=True) | Q(settled_at__isnull=False),
                name="proposed_practice_taken_up_is_settled",
            ),
        ]

    def __str__(self) -> str:
        return str(self.name)
