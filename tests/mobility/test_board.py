"""The public board of lifts: municipalities and half-days, small counts a few, never a name or a meeting point."""

from __future__ import annotations

from datetime import date, time

from django.test import Client

from maillage.mobility.enums import OfferState, RequestState
from tests.conftest import Cast
from tests.mobility.asking import Ground, open_ground
from tests.mobility.test_asking import words
from tests.mobility.weeks import a_driver, a_request, an_offer

BOARD = "/en/near/lifts/"


def board() -> str:
    return words(Client().get(BOARD))


def test_one_offer_is_told_as_a_few_on_its_half_days(ground: Ground) -> None:
    an_offer(a_driver(ground.region), ground.here, ground.there, arrives=time(13))
    page = board()
    assert "Tuesday morning" in page
    assert "Tuesday afternoon" in page
    assert "Driver" not in page


def test_five_and_more_are_told_in_fives(ground: Ground) -> None:
    for _each in range(7):
        an_offer(a_driver(ground.region), ground.here, ground.there)
    assert "Tuesday morning: 5 or more" in board()


def test_many_offers_of_one_driver_are_still_a_few(ground: Ground) -> None:
    driver = a_driver(ground.region)
    for minute in range(6):
        an_offer(driver, ground.here, ground.there, leaves=time(8, minute))
    page = board()
    assert "Tuesday morning" in page
    assert "or more" not in page


def test_one_rider_is_told_without_half_day_name_or_meeting_point(ground: Ground) -> None:
    request = a_request(ground.start, ground.end)
    page = board()
    assert page.count("by a few people") == 2
    assert "Tuesday" not in page
    assert ground.start.name not in page
    assert request.newcomer.name not in page


def test_half_days_are_told_where_five_people_ask(ground: Ground) -> None:
    for _each in range(5):
        a_request(ground.start, ground.end)
    assert "Tuesday morning: 5 or more" in board()


def test_what_waits_was_declined_or_is_over_is_not_told(ground: Ground) -> None:
    driver = a_driver(ground.region)
    an_offer(driver, ground.here, state=OfferState.OFFERED)
    an_offer(driver, ground.here, last_on=date(2021, 1, 1))
    a_request(ground.start, ground.end, state=RequestState.ASKED)
    a_request(ground.start, ground.end, state=RequestState.DECLINED)
    assert "Nobody has offered or asked yet." in board()


def test_the_board_says_how_to_ask_and_what_the_region_advises(cast: Cast) -> None:
    open_ground(cast.near, advice={"en": "It costs nothing."}, notice_hours=48)
    page = board()
    assert "Ask at least 48 hours before. No account is needed." in page
    assert "It costs nothing." in page


def test_the_page_of_the_region_leads_to_the_board(ground: Ground) -> None:
    assert f'href="{BOARD}"' in words(Client().get("/en/near/"))
