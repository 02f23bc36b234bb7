"""Questions about needs: the state of a need is read from what was promised and what answers it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, TypedDict

from django.db.models import Case, CharField, Count, Exists, OuterRef, QuerySet, Value, When

from maillage.cooperation.enums import CLOSED, Progress
from maillage.cooperation.models import Commitment, Need
from maillage.cooperation.queries.commitments import with_progress
from maillage.initiatives.models import Initiative
from maillage.initiatives.queries.of_the_region import of_the_region
from maillage.territory.models import Region

STATES = ("open", "promised", "late", "answered", "closed")


if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    class Standing(TypedDict):
        """What `with_state` adds."""

        state: str
        knot: str

    class Counted(Standing):
        """What `needs_of` adds."""

        times_raised: int

    StandingNeed = WithAnnotations[Need, Standing]
    CountedNeed = WithAnnotations[Need, Counted]


def with_state(
    needs: QuerySet[Need],
    on: date | None = None,
    among: QuerySet[Commitment] | None = None,
    answering: QuerySet[Initiative] | None = None,
) -> QuerySet[StandingNeed]:
    """Tell with each need its `state`, as of `on` (today), and the `knot` that draws it.

    "closed" (cut) ended with a reason; "late" (late) something promised is late; "promised" (tied) somebody has it;
    "answered" (kept) a promise was kept or an initiative of the region answers it; "open" (open) asked, nobody yet.
    Only promises `among` these and practices `answering` count, all of them by default.
    """
    known = Commitment.objects.all() if among is None else among
    practices = of_the_region(Initiative.objects.all() if answering is None else answering)
    promises = with_progress(known.filter(need=OuterRef("pk")), on)
    stands = promises.exclude(progress__in=CLOSED)
    return needs.annotate(
        state=Case(
            When(closed_on__isnull=False, then=Value("closed")),
            When(Exists(stands.filter(knot="late")), then=Value("late")),
            When(Exists(stands.filter(knot="tied")), then=Value("promised")),
            When(
                Exists(promises.filter(progress=Progress.DONE)) | Exists(practices.filter(answers=OuterRef("pk"))),
                then=Value("answered"),
            ),
            default=Value("open"),
            output_field=CharField(),
        )
    ).annotate(
        knot=Case(
            When(state="closed", then=Value("cut")),
            When(state="late", then=Value("late")),
            When(state="promised", then=Value("tied")),
            When(state="answered", then=Value("kept")),
            default=Value("open"),
            output_field=CharField(),
        )
    )


def unanswered_needs(region: Region, on: date | None = None) -> QuerySet[StandingNeed]:
    """Return the needs of a region that nobody has taken up yet."""
    return with_state(Need.objects.filter(region=region), on).filter(state="open").select_related("theme")


def needs_of(region: Region, on: date | None = None) -> QuerySet[CountedNeed]:
    """Return all needs of a region with state, theme and how often each was raised."""
    return (
        with_state(Need.objects.filter(region=region), on)
        .select_related("theme__group")
        .annotate(times_raised=Count("raisings", distinct=True))
    )
