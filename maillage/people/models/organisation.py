"""An organisation: the stakeholder that sits at a table, known to a programme."""

from __future__ import annotations

from django.db import models

from maillage.kit.fields import PublicIdField, SourcesField, WordingField
from maillage.kit.privacy import classify
from maillage.people.enums import Category


class Organisation(models.Model):
    """A body with its category from the vocabulary and the places it serves."""

    programme = models.ForeignKey("territory.Programme", on_delete=models.PROTECT, related_name="organisations")
    public_id = PublicIdField()
    name = models.CharField(max_length=200)
    former_names = models.CharField(max_length=400, blank=True)
    category = models.CharField(max_length=40, choices=Category.choices, blank=True)
    category_label = WordingField(help_text="Its own wording, where the vocabulary is too coarse.")
    category_is_inferred = models.BooleanField(default=False)
    description = WordingField()
    website = models.URLField(blank=True)
    reached_by = models.CharField(
        max_length=200,
        blank=True,
        help_text="A public way to it: an office's number, mailbox or page, never a person's.",
    )
    based_in = models.ForeignKey(
        "territory.Place", null=True, blank=True, on_delete=models.PROTECT, related_name="organisations_based"
    )
    places_served = models.ManyToManyField("territory.Place", blank=True, related_name="organisations_serving")
    confirmed_on = models.DateField(null=True, blank=True)
    is_demonstration = models.BooleanField(default=False)
    sources = SourcesField()

    classified = classify(
        plain=[
            "programme",
            "public_id",
            "name",
            "former_names",
            "category",
            "category_label",
            "category_is_inferred",
            "description",
            "website",
            "reached_by",
            "based_in",
            "confirmed_on",
            "is_demonstration",
            "sources",
            "places_served",
        ]
    )

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "name"], name="organisation_name_is_unique_in_programme")
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def category_in_words(self) -> str:
        """Its own label, else the label of the vocabulary, else nothing."""
        return str(self.category_label) or str(self.get_category_display())
