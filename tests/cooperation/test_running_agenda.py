"""The agenda runs item by item, and may change until the roundtable is closed."""

import pytest
import time_machine
from django.core.exceptions import ValidationError

from maillage.cooperation.actions.notes import write_note
from maillage.cooperation.actions.running_agenda import add_item, more_time, next_item, remove_item, rename_item
from maillage.cooperation.enums import State
from maillage.cooperation.models import AgendaItem
from maillage.cooperation.queries.live import clock_of
from maillage.core.wording import Wording
from tests.cooperation.meeting import BY, a_meeting, at


@pytest.fixture
def meeting(cast):
    return a_meeting(cast.near)


def test_pressed_twice_it_moves_once(meeting):
    first, second, _third = meeting.items
    assert next_item(roundtable=meeting.roundtable, after=0, by=BY) == first
    assert next_item(roundtable=meeting.roundtable, after=0, by=BY) == first
    assert next_item(roundtable=meeting.roundtable, after=first.pk, by=BY) == second
    assert next_item(roundtable=meeting.roundtable, after=first.pk, by=BY) == second


def test_after_the_last_item_all_are_through(meeting):
    running = next_item(roundtable=meeting.roundtable, after=0, by=BY)
    while running:
        running = next_item(roundtable=meeting.roundtable, after=running.pk, by=BY)
    assert next_item(roundtable=meeting.roundtable, after=0, by=BY) is None
    assert clock_of(meeting.roundtable, at(15)).is_over


def test_the_clock_tells_what_is_left_and_what_is_over(meeting):
    with time_machine.travel(at(14), tick=False):
        first = next_item(roundtable=meeting.roundtable, after=0, by=BY)
    clock = clock_of(meeting.roundtable, at(14, 2))
    assert (clock.item, clock.place, clock.left, clock.is_overdue) == (first, 1, "18:00", False)
    late = clock_of(meeting.roundtable, at(14, 25))
    assert (late.left, late.is_overdue) == ("5:00", True)
    more_time(roundtable=meeting.roundtable, item=first, seen_minutes=20, by=BY)
    more_time(roundtable=meeting.roundtable, item=first, seen_minutes=20, by=BY)
    assert clock_of(meeting.roundtable, at(14, 2)).left == "23:00"


def test_an_item_without_a_length_has_no_clock(meeting):
    AgendaItem.objects.update(minutes=None)
    next_item(roundtable=meeting.roundtable, after=0, by=BY)
    assert clock_of(meeting.roundtable, at(14)).seconds_left is None


def test_the_agenda_changes_late(meeting):
    first, second, third = meeting.items
    rename_item(item=first, text="Other words", language="en", by=BY)
    add_item(roundtable=meeting.roundtable, title=Wording(en="People fleeing a war"), minutes=15, by=BY)
    remove_item(item=second, by=BY)
    assert [(item.position, item.title["en"]) for item in AgendaItem.objects.all()] == [
        (1, "Other words"),
        (2, "Item 3"),
        (3, "People fleeing a war"),
    ]
    first.refresh_from_db()
    assert first.title["fr"] == "Point 1"
    with pytest.raises(ValidationError, match="Write what the item is about"):
        rename_item(item=third, text=" ", language="en", by=BY)
    with pytest.raises(ValidationError, match="Write what the item is about"):
        add_item(roundtable=meeting.roundtable, title=Wording(), by=BY)


def test_a_late_change_is_public_once_the_roundtable_is_called(meeting):
    region = meeting.roundtable.region
    for state, grows in ((State.DRAFT, 0), (State.CALLED, 1)):
        region.refresh_from_db()
        before = region.public_version
        meeting.roundtable.state = state
        add_item(roundtable=meeting.roundtable, title=Wording(en="More"), by=BY)
        region.refresh_from_db()
        assert region.public_version == before + grows


def test_an_item_for_which_lines_are_noted_is_not_taken_off(meeting):
    write_note(roundtable=meeting.roundtable, text="A line.", language="en", agenda_item=meeting.items[0], by=BY)
    with pytest.raises(ValidationError, match="Rename it instead"):
        remove_item(item=meeting.items[0], by=BY)


def test_a_closed_roundtable_keeps_its_agenda(meeting):
    meeting.roundtable.state = State.HELD
    meeting.roundtable.save()
    for change in (
        lambda: add_item(roundtable=meeting.roundtable, title=Wording(en="More"), by=BY),
        lambda: rename_item(item=meeting.items[0], text="Other", language="en", by=BY),
        lambda: remove_item(item=meeting.items[0], by=BY),
    ):
        meeting.items[0].roundtable = meeting.roundtable
        with pytest.raises(ValidationError, match="closed"):
            change()
    assert AgendaItem.objects.count() == 3
