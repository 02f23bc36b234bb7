"""An audit entry: who did what to which row, written in the same transaction as the deed."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from maillage.kit.privacy import WITH_ITS_RECORD, Keep, Personal, classify


class AuditEntry(models.Model):
    """Append-only; `owner` is the slug of the region, or of the programme for deeds above regions."""

    at = models.DateTimeField(db_index=True)
    verb = models.CharField(max_length=60)
    actor_kind = models.CharField(max_length=8)
    actor_id = models.CharField(max_length=40, blank=True)
    actor_label = models.CharField(max_length=150, blank=True)
    owner = models.SlugField(blank=True, db_index=True)
    object_kind = models.CharField(max_length=60, blank=True)
    object_id = models.CharField(max_length=40, blank=True)
    details = models.JSONField(default=dict, blank=True)

    classified = classify(
        called=_("Trail of what was done"),
        personal={
            "actor_id": Personal(_("number of who did it"), _("shows who changed what"), WITH_ITS_RECORD),
            "actor_label": Personal(
                _("name of who did it"),
                _("shows who changed what"),
                Keep(_("24 months"), timedelta(days=730), ("at",)),
                holds="name",
            ),
        },
        plain=["at", "verb", "actor_kind", "owner", "object_kind", "object_id", "details"],
        within="owner",
    )

    class Meta:
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.actor_label} {self.verb}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk:
            raise TypeError("An audit entry is never changed.")
        super().save(*args, **kwargs)
