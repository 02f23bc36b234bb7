"""A pause: the days on which a volunteer is asked for nothing."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from maillage.kit.privacy import WITH_ITS_RECORD, Personal, classify


class VolunteerPause(models.Model):
    """Both days included; no reason is asked."""

    volunteer = models.ForeignKey("people.Volunteer", on_delete=models.CASCADE, related_name="pauses")
    first_on = models.DateField()
    last_on = models.DateField()

    classified = classify(
        called=_("Volunteers of a region"),
        personal={
            "first_on": Personal(_("pause from"), _("asks you for nothing meanwhile"), WITH_ITS_RECORD),
            "last_on": Personal(_("pause until"), _("asks you for nothing meanwhile"), WITH_ITS_RECORD),
        },
        plain=["volunteer"],
        within="volunteer__region__slug",
    )

    class Meta:
        ordering = ["first_on", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(last_on__gte=F("first_on")), name="volunteer_pause_ends_after_it_begins")
        ]

    def __str__(self) -> str:
        return f"{self.first_on} – {self.last_on}"
