"""The wall, one's own page, and what is asked for every few seconds: readable, private, cheap while unchanged."""

import re

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from maillage.cooperation.actions.check_in import check_in, open_check_in
from maillage.cooperation.actions.notes import write_note
from maillage.cooperation.actions.presence import tick_presence
from maillage.cooperation.actions.running_agenda import more_time, next_item
from maillage.cooperation.actions.tags import tag_note
from maillage.cooperation.actions.votes import count_hands, vote
from maillage.cooperation.enums import ItemKind, State
from maillage.cooperation.live_links import KNOWN, present_token, room_link
from maillage.cooperation.models import AgendaItem, Note, Room, RoomSeat
from tests.cooperation.meeting import BY, Meeting, a_meeting, at


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(at(14), tick=False) as traveller:
        yield traveller


@pytest.fixture
def meeting(cast) -> Meeting:
    meeting = a_meeting(cast.near)
    open_check_in(roundtable=meeting.roundtable, by=BY)
    for place, guest in enumerate(meeting.guests):
        RoomSeat.objects.create(roundtable=meeting.roundtable, room=meeting.rooms[place % 2], contact=guest)
    return meeting


@pytest.fixture
def desk(client, cast):
    client.force_login(cast.convenor)
    return client


def said(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def an_idea(meeting, text="A shared bus."):
    note = write_note(roundtable=meeting.roundtable, text=text, language="en", room=meeting.rooms[0], by=BY)
    return tag_note(note=note, tag="proposal", by=BY)


def begin(meeting, items=1):
    running = None
    for _press in range(items):
        running = next_item(roundtable=meeting.roundtable, after=running.pk if running else 0, by=BY)
    return running


def addresses(meeting, ticket):
    """Every part that is asked for every few seconds, and by whom."""
    token = present_token(ticket, KNOWN)
    room = room_link(meeting.rooms[0], None, language="en", masked=False).rstrip("/").rsplit("/", 1)[1]
    return {
        "clock": meeting.url("live-clock"),
        "arrivals": meeting.url("live-arrivals"),
        "ideas": meeting.url("live-ideas"),
        "wall": meeting.url("projector-now"),
        "present": reverse("cooperation:present-now", args=[token]),
        "room": reverse("cooperation:room-page-now", args=[room]),
    }


def ticket_of(meeting, place=0):
    return check_in(roundtable=meeting.roundtable, typed=meeting.guests[place].email)


PARTS = ["clock", "arrivals", "ideas", "wall", "present", "room"]
# Session, person and membership are asked for on the desk; a link needs none of them.
SIGNED_IN = 3
MOST = {"clock": 2, "arrivals": 4, "ideas": 2, "wall": 2, "present": 2, "room": 1}


@pytest.mark.parametrize("part", PARTS)
def test_what_did_not_change_is_not_drawn_again_and_costs_a_question_or_two(desk, meeting, part):
    begin(meeting)
    an_idea(meeting)
    address = addresses(meeting, ticket_of(meeting))[part]
    visitor = Client() if "/link/" in address else desk
    first = visitor.get(address)
    assert (first.status_code, "no-store" in first["Cache-Control"]) == (200, False)
    with CaptureQueriesContext(connection) as asked:
        again = visitor.get(address, HTTP_IF_NONE_MATCH=first["ETag"])
    assert (again.status_code, again.content) == (304, b"")
    most = MOST[part] + (0 if "/link/" in address else SIGNED_IN)
    assert len(asked) <= most, [query["sql"][:150] for query in asked.captured_queries]


def touched(meeting, part):
    """Change what a part shows."""
    item = AgendaItem.objects.get(roundtable=meeting.roundtable, started_at__isnull=False)
    idea = Note.objects.get(tag="proposal")
    {
        "clock": lambda: more_time(roundtable=meeting.roundtable, item=item, seen_minutes=20, by=BY),
        "arrivals": lambda: tick_presence(roundtable=meeting.roundtable, contact=meeting.guests[2], tick="here", by=BY),
        "ideas": lambda: count_hands(note=idea, hands=2, by=BY),
        "wall": lambda: vote(note=idea, ticket=ticket_of(meeting, 1)),
        "present": lambda: vote(note=idea, ticket=ticket_of(meeting)),
        "room": lambda: tag_note(note=idea, tag="", by=BY),
    }[part]()


@pytest.mark.parametrize("part", PARTS)
def test_what_changed_is_drawn_again(desk, meeting, part):
    begin(meeting)
    an_idea(meeting)
    address = addresses(meeting, ticket_of(meeting))[part]
    visitor = Client() if "/link/" in address else desk
    first = visitor.get(address)
    touched(meeting, part)
    again = visitor.get(address, HTTP_IF_NONE_MATCH=first["ETag"])
    assert again.status_code == 200
    assert again.content != first.content


@pytest.mark.parametrize("part", ["clock", "wall", "present", "room"])
def test_minutes_go_on_without_anybody_doing_anything(desk, meeting, clock, part):
    begin(meeting)
    address = addresses(meeting, ticket_of(meeting))[part]
    visitor = Client() if "/link/" in address else desk
    first = visitor.get(address)
    clock.move_to(at(14, 3))
    again = visitor.get(address, HTTP_IF_NONE_MATCH=first["ETag"])
    assert again.status_code == 200
    assert re.search(r"\b17 min", said(again))


def test_ones_own_page_says_what_runs_where_one_sits_and_what_comes(meeting):
    meeting.roundtable.video_link = "https://video.example.org/room"
    meeting.roundtable.save()
    begin(meeting, 2)
    Room.objects.filter(pk=meeting.rooms[0].pk).update(facilitator=meeting.guests[2])
    page = Client().get(reverse("cooperation:present", args=[present_token(ticket_of(meeting), KNOWN)]))
    words = said(page)
    for expected in (
        "Now: item 2 of 3 Item 2",
        "20 minutes left",
        "Next: Item 3",
        "Room 1: Theme 1",
        f"{meeting.guests[2]} leads the talk.",
        "Go to the video meeting",
    ):
        assert expected in words
    assert str(meeting.guests[1]) not in words
    assert "no-store" in page["Cache-Control"]


def test_ones_own_page_is_asked_for_with_few_questions_whatever_the_number_of_ideas(meeting):
    counts = []
    page = reverse("cooperation:present", args=[present_token(ticket_of(meeting), KNOWN)])
    for number in (1, 4):
        for _more in range(number):
            an_idea(meeting)
        with CaptureQueriesContext(connection) as asked:
            assert Client().get(page).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 4


def test_the_wall_shows_rooms_while_they_run_and_names_only_where_they_are_switched_on(desk, meeting):
    AgendaItem.objects.filter(pk=meeting.items[1].pk).update(kind=ItemKind.OTHER)
    begin(meeting)
    wall = meeting.url("projector")
    assert "Theme 1" not in said(desk.get(wall))
    assert "Theme 1" in said(desk.get(f"{wall}?rooms=shown"))
    begin_more = AgendaItem.objects.get(roundtable=meeting.roundtable, started_at__isnull=False)
    next_item(roundtable=meeting.roundtable, after=begin_more.pk, by=BY)
    words = said(desk.get(wall))
    assert "Room 1 Theme 1 2 people" in words
    assert str(meeting.guests[0]) not in words
    shown = desk.get(f"{wall}?names=shown")
    assert str(meeting.guests[0]) in said(shown)
    assert "projector/now/?names=shown" in shown.content.decode()


def test_the_wall_shows_the_door_and_the_ideas(desk, meeting):
    count_hands(note=an_idea(meeting, "Least."), hands=1, by=BY)
    count_hands(note=an_idea(meeting, "Most."), hands=3, by=BY)
    begin(meeting)
    page = desk.get(meeting.url("projector"))
    words, code = said(page), meeting.roundtable.admission.check_in_code
    assert f"{code[:3]} {code[3:]}" in words
    assert "/fr/here/" in words
    assert words.index("Most.") < words.index("Least.")
    assert '<noscript><meta http-equiv="refresh" content="10"></noscript>' in page.content.decode()
    assert 'role="img" aria-label="QR code: open the page where you say that you are here"' in page.content.decode()


def test_the_wall_after_the_end_thanks_and_shows_no_code(desk, meeting):
    meeting.roundtable.state = State.HELD
    meeting.roundtable.save()
    words = said(desk.get(meeting.url("projector")))
    assert "Thank you for coming." in words
    assert "I am here" not in words


def test_the_wall_is_for_editors(client, cast, meeting):
    for user, status in ((cast.editor, 200), (cast.member, 403), (cast.far_convenor, 404)):
        client.force_login(user)
        assert client.get(meeting.url("projector")).status_code == status


def test_beginning_weeks_before_is_refused_on_the_screen_and_the_evening_before_asks_twice(desk, meeting, clock):
    clock.move_to(at(14).replace(day=4))
    refused = desk.post(meeting.url("live-next"), {"after": 0})
    assert refused.status_code == 409
    assert "It can begin on that day, or on the evening before." in said(refused)
    assert "Begin all the same" not in said(refused)
    clock.move_to(at(19).replace(day=24))
    asked = desk.post(meeting.url("live-next"), {"after": 0})
    assert "Begin all the same" in said(asked)
    assert not AgendaItem.objects.filter(started_at__isnull=False).exists()
    desk.post(meeting.url("live-next"), {"after": 0, "sure": "yes"})
    assert AgendaItem.objects.filter(started_at__isnull=False).count() == 1


def test_an_agenda_that_somebody_else_changed_keeps_what_was_typed(desk, meeting):
    item = meeting.items[1]
    change = {"act": "rename", "item": item.pk, "version": 1, "language": "en"}
    desk.post(meeting.url("live-agenda"), {**change, "title": "Hers"})
    page = desk.post(meeting.url("live-agenda"), {**change, "title": "His words"}, follow=True)
    assert "it says “Hers” now" in said(page)
    assert 'value="His words"' in page.content.decode()
    item.refresh_from_db()
    assert item.title["en"] == "Hers"


def test_an_agenda_is_reordered_and_gets_a_training_while_it_runs(desk, meeting):
    begin(meeting)
    third = meeting.items[2]
    desk.post(meeting.url("live-agenda"), {"act": "earlier", "item": third.pk, "version": 1})
    training = {"act": "add", "title": "Training", "minutes": 30, "kind": "training", "language": "en"}
    desk.post(meeting.url("live-agenda"), training)
    desk.post(meeting.url("live-agenda"), {"act": "later", "item": third.pk, "version": 2})
    assert [(item.title["en"], item.kind) for item in AgendaItem.objects.all()] == [
        ("Item 1", "new_members"),
        ("Item 2", "pilot_update"),
        ("Item 3", "breakout"),
        ("Training", "training"),
    ]


def test_lines_of_an_english_desk_are_in_the_regions_first_language_until_another_is_chosen(desk, meeting):
    url, room = meeting.url("note-write"), meeting.rooms[0].pk
    desk.post(url, {"text": "Sans choix.", "room": room})
    chosen = desk.post(url, {"text": "Chosen.", "room": room, "language": "en"}).headers["Location"]
    assert [next(iter(note.text)) for note in Note.objects.order_by("pk")] == ["fr", "en"]
    page = desk.get(chosen.partition("#")[0]).content.decode()
    assert page.count('<option value="en" selected') == 3
    assert desk.get(meeting.url("live")).content.decode().count('<option value="fr" selected') == 3


def test_a_region_of_one_language_is_not_asked_for_it(desk, cast, meeting):
    cast.near.languages = ["fr"]
    cast.near.save()
    assert "Written in" not in said(desk.get(meeting.url("live")))
