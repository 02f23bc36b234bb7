"""Feeds and calendars as other programs read them."""

from __future__ import annotations

from datetime import date
from xml.etree import ElementTree

import feedparser
import pytest
import vobject

from maillage.cooperation.enums import Mode, State
from tests import factories as make
from tests.website.publishing import OPENING, a_post, a_report, on, publish


def read(client, address):
    response = client.get(address)
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    found = feedparser.parse(response.content)
    assert not found.bozo, found.get("bozo_exception")
    return found


def test_a_region_gives_its_reports_and_news_newest_first_with_their_text(client, near, far):
    a_report(near, 1, on(1))
    a_post(near, on(2), "A title", text={"en": "First line.\n\nSecond <b>line</b>."})
    a_report(far, 1, on(3))
    feed = read(client, "/en/near/feed.atom")
    assert [entry.title for entry in feed.entries] == ["A title", "Title 1 in en"]
    assert "<p>They met.</p>" in feed.entries[1].summary
    assert "<p>First line.</p>" in feed.entries[0].summary
    assert "<b>" not in feed.entries[0].summary
    assert feed.feed.language == "en"
    assert feed.entries[1].link.endswith("/en/near/roundtables/1/")
    assert feed.entries[1].published == "2022-03-01T09:00:00+00:00"


def test_the_programme_gives_all_regions(client, near, far):
    a_report(near, 1, on(1))
    a_report(far, 1, on(3))
    a_post(near, None, "Not out")
    assert [entry.link[-21:] for entry in read(client, "/en/feed.atom").entries] == [
        "/en/far/roundtables/1/"[-21:],
        "/en/near/roundtables/1/"[-21:],
    ]


def test_a_correction_keeps_its_id_and_day_and_says_when_it_changed(client, near):
    roundtable = a_report(near, 1, on(1))
    before = read(client, "/en/near/feed.atom").entries[0]
    publish(roundtable, on(5), number=2, note="A name was wrong.")
    (after,) = read(client, "/en/near/feed.atom").entries
    assert (after.id, after.published) == (before.id, before.published)
    assert after.updated == "2022-03-05T09:00:00+00:00"
    assert after.title == "Title 2 in en"


def test_ids_do_not_depend_on_where_the_site_stands_and_differ_by_language(client, near, settings):
    publish(make.a_roundtable(near, 1), languages=("en", "fr"))
    english = read(client, "/en/near/feed.atom").entries[0]
    french = read(client, "/fr/near/feed.atom").entries[0]
    assert french.title == "Title 1 in fr"
    assert english.id != french.id
    settings.BASE_URL = "https://elsewhere.example.org"
    moved = read(client, "/en/near/feed.atom").entries[0]
    assert moved.id == english.id
    assert moved.link.startswith("https://elsewhere.example.org/")


def test_an_empty_feed_is_a_feed(client, near):
    assert read(client, "/en/near/feed.atom").feed.title == "Near: reports and news"


def test_characters_that_xml_knows_arrive_as_they_were(client, near):
    block = {**OPENING, "sentences": [{"text": "Fish & chips < 5 € “quoted”", "source": "roundtable", "aside": ""}]}
    publish(make.a_roundtable(near, 1), blocks=[block])
    assert "Fish &amp; chips &lt; 5 € “quoted”" in read(client, "/en/near/feed.atom").entries[0].summary


def test_the_calendar_holds_called_held_and_cancelled_roundtables_without_the_link(client, near):
    make.a_roundtable(near, 1, date=date(2022, 5, 31), mode=Mode.ONLINE, video_link="https://video.example.org/secret")
    make.a_roundtable(near, 2, date=date(2022, 9, 1), state=State.CANCELLED)
    make.a_roundtable(near, 3, date=date(2022, 11, 1), state=State.DRAFT)
    response = client.get("/en/near/calendar.ics")
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    events = list(vobject.readOne(response.content.decode()).vevent_list)
    assert [event.dtstart.value.strftime("%Y-%m-%d %H:%M") for event in events] == [
        "2022-05-31 14:00",
        "2022-09-01 14:00",
    ]
    assert events[1].status.value == "CANCELLED"
    assert b"video.example.org" not in response.content


def test_an_empty_calendar_is_a_calendar(client, near):
    assert client.get("/en/near/calendar.ics").content.startswith(b"BEGIN:VCALENDAR\r\n")


@pytest.mark.parametrize("path", ["desk", "account", "link"])
def test_robots_are_told_what_to_leave_alone_and_where_the_map_is(client, path):
    rules = client.get("/robots.txt").content.decode()
    assert f"Disallow: /*/{path}/" in rules
    assert rules.rstrip().endswith("/sitemap.xml")


def test_every_address_of_the_site_map_opens_for_anybody(client, near):
    roundtable = a_report(near, 1)
    make.a_commitment(roundtable, make.a_need(roundtable))
    hidden = make.a_need(make.a_roundtable(near, 2))
    make.a_roundtable(near, 3, state=State.DRAFT)
    a_post(near, on(1))
    tree = ElementTree.fromstring(client.get("/sitemap.xml").content)  # noqa: S314  our own bytes
    addresses = [node.text.removeprefix("http://127.0.0.1:8000") for node in tree.iter() if node.tag.endswith("}loc")]
    assert len(addresses) == len(set(addresses)) > 20
    assert {address: client.get(address).status_code for address in addresses} == dict.fromkeys(addresses, 200)
    assert not any(hidden.public_id in address or address.endswith("/roundtables/3/") for address in addresses)
