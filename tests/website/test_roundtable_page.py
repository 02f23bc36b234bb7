"""The page of a roundtable: the frozen words, the live state beside them, and nothing invented."""

from __future__ import annotations

from datetime import date

import pytest

from maillage.cooperation.enums import ItemKind, Mode, PartnerRole, Progress, State
from maillage.cooperation.models import AgendaItem, Attendance, FollowUp, Partnership, ReportText, ReportVersion, Room
from maillage.initiatives.models import Initiative
from maillage.people.enums import Category
from tests import factories as make
from tests.website.publishing import a_post, a_report, on, publish, words


def sentence(text, source, aside="", **more):
    return {"text": text, "source": source, "aside": aside, **more}


@pytest.fixture
def told(near, far):
    """The third roundtable of four, with a report made of every kind of block."""
    roundtable = make.a_roundtable(
        near, 3, state=State.HELD, date=date(2022, 1, 25), sources=["https://example.org/account", "A printed account"]
    )
    Partnership.objects.create(roundtable=roundtable, organisation=make.an_organisation(near, name="The Host"))
    Partnership.objects.create(
        roundtable=roundtable,
        organisation=make.an_organisation(near, name="The Lead"),
        role=PartnerRole.SUPPORT,
        remark={"en": "lead of the network"},
    )
    Attendance.objects.create(
        roundtable=roundtable,
        unit="stakeholders",
        exact=22,
        categories={Category.NGO: None, Category.STATE_SERVICE: None},
    )
    need = make.a_need(roundtable, "Somebody whose work it is.")
    practice = Initiative.objects.create(region=near, name={"en": "Carpool"})
    promise = make.a_commitment(roundtable, organisation=None)
    blocks = [
        {"kind": "opening", "heading": "", "sentences": [sentence("They met on a Tuesday.", "roundtable")]},
        {"kind": "attendance", "heading": "", "sentences": [sentence("22 stakeholders took part.", "attendance")]},
        {"kind": "item", "heading": "The pilot", "sentences": [sentence("It goes well.", "agenda:1")]},
        {
            "kind": "room",
            "heading": "Room 1: Social link",
            "sentences": [
                sentence("This room put forward one need.", "room:1"),
                sentence("Posts for it.", f"need:{need.public_id}", "Asked of funders"),
                sentence("Lost.", "need:gone"),
            ],
        },
        {
            "kind": "commitments",
            "heading": "Promises",
            "sentences": [sentence("A page.", f"commitment:{promise.public_id}")],
        },
        {
            "kind": "practices",
            "heading": "Practices",
            "sentences": [sentence("Rides.", f"practice:{practice.public_id}")],
        },
        {"kind": "said", "heading": "Said", "sentences": [sentence("Très concret.", "note:1", "The pilot", lang="fr")]},
        {"kind": "remaining", "heading": "", "sentences": [sentence("The platform meets once more.", "roundtable")]},
        {"kind": "credit", "heading": "", "sentences": [sentence("One other region takes part.", "programme")]},
    ]
    publish(roundtable, on(1), blocks=blocks)
    roundtable.need, roundtable.practice, roundtable.promise = need, practice, promise
    return roundtable


def test_every_published_sentence_is_on_the_page_with_an_anchor(client, told):
    body = client.get("/en/near/roundtables/3/").content.decode()
    page = words(client.get("/en/near/roundtables/3/"))
    for block in ReportText.objects.get().blocks:
        for one in block["sentences"]:
            assert one["text"] in page
    assert all(f'id="s{block}-1"' in body for block in range(1, 10))


def test_the_facts_name_date_place_and_who_stands_behind_it(client, told):
    page = words(client.get("/en/near/roundtables/3/"))
    assert (
        "Date Tuesday 25 January 2022, 14:00 Where Online Length 120 minutes Organised by The Host "
        "With the support of The Lead, lead of the network" in page
    )


def test_sentences_lead_to_need_promise_and_practice_where_these_are_public(client, told):
    body = client.get("/en/near/roundtables/3/").content.decode()
    assert f'<a href="/en/near/needs/{told.need.public_id}/">Posts for it.</a>' in body
    assert f'href="/en/near/practices/{told.practice.public_id}/"' in body
    assert f'href="/en/near/commitments/{told.promise.public_id}/"' in body
    assert "needs/gone" not in body


