"""The verb by which the holder of a pilot sends a report, and changes it until it is read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet, Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from maillage.core.plain_text import one_line, printable
from maillage.initiatives.actions.budgets import MOST as MOST_EUROS
from maillage.initiatives.actions.pilot_turns import take_turn
from maillage.initiatives.models import BudgetLine, Milestone, PilotReading, PilotReport, Spending
from maillage.initiatives.queries.pilots import sent_late_by, today_in
from maillage.kit import audit
from maillage.kit.audit import Actor
from maillage.kit.models import AuditEntry
from maillage.territory.actions import touch_region

CHANGED_FOR = timedelta(days=14)
LONGEST = 4000
MOST_PEOPLE = 100_000
NOTHING = Decimal(0)
TEXTS = ("done", "difficulties", "next_steps")


class WrittenMeanwhile(Exception):
    """Somebody else sent the same report since the page was opened."""


class NoLonger(Exception):
    """The report stands as it was sent: it was read, or its time to be changed is over."""


@dataclass(frozen=True)
class Told:
    """What a holder tells of a period."""

    done: str
    difficulties: str = ""
    next_steps: str = ""
    participants: int | None = None
    signed: str = ""
    language: str = "en"
    reached: frozenset[str] = frozenset()
    spent: Mapping[str, Decimal] = field(default_factory=dict)

    def texts(self) -> dict[str, str]:
        """Return the three texts without signs that nobody sees."""
        return {name: printable(getattr(self, name).replace("\r\n", "\n")).strip() for name in TEXTS}


def may_still_change(report: PilotReport) -> bool:
    """Tell whether a report may be sent, or changed: until it is read, for 14 days."""
    if report.sent_at is None:
        return True
    return not hasattr(report, "reading") and timezone.now() - report.sent_at < CHANGED_FOR


@transaction.atomic
def send_report(*, report: PilotReport, told: Told, version: int, by: Actor) -> PilotReport:
    """Keep what a holder tells; a late report is taken like any other.

    Raises NoLonger once it stands, WrittenMeanwhile where `version` is not the one that was read and the words differ.
    """
    pilot = report.pilot
    take_turn(pilot)
    report = PilotReport.objects.select_related("pilot__region").get(pk=report.pk)
    report.pilot = pilot
    standing = PilotReading.objects.filter(report=report).exists()
    if standing or not may_still_change(report):
        raise NoLonger
    if report.version != version:
        if says_the_same(report, told):
            return report
        raise WrittenMeanwhile
    refuse_unsound(told)
    first = report.sent_at is None
    keep(report, told)
    tick_milestones(report, told.reached, by)
    keep_money(report, told.spent)
    verb = "send pilot report" if first else "change pilot report"
    audit.record(verb, by=by, on=report, owner=pilot.region.slug, days_late=sent_late_by(report))
    touch_region(pilot.region)
    return report


def says_the_same(report: PilotReport, told: Told) -> bool:
    """Tell whether the same words were sent a moment ago, by a second press."""
    return all(getattr(report, name) == text for name, text in told.texts().items())


def refuse_unsound(told: Told) -> None:
    """Refuse a report that says nothing, or too much to be true."""
    texts = told.texts()
    if not texts["done"]:
        raise ValidationError({"done": _("Write what was done, in a few words.")})
    for name, text in texts.items():
        if len(text) > LONGEST:
            sentence = _("This text has %(length)s characters; %(most)s fit. Shorten it.")
            raise ValidationError({name: sentence % {"length": len(text), "most": LONGEST}})
    if told.participants is not None and told.participants > MOST_PEOPLE:
        raise ValidationError({"participants": _("Write a number up to %(most)s.") % {"most": MOST_PEOPLE}})
    if any(not NOTHING <= amount <= MOST_EUROS for amount in told.spent.values()):
        raise ValidationError(_("Write amounts from 0 to %(most)s euros.") % {"most": MOST_EUROS})


def keep(report: PilotReport, told: Told) -> None:
    """Write what was told into the row; the day on which it first came stays."""
    for name, text in told.texts().items():
        setattr(report, name, text)
    report.participants = told.participants
    report.signed = one_line(told.signed)[:150]
    report.language = told.language
    report.sent_at = report.sent_at or timezone.now()
    report.version += 1
    report.save()


def day_told(report: PilotReport) -> date:
    """Return the day on which a report came, in its region; today where it has not."""
    return today_in(report.pilot.region, report.sent_at)


def open_to(report: PilotReport) -> QuerySet[Milestone]:
    """Return the milestones that a report may tick: those still open, and those it ticked itself."""
    still_open = Q(done_on=None, dropped_on=None)
    return report.pilot.milestones.filter(still_open | Q(pk__in=ticked_by(report), done_on__isnull=False))


def ticked_by(report: PilotReport) -> list[int]:
    """Return the keys of the milestones that a report ticked, as the trail tells."""
    ticks = AuditEntry.objects.filter(verb="reach milestone", details__report=report.public_id)
    return [int(key) for key in ticks.values_list("object_id", flat=True)]


def tick_milestones(report: PilotReport, reached: Iterable[str], by: Actor) -> None:
    """Note which milestones were reached, on the day the report came; an own tick may be taken back."""
    day, ticked = day_told(report), set(reached)
    for milestone in open_to(report):
        is_done = milestone.public_id in ticked
        if is_done == (milestone.done_on is not None):
            continue
        milestone.done_on = day if is_done else None
        milestone.save(update_fields=["done_on"])
        verb = "reach milestone" if is_done else "reopen milestone"
        where = {"pilot": report.pilot.public_id, "report": report.public_id}
        audit.record(verb, by=by, on=milestone, owner=report.pilot.region.slug, **where)


def told_before(report: PilotReport) -> dict[str, Decimal]:
    """Return what a report says was spent on each line, corrections counted."""
    rows = (
        Spending.objects.filter(report=report).order_by().values_list("line__public_id").annotate(sum=Sum("amount_eur"))
    )
    return dict(rows)


def keep_money(report: PilotReport, spent: Mapping[str, Decimal]) -> None:
    """Add what was spent on each line; a changed amount adds the difference, so that nothing told is lost."""
    before, pilot = told_before(report), report.pilot
    last = min(report.period_to, today_in(pilot.region))
    for line in BudgetLine.objects.filter(pilot=pilot, public_id__in=list(spent)):
        change = spent[line.public_id] - before.get(line.public_id, NOTHING)
        if change:
            Spending.objects.create(line=line, spent_on=last, amount_eur=change, report=report)
