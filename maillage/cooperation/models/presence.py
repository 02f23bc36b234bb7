"""A presence: somebody was there, from when to when, in the room or on the line."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from maillage.cooperation.enums import Mode
from maillage.cooperation.models.invitation import AFTER_THE_ROUNDTABLE
from maillage.kit.privacy import WITH_ITS_RECORD, Personal, classify


class Presence(models.Model):
    """Ticked once for each contact; `left_at` is empty while somebody is there, `away` is what they missed between."""

    roundtable = models.ForeignKey("cooperation.Roundtable", on_delete=models.CASCADE, related_name="presences")
    contact = models.ForeignKey("people.Contact", on_delete=models.CASCADE, related_name="presences")
    comes = models.CharField(max_length=8, choices=Mode.choices, blank=True)
    stood_in_by = models.CharField(max_length=150, blank=True)
    arrived_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True, blank=True)
    away = models.JSONField(default=list, blank=True, help_text="Pairs of instants: left, and back again.")

    classified = classify(
        called=_("Who was there"),
        personal={
            "contact": Personal(_("who was there"), _("counts who came"), WITH_ITS_RECORD),
            "comes": Personal(_("in the room or online"), _("counts who came"), WITH_ITS_RECORD),
            "arrived_at": Personal(_("came at"), _("counts who came"), WITH_ITS_RECORD),
            "left_at": Personal(_("left at"), _("counts who came"), WITH_ITS_RECORD),
            "away": Personal(_("left and came back at"), _("says who attended a training"), WITH_ITS_RECORD),
            "stood_in_by": Personal(
                _("name of the substitute"), _("knows who came instead"), AFTER_THE_ROUNDTABLE, holds="name"
            ),
        },
        plain=["roundtable"],
        within="roundtable__region__slug",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["roundtable", "contact"], name="presence_one_each"),
            models.CheckConstraint(
                condition=Q(left_at__isnull=True) | Q(left_at__gte=F("arrived_at")),
                name="presence_leaves_after_arriving",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.contact_id} at {self.roundtable_id}"
