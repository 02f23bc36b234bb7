"""The page of a room: opened by link from a phone, it writes and tags like the desk, until the link ends."""

import re

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.urls import reverse

from maillage.cooperation.actions.notes import write_note
from maillage.cooperation.actions.report import draft_report, freeze_report
from maillage.cooperation.actions.room_links import end_room_links, mail_room_links
from maillage.cooperation.actions.running_agenda import next_item
from maillage.cooperation.enums import State
from maillage.cooperation.live_letters import is_still_in_charge
from maillage.cooperation.live_links import room_link
from maillage.cooperation.models import Commitment, Need, Note, Room, RoomSeat
from maillage.cooperation.views.onlookers import PLACES
from maillage.kit.models import AuditEntry, OutboxMail
from maillage.kit.outbox import compose
from tests.cooperation.meeting import BY, Meeting, a_meeting, at


@pytest.fixture(autouse=True)
def on_the_day():
    with time_machine.travel(at(14), tick=False):
        yield


@pytest.fixture
def meeting(cast) -> Meeting:
    meeting = a_meeting(cast.near)
    Room.objects.filter(pk=meeting.rooms[0].pk).update(facilitator=meeting.guests[0], note_taker=meeting.guests[1])
    meeting.rooms[0].refresh_from_db()
    for guest in meeting.guests[:2]:
        RoomSeat.objects.create(roundtable=meeting.roundtable, room=meeting.rooms[0], contact=guest)
    return meeting


@pytest.fixture
def phone():
    return Client(enforce_csrf_checks=True)


@pytest.fixture
def desk(client, cast):
    client.force_login(cast.convenor)
    return client


def page_of(room, contact=None):
    return "/en/" + room_link(room, contact, language="en", masked=False).split("/en/", 1)[1]


