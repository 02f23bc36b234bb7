"""A membership: the role of a user in one region, or of a lead over one programme."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from maillage.kit.privacy import Keep, Personal, classify
from maillage.people.enums import Role


class Membership(models.Model):
    """Exactly one of region and programme; a member speaks for an organisation."""

    user = models.ForeignKey("people.User", on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=12, choices=Role.choices)
    region = models.ForeignKey(
        "territory.Region", null=True, blank=True, on_delete=models.CASCADE, related_name="memberships"
    )
    programme = models.ForeignKey(
        "territory.Programme", null=True, blank=True, on_delete=models.CASCADE, related_name="memberships"
    )
    organisation = models.ForeignKey(
        "people.Organisation", null=True, blank=True, on_delete=models.CASCADE, related_name="memberships"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    classified = classify(
        called=_("Roles of people with an account"),
        personal={
            "user": Personal(_("account"), _("gives access to the region"), Keep(_("until the role is taken away"))),
            "role": Personal(_("role"), _("decides what somebody may do"), Keep(_("until the role is taken away"))),
        },
        plain=["region", "programme", "organisation", "created_at"],
        within="region__slug",
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(role=Role.LEAD, programme__isnull=False, region__isnull=True)
                | (~Q(role=Role.LEAD) & Q(programme__isnull=True, region__isnull=False)),
                name="membership_lead_has_programme_others_a_region",
            ),
            models.CheckConstraint(
                condition=~Q(role=Role.MEMBER) | Q(organisation__isnull=False),
                name="membership_member_speaks_for_an_organisation",
            ),
            models.UniqueConstraint(
                fields=["user", "region"], condition=Q(region__isnull=False), name="membership_one_a_region"
            ),
            models.UniqueConstraint(
                fields=["user", "programme"], condition=Q(programme__isnull=False), name="membership_one_a_programme"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.get_role_display()}"

    @property
    def owner(self) -> str:
        """The slug of the region, or of the programme, in which the role holds."""
        held_in = self.region or self.programme
        return held_in.slug if held_in else ""
