"""Practices are found by words without accents, by theme and by region; unknown is said to be unknown."""

from __future__ import annotations

import pytest

from maillage.cooperation.enums import State
from maillage.cooperation.models import Mention
from maillage.initiatives.models import Initiative, Pilot
from maillage.territory.models import Theme
from tests import factories as make
from tests.website.publishing import a_report, publish, words


@pytest.fixture
def practices(near, far):
    group, _made = Theme.objects.get_or_create(key="mobility", defaults={"label": {"en": "Mobility", "fr": "Mobilité"}})
    key, _made = Theme.objects.get_or_create(key="driving_theory", defaults={"label": {"en": "Theory"}, "group": group})
    rides = Initiative.objects.create(region=near, name={"en": "Carpool schedules"})
    rides.themes.add(group)
    lessons = Initiative.objects.create(region=near, name={"en": "Lessons", "fr": "Leçons d’été à Génelard"})
    lessons.themes.add(key)
    Initiative.objects.create(region=far, name={"en": "Garden"}, organisation=make.an_organisation(far, name="Żółw"))


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("", {"Carpool", "Lessons", "Garden"}),
        ("q=mobility", {"Carpool", "Lessons"}),
        ("q=MOBILITE", {"Carpool", "Lessons"}),
        ("q=genelard", {"Lessons"}),
        ("q=lecons+d'ete", {"Lessons"}),
        ("q=zolw", {"Garden"}),
        ("q=far", {"Garden"}),
        ("q=carpool+mobility", {"Carpool"}),
        ("q=carpool+garden", set()),
        ("theme=mobility", {"Carpool", "Lessons"}),
        ("region=far", {"Garden"}),
        ("theme=x&region=y", {"Carpool", "Lessons", "Garden"}),
    ],
)
def test_a_search_finds_what_it_means(client, practices, asked, found):
    page = words(client.get(f"/en/practices/?{asked}")).split("Search", 1)[1]
    assert {text for text in ("Carpool", "Lessons", "Garden") if text in page} == found


def test_what_was_typed_is_escaped_and_kept(client, practices):
    body = client.get("/en/practices/?q=%22%3E%3Cscript%3E").content.decode()
    assert 'value="&quot;&gt;&lt;script&gt;"' in body
    assert "No practice fits these words. That nothing is recorded does not mean that nothing exists." in body


def test_unknown_is_said_to_be_unknown(client, practices):
    practice = Initiative.objects.get(name__en="Carpool schedules")
    page = words(client.get(f"/en/near/practices/{practice.public_id}/"))
    assert "Does it still run not known Who runs it not known Where not known Who pays not known" in page


def test_a_practice_noted_at_a_table_waits_for_a_report(client, near):
    practice = Initiative.objects.create(region=near, name={"en": "Carpool"})
    roundtable = make.a_roundtable(near, 1, state=State.HELD)
    Mention.objects.create(roundtable=roundtable, initiative=practice, remark={"en": "Praised."})
    url = f"/en/near/practices/{practice.public_id}/"
    assert client.get(url).status_code == 404
    assert "Carpool" not in words(client.get("/en/near/"))
    assert "Carpool" not in words(client.get("/en/practices/"))
    publish(roundtable)
    assert "25 January 2022 First roundtable · Near Praised." in words(client.get(url))


def test_a_practice_names_the_public_needs_it_answers(client, near):
    practice = Initiative.objects.create(region=near, name={"en": "Carpool"})
    make.a_need(a_report(near, 1), "Rides.").answered_by.add(practice)
    make.a_need(make.a_roundtable(near, 2), "Hidden.").answered_by.add(practice)
    page = words(client.get(f"/en/near/practices/{practice.public_id}/"))
    assert "Needs it answers Rides." in page
    assert "Hidden." not in page


def test_a_pilot_tells_what_is_known_and_what_is_not(client, near):
    pilot = Pilot.objects.create(
        region=near, name={"en": "A wish"}, months=10, budget_eur=12_000, budget_note={"en": "Stated for France only."}
    )
    page = words(client.get(f"/en/near/pilots/{pilot.public_id}/"))
    assert "Holder not known Length 10 months Money from the programme 12,000 EUR Stated for France only." in page
    assert "What it does is not known." in page
