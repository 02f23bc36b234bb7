"""A contact: a person reachable at an organisation, without an account, known to one region only."""

from __future__ import annotations

from datetime import timedelta

from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from maillage.kit.fields import PublicIdField
from maillage.kit.privacy import WITH_ITS_RECORD, Keep, Personal, classify
from maillage.people.enums import Category

SILENT = Keep(
    _("24 months after the last invitation or answer"),
    timedelta(days=730),
    ("created_at", "last_heard_at", "invitations__invited_at"),
)
STOPPED = Keep(_("30 days after somebody asked for no more invitations"), timedelta(days=30), ("unsubscribed_at",))


class Contact(models.Model):
    """Who is written to; one region never sees another's contacts."""

    region = models.ForeignKey("territory.Region", on_delete=models.CASCADE, related_name="contacts")
    organisation = models.ForeignKey(
        "people.Organisation", null=True, blank=True, on_delete=models.SET_NULL, related_name="contacts"
    )
    public_id = PublicIdField()
    name = models.CharField(max_length=150, blank=True)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    function = models.CharField(max_length=120, blank=True)
    category = models.CharField(
        max_length=40, choices=Category.choices, blank=True, help_text="For persons without an organisation."
    )
    preferred_language = models.CharField(max_length=8, default="en")
    also_speaks = models.JSONField(default=list, blank=True, help_text="Codes of further languages spoken.")
    is_demonstration = models.BooleanField(default=False)
    unsubscribed_at = models.DateTimeField(null=True, blank=True)
    last_heard_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    classified = classify(
        called=_("Directory of a region"),
        personal={
            "organisation": Personal(_("organisation"), _("knows for whom somebody speaks"), WITH_ITS_RECORD),
            "name": Personal(_("name"), _("addresses people by name"), (SILENT, STOPPED), holds="name"),
            "email": Personal(
                _("e-mail address"), _("sends invitations and what follows from them"), SILENT, holds="email"
            ),
            "phone": Personal(_("phone number"), _("reaches people on the day"), (SILENT, STOPPED)),
            "function": Personal(_("function in the organisation"), _("invites the right person"), (SILENT, STOPPED)),
            "category": Personal(_("kind of stakeholder"), _("counts who takes part"), WITH_ITS_RECORD),
            "preferred_language": Personal(_("language"), _("writes in your language"), WITH_ITS_RECORD),
            "also_speaks": Personal(
                _("further languages spoken"), _("seats you with people you can talk with"), (SILENT, STOPPED)
            ),
            "unsubscribed_at": Personal(
                _("wants no more invitations since"), _("stops writing to you"), WITH_ITS_RECORD
            ),
            "last_heard_at": Personal(_("last answer"), _("forgets people who are no longer there"), WITH_ITS_RECORD),
        },
        plain=["region", "public_id", "is_demonstration", "created_at"],
        within="region__slug",
    )

    class Meta:
        ordering = ["name", "email"]
        constraints = [
            models.UniqueConstraint(
                "region", Lower("email"), condition=~models.Q(email=""), name="contact_email_is_unique_in_region"
            )
        ]

    def __str__(self) -> str:
        return self.name or self.email or str(_("somebody whose details were erased"))

    @property
    def is_erased(self) -> bool:
        """Nothing is left by which this person could be reached or named."""
        return not (self.name or self.email or self.phone)

    @property
    def languages(self) -> list[str]:
        """The languages this person can talk in, the one written to first."""
        return list(dict.fromkeys([self.preferred_language, *self.also_speaks]))

    @property
    def stakeholder_category(self) -> str:
        """The category under which this person is counted."""
        return self.organisation.category if self.organisation else self.category
