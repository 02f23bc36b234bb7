"""The mails of a region, and how many stand in each state."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, QuerySet

from maillage.kit.models import MailState, OutboxMail
from maillage.territory.models import Region


@dataclass(frozen=True)
class Pile:
    """The mails of one state; no state means all of them."""

    state: str
    label: str
    count: int


def mails_of(region: Region, state: str = "") -> QuerySet[OutboxMail]:
    """Return the mails of a region, newest first, all of them or those in one state."""
    mails = OutboxMail.objects.filter(owner=region.slug)
    return mails.filter(state=state) if state else mails


def piles_of(region: Region) -> list[Pile]:
    """Return the states in which this region has mails, in their order, with how many."""
    counts = dict(mails_of(region).order_by().values_list("state").annotate(Count("pk")))
    return [Pile(state.value, str(state.label), counts[state]) for state in MailState if state in counts]
