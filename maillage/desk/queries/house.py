"""The directory and the outbox of a region in a few figures, asked for at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from maillage.initiatives.models import ProposedPractice
from maillage.kit.models import MailState, OutboxMail
from maillage.people.models import Contact, Seat
from maillage.territory.models import Region


@dataclass(frozen=True)
class House:
    """How many organisations sit, how many contacts cannot be mailed, how many mails failed, what is to be read."""

    members: int = 0
    without_email: int = 0
    mails_failed: int = 0
    proposals: int = 0


def house_of(region: Region) -> House:
    """Return these figures in one query."""
    here = OuterRef("pk")
    row = (
        Region.objects.filter(pk=region.pk)
        .annotate(
            members=counted(Seat.objects.filter(region=here, left_on__isnull=True), "region"),
            without_email=counted(Contact.objects.filter(region=here, email=""), "region"),
            mails_failed=counted(OutboxMail.objects.filter(owner=OuterRef("slug"), state=MailState.FAILED), "owner"),
            proposals=counted(ProposedPractice.objects.filter(region=here, settled_at=None), "region"),
        )
        .values("members", "without_email", "mails_failed", "proposals")
        .get()
    )
    return House(**row)


def counted(rows: QuerySet[Any], by: str) -> Coalesce:
    """Return a subquery that counts `rows` of the outer row, which they name in their field `by`; nought for none."""
    count = rows.order_by().values(by).annotate(count=Count("pk")).values("count")
    return Coalesce(Subquery(count, output_field=IntegerField()), Value(0))
