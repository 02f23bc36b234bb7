"""The agenda runs item by item, and may change until the roundtable is closed."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError

from maillage.cooperation.actions.notes import write_note
from maillage.cooperation.actions.running_agenda import (
    ItemChangedMeanwhile,
    NotItsDay,
    add_item,
    more_time,
    move_item,
    next_item,
    remove_item,
    rename_item,
)
from maillage.cooperation.enums import ItemKind, State
from maillage.cooperation.models import Admission, AgendaItem
from maillage.cooperation.queries.live import clock_of
from maillage.core.wording import Wording
from tests.cooperation.meeting import BY, a_meeting, at


@pytest.fixture(autouse=True)
def on_the_day():
    with time_machine.travel(at(14), tick=False):
        yield


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
    assert (clock.item, clock.place, clock.minutes_left, clock.is_overdue) == (first, 1, 18, False)
    assert clock_of(meeting.roundtable, at(14, 19) + timedelta(seconds=59)).minutes_left == 1
    late = clock_of(meeting.roundtable, at(14, 25) + timedelta(seconds=59))
    assert (late.minutes_left, late.is_overdue) == (5, True)
    more_time(roundtable=meeting.roundtable, item=first, seen_minutes=20, by=BY)
    more_time(roundtable=meeting.roundtable, item=first, seen_minutes=20, by=BY)
    assert clock_of(meeting.roundtable, at(14, 2)).minutes_left == 23


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


DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("moment", "may_insist"),
    [
        (at(14) - 21 * DAY, False),
        (at(16) - DAY, False),
        (at(17) - DAY, True),
        (at(23) - DAY, True),
        (at(0) + DAY, True),
    ],
)
def test_it_begins_on_its_day_alone_or_where_a_second_press_insists(meeting, moment, may_insist):
    with time_machine.travel(moment, tick=False):
        with pytest.raises(NotItsDay) as refused:
            next_item(roundtable=meeting.roundtable, after=0, by=BY)
        assert refused.value.may_insist is may_insist
        assert not AgendaItem.objects.filter(started_at__isnull=False).exists()
        if may_insist:
            assert next_item(roundtable=meeting.roundtable, after=0, sure=True, by=BY) == meeting.items[0]
        else:
            with pytest.raises(NotItsDay):
                next_item(roundtable=meeting.roundtable, after=0, sure=True, by=BY)


def test_its_day_is_that_of_the_place_where_people_meet(cast):
    far = a_meeting(cast.near, time_zone="Pacific/Noumea")
    with time_machine.travel(at(14) - DAY, tick=False):
        assert next_item(roundtable=far.roundtable, after=0, by=BY) == far.items[0]
    later = a_meeting(cast.near, time_zone="Pacific/Noumea", number=4)
    with time_machine.travel(at(15), tick=False), pytest.raises(NotItsDay, match="its day is over"):
        next_item(roundtable=later.roundtable, after=0, by=BY)


def test_once_begun_it_goes_on_past_midnight(meeting):
    first = next_item(roundtable=meeting.roundtable, after=0, by=BY)
    with time_machine.travel(at(0) + DAY, tick=False):
        assert next_item(roundtable=meeting.roundtable, after=first.pk, by=BY) == meeting.items[1]


def test_with_the_first_item_the_door_opens(meeting):
    next_item(roundtable=meeting.roundtable, after=0, by=BY)
    assert len(Admission.objects.get(roundtable=meeting.roundtable).check_in_code) == 6


def test_two_who_change_one_item_do_not_overwrite_each_other(meeting):
    item = meeting.items[1]
    rename_item(item=item, text="Hers", language="en", seen_version=1, by=BY)
    for change in (
        lambda: rename_item(item=item, text="His", language="en", seen_version=1, by=BY),
        lambda: remove_item(item=item, seen_version=1, by=BY),
        lambda: move_item(item=item, earlier=True, seen_version=1, by=BY),
    ):
        with pytest.raises(ItemChangedMeanwhile, match="it says “Hers” now"):
            change()
    item.refresh_from_db()
    assert (item.title["en"], item.version) == ("Hers", 2)
    remove_item(item=item, seen_version=2, by=BY)
    with pytest.raises(ItemChangedMeanwhile, match="took this item off"):
        rename_item(item=item, text="Late", language="en", seen_version=2, by=BY)


def test_items_to_come_change_places_and_what_runs_stays(meeting):
    first, second, third = meeting.items
    next_item(roundtable=meeting.roundtable, after=0, by=BY)
    move_item(item=third, earlier=True, seen_version=1, by=BY)
    assert list(AgendaItem.objects.values_list("pk", "position", "version")) == [
        (first.pk, 1, 2),
        (third.pk, 2, 2),
        (second.pk, 3, 2),
    ]
    for item, earlier in ((third, True), (second, False), (first, False)):
        with pytest.raises(ValidationError, match="still to come"):
            move_item(item=item, earlier=earlier, by=BY)
    move_item(item=third, earlier=False, by=BY)
    assert list(AgendaItem.objects.values_list("pk", flat=True)) == [first.pk, second.pk, third.pk]


def test_a_training_is_put_into_a_roundtable_that_runs(meeting):
    added = {"title": Wording(en="Welcome without prejudice"), "minutes": 30, "kind": "training"}
    assert add_item(roundtable=meeting.roundtable, by=BY, **added).kind == ItemKind.TRAINING
