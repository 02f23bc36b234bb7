"""A convenor sets how the region works: length of the series, languages, clock, introduction, usual agenda."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from maillage.cooperation.actions.template import set_agenda_template
from maillage.cooperation.models import AgendaTemplate
from maillage.core.agenda import USUAL, Line
from maillage.core.wording import Wording
from maillage.kit.audit import SYSTEM
from maillage.kit.models import AuditEntry
from maillage.territory.models import Region
from tests.desk.reading import Page


@pytest.fixture
def client(cast, browser) -> Client:
    return browser(cast.convenor)


def settings_of(region: Region, **changed: Any) -> dict[str, Any]:
    return {
        "planned_roundtables": region.planned_roundtables,
        "languages": region.languages,
        "first_language": region.first_language,
        "time_zone": region.time_zone,
        "introduction_fr": "",
        "introduction_en": "",
        **changed,
    }


SETTINGS = "/en/desk/near/settings/"


def test_everything_is_kept_and_told(cast, client) -> None:
    before = cast.near.public_version
    asked = settings_of(
        cast.near,
        planned_roundtables=6,
        languages=["en", "fr", "uk"],
        first_language="uk",
        time_zone="Europe/Warsaw",
        introduction_fr=" Bienvenue. ",
    )
    page = Page(client.post(SETTINGS, asked, follow=True))
    assert "The settings are kept." in page.text
    near = Region.objects.get(pk=cast.near.pk)
    assert (near.planned_roundtables, near.time_zone) == (6, "Europe/Warsaw")
    assert near.languages == ["uk", "en", "fr"]
    assert near.introduction == {"fr": "Bienvenue."}
    assert near.public_version > before
    assert set(AuditEntry.objects.filter(owner="near").values_list("verb", flat=True)) == {
        "extend_series",
        "describe_region",
    }


def test_nothing_changed_is_nothing_done(cast, client) -> None:
    client.post(SETTINGS, settings_of(cast.near))
    assert not AuditEntry.objects.exists()
    assert Region.objects.get(pk=cast.near.pk).public_version == cast.near.public_version


def test_a_clock_beyond_the_usual_list_stays_as_it_is(cast, client) -> None:
    Region.objects.filter(pk=cast.near.pk).update(time_zone="Asia/Tokyo")
    client.post(SETTINGS, settings_of(Region.objects.get(pk=cast.near.pk), planned_roundtables=5))
    near = Region.objects.get(pk=cast.near.pk)
    assert (near.time_zone, near.planned_roundtables) == ("Asia/Tokyo", 5)


def test_a_text_in_a_language_the_form_does_not_show_stays(cast, client) -> None:
    Region.objects.filter(pk=cast.near.pk).update(introduction={"el": "Καλώς ήρθατε", "fr": "Bonjour"})
    client.post(SETTINGS, settings_of(cast.near))
    assert Region.objects.get(pk=cast.near.pk).introduction == {"el": "Καλώς ήρθατε"}


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"planned_roundtables": 3}, "The series has 4 roundtables already."),
        ({"planned_roundtables": 40}, "That is more than 12 roundtables further at once. Choose 16 at most."),
        ({"languages": []}, "Choose at least one language."),
        ({"first_language": "uk"}, "This one is not among the languages of the region."),
        ({"introduction_fr": "x" * 3001}, "3000"),
    ],
)
def test_what_cannot_be_is_said_and_changes_nothing(cast, client, changed, said: str) -> None:
    asked = settings_of(cast.near, **{"introduction_en": "Welcome.", **changed})
    response = client.post(SETTINGS, asked)
    assert said in Page(response).text
    assert response.status_code == 422
    near = Region.objects.get(pk=cast.near.pk)
    assert (near.introduction, near.planned_roundtables, near.languages) == ({}, 4, ["fr", "en"])
    assert not AuditEntry.objects.exists()


def test_only_who_answers_for_the_region_sets_it(cast, browser) -> None:
    for user, status in ((cast.editor, 403), (cast.member, 403), (cast.far_convenor, 404)):
        for address in (SETTINGS, f"{SETTINGS}agenda/"):
            assert browser(user).post(address, settings_of(cast.near, planned_roundtables=9)).status_code == status
    assert Region.objects.get(pk=cast.near.pk).planned_roundtables == 4


AGENDA = f"{SETTINGS}agenda/"


def rows(*items: tuple[Any, str, Any, str], initial: int = 0) -> dict[str, Any]:
    data: dict[str, Any] = {"form-TOTAL_FORMS": len(items), "form-INITIAL_FORMS": initial}
    for index, (position, kind, minutes, title) in enumerate(items):
        data |= {
            f"form-{index}-position": position,
            f"form-{index}-kind": kind,
            f"form-{index}-minutes": minutes,
            f"form-{index}-title_fr": title,
            f"form-{index}-title_en": "",
        }
    return data


def kept(region: Region) -> list[tuple[int, str, int | None, dict[str, str]]]:
    return [(item.position, item.kind, item.minutes, item.title) for item in region.agenda_template.all()]


def test_a_region_without_a_usual_agenda_is_offered_the_usual_shape(cast, client) -> None:
    response = client.get(AGENDA)
    assert "Nothing is kept for this region yet." in Page(response).text
    shown = [form.initial.get("kind") for form in response.context["rows"].initial_forms]
    assert shown == [line.kind for line in USUAL]
    assert not AgendaTemplate.objects.exists()


def test_rows_are_kept_in_the_order_of_their_places(cast, client) -> None:
    asked = rows(
        (3, "next_date", 5, ""),
        (1, "welcome", 15, "Accueil"),
        ("", "other", "", ""),
        ("", "", "", ""),
        (2, "plenary", 20, ""),
    )
    page = Page(client.post(AGENDA, asked, follow=True))
    assert "The usual agenda is kept." in page.text
    assert kept(cast.near) == [
        (1, "welcome", 15, {"fr": "Accueil"}),
        (2, "plenary", 20, {}),
        (3, "next_date", 5, {}),
        (4, "other", None, {}),
    ]
    entry = AuditEntry.objects.get()
    assert (entry.verb, entry.owner, entry.details) == ("set agenda template", "near", {"items": 4})


def test_unchanged_rows_are_kept_and_emptied_ones_are_dropped(cast, client) -> None:
    set_agenda_template(
        region=cast.near,
        items=[Line("welcome", 10, Wording({"fr": "Accueil"})), Line("plenary", 20), Line("next_date", 5)],
        by=SYSTEM,
    )
    asked = rows((1, "welcome", 10, "Accueil"), (2, "", 20, ""), (3, "next_date", 5, ""), initial=3)
    client.post(AGENDA, asked)
    assert kept(cast.near) == [(1, "welcome", 10, {"fr": "Accueil"}), (2, "next_date", 5, {})]


def test_a_title_without_a_kind_is_asked_about(cast, client) -> None:
    response = client.post(AGENDA, rows((1, "", 10, "Accueil")))
    assert "This row has a title. Say what it is for, or clear the title." in Page(response).text
    assert response.status_code == 422
    assert kept(cast.near) == []


def test_the_agenda_of_another_region_stays(cast, client) -> None:
    set_agenda_template(region=cast.far, items=[Line("welcome", 10)], by=SYSTEM)
    client.post(AGENDA, rows((1, "plenary", 10, "")))
    assert [item[1] for item in kept(cast.far)] == ["welcome"]


def test_pages_cost_few_queries(cast, client, django_assert_max_num_queries) -> None:
    for address in (reverse("desk:region-settings", args=["near"]), reverse("desk:agenda-template", args=["near"])):
        with django_assert_max_num_queries(12):
            client.get(address)


def test_the_settings_name_the_commands_that_bring_in_what_is_missing(cast, client) -> None:
    page = Page(client.get(SETTINGS))
    assert "The places of the region" in page.text
    assert "maillage import-places FILE --region near" in page.text


def test_saying_what_is_missing_keeps_the_settings_light(cast, client, django_assert_max_num_queries) -> None:
    with django_assert_max_num_queries(12):
        assert client.get(SETTINGS).status_code == 200
