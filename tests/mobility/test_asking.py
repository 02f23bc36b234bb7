"""Asking for a lift without an account: what is kept, what is refused in which words, and who reads it."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone
from django.utils.translation import override

from maillage.kit.models import AuditEntry, OutboxMail
from maillage.kit.outbox import compose
from maillage.mobility.actions.asking import VISITOR, ask_for_lift
from maillage.mobility.asked import Asked, Person, When
from maillage.mobility.enums import Need, RequestState
from maillage.mobility.lift_links import rider_token
from maillage.mobility.models import LiftWord, Newcomer, RideRequest
from tests.conftest import Cast
from tests.mobility.asking import Ground, days_from_today, open_ground
from tests.mobility.weeks import a_newcomer, a_point, a_request, a_village

ASK = "/en/near/lifts/ask/"


def ask(ground: Ground, client: Client | None = None, **instead: Any) -> Any:
    return (client or Client()).post(ASK, ground.asked(**instead))


def own_page(newcomer: Newcomer, part: str = "") -> str:
    return f"/en/link/lifts/{rider_token(newcomer)}/{part}"


def words(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def test_a_newcomer_asks_without_account_and_is_shown_the_link_to_keep(ground: Ground) -> None:
    answer = ask(ground)
    request = RideRequest.objects.get()
    newcomer = request.newcomer
    assert answer["Location"].startswith(f"/en/link/lifts/{newcomer.public_id}~")
    assert answer["Location"].endswith("/?done=asked")
    assert (newcomer.name, newcomer.phone, newcomer.email) == ("Amina", "06 00 00 00 01", "")
    assert (request.state, request.weekdays, request.time, request.back_at) == (
        RequestState.ASKED, [2], time(10), time(12, 30),
    )  # fmt: skip
    assert newcomer.needed_until == request.last_on
    page = words(Client().get(answer["Location"]))
    assert "Your request is here. We write or call you." in page
    assert f"/en/link/lifts/{newcomer.public_id}~" in page.split("Keep this page", 1)[1]


def test_who_gave_an_address_gets_the_link_by_mail_in_their_language(ground: Ground) -> None:
    ask(ground, email="Amina@Example.org", language="fr")
    mail = OutboxMail.objects.get(composer="mobility.asked")
    assert (mail.to, mail.language) == ("amina@example.org", "fr")
    newcomer = Newcomer.objects.get()
    with override("fr"):
        assert f"/fr/link/lifts/{newcomer.public_id}~" in compose(mail, masked=False).text
        assert newcomer.public_id not in compose(mail, masked=True).text


def test_the_same_form_sent_twice_asks_once(ground: Ground) -> None:
    first, second = (ask(ground)["Location"].split("~")[0] for _twice in range(2))
    assert first == second
    assert RideRequest.objects.count() == Newcomer.objects.count() == 1


def test_a_need_that_is_added_when_the_form_is_sent_again_is_not_lost(ground: Ground) -> None:
    ask(ground)
    ask(ground, needs=["child_seat"])
    assert [row.need for row in RideRequest.objects.get().needs.all()] == ["child_seat"]


def test_a_form_that_a_machine_filled_in_is_forgotten(ground: Ground) -> None:
    ask(ground, website="http://spam.example.org")
    assert not Newcomer.objects.exists()


def test_a_lift_for_one_day_needs_no_weekday(ground: Ground) -> None:
    day = days_from_today(9)
    ask(ground, weekdays=[], first_on=day, last_on="")
    request = RideRequest.objects.get()
    assert (request.first_on, request.last_on) == (date.fromisoformat(day), date.fromisoformat(day))
    assert request.weekdays == [date.fromisoformat(day).isoweekday()]


def test_the_trail_tells_no_name(ground: Ground) -> None:
    ask(ground)
    entry = AuditEntry.objects.get(verb="ask for lift")
    assert (entry.owner, entry.actor_label, entry.details) == ("near", "visitor", {})


WRONG = {
    "to_point": ({"to_point": "start"}, "You start and arrive at the same meeting point."),
    "unknown": ({"to_point": "nowhere"}, "Choose one from the list."),
    "back": ({"back_at": "09:00"}, "The way back begins before the way there is over."),
    "backwards": ({"last_on": days_from_today(1)}, "The last day comes before the first."),
    "past": ({"first_on": days_from_today(-1)}, "This day is past. Choose today or a later day."),
    "too far ahead": ({"first_on": days_from_today(500), "last_on": days_from_today(510)}, "more than a year ahead"),
    "too long": ({"last_on": days_from_today(600)}, "This is longer than a year."),
    "no seat": ({"seats": "0"}, "Write from 1 to 8 seats."),
    "negative": ({"seats": "-2"}, "Write from 1 to 8 seats."),
    "no day": ({"weekdays": []}, "Choose at least one day of the week."),
    "never": (
        {"weekdays": ["1"], "first_on": "tuesday", "last_on": "friday"},
        "None of these days of the week lies between the first and the last day.",
    ),
    "name": ({"name": " "}, "Write how we may call you."),
    "unreachable": ({"phone": "", "email": ""}, "Write a phone number or an e-mail address"),
    "no time": ({"time": "25:99"}, "This is not a time of day."),
    "health": ({"health_needs": ["wheelchair"]}, "This tells of your health. Tick that we may keep it"),
}  # fmt: skip


@pytest.mark.parametrize("case", WRONG, ids=str)
def test_what_is_wrong_is_said_in_a_sentence_and_nothing_is_kept(ground: Ground, case: str) -> None:
    instead, sentence = WRONG[case]
    first = date.fromisoformat(ground.asked()["first_on"])
    named = {
        "start": ground.start.public_id,
        "tuesday": first.isoformat(),
        "friday": (first + timedelta(3)).isoformat(),
    }
    typed = {name: named.get(value, value) if isinstance(value, str) else value for name, value in instead.items()}
    answer = ask(ground, **typed)
    assert answer.status_code == 422
    assert sentence in words(answer)
    assert not Newcomer.objects.exists()


def test_an_hour_that_no_clock_shows_is_refused_with_the_night(ground: Ground) -> None:
    sunday = next_clock_change()
    asked = Asked(ground.start, ground.end, When((7,), sunday - timedelta(7), sunday), time(2, 30), back_at=None)
    with pytest.raises(ValidationError) as refused:
        ask_for_lift(region=ground.region, asked=asked, person=Person("A", "06"), by=VISITOR)
    assert "clocks skip 02:30. Choose another time." in refused.value.message_dict["time"][0]


def next_clock_change() -> date:
    """The last Sunday of the next March."""
    today = timezone.localdate()
    last = date(today.year + (today.month > 2), 3, 31)
    return last - timedelta(days=last.isoweekday() % 7)


def test_health_needs_are_kept_with_the_moment_of_consent_and_go_with_the_request(ground: Ground) -> None:
    ask(ground, needs=["child_seat"], health_needs=["wheelchair"], consents="on")
    request = RideRequest.objects.get()
    kept = {row.need: row.consented_at is not None for row in request.needs.all()}
    assert kept == {Need.CHILD_SEAT: False, Need.WHEELCHAIR: True}
    Client().post(own_page(request.newcomer, f"{request.public_id}/withdraw/"))
    assert not request.needs.exists()


def test_parameters_fill_the_form_and_unknown_ones_are_ignored(ground: Ground) -> None:
    known = f"to={ground.end.public_id}&weekday=2&by=14:00&back=16:00&from_on=2027-01-05&until_on=2027-03-02"
    page = words(Client().get(f"{ASK}?{known}&course=none"))
    assert f'<option value="{ground.end.public_id}" selected>' in page
    assert 'value="14:00"' in page
    assert 'value="2027-03-02"' in page
    far = a_point(ground.region, a_village(ground.region), closed_at=timezone.now())
    assert "selected>Town hall" not in words(Client().get(f"{ASK}?to={far.public_id}&by=late&weekday=9&from_on=x"))


def test_closed_lifts_can_not_be_asked_for(cast: Cast) -> None:
    ground = open_ground(cast.near, is_open=False)
    assert "No lifts are organised on this page at the moment." in words(Client().get(ASK))
    assert ask(ground).status_code == 410
    assert not Newcomer.objects.exists()


def test_many_new_people_at_once_wait(ground: Ground) -> None:
    for _number in range(20):
        a_newcomer(ground.region)
    answer = ask(ground)
    assert answer.status_code == 429
    assert "Many people asked here just now. Try again in ten minutes." in words(answer)


def test_one_address_is_written_to_five_times_a_day_at_most(ground: Ground) -> None:
    answers = [ask(ground, email="amina@example.org", seats=str(seats)) for seats in range(1, 7)]
    assert [answer.status_code for answer in answers] == [302] * 5 + [429]


def test_a_change_by_link_waits_for_approval_again(ground: Ground) -> None:
    request = a_request(ground.start, ground.end, first_on=timezone.localdate(), last_on=date(2027, 6, 1))
    address = own_page(request.newcomer, f"{request.public_id}/change/")
    assert "After a change we look at it anew" in words(Client().get(address))
    typed = ground.asked(time="09:30", first_on=request.first_on.isoformat(), last_on="2027-06-01")
    assert Client().post(address, typed)["Location"].endswith("?done=changed")
    request.refresh_from_db()
    assert (request.time, request.state) == (time(9, 30), RequestState.ASKED)


def test_what_was_declined_and_changed_waits_without_the_old_word(ground: Ground) -> None:
    request = a_request(
        ground.start, ground.end, state=RequestState.DECLINED, first_on=timezone.localdate(), last_on=date(2027, 6, 1)
    )
    LiftWord.objects.create(region=ground.region, request=request, word="The bus goes there.", said_at=timezone.now())
    typed = ground.asked(first_on=request.first_on.isoformat(), last_on="2027-06-01")
    Client().post(own_page(request.newcomer, f"{request.public_id}/change/"), typed)
    page = words(Client().get(own_page(request.newcomer)))
    assert "Waits for an answer." in page
    assert "The bus goes there." not in page


def test_a_day_is_left_out_and_taken_in_again_and_twice_is_once(ground: Ground) -> None:
    request = a_request(ground.start, ground.end, last_on=date(2027, 6, 1))
    address = own_page(request.newcomer, f"{request.public_id}/day/")
    day = days_from_today(7)
    for _twice in range(2):
        Client().post(address, {"on": day})
    assert list(request.exceptions.values_list("on", "takes_place")) == [(date.fromisoformat(day), False)]
    request.refresh_from_db()
    assert request.state == RequestState.APPROVED
    Client().post(address, {"on": day, "back": "on"})
    assert not request.exceptions.exists()
    late = Client().post(address, {"on": days_from_today(2000)})
    assert (late.status_code, "lies outside the first and the last day" in words(late)) == (422, True)


def test_what_is_withdrawn_is_no_longer_needed(ground: Ground) -> None:
    request = a_request(ground.start, ground.end, last_on=date(2027, 6, 1))
    address = own_page(request.newcomer, f"{request.public_id}/withdraw/")
    assert Client().get(address).status_code == 200
    for _twice in range(2):
        Client().post(address)
    request.refresh_from_db()
    request.newcomer.refresh_from_db()
    assert (request.state, request.newcomer.needed_until) == (RequestState.WITHDRAWN, timezone.localdate())
    assert AuditEntry.objects.filter(verb="withdraw lift").count() == 1


def test_everything_is_erased_at_once_and_the_link_says_so(ground: Ground) -> None:
    ask(ground, email="amina@example.org")
    newcomer = Newcomer.objects.get()
    token_page = own_page(newcomer)
    assert "Erase everything now?" in words(Client().get(own_page(newcomer, "erase/")))
    assert Newcomer.objects.exists()
    assert "Everything is erased" in words(Client().post(own_page(newcomer, "erase/")))
    assert not Newcomer.objects.exists()
    assert not RideRequest.objects.exists()
    assert not OutboxMail.objects.filter(to__iexact="amina@example.org").exists()
    entry = AuditEntry.objects.get(verb="erase rider")
    assert (entry.object_id, entry.actor_id, entry.details) == ("", "", {"requests": 1})
    gone = Client().get(token_page)
    assert (gone.status_code, "We keep nothing about you any more." in words(gone)) == (410, True)


def test_a_request_of_somebody_else_is_a_link_that_leads_nowhere(ground: Ground) -> None:
    mine, theirs = (a_request(ground.start, ground.end, last_on=date(2027, 6, 1)) for _who in range(2))
    for part in ("change", "withdraw", "day"):
        answer = Client().post(own_page(mine.newcomer, f"{theirs.public_id}/{part}/"), {"on": days_from_today(3)})
        assert answer.status_code == 404
    theirs.refresh_from_db()
    assert theirs.state == RequestState.APPROVED


def test_details_are_changed_and_never_to_nothing(ground: Ground) -> None:
    newcomer = a_newcomer(ground.region)
    address = own_page(newcomer, "details/")
    refused = Client().post(address, {"name": "Amina", "phone": "", "email": "", "language": "ar"})
    assert refused.status_code == 422
    Client().post(address, {"name": "Amina", "phone": "0700", "email": "", "language": "ar"})
    newcomer.refresh_from_db()
    assert (newcomer.name, newcomer.phone, newcomer.language) == ("Amina", "0700", "ar")


def test_one_more_lift_belongs_to_the_same_person(ground: Ground) -> None:
    newcomer = a_newcomer(ground.region)
    Client().post(own_page(newcomer, "ask/"), ground.asked())
    assert RideRequest.objects.get().newcomer == newcomer
    assert Newcomer.objects.count() == 1


@pytest.mark.parametrize("language", ["en", "ar", "uk", "ti"])
def test_the_pages_are_light(ground: Ground, language: str) -> None:
    request = a_request(ground.start, ground.end)
    for address in (f"/{language}/near/lifts/ask/", own_page(request.newcomer).replace("/en/", f"/{language}/", 1)):
        assert len(Client().get(address).content) < 20_000


@pytest.mark.parametrize(
    ("phone", "is_number"), [("abc", False), ("+", False), ("٠٦٠٠٠٠٠٠٠١", True), ("06 00 00 00 01", True)]
)
def test_a_phone_number_has_figures_of_any_script(ground: Ground, phone: str, is_number: bool) -> None:
    answer = ask(ground, phone=phone, email="")
    assert ("so that we can reach you" in words(answer)) is not is_number
    assert RideRequest.objects.exists() is is_number
