"""A check-in: the ticket by which somebody who arrived follows a running roundtable on a phone of their own."""

from __future__ import annotations

from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from maillage.cooperation.enums import Mode
from maillage.kit.fields import PublicIdField
from maillage.kit.privacy import Keep, Personal, classify

# Taken away when the roundtable is wrapped up; this is for one that nobody wraps up.
AFTER_THE_DAY = Keep(_("7 days after the roundtable"), timedelta(days=7), ("roundtable__date",))


class CheckIn(models.Model):
    """Without a contact it waits for the convenor, who sees the name that was typed; what is kept for good is presence.

    `public_id` stands in the link of the personal page, and says of nobody whether they were invited.
    """

    roundtable = models.ForeignKey("cooperation.Roundtable", on_delete=models.CASCADE, related_name="check_ins")
    public_id = PublicIdField()
    contact = models.ForeignKey(
        "people.Contact", null=True, blank=True, on_delete=models.CASCADE, related_name="check_ins"
    )
    name = models.CharField(max_length=150, blank=True)
    organisation_name = models.CharField(max_length=150, blank=True)
    comes = models.CharField(max_length=8, choices=Mode.choices, blank=True)
    at = models.DateTimeField()
    turned_away_at = models.DateTimeField(null=True, blank=True)

    classified = classify(
        called=_("Check-in at a roundtable"),
        personal={
            "contact": Personal(_("who is there"), _("shows you your room"), AFTER_THE_DAY),
            "name": Personal(_("name, as typed"), _("lets the convenor let you in"), AFTER_THE_DAY, holds="name"),
            "organisation_name": Personal(
                _("organisation, as typed"), _("lets the convenor let you in"), AFTER_THE_DAY
            ),
            "comes": Personal(_("in the room or online"), _("counts who came"), AFTER_THE_DAY),
        },
        plain=["roundtable", "public_id", "at", "turned_away_at"],
        rows=(AFTER_THE_DAY,),
        within="roundtable__region__slug",
    )

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(contact__isnull=True) | Q(turned_away_at__isnull=True),
                name="check_in_lets_in_or_turns_away",
            )
        ]

    def __str__(self) -> str:
        return str(self.contact or self.name)

    @property
    def is_waiting(self) -> bool:
        """The convenor has not said yet who this is."""
        return self.contact_id is None and self.turned_away_at is None
