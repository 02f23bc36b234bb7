"""The public pages of coverage: the finding first, each cell said once, and nothing read as none that nobody asked."""

from __future__ import annotations

import re
from datetime import date
from html import unescape
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from maillage.initiatives.enums import Serves, Standing
from maillage.initiatives.models import Terms
from maillage.insight.models import CoverageSettings, DeclaredNone, Listener, NewcomersThere
from maillage.insight.queries.cells import HERE, NEED, NONE, REACH, UNKNOWN, column_of
from maillage.insight.queries.coverage_rows import known_of, region_of
from maillage.insight.queries.ground import Ground
from maillage.territory.models import Place, Region
from tests import factories as make
from tests.insight.covering import (
    a_countryside,
    a_need,
    a_place,
    a_reported_table,
    a_theme,
    an_initiative,
    needs_real_data,
    the_real,
)

pytestmark = pytest.mark.django_db


def ground_of(region: Region) -> Ground:
    found = region_of(region.slug)
    assert found
    return Ground(known_of(found, timezone.localdate()))


def page(client: Client, region: Region, path: str = "", **asked: str) -> str:
    """The words of a page, in one line."""
    response = client.get(f"/en/{region.slug}/coverage/{path}", asked)
    assert response.status_code == 200
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]*>", " ", response.content.decode())))


def none_in(region: Region, place: Place, theme: str = "language_and_literacy") -> DeclaredNone:
    return DeclaredNone.objects.create(
        region=region, place=place, theme=a_theme(theme), asked_on=date(2026, 5, 3), asked_whom="The town hall"
    )


@pytest.fixture
def region() -> Region:
    return make.a_region(slug="near")


def test_a_cell_says_one_thing_and_a_need_comes_before_whatever_exists(region: Region) -> None:
    town, villages = a_countryside(region)
    an_initiative(region, town)
    table = a_reported_table(region)
    a_need(table, town)
    a_need(table, villages[0])
    none_in(region, villages[4])
    none_in(region, villages[0])
    column = column_of(ground_of(region), a_theme())
    cells = {spot.name: column.cell(at) for at, spot in enumerate(column.ground.places)}
    assert (cells["Town"].state, cells["Town"].beside, cells["Town"].here) == (NEED, HERE, 1)
    # 11 km straight, times 1.3: the first village is within 20 km, the others are not.
    assert (cells["Village 1"].state, cells["Village 1"].beside) == (NEED, REACH)
    assert round(cells["Village 1"].nearest or 0, 1) == 14.3
    assert cells["Village 2"].state == UNKNOWN
    assert (cells["Village 5"].state, cells["Village 5"].asked_on) == (NONE, date(2026, 5, 3))


def test_the_order_of_cells_is_that_of_the_documents() -> None:
    from maillage.insight.queries.cells import ORDER

    assert ORDER == (NEED, HERE, REACH, NONE, UNKNOWN)


def test_a_declaration_taken_back_is_not_known_again(region: Region, client: Client) -> None:
    _town, villages = a_countryside(region)
    none = none_in(region, villages[4])
    assert "none, asked on 3 May 2026" in page(client, region)
    none.taken_back_at = timezone.now()
    none.save()
    said = page(client, region)
    assert "none, asked on" not in said
    assert "not known, and does not mean that there is nothing" in said


def test_who_was_asked_is_never_public(region: Region, client: Client) -> None:
    _town, villages = a_countryside(region)
    none_in(region, villages[0])
    for path in ("", "language_and_literacy/"):
        assert "The town hall" not in page(client, region, path)


def test_ended_merged_and_unreported_initiatives_do_not_count(region: Region) -> None:
    town, _villages = a_countryside(region)
    kept = an_initiative(region, town)
    an_initiative(region, town, standing=Standing.PAST)
    an_initiative(region, town, ended_on=date(2020, 1, 1))
    an_initiative(region, town, started_on=date(2099, 1, 1))
    an_initiative(region, town, merged_into=kept)
    waiting = an_initiative(region, town)
    waiting.mentions.create(roundtable=make.a_roundtable(region, 9))
    assert [offer.pk for offer in ground_of(region).known.offers] == [kept.pk]


