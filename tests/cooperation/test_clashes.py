"""Whoever chooses a date is told when another region of the programme meets at that time."""

from __future__ import annotations

from datetime import date, time

import time_machine
from django.test import Client

from maillage.cooperation.enums import State
from maillage.cooperation.queries.clashes import in_the_way
from tests import factories as make

MAY = date(2022, 5, 31)


def met(region, start: time | None = time(14), minutes: int | None = 120) -> list[tuple[str, bool | None]]:
    return [(str(one.roundtable.region), one.overlaps) for one in in_the_way(region, MAY, start, minutes)]


def test_an_overlap_comes_before_the_same_day_and_our_own_never(cast) -> None:
    third = make.a_region(cast.programme, name={"en": "Third"})
    make.a_roundtable(third, 1, date=MAY, start_time=time(9))
    make.a_roundtable(cast.far, 1, date=MAY, start_time=time(15))
    make.a_roundtable(cast.near, 1, date=MAY, start_time=time(14))
    assert met(cast.near) == [("Far", True), ("Third", False)]
    assert set(met(cast.near, start=None)) == {("Far", None), ("Third", None)}


def test_drafts_and_other_programmes_are_not_given_away(cast) -> None:
    make.a_roundtable(cast.far, 1, date=MAY, state=State.DRAFT)
    make.a_roundtable(cast.foreign, 1, date=MAY)
    assert met(cast.near) == []


def test_an_hour_that_the_clocks_skip_is_not_known_rather_than_an_error(cast) -> None:
    spring = date(2022, 3, 27)
    make.a_roundtable(cast.far, 1, date=spring, start_time=time(14))
    assert [one.overlaps for one in in_the_way(cast.near, spring, time(2, 30), 60)] == [None]


@time_machine.travel("2022-05-10T09:00:00+00:00", tick=False)
def test_the_screen_next_warns_of_it(cast) -> None:
    make.a_roundtable(cast.near, 1, date=MAY, start_time=time(14), state=State.DRAFT)
    make.a_roundtable(cast.far, 1, date=MAY, start_time=time(15))
    client = Client()
    client.force_login(cast.convenor)
    assert "At the same time as the roundtable of Far." in client.get("/en/desk/near/roundtables/1/").content.decode()
