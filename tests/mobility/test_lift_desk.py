"""The desk of lifts: approve or decline with a word, warnings, meeting points, holidays, rules, drivers and proofs."""

from __future__ import annotations

from datetime import date, time, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from maillage.desk.queries.house import house_of
from maillage.kit.models import AuditEntry, OutboxMail
from maillage.kit.outbox import compose
from maillage.mobility.countries import usual_in
from maillage.mobility.enums import OfferState, ProofKind, Qualifies, RequestState
from maillage.mobility.lift_links import driver_token, rider_token
from maillage.mobility.lift_ticks import tell_of_ending_proofs
from maillage.mobility.models import MeetingPoint, Newcomer, OnCall, Proof, RideRequest, RideRules, SchoolHoliday
from maillage.mobility.queries.rules import holidays_of, rules_of
from tests import factories as make
from tests.conftest import Cast
from tests.mobility.asking import Ground, days_from_today, open_ground
from tests.mobility.test_asking import words
from tests.mobility.weeks import a_driver, a_newcomer, a_point, a_proof, a_request, a_village, an_offer, next_monday
from tests.people.test_directory import as_

DESK = "/en/desk/near/lifts/"


@pytest.fixture
def ground(cast: Cast) -> Ground:
    return open_ground(cast.near, longest_km=100)


def waits(ground: Ground, **fields: Any) -> RideRequest:
    """A request that nobody has answered, from next week but one."""
    known = {"state": RequestState.ASKED, "first_on": next_monday(2), "last_on": next_monday(9), **fields}
    return a_request(ground.start, ground.end, **known)


def settle(client: Client, row: Any, what: str, **typed: str) -> Any:
    return client.post(f"{DESK}{what}/{row.public_id}/settle/", typed)


def test_the_desk_lists_what_waits(ground: Ground, editor: Client) -> None:
    request = waits(ground)
    offer = an_offer(a_driver(ground.region), ground.here, state=OfferState.OFFERED)
    page = words(editor.get(DESK))
    assert f"{DESK}requests/{request.public_id}/" in page
    assert f"{DESK}offers/{offer.public_id}/" in page
    assert request.newcomer.name in page


def test_an_approved_request_is_told_by_mail(ground: Ground, editor: Client) -> None:
    request = waits(ground, newcomer=a_newcomer(ground.region, email="a@example.org"))
    for _twice in range(2):
        settle(editor, request, "requests", act="approve")
    request.refresh_from_db()
    assert request.state == RequestState.APPROVED
    mail = OutboxMail.objects.get(composer="mobility.request_approved")
    assert "We look for a driver now." in compose(mail, masked=False).text


def test_a_declined_request_carries_a_word_that_its_newcomer_reads(ground: Ground, editor: Client) -> None:
    request = waits(ground, newcomer=a_newcomer(ground.region, email="a@example.org"))
    refused = settle(editor, request, "requests", act="decline")
    assert (refused.status_code, "Say in a line why, so that nobody is left wondering." in words(refused)) == (
        422,
        True,
    )
    settle(editor, request, "requests", act="decline", word="The bus 7 goes there.")
    request.refresh_from_db()
    assert request.state == RequestState.DECLINED
    own = Client().get(f"/en/link/lifts/{rider_token(request.newcomer)}/")
    assert "The bus 7 goes there." in words(own)
    mail = OutboxMail.objects.get(composer="mobility.request_declined")
    assert "The bus 7 goes there." in compose(mail, masked=False).text
    assert "The bus 7" not in str(AuditEntry.objects.values_list("details", flat=True))


def soon(ground: Ground) -> RideRequest:
    today = timezone.localdate()
    return waits(ground, weekdays=[1, 2, 3, 4, 5, 6, 7], first_on=today, last_on=today + timedelta(1))


def far(ground: Ground) -> RideRequest:
    end = a_point(ground.region, a_village(ground.region, 160))
    return a_request(ground.start, end, state=RequestState.ASKED, first_on=next_monday(2))


