"""Everybody reads what became of the promises of a region: by theme, in marks and in figures that agree."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from maillage.cooperation.models import Commitment, FollowUp
from maillage.territory.models import Theme
from tests import factories as make
from tests.website.publishing import a_report, on, words

PAGE = "/en/near/commitments/"
STANDINGS = ("done", "done", "on_the_way", "late", "blocked", "dropped")


@pytest.fixture
def promises(near) -> list[Commitment]:
    """Six promises on mobility, one told each way and one that is past its day without a word."""
    group, _made = Theme.objects.get_or_create(key="mobility", defaults={"label": {"en": "Mobility"}})
    table = a_report(near)
    need = make.a_need(table, theme=group)
    later = timezone.localdate() + timedelta(days=90)
    made = [make.a_commitment(table, need, due_on=later, text={"en": f"Promise {told}."}) for told in STANDINGS]
    for promise, told in zip(made, STANDINGS, strict=True):
        FollowUp.objects.create(commitment=promise, progress=told, text={"en": "So."}, told_at=on(2))
    return [*made, make.a_commitment(table, due_on=date(2022, 3, 1), text={"en": "No word."})]


def test_marks_and_figures_tell_the_same(client: Client, promises: list[Commitment]) -> None:
    page = client.get(PAGE)
    body = page.content.decode()
    told = words(page)
    assert "7 promises were made at the roundtables; 2 are kept so far." in told
    assert "Mobility 2 kept, 1 on the way, 1 late, 1 blocked, 1 dropped" in told
    assert "Without a theme 1 late" in told
    assert "All themes 2 kept, 1 on the way, 2 late, 1 blocked, 1 dropped" in told
    total = body[body.index("All themes") :]
    drawn = total[: total.index("</svg>")]
    shapes = (drawn.count("m-k"), drawn.count("m-l"), drawn.count('fill="var(--warm)"'), drawn.count("m-d"))
    assert shapes == (2, 1, 2, 1)


def test_each_promise_is_named_with_its_page(client: Client, promises: list[Commitment]) -> None:
    body = client.get(PAGE).content.decode()
    for promise in promises:
        assert f'href="{promise.get_absolute_url()}"' in body
        assert str(promise.text) in body


def test_what_is_not_reported_yet_is_not_told(client: Client, near, promises: list[Commitment]) -> None:
    make.a_commitment(make.a_roundtable(near, 2), text={"en": "Not public yet."})
    page = client.get(PAGE)
    assert "Not public yet." not in page.content.decode()
    assert "7 promises" in words(page)


def test_a_region_without_promises_says_so(client: Client, near) -> None:
    assert "No promise has been published yet." in words(client.get(PAGE))


def test_the_region_and_the_programme_lead_to_it(client: Client, near, promises: list[Commitment]) -> None:
    assert f'href="{PAGE}"' in client.get("/en/near/").content.decode()
    told = words(client.get(f"/en/programmes/{near.programme.slug}/"))
    assert "7 promises in all regions: 2 kept, 1 on the way, 2 late, 1 blocked, 1 dropped." in told