def test_the_knot_of_a_need_shows_how_it_stands_today(client, told):
    url = "/en/near/roundtables/3/"
    assert "Posts for it. Asked of funders · Nobody has answered yet." in words(client.get(url))
    later = a_report(told.region, 4, on(2, 4))
    make.a_commitment(
        later, told.need, organisation=make.an_organisation(told.region, name="Town"), due_on=date(2022, 6, 1)
    )
    response = client.get(url)
    assert "Posts for it. Asked of funders · Promised by Town, due 1 June 2022." in words(response)
    assert '<li class="is-tied" id="s4-2">' in response.content.decode()


def test_from_need_to_result_tells_what_was_done(client, told):
    promise = make.a_commitment(told, told.need, organisation=make.an_organisation(told.region, name="Town"))
    FollowUp.objects.create(
        commitment=promise, progress=Progress.DONE, text={"en": "Two posts since April."}, told_at=on(9, 4)
    )
    page = words(client.get("/en/near/roundtables/3/"))
    assert "Promise. We write one page. Promised and done. Result. Two posts since April." in page


def test_categories_without_counts_are_said_to_be_uncounted(client, told):
    page = words(client.get("/en/near/roundtables/3/"))
    assert "22 stakeholders 22 stakeholders took part." in page
    assert "Which categories took part is known; how many of each is not." in page


def test_counted_categories_have_beads_in_the_order_of_the_vocabulary(client, told):
    Attendance.objects.update(categories={Category.NGO: 12, Category.LOCAL_AUTHORITIES: 10})
    body = client.get("/en/near/roundtables/3/").content.decode()
    assert body.index("<dt>Local authorities</dt><dd>10 <svg") < body.index(
        "<dt>NGOs and civil society organisations</dt>"
    )


def test_the_sources_of_the_record_are_named(client, told):
    body = client.get("/en/near/roundtables/3/").content.decode()
    assert '<a href="https://example.org/account" rel="noopener">example.org/account</a>' in body
    assert "<li>A printed account</li>" in body


def test_what_was_said_in_another_language_is_marked(client, told):
    body = client.get("/en/near/roundtables/3/").content.decode()
    assert '<blockquote class="quote" id="s7-1" lang="fr" dir="ltr"><p>Très concret.</p>' in body


def test_a_report_that_is_not_translated_is_shown_in_its_language_and_says_so(client, told):
    body = client.get("/fr/near/roundtables/3/").content.decode()
    assert '<article lang="en" dir="ltr">' in body
    assert body.count("Lead 1 in en.") >= 1


def test_the_readers_language_wins_over_english(client, near):
    publish(make.a_roundtable(near, 1), languages=("en", "fr"))
    assert "Lead 1 in fr." in words(client.get("/fr/near/roundtables/1/"))


def test_series_neighbours_step_over_what_has_no_report(client, near, far):
    for number in (1, 3, 4):
        a_report(near, number, on(number))
    make.a_roundtable(near, 2, state=State.HELD)
    page = words(client.get("/en/near/roundtables/3/"))
    assert "Previous report of this region First roundtable Next report of this region Fourth roundtable" in page


def test_feed_neighbours_are_whatever_was_published_before_and_after_in_the_whole_programme(client, near, far):
    a_report(near, 1, on(1))
    a_post(near, on(2), "A statement")
    a_report(near, 3, on(3))
    a_report(far, 3, on(4))
    a_report(make.a_region(slug="foreign"), 1, on(3, hour=10))
    page = words(client.get("/en/near/roundtables/3/"))
    assert "Published before A statement Published after Third roundtable · Far" in page


def test_a_correction_does_not_move_a_report_in_the_feed(client, near, far):
    first = a_report(near, 1, on(1))
    a_report(far, 1, on(2))
    publish(first, on(3), number=2, note="A name was wrong.")
    assert "Published after First roundtable · Far" in words(client.get("/en/near/roundtables/1/"))


def test_the_newest_version_is_read_and_the_old_one_stays_readable(client, near):
    roundtable = a_report(near, 1, on(1))
    publish(roundtable, on(3), number=2, note="A name was wrong.")
    page = words(client.get("/en/near/roundtables/1/"))
    assert "Lead 2 in en." in page
    assert "Corrected on 3 March 2022: A name was wrong." in page
    assert "Version 2, 3 March 2022: A name was wrong. Version 1, 1 March 2022" in page
    old = words(client.get("/en/near/roundtables/1/?version=1"))
    assert "Lead 1 in en." in old
    assert "This is version 1. Version 2 took its place on 3 March 2022: A name was wrong." in old


def test_a_version_that_was_withdrawn_before_the_correction_came_stays_withdrawn(client, near):
    roundtable = a_report(near, 1, on(1))
    roundtable.versions.update(withdrawn_at=on(2))
    publish(roundtable, on(3), number=2, note="A name was taken out.")
    page = words(client.get("/en/near/roundtables/1/?version=1"))
    assert "Lead 2 in en." in page
    assert "Lead 1 in en." not in page
    assert "Versions of this report" not in page


