"""Rooms leave as lists that other programs read, and as paper; nothing in a name can do harm there."""

import csv
import io
import json
from datetime import timedelta

import pytest
from django.utils import timezone

from maillage.cooperation.actions.rooms import move_people
from maillage.cooperation.enums import Answer
from maillage.cooperation.models import Room, RoomSeat
from maillage.cooperation.room_lists import room_name
from maillage.people.sheets import quiet
from tests import factories as make
from tests.cooperation.meeting import BY, a_meeting, answered

HOSTILE = [
    ("=HYPERLINK(1)", "'=HYPERLINK(1)"),
    ("+33 1", "'+33 1"),
    ("-2+3", "'-2+3"),
    ("@SUM(A1)", "'@SUM(A1)"),
    ("\t=1", "'=1"),
    ("  =1", "'=1"),
    ("\r\n=1\nx", "'=1 x"),
    ("＝1", "'＝1"),
    ('Ann\nB,"c"', 'Ann B,"c"'),
    ("\u202eevil", "evil"),
    ("O’Neil - Ann", "O’Neil - Ann"),
]


@pytest.fixture
def meeting(cast):
    meeting = a_meeting(cast.near, guests=4, date=timezone.localdate() + timedelta(days=9))
    first, second = meeting.rooms
    places = {guest: (first if at % 2 else second) for at, guest in enumerate(meeting.guests)}
    move_people(roundtable=meeting.roundtable, seats=places, by=BY)
    return meeting


@pytest.fixture
def desk(client, cast):
    client.force_login(cast.editor)
    return client


def table(response):
    return list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize(("text", "shown"), HOSTILE)
def test_no_cell_is_a_formula_or_breaks_a_line(text, shown):
    assert quiet(text) == shown


def test_zoom_gets_its_two_columns_and_only_people_with_an_address(desk, meeting):
    guest = meeting.guests[0]
    guest.email = ""
    guest.save()
    answer = desk.get(meeting.url("rooms-zoom"))
    rows = table(answer)
    assert answer.content.startswith(b"Pre-assign Room Name,Email Address\r\n")
    assert rows[1:] == sorted(
        [("1. Theme 1", "2. Theme 2")[seat.room.number - 1], seat.contact.email]
        for seat in RoomSeat.objects.select_related("room", "contact")
        if seat.contact != guest
    )
    assert answer.headers["Content-Disposition"] == 'attachment; filename="near-3-rooms-zoom.csv"'


def test_the_address_of_a_substitute_stands_for_the_guest(desk, meeting):
    guest = meeting.guests[0]
    guest.invitations.update(answer=Answer.SUBSTITUTE, substitute_name="=Evil", substitute_email="instead@example.org")
    assert "instead@example.org" in [row[1] for row in table(desk.get(meeting.url("rooms-zoom")))]
    assert guest.email not in desk.get(meeting.url("rooms-zoom")).content.decode()
    assert "'=Evil" in [row[1] for row in table(desk.get(meeting.url("rooms-teams")))]


def test_long_room_names_stay_apart(meeting):
    Room.objects.update(title={"en": "The same very long title of a room\nwith a second line"})
    names = [room_name(room) for room in Room.objects.order_by("number")]
    assert names == ["1. The same very long title of…", "2. The same very long title of…"]
    assert max(map(len, names)) <= 32


def test_the_plain_list_has_tasks_and_no_address(desk, meeting):
    room = meeting.rooms[0]
    room.facilitator, room.note_taker = meeting.guests[1], meeting.guests[3]
    room.save()
    answer = desk.get(meeting.url("rooms-list"))
    rows = table(answer)
    assert rows[0] == ["Room", "Title", "Name", "Organisation", "Task"]
    assert [row[4] for row in rows[1:3]] == ["leads the talk", "takes notes"]
    assert "@" not in answer.content.decode()


def test_the_groups_name_people_as_their_personal_links_do(desk, meeting):
    groups = json.loads(desk.get(meeting.url("rooms-bigbluebutton")).content)
    assert [group["name"] for group in groups] == ["Theme 1", "Theme 2"]
    assert sorted(groups[0]["roster"]) == sorted(f"g{guest.pk}" for guest in meeting.guests[1::2])


@pytest.mark.parametrize("paper", ["room-cards", "room-signs"])
def test_paper_speaks_the_language_of_the_region_and_tells_no_address(desk, meeting, paper):
    guest = meeting.guests[0]
    guest.phone = "0123456789"
    guest.save()
    page = desk.get(meeting.url(paper)).content.decode()
    assert '<html lang="fr"' in page
    assert "Thème 1" in page
    main = page.split("<main")[1]
    assert all(str(guest) in main for guest in meeting.guests)
    assert guest.email not in page
    assert guest.phone not in page


def test_one_card_for_each_seat(desk, meeting):
    page = desk.get(meeting.url("room-cards")).content.decode()
    assert page.count('<li class="say">') == 4


def test_a_sign_is_printed_alone(desk, meeting):
    page = desk.get(meeting.url("room-signs") + "?room=2").content.decode()
    assert "Thème 2" in page
    assert "Thème 1" not in page
    for odd in ("9", "x", "9" * 40, ""):
        assert desk.get(meeting.url("room-signs") + f"?room={odd}").status_code == 200


def test_names_are_shown_as_text_on_paper(desk, meeting, cast):
    evil = make.a_contact(cast.near, name="<script>alert(1)</script>")
    answered(meeting.roundtable, evil)
    move_people(roundtable=meeting.roundtable, seats={evil: meeting.rooms[0]}, by=BY)
    for paper in ("room-cards", "room-signs"):
        assert "<script>alert" not in desk.get(meeting.url(paper)).content.decode()


@pytest.mark.parametrize(
    "name", ["rooms-zoom", "rooms-teams", "rooms-list", "rooms-bigbluebutton", "room-cards", "room-signs"]
)
def test_lists_are_for_those_who_run_the_table(client, cast, meeting, name):
    for user, status in ((cast.member, 403), (cast.far_convenor, 404), (cast.convenor, 200)):
        client.force_login(user)
        assert client.get(meeting.url(name)).status_code == status
