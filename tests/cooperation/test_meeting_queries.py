"""The screens of a meeting ask the database the same at one row and at three."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from maillage.cooperation.models import (
    AgendaItem,
    Note,
    Presence,
    Room,
    RoomSeat,
)
from tests import factories as make
from tests.cooperation.meeting import a_meeting
from tests.cooperation.test_meeting_screens import tag, write


def fill(meeting, rows):
    for place in range(rows):
        guest = make.a_contact(meeting.roundtable.region, make.an_organisation(meeting.roundtable.region))
        Presence.objects.create(roundtable=meeting.roundtable, contact=guest, arrived_at=timezone.now())
        RoomSeat.objects.create(roundtable=meeting.roundtable, room=meeting.rooms[0], contact=guest)
        Room.objects.create(roundtable=meeting.roundtable, number=10 + place, title={"en": "More"})
        note = Note.objects.create(
            roundtable=meeting.roundtable,
            room=meeting.rooms[0],
            agenda_item=meeting.items[0],
            text={"en": "A line"},
            tag="need",
            written_at=timezone.now(),
        )
        need = make.a_need(meeting.roundtable)
        need.raisings.create(roundtable=meeting.roundtable, note=note, room=meeting.rooms[0])
        other = Note.objects.create(
            roundtable=meeting.roundtable, text={"en": "A line"}, tag="commitment", written_at=timezone.now()
        )
        make.a_commitment(meeting.roundtable, organisation=guest.organisation, note=other)
        make.a_commitment(meeting.roundtable, due_on=None)
        AgendaItem.objects.create(roundtable=meeting.roundtable, position=10 + place, presenter=guest.organisation)


@pytest.mark.parametrize(
    "screen",
    [
        "rooms",
        "live",
        "live?guests=all",
        "live?change=new",
        "live?change=agenda",
        "live-clock",
        "live-lines",
        "wrap-up",
    ],
)
def test_a_screen_asks_the_database_the_same_at_one_row_and_at_three(desk, cast, screen):
    counts = []
    name, _mark, query = screen.partition("?")
    for number, rows in ((1, 1), (2, 3)):
        meeting = a_meeting(cast.near, number=number, guests=rows)
        fill(meeting, rows)
        desk.post(meeting.url("report-draft"))
        desk.get(meeting.url(name) + f"?{query}")
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert desk.get(meeting.url(name) + f"?{query}").status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1], asked.captured_queries
    assert counts[0] <= 12, [query["sql"][:120] for query in asked.captured_queries]


@pytest.mark.parametrize("value", ["need", "commitment", "practice"])
def test_details_in_place_stay_within_the_queries(desk, meeting, value):
    write(desk, meeting)
    tag(desk, meeting, value)
    url = meeting.url("note-detail", Note.objects.get().public_id)
    with CaptureQueriesContext(connection) as asked:
        assert desk.get(url).status_code == 200
    assert len(asked) <= 14, [query["sql"][:120] for query in asked.captured_queries]
