"""An enrolment: a newcomer's seat in a course, or their place in its waiting list."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from maillage.kit.fields import PublicIdField
from maillage.kit.privacy import WITH_ITS_RECORD, Personal, classify
from maillage.mobility.enums import EnrolmentState


class Enrolment(models.Model):
    """The waiting list is in the order of asking; a seat given back goes to its first."""

    course = models.ForeignKey("mobility.Course", on_delete=models.CASCADE, related_name="enrolments")
    newcomer = models.ForeignKey("mobility.Newcomer", on_delete=models.CASCADE, related_name="enrolments")
    public_id = PublicIdField()
    state = models.CharField(max_length=8, choices=EnrolmentState.choices, default=EnrolmentState.ASKED)
    wants_rides = models.BooleanField(default=False)
    starts_from = models.ForeignKey(
        "mobility.MeetingPoint", null=True, blank=True, on_delete=models.PROTECT, related_name="enrolments"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    classified = classify(
        called=_("Lifts and lessons asked for"),
        personal={
            "course": Personal(_("to which course"), _("keeps your seat"), WITH_ITS_RECORD),
            "starts_from": Personal(
                _("from which meeting point"), _("plans the lift that you ask for"), WITH_ITS_RECORD
            ),
            "state": Personal(_("seat or waiting list"), _("keeps your seat"), WITH_ITS_RECORD),
        },
        plain=["newcomer", "public_id", "wants_rides", "created_at"],
        within="course__region__slug",
    )

    class Meta:
        ordering = ["created_at", "id"]
        constraints = [models.UniqueConstraint(fields=["course", "newcomer"], name="enrolled_once")]

    def __str__(self) -> str:
        return f"{self.public_id}"
