"""The demonstration programme says what its sources say, in two languages, and leaves the unknown unknown."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import models
from django.db.models import F, Value
from django.db.models.functions import Concat
from django.test import Client

from maillage.cooperation.models import (
    AgendaItem,
    Attendance,
    Commitment,
    Mention,
    Need,
    Note,
    Partnership,
    Roundtable,
)
from maillage.demonstration.facts import read_programme, read_region
from maillage.demonstration.load import DemonstrationBroken, load_once
from maillage.initiatives.models import Evaluation, Initiative, Milestone, Pilot, PilotCall, PilotReport, Target
from maillage.initiatives.queries.of_the_region import of_the_region
from maillage.initiatives.queries.pilots import portfolio, sums_of
from maillage.kit.fields import WordingField
from maillage.kit.models import OutboxMail
from maillage.mobility.enums import Answer, PlanState
from maillage.mobility.lift_links import driver_token, rider_token
from maillage.mobility.models import Ride, RidePlan
from maillage.mobility.queries.own_weeks import this_monday
from maillage.people.enums import Role
from maillage.people.models import Contact, Membership, Organisation, User
from maillage.territory.models import Place, Programme, Region, RegionMap
from maillage.website.models import NewsPost
from tests.demonstration.told import attendance, everything, report, roundtable

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demonstration")]

SOURCED = (Programme, Region, Organisation, Roundtable, Need, Initiative, Pilot, NewsPost)


# The whole


def test_the_whole_documented_programme_is_there() -> None:
    counted = {model: model.objects.count() for model in (Region, Roundtable, Initiative, Need, Pilot)}
    assert counted == {Region: 10, Roundtable: 20, Initiative: 34, Need: 35, Pilot: 10}
    assert Programme.objects.get().is_demonstration


def test_loading_twice_changes_nothing() -> None:
    kept = [model for model in apps.get_models() if model.__module__.startswith("maillage.")]
    before = {model: sorted(model.objects.values_list("pk", flat=True)) for model in kept}
    assert load_once() is False
    assert {model: sorted(model.objects.values_list("pk", flat=True)) for model in kept} == before


@pytest.mark.parametrize("model", SOURCED)
def test_every_row_names_its_public_sources(model: type[models.Model]) -> None:
    without = [str(row) for row in model._default_manager.all() if not row.sources]
    assert without == []
    assert all(
        isinstance(source, str) and len(source) > 10 for row in model._default_manager.all() for source in row.sources
    )


def wordings() -> Iterator[tuple[str, dict[str, str]]]:
    for model in apps.get_models():
        fields = [field.name for field in model._meta.concrete_fields if isinstance(field, WordingField)]
        for row in model._default_manager.all() if fields else ():
            for field in fields:
                yield f"{model.__name__} {row.pk} {field}", getattr(row, field)


def test_every_text_is_there_in_english_and_in_french() -> None:
    assert [name for name, said in wordings() if said and not (said.get("en") and said.get("fr"))] == []
    assert sum(bool(said) for _name, said in wordings()) > 400


def test_french_texts_are_typeset() -> None:
    """A narrow no-break space stands before high punctuation, and no straight apostrophe is left."""
    wrong = [
        said["fr"]
        for _name, said in wordings()
        if any(mark in said.get("fr", "") for mark in (" :", " ;", " ?", " !", "« ", " »", "'"))
    ]
    assert wrong == []


def test_every_region_has_its_places_and_its_map() -> None:
    drawn = dict(RegionMap.objects.values_list("region__slug", "places_count"))
    assert drawn == {region.slug: region.places.count() for region in Region.objects.all()}
    assert drawn["saone-et-loire"] == 563
    assert Place.objects.get(country="FR", code="71212").organisations_based.get().name == "Mairie de Génelard"


def test_a_broken_table_of_places_stops_the_loading(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = tmp_path / "places.csv"
    broken.write_text("code,name,country\n1,,FR\n", encoding="utf-8")
    monkeypatch.setattr("maillage.demonstration.load.PLACES", broken)
    Programme.objects.update(is_demonstration=False, slug="another")
    Region.objects.update(slug=Concat(Value("former-"), F("slug")))
    with pytest.raises(DemonstrationBroken, match=r"places.csv, line 2: The place has no name\. Write one\."):
        load_once()
    assert Programme.objects.count() == 1


def test_nobody_is_written_to_by_loading() -> None:
    assert not OutboxMail.objects.exists()


def test_no_source_key_is_left_over() -> None:
    facts = read_programme()
    used = {source for slug in facts["regions"] for source in sources_in(read_region(slug, facts["addresses"]))}
    used |= set(sources_in(facts))
    assert set(facts["addresses"].values()) - used == set()


def sources_in(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        for key, value in node.items():
            yield from value if key == "sources" else sources_in(value)
    elif isinstance(node, list):
        for value in node:
            yield from sources_in(value)


# Counts


def test_attendance_in_vaucluse_falls() -> None:
    assert [attendance("vaucluse", number).exact for number in (1, 2, 3, 4)] == [24, 10, 16, 8]


def test_people_online_and_on_site_add_up_in_soria() -> None:
    third = attendance("soria", 3)
    assert (third.online, third.on_site, third.exact) == (18, 3, 21)


def test_people_and_organisations_are_counted_apart_in_karditsa() -> None:
    first = attendance("karditsa", 1)
    assert (first.unit, first.exact, first.organisations) == ("people", 30, 21)


def test_a_range_stays_a_range_in_lower_silesia() -> None:
    fourth = attendance("lower-silesia", 4)
    assert (fourth.least, fourth.most, fourth.exact) == (9, 16, None)


def test_most_of_a_roundtable_in_lower_silesia_was_training() -> None:
    third = roundtable("lower-silesia", 3)
    training = AgendaItem.objects.get(roundtable=third, kind="training")
    assert (training.minutes, third.minutes) == (240, 300)


def test_counts_of_unknown_unit_are_called_stakeholders() -> None:
    assert set(Attendance.objects.exclude(roundtable__region__slug="karditsa").values_list("unit", flat=True)) == {
        "stakeholders"
    }


def test_the_seventeen_exact_counts_add_up_as_published() -> None:
    """Summed as printed, Karditsa 1 counts with its 21 organisations."""
    counts = [
        kept.organisations or kept.exact for kept in Attendance.objects.exclude(exact=None) if kept.exact is not None
    ]
    assert (len(counts), sum(counts), sorted(counts)[8]) == (17, 315, 18)


def test_what_is_not_known_stays_empty() -> None:
    unknown = [roundtable("saone-et-loire", 4), roundtable("correze", 4)]
    assert [(each.number_is_inferred, each.minutes, hasattr(each, "attendance")) for each in unknown] == [
        (True, None, False)
    ] * 2
    assert set(Roundtable.objects.values_list("start_time", flat=True)) == {None}
    assert roundtable("soria", 4).mode == ""
    assert Pilot.objects.get(public_id="teruel-second").holder is None
    assert "head-count" in everything(report("saone-et-loire", 4, "en")).lower()


# The third roundtable in Saône-et-Loire


def test_who_stood_behind_the_third_roundtable_in_saone_et_loire() -> None:
    third = roundtable("saone-et-loire", 3)
    assert (third.date, third.mode) == (date(2022, 1, 25), "online")
    partners = Partnership.objects.filter(roundtable=third).select_related("organisation")
    assert [(each.organisation.name, each.role, each.remark.get("en", "")) for each in partners] == [
        ("Entraide Pierre Valdo", "organiser", ""),
        ("ICMC Europe", "support", "lead of the SHARE Network"),
    ]
    assert third.attendance.exact == 22
    assert third.attendance.categories == {
        "regional_authorities": None,
        "local_authorities": None,
        "public_employment": None,
        "ngo": None,
    }


def test_what_the_third_roundtable_in_saone_et_loire_did_and_asked_for() -> None:
    third = roundtable("saone-et-loire", 3)
    kinds = list(third.agenda.values_list("kind", "presenter__name"))
    assert kinds == [
        ("new_members", None),
        ("field_update", None),
        ("pilot_update", "Humanity"),
        ("breakout", None),
        ("plenary", None),
    ]
    rooms = {room.number: [each.need.public_id for each in room.raisings.all()] for room in third.rooms.all()}
    assert rooms == {1: ["sl3-01", "sl3-02", "sl3-03", "sl3-04", "sl3-05"], 2: ["sl3-06"]}
    plenary = third.raisings.filter(room=None).values_list("need__public_id", "need__is_proposal")
    assert list(plenary) == [("sl3-07", True), ("sl3-08", False), ("sl3-09", False)]
    assert Need.objects.filter(pk__in=third.raisings.values("need")).count() == 9
    assert Note.objects.filter(roundtable=third, tag="said", agenda_item__kind="pilot_update").count() == 3
    assert set(Mention.objects.filter(roundtable=third).values_list("initiative__public_id", flat=True)) == {
        "make-a-wish",
        "sl-driving-theory",
        "sl-carpool-schedules",
    }


# Persons


def test_demonstration_persons_are_named_as_such_and_no_mail_reaches_them() -> None:
    contacts, users = Contact.objects.all(), User.objects.all()
    assert all(person.is_demonstration for person in [*contacts, *users])
    assert all(person.name.startswith("Demonstration ") for person in [*contacts, *users])
    assert all(person.email.endswith("@demonstration.invalid") for person in [*contacts, *users])
    assert not contacts.exclude(phone="").exists()


def test_there_are_enough_people_to_invite_in_two_languages() -> None:
    region = Region.objects.get(slug="saone-et-loire")
    spoken = list(region.contacts.values_list("preferred_language", flat=True))
    assert len(spoken) >= 24
    assert min(spoken.count("fr"), spoken.count("en")) >= 8
    assert set(region.contacts.exclude(organisation=None).values_list("organisation", flat=True)) == set(
        region.seats.values_list("organisation", flat=True)
    )
    assert all(contact.stakeholder_category for contact in region.contacts.select_related("organisation"))


def test_there_is_somebody_in_each_role() -> None:
    roles = Membership.objects.values_list("user__email", "role", "region__slug", "organisation__name")
    assert set(roles) == {
        ("lead@demonstration.invalid", Role.LEAD, None, None),
        ("convenor.saone-et-loire@demonstration.invalid", Role.CONVENOR, "saone-et-loire", "Entraide Pierre Valdo"),
        ("convenor.vaucluse@demonstration.invalid", Role.CONVENOR, "vaucluse", "Entraide Pierre Valdo"),
        ("editor.saone-et-loire@demonstration.invalid", Role.EDITOR, "saone-et-loire", "Entraide Pierre Valdo"),
        ("member.saone-et-loire@demonstration.invalid", Role.MEMBER, "saone-et-loire", "Humanity"),
    }


def test_the_next_roundtable_has_promises_to_begin_with() -> None:
    examples = Commitment.objects.filter(region__slug="saone-et-loire").order_by("due_on")
    assert list(examples.values_list("need__public_id", "organisation__name", "due_on", "is_example")) == [
        ("sl3-06", "Entraide Pierre Valdo", date(2022, 4, 30), True),
        ("sl3-08", "Viltaïs", date(2022, 5, 15), True),
        ("sl3-03", "Humanity", date(2022, 5, 31), True),
    ]
    assert Commitment.objects.count() == 3


def test_every_region_has_a_usual_agenda() -> None:
    minutes = {
        region.slug: sum(item.minutes for item in region.agenda_template.all()) for region in Region.objects.all()
    }
    assert set(minutes.values()) == {90}


# The portfolio of pilots


def test_ideas_from_elsewhere_count_nowhere_in_their_region() -> None:
    elsewhere = Initiative.objects.filter(terms__outside_region=True)
    assert {one.public_id for one in elsewhere} == {"feu-vert-fle", "defis52", "lozere-code-camps", "mobisol26"}
    assert of_the_region(Initiative.objects.all()).count() == 30


def test_of_the_ten_pilots_only_what_is_documented_is_said() -> None:
    lines = portfolio(Pilot.objects.all())
    sums = sums_of(lines)
    assert (sums.pilots, len({line.pilot.region_id for line in lines})) == (10, 9)
    assert (sums.granted, sums.grants_unknown, sums.spent_unknown) == (48_000, 6, 10)
    assert {line.pilot.months for line in lines} == {10}
    assert {line.pilot.public_id: line.ends for line in lines if line.ends} == {"teruel-beyond": date(2022, 9, 30)}
    targets = Target.objects.values_list("pilot__public_id", "aimed", "reached", "counts_people")
    assert list(targets) == [("mazovia-piaseczno", 20, None, True)]
    assert not any(model.objects.exists() for model in (Milestone, PilotReport, Evaluation))


def test_the_call_is_made_up_and_says_so() -> None:
    call = PilotCall.objects.get()
    assert str(call.title).startswith("Demonstration")
    applications = call.applications.all()
    assert all(one.contact_email.endswith("@demonstration.invalid") for one in applications)
    assert all(one.title.startswith("Démonstration") for one in applications)
    assert sum(one.withdrawn_at is not None for one in applications) == 1
    assert not Pilot.objects.exclude(application=None).exists()


def test_the_coordinator_of_lifts_finds_a_week_that_runs_with_everything_that_happens_in_one(client: Client) -> None:
    region = Region.objects.get(slug="saone-et-loire")
    plan = RidePlan.objects.get(region=region)
    assert (plan.state, plan.monday) == (PlanState.PROPOSED, this_monday(region))
    served, bound = plan.proof["served"]
    assert served == bound > 10
    rides = Ride.objects.filter(outing__plan=plan)
    assert {Answer.YES, Answer.OPEN} == set(rides.values_list("answer", flat=True))
    assert len(set(plan.unserved.values_list("reason", flat=True))) > 2
    assert not rides.filter(request__newcomer__is_demonstration=False).exists()
    client.force_login(User.objects.get(email="convenor.saone-et-loire@demonstration.invalid"))
    ride = rides.select_related("request__newcomer", "outing__volunteer").earliest("pickup_at")
    assert ride.request
    assert ride.outing.volunteer
    rider, driver = ride.request.newcomer, ride.outing.volunteer
    rider.region = driver.region = region
    desk, week = "/en/desk/saone-et-loire/lifts", f"?week={plan.monday}"
    for address, words in {
        f"{desk}/diary/{week}": str(rider),
        f"{desk}/plan/{plan.public_id}/": "No plan serves more.",
        f"{desk}/plan/{plan.public_id}/missing/": "Who has no lift",
        f"{desk}/sheets/drivers/{driver.public_id}/{week}": str(rider),
        f"{desk}/sheets/riders/{rider.public_id}/{week}": driver.name.split()[0],
        f"/en/link/lifts/{rider_token(rider)}/week/{week}": driver.name.split()[0],
        f"/en/link/drive/{driver_token(driver)}/week/{week}": str(rider),
    }.items():
        page = client.get(address)
        assert (page.status_code, words in page.content.decode()) == (200, True), address
    assert not OutboxMail.objects.exists()
