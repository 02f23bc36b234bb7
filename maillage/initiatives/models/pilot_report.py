"""A pilot report: what the holder of a pilot tells of one period."""

from __future__ import annotations

from datetime import timedelta

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from maillage.kit.fields import PublicIdField
from maillage.kit.privacy import Keep, Personal, classify

REPORTED = Keep(_("36 months after the report was due"), timedelta(days=1096), ("due_on",))


class PilotReport(models.Model):
    """A short periodic report, asked for by link; late when `due_on` is over and nothing was sent."""

    pilot = models.ForeignKey("initiatives.Pilot", on_delete=models.CASCADE, related_name="reports")
    public_id = PublicIdField()
    nonce = models.CharField(max_length=24, editable=False)
    period_from = models.DateField()
    period_to = models.DateField()
    due_on = models.DateField()
    asked_at = models.DateTimeField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    language = models.CharField(max_length=8, blank=True)
    done = models.TextField(blank=True)
    difficulties = models.TextField(blank=True)
    next_steps = models.TextField(blank=True)
    participants = models.PositiveIntegerField(null=True, blank=True, help_text="Shown in public in fives alone.")
    signed = models.CharField(max_length=150, blank=True)
    version = models.PositiveIntegerField(default=0)

    classified = classify(
        called=_("Pilots"),
        personal={"signed": Personal(_("name, as signed"), _("lets the convenor ask back"), REPORTED, holds="name")},
        plain=[
            "pilot", "public_id", "nonce", "period_from", "period_to", "due_on", "asked_at", "reminded_at", "sent_at",
            "language", "done", "difficulties", "next_steps", "participants", "version",
        ],
        within="pilot__region__slug",
    )  # fmt: skip

    class Meta:
        ordering = ["due_on", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(period_to__gte=F("period_from")), name="pilot_report_period_forward"),
            models.CheckConstraint(
                condition=Q(sent_at__isnull=True) | ~Q(done=""), name="pilot_report_sent_says_what_was_done"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pilot_id} until {self.period_to}"
