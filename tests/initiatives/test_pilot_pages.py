"""The portfolio of a programme for its lead, and what the public reads: people in fives, what is unknown as unknown."""

from __future__ import annotations

import re
from datetime import date

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from maillage.initiatives.models import Milestone, PilotReading, Target
from tests import factories as make
from tests.conftest import Cast

pytestmark = pytest.mark.django_db


def said(client: Client, address: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", client.get(address).content.decode()).split())


@time_machine.travel("2022-06-01T12:00:00+00:00", tick=False)
def test_a_lead_sees_all_regions_with_sums_and_what_nobody_knows(client: Client, cast: Cast) -> None:
    known = make.a_pilot(cast.near, name={"en": "Mentors"}, holder=cast.host, months=10, budget_eur=12000)
    make.a_pilot_report(cast.near, known)
    make.a_pilot(cast.far, name={})
    make.a_pilot(cast.foreign, name={"en": "Elsewhere"})
    client.force_login(cast.lead)
    page = said(client, "/en/desk/programmes/share/pilots/")
    assert "Pilots 2 Regions with a pilot 2 Granted €12,000 not known for one pilot" in page
    assert "Mentors Near The Host €12,000 10 not known whether it runs one is late" in page
    assert "A pilot whose name is not known Far not known not known not known" in page
    assert "Elsewhere" not in page
    for user, status in ((cast.convenor, 404), (cast.stranger, 404)):
        client.force_login(user)
        assert client.get("/en/desk/programmes/share/pilots/").status_code == status


def test_regions_without_a_pilot_are_named(client: Client, cast: Cast) -> None:
    make.a_pilot(cast.near)
    client.force_login(cast.lead)
    assert "No pilot is written down for: Far." in said(client, "/en/desk/programmes/share/pilots/")


@time_machine.travel("2022-06-01T12:00:00+00:00", tick=False)
def test_the_public_reads_people_in_fives_and_no_report(client: Client, cast: Cast) -> None:
    pilot = make.a_pilot(cast.near, name={"en": "Welcome"}, started_on=date(2022, 1, 1), months=10)
    Target.objects.create(
        pilot=pilot, title={"en": "Women"}, aimed=20, reached=13, counted_on=date(2022, 5, 1), counts_people=True
    )
    Target.objects.create(pilot=pilot, title={"en": "Outings"}, aimed=4, reached=3, counted_on=date(2022, 5, 1))
    Milestone.objects.create(
        pilot=pilot, title={"en": "First meeting"}, due_on=date(2022, 3, 1), done_on=date(2022, 3, 2)
    )
    Milestone.objects.create(
        pilot=pilot, title={"en": "Given up"}, due_on=date(2022, 4, 1), dropped_on=date(2022, 4, 2)
    )
    report = make.a_pilot_report(
        cast.near, pilot, sent_at=timezone.now(), done="Words for the desk.", signed="Ada", participants=3
    )
    page = said(client, pilot.get_absolute_url())
    assert "Women 20 aimed at. Reached: about 15." in page
    assert "Outings 4 aimed at. Reached: 3." in page
    assert "running since January 2022 until October 2022" in page
    assert "First meeting 2 March 2022" in page
    assert not [word for word in ("Given up", "Words for the desk", "Ada", "fewer than five") if word in page]
    PilotReading.objects.create(report=report, read_at=timezone.now())
    cast.near.public_version += 1
    cast.near.save()
    assert "People in the last period fewer than five" in said(client, pilot.get_absolute_url())


def test_all_pilots_are_listed_with_holder_and_themes(client: Client, cast: Cast) -> None:
    assert "No pilot has been written down yet." in said(client, "/en/pilots/")
    pilot = make.a_pilot(cast.near, name={"en": "Mentors"}, holder=cast.host)
    make.a_pilot(cast.far, name={})
    from maillage.territory.models import Theme

    theme = Theme.objects.create(key="talking", label={"en": "Talking"})
    pilot.themes.add(theme)
    cast.near.public_version += 1
    cast.near.save()
    page = said(client, "/en/pilots/")
    assert "2 pilots. 2 regions have one." in page
    assert "Mentors What it does is not known. Near · The Host · not known whether it runs · Talking" in page
    assert "A pilot whose name is not known" in page
    assert "holder not known" in page
