"""The screen Rooms says why people sit where they sit, warns, and lets nobody overwrite what they have not seen."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from maillage.cooperation.actions.rooms import move_people
from maillage.cooperation.actions.seating import assign_rooms
from maillage.cooperation.enums import Answer
from maillage.cooperation.models import Presence, Room, RoomPlan, RoomSeat
from maillage.cooperation.seating_words import level_sentence, levels_said, proof_sentence, why_sentence
from maillage.core.rooms import LEVELS
from tests import factories as make
from tests.cooperation.meeting import BY, a_meeting, answered

ONE_SEEN = {"version": 1}


@pytest.fixture
def meeting(cast):
    return a_meeting(cast.near, guests=6, date=timezone.localdate() + timedelta(days=9))


@pytest.fixture
def desk(client, cast):
    client.force_login(cast.editor)
    return client


def said(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def seats():
    return dict(RoomSeat.objects.values_list("contact", "room"))


def test_everybody_is_told_why_they_sit_there_and_what_is_proved(desk, meeting):
    assert "Make the rooms" not in said(desk.get(meeting.url("rooms")))
    page = said(desk.post(meeting.url("rooms-spread"), {"version": 0}, follow=True))
    assert "6 people have a seat." in page
    assert "It is proved that no other seating does better" in page
    assert "Everybody shares a language with who leads their room." in page
    assert page.count("Is proposed to lead the talk here.") == 2
    assert "Take these proposals" in page


def test_proposals_are_taken_in_one_press(desk, meeting):
    assign_rooms(roundtable=meeting.roundtable, by=BY)
    page = said(desk.post(meeting.url("rooms-leaders"), ONE_SEEN, follow=True))
    assert "3 tasks were given." in page
    assert page.count(" leads the talk.") == 2
    assert "Leads the talk here." in page
    assert "Nobody takes notes in this room." in page
    assert "Take these proposals" not in page


def test_who_shares_no_language_with_the_leader_is_named(desk, meeting):
    assign_rooms(roundtable=meeting.roundtable, by=BY)
    room = meeting.rooms[0]
    sitters = [seat.contact for seat in RoomSeat.objects.filter(room=room).select_related("contact")]
    room.facilitator = sitters[0]
    room.save()
    stranger = sitters[1]
    stranger.preferred_language = "uk"
    stranger.save()
    page = said(desk.get(meeting.url("rooms")))
    assert f"{stranger} shares no language with {sitters[0]}, who leads here." in page


def test_a_leader_who_does_not_come_is_named_and_replaced_by_a_proposal(desk, meeting):
    host = meeting.guests[1]
    meeting.rooms[0].facilitator = host
    meeting.rooms[0].save()
    invitation = host.invitations.get()
    invitation.answer = Answer.NOT_COMING
    invitation.save()
    page = said(desk.post(meeting.url("rooms-spread"), {"version": 0}, follow=True))
    assert f"{host} should lead here and does not come." in page


def test_an_old_page_changes_nothing_and_says_so(desk, meeting):
    assign_rooms(roundtable=meeting.roundtable, by=BY)
    before = seats()
    mover = meeting.guests[0]
    other = next(room for room in meeting.rooms if room.pk != before[mover.pk])
    move_people(roundtable=meeting.roundtable, seats={mover: other}, by=BY)
    stale = {f"seat_{key}": room for key, room in before.items()}
    rooms = {"form-TOTAL_FORMS": 1, "form-INITIAL_FORMS": 1, "form-0-title_en": "Mine"}
    for name, form in (
        ("rooms-move", stale),
        ("rooms-spread", {}),
        ("rooms-late", {"who": "coming"}),
        ("rooms-leaders", {}),
        ("rooms", rooms),
    ):
        for version in [{"version": 1}, *([{}, {"version": "x"}] if name == "rooms-move" else [])]:
            answer = desk.post(meeting.url(name), {**form, **version})
            assert answer.status_code == 409, name
            assert "Nothing of yours was saved." in said(answer)
    assert seats() == {**before, mover.pk: other.pk}
    assert Room.objects.count() == 2
    assert 'value="Mine"' in desk.post(meeting.url("rooms"), {**rooms, "version": 1}).content.decode()


def test_who_is_moved_by_hand_is_asked_for_before_being_moved_again(desk, meeting):
    assign_rooms(roundtable=meeting.roundtable, by=BY)
    mover = meeting.guests[0]
    other = next(room for room in meeting.rooms if room.pk != seats()[mover.pk])
    page = said(desk.post(meeting.url("rooms-move"), {"version": 1, f"seat_{mover.pk}": other.pk}, follow=True))
    assert "Was put here by hand." in page
    assert "changed by hand since the last spreading" in page
    assert "Also those who were put somewhere by hand" in page
    desk.post(meeting.url("rooms-spread"), {"version": 2})
    assert seats()[mover.pk] == other.pk
    desk.post(meeting.url("rooms-spread"), {"version": 3, "free": "on"})
    assert not RoomSeat.objects.filter(by_hand=True).exists()


def test_late_and_absent_people_are_told_by_name(desk, meeting):
    assign_rooms(roundtable=meeting.roundtable, by=BY)
    absent, late = meeting.guests[0], make.a_contact(meeting.roundtable.region, name="Late Comer")
    for person in [*meeting.guests[1:], late]:
        Presence.objects.create(roundtable=meeting.roundtable, contact=person, arrived_at=timezone.now())
    page = said(desk.post(meeting.url("rooms-late"), {"version": 1, "who": "here"}, follow=True))
    assert "New in a room: Late Comer." in page
    assert f"No longer in a room: {absent}." in page
    assert "Stays in the room they had." in page


def test_who_moves_is_told_with_both_rooms(desk, cast):
    meeting = a_meeting(cast.near, guests=8)
    for room, leader in zip(meeting.rooms, meeting.guests, strict=False):
        room.facilitator = room.note_taker = leader
        room.save()
    assign_rooms(roundtable=meeting.roundtable, by=BY)
    there = seats()
    for person in [person for person in meeting.guests[2:] if there[person.pk] == meeting.rooms[0].pk][:2]:
        person.invitations.update(answer=Answer.NOT_COMING)
    page = said(desk.post(meeting.url("rooms-late"), {"version": 1, "who": "coming"}, follow=True))
    assert "moves from room 2 to room 1." in page
    assert "1 person changes the room, and not fewer." in page
    assert "Moved here from room 2" in page


def test_each_room_is_counted_by_category(desk, meeting):
    assign_rooms(roundtable=meeting.roundtable, by=BY)
    page = said(desk.get(meeting.url("rooms")))
    assert re.search(r"Local authorities (1 2|2 1) ", page)
    assert "Category not known" in page


def test_the_screen_asks_as_little_with_sixty_people_as_with_six(desk, cast, meeting):
    counts = []
    for size in (6, 60):
        for place in range(size - 6):
            guest = make.a_contact(cast.near, make.an_organisation(cast.near))
            answered(meeting.roundtable, guest)
            if place < 4:
                Room.objects.create(roundtable=meeting.roundtable, number=3 + place, title={"en": f"Room {place}"})
        assign_rooms(roundtable=meeting.roundtable, by=BY)
        desk.get(meeting.url("rooms"))
        with CaptureQueriesContext(connection) as asked:
            assert desk.get(meeting.url("rooms")).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 12


def test_every_level_and_reason_has_its_sentence():
    for name in LEVELS:
        assert level_sentence(name, [3]), name
        assert level_sentence(name, [0]) or name == "moves"
    assert level_sentence("wishes", [0, 2]) == (
        "Everybody who had a wish sits in a room they wished for, not all in their first."
    )
    for reason in ("leads", "writes", "put_by_hand", "stayed", "only_language", "first_wish", "later_wish"):
        assert why_sentence({"reason": reason}, {}, "", is_named=True), reason
    assert why_sentence({"reason": "keeps_organisation_apart"}, {}, "DIAIR", is_named=False).endswith("of DIAIR.")
    assert "category is not known" in why_sentence({"reason": "evens_category"}, {}, "", is_named=False)
    assert why_sentence({}, {}, "", is_named=False) == ""


def test_what_is_not_proved_is_not_called_proved():
    open_end = {"levels": [["sizes", [0], True], ["categories", [4], False]], "wishes": 0}
    assert "ended at its limit of work" in proof_sentence(open_end)
    assert [level.knot for level in levels_said(open_end)] == ["kept", "open"]
    assert RoomPlan.objects.model._meta.get_field("proved").default is dict
