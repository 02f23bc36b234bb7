"""The meeting opens from the desk; guests enter by a personal link of one page and one button."""

import json
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone, translation

from maillage.cooperation import video as client_module
from maillage.cooperation.actions.rooms import move_people
from maillage.cooperation.enums import Answer, State
from maillage.cooperation.letters import facts_of
from maillage.cooperation.links import ANSWER, JOIN, join_link
from maillage.cooperation.models import VideoRoom
from maillage.kit import tokens
from maillage.kit.models import AuditEntry
from tests.cooperation.bigbluebutton import SECRET, bigbluebutton
from tests.cooperation.meeting import BY, a_meeting


@pytest.fixture
def counterpart(settings):
    with bigbluebutton() as known:
        settings.BIGBLUEBUTTON_URL, settings.BIGBLUEBUTTON_SECRET = known.url, SECRET
        yield known


@pytest.fixture
def meeting(cast):
    meeting = a_meeting(cast.near, guests=2, date=timezone.localdate() + timedelta(days=1))
    places = dict(zip(meeting.guests, meeting.rooms, strict=True))
    move_people(roundtable=meeting.roundtable, seats=places, by=BY)
    return meeting


@pytest.fixture
def desk(client, cast):
    client.force_login(cast.editor)
    return client


def join_page(person, purpose=JOIN):
    invitation = person.invitations.get()
    return reverse("cooperation:video-join", args=[tokens.sign(purpose, f"{invitation.public_id}.{invitation.nonce}")])


def do(desk, meeting, deed):
    return desk.post(meeting.url("video"), {"do": deed}, follow=True).content.decode()


def run(counterpart):
    for meeting in counterpart.meetings.values():
        meeting["running"] = "true"


def test_the_meeting_opens_with_everybody_assigned(desk, meeting, counterpart):
    assert "Open the meeting" in desk.get(meeting.url("video")).content.decode()
    assert "The meeting is open." in do(desk, meeting, "open")
    assert "The meeting is open." in do(desk, meeting, "open")
    asked = counterpart.calls("create")[0]
    assert [group["roster"] for group in json.loads(asked["groups"])] == [[f"g{guest.pk}"] for guest in meeting.guests]
    assert VideoRoom.objects.get().meeting_id == asked["meetingID"]
    assert AuditEntry.objects.filter(verb="open video room").count() == 1


def test_a_guest_enters_under_their_name_and_a_leader_moderates(desk, client, meeting, counterpart):
    do(desk, meeting, "open")
    client.logout()
    guest, leader = meeting.guests
    meeting.rooms[1].facilitator = leader
    meeting.rooms[1].save()
    for person, role in ((guest, "VIEWER"), (leader, "MODERATOR")):
        shown = client.get(join_page(person)).content.decode()
        assert shown.count("<button") == 1
        entered = counterpart.may_join(client.post(join_page(person)).headers["Location"])
        assert (entered["fullName"], entered["role"], entered["userID"]) == (str(person), role, f"g{person.pk}")


def test_opening_the_page_asks_the_server_nothing_and_lets_nobody_in(client, meeting, counterpart):
    VideoRoom.objects.create(roundtable=meeting.roundtable, meeting_id="m-1", opened_at=timezone.now())
    assert client.get(join_page(meeting.guests[0])).status_code == 200
    assert counterpart.asked == []


def test_a_substitute_enters_under_their_own_name(client, meeting, counterpart):
    VideoRoom.objects.create(roundtable=meeting.roundtable, meeting_id="m-1", opened_at=timezone.now())
    meeting.guests[0].invitations.update(answer=Answer.SUBSTITUTE, substitute_name="Somebody Else")
    entered = counterpart.may_join(client.post(join_page(meeting.guests[0])).headers["Location"])
    assert entered["fullName"] == "Somebody Else"


def test_a_meeting_the_server_forgot_is_there_again_when_somebody_enters(desk, meeting, counterpart):
    do(desk, meeting, "open")
    counterpart.meetings.clear()
    assert isinstance(counterpart.may_join(desk.post(meeting.url("video-enter")).headers["Location"]), dict)


def test_rooms_open_and_each_link_leads_into_its_own_and_back(desk, client, meeting, counterpart):
    do(desk, meeting, "open")
    assert "must run before its rooms open" in do(desk, meeting, "rooms")
    run(counterpart)
    assert "The rooms are open." in do(desk, meeting, "rooms")
    video = VideoRoom.objects.get()
    assert set(video.breakouts) == {str(room.pk) for room in meeting.rooms}
    run(counterpart)
    guest, room = meeting.guests[0], meeting.rooms[0]
    assert "Go into my room" in client.get(join_page(guest)).content.decode()
    entered = counterpart.may_join(client.post(join_page(guest)).headers["Location"])
    assert entered["meetingID"] == video.breakouts[str(room.pk)]
    entered = counterpart.may_join(client.post(join_page(guest), {"into": "everybody"}).headers["Location"])
    assert entered["meetingID"] == video.meeting_id
    into = desk.post(meeting.url("video-enter"), {"room": room.pk}).headers["Location"]
    assert counterpart.may_join(into)["role"] == "MODERATOR"
    assert "Everybody is called back." in do(desk, meeting, "back")
    assert (list(counterpart.meetings), VideoRoom.objects.get().breakouts) == ([video.meeting_id], {})
    assert "The meeting has ended for everybody." in do(desk, meeting, "end")
    assert counterpart.meetings == {}
    assert "not open yet" in client.get(join_page(guest)).content.decode()


