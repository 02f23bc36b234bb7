"""A subscriber: an address that asked to hear of one region and said so twice."""

from __future__ import annotations

from datetime import timedelta

from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from maillage.kit.privacy import Keep, Personal, classify

UNTIL_UNSUBSCRIBED = Keep(_("until you unsubscribe"))


class Subscriber(models.Model):
    """Gets a message per report or date once confirmed; unconfirmed addresses are forgotten after days."""

    region = models.ForeignKey("territory.Region", on_delete=models.CASCADE, related_name="subscribers")
    email = models.EmailField()
    language = models.CharField(max_length=8, default="en")
    asked_at = models.DateTimeField(auto_now_add=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)

    classified = classify(
        called=_("Subscriptions to a region's news"),
        personal={
            "email": Personal(
                _("e-mail address"), _("sends the news you asked for"), UNTIL_UNSUBSCRIBED, holds="email"
            ),
            "language": Personal(_("language"), _("writes in your language"), UNTIL_UNSUBSCRIBED),
            "region": Personal(_("region"), _("sends the news you asked for"), UNTIL_UNSUBSCRIBED),
            "asked_at": Personal(_("asked on"), _("forgets addresses that nobody confirmed"), UNTIL_UNSUBSCRIBED),
            "confirmed_at": Personal(_("confirmed on"), _("shows that you agreed"), UNTIL_UNSUBSCRIBED),
        },
        plain=[],
        rows=(
            Keep(
                _("seven days where nobody confirmed"), timedelta(days=7), ("asked_at",), {"confirmed_at__isnull": True}
            ),
        ),
        within="region__slug",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint("region", Lower("email"), name="subscriber_once_a_region"),
        ]

    def __str__(self) -> str:
        return self.email
