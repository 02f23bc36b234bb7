"""A guest says by link in which room they would like to sit; the answer page leads there once there are rooms."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from maillage.cooperation.links import ANSWER, WISH
from maillage.cooperation.models import Room, RoomPreference
from maillage.kit import tokens
from tests.cooperation.meeting import a_meeting


@pytest.fixture
def meeting(cast):
    meeting = a_meeting(cast.near, guests=2, date=timezone.localdate() + timedelta(days=9))
    Room.objects.create(roundtable=meeting.roundtable, number=3, title={"en": "Theme 3"})
    return meeting


@pytest.fixture
def invitation(meeting):
    return meeting.guests[0].invitations.get()


def page(invitation, purpose=WISH, name="room-wish"):
    token = tokens.sign(purpose, f"{invitation.public_id}.{invitation.nonce}")
    return reverse(f"cooperation:{name}", args=[token])


def wished():
    return [(wish.rank, wish.room.number) for wish in RoomPreference.objects.select_related("room")]


def test_opening_the_page_wishes_nothing_and_one_press_does(client, meeting, invitation):
    shown = client.get(page(invitation)).content.decode()
    assert wished() == []
    assert [title in shown for title in ("Theme 1", "Theme 2", "Theme 3")] == [True] * 3
    form = {"wish_1": meeting.rooms[1].pk, "wish_2": meeting.rooms[0].pk}
    assert "Your wish is noted." in client.post(page(invitation), form, follow=True).content.decode()
    assert wished() == [(1, 2), (2, 1)]
    client.post(page(invitation), {"wish_1": "", "wish_2": meeting.rooms[0].pk})
    assert wished() == [(1, 1)]
    client.post(page(invitation), {})
    assert wished() == []


def test_the_same_room_twice_or_a_strange_one_is_refused(client, meeting, invitation, cast):
    other = a_meeting(cast.far, number=1)
    for form, said in (
        ({"wish_1": meeting.rooms[0].pk, "wish_2": meeting.rooms[0].pk}, "two different rooms"),
        ({"wish_1": other.rooms[0].pk}, "This room is gone."),
        ({"wish_1": "9" * 40}, "This room is gone."),
    ):
        assert said in client.post(page(invitation), form).content.decode()
    assert wished() == []


def test_a_link_for_answers_wishes_nothing(client, invitation):
    assert client.post(page(invitation, ANSWER), {"wish_1": 1}).status_code == 404


def test_a_withdrawn_link_and_one_after_the_start_have_ended(client, meeting, invitation):
    address = page(invitation)
    invitation.nonce += 1
    invitation.save()
    assert client.get(address).status_code == 410
    meeting.roundtable.date = timezone.localdate() - timedelta(days=1)
    meeting.roundtable.save()
    ended = client.post(page(invitation), {"wish_1": meeting.rooms[0].pk})
    assert (ended.status_code, wished()) == (410, [])
    assert "until the start" in ended.content.decode()


def test_the_answer_page_leads_to_the_rooms_for_whoever_comes(client, meeting, invitation):
    shown = client.get(page(invitation, ANSWER, "invitation-answer")).content.decode()
    link = re.search(r'href="[^"]*(/link/rooms/[^"]+)"', shown)
    assert link
    assert client.get(f"/en{link[1]}").status_code == 200
    Room.objects.exclude(pk=meeting.rooms[0].pk).delete()
    assert "/link/rooms/" not in client.get(page(invitation, ANSWER, "invitation-answer")).content.decode()
