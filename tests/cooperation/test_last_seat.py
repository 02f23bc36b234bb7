"""Guests who answer at one moment, on either database: never one seat too many, and a careless way is found out."""

from __future__ import annotations

import random
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.db.models import F

from maillage.cooperation.actions.invite import withdraw_invitation
from maillage.cooperation.actions.reply import Reply, reply
from maillage.cooperation.actions.seats import set_seats
from maillage.cooperation.models import GuestSeat, Invitation, Roundtable
from maillage.kit.audit import Actor
from tests import factories as make
from tests.cooperation.seating import BY, a_table, guests, held, is_sound, mailed, waiting
from tests.drills.careless import careless_reply

pytestmark = pytest.mark.django_db(transaction=True)
CLIENTS, SEATS = 20, 3
SCRIPTS = [["coming"], ["coming", "coming"], ["coming", "not_coming"], ["coming", "maybe", "coming"]]


def at_once(deeds: list[Callable[[], object]]) -> list[BaseException]:
    """Do everything at one moment, each in a thread of its own, and return what was raised."""
    start = threading.Barrier(len(deeds))

    def one(deed: Callable[[], object]) -> None:
        start.wait(30)
        try:
            deed()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(deeds)) as pool:
        ended = [run.exception() for run in [pool.submit(one, deed) for deed in deeds]]
    return [error for error in ended if error]


def follows(guest: Invitation, script: list[str], verb: Callable[..., object] = reply) -> Callable[[], object]:
    def deed() -> None:
        for answer in script:
            verb(invitation=guest, said=Reply(answer), by=Actor("link", guest.public_id, "Guest"))

    return deed


@pytest.fixture
def table() -> Roundtable:
    return a_table(make.a_region(), SEATS)


def test_nobody_is_promised_a_seat_that_is_not_there(table: Roundtable) -> None:
    people = guests(table, CLIENTS)
    assert at_once([follows(guest, random.choice(SCRIPTS)) for guest in people]) == []
    coming = set(Invitation.objects.filter(answer="coming").values_list("pk", flat=True))
    assert is_sound(table)
    assert len(held(table)) == min(SEATS, len(coming))
    assert set(held(table)) | set(waiting(table)) == coming
    rose = GuestSeat.objects.filter(held_since__gt=F("asked_at")).values_list("invitation", flat=True)
    assert set(rose) <= set(mailed("moved_up")), "who moved up was told"


def test_two_people_want_the_last_seat(table: Roundtable) -> None:
    set_seats(roundtable=table, seats=None, by=BY)
    set_seats(roundtable=table, seats=1, by=BY)
    one, two = guests(table, 2)
    assert at_once([follows(one, ["coming"]), follows(two, ["coming"])]) == []
    assert (len(held(table)), len(waiting(table)), is_sound(table)) == (1, 1, True)


def test_answers_withdrawals_and_more_seats_do_not_wait_for_each_other_for_ever(table: Roundtable) -> None:
    people = guests(table, 8)
    assert at_once([follows(guest, ["coming"]) for guest in people]) == []
    withdrawn = [lambda guest=guest: withdraw_invitation(invitation=guest, by=BY) for guest in people[:3]]
    deeds = [follows(guest, ["not_coming", "coming"]) for guest in people[3:]]
    assert at_once([*withdrawn, *deeds, lambda: set_seats(roundtable=table, seats=SEATS + 1, by=BY)]) == []
    assert (is_sound(table), len(held(table))) == (True, SEATS + 1)


def test_the_control_without_turns_overbooks(table: Roundtable) -> None:
    people = guests(table, CLIENTS)
    assert at_once([follows(guest, ["coming"], careless_reply) for guest in people]) == []
    assert len(held(table)) > SEATS
