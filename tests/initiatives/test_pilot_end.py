"""How a pilot ends: evaluated, published on press, made a practice from which everything is two clicks away."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from maillage.cooperation.enums import State
from maillage.cooperation.models import Need, ReportText, ReportVersion
from maillage.core.wording import Wording
from maillage.initiatives.actions.becoming import make_practice
from maillage.initiatives.enums import Standing
from maillage.initiatives.models import Evaluation, Initiative, Pilot, PilotApplication, PilotCall
from maillage.kit.audit import SYSTEM
from tests import factories as make
from tests.conftest import Cast

pytestmark = pytest.mark.django_db
FOUND = {"evaluated_by": "The university", "evaluated_on": "2022-10-01", "worked_en": "Meeting twice a month."}


@pytest.fixture
def need(cast: Cast) -> Need:
    """A need of a roundtable whose report is out."""
    held = make.a_roundtable(cast.near, 3, date=date(2022, 1, 25), state=State.HELD)
    now = timezone.now()
    version = ReportVersion.objects.create(roundtable=held, number=1, frozen_at=now, frozen_by="x", published_at=now)
    ReportText.objects.create(version=version, language="en", title="Third roundtable", lead="They met.")
    return make.a_need(held, "Somebody to talk to.")


@pytest.fixture
def pilot(cast: Cast, need: Need) -> Pilot:
    opened = timezone.now() - timedelta(days=90)
    call = PilotCall.objects.create(
        region=cast.near, title={"en": "Small pilots"}, published_at=opened, closes_at=opened + timedelta(days=30)
    )
    need.calls.add(call)
    application = PilotApplication.objects.create(call=call, nonce="x", title="Mentors", organisation_name="The Host")
    pilot = make.a_pilot(
        cast.near,
        name={"en": "Mentors"},
        description={"en": "They meet."},
        holder=cast.host,
        application=application,
        budget_eur=12000,
        started_on=date(2022, 1, 1),
        ended_on=date(2022, 9, 30),
        place_in_words={"en": "Tulle"},
        sources=["https://example.org/"],
    )
    pilot.partners.add(cast.member_organisation)
    return pilot


@pytest.fixture
def evaluated(pilot: Pilot) -> Pilot:
    Evaluation.objects.create(
        pilot=pilot, evaluated_by="x", evaluated_on=date(2022, 10, 1), advice=Wording({"en": "Do."})
    )
    return pilot


def desk(pilot: Pilot, page: str) -> str:
    return f"/en/desk/near/pilots/{pilot.public_id}/{page}"


def test_an_evaluation_is_public_once_it_is_published(client: Client, cast: Cast, pilot: Pilot) -> None:
    client.force_login(cast.convenor)
    client.post(desk(pilot, "evaluation/"), {**FOUND, "goes_on": "yes"})
    evaluation = Evaluation.objects.get()
    assert (evaluation.evaluated_by, evaluation.goes_on) == ("The university", True)
    shown = []
    for act in ("", "publish", "withdraw"):
        if act:
            client.post(desk(pilot, "evaluation/publish/"), {"act": act})
        shown.append("Meeting twice a month." in Client().get(pilot.get_absolute_url()).content.decode())
    assert shown == [False, True, False]
    empty = client.post(desk(pilot, "evaluation/"), {**FOUND, "worked_en": ""})
    assert "Write what worked" in empty.content.decode()


def test_publishing_is_the_convenors_and_needs_an_evaluation(client: Client, cast: Cast, pilot: Pilot) -> None:
    client.force_login(cast.convenor)
    assert client.post(desk(pilot, "evaluation/publish/")).status_code == 404
    client.force_login(cast.editor)
    assert client.post(desk(pilot, "evaluation/publish/")).status_code == 403
    assert client.post(desk(pilot, "practice/")).status_code == 403


def test_the_evaluation_comes_before_the_practice(client: Client, cast: Cast, pilot: Pilot) -> None:
    client.force_login(cast.convenor)
    page = client.get(desk(pilot, "")).content.decode()
    assert "Once the evaluation is written, the pilot can become a practice" in page
    assert "Make it a practice" not in page
    led = client.post(desk(pilot, "practice/"), follow=True)
    assert led.redirect_chain[-1][0] == desk(pilot, "evaluation/")
    assert "Write the evaluation first. Then make the pilot a practice." in led.content.decode()
    assert not Initiative.objects.exists()
    client.post(desk(pilot, "evaluation/"), {**FOUND, "goes_on": ""})
    assert "Make it a practice" in client.get(desk(pilot, "")).content.decode()
    client.post(desk(pilot, "practice/"))
    assert Initiative.objects.count() == 1


def test_a_practice_begins_with_all_that_is_known_of_the_pilot(client: Client, cast: Cast, evaluated: Pilot) -> None:
    pilot = evaluated
    client.force_login(cast.convenor)
    page = client.post(desk(pilot, "practice/"), follow=True).content.decode()
    assert "answers 1 need of its call" in page
    pilot.refresh_from_db()
    practice = pilot.became
    assert practice is not None
    assert (practice.name, practice.description, practice.place_in_words) == (
        pilot.name,
        pilot.description,
        pilot.place_in_words,
    )
    assert (practice.organisation, list(practice.partners.all())) == (cast.host, [cast.member_organisation])
    assert (practice.started_on, practice.ended_on, practice.standing) == (
        date(2022, 1, 1),
        date(2022, 9, 30),
        Standing.PAST,
    )
    assert (str(practice.funder), practice.sources) == ("Share", ["https://example.org/"])
    client.post(desk(pilot, "practice/"))
    assert Initiative.objects.count() == 1


def test_a_pilot_that_goes_on_is_a_practice_that_runs(pilot: Pilot) -> None:
    Evaluation.objects.create(
        pilot=pilot, evaluated_by="x", evaluated_on=date(2022, 10, 1), advice=Wording({"en": "Do."}), goes_on=True
    )
    became = make_practice(pilot=pilot, by=SYSTEM).practice
    assert (became.standing, became.ended_on) == (Standing.PRESENT, None)


def test_a_pilot_without_a_name_becomes_no_practice(evaluated: Pilot) -> None:
    pilot = evaluated
    pilot.name = {}
    pilot.save(update_fields=["name"])
    with pytest.raises(ValidationError, match="without a name"):
        make_practice(pilot=pilot, by=SYSTEM)
    assert not Initiative.objects.exists()


def test_needs_of_other_regions_and_other_calls_stay_as_they_are(cast: Cast, evaluated: Pilot, need: Need) -> None:
    pilot = evaluated
    foreign = make.a_need(make.a_roundtable(cast.far, 1))
    foreign.calls.add(pilot.application.call)
    other = make.a_need(make.a_roundtable(cast.near, 4))
    practice = make_practice(pilot=pilot, by=SYSTEM).practice
    assert list(practice.answers.all()) == [need]
    assert not foreign.answered_by.exists()
    assert not other.answered_by.exists()


def test_the_public_page_of_a_need_leads_to_the_newest_call_written_for_it(
    client: Client, cast: Cast, pilot: Pilot, need: Need
) -> None:
    now = timezone.now()
    for title, published in (("A draft", None), ("Second call", now - timedelta(days=1))):
        closes = now + timedelta(days=30 if published else 60)
        later = PilotCall.objects.create(
            region=cast.near, title={"en": title}, published_at=published, closes_at=closes
        )
        need.calls.add(later)
    page = client.get(need.get_absolute_url(), follow=True).content.decode()
    assert "Second call" in page
    assert "A draft" not in page
    assert f"/near/calls/{later.public_id}/" in page


def test_from_the_practice_one_reaches_pilot_need_and_roundtable_in_two_clicks(
    client: Client, evaluated: Pilot, need: Need
) -> None:
    pilot = evaluated
    practice = make_practice(pilot=pilot, by=SYSTEM).practice
    near = links_of(client, practice.get_absolute_url())
    wanted = {pilot.get_absolute_url(), need.get_absolute_url(), "/en/near/roundtables/3/"}
    wanted = {address.replace("/fr/", "/en/") for address in wanted}
    reached = near | {address for page in near & wanted for address in links_of(client, page)}
    assert wanted <= reached
    assert practice.get_absolute_url() in links_of(client, pilot.get_absolute_url())


def links_of(client: Client, address: str) -> set[str]:
    """Return where the main part of a page leads."""
    main = client.get(address).content.decode().split("<main", 1)[1].split("</main>", 1)[0]
    return set(re.findall(r'href="(/[^"#?]*)"', main))
