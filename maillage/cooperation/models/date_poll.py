"""A date poll: possible dates of a roundtable not yet fixed, and who can come on which."""

from __future__ import annotations

from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from maillage.cooperation.enums import DateChoice
from maillage.kit.privacy import WITH_ITS_RECORD, Keep, Personal, classify

AFTER_THE_ROUNDTABLE = Keep(_("30 days after the roundtable"), timedelta(days=30), ("option__poll__roundtable__date",))


class DatePoll(models.Model):
    """Open from `asked_at` until `closes_on` or until a date is fixed; belongs to a roundtable still in draft."""

    roundtable = models.OneToOneField("cooperation.Roundtable", on_delete=models.CASCADE, related_name="date_poll")
    nonce = models.PositiveIntegerField(default=1)
    closes_on = models.DateField(null=True, blank=True)
    asked_at = models.DateTimeField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    classified = classify(
        plain=["roundtable", "nonce", "closes_on", "asked_at", "decided_at"], within="roundtable__region__slug"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_at__isnull=True) | Q(asked_at__isnull=False), name="date_poll_asked_before_decided"
            )
        ]

    def __str__(self) -> str:
        return f"dates of {self.roundtable_id}"


class DateOption(models.Model):
    """One possible date and wall-clock start, in the zone of the roundtable."""

    poll = models.ForeignKey("cooperation.DatePoll", on_delete=models.CASCADE, related_name="options")
    date = models.DateField()
    start_time = models.TimeField()

    classified = classify(plain=["poll", "date", "start_time"], within="poll__roundtable__region__slug")

    class Meta:
        ordering = ["date", "start_time"]
        constraints = [
            models.UniqueConstraint(fields=["poll", "date", "start_time"], name="date_option_is_offered_once")
        ]

    def __str__(self) -> str:
        return f"{self.date} {self.start_time}"


class DateVote(models.Model):
    """What one contact says of one date; the last word counts."""

    option = models.ForeignKey("cooperation.DateOption", on_delete=models.CASCADE, related_name="votes")
    contact = models.ForeignKey("people.Contact", on_delete=models.CASCADE, related_name="date_votes")
    choice = models.CharField(max_length=12, choices=DateChoice.choices)
    voted_at = models.DateTimeField()

    classified = classify(
        called=_("Answers to a date poll"),
        personal={
            "contact": Personal(_("who can come when"), _("finds a date for most"), WITH_ITS_RECORD),
            "choice": Personal(_("can come on a date"), _("finds a date for most"), WITH_ITS_RECORD),
        },
        plain=["option", "voted_at"],
        rows=(AFTER_THE_ROUNDTABLE,),
        within="option__poll__roundtable__region__slug",
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["option", "contact"], name="date_vote_one_each")]

    def __str__(self) -> str:
        return f"{self.contact_id}: {self.choice}"
