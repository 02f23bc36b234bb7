"""Who was at a lesson: the fact alone; results of a course are counts."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from maillage.kit.privacy import WITH_ITS_RECORD, Personal, classify


class Attendance(models.Model):
    """Goes with the enrolment, that is with the newcomer; the count per lesson is kept on the lesson's page only."""

    lesson = models.ForeignKey("mobility.Lesson", on_delete=models.CASCADE, related_name="attendances")
    enrolment = models.ForeignKey("mobility.Enrolment", on_delete=models.CASCADE, related_name="attendances")
    was_there = models.BooleanField()

    classified = classify(
        called=_("Lifts and lessons asked for"),
        personal={"was_there": Personal(_("at the lesson"), _("knows who comes to lessons"), WITH_ITS_RECORD)},
        plain=["lesson", "enrolment"],
        within="lesson__course__region__slug",
    )

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["lesson", "enrolment"], name="attendance_once")]

    def __str__(self) -> str:
        return f"{self.lesson_id}: {self.enrolment_id}"
