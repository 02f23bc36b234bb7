"""A word on a request or an offer: what whoever settled it says to those who asked, and why in spite of a rule."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from maillage.kit.privacy import WITH_ITS_RECORD, Personal, classify


class LiftWord(models.Model):
    """Goes with the request or the offer; `warned` lists the rules that spoke against it, `because` why all the same.

    `word` is read by those who asked or offered, `because` by the desk alone.
    """

    region = models.ForeignKey("territory.Region", on_delete=models.CASCADE, related_name="lift_words")
    request = models.OneToOneField(
        "mobility.RideRequest", null=True, blank=True, on_delete=models.CASCADE, related_name="word"
    )
    offer = models.OneToOneField("mobility.Offer", null=True, blank=True, on_delete=models.CASCADE, related_name="word")
    word = models.CharField(max_length=400, blank=True)
    warned = models.JSONField(default=list, blank=True)
    because = models.CharField(max_length=200, blank=True)
    said_at = models.DateTimeField()

    classified = classify(
        called=_("Lifts and lessons asked for"),
        personal={
            "word": Personal(_("what the coordinator answered"), _("tells you why"), WITH_ITS_RECORD),
            "because": Personal(_("why in spite of a rule"), _("knows why an exception was made"), WITH_ITS_RECORD),
        },
        plain=["region", "request", "offer", "warned", "said_at"],
        within="region__slug",
    )

    class Meta:
        ordering = ["-said_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(request__isnull=True, offer__isnull=False) | Q(request__isnull=False, offer__isnull=True),
                name="lift_word_on_one_thing",
            )
        ]

    def __str__(self) -> str:
        return f"{self.said_at:%Y-%m-%d}"
