"""Questions about needs, promises and practices: public are those of a roundtable whose report is out."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Count, F, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from maillage.cooperation.models import FollowUp, Need, Roundtable
from maillage.cooperation.queries.commitments import with_progress
from maillage.cooperation.queries.needs import with_state
from maillage.cooperation.queries.reported import is_reported, public_needs, public_practices, reported_commitments
from maillage.initiatives.queries.of_the_region import of_the_region
from maillage.kit.fields import WordingField
from maillage.territory.models import Region
from maillage.website.told_needs import gathered

__all__ = [
    "Told",
    "in_state",
    "is_reported",
    "needs_of_region",
    "needs_raised_at",
    "public_commitments",
    "public_needs",
    "public_practices",
    "reported_commitments",
    "told",
]

# A need with the columns that `told` adds: no type of Django's says so.
Told = Any


def public_commitments(on: date | None = None) -> QuerySet[Any]:
    """Return the promises of roundtables whose report is out, each with how it goes."""
    return with_progress(reported_commitments(), on)


def in_state(needs: QuerySet[Need], state: str, on: date | None = None) -> QuerySet[Any]:
    """Keep the needs of one public state; asked only when somebody filters, since it is dear."""
    return with_state(needs, on, among=reported_commitments(), answering=public_practices()).filter(state=state)


def told(needs: QuerySet[Need], on: date | None = None) -> list[Told]:
    """Return the needs, each with its state, who promised what by when, what came of it, and practices answering it.

    One query of flat rows, a need for each of its promises; a subquery for each fact told of a need would cost Django
    a tenth of a second of building SQL.
    """
    last = FollowUp.objects.filter(commitment=OuterRef("commitments__pk")).order_by("-told_at", "-pk")
    answering = Need.answered_by.through.objects.filter(
        need=OuterRef("pk"), initiative__in=of_the_region(public_practices())
    )
    answers: QuerySet[Any] = answering.order_by().values("need")
    rows: QuerySet[Any] = needs.annotate(
        promise_pk=F("commitments__pk"),
        promise_owner=F("commitments__organisation__name"),
        promise_organisation=F("commitments__organisation_id"),
        promise_contact=F("commitments__contact_id"),
        promise_words=F("commitments__text"),
        promise_due_on=F("commitments__due_on"),
        promise_made_up=F("commitments__is_example"),
        promise_is_public=is_reported("commitments__roundtable"),
        promise_progress=Subquery(last.values("progress")[:1]),
        promise_told_at=Subquery(last.values("told_at")[:1]),
        promise_told=Subquery(last.values("text")[:1], output_field=WordingField()),
        practices=Coalesce(Subquery(answers.annotate(n=Count("pk")).values("n")[:1], output_field=IntegerField()), 0),
    )
    return gathered(rows, on or timezone.localdate())


def needs_of_region(region: Region, on: date | None = None) -> list[Told]:
    """Return the public needs of a region, what waits longest for an answer first."""
    rank = {"open": 0, "late": 1, "promised": 2, "answered": 3, "closed": 4}
    found = told(public_needs().filter(region=region).select_related("theme__group"), on)
    return sorted(found, key=lambda need: (rank[need.state], need.pk))


def needs_raised_at(roundtable: Roundtable, on: date | None = None) -> dict[str, Told]:
    """Return the needs raised at a roundtable by public id, with room and words of this raising, in order."""
    raised = (
        Need.objects.filter(raisings__roundtable=roundtable)
        .select_related("theme__group")
        .annotate(
            room_number=F("raisings__room__number"),
            place_in_room=F("raisings__position"),
            words=F("raisings__words"),
        )
        .order_by(F("raisings__room__number").asc(nulls_first=True), "raisings__position", "pk")
    )
    return {need.public_id: need for need in told(raised, on)}