def said(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def test_it_shows_names_minutes_and_the_lines_of_this_room_alone(phone, meeting):
    room, other = meeting.rooms
    next_item(roundtable=meeting.roundtable, after=0, by=BY)
    write_note(roundtable=meeting.roundtable, room=room, text="Said here.", language="en", by=BY)
    write_note(roundtable=meeting.roundtable, room=other, text="Said there.", language="en", by=BY)
    page = phone.get(page_of(room))
    assert page["Cache-Control"].count("no-store") == 1
    words = said(page)
    for expected in ("Theme 1", "2 people sit here", str(meeting.guests[0]), "20 minutes left", "Said here."):
        assert expected in words
    assert "Said there." not in words
    assert meeting.guests[0].email not in words
    assert str(meeting.guests[2]) not in words


def test_a_line_is_written_once_and_tagged_in_one_tap(phone, meeting):
    room, person = meeting.rooms[0], meeting.guests[1]
    url = page_of(room, person)
    for _press in range(2):
        answer = phone.post(f"{url}write/", {"text": "A post for it.", "client_key": "k1", "language": "en"})
        assert answer.status_code == 302
    note = Note.objects.get()
    assert (note.room, note.written_by, dict(note.text)) == (room, str(person), {"en": "A post for it."})
    part = phone.post(f"{url}tag/", {"line": note.public_id, "tag": "need"}, HTTP_HX_REQUEST="true")
    assert 'aria-pressed="true"' in part.content.decode()
    assert str(Need.objects.get().text) == "A post for it."
    phone.post(f"{url}tag/", {"line": note.public_id, "tag": "commitment"})
    assert Commitment.objects.get().note == note
    assert AuditEntry.objects.filter(verb="tag note", actor_kind="link").count() == 2
    assert not phone.cookies


def test_lines_are_in_the_regions_first_language_unless_another_is_chosen(phone, meeting):
    url = page_of(meeting.rooms[0])
    phone.post(f"{url}write/", {"text": "Sans choix."})
    back = phone.post(f"{url}write/", {"text": "Chosen.", "language": "en"}).headers["Location"]
    phone.post(f"{url}write/", {"text": "Nonsense.", "language": "xx"})
    assert [next(iter(note.text)) for note in Note.objects.order_by("pk")] == ["fr", "en", "fr"]
    assert '<option value="en" selected' in phone.get(back.partition("#")[0]).content.decode()


def test_a_line_that_is_refused_keeps_its_words(phone, meeting):
    answer = phone.post(f"{page_of(meeting.rooms[0])}write/", {"text": "x" * 2001})
    assert answer.status_code == 422
    assert "2000 fit" in said(answer)
    assert "x" * 2001 in answer.content.decode()
    assert Note.objects.count() == 0


def test_a_line_of_another_room_is_not_tagged_from_here(phone, cast, meeting):
    there = write_note(roundtable=meeting.roundtable, room=meeting.rooms[1], text="There.", language="en", by=BY)
    elsewhere = a_meeting(cast.far)
    far = write_note(roundtable=elsewhere.roundtable, room=elsewhere.rooms[0], text="Far.", language="en", by=BY)
    for note in (there, far):
        phone.post(f"{page_of(meeting.rooms[0])}tag/", {"line": note.public_id, "tag": "need"})
    phone.post(f"{page_of(meeting.rooms[1])}tag/", {"line": there.public_id, "tag": "nonsense"})
    assert Need.objects.count() == 0


def test_a_get_writes_nothing(phone, meeting):
    url = page_of(meeting.rooms[0])
    assert phone.get(f"{url}write/?text=x").status_code == 302
    assert phone.get(f"{url}tag/").status_code == 302
    assert Note.objects.count() == 0


def test_what_is_written_here_is_on_the_desk_with_the_next_poll(phone, desk, meeting):
    lines = meeting.url("live-lines") + f"?sheet=room-{meeting.rooms[0].pk}"
    known = desk.get(lines).headers["ETag"]
    phone.post(f"{page_of(meeting.rooms[0])}write/", {"text": "Out of room 1."})
    PLACES.clear()  # Half a second later.
    fresh = desk.get(lines, HTTP_IF_NONE_MATCH=known)
    assert (fresh.status_code, "Out of room 1." in said(fresh)) == (200, True)


def test_the_links_end_when_they_are_withdrawn_or_the_person_is_in_charge_no_more(phone, desk, meeting):
    room, person = meeting.rooms[0], meeting.guests[0]
    own, shown = page_of(room, person), page_of(room)
    Room.objects.filter(pk=room.pk).update(facilitator=meeting.guests[2])
    assert [phone.get(url).status_code for url in (own, shown)] == [410, 200]
    desk.post(reverse("cooperation:roundtable-room-links-end", args=["near", 3, room.number]))
    assert [phone.get(url).status_code for url in (own, shown)] == [410, 410]
    room.refresh_from_db()
    assert phone.get(page_of(room)).status_code == 200
    assert phone.post(f"{shown}write/", {"text": "Late."}).status_code == 410
    assert Note.objects.count() == 0


def test_the_links_end_when_the_report_is_frozen(phone, meeting):
    url = page_of(meeting.rooms[0])
    draft_report(roundtable=meeting.roundtable, by=BY)
    freeze_report(roundtable=meeting.roundtable, by=BY)
    for address, method in ((url, phone.get), (f"{url}now/", phone.get), (f"{url}write/", phone.post)):
        assert method(address).status_code == 410


@pytest.mark.parametrize("payload", ["1", "x.0.1", "1.x.1", "999999.0.1", "1.999999.1"])
def test_a_link_to_no_room_opens_nothing(phone, meeting, payload):
    from maillage.kit import tokens

    url = reverse("cooperation:room-page", args=[tokens.sign("room", payload)])
    assert phone.get(url).status_code in {404, 410}


def test_who_is_in_charge_gets_the_link_by_mail_once_a_day(desk, meeting):
    url = meeting.url("room-links-mail")
    assert "2 messages leave." in said(desk.post(url, follow=True))
    assert "No message leaves" in said(desk.post(url, follow=True))
    queued = OutboxMail.objects.get(to=meeting.guests[0].email)
    assert is_still_in_charge(queued)
    masked, sent = compose(queued, masked=True), compose(queued, masked=False)
    assert "hidden-on-the-desk" in masked.text
    assert Client().get(re.search(r"https?://[^/]+(\S+/link/room/\S+)", sent.text)[1]).status_code == 200
    Room.objects.filter(pk=meeting.rooms[0].pk).update(facilitator=None)
    assert not is_still_in_charge(queued)
    assert mail.outbox == []


def test_no_link_is_mailed_once_it_is_over(desk, meeting):
    meeting.roundtable.state = State.HELD
    meeting.roundtable.save()
    assert "not over" in said(desk.post(meeting.url("room-links-mail"), follow=True))
    assert OutboxMail.objects.count() == 0


def test_the_desk_shows_a_code_to_scan_for_each_room(desk, meeting):
    page = desk.get(meeting.url("room-links")).content.decode()
    assert page.count('class="qr"') == 2
    assert "QR code: open the page of room 2" in page
    assert end_room_links(room=meeting.rooms[1], by=BY).nonce == 2
    assert mail_room_links(roundtable=meeting.roundtable, by=BY) == 2


def test_the_desk_without_rooms_says_where_to_make_them(desk, meeting):
    Room.objects.all().delete()
    assert "There is no room yet." in said(desk.get(meeting.url("room-links")))
