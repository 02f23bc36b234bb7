"""The rows from which a week of lifts is planned: who asks and who offers, and what an earlier plan has settled."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q, QuerySet

from maillage.mobility.enums import Answer, Leg, Outcome, RequestState
from maillage.mobility.models import MeetingPoint, Offer, Outing, RidePlan, RideRequest, Unserved
from maillage.mobility.queries.week_days import on_these_days
from maillage.mobility.queries.who_may_drive import BarredOffer
from maillage.territory.models import Region

# Who sits in a car already, or waits for one that is on its way, is not planned anew.
FIXED_AHEAD = timedelta(hours=1)
# Why somebody has no lift whom the coordinator took off a drive.
BY_HAND = "by_hand"
# A reason that was not looked for, or not yet.
NOT_LOOKED_FOR = "not_looked_for"


def leg_key(request_pk: int, on: date, leg: str) -> str:
    """Return the key of one leg of a request on a day."""
    return f"{request_pk}/{on}/{leg}"


def trip_key(offer_pk: int, on: date) -> str:
    """Return the key of an offer on a day."""
    return f"{offer_pk}/{on}"


def requests_standing(region: Region, first: date, last: date) -> QuerySet[RideRequest]:
    """Return the approved requests of these days, with all that their planning asks for."""
    found = RideRequest.objects.filter(on_these_days(first, last), newcomer__region=region, state=RequestState.APPROVED)
    return (
        found.distinct()
        .order_by("pk")
        .select_related("newcomer", "from_point__place", "to_point__place")
        .prefetch_related("needs", "exceptions")
    )


@dataclass(frozen=True)
class Settled:
    """What an earlier plan leaves to the next one.

    `before` is the plan that was proposed, None where nobody was promised anything. `from_moment` is when planning
    begins: what leaves earlier is `driven` as it stands. `refused_trips` must not be used, `refused_legs` were taken
    off by hand; who cannot, or does not want a lift, has left the day out of the offer or the request.
    """

    from_moment: datetime
    before: RidePlan | None = None
    driven: tuple[Outing, ...] = ()
    ahead: tuple[Outing, ...] = ()
    refused_trips: frozenset[str] = frozenset()
    refused_legs: frozenset[str] = frozenset()

    @property
    def driven_legs(self) -> frozenset[str]:
        """The legs that riders of past outings had, those that did not happen included: the moment is over."""
        return frozenset(key for outing in self.driven for key in legs_of(outing))

    def driven_by(self) -> Counter[str]:
        """Return how often each driver has driven in this week already."""
        return Counter(
            str(outing.volunteer_id)
            for outing in self.driven
            if outing.volunteer_id and outing.outcome != Outcome.DID_NOT
        )


def legs_of(outing: Outing) -> list[str]:
    """Return the keys of the legs that an outing serves."""
    return [leg_key(ride.request_id, outing.on, ride.leg) for ride in outing.rides.all() if ride.request_id]


def settled_before(plan: RidePlan, without: Iterable[str] = (), *, with_taken_off: bool = False) -> Settled:
    """Return what the plans before this one leave to it; `without` are keys of trips that must not be used.

    Legs that were taken off by hand are left aside, unless asked for `with_taken_off`.
    """
    start = plan.created_at + FIXED_AHEAD
    before = Q(plan=plan.replans_id, plan__proposed_at__isnull=False) if plan.replans_id else Q(pk__in=[])
    # What had begun when this plan was proposed has moved into it.
    known = Outing.objects.filter(before | Q(plan=plan.pk, leaves_at__lt=start))
    proposed = list(known.prefetch_related("rides").order_by("pk"))
    taken_off = frozenset() if with_taken_off else legs_taken_off(plan.pk, plan.replans_id)
    return Settled(
        from_moment=start,
        before=plan.replans if plan.replans and plan.replans.proposed_at else None,
        driven=tuple(outing for outing in proposed if outing.leaves_at < start and stands(outing)),
        ahead=tuple(outing for outing in proposed if outing.leaves_at >= start or not stands(outing)),
        refused_trips=frozenset(without),
        refused_legs=taken_off,
    )


def stands(outing: Outing) -> bool:
    """Tell whether a volunteer stands by an outing."""
    return outing.answer != Answer.NO and outing.outcome != Outcome.CANCELLED


def legs_taken_off(plan_pk: int, before: int | None) -> frozenset[str]:
    """Return the legs that the coordinator took off a plan, or off the proposed one before: they stay off."""
    here = Q(plan=plan_pk) | Q(plan=before, plan__proposed_at__isnull=False)
    rows = Unserved.objects.filter(here, reason=BY_HAND).values_list("request_id", "on", "leg")
    return frozenset(leg_key(*row) for row in rows)


@dataclass(frozen=True)
class AskedLeg:
    """One leg of a request on a day of the week."""

    request: RideRequest
    on: date
    leg: Leg

    @property
    def key(self) -> str:
        return leg_key(self.request.pk, self.on, self.leg)

    @property
    def ends(self) -> tuple[MeetingPoint, MeetingPoint]:
        """From where to where."""
        there = self.request.from_point, self.request.to_point
        return there if self.leg == Leg.OUT else (there[1], there[0])


@dataclass(frozen=True)
class OfferedDrive:
    """An offer on a day of the week."""

    offer: Offer
    on: date

    @property
    def key(self) -> str:
        return trip_key(self.offer.pk, self.on)


@dataclass(frozen=True)
class Days:
    """All legs and drives of a week by their keys, before the reckoning; `barred` may not be driven with."""

    legs: Mapping[str, AskedLeg]
    drives: Mapping[str, OfferedDrive]
    barred: tuple[BarredOffer, ...] = ()
