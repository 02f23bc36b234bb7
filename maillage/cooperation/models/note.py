"""A note: one line written during a roundtable, and what it turned out to be."""

from __future__ import annotations

from datetime import timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

from maillage.cooperation.enums import NoteTag
from maillage.kit.fields import PublicIdField, WordingField
from maillage.kit.privacy import Keep, Personal, classify


class Note(models.Model):
    """Written for an agenda item or a room; a tag turns it into a record of its own."""

    roundtable = models.ForeignKey("cooperation.Roundtable", on_delete=models.CASCADE, related_name="notes")
    public_id = PublicIdField()
    agenda_item = models.ForeignKey(
        "cooperation.AgendaItem", null=True, blank=True, on_delete=models.SET_NULL, related_name="notes"
    )
    room = models.ForeignKey("cooperation.Room", null=True, blank=True, on_delete=models.SET_NULL, related_name="notes")
    text = WordingField()
    tag = models.CharField(max_length=12, choices=NoteTag.choices, default=NoteTag.NONE, blank=True)
    written_at = models.DateTimeField()
    written_by = models.CharField(max_length=150, blank=True)
    client_key = models.CharField(max_length=40, unique=True, null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    classified = classify(
        called=_("Notes"),
        personal={
            "written_by": Personal(
                _("who wrote it"),
                _("lets the convenor ask back"),
                Keep(_("24 months"), timedelta(days=730), ("written_at",)),
                holds="name",
            ),
        },
        plain=["roundtable", "public_id", "agenda_item", "room", "text", "tag", "written_at", "client_key", "version"],
        within="roundtable__region__slug",
    )

    class Meta:
        ordering = ["written_at", "id"]

    def __str__(self) -> str:
        return str(self.text)[:60]
