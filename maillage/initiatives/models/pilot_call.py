"""A call for pilots: what is sought, how much there is, until when, and by what grid it is judged."""

from __future__ import annotations

from datetime import timedelta

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from maillage.kit.fields import PublicIdField, WordingField
from maillage.kit.privacy import WITH_ITS_RECORD, Keep, Personal, classify

AFTER_THE_CALL = Keep(_("24 months after the call closed"), timedelta(days=730), ("call__closes_at",))


class PilotCall(models.Model):
    """Open from its publication until `closes_at`; its state is derived from these days."""

    region = models.ForeignKey("territory.Region", on_delete=models.CASCADE, related_name="pilot_calls")
    public_id = PublicIdField()
    title = WordingField()
    text = WordingField()
    themes = models.ManyToManyField("territory.Theme", related_name="pilot_calls", blank=True)
    budget_eur = models.PositiveIntegerField(null=True, blank=True)
    largest_grant_eur = models.PositiveIntegerField(null=True, blank=True)
    months = models.PositiveSmallIntegerField(null=True, blank=True, help_text="How long a pilot lasts.")
    closes_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    classified = classify(
        plain=[
            "region", "public_id", "title", "text", "themes", "budget_eur", "largest_grant_eur", "months", "closes_at",
            "published_at", "decided_at", "withdrawn_at", "created_at",
        ],
        within="region__slug",
    )  # fmt: skip

    class Meta:
        ordering = ["-closes_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(published_at__isnull=True) | Q(closes_at__gt=F("published_at")),
                name="pilot_call_closes_after_it_opens",
            ),
            models.CheckConstraint(
                condition=Q(decided_at__isnull=True) | Q(decided_at__gte=F("closes_at")),
                name="pilot_call_decided_after_it_closed",
            ),
        ]

    def __str__(self) -> str:
        return str(self.title)

    def get_absolute_url(self) -> str:
        return reverse("initiatives:call-detail", args=[self.region.slug, self.public_id])


class CallQuestion(models.Model):
    """A question that each application answers."""

    call = models.ForeignKey("initiatives.PilotCall", on_delete=models.CASCADE, related_name="questions")
    position = models.PositiveSmallIntegerField()
    text = WordingField()
    hint = WordingField()
    longest = models.PositiveSmallIntegerField(default=2000, help_text="Characters.")
    is_required = models.BooleanField(default=True)

    classified = classify(
        plain=["call", "position", "text", "hint", "longest", "is_required"], within="call__region__slug"
    )

    class Meta:
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return str(self.text)


class Criterion(models.Model):
    """A line of the grid: what is judged, with how many points at most and what weight."""

    call = models.ForeignKey("initiatives.PilotCall", on_delete=models.CASCADE, related_name="criteria")
    position = models.PositiveSmallIntegerField()
    text = WordingField()
    hint = WordingField()
    most_points = models.PositiveSmallIntegerField(default=5)
    weight = models.PositiveSmallIntegerField(default=1)

    classified = classify(
        plain=["call", "position", "text", "hint", "most_points", "weight"], within="call__region__slug"
    )

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(most_points__gte=1, weight__gte=1), name="criterion_counts_for_something"
            )
        ]

    def __str__(self) -> str:
        return str(self.text)


class Assessor(models.Model):
    """Somebody who judges the applications of a call, by a personal link and without an account."""

    call = models.ForeignKey("initiatives.PilotCall", on_delete=models.CASCADE, related_name="assessors")
    contact = models.ForeignKey("people.Contact", on_delete=models.CASCADE, related_name="assessments")
    public_id = PublicIdField()
    nonce = models.CharField(max_length=24, editable=False)
    asked_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)
    taken_back_at = models.DateTimeField(null=True, blank=True)

    classified = classify(
        called=_("Calls for pilots"),
        personal={
            "contact": Personal(
                _("who judges applications"), _("sends the grid and counts its points"), WITH_ITS_RECORD
            )
        },
        plain=["call", "public_id", "nonce", "asked_at", "finished_at", "taken_back_at"],
        within="call__region__slug",
    )

    class Meta:
        ordering = ["asked_at", "id"]
        constraints = [models.UniqueConstraint(fields=["call", "contact"], name="assessor_once_in_a_call")]

    def __str__(self) -> str:
        return f"assessor {self.public_id}"
