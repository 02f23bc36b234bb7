"""The demonstration programme says what its sources say, in two languages, and leaves the unknown unknown."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import models, transaction
from django.db.models import F, Value
from django.db.models.functions import Concat
from pytest_django import DjangoDbBlocker

from maillage.cooperation.models import (
    AgendaItem,
    Attendance,
    Commitment,
    Mention,
    Need,
    Note,
    Partnership,
    ReportText,
    ReportVersion,
    Roundtable,
)
from maillage.core.series import InFeed, feed_neighbours
from maillage.demonstration.facts import read_programme, read_region
from maillage.demonstration.load import DemonstrationBroken, load_once
from maillage.initiatives.models import Initiative, Pilot
from maillage.kit.fields import WordingField
from maillage.kit.models import OutboxMail
from maillage.people.enums import Role
from maillage.people.models import Contact, Membership, Organisation, User
from maillage.territory.models import Place, Programme, Region, RegionMap
from maillage.website.models import NewsPost

pytestmark = pytest.mark.django_db

SOURCED = (Programme, Region, Organisation, Roundtable, Need, Initiative, Pilot, NewsPost)


@pytest.fixture(scope="module", autouse=True)
def demonstration(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The demonstration, loaded once for all these tests and taken back after the last."""
    with django_db_blocker.unblock(), transaction.atomic():
        assert load_once()
        yield
        transaction.set_rollback(True)


def roundtable(slug: str, number: int) -> Roundtable:
    return Roundtable.objects.get(region__slug=slug, number=number)


def attendance(slug: str, number: int) -> Attendance:
    return roundtable(slug, number).attendance


def report(slug: str, number: int, language: str) -> ReportText:
    return ReportText.objects.get(
        version__roundtable=roundtable(slug, number), language=language, version__published_at__isnull=False
    )


def sentences(text: ReportText, kind: str) -> list[str]:
    return [sentence["text"] for block in text.blocks if block["kind"] == kind for sentence in block["sentences"]]


def everything(text: ReportText) -> str:
    told = [text.title, text.lead]
    for block in text.blocks:
        told.append(block["heading"])
        told += [f"{sentence['text']} {sentence['aside']}" for sentence in block["sentences"]]
    return "\n".join(told)


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


@pytest.mark.parametrize(
    ("language", "told"),
    [
        (
            "en",
            ["25 January 2022", "Entraide Pierre Valdo", "ICMC Europe (lead of the SHARE Network)", "22 stakeholders",
             "regional authorities and agencies, local authorities, public employment bodies and NGOs", "Humanity",
             "new to the platform", "who arrived lately", "partnerships", "concrete", "interests us",
             "came to know the association Humanity", "social link through interculturality",
             "local and regional authorities", "staff", "budget", "regular intervals", "in which languages",
             "Volunteers", "refugee status", "social and political life", "written test", "carpool",
             "State services, local authorities, service providers, associations", "once more, in 2022",
             "Nine other regions", "Asylum, Migration and Integration Fund", "Share SIRA"],
        ),
        (
            "fr",
            ["25 janvier 2022", "Entraide Pierre Valdo", "ICMC Europe (pilote du réseau SHARE)",
             "22 parties prenantes", "collectivités locales", "nouveaux membres", "nouvelles arrivées",
             "partenariats", "Humanity", "concret", "nous intéresse", "Il nous a fait connaître",
             "lien social par l’interculturalité", "collectivités locales et régionales", "postes dédiés", "budget",
             "régulièrement", "dans quelles langues", "bénévoles", "statut de réfugié", "vie sociale et politique",
             "épreuve écrite", "covoiturage", "services de l’État", "une fois, en 2022", "Neuf autres territoires",
             "FAMI"],
        ),
    ],
)  # fmt: skip
def test_the_report_of_saone_et_loire_states_every_fact(language: str, told: list[str]) -> None:
    text = everything(report("saone-et-loire", 3, language))
    assert [words for words in told if words not in text] == []


# The second roundtable in Vaucluse


@pytest.mark.parametrize(
    ("language", "told"),
    [
        (
            "en",
            ["27 July 2021", "Entraide Pierre Valdo", "in cooperation with ICMC Europe (lead of the SHARE Network)",
             "10 stakeholders", "first roundtable", "good practices", "mobility, vocational training and employment",
             "language support, culture and sport", "past and present", "factfile", "pilot", "AGIR", "FLE",
             "Art et vivre", "newcomers settle", "varied", "towns", "exclusion and unemployment",
             "two more times, in 2021 and 2022", "Nine other regions", "Asylum, Migration and Integration Fund"],
        ),
        (
            "fr",
            ["27 juillet 2021", "en coopération avec ICMC Europe (pilote du réseau SHARE)", "10 parties prenantes",
             "première table ronde", "la mobilité, la formation professionnelle et l’emploi",
             "l’apprentissage de la langue, la culture et le sport", "fiche territoriale", "projet pilote", "AGIR",
             "FLE", "Art et vivre", "en ville", "deux fois, en 2021 et en 2022", "Neuf autres territoires"],
        ),
    ],
)  # fmt: skip
def test_the_report_of_vaucluse_states_every_fact(language: str, told: list[str]) -> None:
    text = everything(report("vaucluse", 2, language)).lower()
    assert [words for words in told if words.lower() not in text] == []


# Reports and news in time


def test_each_documented_roundtable_has_its_report_in_two_languages() -> None:
    published = ReportVersion.objects.filter(published_at__isnull=False, withdrawn_at=None)
    assert published.count() == 20
    assert {frozenset(version.texts.values_list("language", flat=True)) for version in published} == {
        frozenset({"en", "fr"})
    }


def test_no_report_falls_back_to_another_language() -> None:
    marked = [
        sentence
        for text in ReportText.objects.all()
        for block in text.blocks
        for sentence in block["sentences"]
        if sentence.get("lang")
    ]
    assert marked == []


def test_a_report_stands_after_its_meeting() -> None:
    for version in ReportVersion.objects.select_related("roundtable"):
        assert version.published_at
        assert version.published_at.date() > version.roundtable.date
        assert version.frozen_at <= version.published_at


def test_the_feed_runs_from_the_statement_through_saone_et_loire_to_correze() -> None:
    feed = [
        InFeed(str(version.roundtable), version.published_at, "report")
        for version in ReportVersion.objects.select_related("roundtable__region")
        if version.published_at
    ]
    feed += [InFeed(str(post), post.published_at, "news") for post in NewsPost.objects.all() if post.published_at]
    here = next(entry for entry in feed if entry.id == "Saône-et-Loire 3")
    neighbours = feed_neighbours(feed, here)
    assert neighbours.previous
    assert neighbours.previous.id == "ECRE Statement - EU response to displacement from and within Ukraine"
    assert neighbours.next
    assert neighbours.next.id == "Corrèze 3"


def test_made_up_commitments_are_in_no_report() -> None:
    assert [sentences(text, "commitments") for text in ReportText.objects.all()] == [[]] * 40


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
