"""The course of a pilot: milestones, money, periodic reports, targets and the evaluation."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from maillage.kit.fields import PublicIdField, WordingField
from maillage.kit.privacy import Keep, Personal, classify

REPORTED = Keep(_("36 months after the report was due"), timedelta(days=1096), ("due_on",))


class Milestone(models.Model):
    """Something that is to be reached by a day."""

    pilot = models.ForeignKey("initiatives.Pilot", on_delete=models.CASCADE, related_name="milestones")
    public_id = PublicIdField()
    title = WordingField()
    due_on = models.DateField()
    done_on = models.DateField(null=True, blank=True)
    dropped_on = models.DateField(null=True, blank=True)
    remark = WordingField()

    classified = classify(
        plain=["pilot", "public_id", "title", "due_on", "done_on", "dropped_on", "remark"], within="pilot__region__slug"
    )

    class Meta:
        ordering = ["due_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(done_on__isnull=True) | Q(dropped_on__isnull=True), name="milestone_done_or_dropped"
            )
        ]

    def __str__(self) -> str:
        return str(self.title)


class BudgetLine(models.Model):
    """A line of a pilot's budget; what was spent on it is counted from its spendings."""

    pilot = models.ForeignKey("initiatives.Pilot", on_delete=models.CASCADE, related_name="budget_lines")
    public_id = PublicIdField()
    position = models.PositiveSmallIntegerField(default=0)
    title = WordingField()
    planned_eur = models.DecimalField(max_digits=10, decimal_places=2, default=Decimal(0))

    classified = classify(
        plain=["pilot", "public_id", "position", "title", "planned_eur"], within="pilot__region__slug"
    )

    class Meta:
        ordering = ["position", "id"]
        constraints = [models.CheckConstraint(condition=Q(planned_eur__gte=0), name="budget_line_not_negative")]

    def __str__(self) -> str:
        return str(self.title)


class Spending(models.Model):
    """Money spent on a line on a day; a correction is a line with the opposite sign."""

    line = models.ForeignKey("initiatives.BudgetLine", on_delete=models.CASCADE, related_name="spendings")
    spent_on = models.DateField()
    amount_eur = models.DecimalField(max_digits=10, decimal_places=2)
    words = models.CharField(max_length=200, blank=True)
    report = models.ForeignKey(
        "initiatives.PilotReport", null=True, blank=True, on_delete=models.SET_NULL, related_name="spendings"
    )

    classified = classify(
        plain=["line", "spent_on", "amount_eur", "words", "report"], within="line__pilot__region__slug"
    )

    class Meta:
        ordering = ["spent_on", "id"]
        constraints = [models.CheckConstraint(condition=~Q(amount_eur=0), name="spending_of_something")]

    def __str__(self) -> str:
        return f"{self.amount_eur}"


class PilotReport(models.Model):
    """A short periodic report, asked for by link; late when `due_on` is over and nothing was sent."""

    pilot = models.ForeignKey("initiatives.Pilot", on_delete=models.CASCADE, related_name="reports")
    public_id = PublicIdField()
    nonce = models.CharField(max_length=24, editable=False)
    period_from = models.DateField()
    period_to = models.DateField()
    due_on = models.DateField()
    asked_at = models.DateTimeField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    language = models.CharField(max_length=8, blank=True)
    done = models.TextField(blank=True)
    difficulties = models.TextField(blank=True)
    next_steps = models.TextField(blank=True)
    participants = models.PositiveIntegerField(null=True, blank=True, help_text="Shown in public in fives alone.")
    signed = models.CharField(max_length=150, blank=True)
    version = models.PositiveIntegerField(default=0)

    classified = classify(
        called=_("Pilots"),
        personal={"signed": Personal(_("name, as signed"), _("lets the convenor ask back"), REPORTED, holds="name")},
        plain=[
            "pilot", "public_id", "nonce", "period_from", "period_to", "due_on", "asked_at", "reminded_at", "sent_at",
            "language", "done", "difficulties", "next_steps", "participants", "version",
        ],
        within="pilot__region__slug",
    )  # fmt: skip

    class Meta:
        ordering = ["due_on", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(period_to__gte=F("period_from")), name="pilot_report_period_forward"),
            models.CheckConstraint(
                condition=Q(sent_at__isnull=True) | ~Q(done=""), name="pilot_report_sent_says_what_was_done"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pilot_id} until {self.period_to}"


class Target(models.Model):
    """What a pilot means to reach in a number, and what it reached."""

    pilot = models.ForeignKey("initiatives.Pilot", on_delete=models.CASCADE, related_name="targets")
    public_id = PublicIdField()
    title = WordingField()
    counts_people = models.BooleanField(default=False, help_text="Then it is shown in public in fives alone.")
    aimed = models.PositiveIntegerField()
    reached = models.PositiveIntegerField(null=True, blank=True)
    counted_on = models.DateField(null=True, blank=True)

    classified = classify(
        plain=["pilot", "public_id", "title", "counts_people", "aimed", "reached", "counted_on"],
        within="pilot__region__slug",
    )

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(reached__isnull=True, counted_on__isnull=True)
                | Q(reached__isnull=False, counted_on__isnull=False),
                name="target_counted_on_a_day",
            )
        ]

    def __str__(self) -> str:
        return str(self.title)


class Evaluation(models.Model):
    """What somebody who looked at a finished pilot found."""

    pilot = models.OneToOneField("initiatives.Pilot", on_delete=models.CASCADE, related_name="evaluation")
    evaluated_by = models.CharField(max_length=200, help_text="An organisation or a function.")
    evaluated_on = models.DateField()
    what_worked = WordingField()
    what_did_not = WordingField()
    advice = WordingField()
    goes_on = models.BooleanField(null=True, blank=True, help_text="Whether it goes on after the money.")
    published_at = models.DateTimeField(null=True, blank=True)

    classified = classify(
        plain=[
            "pilot", "evaluated_by", "evaluated_on", "what_worked", "what_did_not", "advice", "goes_on", "published_at",
        ],
        within="pilot__region__slug",
    )  # fmt: skip

    def __str__(self) -> str:
        return f"evaluation of {self.pilot_id}"