def nowhere(ground: Ground) -> RideRequest:
    end = a_point(ground.region, a_village(ground.region, latitude=None, longitude=None))
    return a_request(ground.start, end, state=RequestState.ASKED, first_on=next_monday(2))


def unqualified(ground: Ground) -> RideRequest:
    RideRules.objects.update(rural_only_km=True)
    return waits(ground)


def to_town(ground: Ground) -> RideRequest:
    RideRules.objects.update(rural_only_km=True)
    end = a_point(ground.region, a_village(ground.region, 20, population=40_000))
    newcomer = a_newcomer(ground.region, qualifies=Qualifies.PLACE)
    return a_request(ground.start, end, newcomer, state=RequestState.ASKED, first_on=next_monday(2))


WARNINGS = {
    "The first lift is less than 48 hours away.": soon,
    "the rules allow 100 km at most.": far,
    "Nobody knows where": nowhere,
    "Nobody has noted yet by which rule this person may ride.": unqualified,
    "Who qualifies by place alone stays in rural places or goes to an interchange.": to_town,
}


@pytest.mark.parametrize("sentence", WARNINGS, ids=lambda sentence: sentence[:30])
def test_a_rule_that_speaks_against_it_is_overridden_with_a_reason(
    ground: Ground, editor: Client, sentence: str
) -> None:
    request = WARNINGS[sentence](ground)
    assert sentence in words(editor.get(f"{DESK}requests/{request.public_id}/"))
    refused = settle(editor, request, "requests", act="approve")
    assert (refused.status_code, "Say in a line why it is approved all the same." in words(refused)) == (422, True)
    settle(editor, request, "requests", act="approve", because="Agreed by phone")
    request.refresh_from_db()
    assert (request.state, request.word.because, len(request.word.warned)) == (
        RequestState.APPROVED, "Agreed by phone", 1,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("qualifies", "end"), [(Qualifies.RESOURCES, {"population": 40_000}), (Qualifies.PLACE, {"population": 900})]
)
def test_who_qualifies_is_not_warned_of(ground: Ground, editor: Client, qualifies: str, end: dict[str, Any]) -> None:
    RideRules.objects.update(rural_only_km=True)
    point = a_point(ground.region, a_village(ground.region, 20, **end))
    newcomer = a_newcomer(ground.region, qualifies=qualifies)
    request = a_request(ground.start, point, newcomer, state=RequestState.ASKED, first_on=next_monday(2))
    assert "The rules of the region speak against it" not in words(editor.get(f"{DESK}requests/{request.public_id}/"))


def test_an_interchange_is_open_to_who_qualifies_by_place(ground: Ground, editor: Client) -> None:
    request = to_town(ground)
    MeetingPoint.objects.filter(pk=request.to_point_id).update(is_interchange=True)
    assert "speak against it" not in words(editor.get(f"{DESK}requests/{request.public_id}/"))


def test_the_desk_asks_for_somebody_who_rang_up(ground: Ground, cast: Cast, editor: Client) -> None:
    answer = editor.post(f"{DESK}ask/", ground.asked(qualifies="resources"))
    newcomer = Newcomer.objects.get()
    request = RideRequest.objects.get()
    assert answer["Location"] == f"{DESK}requests/{request.public_id}/"
    assert (newcomer.qualifies, request.state) == (Qualifies.RESOURCES, RequestState.ASKED)
    assert f"/link/lifts/{newcomer.public_id}~" in words(editor.get(answer["Location"]))


def test_the_desk_changes_what_is_approved_and_it_stays_so(ground: Ground, editor: Client) -> None:
    request = waits(ground, state=RequestState.APPROVED)
    typed = ground.asked(seats="2", first_on=request.first_on.isoformat())
    editor.post(f"{DESK}requests/{request.public_id}/edit/", typed)
    request.refresh_from_db()
    assert (request.seats, request.state) == (2, RequestState.APPROVED)


