"""A mentoring pair met on a day: the fact alone."""

from __future__ import annotations

from datetime import timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

from maillage.kit.privacy import WITH_ITS_RECORD, Keep, Personal, classify

A_YEAR = Keep(_("13 months after the meeting"), timedelta(days=395), ("met_on",))


class MentoringMeeting(models.Model):
    """Nothing but the day; the row goes when the year that it is counted in is over."""

    mentoring = models.ForeignKey("people.Mentoring", on_delete=models.CASCADE, related_name="meetings")
    met_on = models.DateField()

    classified = classify(
        called=_("Mentoring"),
        personal={"met_on": Personal(_("met on"), _("keeps an eye on the rhythm"), WITH_ITS_RECORD)},
        plain=["mentoring"],
        rows=(A_YEAR,),
        within="mentoring__region__slug",
    )

    class Meta:
        ordering = ["-met_on"]
        constraints = [models.UniqueConstraint(fields=["mentoring", "met_on"], name="mentoring_meeting_once_a_day")]

    def __str__(self) -> str:
        return f"{self.met_on}"
