"""What the page of a practice tells, and what it says not to know."""

from __future__ import annotations

from datetime import date

from maillage.cooperation.enums import State
from maillage.cooperation.models import Mention
from maillage.initiatives.models import Confirmation, Initiative, Pilot
from maillage.territory.models import Place
from tests import factories as make
from tests.website.publishing import a_report, publish, words


def test_unknown_is_said_to_be_unknown(client, near):
    practice = make.a_practice(near, "Carpool")
    page = words(client.get(f"/en/near/practices/{practice.public_id}/"))
    assert (
        "Never confirmed Does it still run not known Who runs it not known Where not known Open to not known "
        "Languages spoken there not known How many a week not known Who pays not known How to reach it not known"
    ) in page


def test_all_that_is_known_is_told(client, near, far):
    house, partner = make.an_organisation(near, name="A house"), make.an_organisation(near, name="A partner")
    here, there = (Place.objects.create(code=name, country="FR", name=name) for name in ("Digoin", "Gueugnon"))
    practice = make.a_practice(
        near,
        "Carpool",
        organisation=house,
        place=here,
        serves="itinerant",
        standing="past",
        started_on=date(2020, 1, 2),
        ended_on=date(2021, 3, 4),
        funder={"en": "The county"},
        recorded_on=date(2022, 1, 25),
        terms={
            "setting": "rural",
            "open_to": ["newcomers", "seekers"],
            "languages": ["fr", "ar"],
            "capacity_a_week": 12,
            "reached_by": "carpool.example.org",
        },
    )
    practice.partners.add(partner)
    practice.places_served.add(there)
    Confirmation.objects.create(initiative=practice, confirmed_on=date(2022, 4, 19), answer="yes")
    body = client.get(f"/en/near/practices/{practice.public_id}/")
    assert (
        "Confirmed 3 weeks ago Does it still run Ended since 2 January 2020 until 4 March 2021 Who runs it A house "
        "Together with A partner Where Digoin travels from place to place in the country Places it serves Gueugnon "
        "Open to Newcomers, whatever their papers; people seeking asylum Languages spoken there French, Arabic "
        "How many a week 12 people Who pays The county How to reach it carpool.example.org"
    ) in words(body).replace("\xa0", " ")


def test_a_practice_noted_at_a_table_waits_for_a_report(client, near):
    roundtable = make.a_roundtable(near, 1, state=State.HELD)
    practice = make.a_practice(near, "Carpool")
    Mention.objects.create(roundtable=roundtable, initiative=practice, remark={"en": "Praised."})
    url = f"/en/near/practices/{practice.public_id}/"
    assert client.get(url).status_code == 404
    assert "Carpool" not in words(client.get("/en/near/"))
    assert "Carpool" not in words(client.get("/en/practices/"))
    publish(roundtable)
    assert "25 January 2022 First roundtable · Near Praised." in words(client.get(url))
    assert "Carpool" in words(client.get("/en/practices/"))


def test_a_practice_names_the_public_needs_it_answers(client, near):
    practice = make.a_practice(near, "Carpool")
    make.a_need(a_report(near, 1), "Rides.").answered_by.add(practice)
    make.a_need(make.a_roundtable(near, 2), "Hidden.").answered_by.add(practice)
    page = words(client.get(f"/en/near/practices/{practice.public_id}/"))
    assert "Needs it answers Rides." in page
    assert "Hidden." not in page


def test_a_merged_practice_leads_to_the_one_that_tells_of_it_too(client, near, far):
    kept = make.a_practice(near, "Carpool")
    merged = make.a_practice(
        far,
        "Shared rides",
        description={"en": "Told by the far table."},
        sources=["https://example.org/rides"],
        recorded_on=date(2022, 2, 3),
        merged_into=kept,
    )
    answer = client.get(f"/en/far/practices/{merged.public_id}/")
    assert (answer.status_code, answer["Location"]) == (302, f"/en/near/practices/{kept.public_id}/")
    page = words(client.get(answer["Location"]))
    assert "3 February 2022 Shared rides · Far Told by the far table. Sources of this record example.org/rides" in page
    assert "Shared rides" not in words(client.get("/en/practices/"))
    assert "Shared rides" not in words(client.get("/en/far/"))
    assert "rides" not in client.get("/sitemap.xml").content.decode()


def test_what_waits_for_a_report_is_not_reached_through_what_was_merged(client, near):
    kept = make.a_practice(near, "Carpool")
    Mention.objects.create(roundtable=make.a_roundtable(near, 1, state=State.HELD), initiative=kept)
    merged = Initiative.objects.create(region=near, name={"en": "Rides"}, merged_into=kept)
    answer = client.get(f"/en/near/practices/{merged.public_id}/", follow=True)
    assert answer.status_code == 404


def test_a_practice_names_the_pilot_it_was(client, near):
    practice = make.a_practice(near, "Carpool")
    pilot = Pilot.objects.create(region=near, name={"en": "Rides tried out"}, became=practice)
    body = client.get(f"/en/near/practices/{practice.public_id}/").content.decode()
    assert f'<a href="/en/near/pilots/{pilot.public_id}/">Rides tried out</a>' in body


def test_an_idea_from_elsewhere_is_found_and_says_where_it_is_not(client, near):
    idea = make.a_practice(near, "Lessons on the road", terms={"outside_region": True})
    make.a_practice(near, "Carpool", terms={"capacity_a_week": 3})
    page = words(client.get(f"/en/near/practices/{idea.public_id}/"))
    assert "This is an idea from outside this region." in page
    found = words(client.get("/en/practices/?q=road"))
    assert "Lessons on the road" in found
    assert "an idea from outside this region" in found
    assert "an idea from outside this region" not in words(client.get("/en/practices/?q=carpool"))
