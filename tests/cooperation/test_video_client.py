"""Calls to the video server are signed as documented, and no answer of it can do harm."""

import json
import time
from urllib.parse import parse_qsl, urlsplit

import pytest

from maillage.cooperation.video import (
    LONGEST_ANSWER,
    Group,
    VideoFailed,
    VideoServer,
    checksum,
    groups_json,
    name_for,
    read_answer,
)
from tests.cooperation.bigbluebutton import SECRET, WELL, bigbluebutton
from tests.served.running import free_port


@pytest.fixture
def counterpart():
    with bigbluebutton() as known:
        yield known


@pytest.fixture
def server(counterpart):
    return VideoServer(counterpart.url, SECRET, timeout=2)


def test_the_example_of_the_documentation_has_its_checksum():
    query = "name=Test+Meeting&meetingID=abc123&attendeePW=111222&moderatorPW=333444"
    assert checksum("create", query, SECRET, "sha1") == "1fcbb0c4fc1f039f73aa6d697d2db9ba7f803f17"
    assert len(checksum("create", query, SECRET)) == 64


def test_the_address_is_taken_as_the_server_prints_it():
    for url in ("https://bbb.example.org/bigbluebutton/", "https://bbb.example.org/bigbluebutton/api"):
        assert VideoServer(url, SECRET).api == "https://bbb.example.org/bigbluebutton/api"


def test_creating_twice_finds_the_meeting_open(server, counterpart):
    first = server.create("m-1", "Saône-et-Loire & <Vaucluse>")
    assert server.create("m-1", "Saône-et-Loire & <Vaucluse>")["createTime"] == first["createTime"]
    assert counterpart.calls("create")[0]["name"] == "Saône-et-Loire & <Vaucluse>"
    assert counterpart.calls("create")[0]["record"] == "false"


def test_a_guest_enters_as_viewer_and_a_leader_as_moderator(server, counterpart):
    made = server.create("m-1", "A meeting")
    for moderates, role in ((False, "VIEWER"), (True, "MODERATOR")):
        address = server.join_address(
            "m-1", "Amina ★ O’Neil", "g7", moderates=moderates, create_time=made["createTime"]
        )
        entered = counterpart.may_join(address)
        assert (entered["fullName"], entered["role"], entered["userID"]) == ("Amina ★ O’Neil", role, "g7")
    forged = address.replace("MODERATOR", "VIEWER")
    assert counterpart.may_join(forged) == "checksumError"


def test_rooms_open_below_a_running_meeting_only(server, counterpart):
    server.create("m-1", "A meeting")
    with pytest.raises(VideoFailed, match="must run before its rooms open"):
        server.create_breakout("m-1", "ab-1700000000000", "Room", 1)
    counterpart.meetings["m-1"]["running"] = "true"
    assert server.is_running("m-1")
    joined_under = server.create_breakout("m-1", "ab-1700000000000", "Room", 1)
    assert joined_under != "ab-1700000000000"
    assert joined_under.endswith("-1700000000000")
    asked = counterpart.calls("create")[-1]
    assert (asked["isBreakout"], asked["parentMeetingID"], asked["sequence"], asked["freeJoin"]) == (
        "true",
        "m-1",
        "1",
        "false",
    )
    address = server.join_address(joined_under, "A B", "g1", moderates=False, parent="m-1")
    assert isinstance(counterpart.may_join(address), dict)
    server.end(joined_under, parent="m-1")
    assert list(counterpart.meetings) == ["m-1"]


def test_a_meeting_is_ended_and_ending_it_again_is_no_error(server, counterpart):
    server.create("m-1", "A meeting")
    server.end("m-1")
    assert counterpart.meetings == {}
    server.end("m-1")


def test_groups_say_who_belongs_into_which_room():
    groups = json.loads(groups_json([Group("1", "Accueil", ("g1", "g2")), Group("2", "Trajets", ())]))
    assert groups == [
        {"id": "1", "name": "Accueil", "roster": ["g1", "g2"]},
        {"id": "2", "name": "Trajets", "roster": []},
    ]


def test_too_many_groups_are_left_out_rather_than_refused(server, counterpart):
    server.create("m-1", "A meeting", groups=groups_json([Group("1", "Room", tuple(f"g{n}" for n in range(2000)))]))
    assert "groups" not in counterpart.calls("create")[0]


@pytest.mark.parametrize(
    ("name", "sent"),
    [("A\r\nB\x00C", "A B C"), ("x" * 90, "x" * 64), ("", "··"), ("é", "é·"), ("  Ann  ", "Ann")],
)
def test_names_fit_what_the_server_takes(name, sent):
    assert name_for(name) == sent


def test_a_wrong_secret_is_named_as_such(counterpart):
    with pytest.raises(VideoFailed, match="BIGBLUEBUTTON_SECRET") as failure:
        VideoServer(counterpart.url, "another", timeout=2).is_running("m")
    assert failure.value.key == "checksumError"


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html><p>Bad gateway",
        b"<html></html>",
        b'<!DOCTYPE response [<!ENTITY a "aaaa">]><response><returncode>&a;</returncode></response>',
        b'<!DOCTYPE r SYSTEM "file:///etc/passwd"><response/>',
        '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE a [<!ENTITY b "c">]><response/>'.encode("utf-16"),
        b"<response>" + b"<a>" * 50 + b"</a>" * 50 + b"</response>",
        b"<response><returncode>SUCCESS</returncode><x>" + b"a" * LONGEST_ANSWER + b"</x></response>",
        b"\xff\xfe\x00",
    ],
)
def test_a_hostile_or_strange_answer_is_refused_in_one_sentence(server, counterpart, body):
    counterpart.body = body
    with pytest.raises(VideoFailed, match="something else than BigBlueButton does"):
        server.is_running("m")


def test_nested_values_are_not_taken_for_the_answer():
    answer = read_answer(WELL.format("<a>1<returncode>FAILED</returncode>2</a>").encode())
    assert answer == {"returncode": "SUCCESS", "a": "12"}


def test_a_refusal_that_is_not_known_is_told_without_control_characters(server, counterpart):
    counterpart.body = b"<response><returncode>FAILED</returncode><message>No\nway &lt;b&gt;</message></response>"
    with pytest.raises(VideoFailed, match="refused: No way <b>"):
        server.is_running("m")


def test_a_redirect_is_not_followed(server, counterpart):
    counterpart.status, counterpart.location, counterpart.body = 302, "http://127.0.0.1:1/", b""
    with pytest.raises(VideoFailed):
        server.is_running("m")


def test_a_server_that_is_silent_slow_or_away_is_given_up(counterpart):
    quick = VideoServer(counterpart.url, SECRET, timeout=0.3)
    counterpart.drip = True
    began = time.monotonic()
    with pytest.raises(VideoFailed, match="does not answer"):
        quick.is_running("m")
    counterpart.drip, counterpart.delay = False, 0.5
    with pytest.raises(VideoFailed, match="does not answer"):
        quick.is_running("m")
    with pytest.raises(VideoFailed, match="does not answer"):
        VideoServer(f"http://127.0.0.1:{free_port()}/", SECRET).is_running("m")
    assert time.monotonic() - began < 2


def test_the_secret_is_in_no_address(server):
    address = server.join_address("m", "Ann", "g1", moderates=True)
    assert SECRET not in address
    assert "checksum" in dict(parse_qsl(urlsplit(address).query))
