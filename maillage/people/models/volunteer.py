"""A volunteer: somebody who gives time on one region's platform, reachable by link, without an account."""

from __future__ import annotations

from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from maillage.kit.fields import PublicIdField
from maillage.kit.privacy import WITH_ITS_RECORD, Keep, Personal, classify
from maillage.people.enums import VolunteerState

QUIET = Keep(_("24 months after the last answer or lift"), timedelta(days=730), ("created_at", "last_heard_at"))
LEFT = Keep(_("30 days after somebody has stopped"), timedelta(days=30), ("left_at",))


class Volunteer(models.Model):
    """`available` holds half-days, "1-am" (Monday morning) to "7-pm"; the place is a municipality, not an address."""

    region = models.ForeignKey("territory.Region", on_delete=models.CASCADE, related_name="volunteers")
    public_id = PublicIdField()
    organisation = models.ForeignKey(
        "people.Organisation", null=True, blank=True, on_delete=models.SET_NULL, related_name="volunteers"
    )
    place = models.ForeignKey(
        "territory.Place", null=True, blank=True, on_delete=models.PROTECT, related_name="volunteers"
    )
    name = models.CharField(max_length=150, blank=True)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    preferred_language = models.CharField(max_length=8, default="en")
    also_speaks = models.JSONField(default=list, blank=True)
    skills = models.JSONField(default=list, blank=True)
    available = models.JSONField(default=list, blank=True)
    state = models.CharField(max_length=10, choices=VolunteerState.choices, default=VolunteerState.ASKED)
    left_at = models.DateTimeField(null=True, blank=True)
    is_demonstration = models.BooleanField(default=False)
    last_heard_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    classified = classify(
        called=_("Volunteers of a region"),
        personal={
            "organisation": Personal(_("organisation"), _("knows through whom somebody helps"), (QUIET, LEFT)),
            "place": Personal(_("municipality"), _("plans lifts and lessons near you"), (QUIET, LEFT)),
            "name": Personal(_("name"), _("addresses you, and tells whom you meet who comes"), (QUIET, LEFT), "name"),
            "email": Personal(_("e-mail address"), _("sends your plan and questions"), (QUIET, LEFT), "email"),
            "phone": Personal(_("phone number"), _("reaches you on the day"), (QUIET, LEFT)),
            "preferred_language": Personal(_("language"), _("writes in your language"), WITH_ITS_RECORD),
            "also_speaks": Personal(_("further languages spoken"), _("finds who you can talk with"), (QUIET, LEFT)),
            "skills": Personal(_("what you offer to do"), _("asks you for what you offer"), (QUIET, LEFT)),
            "available": Personal(_("when you have time"), _("asks you when you have time"), (QUIET, LEFT)),
            "state": Personal(_("whether you take part"), _("asks only those who take part"), WITH_ITS_RECORD),
            "left_at": Personal(_("stopped on"), _("forgets you afterwards"), WITH_ITS_RECORD),
            "last_heard_at": Personal(_("last answer"), _("forgets people who are no longer there"), WITH_ITS_RECORD),
        },
        plain=["region", "public_id", "is_demonstration", "created_at"],
        within="region__slug",
    )

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(
                "region", Lower("email"), condition=~Q(email=""), name="volunteer_email_is_unique_in_region"
            ),
            models.CheckConstraint(
                condition=Q(state=VolunteerState.LEFT, left_at__isnull=False)
                | (~Q(state=VolunteerState.LEFT) & Q(left_at__isnull=True)),
                name="volunteer_left_with_a_date",
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.email or str(_("somebody whose details were erased"))

    @property
    def link_nonce(self) -> int:
        """The number of the links that open this person's pages; 1 until they were replaced."""
        renewed = getattr(self, "renewed_link", None)
        return renewed.nonce if renewed else 1

    @property
    def languages(self) -> list[str]:
        """The languages this person can talk in, the one written to first."""
        return list(dict.fromkeys([self.preferred_language, *self.also_speaks]))
