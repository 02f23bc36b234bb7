"""The report of a roundtable: a draft in each language, frozen versions that do not move, one published."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from maillage.kit.privacy import Keep, Personal, classify
from maillage.territory.languages import awaits_reader


class ReportDraft(models.Model):
    """What the convenor edits in one language; see maillage.core.report for the shape of `blocks`."""

    roundtable = models.ForeignKey("cooperation.Roundtable", on_delete=models.CASCADE, related_name="drafts")
    language = models.CharField(max_length=8)
    title = models.CharField(max_length=250)
    lead = models.TextField(blank=True)
    blocks = models.JSONField(default=list)
    version = models.PositiveIntegerField(default=1)
    drafted_at = models.DateTimeField()
    edited_at = models.DateTimeField(auto_now=True)

    classified = classify(
        plain=["roundtable", "language", "title", "lead", "blocks", "version", "drafted_at", "edited_at"],
        within="roundtable__region__slug",
    )

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["roundtable", "language"], name="report_draft_one_a_language")]

    def __str__(self) -> str:
        return self.title


class ReportVersion(models.Model):
    """A frozen report; a correction is the next version, and at most one version is the published one."""

    roundtable = models.ForeignKey("cooperation.Roundtable", on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    languages: list[str]  # no column: in which its texts are written, where a query asked for it
    frozen_at = models.DateTimeField()
    frozen_by = models.CharField(max_length=150)
    correction_note = models.CharField(max_length=500, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    classified = classify(
        called=_("Frozen reports"),
        personal={
            "frozen_by": Personal(
                _("who froze it"),
                _("says who answers for the text"),
                Keep(_("24 months"), timedelta(days=730), ("frozen_at",)),
                holds="name",
            ),
        },
        plain=["roundtable", "number", "frozen_at", "correction_note", "published_at", "withdrawn_at"],
        within="roundtable__region__slug",
    )

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["roundtable", "number"], name="report_version_number_is_unique"),
            models.UniqueConstraint(
                fields=["roundtable"],
                condition=Q(published_at__isnull=False, withdrawn_at__isnull=True),
                name="report_version_one_published",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True)
                | Q(published_at__isnull=False, withdrawn_at__gte=F("published_at")),
                name="report_version_withdrawn_after_published",
            ),
            models.CheckConstraint(
                condition=Q(number=1) | ~Q(correction_note=""), name="report_version_correction_says_why"
            ),
        ]

    def __str__(self) -> str:
        return f"report {self.roundtable_id} v{self.number}"


class ReportText(models.Model):
    """The words of a frozen version in one language; never changed once written."""

    version = models.ForeignKey("cooperation.ReportVersion", on_delete=models.CASCADE, related_name="texts")
    language = models.CharField(max_length=8)
    title = models.CharField(max_length=250)
    lead = models.TextField(blank=True)
    blocks = models.JSONField(default=list)
    read_by_speaker = models.BooleanField(
        default=False, help_text="Whether somebody who speaks the language read these words before they were frozen."
    )

    classified = classify(
        plain=["version", "language", "title", "lead", "blocks", "read_by_speaker"],
        within="version__roundtable__region__slug",
    )

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["version", "language"], name="report_text_one_a_language")]

    def __str__(self) -> str:
        return self.title

    @property
    def is_unread(self) -> bool:
        """Whether maillage wrote it in a language of which nobody said that a speaker read it."""
        return awaits_reader(self.language) and not self.read_by_speaker

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk:
            raise TypeError("A frozen report is never changed: freeze a new version.")
        super().save(*args, **kwargs)
