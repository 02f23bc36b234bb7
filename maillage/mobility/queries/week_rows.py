"""The rows from which a week of lifts is planned: who asks and who offers, and what an earlier plan has settled."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q, QuerySet

from maillage.mobility.enums import Answer, Leg, Outcome, RequestState
from maillage.mobility.models import MeetingPoint, Offer, Outing, Ride, RidePlan, RideRequest
from maillage.mobility.queries.who_may_drive import BarredOffer
from maillage.territory.models import Region

# Who sits in a car already, or waits for one that is on its way, is not planned anew.
FIXED_AHEAD = timedelta(hours=1)


def leg_key(request_pk: int, on: date, leg: str) -> str:
    """Return the key of one leg of a request on a day."""
    return f"{request_pk}/{on}/{leg}"


def trip_key(offer_pk: int, on: date) -> str:
    """Return the key of an offer on a day."""
    return f"{offer_pk}/{on}"


def requests_standing(region: Region, first: date, last: date) -> QuerySet[RideRequest]:
    """Return the approved requests of these days, with all that their planning asks for."""
    in_dates = Q(first_on__lte=last, last_on__gte=first)
    added = Q(exceptions__on__range=(first, last), exceptions__takes_place=True)
    found = RideRequest.objects.filter(in_dates | added, newcomer__region=region, state=RequestState.APPROVED)
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
    begins: what leaves earlier is `driven` as it stands. `refused_trips` and `refused_legs` were declined or cancelled.
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


def settled_before(plan: RidePlan, without: Iterable[str] = ()) -> Settled:
    """Return what the plans before this one leave to it; `without` are keys of trips that must not be used."""
    start = plan.created_at + FIXED_AHEAD
    told = list(
        Outing.objects.filter(
            plan__region=plan.region_id,
            plan__monday=plan.monday,
            plan__edition__lt=plan.edition,
            plan__proposed_at__isnull=False,
        )
        .select_related("plan")
        .prefetch_related("rides")
        .order_by("pk")
    )
    proposed = [outing for outing in told if outing.plan_id == plan.replans_id]
    return Settled(
        from_moment=start,
        before=plan.replans if plan.replans and plan.replans.proposed_at else None,
        driven=tuple(outing for outing in proposed if outing.leaves_at < start and stands(outing)),
        ahead=tuple(outing for outing in proposed if outing.leaves_at >= start or not stands(outing)),
        refused_trips=frozenset(without)
        | {trip_key(one.offer_id, one.on) for one in told if one.offer_id and not stands(one)},
        refused_legs=frozenset(key for one in told if stands(one) for key in _refused_legs(one)),
    )


def stands(outing: Outing) -> bool:
    """Tell whether a volunteer stands by an outing."""
    return outing.answer != Answer.NO and outing.outcome != Outcome.CANCELLED


def _refused_legs(outing: Outing) -> list[str]:
    return [
        leg_key(ride.request_id, outing.on, ride.leg)
        for ride in outing.rides.all()
        if ride.request_id and is_refused(ride)
    ]


def is_refused(ride: Ride) -> bool:
    """Tell whether a rider does not want a lift that the driver stands by."""
    return ride.answer == Answer.NO or ride.outcome == Outcome.CANCELLED


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
