"""Made-up lifts of one region, named as such: meeting points, who drives, who asks, and the rules they go by."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, time, timedelta
from typing import NamedTuple

from django.utils import timezone

from maillage.mobility.countries import usual_in
from maillage.mobility.enums import (
    Need,
    OfferKind,
    OfferState,
    PointKind,
    ProofKind,
    Qualifies,
    RequestState,
    TimeKind,
)
from maillage.mobility.models import (
    Driver,
    LiftWord,
    MeetingPoint,
    Newcomer,
    Offer,
    OnCall,
    Proof,
    RequestException,
    RideNeed,
    RideRequest,
    RideRules,
    SchoolHoliday,
)
from maillage.people.enums import Skill
from maillage.people.models import Volunteer
from maillage.territory.actions import touch_region
from maillage.territory.models import Place, Region

HOME = "saone-et-loire"
MORNING, AFTERNOON = (time(8), time(12)), (time(13), time(17, 30))
ADVICE = {
    "en": "Demonstration: riders, drivers and times are made up. A lift costs you nothing; who drives may be paid back "
    "at most 0.32 EUR a kilometre.",
    "fr": "Démonstration\N{NARROW NO-BREAK SPACE}: passagers, conducteurs et horaires sont inventés. Le trajet ne vous "
    "coûte rien\N{NARROW NO-BREAK SPACE}; la participation versée à qui conduit est d’au plus 0,32 EUR par kilomètre.",
}
DECLINED = "Démonstration\N{NARROW NO-BREAK SPACE}: un car direct va à cette heure de Tournus à Chalon-sur-Saône."
# Municipality, name, kind, and whether a train or a bus goes on from there.
POINTS = (
    ("Autun", "Mairie", PointKind.TOWN_HALL, False),
    ("Charolles", "Mairie", PointKind.TOWN_HALL, False),
    ("Chalon-sur-Saône", "Gare", PointKind.STATION, True),
    ("Chalon-sur-Saône", "Centre de formation", PointKind.TRAINING, False),
    ("Cluny", "Mairie", PointKind.TOWN_HALL, False),
    ("Digoin", "Mairie", PointKind.TOWN_HALL, False),
    ("Gueugnon", "Mairie", PointKind.TOWN_HALL, False),
    ("Le Creusot", "Agence pour l’emploi", PointKind.EMPLOYMENT, False),
    ("Cuisery", "Place du marché", PointKind.SHOP, False),
    ("Montceau-les-Mines", "Centre de formation", PointKind.TRAINING, False),
    ("Mâcon", "Gare", PointKind.STATION, True),
    ("Mâcon", "Centre de santé", PointKind.HEALTH, False),
    ("Paray-le-Monial", "Gare", PointKind.STATION, True),
    ("Toulon-sur-Arroux", "Mairie", PointKind.TOWN_HALL, False),
    ("Tournus", "Mairie", PointKind.TOWN_HALL, False),
)


# Of the numbers that the French authority keeps for films: nobody is called by them.
MADE_UP = "03 53 01 00 09"


class Drive(NamedTuple):
    """What one made-up volunteer offers: to another municipality, or during a time for others."""

    start: str
    end: str
    weekdays: Sequence[int]
    hours: tuple[time, time]
    detour: int = 25
    state: OfferState = OfferState.APPROVED


DRIVES = (
    Drive("Charolles", "", (2, 4), AFTERNOON, 150),
    Drive("Charolles", "Montceau-les-Mines", (2,), (time(12, 30), time(14))),
    Drive("Paray-le-Monial", "Montceau-les-Mines", (4,), (time(12, 30), time(14))),
    Drive("Paray-le-Monial", "", (1, 3, 5), AFTERNOON, 120),
    Drive("Gueugnon", "", (1, 3, 5), MORNING, 120),
    Drive("Le Creusot", "Chalon-sur-Saône", (1, 2, 3, 4, 5), (time(8), time(9, 30))),
    Drive("Autun", "Le Creusot", (1, 4), (time(8), time(9, 30))),
    Drive("Chalon-sur-Saône", "", (1, 2, 3), MORNING, 120),
    Drive("Tournus", "Chalon-sur-Saône", (2, 4), (time(12, 30), time(14))),
    Drive("Tournus", "", (1, 3), AFTERNOON, 120),
    Drive("Cluny", "Mâcon", (6,), (time(9), time(10, 30)), state=OfferState.OFFERED),
    Drive("Mâcon", "", (1, 5), MORNING, 120),
)


class Wish(NamedTuple):
    """What one made-up newcomer asks for; points are numbers in `POINTS`."""

    start: int
    end: int
    weekdays: Sequence[int]
    at: time
    back: time | None
    language: str
    state: RequestState = RequestState.APPROVED
    need: str = ""
    seats: int = 1


LESSON, BACK = time(14), time(16)
WISHES = (
    Wish(1, 9, (2, 4), LESSON, BACK, "ar"),
    Wish(12, 9, (2, 4), LESSON, BACK, "prs"),
    Wish(5, 9, (2,), LESSON, BACK, "uk"),
    Wish(6, 9, (2, 4), LESSON, BACK, "ti"),
    Wish(13, 9, (4,), LESSON, BACK, "ps", need=Need.WOMAN_DRIVER),
    Wish(4, 9, (2,), LESSON, BACK, "fr"),
    Wish(0, 9, (4,), LESSON, BACK, "ar"),
    Wish(6, 12, (1, 3), time(9, 30), time(11, 30), "fr"),
    Wish(13, 6, (1, 5), time(9), time(11), "ar"),
    Wish(5, 12, (3,), time(15), time(16, 30), "uk"),
    Wish(1, 12, (1, 5), time(14, 30), None, "en"),
    Wish(7, 3, (1, 2, 3), time(9, 30), None, "prs"),
    Wish(7, 3, (4, 5), time(9, 30), None, "ti"),
    Wish(0, 7, (1,), time(9, 30), None, "uk", need=Need.CHILD_SEAT),
    Wish(0, 7, (4,), time(9, 30), None, "ar", seats=2),
    Wish(14, 3, (2, 4), LESSON, None, "es"),
    Wish(8, 2, (4,), time(15), None, "ps"),
    Wish(8, 3, (2,), LESSON, BACK, "ar"),
    Wish(2, 3, (1, 3), time(9), time(11), "uk"),
    Wish(10, 11, (1, 5), time(10), time(11), "prs", need=Need.PUSHCHAIR),
    Wish(4, 10, (6,), time(10, 30), None, "fr"),
    Wish(4, 11, (1,), time(10), time(11, 30), "ar", RequestState.ASKED),
    Wish(1, 9, (2,), LESSON, BACK, "ti", RequestState.ASKED, seats=2),
    Wish(13, 7, (3,), time(10), None, "uk", RequestState.ASKED),
    Wish(14, 2, (1,), time(8, 30), None, "en", RequestState.DECLINED),
)


def show_lifts(homes: Mapping[str, Region]) -> None:
    """Show the lifts of one region, so that a week can be planned at once."""
    region, today = homes[HOME], timezone.localdate()
    RideRules.objects.create(region=region, is_open=True, advice=ADVICE, **usual_in(region.country).as_fields())
    OnCall.objects.create(
        region=region, phone=MADE_UP, weekdays=[1, 2, 3, 4, 5, 6], opens=time(7), closes=time(20), is_told=True
    )
    first, last = today - timedelta(days=21), today + timedelta(days=180)
    winter = date(today.year + (today.month > 2), 2, 13)
    SchoolHoliday.objects.create(
        region=region, name="Vacances d’hiver (démonstration)", first_on=winter, last_on=winter + timedelta(days=15)
    )
    names = {name for name, *_rest in POINTS} | {drive.start for drive in DRIVES} | {drive.end for drive in DRIVES}
    places = {place.name: place for place in region.places.filter(name__in=names)}
    offer_drives(region, places, first, last)
    ask_for_lifts(region, make_points(region, places), first, last)
    # Who asked weeks ago does not count among those who ask just now.
    Newcomer.objects.filter(region=region).update(created_at=timezone.now() - timedelta(days=21))
    touch_region(region)


def make_points(region: Region, places: Mapping[str, Place]) -> list[MeetingPoint]:
    """Make the meeting points; those without a place of their own on the map stand in the middle of theirs."""
    return MeetingPoint.objects.bulk_create(
        MeetingPoint(
            region=region,
            public_id=f"demonstration-point-{number}",
            place=places[place],
            name=name,
            kind=kind,
            is_interchange=goes_on,
        )
        for number, (place, name, kind, goes_on) in enumerate(POINTS, start=1)
    )


def offer_drives(region: Region, places: Mapping[str, Place], first: date, last: date) -> None:
    """Let volunteers offer drives; of one a proof ends soon, and of one none has been seen."""
    known = [one for one in region.volunteers.select_related("place").order_by("pk") if Skill.DRIVING in one.skills]
    by_place: dict[str, Volunteer] = {}
    for volunteer in known:
        if volunteer.place is not None:
            by_place.setdefault(volunteer.place.name, volunteer)
    driving = list({drive.start: by_place[drive.start] for drive in DRIVES if drive.start in by_place}.values())
    drivers = Driver.objects.bulk_create(
        Driver(volunteer=volunteer, seats=3, weekly_cap=4, equipment=[Need.CHILD_SEAT, Need.LUGGAGE, Need.PUSHCHAIR])
        for volunteer in driving
    )
    today = timezone.localdate()
    Proof.objects.bulk_create(
        Proof(
            driver=driver,
            kind=kind,
            seen_on=first,
            expires_on=today + timedelta(days=30 if number == 0 and kind == ProofKind.INSURANCE else 400),
        )
        for number, driver in enumerate(drivers[:-1])
        for kind in (ProofKind.LICENCE, ProofKind.INSURANCE)
    )
    Offer.objects.bulk_create(
        Offer(
            region=region,
            public_id=f"demonstration-offer-{number}",
            volunteer=by_place[drive.start],
            kind=OfferKind.OWN_TRIP if drive.end else OfferKind.SLOT,
            from_place=places[drive.start],
            to_place=places[drive.end] if drive.end else None,
            weekdays=list(drive.weekdays),
            leaves=drive.hours[0],
            arrives=drive.hours[1],
            detour_minutes=drive.detour,
            first_on=first,
            last_on=last,
            state=drive.state,
        )
        for number, drive in enumerate(DRIVES, start=1)
        if drive.start in by_place
    )


def ask_for_lifts(region: Region, points: Sequence[MeetingPoint], first: date, last: date) -> None:
    """Let newcomers ask, each marked as made up, with a number that reaches nobody."""
    newcomers = Newcomer.objects.bulk_create(
        Newcomer(
            region=region,
            public_id=f"demonstration-rider-{number}",
            name=f"Demonstration rider {number}",
            phone=f"06 39 98 {number // 100:02} {number % 100:02}",
            language=wish.language,
            qualifies=Qualifies.RESOURCES if number % 3 else Qualifies.UNKNOWN,
            needed_until=last,
            is_demonstration=True,
        )
        for number, wish in enumerate(WISHES, start=1)
    )
    requests = RideRequest.objects.bulk_create(
        RideRequest(
            newcomer=newcomer,
            public_id=newcomer.public_id.replace("rider", "request"),
            from_point=points[wish.start],
            to_point=points[wish.end],
            kind=TimeKind.ARRIVE_BY,
            time=wish.at,
            back_at=wish.back,
            seats=wish.seats,
            weekdays=list(wish.weekdays),
            first_on=first,
            last_on=last,
            state=wish.state,
        )
        for newcomer, wish in zip(newcomers, WISHES, strict=True)
    )
    RideNeed.objects.bulk_create(
        RideNeed(request=request, need=wish.need) for request, wish in zip(requests, WISHES, strict=True) if wish.need
    )
    RequestException.objects.create(request=requests[0], on=timezone.localdate() + timedelta(days=14))
    LiftWord.objects.bulk_create(
        LiftWord(region=region, request=request, word=DECLINED, said_at=timezone.now())
        for request in requests
        if request.state == RequestState.DECLINED
    )
