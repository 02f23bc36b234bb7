"""A video room: the meeting that a video server holds for a roundtable."""

from __future__ import annotations

from django.db import models

from maillage.kit.privacy import classify


class VideoRoom(models.Model):
    """Made on the server when the convenor opens it; joined by personal links, never by a shared password."""

    roundtable = models.OneToOneField("cooperation.Roundtable", on_delete=models.CASCADE, related_name="video_room")
    meeting_id = models.CharField(max_length=120, unique=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    breakouts_opened_at = models.DateTimeField(null=True, blank=True)
    breakouts = models.JSONField(
        default=dict, blank=True, help_text="Key of each room to the id under which the server opened it."
    )

    classified = classify(
        plain=["roundtable", "meeting_id", "opened_at", "breakouts_opened_at", "breakouts"],
        within="roundtable__region__slug",
    )

    def __str__(self) -> str:
        return self.meeting_id