def test_a_withdrawn_report_is_gone_with_its_needs(client, near):
    roundtable = a_report(near, 1, on(1))
    need = make.a_need(roundtable, "Rides.")
    roundtable.versions.update(withdrawn_at=on(2))
    page = words(client.get("/en/near/roundtables/1/?version=1"))
    assert "Lead 1" not in page
    assert "No report has been published yet. Below is what is known." in page
    assert client.get(f"/en/near/needs/{need.public_id}/").status_code == 404


def test_a_frozen_version_that_is_not_published_does_not_leak(client, near):
    roundtable = make.a_roundtable(near, 1, state=State.HELD)
    version = ReportVersion.objects.create(roundtable=roundtable, number=1, frozen_at=on(1), frozen_by="Somebody")
    ReportText.objects.create(version=version, language="en", title="Frozen", lead="Not out.", blocks=[])
    for address in ("/en/near/roundtables/1/", "/en/near/roundtables/1/?version=1", "/en/near/", "/en/feed.atom"):
        assert "Not out." not in client.get(address).content.decode()


def test_held_without_a_report_says_so_and_invents_nothing(client, near):
    make.a_roundtable(near, 2, state=State.HELD, start_time=None, minutes=None, mode="", number_is_inferred=True)
    page = words(client.get("/en/near/roundtables/2/"))
    assert "No report has been published yet. Below is what is known." in page
    assert "head-count not recorded" in page
    assert "Where not known" in page
    assert "Agenda not recorded" in page
    assert "No source says the place of this roundtable in the series: it is inferred." in page


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"unit": "people", "exact": 30, "organisations": 21}, "30 people from 21 organisations"),
        ({"unit": "stakeholders", "least": 9, "most": 16}, "9 to 16 stakeholders"),
        ({"unit": "people", "exact": 21, "online": 18, "on_site": 3}, "21 = 18 online and 3 on site"),
    ],
)
def test_each_kind_of_head_count_is_said(client, near, fields, said):
    Attendance.objects.create(roundtable=a_report(near, 1), **fields)
    assert said in words(client.get("/en/near/roundtables/1/"))


def test_a_roundtable_to_come_shows_agenda_date_and_calendar_but_not_the_link_to_the_meeting(client, near):
    roundtable = make.a_roundtable(
        near, 1, date=date(2022, 5, 31), mode=Mode.HYBRID, video_link="https://video.example.org/secret", minutes=125
    )
    presenter = make.an_organisation(near, name="Humanity")
    AgendaItem.objects.create(
        roundtable=roundtable, position=1, kind=ItemKind.PILOT_UPDATE, minutes=20, presenter=presenter
    )
    Room.objects.create(roundtable=roundtable, number=1, title={"en": "Social link"})
    response = client.get("/en/near/roundtables/1/")
    page = words(response)
    assert "roundtable to come First roundtable" in page
    assert "Agenda News of the pilot Humanity · 20 minutes Breakout rooms Social link" in page
    assert "Online and on site" in page
    assert "/en/near/calendar.ics" in response.content.decode()
    assert "video.example.org" not in response.content.decode()
    assert "head-count" not in page


def test_a_cancelled_roundtable_says_so(client, near):
    make.a_roundtable(near, 1, state=State.CANCELLED)
    assert "This roundtable was cancelled." in words(client.get("/en/near/roundtables/1/"))


@pytest.mark.parametrize("number", [2, 9, 4_000_000])
def test_a_number_that_does_not_exist_is_answered_in_words(client, near, number):
    make.a_roundtable(near, 1)
    make.a_roundtable(near, 2, state=State.DRAFT)
    response = client.get(f"/en/near/roundtables/{number}/")
    assert response.status_code == 404
    assert f"No roundtable with the number {number} is recorded for Near. These are:" in words(response)


def test_the_list_of_roundtables_tells_each_ones_state(client, near):
    a_report(near, 1, date=date(2021, 7, 1))
    make.a_roundtable(near, 2, date=date(2022, 5, 31))
    page = words(client.get("/en/near/roundtables/"))
    assert "Second roundtable 31 May 2022 called First roundtable 1 July 2021 head-count not recorded" in page


def test_an_empty_series_offers_to_subscribe(client, near):
    page = words(client.get("/en/near/roundtables/"))
    assert "No roundtable has been called yet. Leave your address and hear of the first" in page