def test_the_desk_withdraws_or_erases_for_somebody(ground: Ground, editor: Client) -> None:
    request = waits(ground)
    editor.post(f"{DESK}requests/{request.public_id}/qualifies/", {"qualifies": "place"})
    assert Newcomer.objects.get().qualifies == Qualifies.PLACE
    editor.post(f"{DESK}requests/{request.public_id}/end/", {"act": "withdraw"})
    request.refresh_from_db()
    assert request.state == RequestState.WITHDRAWN
    editor.post(f"{DESK}requests/{request.public_id}/end/", {"act": "erase"})
    assert not Newcomer.objects.exists()


def test_an_offer_says_what_its_driver_lacks_and_is_approved_all_the_same(ground: Ground, editor: Client) -> None:
    RideRules.objects.update(asks_for_proofs=True)
    offer = an_offer(a_driver(ground.region), ground.here, state=OfferState.OFFERED)
    address = f"{DESK}offers/{offer.public_id}/"
    assert "No valid driving licence has been seen. It is not planned with until then." in words(editor.get(address))
    settle(editor, offer, "offers", act="approve")
    offer.refresh_from_db()
    assert offer.state == OfferState.APPROVED
    settle(editor, offer, "offers", act="decline", word="Thank you, we have enough.")
    own = Client().get(f"/en/link/drive/{driver_token(offer.volunteer)}/offers/")
    assert "Thank you, we have enough." in words(own)


def test_the_desk_writes_down_and_changes_an_offer(ground: Ground, editor: Client) -> None:
    volunteer = a_driver(ground.region)
    answer = editor.post(f"{DESK}offer/", ground.offered(volunteer=volunteer.public_id))
    offer = volunteer.offers.get()
    assert answer["Location"] == f"{DESK}offers/{offer.public_id}/"
    editor.post(f"{DESK}offers/{offer.public_id}/edit/", ground.offered(seats="1"))
    editor.post(f"{DESK}offers/{offer.public_id}/end/")
    offer.refresh_from_db()
    assert (offer.seats, offer.state) == (1, OfferState.WITHDRAWN)


def test_meeting_points_are_added_changed_and_closed(ground: Ground, editor: Client) -> None:
    typed = {"place": "Ahuy", "name": "Station, main door", "kind": "station", "is_interchange": "on"}
    editor.post(f"{DESK}points/", typed)
    point = MeetingPoint.objects.get(name="Station, main door")
    assert (point.place, point.is_interchange) == (ground.here, True)
    again = editor.post(f"{DESK}points/", {**typed, "name": "station, MAIN door"})
    assert (again.status_code, "There is a meeting point of this name already." in words(again)) == (422, True)
    half = editor.post(f"{DESK}points/", {**typed, "name": "Bus", "latitude": "46.5"})
    assert "Write both degrees, or neither." in words(half)
    editor.post(f"{DESK}points/{point.public_id}/close/", {"act": "close"})
    assert point.public_id not in words(Client().get("/en/near/lifts/ask/"))
    editor.post(f"{DESK}points/{point.public_id}/close/", {"act": "open"})
    assert point.public_id in words(Client().get("/en/near/lifts/ask/"))


def test_school_holidays_are_noted_once_and_taken_out(ground: Ground, editor: Client) -> None:
    typed = {"name": "Winter", "first_on": "2027-02-13", "last_on": "2027-02-28"}
    for _twice in range(2):
        editor.post(f"{DESK}holidays/", typed)
    holiday = SchoolHoliday.objects.get()
    assert date(2027, 2, 28) in holidays_of(ground.region)[0]
    wrong = editor.post(f"{DESK}holidays/", {**typed, "last_on": "2027-02-01"})
    assert (wrong.status_code, "The last day comes before the first." in words(wrong)) == (422, True)
    editor.post(f"{DESK}holidays/{holiday.pk}/remove/")
    assert not SchoolHoliday.objects.exists()


