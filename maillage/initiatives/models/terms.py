"""The terms of an initiative: whom it accepts, in which languages, how many a week, and who answers for it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from maillage.initiatives.enums import Setting
from maillage.kit.privacy import WITH_ITS_RECORD, Personal, classify


class Terms(models.Model):
    """One row beside each initiative of which more is known than its card says; empty is not known."""

    initiative = models.OneToOneField("initiatives.Initiative", on_delete=models.CASCADE, related_name="terms")
    setting = models.CharField(max_length=12, choices=Setting.choices, default=Setting.UNKNOWN, blank=True)
    open_to = models.JSONField(default=list, blank=True, help_text="Keys of OpenTo.")
    languages = models.JSONField(default=list, blank=True, help_text="Codes of the languages spoken there.")
    capacity_a_week = models.PositiveIntegerField(null=True, blank=True, help_text="Places in a usual week.")
    reached_by = models.CharField(
        max_length=200,
        blank=True,
        help_text="A public way to it: an office's number, mailbox or page, never a person's.",
    )
    outside_region = models.BooleanField(
        default=False,
        help_text="An idea from elsewhere, kept for a need: it is found and told, and counts nowhere here.",
    )
    contact = models.ForeignKey(
        "people.Contact", null=True, blank=True, on_delete=models.SET_NULL, related_name="initiatives_told"
    )

    classified = classify(
        called=_("What exists already"),
        personal={"contact": Personal(_("who answers for it"), _("asks whether it is still true"), WITH_ITS_RECORD)},
        plain=[
            "initiative", "setting", "open_to", "languages", "capacity_a_week", "reached_by", "outside_region",
        ],
        within="initiative__region__slug",
    )  # fmt: skip

    def __str__(self) -> str:
        return f"terms of {self.initiative_id}"
