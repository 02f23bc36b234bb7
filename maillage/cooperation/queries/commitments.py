"""Questions about commitments: how each goes is read from its last follow-up, never stored twice."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, TypedDict

from django.db.models import Case, CharField, F, OuterRef, Prefetch, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.utils import timezone

from maillage.cooperation.enums import CLOSED, Progress
from maillage.cooperation.models import Commitment, FollowUp
from maillage.kit.fields import LocalWording, WordingField
from maillage.territory.models import Region

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    class Told(TypedDict):
        """What `with_progress` adds."""

        progress: str
        progress_at: datetime | None
        progress_text: LocalWording | None
        knot: str

    ToldCommitment = WithAnnotations[Commitment, Told]


def with_progress(commitments: QuerySet[Commitment], on: date | None = None) -> QuerySet[ToldCommitment]:
    """Tell with each commitment how it goes, as of `on` (today).

    Adds `progress` (a Progress, or "" while nothing was told), `progress_at`, `progress_text` (a wording) and `knot`:
    "open" nobody has it yet, "tied" promised, "late" late, blocked or past its date, "kept" done, "cut" dropped.
    """
    today = on or timezone.localdate()
    last = FollowUp.objects.filter(commitment=OuterRef("pk")).order_by("-told_at", "-pk")
    told = commitments.annotate(
        progress=Coalesce(Subquery(last.values("progress")[:1]), Value(""), output_field=CharField()),
        progress_at=Subquery(last.values("told_at")[:1]),
        progress_text=Subquery(last.values("text")[:1], output_field=WordingField()),
    )
    return told.annotate(
        knot=Case(
            When(progress=Progress.DONE, then=Value("kept")),
            When(progress=Progress.DROPPED, then=Value("cut")),
            When(Q(progress__in=[Progress.LATE, Progress.BLOCKED]) | Q(due_on__lt=today), then=Value("late")),
            When(organisation__isnull=True, contact__isnull=True, then=Value("open")),
            default=Value("tied"),
            output_field=CharField(),
        )
    )


def open_commitments(region: Region, on: date | None = None) -> QuerySet[ToldCommitment]:
    """Return what is promised in a region and neither done nor dropped, the earliest due first."""
    mine = Commitment.objects.filter(region=region).select_related("organisation", "contact", "need")
    return with_progress(mine, on).exclude(progress__in=CLOSED).order_by(F("due_on").asc(nulls_last=True), "pk")


def commitments_of(region: Region, on: date | None = None) -> QuerySet[ToldCommitment]:
    """Return all commitments of a region with their progress, each with its whole story."""
    return (
        with_progress(Commitment.objects.filter(region=region), on)
        .select_related("organisation", "contact", "need", "roundtable")
        .prefetch_related(Prefetch("follow_ups", FollowUp.objects.order_by("told_at", "pk")))
    )
