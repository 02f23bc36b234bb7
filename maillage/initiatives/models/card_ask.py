"""An ask: an organisation is asked, by a link, whether its card and its initiatives are still true."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from maillage.kit.fields import PublicIdField, new_public_id
from maillage.kit.privacy import WITH_ITS_RECORD, Personal, classify


class CardAsk(models.Model):
    """Open until it is answered or taken back; another link cannot be made from what is stored."""

    region = models.ForeignKey("territory.Region", on_delete=models.CASCADE, related_name="card_asks")
    organisation = models.ForeignKey("people.Organisation", on_delete=models.CASCADE, related_name="card_asks")
    contact = models.ForeignKey("people.Contact", on_delete=models.CASCADE, related_name="card_asks")
    public_id = PublicIdField()
    nonce = models.CharField(max_length=24, default=new_public_id, editable=False)
    asked_at = models.DateTimeField()
    reminded_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    taken_back_at = models.DateTimeField(null=True, blank=True)

    classified = classify(
        called=_("Directory of a region"),
        personal={"contact": Personal(_("who was asked"), _("keeps the directory true"), WITH_ITS_RECORD)},
        plain=[
            "region", "organisation", "public_id", "nonce", "asked_at", "reminded_at", "answered_at", "taken_back_at",
        ],
        within="region__slug",
    )  # fmt: skip

    class Meta:
        ordering = ["asked_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["region", "organisation"],
                condition=Q(answered_at__isnull=True, taken_back_at__isnull=True),
                name="card_ask_one_open_for_an_organisation",
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True) | Q(taken_back_at__isnull=True),
                name="card_ask_answered_or_taken_back",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} asked on {self.asked_at:%Y-%m-%d}"
