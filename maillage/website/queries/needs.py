"""Questions about needs, promises and practices: public are those of a roundtable whose report is out."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Count, Exists, F, IntegerField, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from maillage.cooperation.enums import CLOSED, Progress
from maillage.cooperation.models import Commitment, Mention, Need, Raising, ReportVersion, Roundtable
from maillage.cooperation.queries.commitments import with_progress
from maillage.cooperation.queries.needs import with_state
from maillage.initiatives.models import Initiative
from maillage.kit.fields import WordingField
from maillage.territory.models import Region

# A need with the columns that `told` adds: no type of Django's says so.
Told = Any


def is_reported(path: str = "roundtable") -> Exists:
    """Ask whether the roundtable at `path` has a report that is out."""
    return Exists(
        ReportVersion.objects.filter(roundtable=OuterRef(path), published_at__isnull=False, withdrawn_at__isnull=True)
    )


def public_needs() -> QuerySet[Need]:
    """Return the needs that were raised at a roundtable whose report is out."""
    return Need.objects.filter(Exists(Raising.objects.filter(is_reported(), need=OuterRef("pk"))))


def reported_commitments() -> QuerySet[Commitment]:
    """Return the promises of roundtables whose report is out."""
    return Commitment.objects.filter(is_reported())


def public_commitments(on: date | None = None) -> QuerySet[Any]:
    """Return the promises of roundtables whose report is out, each with how it goes."""
    return with_progress(reported_commitments(), on)


def public_practices() -> QuerySet[Initiative]:
    """Return the practices that may be shown: one noted at a roundtable waits until the report of one is out."""
    mentions = Mention.objects.filter(initiative=OuterRef("pk"))
    return Initiative.objects.filter(~Exists(mentions) | Exists(mentions.filter(is_reported())))


def told(needs: QuerySet[Need], on: date | None = None) -> QuerySet[Any]:
    """Add to each need its state, who promised what by when, what came of it, and how many practices answer it."""
    promises = public_commitments(on).filter(need=OuterRef("pk"))
    standing = promises.exclude(progress__in=CLOSED).order_by(F("due_on").asc(nulls_last=True), "pk")
    kept = promises.filter(progress=Progress.DONE).order_by("-progress_at")
    practices = public_practices()
    answering = Need.answered_by.through.objects.filter(need=OuterRef("pk"), initiative__in=practices)
    answers: QuerySet[Any] = answering.order_by().values("need")
    return with_state(needs, on, among=reported_commitments(), answering=practices).annotate(
        promise_by=Subquery(standing.values("organisation__name")[:1]),
        promise_text=Subquery(standing.values("text")[:1], output_field=WordingField()),
        promise_due=Subquery(standing.values("due_on")[:1]),
        promise_is_example=Coalesce(
            Subquery(standing.values("is_example")[:1]), Subquery(kept.values("is_example")[:1]), Value(value=False)
        ),
        kept_text=Subquery(kept.values("text")[:1], output_field=WordingField()),
        result_text=Subquery(kept.values("progress_text")[:1], output_field=WordingField()),
        practices=Coalesce(Subquery(answers.annotate(n=Count("pk")).values("n")[:1], output_field=IntegerField()), 0),
        was_dropped=Exists(promises.filter(progress=Progress.DROPPED)),
    )


def needs_of_region(region: Region, on: date | None = None) -> list[Told]:
    """Return the public needs of a region, what waits longest for an answer first."""
    rank = {"open": 0, "late": 1, "promised": 2, "answered": 3, "closed": 4}
    found = told(public_needs().filter(region=region), on).select_related("theme__group")
    return sorted(found, key=lambda need: (rank[need.state], need.pk))


def needs_raised_at(roundtable: Roundtable, on: date | None = None) -> dict[str, Told]:
    """Return the needs raised at a roundtable by public id, with room and words of this raising, in order."""
    found = (
        told(Need.objects.filter(raisings__roundtable=roundtable), on)
        .select_related("theme__group")
        .annotate(
            room_number=F("raisings__room__number"),
            place_in_room=F("raisings__position"),
            words=F("raisings__words"),
        )
        .order_by(F("raisings__room__number").asc(nulls_first=True), "raisings__position", "pk")
    )
    return {need.public_id: need for need in found}
