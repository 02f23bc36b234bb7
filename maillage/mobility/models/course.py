"""A course: lessons of driving theory, driving or language, with its seats."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from maillage.kit.fields import PublicIdField, WordingField
from maillage.kit.privacy import classify
from maillage.mobility.enums import CourseKind, Level


class Course(models.Model):
    """`languages` are those in which somebody helps; `needs_rides` says that enrolments can become requests."""

    region = models.ForeignKey("territory.Region", on_delete=models.CASCADE, related_name="courses")
    public_id = PublicIdField()
    initiative = models.ForeignKey(
        "initiatives.Initiative", null=True, blank=True, on_delete=models.SET_NULL, related_name="courses"
    )
    organisation = models.ForeignKey(
        "people.Organisation", null=True, blank=True, on_delete=models.SET_NULL, related_name="courses"
    )
    teacher = models.ForeignKey(
        "people.Volunteer", null=True, blank=True, on_delete=models.SET_NULL, related_name="courses"
    )
    title = WordingField()
    about = WordingField()
    kind = models.CharField(max_length=14, choices=CourseKind.choices)
    level = models.CharField(max_length=2, choices=Level.choices, blank=True)
    languages = models.JSONField(default=list, blank=True)
    seats = models.PositiveSmallIntegerField()
    point = models.ForeignKey("mobility.MeetingPoint", on_delete=models.PROTECT, related_name="courses")
    needs_rides = models.BooleanField(default=False)
    is_public = models.BooleanField(default=False)
    closed_at = models.DateTimeField(null=True, blank=True)

    classified = classify(
        plain=[
            "region", "public_id", "initiative", "organisation", "teacher", "title", "about", "kind", "level",
            "languages", "seats", "point", "needs_rides", "is_public", "closed_at",
        ],
        within="region__slug",
    )  # fmt: skip

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=Q(seats__gte=1, seats__lte=500), name="course_has_a_seat"),
        ]

    def __str__(self) -> str:
        return str(self.title)
