"""Hundreds look on at the cost of a few: drawn once, told "as before" by one question, and shown to nobody else."""

from __future__ import annotations

import gzip
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from maillage.cooperation.actions import tags
from maillage.cooperation.actions.notes import change_note, remove_note, write_note
from maillage.cooperation.models import Note, Room
from maillage.cooperation.seals import Seal
from maillage.cooperation.views import onlookers
from maillage.people.enums import Role
from maillage.people.models import Membership
from maillage.territory.models import Theme
from tests.conftest import Cast
from tests.cooperation.meeting import BY, Meeting, a_meeting


@pytest.fixture
def meeting(cast: Cast) -> Meeting:
    return a_meeting(cast.near)


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing that is drawn is good for longer than it is true."""
    monkeypatch.setattr(onlookers, "SECONDS", -1)


def browser_of(user: object) -> Client:
    client = Client()
    client.force_login(user)  # type: ignore[arg-type]  # the cast is typed as people of any role
    return client


def line(meeting: Meeting, text: str = "A bus on Monday.") -> Note:
    return write_note(roundtable=meeting.roundtable, text=text, language="en", room=meeting.rooms[0], by=BY)


def address(meeting: Meeting, sheet: str = "") -> str:
    return f"{meeting.url('live-lines')}?sheet={sheet or f'room-{meeting.rooms[0].pk}'}&language=en"


def asked_again(client: Client, url: str, etag: str) -> tuple[int, str, int]:
    """Return status, page and number of queries."""
    with CaptureQueriesContext(
        connection,
    ) as queries:
        answer = client.get(url, HTTP_IF_NONE_MATCH=etag)
    return answer.status_code, answer.content.decode(), len(queries)


def test_an_unchanged_page_costs_one_question(cast: Cast, meeting: Meeting) -> None:
    line(meeting)
    for user in (cast.convenor, cast.editor, cast.lead):
        client = browser_of(user)
        first = client.get(address(meeting))
        assert asked_again(client, address(meeting), first["ETag"]) == (304, "", 1)


def test_what_is_drawn_for_one_costs_the_next_one_question_too(cast: Cast, meeting: Meeting, at_once: None) -> None:
    line(meeting)
    one, other = browser_of(cast.convenor), browser_of(cast.editor)
    seals = [client.get(address(meeting))["ETag"] for client in (one, other)]
    assert seals[0] != seals[1]
    line(meeting, "A train.")
    status, page, _queries = asked_again(one, address(meeting), seals[0])
    assert (status, "A train." in page) == (200, True)
    assert asked_again(other, address(meeting), seals[1]) == (200, page, 1)


def test_every_change_of_a_line_reaches_who_looks_on(cast: Cast, meeting: Meeting, at_once: None) -> None:
    client = browser_of(cast.editor)
    etag = client.get(address(meeting))["ETag"]
    theme = Theme.objects.create(key="test-mobility", label={"en": "Mobility"})
    note = line(meeting)
    deeds = [
        (lambda: None, "A bus on Monday."),
        (lambda: change_note(note=note, text="A bus on Friday.", seen_version=1, by=BY), "A bus on Friday."),
        (lambda: tags.tag_note(note=note, tag="need", by=BY), 'aria-pressed="true"'),
        (lambda: tags.detail_need(note=note, theme=theme, addressed_to=(), by=BY), "Need: Mobility"),
        (lambda: tags.tag_note(note=note, tag="commitment", by=BY), "By whom, and when?"),
        (
            lambda: tags.detail_commitment(note=note, organisation=cast.host, due_on=None, need=None, by=BY),
            "The Host. By when?",
        ),
        (lambda: tags.tag_note(note=note, tag="", by=BY), 'aria-pressed="false"'),
        (lambda: remove_note(note=note, by=BY), "No line yet."),
    ]
    for deed, words in deeds:
        deed()
        answer = client.get(address(meeting), HTTP_IF_NONE_MATCH=etag)
        assert (answer.status_code, words in answer.content.decode()) == (200, True), words
        etag = answer["ETag"]
        assert client.get(address(meeting), HTTP_IF_NONE_MATCH=etag).status_code == 304


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The clock by which the age of what is drawn is told; tests turn it."""
    now = [1000.0]
    monkeypatch.setattr(onlookers.time, "monotonic", lambda: now[0])
    return now


def test_while_many_write_a_sheet_is_drawn_at_most_once_a_second(
    cast: Cast, meeting: Meeting, clock: list[float]
) -> None:
    one, other = browser_of(cast.convenor), browser_of(cast.editor)
    line(meeting, "One.")
    etag = one.get(address(meeting))["ETag"]
    line(meeting, "Two.")
    clock[0] += 0.6
    assert "Two." in other.get(address(meeting)).content.decode(), "who comes now sees what is true now"
    line(meeting, "Three.")
    clock[0] += 0.6
    early = one.get(address(meeting), HTTP_IF_NONE_MATCH=etag)
    assert ("Two." in early.content.decode(), "Three." in early.content.decode()) == (True, False)
    assert one.get(address(meeting), HTTP_IF_NONE_MATCH=early["ETag"]).status_code == 304
    clock[0] += 0.6
    late = one.get(address(meeting), HTTP_IF_NONE_MATCH=early["ETag"])
    assert "Three." in late.content.decode()


