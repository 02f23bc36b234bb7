"""A version of a note: what a line said before and after each edit; rows are added, never changed."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from maillage.kit.fields import WordingField
from maillage.kit.privacy import Keep, Personal, classify


class NoteVersion(models.Model):
    """Number n of a line; the same edit sent again under its `client_key` is the version that is there already."""

    note = models.ForeignKey("cooperation.Note", on_delete=models.CASCADE, related_name="history")
    number = models.PositiveIntegerField()
    text = WordingField()
    written_at = models.DateTimeField()
    written_by = models.CharField(max_length=150, blank=True)
    client_key = models.CharField(max_length=40, unique=True, null=True, blank=True)

    classified = classify(
        called=_("Earlier versions of notes"),
        personal={
            "written_by": Personal(
                _("who wrote it"),
                _("lets the convenor ask back"),
                Keep(_("24 months"), timedelta(days=730), ("written_at",)),
                holds="name",
            ),
        },
        plain=["note", "number", "text", "written_at", "client_key"],
        within="note__roundtable__region__slug",
    )

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["note", "number"], name="note_version_number_is_unique")]

    def __str__(self) -> str:
        return f"{self.note_id} v{self.number}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk:
            raise TypeError("A version of a note is never changed: write the next one.")
        super().save(*args, **kwargs)


class NoteVote(models.Model):
    """One voice for one idea; `voter` is a keyed hash that says neither name nor address."""

    note = models.ForeignKey("cooperation.Note", on_delete=models.CASCADE, related_name="votes")
    voter = models.CharField(max_length=64)

    classified = classify(plain=["note", "voter"], within="note__roundtable__region__slug")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["note", "voter"], name="note_vote_one_each")]

    def __str__(self) -> str:
        return f"voice for {self.note_id}"
