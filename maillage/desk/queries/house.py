"""The directory and the outbox of a region in a few figures, asked for at once."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from maillage.core.to_do import OfLifts, OfPilots, OfVolunteers
from maillage.initiatives.models import PilotReport, ProposedPractice
from maillage.initiatives.queries.calls import to_decide
from maillage.kit.models import MailState, OutboxMail
from maillage.mobility.enums import EnrolmentState, OfferState, RequestState
from maillage.mobility.models import Enrolment, Offer, RideRequest
from maillage.mobility.queries.lifts import proofs_ending
from maillage.mobility.queries.plans import asked_and_not_planned, is_time_to_plan, next_monday
from maillage.mobility.queries.ride_years import reminded_of, unsent_last_year
from maillage.people.enums import VolunteerState
from maillage.people.models import Contact, Seat, Volunteer
from maillage.people.queries.mentoring import silent_pairs
from maillage.territory.models import Region

OF_LIFTS = (
    "seats_asked",
    "seats_at",
    "rides",
    "drives",
    "ride_at",
    "drive_at",
    "proofs",
    "ends_on",
    "reports",
    "unplanned",
)
WHERE_PROOFS_COUNT = {"driver__volunteer__region__ride_rules__asks_for_proofs": True}
FIGURES = ("members", "without_email", "mails_failed", "proposals")


@dataclass(frozen=True)
class House:
    """How many organisations sit, how many contacts cannot be mailed, how many mails failed, what is to be read."""

    members: int = 0
    without_email: int = 0
    mails_failed: int = 0
    proposals: int = 0
    of_pilots: OfPilots = field(default_factory=OfPilots)
    of_volunteers: OfVolunteers = field(default_factory=OfVolunteers)
    of_lifts: OfLifts = field(default_factory=OfLifts)


def house_of(region: Region, today: date) -> House:
    """Return these figures in one query."""
    here = OuterRef("pk")
    reports = PilotReport.objects.filter(pilot__region=here).order_by()
    late, closed = reports.filter(sent_at=None, due_on__lt=today), to_decide().filter(region=here)
    waiting = Volunteer.objects.filter(region=here, state=VolunteerState.ASKED)
    rides = RideRequest.objects.filter(newcomer__region=here, state=RequestState.ASKED)
    drives = Offer.objects.filter(region=here, state=OfferState.OFFERED)
    seats = Enrolment.objects.filter(course__region=here, state=EnrolmentState.ASKED)
    proofs = proofs_ending(today).filter(driver__volunteer__region=here, **WHERE_PROOFS_COUNT)
    row = (
        Region.objects.filter(pk=region.pk)
        .annotate(
            members=counted(Seat.objects.filter(region=here, left_on__isnull=True), "region"),
            without_email=counted(Contact.objects.filter(region=here, email=""), "region"),
            mails_failed=counted(OutboxMail.objects.filter(owner=OuterRef("slug"), state=MailState.FAILED), "owner"),
            proposals=counted(ProposedPractice.objects.filter(region=here, settled_at=None), "region"),
            calls=counted(closed, "region"),
            closed_at=Subquery(closed.order_by("closes_at").values("closes_at")[:1]),
            late=counted(late, "pilot__region"),
            due_on=Subquery(late.order_by("due_on").values("due_on")[:1]),
            unread=counted(reports.filter(reading=None).exclude(sent_at=None), "pilot__region"),
            asked=counted(waiting, "region"),
            asked_at=Subquery(waiting.order_by("created_at").values("created_at")[:1]),
            quiet_pairs=counted(silent_pairs(today).filter(region=here), "region"),
            rides=counted(rides, "newcomer__region"),
            drives=counted(drives, "region"),
            ride_at=Subquery(rides.order_by("created_at").values("created_at")[:1]),
            seats_asked=counted(seats, "course__region"),
            seats_at=Subquery(seats.order_by("created_at").values("created_at")[:1]),
            drive_at=Subquery(drives.order_by("created_at").values("created_at")[:1]),
            proofs=counted(proofs, "driver__volunteer__region"),
            ends_on=Subquery(proofs.values("expires_on")[:1]),
            unplanned=counted(asked_and_not_planned(today).filter(newcomer__region=here), "newcomer__region"),
            reports=counted(unsent_last_year(today).filter(region=here), "region"),
        )
        .values(
            *FIGURES, "calls", "closed_at", "late", "due_on", "unread", "asked", "asked_at", "quiet_pairs", *OF_LIFTS
        )
        .get()
    )
    closed_at = row["closed_at"]
    return House(
        **{name: row[name] for name in FIGURES},
        of_pilots=OfPilots(
            calls=row["calls"],
            closed_on=timezone.localdate(closed_at) if closed_at else None,
            late=row["late"],
            due_on=row["due_on"],
            unread=row["unread"],
        ),
        of_volunteers=OfVolunteers(
            asked=row["asked"],
            asked_on=timezone.localdate(row["asked_at"]) if row["asked_at"] else None,
            quiet_pairs=row["quiet_pairs"],
        ),
        of_lifts=OfLifts(
            asked=row["rides"] + row["drives"],
            asked_on=min((timezone.localdate(row[at]) for at in ("ride_at", "drive_at") if row[at]), default=None),
            seats=row["seats_asked"],
            seats_on=timezone.localdate(row["seats_at"]) if row["seats_at"] else None,
            proofs=row["proofs"],
            ends_on=row["ends_on"],
            unplanned=next_monday(today) if row["unplanned"] and is_time_to_plan(today) else None,
            report_by=reminded_of(region, today) if row["reports"] else None,
        ),
    )


def counted(rows: QuerySet[Any], by: str) -> Coalesce:
    """Return a subquery that counts `rows` of the outer row, which they name in their field `by`; nought for none."""
    count = rows.order_by().values(by).annotate(count=Count("pk")).values("count")
    return Coalesce(Subquery(count, output_field=IntegerField()), Value(0))
