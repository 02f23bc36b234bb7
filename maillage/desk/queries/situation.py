"""Where a region stands today: its series, the roundtable that comes next, what is promised, what is amiss."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from maillage.cooperation.enums import Mode, NoteTag, State
from maillage.cooperation.models import Invitation, ReportVersion, Roundtable
from maillage.cooperation.queries.commitments import open_commitments
from maillage.cooperation.queries.invitations import Answers, answers_among
from maillage.core import to_do
from maillage.desk.queries.house import House, house_of
from maillage.desk.queries.presence import NotSeen, not_seen
from maillage.initiatives.queries.cards import old_cards
from maillage.kit.models import AuditEntry
from maillage.territory.models import Region

# An owner asked this long before the day counts as asked; what was asked earlier is forgotten by then.
ASKED_SINCE = timedelta(days=21)


@dataclass(frozen=True)
class Situation:
    """What the first page of a region is made of; roundtables and commitments carry what their questions add."""

    region: Region
    today: date
    series: list[Any]
    coming: Any | None
    invitations: list[Invitation] = field(default_factory=list)
    commitments: list[Any] = field(default_factory=list)
    unasked: list[Any] = field(default_factory=list)
    house: House = field(default_factory=House)
    not_seen: NotSeen = field(default_factory=NotSeen)
    old_cards: int = 0

    @property
    def held(self) -> list[Any]:
        """The roundtables whose day has passed, by number."""
        return [table for table in self.series if is_held(table, self.today)]

    @property
    def answers(self) -> Answers:
        """Who said what to the next roundtable so far."""
        return answers_among(self.invitations)

    @property
    def still_planned(self) -> int:
        """How many roundtables of the series are neither held nor in preparation."""
        return max(0, self.region.planned_roundtables - max((table.number for table in self.series), default=0))

    @property
    def not_recorded(self) -> list[int]:
        """The numbers below the last roundtable of which nothing is recorded here."""
        known = {table.number for table in self.series}
        return [number for number in range(1, max(known, default=0)) if number not in known]


def is_held(table: Roundtable, today: date) -> bool:
    """Tell whether a roundtable took place: it is marked so, or it was called for a day that has passed."""
    return table.state == State.HELD or (table.state == State.CALLED and table.date < today)


def series_to_date(region: Region) -> QuerySet[Any]:
    """Return the roundtables that count, each with whether its report is out and how many notes are to be sorted."""
    out = ReportVersion.objects.filter(roundtable=OuterRef("pk"), published_at__isnull=False, withdrawn_at__isnull=True)
    return (
        Roundtable.objects.filter(region=region)
        .exclude(state=State.CANCELLED)
        .annotate(report_is_out=Exists(out), notes_to_sort=Count("notes", filter=Q(notes__tag=NoteTag.NONE)))
        .order_by("number")
    )


def next_of(series: Iterable[Roundtable], today: date) -> Roundtable | None:
    """Return the first roundtable that is called for today or later, else the first draft."""
    called = [table for table in series if table.state == State.CALLED and table.date >= today]
    drafts = [table for table in series if table.state == State.DRAFT]
    return min(called or drafts, key=lambda table: (table.date, table.number), default=None)


def situation_of(region: Region, on: date | None = None) -> Situation:
    """Return where a region stands on a day, in six queries or eight."""
    today = on or timezone.localdate()
    series = list(series_to_date(region))
    coming = next_of(series, today)
    invitations = list(coming.invitations.filter(revoked_at__isnull=True).select_related("contact")) if coming else []
    commitments = list(open_commitments(region, today).order_by(F("due_on").asc(nulls_last=True), "pk"))
    return Situation(
        region=region,
        today=today,
        series=series,
        coming=coming,
        invitations=invitations,
        commitments=commitments,
        unasked=unasked_among(commitments, region),
        house=house_of(region, today),
        old_cards=old_cards(region),
        not_seen=not_seen(region, [invitation.contact for invitation in invitations]),
    )


def unasked_among(commitments: list[Any], region: Region) -> list[Any]:
    """Keep the commitments with a day whose owner was neither asked nor has told anything as that day came near."""
    dated = [commitment for commitment in commitments if commitment.due_on]
    if not dated:
        return []
    asked = AuditEntry.objects.filter(
        owner=region.slug, verb="ask owner", object_id__in=[str(commitment.pk) for commitment in dated]
    )
    last = {entry.object_id: entry.at for entry in asked.order_by("at") if entry.details.get("mails")}
    told = [max(filter(None, (last.get(str(one.pk)), one.progress_at)), default=None) for one in dated]
    return [one for one, at in zip(dated, told, strict=True) if at is None or at.date() < one.due_on - ASKED_SINCE]


def facts_of(situation: Situation) -> to_do.Facts:
    """Return what the to-do list is reckoned from."""
    return to_do.Facts(
        today=situation.today,
        planned=situation.region.planned_roundtables,
        members=situation.house.members,
        held=tuple(
            to_do.Held(table.number, table.date, table.report_is_out, table.notes_to_sort) for table in situation.held
        ),
        coming=_coming(situation),
        unasked=tuple(to_do.Promise(one.public_id, one.due_on) for one in situation.unasked),
        not_seen=situation.not_seen.organisations,
        not_seen_since=situation.not_seen.since,
        without_email=situation.house.without_email,
        mails_failed=situation.house.mails_failed,
        proposals=situation.house.proposals,
        old_cards=situation.old_cards,
        of_pilots=situation.house.of_pilots,
        of_volunteers=situation.house.of_volunteers,
        of_lifts=situation.house.of_lifts,
    )


def _coming(situation: Situation) -> to_do.Coming | None:
    table = situation.coming
    if table is None:
        return None
    asked = Counter(invitation.interpreter for invitation in situation.invitations if invitation.interpreter)
    return to_do.Coming(
        number=table.number,
        on=table.date,
        is_called=table.state == State.CALLED,
        needs_link=table.mode in {Mode.ONLINE, Mode.HYBRID} and not table.video_link,
        invited=situation.answers.invited,
        silent=situation.answers.silent,
        answer_by=table.answer_by,
        interpreters=tuple(sorted(asked.items())),
    )
