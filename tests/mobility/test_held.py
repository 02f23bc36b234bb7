"""What is held about a rider or a volunteer is told whole, to them by link and to the convenor, and erased whole."""

from __future__ import annotations

import json

import pytest
from django.db import models
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from maillage.kit.models import OutboxMail
from maillage.kit.privacy import classification
from maillage.mobility.actions.newcomers import erase_newcomer
from maillage.mobility.enums import Need, ProofKind
from maillage.mobility.lift_links import rider_token
from maillage.mobility.models import Newcomer, Proof, Ride, RideNeed, RideRequest
from maillage.people.actions.volunteer_course import erase_volunteer
from maillage.people.held import held_about, rows_of, tables_about
from maillage.people.models import Contact, Mentoring, MentoringMeeting, Volunteer
from maillage.people.volunteer_links import volunteer_link
from tests import factories as make
from tests.conftest import Cast
from tests.mobility.proposed import BY, ReadyWeek, a_week
from tests.mobility.weeks import a_proof
from tests.people.test_directory import DESK, as_

# Who rides with a driver is told the riders, not the driver's file.
OF_OTHERS = {(Ride, "outing")}


@pytest.fixture
def week(cast: Cast) -> ReadyWeek:
    week = a_week(cast.near).proposed()
    RideNeed.objects.create(
        request=RideRequest.objects.get(newcomer=week.bela), need=Need.WHEELCHAIR, consented_at=timezone.now()
    )
    a_proof(week.ada, ProofKind.LICENCE, week.tuesday)
    pair = Mentoring.objects.create(
        region=cast.near, volunteer=week.ada, mentee="Mentee-Canary", language="uk", starts_on=week.tuesday
    )
    MentoringMeeting.objects.create(mentoring=pair, met_on=week.tuesday)
    return week


def left_of(person: models.Model) -> int:
    return sum(rows_of(person, model, rows).count() for model, rows in tables_about(type(person)).items())


@pytest.mark.parametrize("root", [Volunteer, Newcomer])
def test_every_table_that_hangs_on_a_person_is_told(root: type[models.Model]) -> None:
    told = tables_about(root)
    missing = [
        f"{relation.related_model.__name__}.{relation.field.name}"
        for model in told
        for relation in model._meta.related_objects
        if (declared := classification(relation.related_model)) and declared.personal
        if relation.related_model not in told and (relation.related_model, relation.field.name) not in OF_OTHERS
    ]
    assert missing == []


def test_a_rider_reads_by_link_all_that_is_held_what_for_and_how_long(week: ReadyWeek) -> None:
    address = reverse("mobility:rider-held", args=[rider_token(week.bela)])
    page = Client().get(address).content.decode()
    for words in ("Bela", "0600000002", "room for a wheelchair", "Cluny, Station", "08:30", "Finds a car that fits"):
        assert words in page
    assert "30 days after the last lift or lesson" in page
    assert "Carol" not in page
    file = Client().get(f"{address}?file")
    assert file["Content-Disposition"] == 'attachment; filename="near-held.json"'
    fields = [one for record in json.loads(file.content)["records"] for one in record["fields"]]
    need = next(one for one in fields if one["column"] == "need")
    assert (need["label"], need["value"]) == ("what you need of the car", "room for a wheelchair")
    assert need["purpose"] == "finds a car that fits"
    assert need["kept"]


def test_a_volunteer_reads_proofs_trips_and_pairs_and_nobody_who_rides(week: ReadyWeek) -> None:
    address = volunteer_link(week.ada, language="en", masked=False).split("8000", 1)[1]
    page = Client().get(f"{address}held/").content.decode()
    for words in ("ada@example.org", "driving licence", "Lets only insured drivers drive", "Mentee-Canary", "Met on"):
        assert words in page
    assert "12 months after it has run out" in page
    assert "Bela" not in page


def test_the_convenor_hands_over_and_erases_the_volunteer_and_the_rider_behind_an_address(
    week: ReadyWeek, cast: Cast
) -> None:
    Newcomer.objects.filter(pk=week.bela.pk).update(email="ADA@example.org")
    contact = make.a_contact(cast.near, name="Ada Driver", email="ada@example.org")
    desk = as_(cast.convenor)
    page = f"{DESK}contacts/{contact.public_id}/"
    held = json.loads(desk.post(f"{page}export/").content)
    tables = {other["kind"]: {record["table"] for record in other["records"]} for other in held["others"]}
    assert {"mobility_proof", "people_mentoring", "mobility_outing"} <= tables["people_volunteer"]
    assert {"mobility_riderequest", "mobility_rideneed", "mobility_ride"} <= tables["mobility_newcomer"]
    assert held["columns"]["people_volunteer"]["email"]["purpose"] == "sends your plan and questions"
    ada, bela = week.ada, week.bela
    assert (left_of(ada) > 5, left_of(bela) > 5) == (True, True)
    desk.post(f"{page}erase/")
    assert (left_of(ada), left_of(bela)) == (0, 0)
    assert not Contact.objects.filter(pk=contact.pk).exists()
    assert not Proof.objects.exists()


def test_the_convenor_hands_over_from_the_page_of_a_volunteer_and_of_a_request(week: ReadyWeek, cast: Cast) -> None:
    addresses = [
        reverse("people:volunteer-export", args=["near", week.ada.public_id]),
        reverse("mobility:rider-export", args=["near", week.bela.public_id]),
    ]
    for address, table in zip(addresses, ("mobility_proof", "mobility_rideneed"), strict=True):
        assert as_(cast.editor).post(address).status_code == 403
        records = json.loads(as_(cast.convenor).post(address).content)["records"]
        assert table in {record["table"] for record in records}


def test_erasing_leaves_no_row_and_no_message(week: ReadyWeek, cast: Cast) -> None:
    ada, bela = week.ada, week.bela
    assert held_about(ada)
    assert held_about(bela)
    erase_volunteer(volunteer=ada, by=BY)
    erase_newcomer(newcomer=bela, by=BY)
    assert (left_of(ada), left_of(bela)) == (0, 0)
    assert not OutboxMail.objects.filter(to__in=["ada@example.org", "bela@example.org"]).exists()
