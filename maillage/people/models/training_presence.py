"""A volunteer and a training session: asked, coming, was there."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from maillage.kit.privacy import WITH_ITS_RECORD, Personal, classify
from maillage.people.enums import Coming


class TrainingPresence(models.Model):
    """`trained` is derived from those who were there; it is stored nowhere else."""

    session = models.ForeignKey("people.TrainingSession", on_delete=models.CASCADE, related_name="presences")
    volunteer = models.ForeignKey("people.Volunteer", on_delete=models.CASCADE, related_name="presences")
    coming = models.CharField(max_length=8, choices=Coming.choices, default=Coming.ASKED)
    answered_at = models.DateTimeField(null=True, blank=True)

    classified = classify(
        called=_("Volunteers of a region"),
        personal={
            "coming": Personal(_("training attended"), _("knows who is trained"), WITH_ITS_RECORD),
            "answered_at": Personal(_("answered on"), _("knows who is trained"), WITH_ITS_RECORD),
        },
        plain=["session", "volunteer"],
        within="session__module__region__slug",
    )

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["session", "volunteer"], name="training_presence_once")]

    def __str__(self) -> str:
        return f"{self.session_id}: {self.volunteer_id}"
