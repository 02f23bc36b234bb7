"""An offer of a volunteer: a trip of their own, or a slot in which they drive for others, week by week."""

from __future__ import annotations

from datetime import timedelta

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from maillage.kit.fields import PublicIdField
from maillage.kit.privacy import WITH_ITS_RECORD, Keep, Personal, classify
from maillage.mobility.enums import OfferKind, OfferState

AFTER_THE_END = Keep(_("30 days after its last day"), timedelta(days=30), ("last_on",))


class Offer(models.Model):
    """Places are municipalities; times are wall-clock in the region's zone; weekdays 1 (Monday) to 7.

    `detour_minutes` is what may be driven beyond the direct way: in a slot, all that may be driven.
    """

    region = models.ForeignKey("territory.Region", on_delete=models.CASCADE, related_name="offers")
    public_id = PublicIdField()
    volunteer = models.ForeignKey("people.Volunteer", on_delete=models.CASCADE, related_name="offers")
    kind = models.CharField(max_length=10, choices=OfferKind.choices)
    from_place = models.ForeignKey("territory.Place", on_delete=models.PROTECT, related_name="offers_from")
    to_place = models.ForeignKey(
        "territory.Place", null=True, blank=True, on_delete=models.PROTECT, related_name="offers_to"
    )
    weekdays = models.JSONField(default=list)
    leaves = models.TimeField()
    arrives = models.TimeField()
    seats = models.PositiveSmallIntegerField(default=3)
    detour_minutes = models.PositiveSmallIntegerField(default=15)
    first_on = models.DateField()
    last_on = models.DateField()
    in_holidays = models.BooleanField(default=True)
    state = models.CharField(max_length=10, choices=OfferState.choices, default=OfferState.OFFERED)
    created_at = models.DateTimeField(auto_now_add=True)

    classified = classify(
        called=_("Lifts offered"),
        personal={
            name: Personal(label, _("plans lifts that fit your days"), WITH_ITS_RECORD)
            for name, label in {
                "from_place": _("from which municipality"),
                "to_place": _("to which municipality"),
                "weekdays": _("on which days"),
                "leaves": _("from which hour"),
                "arrives": _("until which hour"),
                "first_on": _("first day"),
                "last_on": _("last day"),
            }.items()
        },
        plain=[
            "region", "public_id", "volunteer", "kind", "seats", "detour_minutes", "in_holidays", "state", "created_at",
        ],
        rows=(AFTER_THE_END,),
        within="region__slug",
    )  # fmt: skip

    class Meta:
        ordering = ["volunteer__name", "leaves", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(seats__gte=1, seats__lte=8), name="offer_has_a_seat"),
            models.CheckConstraint(condition=Q(arrives__gt=F("leaves")), name="offer_arrives_after_it_leaves"),
            models.CheckConstraint(condition=Q(last_on__gte=F("first_on")), name="offer_ends_after_it_begins"),
            models.CheckConstraint(
                condition=Q(kind=OfferKind.SLOT, to_place__isnull=True)
                | Q(kind=OfferKind.OWN_TRIP, to_place__isnull=False),
                name="offer_own_trip_leads_somewhere",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.from_place_id} {self.leaves:%H:%M}"