def test_rooms_that_opened_before_one_failed_are_remembered(desk, meeting, counterpart, monkeypatch):
    do(desk, meeting, "open")
    run(counterpart)
    create = counterpart.on_create

    def on_create(given):
        return "nonsense" if given.get("sequence") == "2" else create(given)

    monkeypatch.setattr(counterpart, "on_create", on_create)
    assert "something else than BigBlueButton does" in do(desk, meeting, "rooms")
    assert set(VideoRoom.objects.get().breakouts) == {str(meeting.rooms[0].pk)}


def test_the_server_is_never_asked_inside_a_transaction(desk, client, meeting, counterpart, monkeypatch):
    depths = []
    fetch = client_module.VideoServer.fetch
    outside = len(connection.savepoint_ids)

    def watched(self, address):
        depths.append(len(connection.savepoint_ids) - outside)
        return fetch(self, address)

    monkeypatch.setattr(client_module.VideoServer, "fetch", watched)
    for deed in ("open", "rooms", "back", "end", "open"):
        do(desk, meeting, deed)
        run(counterpart)
    desk.post(meeting.url("video-enter"))
    client.post(join_page(meeting.guests[0]))
    assert len(depths) >= 7
    assert set(depths) == {0}


def test_a_server_that_is_away_is_told_in_one_sentence(desk, client, meeting, counterpart):
    do(desk, meeting, "open")
    counterpart.body = b"oops"
    for answer in (
        desk.post(meeting.url("video"), {"do": "rooms"}),
        desk.post(meeting.url("video-enter")),
        client.post(join_page(meeting.guests[0])),
    ):
        assert "The video server answered with something else than BigBlueButton does." in answer.content.decode()
    assert VideoRoom.objects.get().breakouts == {}


def test_a_plain_link_works_without_any_server(client, meeting):
    meeting.roundtable.video_link = "https://meet.example.org/room?pwd=1"
    meeting.roundtable.save()
    answer = client.post(join_page(meeting.guests[0]))
    assert (answer.status_code, answer.headers["Location"]) == (302, "https://meet.example.org/room?pwd=1")
    assert "form-action https: http:" in answer.headers["Content-Security-Policy"].replace("'self' ", "")


def test_each_letter_has_the_guests_own_link_and_the_outbox_hides_it(client, meeting, counterpart):
    invitation = meeting.guests[0].invitations.get()
    with translation.override("fr"):
        link = facts_of(invitation, masked=False)[-1].rpartition(" ")[2]
        assert facts_of(invitation, masked=True)[-1].endswith("/fr/link/join/hidden-on-the-desk/")
    assert client.get(urlsplit(link).path).status_code == 200
    meeting.roundtable.video_link = "https://meet.example.org/"
    invitation.roundtable.video_link = meeting.roundtable.video_link
    with translation.override("en"):
        assert facts_of(invitation, masked=False)[-1] == "Link to the meeting: https://meet.example.org/"


def test_the_link_of_a_substitute_ends_when_somebody_else_comes(client, meeting, counterpart):
    invitation = meeting.guests[0].invitations.get()
    invitation.answer, invitation.substitute_name = Answer.SUBSTITUTE, "Somebody Else"
    invitation.save()
    path = urlsplit(join_link(invitation, language="en", masked=False, instead=True)).path
    assert "For Somebody Else" in client.get(path).content.decode()
    invitation.substitute_name = "A Third"
    invitation.save()
    assert client.get(path).status_code == 410
    invitation.answer, invitation.substitute_name = Answer.COMING, ""
    invitation.save()
    assert client.get(path).status_code == 410
    assert client.get(join_page(meeting.guests[0])).status_code == 200


def test_without_a_link_and_before_it_opens_there_is_no_button(client, desk, meeting):
    shown = client.get(join_page(meeting.guests[0])).content.decode()
    assert "The meeting is not open yet." in shown
    assert "<button" not in shown.split("<main")[1].split("</main")[0]
    assert "The video meeting is not open yet." in client.post(join_page(meeting.guests[0])).content.decode()
    assert "No link is written down yet." in desk.get(meeting.url("video")).content.decode()
    assert "No video server is set." in do(desk, meeting, "open")
    assert do(desk, meeting, "nonsense")
    assert not VideoRoom.objects.exists()


def test_a_link_ends_with_its_roundtable_and_with_its_purpose(client, meeting):
    guest = meeting.guests[0]
    assert client.get(join_page(guest, ANSWER)).status_code == 404
    meeting.roundtable.state = State.HELD
    meeting.roundtable.save()
    assert client.get(join_page(guest)).status_code == 410
    address = join_page(guest)
    guest.invitations.update(revoked_at=timezone.now())
    assert client.get(address).status_code == 410
