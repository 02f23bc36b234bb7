"""A plan of lifts for one week of a region, edition by edition."""

from __future__ import annotations

from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from maillage.kit.fields import PublicIdField
from maillage.kit.privacy import Keep, classify
from maillage.mobility.enums import PlanState

ONE_AT_A_TIME = (PlanState.WAITING, PlanState.RECKONING)
OLD = Keep(_("13 months after its week"), timedelta(days=395), ("monday",))


class RidePlan(models.Model):
    """`proof` holds value and bound of each aim, `told` how far the reckoning is, `wanted` where volunteers would help.

    One reckoning at a time for a week, and one proposed plan: the database refuses a second.
    """

    region = models.ForeignKey("territory.Region", on_delete=models.CASCADE, related_name="ride_plans")
    public_id = PublicIdField()
    monday = models.DateField()
    edition = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=10, choices=PlanState.choices, default=PlanState.WAITING)
    replans = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="replanned_by")
    told = models.JSONField(default=dict, blank=True)
    proof = models.JSONField(default=dict, blank=True)
    wanted = models.JSONField(default=list, blank=True)
    travel = models.CharField(max_length=10, blank=True, help_text="Where its travel times came from.")
    stop_asked_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    reckoned_at = models.DateTimeField(null=True, blank=True)
    proposed_at = models.DateTimeField(null=True, blank=True)

    classified = classify(
        plain=[
            "region", "public_id", "monday", "edition", "state", "replans", "told", "proof", "wanted", "travel",
            "stop_asked_at", "created_at", "reckoned_at", "proposed_at",
        ],
        rows=(OLD,),
        within="region__slug",
    )  # fmt: skip

    class Meta:
        ordering = ["-monday", "-edition"]
        constraints = [
            models.UniqueConstraint(fields=["region", "monday", "edition"], name="ride_plan_edition_once"),
            models.UniqueConstraint(
                fields=["region", "monday"], condition=Q(state__in=ONE_AT_A_TIME), name="ride_plan_one_at_a_time"
            ),
            models.UniqueConstraint(
                fields=["region", "monday"], condition=Q(state=PlanState.PROPOSED), name="ride_plan_one_proposed"
            ),
            models.CheckConstraint(
                condition=~Q(state=PlanState.PROPOSED) | Q(proposed_at__isnull=False),
                name="ride_plan_proposed_with_a_date",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.monday} ({self.edition})"
