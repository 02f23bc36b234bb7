"""Questions about invitations: who may still answer, who was there before, how many said what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, TypedDict

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from maillage.cooperation.enums import Answer, State
from maillage.cooperation.models import Invitation, Presence, Roundtable
from maillage.core.wall_clock import instant
from maillage.people.models import Contact, Seat


def has_started(roundtable: Roundtable, now: datetime | None = None) -> bool:
    """Tell whether a roundtable has begun; one without a time has not before its day is over."""
    begins = roundtable.starts_at or instant(roundtable.date, time(12), roundtable.time_zone) + timedelta(hours=12)
    return (now or timezone.now()) >= begins


def why_closed(invitation: Invitation, now: datetime | None = None) -> str:
    """Return why an invitation takes no answer any more: "cancelled", "revoked", "started", or "" while it does."""
    if invitation.roundtable.state == State.CANCELLED:
        return "cancelled"
    if invitation.revoked_at:
        return "revoked"
    if invitation.roundtable.state == State.HELD or has_started(invitation.roundtable, now):
        return "started"
    return ""


@dataclass(frozen=True)
class Answers:
    """How many invited people said what."""

    invited: int
    coming: int
    maybe: int
    not_coming: int
    silent: int


def answers_among(invitations: Iterable[Invitation]) -> Answers:
    """Count the answers of invitations that stand; somebody who comes instead is coming."""
    said = Counter(invitation.answer for invitation in invitations if invitation.revoked_at is None)
    return Answers(
        invited=sum(said.values()),
        coming=said[Answer.COMING] + said[Answer.SUBSTITUTE],
        maybe=said[Answer.MAYBE],
        not_coming=said[Answer.NOT_COMING],
        silent=said[Answer.NONE],
    )


def answers_of(roundtable: Roundtable) -> Answers:
    """Count the answers to one roundtable."""
    return answers_among(roundtable.invitations.all())


def invitations_of(roundtable: Roundtable) -> QuerySet[Invitation]:
    """Return the invitations to a roundtable with their contacts, the last answer first, the silent after them."""
    return roundtable.invitations.select_related("contact__organisation").order_by("contact__name", "pk")


def silent(roundtable: Roundtable) -> QuerySet[Invitation]:
    """Return the invitations that stand without an answer and whose contact may be written to."""
    return (
        roundtable.invitations.filter(
            answer=Answer.NONE,
            revoked_at__isnull=True,
            contact__unsubscribed_at__isnull=True,
        )
        .exclude(contact__email="")
        .select_related("contact")
    )


if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    class Seen(TypedDict):
        """What `guests_for` adds."""

        times_present: int
        was_at_last: bool
        has_left: bool
        is_invited: bool

    SeenContact = WithAnnotations[Contact, Seen]


def guests_for(roundtable: Roundtable) -> QuerySet[SeenContact]:
    """Return the contacts of the region, and of each: how often present, whether at the last table, whether new."""
    earlier = Q(presences__roundtable__number__lt=roundtable.number)
    last = (
        Presence.objects.filter(roundtable__region=roundtable.region, roundtable__number__lt=roundtable.number)
        .order_by("-roundtable__number")
        .values("roundtable")[:1]
    )
    seat = Seat.objects.filter(region=roundtable.region, organisation=OuterRef("organisation"))
    return (
        Contact.objects.filter(region=roundtable.region)
        .select_related("organisation__based_in")
        .annotate(
            times_present=Count("presences", filter=earlier, distinct=True),
            was_at_last=Exists(Presence.objects.filter(contact=OuterRef("pk"), roundtable__in=last)),
            has_left=Exists(seat.filter(left_on__isnull=False)),
            is_invited=Exists(Invitation.objects.filter(roundtable=roundtable, contact=OuterRef("pk"))),
        )
        .order_by("organisation__name", "name", "pk")
    )
