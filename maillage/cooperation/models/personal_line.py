"""A personal line: what a convenor adds to the invitations of one roundtable, in each language."""

from __future__ import annotations

from django.db import models

from maillage.kit.fields import WordingField
from maillage.kit.privacy import classify


class PersonalLine(models.Model):
    """Stands in the mails of the languages in which it is written, and in no other."""

    roundtable = models.OneToOneField("cooperation.Roundtable", on_delete=models.CASCADE, related_name="personal_line")
    text = WordingField()

    classified = classify(plain=["roundtable", "text"], within="roundtable__region__slug")

    def __str__(self) -> str:
        return f"personal line of {self.roundtable_id}"
