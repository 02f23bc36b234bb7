"""Feedback: what somebody who took part says of a roundtable, without a name."""

from __future__ import annotations

from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from maillage.kit.privacy import Keep, Personal, classify


class Feedback(models.Model):
    """`respondent` is a keyed hash: it lets somebody change their word, and names nobody."""

    roundtable = models.ForeignKey("cooperation.Roundtable", on_delete=models.CASCADE, related_name="feedback")
    respondent = models.CharField(max_length=64)
    useful = models.PositiveSmallIntegerField(null=True, blank=True, help_text="1 (not at all) to 5 (very).")
    new_contact_made = models.BooleanField(null=True, blank=True)
    liked = models.CharField(max_length=1000, blank=True)
    missed = models.CharField(max_length=1000, blank=True)
    given_on = models.DateField()

    classified = classify(
        called=_("Feedback on a roundtable"),
        personal={
            "respondent": Personal(
                _("hash of who answered"),
                _("lets somebody change their word"),
                Keep(_("60 days after the roundtable"), timedelta(days=60), ("roundtable__date",)),
            ),
        },
        plain=["roundtable", "useful", "new_contact_made", "liked", "missed", "given_on"],
        within="roundtable__region__slug",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["roundtable", "respondent"], condition=~Q(respondent=""), name="feedback_one_each"
            ),
            models.CheckConstraint(
                condition=Q(useful__isnull=True) | Q(useful__gte=1, useful__lte=5), name="feedback_useful_in_range"
            ),
        ]

    def __str__(self) -> str:
        return f"feedback on {self.roundtable_id}"