def test_points_areas_and_online_are_told_apart(region: Region, client: Client) -> None:
    town, villages = a_countryside(region)
    an_initiative(region, town)
    an_initiative(region, town, serves=Serves.ITINERANT, served=[villages[4], villages[5]])
    an_initiative(region, town, serves=Serves.ONLINE, capacity=500)
    said = page(client, region, "language_and_literacy/")
    assert "At one place: 1; in several places or travelling: 1; online or by telephone: 1" in said
    # 1,000 of 6,000 villagers live within 20 km of the town; the two that the bus serves make it 3,000.
    assert "rural municipalities 6 6,000 17% 50%" in said
    assert "1 initiative is online or by telephone; it is counted apart and brings nobody within reach." in said
    column = column_of(ground_of(region), a_theme())
    assert column.cell(column.ground.index[villages[4].pk]).state == HERE


def test_the_verdict_is_a_word_only_where_the_interval_excludes_one(region: Region, client: Client) -> None:
    town, villages = a_countryside(region, villages=24)
    for _ in range(12):
        an_initiative(region, town)
    assert (
        "80% of residents live in rural municipalities, and 0 of 12 initiatives are there. That is less than their "
        "share: under-represented (quotient 0.00, 95% interval 0.00 to 0.33)."
    ) in page(client, region)
    for village in villages[:12]:
        an_initiative(region, village)
    said = page(client, region)
    assert "12 of 24 initiatives are there. That is less than their share: under-represented" in said
    for village in villages:
        an_initiative(region, village)
    assert "More or less than their share is not shown: the figures do not carry a verdict" in page(client, region)


def test_fewer_than_five_initiatives_are_counted_and_nothing_more(region: Region, client: Client) -> None:
    town, _villages = a_countryside(region)
    for _ in range(4):
        an_initiative(region, town)
    said = page(client, region)
    assert "0 of 4 initiatives are there. Fewer than five initiatives" in said
    assert "represented" not in said


def test_a_share_of_fewer_than_thirty_people_is_not_printed(region: Region, client: Client) -> None:
    a_place(region, "Town", population=900, degurba=2)
    an_initiative(region, a_place(region, "Hamlet", population=29))
    said = page(client, region, "language_and_literacy/")
    assert "rural municipalities 1 29 not shown: fewer than 30 people" in said
    assert "Town and country are not compared: fewer than 30 people are counted in one of them." in said


def test_nothing_known_is_said_and_never_zero_per_cent(region: Region, client: Client) -> None:
    a_countryside(region)
    assert "Nobody has recorded anything of any theme in this region yet." in page(client, region)
    said = page(client, region, "health/")
    assert "No initiative of this theme is known in this region." in said
    assert "That nobody told of one does not mean that there is none." in said
    assert "0%" not in said


def test_none_is_verified_only_when_every_place_was_asked(region: Region, client: Client) -> None:
    town, villages = a_countryside(region, villages=2)
    none_in(region, town, "health")
    none_in(region, villages[0], "health")
    before = page(client, region)
    assert "Health 0 20 km not known not known not known" in before
    assert "none, verified" not in before
    none_in(region, villages[1], "health")
    assert "none, verified" in page(client, region)


def test_the_silence_test_names_where_to_go_and_listen(region: Region, client: Client) -> None:
    town, villages = a_countryside(region, villages=3)
    Place.objects.filter(pk=villages[0].pk).update(population=4_000)
    Listener.objects.create(region=region, place=town, called="Desk", since=date(2020, 1, 1))
    table = a_reported_table(region)
    for _ in range(6):
        a_need(table, town)
    said = page(client, region, "language_and_literacy/")
    assert "Village 1 about 4 needs expected" in said
    assert "Village 2 about" not in said
    assert "Of the needs reported, 0% come from rural municipalities." in said
    assert "50% would be expected (from 33% to 67%)" in said
    assert "This takes newcomers to be spread like residents" in said
    assert "Not known, never read as no need" in said


