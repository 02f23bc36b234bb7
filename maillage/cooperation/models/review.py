"""A review: those present read the drafted report for some days, and what they remark is settled in place."""

from __future__ import annotations

from datetime import timedelta

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from maillage.cooperation.enums import Settlement
from maillage.kit.fields import PublicIdField
from maillage.kit.privacy import Keep, Personal, classify

AFTER_THE_REVIEW = Keep(_("12 months after it was written"), timedelta(days=365), ("written_at",))


class Review(models.Model):
    """Open until `closes_at`, or until the report is frozen."""

    roundtable = models.OneToOneField("cooperation.Roundtable", on_delete=models.CASCADE, related_name="review")
    opened_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    nonce = models.PositiveIntegerField(default=1)

    classified = classify(plain=["roundtable", "opened_at", "closes_at", "nonce"], within="roundtable__region__slug")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(closes_at__gt=F("opened_at")), name="review_closes_after_it_opens")
        ]

    def __str__(self) -> str:
        return f"review of {self.roundtable_id}"


class Remark(models.Model):
    """What a reader says of one sentence of the draft; `sentence` keeps the words as they were read."""

    review = models.ForeignKey("cooperation.Review", on_delete=models.CASCADE, related_name="remarks")
    public_id = PublicIdField()
    language = models.CharField(max_length=8)
    block = models.PositiveSmallIntegerField()
    position = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Empty: about the whole block.")
    sentence = models.TextField(blank=True)
    text = models.CharField(max_length=2000)
    proposed = models.CharField(max_length=2000, blank=True, help_text="The sentence as the reader would write it.")
    contact = models.ForeignKey(
        "people.Contact", null=True, blank=True, on_delete=models.SET_NULL, related_name="remarks"
    )
    written_at = models.DateTimeField()
    client_key = models.CharField(max_length=40, unique=True, null=True, blank=True)
    settlement = models.CharField(max_length=10, choices=Settlement.choices, default=Settlement.OPEN)
    settled_at = models.DateTimeField(null=True, blank=True)
    reply = models.CharField(max_length=500, blank=True)

    classified = classify(
        called=_("Remarks on a drafted report"),
        personal={
            "contact": Personal(_("who remarked it"), _("lets the convenor ask back"), AFTER_THE_REVIEW),
        },
        plain=[
            "review",
            "public_id",
            "language",
            "block",
            "position",
            "sentence",
            "text",
            "proposed",
            "written_at",
            "client_key",
            "settlement",
            "settled_at",
            "reply",
        ],
        within="review__roundtable__region__slug",
    )

    class Meta:
        ordering = ["block", "position", "written_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(settlement=Settlement.OPEN, settled_at__isnull=True)
                | (~Q(settlement=Settlement.OPEN) & Q(settled_at__isnull=False)),
                name="remark_settled_has_its_time",
            )
        ]

    def __str__(self) -> str:
        return self.text[:60]
