"""The desk of coverage: settings, asked and none, who listens, newcomers by place; all audited, nothing half-kept."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import Workbook

from maillage.insight.models import CoverageSettings, DeclaredNone, Listener, NewcomersThere
from maillage.kit.models import AuditEntry
from maillage.territory.models import Region
from tests.conftest import Cast
from tests.insight.covering import a_countryside, a_theme

DESK = "/en/desk/near/coverage/"


@pytest.fixture
def desk(cast: Cast, client: Client) -> Client:
    client.force_login(cast.convenor)
    return client


def version_of(region: Region) -> int:
    return Region.objects.values_list("public_version", flat=True).get(pk=region.pk)


def test_the_settings_are_kept_audited_and_public(cast: Cast, desk: Client) -> None:
    page = desk.get(f"{DESK}settings/").content.decode()
    assert 'name="reach_mobility" value="30.0"' in page
    before = version_of(cast.near)
    sent = {f"reach_{theme.key}": "20" for theme in a_theme().__class__.objects.filter(group__isnull=True)}
    sent |= {"reach_mobility": "12.5", "weighs": "newcomers", "circuity": "1", "listened_since": "2022-01-01"}
    assert desk.post(f"{DESK}settings/", sent).status_code == 302
    kept = CoverageSettings.objects.get(region=cast.near)
    assert (kept.reaches["mobility"], kept.circuity, kept.weighs) == (12.5, 1.0, "newcomers")
    assert kept.listened_since == date(2022, 1, 1)
    assert version_of(cast.near) == before + 1
    assert AuditEntry.objects.filter(verb="set coverage", owner="near").count() == 1
    assert desk.post(f"{DESK}settings/", {**sent, "reach_mobility": "-3"}).status_code == 422
    assert desk.post(f"{DESK}settings/", {**sent, "circuity": "0.5"}).status_code == 422


def test_none_is_noted_for_several_places_and_taken_back(cast: Cast, desk: Client) -> None:
    town, villages = a_countryside(cast.near)
    sent = {
        "theme": a_theme().pk, "places": f"village 1\n{town.code}", "asked_on": "2026-05-03", "asked_whom": "Town hall",
    }  # fmt: skip
    assert desk.post(f"{DESK}none/", sent).status_code == 302
    standing = DeclaredNone.objects.filter(taken_back_at__isnull=True)
    assert {none.place for none in standing} == {town, villages[0]}
    desk.post(f"{DESK}none/", {**sent, "places": "Town", "asked_on": "2026-06-03"})
    assert {(none.place, none.asked_on.month) for none in standing.all()} == {(town, 6), (villages[0], 5)}
    assert "Town hall" in desk.get(f"{DESK}none/").content.decode()
    none = standing.get(place=town)
    assert desk.post(f"{DESK}none/{none.public_id}/back/").status_code == 302
    assert {none.place for none in standing.all()} == {villages[0]}
    assert desk.post(f"{DESK}none/{none.public_id}/back/").status_code == 404
    verbs = AuditEntry.objects.filter(owner="near").order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["declare none", "declare none", "take none back"]


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"places": "Nowhere"}, "These are no places of this region: Nowhere."),
        ({"places": "Twin"}, "Several places are called so: Twin. Write their codes."),
        ({"asked_on": "2099-01-01"}, "The day lies in the future."),
        ({"theme": ""}, "Choose one of these."),
        ({"asked_whom": ""}, "This is still empty. Fill it in."),
    ],
)
def test_what_cannot_be_noted_is_said(cast: Cast, desk: Client, sent: dict[str, str], said: str) -> None:
    from tests.insight.covering import a_place

    a_place(cast.near, "Twin")
    a_place(cast.near, "Twin")
    usual = {"theme": str(a_theme().pk), "places": "Twin", "asked_on": "2026-05-03", "asked_whom": "Town hall"}
    response = desk.post(f"{DESK}none/", {**usual, **sent})
    assert response.status_code == 422
    assert said in response.content.decode()
    assert not DeclaredNone.objects.exists()


def test_a_listener_is_named_once_ended_and_removed(cast: Cast, desk: Client) -> None:
    town, _villages = a_countryside(cast.near)
    sent = {"called": "Advice desk", "places": "Town", "since": "2022-01-01"}
    for _ in range(2):
        assert desk.post(f"{DESK}listeners/", sent).status_code == 302
    listener = Listener.objects.get()
    assert (listener.place, listener.called, listener.until) == (town, "Advice desk", None)
    end = f"{DESK}listeners/{listener.public_id}/end/"
    desk.post(end, {"until": "2021-01-01"})
    assert Listener.objects.get().until is None
    desk.post(end, {"until": "2024-01-01"})
    assert Listener.objects.get().until == date(2024, 1, 1)
    desk.post(end, {"act": "remove"})
    assert not Listener.objects.exists()
    assert desk.post(f"{DESK}listeners/", {"places": "Town", "since": "2022-01-01"}).status_code == 422
    verbs = set(AuditEntry.objects.filter(owner="near").values_list("verb", flat=True))
    assert verbs == {"name listener", "end listener", "remove listener"}


def test_newcomers_of_one_place_are_kept_by_hand_and_forgotten(cast: Cast, desk: Client) -> None:
    a_countryside(cast.near)
    sent = {"places": "Town", "persons": "140", "as_of": "2026-06-30", "source": "CADA", "method": "declared"}
    assert desk.post(f"{DESK}newcomers/", sent).status_code == 302
    assert desk.post(f"{DESK}newcomers/", {**sent, "persons": "150"}).status_code == 302
    count = NewcomersThere.objects.get()
    assert (count.persons, count.method) == (150, "declared")
    said = desk.post(f"{DESK}newcomers/", {**sent, "persons": "6001"}).content.decode()
    assert "6001 newcomers are more than Town can have: 6000 inhabitants." in said
    assert desk.post(f"{DESK}newcomers/", {**sent, "persons": "-1"}).status_code == 422
    assert desk.post(f"{DESK}newcomers/{count.pk}/forget/").status_code == 302
    assert not NewcomersThere.objects.exists()


def a_table(*rows: tuple[object, ...]) -> str:
    return "\n".join(",".join(map(str, row)) for row in (("code", "persons", "date", "source"), *rows))


def test_a_whole_table_of_newcomers_comes_in_or_none_of_it(cast: Cast, desk: Client) -> None:
    town, villages = a_countryside(cast.near)
    good = (town.code, 140, "2026-06-30", "CADA")
    wrong = [
        (villages[0].code, -3, "2026-06-30", "CADA"),
        (villages[1].code, 99_999, "30/06/2026", "CADA"),
        ("XX", 5, "2026-06-30", "CADA"),
        (villages[2].code, "1.5", "2026-06-30", "CADA"),
        (villages[3].code, 5, "2099-06-30", "CADA"),
        (villages[4].code, 5, "soon", ""),
        good,
    ]
    response = desk.post(f"{DESK}newcomers/table/", {"text": a_table(good, *wrong)})
    said = response.content.decode()
    assert response.status_code == 422
    for sentence in (
        "Line 3: The number of people is below 0.",
        "Line 4: 99999 newcomers are more than Village 2 can have: 1000 inhabitants.",
        "Line 5: “XX” is not the code of a place of this region.",
        "Line 6: “1.5” is not a whole number of people.",
        "Line 7: The day lies before 1990 or in the future.",
        "Line 8: Say who counted, in the column “source”.",
        "Line 9: This place stands in line 2 already. Keep one.",
    ):
        assert sentence in said
    assert not NewcomersThere.objects.exists()
    assert desk.post(f"{DESK}newcomers/table/", {"text": a_table(good)}).status_code == 302
    assert NewcomersThere.objects.get().persons == 140


def test_a_workbook_of_newcomers_is_read(cast: Cast, desk: Client) -> None:
    town, villages = a_countryside(cast.near)
    book = Workbook()
    book.active.append(["Code", "Newcomers", "Date", "Source"])
    book.active.append([town.code, 140, date(2026, 6, 30), "=cmd|' /C calc'!A0"])
    book.active.append([villages[0].code, 0.0, "30.06.2026", "CADA"])
    book.active["D2"].data_type = "s"
    stream = BytesIO()
    book.save(stream)
    file = SimpleUploadedFile("newcomers.xlsx", stream.getvalue())
    assert desk.post(f"{DESK}newcomers/table/", {"file": file}).status_code == 302
    kept = NewcomersThere.objects.order_by("-persons").values_list("persons", "as_of")
    assert list(kept) == [(140, date(2026, 6, 30)), (0, date(2026, 6, 30))]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "The table is empty."),
        ("code,persons\n1,2", "these are missing: date, source."),
        ("code,code,persons,date,source\n1,2,3,4,5", "A column stands there twice: code. Keep one."),
        ("code,persons,date,source", "There is no place below the first line."),
    ],
)
def test_a_table_that_is_none_says_why(cast: Cast, desk: Client, text: str, said: str) -> None:
    response = desk.post(f"{DESK}newcomers/table/", {"text": text})
    assert (response.status_code, said in response.content.decode()) == (422, True)


def test_a_file_that_swells_or_is_damaged_is_refused(cast: Cast, desk: Client) -> None:
    for data in (b"PK\x03\x04 not a workbook", b"\xd0\xcf\x11\xe0 old", b"\xff\xfe\x00"):
        file = SimpleUploadedFile("newcomers.xlsx", data)
        assert desk.post(f"{DESK}newcomers/table/", {"file": file}).status_code == 422


def test_only_convenors_open_the_desk_of_coverage(cast: Cast, client: Client) -> None:
    for user, status in ((cast.editor, 403), (cast.member, 403), (cast.far_convenor, 404), (cast.lead, 200)):
        client.force_login(user)
        assert client.get(DESK).status_code == status


@pytest.mark.parametrize("page", ["none/", "listeners/", "newcomers/", "where-next/"])
def test_a_form_reads_no_place_before_one_is_named(
    cast: Cast, desk: Client, page: str, django_assert_max_num_queries: Any
) -> None:
    """A region may hold thousands of units: showing a form costs the same with each."""
    from tests.insight.covering import a_place

    for number in range(3):
        a_place(cast.near, f"Never read {number}")
    with django_assert_max_num_queries(12) as asked:
        assert desk.get(f"{DESK}{page}").status_code == 200
    assert not [query for query in asked.captured_queries if 'FROM "territory_place"' in query["sql"]]
