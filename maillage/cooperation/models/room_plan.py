"""A room plan: how people were spread over the rooms of a roundtable, and what of it is proved."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from maillage.kit.privacy import WITH_ITS_RECORD, Personal, classify


class RoomPlan(models.Model):
    """`version` grows with each change of rooms or seats, so that two editors never overwrite each other."""

    roundtable = models.OneToOneField("cooperation.Roundtable", on_delete=models.CASCADE, related_name="room_plan")
    version = models.PositiveIntegerField(default=1)
    proved = models.JSONField(default=dict, help_text="See maillage.core.rooms: level to value, and whether proved.")
    spread_at = models.DateTimeField(null=True, blank=True)

    classified = classify(plain=["roundtable", "version", "proved", "spread_at"], within="roundtable__region__slug")

    def __str__(self) -> str:
        return f"rooms of {self.roundtable_id}, version {self.version}"


class RoomPreference(models.Model):
    """Which room a guest would like, first wish first."""

    invitation = models.ForeignKey("cooperation.Invitation", on_delete=models.CASCADE, related_name="room_preferences")
    room = models.ForeignKey("cooperation.Room", on_delete=models.CASCADE, related_name="preferences")
    rank = models.PositiveSmallIntegerField()

    classified = classify(
        called=_("Wishes for rooms"),
        personal={
            "invitation": Personal(_("who would like which room"), _("meets most wishes"), WITH_ITS_RECORD),
        },
        plain=["room", "rank"],
        within="room__roundtable__region__slug",
    )

    class Meta:
        ordering = ["rank"]
        constraints = [
            models.UniqueConstraint(fields=["invitation", "room"], name="room_preference_names_a_room_once"),
            models.UniqueConstraint(fields=["invitation", "rank"], name="room_preference_has_its_rank"),
        ]

    def __str__(self) -> str:
        return f"{self.invitation_id}: {self.rank}"
