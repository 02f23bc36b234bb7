"""Whoever leaves midway makes the head-count a range, and what is missed between is known."""

from datetime import datetime

import pytest
import time_machine

from maillage.cooperation.actions.presence import tick_presence
from maillage.cooperation.actions.running_agenda import next_item
from maillage.cooperation.enums import Mode
from maillage.cooperation.models import AgendaItem, Presence
from maillage.cooperation.queries.attendance import ticked_at
from maillage.core.attended import left_midway
from maillage.core.headcount import Headcount
from tests.cooperation.meeting import BY, a_meeting, at


@pytest.fixture
def meeting(cast):
    return a_meeting(cast.near)


def tick(meeting, place, what, moment):
    with time_machine.travel(moment, tick=False):
        return tick_presence(roundtable=meeting.roundtable, contact=meeting.guests[place], tick=what, by=BY)


def run(meeting, *moments):
    for moment in moments:
        with time_machine.travel(moment, tick=False):
            running = AgendaItem.objects.filter(started_at__isnull=False, ended_at=None).first()
            next_item(roundtable=meeting.roundtable, after=running.pk if running else 0, by=BY)


def test_who_leaves_midway_makes_a_range_and_who_goes_home_does_not(meeting):
    run(meeting, at(14), at(14, 30), at(15), at(16))
    for place in range(3):
        tick(meeting, place, "here", at(14))
    tick(meeting, 0, "left", at(15, 10))
    tick(meeting, 1, "left", at(15, 55))
    assert ticked_at(meeting.roundtable).headcount == Headcount("people", least=2, most=3, organisations=1)
    tick(meeting, 0, "here", at(15, 40))
    assert ticked_at(meeting.roundtable).headcount == Headcount("people", exact=3, organisations=1)


def test_a_range_is_not_told_apart_into_online_and_on_site(cast):
    meeting = a_meeting(cast.near, mode=Mode.HYBRID)
    for place, comes in enumerate(["online", "on_site"]):
        tick(meeting, place, "here", at(14))
        Presence.objects.filter(contact=meeting.guests[place]).update(comes=comes)
    assert ticked_at(meeting.roundtable).headcount.online == 1
    tick(meeting, 0, "left", at(14, 30))
    headcount = ticked_at(meeting.roundtable).headcount
    assert (headcount.least, headcount.most, headcount.online) == (1, 2, None)


def test_what_was_missed_between_is_known(meeting):
    tick(meeting, 0, "here", at(13, 50))
    tick(meeting, 0, "left", at(14, 40))
    presence = tick(meeting, 0, "here", at(15))
    assert [[datetime.fromisoformat(moment) for moment in gap] for gap in presence.away] == [[at(14, 40), at(15)]]


@pytest.mark.parametrize(("left", "midway"), [(None, False), (at(15), True), (at(15, 49), True), (at(15, 50), False)])
def test_going_home_in_the_last_minutes_is_not_leaving_midway(left, midway):
    assert left_midway(left, at(16)) is midway


def test_while_no_end_is_known_whoever_left_did():
    assert left_midway(at(15), None)