def test_places_with_few_newcomers_are_not_named(region: Region, client: Client) -> None:
    town, villages = a_countryside(region, villages=2)
    CoverageSettings.objects.create(region=region, weighs="newcomers")
    for place, persons in ((town, 100), (villages[0], 29), (villages[1], 60)):
        NewcomersThere.objects.create(
            region=region, place=place, persons=persons, as_of=date(2026, 1, 1), source="CADA"
        )
    Listener.objects.create(region=region, place=town, called="Desk", since=date(2020, 1, 1))
    table = a_reported_table(region)
    for _ in range(20):
        a_need(table, town)
    said = page(client, region, "language_and_literacy/")
    assert "Village 2 more than 5 needs expected" in said
    assert "Village 1 about" not in said
    assert "1 more place to listen in is not named here: fewer than 30 newcomers are counted there." in said


def test_organisations_listen_where_they_sit_serve_and_spoke(region: Region) -> None:
    _town, villages = a_countryside(region)
    make.an_organisation(region, based_in=villages[0])
    serving = make.an_organisation(region)
    serving.places_served.add(villages[1])
    left = make.an_organisation(region, based_in=villages[2])
    left.seats.update(left_on=date(2020, 1, 1))
    guest = make.an_organisation(make.a_region(region.programme), based_in=villages[3])
    table = a_reported_table(region)
    table.presences.create(contact=make.a_contact(region, guest), arrived_at=timezone.now())
    heard = {villages[0].pk, villages[1].pk, villages[3].pk}
    assert ground_of(region).known.heard == heard


def test_capacity_that_is_assumed_says_so(region: Region, client: Client) -> None:
    town, _villages = a_countryside(region)
    an_initiative(region, town, capacity=12)
    an_initiative(region, town)
    said = page(client, region, "language_and_literacy/")
    assert "Capacity assumed: of 1 of 2 initiatives" in said
    assert "municipalities with" in said


def test_a_municipality_shows_its_themes_and_the_nearest_initiative(region: Region, client: Client) -> None:
    town, villages = a_countryside(region)
    an_initiative(region, town)
    said = page(client, region, place=villages[0].code)
    assert "What exists in Village 1" in said
    assert "within reach, 14.3 km Lessons Town · 14.3 km" in said
    assert "Not surveyed in this region: Mobility" in said
    assert "What exists in Village 1" in page(client, region, place="village 1")
    assert "Several places are called so" in page(client, region, place="village")
    assert "No place of this region is called “Nowhere”" in page(client, region, place="Nowhere")


def test_a_public_page_asks_five_questions_however_much_there_is(region: Region, client: Client) -> None:
    town, villages = a_countryside(region)
    counts = []
    for _round in range(2):
        an_initiative(region, town)
        a_need(a_reported_table(region), *villages)
        none_in(region, villages[_round])
        for path in ("", "language_and_literacy/", f"?place={town.code}"):
            client.get(f"/en/near/coverage/{path}")
            with CaptureQueriesContext(connection) as asked:
                client.get(f"/en/near/coverage/{path}")
            counts.append(len(asked))
    assert counts == [5] * 6


def test_the_page_is_kept_until_something_public_changes(region: Region, client: Client) -> None:
    a_countryside(region)
    first = client.get("/en/near/coverage/")
    assert client.get("/en/near/coverage/", headers={"if-none-match": first["ETag"]}).status_code == 304
    CoverageSettings.objects.create(region=region, circuity=1.0)
    Region.objects.filter(pk=region.pk).update(public_version=9)
    assert client.get("/en/near/coverage/", headers={"if-none-match": first["ETag"]}).status_code == 200


