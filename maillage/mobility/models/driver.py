"""A driver: what concerns the driving of one volunteer."""

from __future__ import annotations

from decimal import Decimal

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from maillage.kit.privacy import WITH_ITS_RECORD, Personal, classify


class Driver(models.Model):
    """The weekly cap counts outings with riders; equipment holds the needs that the car and who drives can meet.

    `changed_at` is when cap or equipment were changed last: a plan begun before may not be driven as it stands.
    """

    volunteer = models.OneToOneField("people.Volunteer", on_delete=models.CASCADE, related_name="driver")
    weekly_cap = models.PositiveSmallIntegerField(default=3)
    seats = models.PositiveSmallIntegerField(default=3)
    equipment = models.JSONField(default=list, blank=True)
    eur_per_km = models.DecimalField(
        max_digits=4, decimal_places=2, default=Decimal(0), help_text="The contribution asked; none by default."
    )
    changed_at = models.DateTimeField(null=True, blank=True)

    classified = classify(
        called=_("Volunteers who drive"),
        personal={
            "weekly_cap": Personal(_("lifts a week at most"), _("never plans more than you offer"), WITH_ITS_RECORD),
            "equipment": Personal(_("what the car has room for"), _("finds the right car"), WITH_ITS_RECORD),
            "eur_per_km": Personal(_("contribution asked"), _("keeps within the rules"), WITH_ITS_RECORD),
        },
        plain=["volunteer", "seats", "changed_at"],
        within="volunteer__region__slug",
    )

    class Meta:
        ordering = ["volunteer__name", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(seats__gte=1, seats__lte=8), name="driver_has_a_seat_to_give"),
            models.CheckConstraint(condition=Q(weekly_cap__lte=50), name="driver_cap_within_reason"),
            models.CheckConstraint(condition=Q(eur_per_km__gte=0, eur_per_km__lte=5), name="driver_asks_within_reason"),
        ]

    def __str__(self) -> str:
        return str(self.volunteer)