def test_rules_begin_with_those_of_the_country_and_name_their_source(cast: Cast) -> None:
    rules = rules_of(cast.near)
    assert (rules.pk, rules.is_open, rules.cap_eur_per_km) == (None, False, Decimal("0.32"))
    assert (rules.longest_km, rules.notice_hours, rules.rural_only_km) == (100, 48, True)
    page = words(as_(cast.convenor).get(f"{DESK}rules/"))
    assert "Décret n° 2019-850" in page
    assert as_(cast.editor).get(f"{DESK}rules/").status_code == 403


def test_the_report_of_a_year_is_due_before_the_first_of_march() -> None:
    france = usual_in("FR")
    assert france.report_before is not None
    assert (france.report_before.after(2026), france.read_on) == (date(2027, 3, 1), date(2026, 11, 23))
    assert (usual_in("ES").report_before, usual_in("ES").is_known) == (None, False)


def test_what_waits_stands_on_the_first_page_of_the_desk(ground: Ground, cast: Cast) -> None:
    RideRules.objects.update(asks_for_proofs=True)
    waits(ground)
    volunteer = a_driver(ground.region)
    an_offer(volunteer, ground.here)
    a_proof(volunteer, ProofKind.LICENCE, timezone.localdate() + timedelta(9))
    to_do = house_of(ground.region, timezone.localdate()).of_lifts
    assert (to_do.asked, to_do.proofs, to_do.ends_on) == (1, 1, timezone.localdate() + timedelta(9))
    page = words(as_(cast.editor).get("/en/desk/near/"))
    assert "Answer 1 request or offer of a lift" in page
    assert "See 1 proof of a driver anew" in page


def test_a_country_that_is_not_known_begins_with_the_notice_alone(cast: Cast) -> None:
    elsewhere = make.a_region(cast.programme, slug="soria", country="ES")
    rules = rules_of(elsewhere)
    assert (rules.cap_eur_per_km, rules.longest_km, rules.notice_hours, rules.rural_only_km) == (None, None, 48, False)
    page = words(as_(cast.lead).get("/en/desk/soria/lifts/rules/"))
    assert "For this country no rules of shared lifts are known to the platform." in page


def test_rules_are_set(cast: Cast) -> None:
    typed = {
        "is_open": "on", "cap_eur_per_km": "0.25", "longest_km": "", "notice_hours": "24", "minutes_at_stop": "3",
        "longest_ride_factor": "1.5", "advice_fr": "Gratuit.",
    }  # fmt: skip
    as_(cast.convenor).post(f"{DESK}rules/", typed)
    rules = RideRules.objects.get(region=cast.near)
    assert (rules.is_open, rules.cap_eur_per_km, rules.longest_km, rules.notice_hours, rules.asks_for_proofs) == (
        True, Decimal("0.25"), None, 24, False,
    )  # fmt: skip
    assert rules.advice == {"fr": "Gratuit."}
    assert not OnCall.objects.exists()
    ring = {"phone": "03 85 00 00 09", "weekdays": ["1", "2"], "opens": "07:00", "closes": "19:30", "is_told": "on"}
    said = {f"on_call-{name}": value for name, value in ring.items()}
    as_(cast.convenor).post(f"{DESK}rules/", {**typed, **said})
    known = OnCall.objects.get(region=cast.near)
    assert (known.phone, known.weekdays, known.opens, known.is_told) == ("03 85 00 00 09", [1, 2], time(7), True)
    wrong = as_(cast.convenor).post(f"{DESK}rules/", {**typed, **said, "on_call-closes": "06:00"})
    assert (wrong.status_code, "It ends before it begins." in words(wrong)) == (422, True)
    as_(cast.convenor).post(f"{DESK}rules/", {**typed, **said, "on_call-phone": ""})
    assert not OnCall.objects.exists()


