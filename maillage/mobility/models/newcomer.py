"""A newcomer who asked for a lift or a seat in a course: the least that is needed, erased afterwards."""

from __future__ import annotations

from datetime import timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

from maillage.kit.fields import PublicIdField
from maillage.kit.privacy import WITH_ITS_RECORD, Keep, Personal, classify
from maillage.mobility.enums import Qualifies

AFTER_THE_LAST = Keep(_("30 days after the last lift or lesson"), timedelta(days=30), ("needed_until",))


class Newcomer(models.Model):
    """Without an account; called as they wish. `needed_until` is the last day of anything asked, or today's request.

    `speaks_for` is the organisation whose coordinator asked for them. `counted_in` holds the years in which this
    person is already counted in the yearly report, so that the report outlives the name.
    """

    region = models.ForeignKey("territory.Region", on_delete=models.CASCADE, related_name="newcomers")
    public_id = PublicIdField()
    name = models.CharField(max_length=80, blank=True, help_text="As they wish to be called.")
    phone = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)
    language = models.CharField(max_length=8, default="en")
    speaks_for = models.ForeignKey(
        "people.Organisation", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    qualifies = models.CharField(max_length=10, choices=Qualifies.choices, default=Qualifies.UNKNOWN)
    counted_in = models.JSONField(default=list, blank=True, editable=False)
    link_nonce = models.PositiveIntegerField(default=1, help_text="Grows when their links are replaced.")
    needed_until = models.DateField()
    is_demonstration = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    classified = classify(
        called=_("Lifts and lessons asked for"),
        personal={
            "name": Personal(_("what you are called"), _("tells who drives whom they meet"), AFTER_THE_LAST, "name"),
            "phone": Personal(_("phone number"), _("reaches you on the day"), AFTER_THE_LAST),
            "email": Personal(_("e-mail address"), _("sends your plan"), AFTER_THE_LAST, "email"),
            "language": Personal(_("language"), _("writes in your language"), WITH_ITS_RECORD),
            "speaks_for": Personal(_("who asked for you"), _("answers whoever asked"), AFTER_THE_LAST),
            "qualifies": Personal(_("by which rule you may ride"), _("keeps within the rules"), WITH_ITS_RECORD),
            "needed_until": Personal(_("last day"), _("forgets you afterwards"), WITH_ITS_RECORD),
        },
        plain=["region", "public_id", "counted_in", "link_nonce", "is_demonstration", "created_at"],
        rows=(AFTER_THE_LAST,),
        within="region__slug",
    )

    class Meta:
        ordering = ["name", "id"]

    def __str__(self) -> str:
        return self.name or str(_("somebody whose details were erased"))