def test_one_goes_to_draw_and_the_others_take_what_is_there(cast: Cast, meeting: Meeting, clock: list[float]) -> None:
    one, other = browser_of(cast.convenor), browser_of(cast.editor)
    seals = [client.get(address(meeting))["ETag"] for client in (one, other)]
    line(meeting, "One.")
    clock[0] += 2
    place = next(iter(onlookers.PLACES.values()))
    assert not place.is_claimed(), "somebody goes"
    assert asked_again(other, address(meeting), seals[1]) == (304, "", 1), "and this one does not wait"
    clock[0] += 2
    assert "One." in one.get(address(meeting), HTTP_IF_NONE_MATCH=seals[0]).content.decode(), "who went never came back"


def test_nobody_is_shown_less_than_they_have_seen(cast: Cast, meeting: Meeting) -> None:
    old = onlookers.Drawn(stamp=(4, 0, 1), at=onlookers.time.monotonic())
    assert old.serves((6, 0, 1), seen=(3, 0, 1))
    assert not old.serves((6, 0, 1), seen=(5, 0, 1))
    assert not onlookers.Drawn().serves((1, 0, 1))


@pytest.mark.parametrize(
    "lost",
    ["signed out", "session over", "role taken", "role too low", "account closed", "another session", "another's seal"],
)
def test_a_seal_is_worth_nothing_without_the_right_behind_it(cast: Cast, meeting: Meeting, lost: str) -> None:
    line(meeting)
    client = browser_of(cast.editor)
    etag = client.get(address(meeting))["ETag"]
    assert client.get(address(meeting), HTTP_IF_NONE_MATCH=etag).status_code == 304
    if lost == "signed out":
        client.session.flush()
    elif lost == "session over":
        Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    elif lost == "role taken":
        Membership.objects.filter(user=cast.editor).delete()
    elif lost == "role too low":
        Membership.objects.filter(user=cast.editor).update(role=Role.MEMBER, organisation=cast.host)
    elif lost == "account closed":
        type(cast.editor).objects.filter(pk=cast.editor.pk).update(is_active=False)
    elif lost == "another session":
        client = browser_of(cast.stranger)
    else:
        etag = str(Seal(cast.editor.pk, Seal.read(etag).stamp, "0" * 40))  # type: ignore[union-attr]  # an absent seal fails the test as well
    status = client.get(address(meeting), HTTP_IF_NONE_MATCH=etag).status_code
    assert status == {"role taken": 404, "role too low": 403, "another session": 404, "another's seal": 200}.get(
        lost, 302
    )


def test_a_seal_of_one_sheet_opens_no_other(cast: Cast, meeting: Meeting) -> None:
    client = browser_of(cast.editor)
    etag = client.get(address(meeting))["ETag"]
    assert client.get(address(meeting, "table"), HTTP_IF_NONE_MATCH=etag).status_code == 200
    other = a_meeting(cast.far)
    assert client.get(address(other), HTTP_IF_NONE_MATCH=etag).status_code == 404


@pytest.mark.parametrize(
    "etag", ["*", '"x"', "W/", '"1.2"', '"1.2.3.4"', f'"{"9" * 30}.1.{"a" * 40}"', '"١.٢.٣.x"', '"1.2", "3.4"', ""]
)
def test_a_mark_that_is_none_of_ours_is_answered_in_full(cast: Cast, meeting: Meeting, etag: str) -> None:
    assert browser_of(cast.editor).get(address(meeting), HTTP_IF_NONE_MATCH=etag).status_code == 200


def test_a_part_is_packed_where_the_browser_unpacks_it_and_is_asked_for_each_time(cast: Cast, meeting: Meeting) -> None:
    line(meeting)
    client = browser_of(cast.editor)
    plain = client.get(address(meeting))
    packed = client.get(address(meeting), HTTP_ACCEPT_ENCODING="gzip")
    assert gzip.decompress(packed.content) == plain.content
    assert packed["Content-Encoding"] == "gzip"
    assert {"no-cache", "private"} <= set(packed["Cache-Control"].split(", "))
    assert {"Accept-Encoding", "Cookie"} <= set(packed["Vary"].split(", "))


def test_each_language_and_each_sheet_is_drawn_by_itself(cast: Cast, meeting: Meeting) -> None:
    line(meeting)
    client = browser_of(cast.editor)
    url = address(meeting)
    with translation.override("en"):
        french = client.get(url.replace("/en/", "/fr/", 1)).content.decode()
        english = client.get(url).content.decode()
    assert ("Reword" in english, "Reword" in french) == (True, False)
    assert "A bus" not in client.get(address(meeting, "table")).content.decode()


def test_what_is_kept_drawn_has_a_limit(cast: Cast, meeting: Meeting) -> None:
    for number in range(onlookers.MOST_PARTS + 5):
        onlookers.place_of(f"part {number}")
    assert len(onlookers.PLACES) == onlookers.MOST_PARTS
    assert "part 4" not in onlookers.PLACES


def test_a_line_whose_room_is_gone_stands_on_the_sheet_of_the_table(cast: Cast, meeting: Meeting) -> None:
    line(meeting)
    Room.objects.filter(pk=meeting.rooms[0].pk).delete()
    assert "A bus" in browser_of(cast.editor).get(address(meeting, "table")).content.decode()
