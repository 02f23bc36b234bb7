"""A search card: under which words a practice stands, and its place among those found equally well."""

from __future__ import annotations

from django.db import models

from maillage.kit.privacy import classify


class SearchCard(models.Model):
    """What was written into the index of a practice, so that a change takes back as much as it must."""

    initiative = models.OneToOneField(
        "initiatives.Initiative", on_delete=models.CASCADE, primary_key=True, related_name="search_card"
    )
    region = models.ForeignKey("territory.Region", on_delete=models.PROTECT, related_name="+", db_index=False)
    order = models.BinaryField(max_length=24, help_text="The public id as bytes: the same order on every database.")
    words = models.BinaryField(help_text="Numbers of its words with their weights.")

    classified = classify(plain=["initiative", "region", "order", "words"], within="initiative__region__slug")

    class Meta:
        indexes = [models.Index(fields=["region", "order"], name="search_card_order")]

    def __str__(self) -> str:
        return f"search card of {self.initiative_id}"
