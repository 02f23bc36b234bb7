"""An application for a pilot: written by link, changed until the call closes, judged by several."""

from __future__ import annotations

from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from maillage.initiatives.models.pilot_call import AFTER_THE_CALL
from maillage.kit.fields import PublicIdField
from maillage.kit.privacy import Keep, Personal, classify

NEVER_SENT = Keep(
    _("60 days after it was begun, if it was never sent"),
    timedelta(days=60),
    ("created_at",),
    {"submitted_at__isnull": True},
)


class PilotApplication(models.Model):
    """A draft until it is submitted; withdrawn ones keep their place in the list and lose their chance."""

    call = models.ForeignKey("initiatives.PilotCall", on_delete=models.CASCADE, related_name="applications")
    public_id = PublicIdField()
    nonce = models.CharField(max_length=24, editable=False)
    organisation_name = models.CharField(max_length=200, blank=True)
    contact_name = models.CharField(max_length=150, blank=True)
    contact_email = models.EmailField(blank=True)
    language = models.CharField(max_length=8, default="en")
    title = models.CharField(max_length=200, blank=True)
    answers = models.JSONField(default=dict, blank=True, help_text="Texts by the key of the question.")
    amount_eur = models.PositiveIntegerField(null=True, blank=True)
    months = models.PositiveSmallIntegerField(null=True, blank=True)
    version = models.PositiveIntegerField(default=0, help_text="Grows with each saving: two windows do not overwrite.")
    created_at = models.DateTimeField(auto_now_add=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_because = models.CharField(max_length=400, blank=True)

    classified = classify(
        called=_("Calls for pilots"),
        personal={
            "contact_name": Personal(
                _("name"), _("knows with whom to speak about it"), (AFTER_THE_CALL, NEVER_SENT), holds="name"
            ),
            "contact_email": Personal(
                _("e-mail address"), _("sends the link and the answer"), (AFTER_THE_CALL, NEVER_SENT), holds="email"
            ),
        },
        plain=[
            "call", "public_id", "nonce", "organisation_name", "language", "title", "answers", "amount_eur", "months",
            "version", "created_at", "submitted_at", "withdrawn_at", "withdrawn_because",
        ],
        within="call__region__slug",
    )  # fmt: skip

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(submitted_at__isnull=True) | (~Q(title="") & ~Q(organisation_name="")),
                name="pilot_application_submitted_with_a_title",
            )
        ]

    def __str__(self) -> str:
        return self.title
