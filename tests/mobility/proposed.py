"""A week that is ready to be proposed, in rows: Ada drives Bela there and back and Carol there, on Tuesday."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from django.utils import timezone

from maillage.kit.audit import Actor
from maillage.kit.models import OutboxMail
from maillage.mobility.actions.proposing import propose_plan
from maillage.mobility.enums import Leg, PlanState, Qualifies
from maillage.mobility.models import Newcomer, Offer, Outing, Ride, RidePlan, RideRequest
from maillage.people.models import Volunteer
from maillage.territory.models import Region
from tests.mobility.weeks import a_driver, a_newcomer, a_point, a_request, a_village, an_offer, next_monday, some_rules

BY = Actor("user", "1", "Coordinator")


def moment(on: date, at: time) -> datetime:
    return datetime.combine(on, at, ZoneInfo("Europe/Paris"))


def a_ready_plan(region: Region, monday: date, edition: int = 1, **fields: object) -> RidePlan:
    values = {"state": PlanState.READY, "reckoned_at": timezone.now(), **fields}
    return RidePlan.objects.create(region=region, monday=monday, edition=edition, **values)


def an_outing(plan: RidePlan, offer: Offer, on: date, leaves: time, arrives: time) -> Outing:
    return Outing.objects.create(
        plan=plan,
        volunteer=offer.volunteer,
        offer=offer,
        on=on,
        leaves_at=moment(on, leaves),
        arrives_at=moment(on, arrives),
        km=Decimal("20.0"),
    )


def a_ride(outing: Outing, request: RideRequest, leg: Leg, gets_in: time, gets_out: time, **fields: object) -> Ride:
    return Ride.objects.create(
        outing=outing,
        request=request,
        leg=leg,
        pickup_at=moment(outing.on, gets_in),
        dropoff_at=moment(outing.on, gets_out),
        **{"km": Decimal("18.5"), "contribution_eur": Decimal("3.70"), **fields},
    )


@dataclass
class ReadyWeek:
    """Who and what the week is made of."""

    region: Region
    plan: RidePlan
    ada: Volunteer
    bela: Newcomer
    carol: Newcomer
    outing: Outing
    there: Ride
    back: Ride
    carols: Ride

    @property
    def tuesday(self) -> date:
        return self.plan.monday + timedelta(days=1)

    def proposed(self) -> ReadyWeek:
        propose_plan(plan=self.plan, by=BY)
        self.again()
        return self

    def again(self) -> None:
        for row in (self.plan, self.outing, self.there, self.back, self.carols):
            row.refresh_from_db()


def a_week(region: Region, monday: date | None = None, *, email: bool = True) -> ReadyWeek:
    """Ada offers Tuesday from 8 to 12; Bela goes there and back, Carol there only; Carol has no e-mail address."""
    some_rules(region, cap_eur_per_km=Decimal("0.32"))
    home, town = a_village(region, name="Cluny"), a_village(region, 20, name="Mâcon")
    start, end = a_point(region, home, name="Station"), a_point(region, town, name="School")
    ada = a_driver(region, home, name="Ada Driver-Canary", email="ada@example.org" if email else "", phone="0600000001")
    offer = an_offer(ada, home)
    bela = a_newcomer(region, name="Bela", email="bela@example.org", phone="0600000002", qualifies=Qualifies.PLACE)
    carol = a_newcomer(region, name="Carol", phone="0600000003", qualifies=Qualifies.RESOURCES, language="fr")
    asked = a_request(start, end, bela, back_at=time(11))
    plan = a_ready_plan(region, monday or next_monday())
    outing = an_outing(plan, offer, plan.monday + timedelta(days=1), time(8, 30), time(12))
    return ReadyWeek(
        region=region,
        plan=plan,
        ada=ada,
        bela=bela,
        carol=carol,
        outing=outing,
        there=a_ride(outing, asked, Leg.OUT, time(8, 30), time(9, 45)),
        back=a_ride(outing, asked, Leg.BACK, time(11), time(11, 30)),
        carols=a_ride(outing, a_request(start, end, carol), Leg.OUT, time(8, 30), time(9, 45)),
    )


def mails(composer: str) -> list[str]:
    """To whom mails of a kind were queued, in the order of queueing."""
    return list(OutboxMail.objects.filter(composer=composer).order_by("pk").values_list("to", flat=True))
