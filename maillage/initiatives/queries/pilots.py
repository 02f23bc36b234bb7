"""Questions about pilots: the portfolio with its money and milestones, and what of a pilot is late."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import DateField, DecimalField, Exists, OuterRef, Prefetch, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone

from maillage.core.pilot_course import Course, course_on, days_late, last_day
from maillage.core.wall_clock import day_in
from maillage.initiatives.models import BudgetLine, Milestone, Pilot, PilotReport, Spending
from maillage.kit.fields import WordingField
from maillage.people.models import Contact, Organisation
from maillage.people.queries.directory import reachable_contacts
from maillage.territory.models import Region, Theme

MONEY: DecimalField[Any, Any] = DecimalField(max_digits=12, decimal_places=2)
NOTHING = Decimal(0)


def today_in(region: Region, now: datetime | None = None) -> date:
    """Return the day that calendars show in a region."""
    return day_in(region.time_zone, now or timezone.now())


@dataclass(frozen=True)
class Money:
    """What a pilot was granted, means to spend and has spent; `granted` and `spent` are None where nobody knows."""

    granted: int | None
    planned: Decimal
    spent: Decimal | None

    @property
    def is_kept(self) -> bool:
        """Whether anybody writes down what is spent."""
        return self.spent is not None

    @property
    def measure(self) -> Decimal | None:
        """What spending is measured against: the grant, else what is planned, else nothing."""
        if self.granted is not None:
            return Decimal(self.granted)
        return self.planned or None

    @property
    def over(self) -> Decimal:
        """By how much more was spent than there is."""
        if self.measure is None or self.spent is None:
            return NOTHING
        return max(self.spent - self.measure, NOTHING)

    @property
    def planned_over(self) -> Decimal:
        """By how much more is planned than was granted."""
        return max(self.planned - self.granted, NOTHING) if self.granted is not None else NOTHING


@dataclass(frozen=True)
class Line:
    """A pilot in the portfolio, with what is known of it today."""

    pilot: Pilot
    course: Course
    ends: date | None
    money: Money
    next_title: Any
    next_due: date | None
    due: list[PilotReport] = field(default_factory=list)
    late: list[PilotReport] = field(default_factory=list)
    today: date = date.min

    @property
    def next_is_late(self) -> bool:
        """Whether the next milestone should have been reached already."""
        return self.next_due is not None and self.next_due < self.today


def with_figures(pilots: QuerySet[Pilot]) -> QuerySet[Any]:
    """Return the pilots with what is planned, what is spent, and the milestone that comes next."""
    planned = (
        BudgetLine.objects.filter(pilot=OuterRef("pk")).order_by().values("pilot").annotate(sum=Sum("planned_eur"))
    )
    spent = (
        Spending.objects.filter(line__pilot=OuterRef("pk"))
        .order_by()
        .values("line__pilot")
        .annotate(s=Sum("amount_eur"))
    )
    ahead = Milestone.objects.filter(pilot=OuterRef("pk"), done_on=None, dropped_on=None).order_by("due_on", "pk")
    return pilots.annotate(
        planned=Coalesce(Subquery(planned.values("sum")[:1], output_field=MONEY), NOTHING, output_field=MONEY),
        spent=Subquery(spent.values("s")[:1], output_field=MONEY),
        next_title=Subquery(ahead.values("title")[:1], output_field=WordingField()),
        next_due=Subquery(ahead.values("due_on")[:1], output_field=DateField()),
    )


def portfolio(pilots: QuerySet[Pilot], now: datetime | None = None) -> list[Line]:
    """Return pilots in two queries, each with its money, its next milestone and its reports that are due or late."""
    awaited = PilotReport.objects.filter(sent_at=None).order_by("due_on", "pk")
    known = with_figures(pilots.select_related("region", "holder", "evaluation", "became"))
    return [line_of(pilot, now) for pilot in known.prefetch_related(Prefetch("reports", awaited, to_attr="awaited"))]


@dataclass(frozen=True)
class Sums:
    """What a portfolio adds up to, and of how many pilots nobody knows it."""

    pilots: int
    granted: int
    grants_unknown: int
    spent: Decimal
    spent_unknown: int
    due: int
    late: int


def sums_of(lines: Iterable[Line]) -> Sums:
    """Add up a portfolio; a pilot of which no spending is written down tells nothing of what it spent."""
    rows = list(lines)
    return Sums(
        pilots=len(rows),
        granted=sum(line.money.granted or 0 for line in rows),
        grants_unknown=sum(line.money.granted is None for line in rows),
        spent=sum((line.money.spent or NOTHING for line in rows), NOTHING),
        spent_unknown=sum(not line.money.is_kept for line in rows),
        due=sum(len(line.due) for line in rows),
        late=sum(len(line.late) for line in rows),
    )


def line_of(pilot: Any, now: datetime | None = None) -> Line:
    """Say of one pilot with its figures where it stands."""
    today = today_in(pilot.region, now)
    ended = [report for report in pilot.awaited if report.period_to <= today]
    return Line(
        pilot=pilot,
        course=course_of(pilot, today),
        ends=last_day(pilot.started_on, pilot.ended_on, pilot.months),
        money=Money(pilot.budget_eur, pilot.planned, pilot.spent),
        next_title=pilot.next_title,
        next_due=pilot.next_due,
        due=[report for report in ended if report.due_on >= today],
        late=[report for report in ended if report.due_on < today],
        today=today,
    )


def course_of(pilot: Pilot, today: date) -> Course:
    """Say where one pilot stands."""
    is_chosen = pilot.application_id is not None
    return course_on(today, pilot.started_on, pilot.ended_on, pilot.months, is_chosen=is_chosen)


def lines_of(pilot: Pilot) -> list[BudgetLine]:
    """Return the budget lines with what was spent on each, None where nothing is written down; spendings at hand."""
    lines = list(pilot.budget_lines.prefetch_related("spendings"))
    for line in lines:
        known = [one.amount_eur for one in line.spendings.all()]
        line.spent = sum(known, NOTHING) if known else None  # type: ignore[attr-defined]  # reckoned beside the row, for the page alone
        line.over = max(sum(known, NOTHING) - line.planned_eur, NOTHING)  # type: ignore[attr-defined]  # reckoned beside the row, for the page alone
    return lines


def money_of(pilot: Pilot, lines: Iterable[Any]) -> Money:
    """Add up the lines of a pilot."""
    rows = list(lines)
    planned = sum((line.planned_eur for line in rows), NOTHING)
    known = [line.spent for line in rows if line.spent is not None]
    return Money(pilot.budget_eur, planned, sum(known, NOTHING) if known else None)


def sent_late_by(report: PilotReport) -> int:
    """Return how many days after it was due a report came; 0 where it was on time or has not come."""
    if report.sent_at is None:
        return 0
    return days_late(report.due_on, today_in(report.pilot.region, report.sent_at))


def awaited_reports(now: datetime) -> QuerySet[PilotReport]:
    """Return the reports that may have to be asked for or reminded of; days are the region's, so a day is added."""
    waiting = PilotReport.objects.filter(sent_at=None, period_to__lte=now.date() + timedelta(days=1))
    return waiting.select_related("pilot__region__programme", "pilot__holder", "pilot__contact").order_by(
        "due_on", "pk"
    )


@dataclass(frozen=True)
class Around:
    """What the form of a pilot offers; rows say with `joined` or `chosen` whether the pilot has them."""

    organisations: list[Any]
    themes: list[Any]
    contacts: list[Contact]


def around_of(region: Region, pilot: Pilot | None = None) -> Around:
    """Return the organisations, themes and people of a region, in three queries."""
    # Not None: that would ask for organisations without any pilot, whichever region they are of.
    key = pilot.pk if pilot else 0
    joined = Exists(Pilot.partners.through.objects.filter(pilot=key, organisation=OuterRef("pk")))
    chosen = Exists(Pilot.themes.through.objects.filter(pilot=key, theme=OuterRef("pk")))
    near = Q(seats__region=region) | Q(pilots_held__pk=key) | Q(pilots_joined__pk=key)
    organisations = Organisation.objects.filter(near).annotate(joined=joined).distinct().order_by("name")
    themes = Theme.objects.annotate(chosen=chosen).select_related("group")
    contacts = reachable_contacts(region).exclude(email="").select_related("organisation")
    return Around(list(organisations), list(themes), list(contacts))
