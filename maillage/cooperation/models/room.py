"""A breakout room: a theme, somebody who leads the talk and somebody who writes."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from maillage.kit.fields import WordingField
from maillage.kit.privacy import WITH_ITS_RECORD, Personal, classify


class Room(models.Model):
    """One room of one roundtable, numbered from one."""

    roundtable = models.ForeignKey("cooperation.Roundtable", on_delete=models.CASCADE, related_name="rooms")
    number = models.PositiveSmallIntegerField()
    title = WordingField()
    theme = models.ForeignKey("territory.Theme", null=True, blank=True, on_delete=models.PROTECT, related_name="rooms")
    facilitator = models.ForeignKey(
        "people.Contact", null=True, blank=True, on_delete=models.SET_NULL, related_name="rooms_facilitated"
    )
    note_taker = models.ForeignKey(
        "people.Contact", null=True, blank=True, on_delete=models.SET_NULL, related_name="rooms_noted"
    )

    nonce = models.PositiveIntegerField(default=1, help_text="Grows when the links to the page of the room end.")

    classified = classify(
        called=_("Breakout rooms"),
        personal={
            "facilitator": Personal(_("who leads the talk"), _("runs the room"), WITH_ITS_RECORD),
            "note_taker": Personal(_("who writes"), _("runs the room"), WITH_ITS_RECORD),
        },
        plain=["roundtable", "number", "title", "theme", "nonce"],
        within="roundtable__region__slug",
    )

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["roundtable", "number"], name="room_number_is_unique")]

    def __str__(self) -> str:
        return str(self.title) or str(self.number)