def test_a_proof_is_seen_and_tells_until_when(ground: Ground, editor: Client, cast: Cast) -> None:
    RideRules.objects.update(asks_for_proofs=True)
    volunteer = a_driver(ground.region)
    address = f"{DESK}drivers/{volunteer.public_id}/"
    for kind in (ProofKind.LICENCE, ProofKind.INSURANCE):
        editor.post(f"{address}proofs/", {"kind": kind, "seen_on": days_from_today(0), "expires_on": "2030-01-01"})
    proof = Proof.objects.get(kind=ProofKind.LICENCE)
    assert (proof.seen_by, proof.expires_on) == (cast.editor, date(2030, 1, 1))
    assert "May drive." in words(editor.get(f"{DESK}drivers/"))
    editor.post(f"{address}proofs/{proof.pk}/remove/")
    assert "No valid driving licence has been seen." in words(editor.get(f"{DESK}drivers/"))


def test_a_proof_of_tomorrow_or_one_that_had_run_out_is_refused(ground: Ground, editor: Client) -> None:
    address = f"{DESK}drivers/{a_driver(ground.region).public_id}/proofs/"
    typed = {"kind": "licence", "seen_on": days_from_today(3), "expires_on": "2030-01-01"}
    assert "This day is still to come." in words(editor.post(address, typed))
    typed |= {"seen_on": days_from_today(-3), "expires_on": days_from_today(-9)}
    assert "It had run out before you saw it." in words(editor.post(address, typed))
    assert not Proof.objects.exists()


def test_a_driver_asks_no_more_than_the_rules_allow(ground: Ground, editor: Client) -> None:
    RideRules.objects.update(cap_eur_per_km=Decimal("0.32"))
    volunteer = a_driver(ground.region)
    typed = {"weekly_cap": "2", "seats": "4", "equipment": ["child_seat"], "eur_per_km": "0.40"}
    refused = editor.post(f"{DESK}drivers/{volunteer.public_id}/", typed)
    assert "The rules allow 0.32 EUR a kilometre at most." in words(refused)
    editor.post(f"{DESK}drivers/{volunteer.public_id}/", {**typed, "eur_per_km": "0.32"})
    volunteer.driver.refresh_from_db()
    assert (volunteer.driver.weekly_cap, volunteer.driver.eur_per_km) == (2, Decimal("0.32"))


def test_the_convenor_hears_once_a_month_of_proofs_that_end(ground: Ground, editor: Client) -> None:
    RideRules.objects.update(asks_for_proofs=True)
    today = timezone.localdate()
    volunteer = a_driver(ground.region, name="Bruno Martin")
    an_offer(volunteer, ground.here)
    a_proof(volunteer, ProofKind.INSURANCE, today + timedelta(300))
    a_proof(volunteer, ProofKind.LICENCE, today + timedelta(20))
    assert (tell_of_ending_proofs(), tell_of_ending_proofs()) == (1, 1)
    mail = OutboxMail.objects.get(composer="mobility.proofs")
    text = compose(mail, masked=False).text
    assert (mail.to, "Driving licence, until" in text, "Bruno" in text) == ("convenor@example.org", True, False)
    assert "Proofs that end" in words(editor.get(DESK))
    a_proof(volunteer, ProofKind.LICENCE, today + timedelta(900))
    assert tell_of_ending_proofs() == 0


@pytest.mark.parametrize(("who", "status"), [("editor", 200), ("member", 403), ("far_convenor", 404)])
def test_names_are_for_those_who_coordinate(ground: Ground, cast: Cast, who: str, status: int) -> None:
    request = waits(ground)
    answer = as_(getattr(cast, who)).get(f"{DESK}requests/{request.public_id}/")
    assert (answer.status_code, request.newcomer.name in words(answer)) == (status, status == 200)