def test_another_regions_rows_are_not_counted(region: Region) -> None:
    town, villages = a_countryside(region)
    other = make.a_region(region.programme)
    other.places.add(town, *villages)
    an_initiative(other, town)
    a_need(a_reported_table(other), town)
    none_in(other, villages[0])
    Listener.objects.create(region=other, place=town, called="Desk", since=date(2020, 1, 1))
    NewcomersThere.objects.create(region=other, place=town, persons=9, as_of=date(2026, 1, 1), source="CADA")
    known = ground_of(region).known
    assert (known.offers, known.needs, known.nones, set(known.heard)) == ((), (), {}, set())
    assert {spot.newcomers for spot in known.places} == {None}


@needs_real_data
def test_the_real_vaucluse_says_shares_intervals_and_what_is_not_shown(tmp_path: Path, client: Client) -> None:
    region = the_real("vaucluse", tmp_path, name={"en": "Vaucluse"})
    by_size = list(region.places.order_by("-population"))
    rural = [place for place in by_size if place.degurba == 3]
    for place in [*by_size[:8] * 2, *rural[:2]]:
        an_initiative(region, place)
    said = page(client, region)
    assert (
        "In Vaucluse 33% of residents live in rural municipalities, and 2 of 18 initiatives are there. More or less "
        "than their share is not shown: the figures do not carry a verdict (quotient 0.33, 95% interval 0.04 to 1.04)."
    ) in said
    assert "In Vaucluse 19% of residents live in cities, and 4 of 18 initiatives are there." in said
    for place in by_size[:8]:
        an_initiative(region, place)
    assert (
        "2 of 26 initiatives are there. That is less than their share: under-represented (quotient 0.23, 95% interval "
        "0.03 to 0.75)."
    ) in page(client, region)
    assert "People are residents, counted in 2023." in page(client, region)


def test_ideas_from_outside_the_region_are_not_counted(region: Region, client: Client) -> None:
    town, villages = a_countryside(region)
    kept = an_initiative(region, town)
    elsewhere = an_initiative(region, villages[0], capacity=3)
    Terms.objects.filter(initiative=elsewhere).update(outside_region=True)
    assert [offer.pk for offer in ground_of(region).known.offers] == [kept.pk]
    assert "1 initiative is known" in page(client, region, "language_and_literacy/")


def test_town_and_country_are_told_in_one_sentence_with_interval_and_exact_p(region: Region, client: Client) -> None:
    town, villages = a_countryside(region, villages=9)
    for place in [town] * 14 + villages[:4]:
        an_initiative(region, place)
    # 14 of 18 where 40 % live: quotient 1.944 [1.309; 2.340], p = 0.00138 (methods M2).
    said = page(client, region)
    assert (
        "cities, towns and suburbs together have 14 of 18 initiatives (78%) and 40% of residents, a difference of +38 "
        "percentage points (quotient 1.94, 95% interval 1.31 to 2.34, p 0.00138)."
    ) in said
    assert "whose size class is known" not in said


def test_people_of_unknown_class_are_in_no_share_and_the_sentence_says_so(region: Region, client: Client) -> None:
    town, villages = a_countryside(region)
    for place in [town] * 3 + villages[:2]:
        an_initiative(region, place)
    Place.objects.filter(pk=villages[5].pk).update(degurba=None)
    said = page(client, region)
    assert "55% of residents, a difference of" in said
    assert "These shares count only municipalities whose size class is known." in said


def test_under_five_initiatives_have_no_index_of_their_spread(region: Region, client: Client) -> None:
    town, _villages = a_countryside(region)
    for _ in range(4):
        an_initiative(region, town)
    said = page(client, region, "language_and_literacy/")
    assert "Gini" not in said
    assert "Fewer than five initiatives: how evenly they are spread is not shown." in said
    an_initiative(region, town)
    assert "Gini" in page(client, region, "language_and_literacy/")


def test_access_is_told_for_ten_thousand_residents(region: Region, client: Client) -> None:
    town, _villages = a_countryside(region)
    an_initiative(region, town, capacity=12)
    assert "Places a week for each 10,000 residents, on average 10 " in page(client, region, "language_and_literacy/")
