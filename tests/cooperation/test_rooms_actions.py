"""Rooms are set, people are spread and moved, and nothing that was written is lost."""

from collections import Counter

import pytest
from django.core.exceptions import ValidationError

from maillage.cooperation.actions.notes import write_note
from maillage.cooperation.actions.rooms import PlannedRoom, move_people, set_rooms
from maillage.cooperation.actions.seating import assign_rooms
from maillage.cooperation.models import Room, RoomSeat
from maillage.core.wording import Wording
from tests.cooperation.meeting import BY, a_meeting


@pytest.fixture
def meeting(cast):
    return a_meeting(cast.near, guests=7)


def planned(title, **fields):
    return PlannedRoom(Wording(en=title), **fields)


def test_rooms_are_numbered_in_their_order_and_keep_their_rows(meeting):
    first, second = meeting.rooms
    set_rooms(
        roundtable=meeting.roundtable,
        rooms=[planned("Second", id=second.pk), planned("New"), planned("First", id=first.pk)],
        by=BY,
    )
    assert [(room.number, str(room.title)) for room in Room.objects.order_by("number")] == [
        (1, "Second"),
        (2, "New"),
        (3, "First"),
    ]
    assert Room.objects.get(number=3).pk == first.pk


def test_a_room_for_which_lines_are_noted_is_not_taken_away(meeting):
    write_note(roundtable=meeting.roundtable, text="A line.", language="en", room=meeting.rooms[1], by=BY)
    with pytest.raises(ValidationError, match="Lines are noted for room 2"):
        set_rooms(roundtable=meeting.roundtable, rooms=[planned("One", id=meeting.rooms[0].pk)], by=BY)
    assert Room.objects.count() == 2


def test_nobody_leads_or_writes_in_two_rooms(meeting):
    busy = meeting.guests[0]
    with pytest.raises(ValidationError, match="leads or writes in two rooms"):
        set_rooms(
            roundtable=meeting.roundtable, rooms=[planned("A", facilitator=busy), planned("B", note_taker=busy)], by=BY
        )
    set_rooms(roundtable=meeting.roundtable, rooms=[planned("A", facilitator=busy, note_taker=busy)], by=BY)
    assert Room.objects.get().facilitator == Room.objects.get().note_taker == busy


def test_an_empty_room_is_taken_away(meeting):
    set_rooms(roundtable=meeting.roundtable, rooms=[planned("One", id=meeting.rooms[1].pk)], by=BY)
    assert [(room.number, room.pk) for room in Room.objects.all()] == [(1, meeting.rooms[1].pk)]


def test_everybody_who_comes_is_spread_and_the_lead_sits_in_the_room(meeting):
    meeting.rooms[1].facilitator = meeting.guests[0]
    meeting.rooms[1].save()
    assert assign_rooms(roundtable=meeting.roundtable, by=BY).seated == 7
    seats = {seat.contact_id: seat.room_id for seat in RoomSeat.objects.all()}
    assert seats[meeting.guests[0].pk] == meeting.rooms[1].pk
    assert sorted(Counter(seats.values()).values()) == [3, 4]
    assert assign_rooms(roundtable=meeting.roundtable, by=BY).seated == 7
    assert {seat.contact_id: seat.room_id for seat in RoomSeat.objects.all()} == seats


def test_nobody_can_be_spread_over_no_room(meeting):
    Room.objects.all().delete()
    with pytest.raises(ValidationError, match="no room yet"):
        assign_rooms(roundtable=meeting.roundtable, by=BY)


def test_people_are_moved_and_only_the_moves_count(meeting):
    assign_rooms(roundtable=meeting.roundtable, by=BY)
    first, second = meeting.rooms
    seats = {seat.contact: seat.room for seat in RoomSeat.objects.select_related("contact", "room")}
    mover = next(person for person, room in seats.items() if room == first)
    assert move_people(roundtable=meeting.roundtable, seats={**seats, mover: second}, by=BY) == 1
    assert RoomSeat.objects.get(contact=mover).room == second
    assert move_people(roundtable=meeting.roundtable, seats={mover: None}, by=BY) == 1
    assert not RoomSeat.objects.filter(contact=mover).exists()
    assert move_people(roundtable=meeting.roundtable, seats={mover: None}, by=BY) == 0
