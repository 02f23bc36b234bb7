"""A request for a lift: from a meeting point to another, week by week, with or without the way back."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from maillage.kit.fields import PublicIdField
from maillage.kit.privacy import WITH_ITS_RECORD, Personal, classify
from maillage.mobility.enums import RequestState, TimeKind


class RideRequest(models.Model):
    """Times are wall-clock in the region's zone; weekdays 1 (Monday) to 7; `back_at` is when the way back begins.

    `flexible_minutes` is how much earlier one may arrive, or later one may leave.
    """

    newcomer = models.ForeignKey("mobility.Newcomer", on_delete=models.CASCADE, related_name="requests")
    public_id = PublicIdField()
    from_point = models.ForeignKey("mobility.MeetingPoint", on_delete=models.PROTECT, related_name="requests_from")
    to_point = models.ForeignKey("mobility.MeetingPoint", on_delete=models.PROTECT, related_name="requests_to")
    kind = models.CharField(max_length=10, choices=TimeKind.choices, default=TimeKind.ARRIVE_BY)
    time = models.TimeField()
    flexible_minutes = models.PositiveSmallIntegerField(default=30)
    back_at = models.TimeField(null=True, blank=True)
    seats = models.PositiveSmallIntegerField(default=1)
    weekdays = models.JSONField(default=list)
    first_on = models.DateField()
    last_on = models.DateField()
    in_holidays = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=RequestState.choices, default=RequestState.ASKED)
    course = models.ForeignKey(
        "mobility.Course", null=True, blank=True, on_delete=models.SET_NULL, related_name="requests"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    classified = classify(
        called=_("Lifts and lessons asked for"),
        personal={
            name: Personal(label, _("plans the lift that you ask for"), WITH_ITS_RECORD)
            for name, label in {
                "from_point": _("from which meeting point"),
                "to_point": _("to which meeting point"),
                "time": _("at what time"),
                "back_at": _("back at what time"),
                "weekdays": _("on which days"),
                "first_on": _("first day"),
                "last_on": _("last day"),
                "course": _("to which course"),
            }.items()
        },
        plain=[
            "newcomer", "public_id", "kind", "flexible_minutes", "seats", "in_holidays", "state", "created_at",
        ],
        within="newcomer__region__slug",
    )  # fmt: skip

    class Meta:
        ordering = ["first_on", "time", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(seats__gte=1, seats__lte=8), name="ride_request_has_a_rider"),
            models.CheckConstraint(condition=~Q(from_point=F("to_point")), name="ride_request_leads_elsewhere"),
            models.CheckConstraint(condition=Q(last_on__gte=F("first_on")), name="ride_request_ends_after_it_begins"),
            models.CheckConstraint(
                condition=Q(back_at__isnull=True) | Q(back_at__gt=F("time")), name="ride_request_back_after_there"
            ),
            models.CheckConstraint(condition=Q(flexible_minutes__lte=240), name="ride_request_flexible_within_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.public_id}"
