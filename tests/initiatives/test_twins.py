"""Two cards become one and two again: every report keeps its place, and what was said to be two is not offered."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from maillage.cooperation.models import Mention
from maillage.initiatives.actions.merging import keep_apart, merge_practices, unmerge_practice
from maillage.initiatives.models import Confirmation, Funding, Initiative, Merging, NotTheSame, Pilot, Post
from maillage.initiatives.queries.twins import twins_of
from maillage.kit.models import AuditEntry
from maillage.territory.models import Theme
from tests import factories as make
from tests.conftest import Cast
from tests.initiatives.carding import BY, a_place, a_practice, as_

DESK = "/en/desk/near/practices/"


@pytest.fixture
def pair(cast: Cast) -> tuple[Initiative, Initiative]:
    return a_practice(cast.near, "Kept", sources=["A"]), a_practice(cast.near, "Merged", sources=["B"])


def test_all_that_hangs_on_a_card_goes_to_the_kept_one_and_back(
    cast: Cast, pair: tuple[Initiative, Initiative]
) -> None:
    kept, merged = pair
    theme = Theme.objects.all()[0]
    tables = [make.a_roundtable(cast.near, number, date=date(2022, number, 1)) for number in (1, 2)]
    here, both = (Mention.objects.create(roundtable=table, initiative=merged) for table in tables)
    own = Mention.objects.create(roundtable=tables[1], initiative=kept)
    need, shared = make.a_need(tables[0]), make.a_need(tables[0], "Another")
    need.answered_by.add(merged)
    shared.answered_by.add(kept, merged)
    line = {"region": cast.near, "organisation": cast.host, "theme": theme, "initiative": merged}
    rows = [Post.objects.create(**line), Funding.objects.create(**line)]
    rows.append(Confirmation.objects.create(initiative=merged, confirmed_on=date(2022, 1, 1), answer="yes"))
    pilot = Pilot.objects.create(region=cast.near, name={"en": "Pilot"}, became=merged)
    merge_practices(kept=kept, merged=merged, by=BY)
    merge_practices(kept=kept, merged=merged, by=BY)
    merged.refresh_from_db()
    assert (merged.merged_into, dict(merged.name)["en"], merged.sources) == (kept, "Merged", ["B"])
    assert Merging.objects.count() == 1
    assert set(kept.mentions.all()) == {here, own}
    assert list(merged.mentions.all()) == [both], "a table speaks of a practice once"
    assert list(need.answered_by.all()) == [kept]
    assert [type(row).objects.get(pk=row.pk).initiative for row in rows] == [kept] * 3
    assert Pilot.objects.get(pk=pilot.pk).became == kept
    later = Mention.objects.create(roundtable=make.a_roundtable(cast.near, 3), initiative=kept)

    unmerge_practice(practice=merged, by=BY)
    merged.refresh_from_db()
    assert merged.merged_into is None
    assert set(merged.mentions.all()) == {here, both}
    assert set(kept.mentions.all()) == {own, later}, "what came since stays"
    assert list(need.answered_by.all()) == [merged]
    assert set(shared.answered_by.all()) == {kept, merged}
    assert [type(row).objects.get(pk=row.pk).initiative for row in rows] == [merged] * 3
    assert Pilot.objects.get(pk=pilot.pk).became == merged
    verbs = AuditEntry.objects.order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["merge practices", "unmerge practice"]


def test_a_card_with_a_pilot_of_its_own_takes_no_second_one(cast: Cast, pair: tuple[Initiative, Initiative]) -> None:
    kept, merged = pair
    pilots = [Pilot.objects.create(region=cast.near, name={"en": "P"}, became=one) for one in pair]
    merge_practices(kept=kept, merged=merged, by=BY)
    assert [Pilot.objects.get(pk=pilot.pk).became for pilot in pilots] == [kept, merged]


def test_a_card_that_took_another_in_hands_it_on(cast: Cast, pair: tuple[Initiative, Initiative]) -> None:
    kept, merged = pair
    first = a_practice(cast.near, "First")
    table = make.a_roundtable(cast.near)
    mention = Mention.objects.create(roundtable=table, initiative=first)
    merge_practices(kept=merged, merged=first, by=BY)
    merge_practices(kept=kept, merged=merged, by=BY)
    first.refresh_from_db()
    assert first.merged_into == kept
    unmerge_practice(practice=first, by=BY)
    mention.refresh_from_db()
    assert mention.initiative == first


def test_cards_that_cannot_become_one_are_refused(cast: Cast, pair: tuple[Initiative, Initiative]) -> None:
    kept, merged = pair
    for one, other in ((kept, kept), (kept, a_practice(cast.far))):
        with pytest.raises(ValidationError, match="same region"):
            merge_practices(kept=one, merged=other, by=BY)
    merge_practices(kept=kept, merged=merged, by=BY)
    with pytest.raises(ValidationError, match="meanwhile"):
        merge_practices(kept=merged, merged=a_practice(cast.near, "Third"), by=BY)
    with pytest.raises(ValidationError, match="already"):
        unmerge_practice(practice=kept, by=BY)


def test_the_desk_offers_a_pair_with_why_until_it_is_settled(cast: Cast) -> None:
    place = a_place(cast.near, "Moulins", "71001")
    one, other = (a_practice(cast.near, "Jardin partagé", place=place) for _time in range(2))
    client = as_(cast.editor)
    page = client.get(f"{DESK}alike/").content.decode()
    assert "Same name, same place." in page
    client.post(f"{DESK}alike/settle/", {"kept": other.public_id, "other": one.public_id, "act": "apart"})
    assert (NotTheSame.objects.get().first, NotTheSame.objects.get().second) == (one, other)
    assert twins_of(cast.near) == ([], 0)
    keep_apart(one=other, other=one, by=BY)
    assert NotTheSame.objects.count() == 1


def test_made_one_by_a_press_the_other_leaves_the_list_and_comes_back(cast: Cast) -> None:
    one, other = (a_practice(cast.near, "Jardin partagé") for _time in range(2))
    client = as_(cast.editor)
    client.post(f"{DESK}alike/settle/", {"kept": one.public_id, "other": other.public_id, "act": "merge"})
    other.refresh_from_db()
    assert other.merged_into == one
    assert twins_of(cast.near) == ([], 0)
    assert client.get(DESK).content.decode().count("Jardin partagé</a>") == 1
    assert "Cards it took in" in client.get(f"{DESK}{one.public_id}/").content.decode()
    assert client.post(f"{DESK}{other.public_id}/unmerge/").status_code == 302
    assert twins_of(cast.near)[1] == 1


def test_another_regions_card_is_never_taken_in(cast: Cast) -> None:
    mine, theirs = a_practice(cast.near), a_practice(cast.far)
    sent = {"kept": mine.public_id, "other": theirs.public_id, "act": "merge"}
    assert as_(cast.convenor).post(f"{DESK}alike/settle/", sent).status_code == 404
    theirs.refresh_from_db()
    assert theirs.merged_into is None
