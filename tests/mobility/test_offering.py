"""Offering to drive: a volunteer joins in the same form, and nobody learns whose address is known."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from maillage.kit.composers import compose
from maillage.kit.models import OutboxMail
from maillage.mobility.enums import OfferKind, OfferState
from maillage.mobility.lift_links import driver_token
from maillage.mobility.models import Driver, Offer
from maillage.people.enums import Skill, VolunteerState
from maillage.people.models import Volunteer
from maillage.people.volunteer_links import volunteer_link
from tests.mobility.asking import Ground, days_from_today
from tests.mobility.test_asking import words
from tests.mobility.weeks import a_driver, an_offer

OFFER = "/en/near/lifts/offer/"


def offer(ground: Ground, **instead: Any) -> Any:
    return Client().post(OFFER, ground.offered(**instead))


def drive_page(volunteer: Volunteer, part: str = "") -> str:
    return f"/en/link/drive/{driver_token(volunteer)}/{part}"


def test_who_offers_joins_and_waits_to_be_welcomed(ground: Ground) -> None:
    answer = offer(ground)
    kept = Offer.objects.get()
    volunteer = kept.volunteer
    assert (volunteer.state, volunteer.name, volunteer.skills) == (
        VolunteerState.ASKED,
        "Bruno Martin",
        [Skill.DRIVING],
    )
    assert (volunteer.place, volunteer.preferred_language) == (ground.here, "fr")
    assert (kept.state, kept.kind, kept.to_place) == (OfferState.OFFERED, OfferKind.OWN_TRIP, ground.there)
    driver = Driver.objects.get()
    assert (driver.volunteer, driver.weekly_cap, driver.equipment) == (volunteer, 2, ["child_seat", "luggage"])
    assert answer["Location"].startswith(f"/en/link/drive/{volunteer.public_id}~")
    assert "Your offer is here." in words(Client().get(answer["Location"]))


def test_the_link_goes_to_the_address_and_is_shown_to_nobody(ground: Ground) -> None:
    known = a_driver(ground.region, email="bruno@example.org", phone="07")
    page = words(offer(ground, email="Bruno@example.org"))
    assert "We send your personal link to bruno@example.org." in page.replace("Bruno@", "bruno@")
    assert known.public_id not in page
    known.refresh_from_db()
    assert (known.name, known.phone) != ("Bruno Martin", "06 00 00 00 02")
    assert Offer.objects.get().volunteer == known
    mail = OutboxMail.objects.get(composer="mobility.offered")
    assert mail.to == "bruno@example.org"
    # Whoever fills in the form need not be the driver: the car stays as it was, and the mail says how.
    assert (known.driver.weekly_cap, known.driver.equipment) == (3, [])
    assert "3 drives a week at most." in compose(mail, masked=False).text


def test_the_answer_is_the_same_for_an_address_that_nobody_knows(ground: Ground) -> None:
    a_driver(ground.region, email="known@example.org")
    pages = [words(offer(ground, email=f"{who}@example.org")).replace(who, "") for who in ("known", "fresh")]
    assert pages[0] == pages[1]


def test_a_known_phone_number_opens_nobodys_page(ground: Ground) -> None:
    known = a_driver(ground.region, email="", phone="06 00 00 00 02")
    answer = offer(ground)
    assert known.public_id not in answer["Location"]


def test_the_same_form_sent_twice_offers_once(ground: Ground) -> None:
    for _twice in range(2):
        offer(ground, email="bruno@example.org")
    assert (Offer.objects.count(), Volunteer.objects.count()) == (1, 1)


def test_nobody_is_written_to_more_than_five_times_a_day_by_the_form(ground: Ground) -> None:
    answers = [offer(ground, email="bruno@example.org", seats=str(seats)) for seats in range(1, 7)]
    assert [answer.status_code for answer in answers] == [200] * 5 + [429]
    assert OutboxMail.objects.filter(composer="mobility.offered").count() == 5


def test_a_slot_leads_nowhere_in_particular(ground: Ground) -> None:
    offer(ground, kind="slot", to_place="Bourg")
    assert Offer.objects.get().to_place is None


WRONG = {
    "same place": ({"to_place": "Ahuy"}, "You start and arrive in the same municipality."),
    "nowhere": ({"to_place": ""}, "Write the municipality to which you drive."),
    "unknown": ({"from_place": "Bourgg"}, "There is no place “Bourgg” in the region. The nearest name is “Bourg”."),
    "window": ({"arrives": "07:00"}, "It ends before it begins. Choose a later time."),
    "no seat": ({"seats": "0"}, "Write from 1 to 8 seats."),
    "negative": ({"seats": "-1"}, "Write from 1 to 8 seats."),
    "detour": ({"detour_minutes": "900"}, "Write from 0 to 240 minutes."),
    "past": ({"first_on": days_from_today(-3)}, "This day is past."),
    "backwards": ({"last_on": days_from_today(1)}, "The last day comes before the first."),
}


@pytest.mark.parametrize("case", WRONG, ids=str)
def test_what_is_wrong_is_said_in_a_sentence_and_nothing_is_kept(ground: Ground, case: str) -> None:
    instead, sentence = WRONG[case]
    answer = offer(ground, **instead)
    assert (answer.status_code, sentence in words(answer)) == (422, True)
    assert not Volunteer.objects.exists()


def test_a_driver_changes_leaves_out_and_withdraws_by_link(ground: Ground) -> None:
    volunteer = a_driver(ground.region)
    kept = an_offer(volunteer, ground.here, ground.there, first_on=timezone.localdate(), last_on=date(2027, 6, 1))
    part = f"offers/{kept.public_id}"
    day = days_from_today(7)
    for _twice in range(2):
        Client().post(drive_page(volunteer, f"{part}/day/"), {"on": day})
    assert [one.on.isoformat() for one in kept.exceptions.all()] == [day]
    typed = ground.offered(seats="2", first_on=kept.first_on.isoformat(), last_on="2027-06-01")
    Client().post(drive_page(volunteer, f"{part}/change/"), typed)
    kept.refresh_from_db()
    assert (kept.seats, kept.state, kept.exceptions.count()) == (2, OfferState.OFFERED, 1)
    for _twice in range(2):
        Client().post(drive_page(volunteer, f"{part}/withdraw/"))
    kept.refresh_from_db()
    assert kept.state == OfferState.WITHDRAWN
    assert "You offer no drive at the moment." in words(Client().get(drive_page(volunteer, "offers/")))


def test_an_offer_of_somebody_else_is_a_link_that_leads_nowhere(ground: Ground) -> None:
    mine, theirs = a_driver(ground.region), a_driver(ground.region)
    kept = an_offer(theirs, ground.here)
    for part in ("change", "withdraw", "day"):
        answer = Client().post(drive_page(mine, f"offers/{kept.public_id}/{part}/"), {"on": days_from_today(3)})
        assert answer.status_code == 404
    kept.refresh_from_db()
    assert kept.state == OfferState.APPROVED


def test_who_has_stopped_finds_the_link_ended(ground: Ground) -> None:
    volunteer = a_driver(ground.region, state=VolunteerState.LEFT, left_at=timezone.now())
    for part in ("", "offers/", "offers/new/"):
        answer = Client().get(drive_page(volunteer, part))
        assert (answer.status_code, "You have stopped as a volunteer." in words(answer)) == (410, True)


def test_who_stopped_and_offers_again_waits_to_be_welcomed(ground: Ground) -> None:
    known = a_driver(ground.region, email="b@example.org", state=VolunteerState.LEFT, left_at=timezone.now())
    offer(ground, email="b@example.org")
    known.refresh_from_db()
    assert (known.state, known.left_at) == (VolunteerState.ASKED, None)


def test_one_more_drive_belongs_to_the_same_volunteer(ground: Ground) -> None:
    volunteer = a_driver(ground.region)
    Client().post(drive_page(volunteer, "offers/new/"), ground.offered())
    assert Offer.objects.get().volunteer == volunteer
    page = words(Client().get(drive_page(volunteer, "offers/")))
    first = date.fromisoformat(ground.offered()["first_on"])
    assert "from Ahuy to Bourg" in page
    assert f"{first.day} {first:%B %Y}" in page


def test_a_driver_changes_the_car_by_link_and_the_coordinator_alone_what_it_costs(ground: Ground) -> None:
    volunteer = a_driver(ground.region)
    typed = {"weekly_cap": "1", "equipment": ["wheelchair"], "eur_per_km": "5", "seats": "8"}
    Client().post(drive_page(volunteer, "car/"), typed)
    kept = Driver.objects.get()
    assert (kept.weekly_cap, kept.equipment, kept.eur_per_km, kept.seats) == (1, ["wheelchair"], Decimal(0), 3)
    page = words(Client().get(drive_page(volunteer, "offers/")))
    assert "One drive a week at most. Also: room for a wheelchair." in page
    wrong = Client().post(drive_page(volunteer, "car/"), {"weekly_cap": "51"})
    assert (wrong.status_code, "Write from 0 to 50 drives a week." in words(wrong)) == (422, True)
    # Their page as a volunteer leads to it.
    own = Client().get(volunteer_link(volunteer, language="en", masked=False).removeprefix(settings.BASE_URL))
    # The address holds the second in which it was signed.
    assert drive_page(volunteer).partition("~")[0] in own.content.decode()
