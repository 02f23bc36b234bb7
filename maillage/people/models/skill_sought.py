"""A skill that a region looks for among volunteers, for a municipality or everywhere, as the public reads it."""

from __future__ import annotations

from django.db import models

from maillage.kit.fields import PublicIdField, WordingField
from maillage.kit.privacy import classify
from maillage.people.enums import Skill


class SkillSought(models.Model):
    """It is public from the day it is written until it is ended; it names no person."""

    region = models.ForeignKey("territory.Region", on_delete=models.CASCADE, related_name="skills_sought")
    public_id = PublicIdField()
    skill = models.CharField(max_length=20, choices=Skill.choices)
    place = models.ForeignKey(
        "territory.Place", null=True, blank=True, on_delete=models.PROTECT, related_name="skills_sought"
    )
    text = WordingField(help_text="One line: when, for whom, how often.")
    since = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    classified = classify(
        plain=["region", "public_id", "skill", "place", "text", "since", "ended_at"], within="region__slug"
    )

    class Meta:
        ordering = ["skill", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ended_at__isnull=True) | models.Q(ended_at__gte=models.F("since")),
                name="skill_sought_ends_after_it_begins",
            )
        ]

    def __str__(self) -> str:
        return self.get_skill_display()
