"""A mentoring pair: a volunteer and a newcomer who meet a few times a month."""

from __future__ import annotations

from datetime import timedelta

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from maillage.kit.fields import PublicIdField
from maillage.kit.privacy import WITH_ITS_RECORD, Keep, Personal, classify

AFTER_THE_END = Keep(_("30 days after the mentoring has ended"), timedelta(days=30), ("ends_on",))


class Mentoring(models.Model):
    """The newcomer is called as they wish to be called; nothing of what is said between the two is written down."""

    region = models.ForeignKey("territory.Region", on_delete=models.CASCADE, related_name="mentorings")
    public_id = PublicIdField()
    volunteer = models.ForeignKey("people.Volunteer", on_delete=models.CASCADE, related_name="mentorings")
    mentee = models.CharField(max_length=80, blank=True, help_text="As they wish to be called.")
    language = models.CharField(max_length=8, blank=True)
    least_a_month = models.PositiveSmallIntegerField(default=2)
    most_a_month = models.PositiveSmallIntegerField(default=4)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    classified = classify(
        called=_("Mentoring"),
        personal={
            "mentee": Personal(_("what the newcomer is called"), _("knows which pair it is"), AFTER_THE_END, "name"),
            "language": Personal(_("language spoken together"), _("brings together who can talk"), AFTER_THE_END),
            "starts_on": Personal(_("mentoring since"), _("keeps an eye on the rhythm"), WITH_ITS_RECORD),
            "ends_on": Personal(_("mentoring until"), _("forgets it afterwards"), WITH_ITS_RECORD),
        },
        plain=["region", "public_id", "volunteer", "least_a_month", "most_a_month"],
        within="region__slug",
    )

    class Meta:
        ordering = ["-starts_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(least_a_month__gte=1, most_a_month__lte=31, most_a_month__gte=F("least_a_month")),
                name="mentoring_rhythm_within_a_month",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="mentoring_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return self.mentee or str(_("somebody whose details were erased"))
