"""Verbs on a pilot's money: plan a line, take an empty one away, spend, correct by an opposite line."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max, Sum
from django.utils.translation import gettext as _

from maillage.core.plain_text import one_line
from maillage.core.wording import Wording
from maillage.initiatives.actions.milestones import refuse_ahead
from maillage.initiatives.actions.pilot_turns import take_turn
from maillage.initiatives.means_page import euros
from maillage.initiatives.models import BudgetLine, Pilot, PilotReport, Spending
from maillage.kit import audit
from maillage.kit.audit import Actor
from maillage.kit.fields import LocalWording
from maillage.kit.models import AuditEntry
from maillage.kit.twice import just_made

MOST_LINES = 40
MOST = Decimal("9999999.99")
NOTHING = Decimal(0)


@transaction.atomic
def set_line(*, pilot: Pilot, title: Wording, planned: Decimal, by: Actor) -> BudgetLine:
    """Plan money for one thing; the words of a line that is there already change what is planned on it."""
    take_turn(pilot)
    words = LocalWording(title)
    if not words:
        raise ValidationError(_("Write what the money is for, in at least one language."))
    if not NOTHING <= planned <= MOST:
        raise ValidationError(_("Write an amount from 0 to %(most)s euros.") % {"most": MOST})
    line = next((known for known in pilot.budget_lines.all() if known.title == words), None)
    if line is None:
        if pilot.budget_lines.count() >= MOST_LINES:
            raise ValidationError(_("A budget has at most %(most)s lines.") % {"most": MOST_LINES})
        last = pilot.budget_lines.aggregate(last=Max("position"))["last"]
        line = BudgetLine(pilot=pilot, title=words, position=(last or 0) + 1)
    line.planned_eur = planned
    line.save()
    audit.record("plan money", by=by, on=line, owner=pilot.region.slug, planned=str(planned))
    return line


@transaction.atomic
def remove_line(*, line: BudgetLine, by: Actor) -> None:
    """Take a line away on which nothing was spent."""
    take_turn(line.pilot)
    if line.spendings.exists():
        raise ValidationError(_("Money was spent on this line, so it stays. Plan 0 euros on it instead."))
    audit.record("remove budget line", by=by, on=line, owner=line.pilot.region.slug)
    line.delete()


@transaction.atomic
def spend(
    *, line: BudgetLine, amount: Decimal, on: date, by: Actor, words: str = "", report: PilotReport | None = None
) -> Spending:
    """Write down money spent on a line; what takes money back may not take more than was spent."""
    pilot = line.pilot
    take_turn(pilot)
    refuse_ahead(on, pilot)
    if not amount or abs(amount) > MOST:
        raise ValidationError(_("Write an amount other than 0, up to %(most)s euros.") % {"most": MOST})
    said = {"spent_on": on, "amount_eur": amount, "words": one_line(words)[:200], "report": report}
    twice = pressed_twice(line, amount)
    if twice and (same := Spending.objects.filter(line=line, pk=twice.details["spending"], **said).first()):
        return same
    refuse_below_nothing(line, amount)
    spending = Spending.objects.create(line=line, **said)
    record = {"amount": str(amount), "spending": spending.pk}
    audit.record("spend money", by=by, on=line, owner=pilot.region.slug, **record)
    return spending


def refuse_below_nothing(line: BudgetLine, change: Decimal) -> None:
    """Refuse to take back more than was spent on a line."""
    spent = line.spendings.aggregate(sum=Sum("amount_eur"))["sum"] or NOTHING
    if spent + change < 0:
        raise ValidationError(
            _("Only %(spent)s were spent on this line. Take back at most that.") % {"spent": euros(spent)}
        )


def pressed_twice(line: BudgetLine, amount: Decimal) -> AuditEntry | None:
    """Return what the trail says of the same amount spent on this line a moment ago."""
    spent = AuditEntry.objects.filter(
        verb="spend money", object_kind=line._meta.label_lower, object_id=str(line.pk), details__amount=str(amount)
    )
    return just_made(spent.order_by("-at"), "at")


@transaction.atomic
def correct_spending(*, spending: Spending, by: Actor) -> Spending:
    """Take a spending back by a line with the opposite sign; both stay."""
    line = spending.line
    pilot = line.pilot
    take_turn(pilot)
    words = _("Correction of %(amount)s on %(day)s") % {
        "amount": spending.amount_eur,
        "day": spending.spent_on.isoformat(),
    }
    opposite = Spending.objects.filter(
        line=line, amount_eur=-spending.amount_eur, spent_on=spending.spent_on, words=words[:200]
    )
    if known := opposite.first():
        return known
    refuse_below_nothing(line, -spending.amount_eur)
    correction = Spending.objects.create(
        line=line, amount_eur=-spending.amount_eur, spent_on=spending.spent_on, words=words[:200]
    )
    audit.record("correct spending", by=by, on=line, owner=pilot.region.slug, amount=str(correction.amount_eur))
    return correction
