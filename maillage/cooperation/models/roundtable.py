"""A roundtable: one meeting of a region's series, at a wall-clock time in a zone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from django.db import models
from django.db.models import Q
from django.urls import reverse

from maillage.cooperation.enums import Mode, State
from maillage.core.wall_clock import instant
from maillage.kit.fields import LocalWording, SourcesField, WordingField
from maillage.kit.privacy import classify


class Roundtable(models.Model):
    """Number n of its region's series; an empty time or length is not known."""

    region = models.ForeignKey("territory.Region", on_delete=models.PROTECT, related_name="roundtables")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    date = models.DateField()
    start_time = models.TimeField(null=True, blank=True)
    time_zone = models.CharField(max_length=60, default="Europe/Paris")
    minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    mode = models.CharField(max_length=8, choices=Mode.choices, blank=True)
    venue_organisation = models.ForeignKey(
        "people.Organisation", null=True, blank=True, on_delete=models.SET_NULL, related_name="roundtables_hosted"
    )
    venue = WordingField()
    video_link = models.URLField(max_length=500, blank=True)
    answer_by = models.DateField(null=True, blank=True)
    subject = WordingField(help_text="What it was about, in one sentence.")
    number_is_inferred = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1, help_text="Calendar sequence and conflict check.")
    sources = SourcesField()

    classified = classify(
        plain=[
            "region",
            "number",
            "state",
            "date",
            "start_time",
            "time_zone",
            "minutes",
            "mode",
            "venue_organisation",
            "venue",
            "video_link",
            "answer_by",
            "subject",
            "number_is_inferred",
            "version",
            "sources",
        ],
        within="region__slug",
    )

    class Meta:
        ordering = ["region", "number"]
        constraints = [
            models.UniqueConstraint(fields=["region", "number"], name="roundtable_number_is_unique_in_region"),
            models.CheckConstraint(condition=Q(number__gte=1), name="roundtable_numbers_begin_at_one"),
            models.CheckConstraint(
                condition=Q(minutes__isnull=True) | Q(minutes__gte=1, minutes__lte=1440),
                name="roundtable_fits_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.region} {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("website:roundtable-detail", args=[self.region.slug, self.number])

    @property
    def cancelled_because(self) -> LocalWording:
        """Why it does not take place; empty while it does."""
        cancellation = getattr(self, "cancellation", None)
        return cancellation.because if cancellation else LocalWording()

    @property
    def starts_at(self) -> datetime | None:
        """The instant it starts, or None while the time is not known."""
        return instant(self.date, self.start_time, self.time_zone) if self.start_time else None

    @property
    def ends_at(self) -> datetime | None:
        """The instant it is planned to end, or None while time or length is not known."""
        starts = self.starts_at
        if starts is None or not self.minutes:
            return None
        # Through UTC: an hour that clocks skip or show twice is neither lost nor won.
        return (starts.astimezone(UTC) + timedelta(minutes=self.minutes)).astimezone(starts.tzinfo)
