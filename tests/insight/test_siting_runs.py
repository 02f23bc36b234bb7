"""Where next as a job: step by step, taken up after a death, stopped, out of date, with proof or the gap in words."""

from __future__ import annotations

import itertools

import pytest
from django.test import Client
from django.utils import timezone

from maillage.insight.actions.siting import (
    CHANGED,
    WhereNext,
    ask_where_next,
    reckon_where_next,
    stop_where_next,
)
from maillage.insight.models import SitingRun
from maillage.kit import jobs
from maillage.kit.audit import SYSTEM
from maillage.kit.models import AuditEntry
from maillage.territory.actions import draw_map
from maillage.territory.models import Place, Region
from tests.conftest import Cast
from tests.insight.covering import a_countryside, a_place, a_theme, an_initiative

DESK = "/en/desk/near/coverage/where-next/"


@pytest.fixture
def places(cast: Cast) -> tuple[Place, list[Place]]:
    """A town with an initiative, and eight villages 14.3 km by road from each other, the last ones bigger."""
    town, villages = a_countryside(cast.near, villages=8)
    an_initiative(cast.near, town)
    for number, village in enumerate(villages):
        Place.objects.filter(pk=village.pk).update(population=1_000 + 100 * number)
    draw_map(cast.near)
    return town, villages


def asked(region: Region, places: int = 2) -> SitingRun:
    return ask_where_next(region=region, theme=a_theme(), asked=WhereNext(20.0, places), by=SYSTEM)


def read(client: Client, run: SitingRun) -> str:
    return " ".join(client.get(f"{DESK}{run.public_id}/").content.decode().split())


def test_a_run_finds_the_best_places_with_proof(cast: Cast, client: Client, places: tuple[Place, list[Place]]) -> None:
    _town, villages = places
    client.force_login(cast.convenor)
    sent = {"theme": a_theme().pk, "places": 2, "reach": "", "own": "Village 1\nVillage 3"}
    response = client.post(DESK, sent)
    run = SitingRun.objects.get()
    assert response["Location"].endswith(f"{run.public_id}/")
    waiting = read(client, run)
    assert "step 0 of 11" in waiting
    assert '<meta http-equiv="refresh" content="3">' in waiting
    jobs.run_all()
    run.refresh_from_db()
    assert (run.done_steps, bool(run.finished_at), run.failed_because) == (11, True, "")
    # A village reaches its two neighbours: the best of two places covers six of the seven that are not reached yet.
    people = {village.pk: 1_000 + 100 * number for number, village in enumerate(villages)}
    left = villages[1:]
    best = max(
        sum(people[one.pk] for one in left if any(abs(villages.index(one) - at) <= 1 for at in pair))
        for pair in itertools.combinations(range(8), 2)
    )
    step = next(step for step in run.result["curve"] if step["allowed"] == 2)
    assert (step["gained"], step["proved"]) == (best, True)
    page = read(client, run)
    assert "proved: no choice of as many places reaches more people" in page
    assert "Your choice, Village 1, Village 3, brings" in page
    assert "So that nobody has more than" in page
    assert "http-equiv" not in page


def test_a_run_goes_on_where_a_killed_worker_left_it(cast: Cast, places: tuple[Place, list[Place]]) -> None:
    whole = asked(cast.near)
    jobs.run_all()
    whole.refresh_from_db()
    broken = asked(cast.near)
    assert broken.pk != whole.pk
    SitingRun.objects.filter(pk=broken.pk).update(done_steps=4, result={"curve": whole.result["curve"][:4]})
    for _ in range(2):
        reckon_where_next.call(broken.pk)
    broken.refresh_from_db()
    assert (broken.done_steps, broken.result) == (10, whole.result)
    finished = broken.finished_at
    jobs.run_all()
    broken.refresh_from_db()
    assert broken.finished_at == finished


def test_the_same_question_that_waits_is_asked_once(cast: Cast, places: tuple[Place, list[Place]]) -> None:
    assert asked(cast.near).pk == asked(cast.near).pk
    assert asked(cast.near, places=3).pk != asked(cast.near).pk
    assert AuditEntry.objects.filter(verb="ask where next").count() == 2


def test_a_stopped_run_stays_stopped(cast: Cast, client: Client, places: tuple[Place, list[Place]]) -> None:
    run = asked(cast.near)
    stop_where_next(run=run, by=SYSTEM)
    jobs.run_all()
    run.refresh_from_db()
    assert (run.done_steps, run.finished_at, bool(run.stopped_at)) == (0, None, True)
    client.force_login(cast.convenor)
    assert "It was stopped after step 0 of 10." in read(client, run)


def test_a_run_of_other_figures_says_that_it_is_out_of_date(
    cast: Cast, client: Client, places: tuple[Place, list[Place]]
) -> None:
    town, villages = places
    run = asked(cast.near)
    late = asked(cast.near, places=5)
    stop_where_next(run=late, by=SYSTEM)
    jobs.run_all()
    client.force_login(cast.convenor)
    assert "Out of date" not in read(client, run)
    an_initiative(cast.near, villages[5])
    assert "Out of date: people, places, initiatives or settings have changed since." in read(client, run)
    changed = asked(cast.near)
    Place.objects.filter(pk=town.pk).update(population=7_000)
    jobs.run_all()
    changed.refresh_from_db()
    assert changed.failed_because == CHANGED
    assert "Something changed in the records before the reckoning was done." in read(client, changed)


def test_a_region_without_figures_is_a_sentence(cast: Cast, client: Client) -> None:
    a_place(cast.near, population=None)
    a_place(cast.near, latitude=None, longitude=None)
    run = asked(cast.near)
    jobs.run_all()
    client.force_login(cast.convenor)
    assert "No place has both a number of people and a position" in read(client, run)


def test_what_breaks_off_says_so(
    cast: Cast, client: Client, places: tuple[Place, list[Place]], monkeypatch: pytest.MonkeyPatch
) -> None:
    run = asked(cast.near)

    def breaks(*arguments: object, **named: object) -> None:
        raise MemoryError

    monkeypatch.setattr("maillage.core.coverage.where_next", breaks)
    jobs.run_all()
    client.force_login(cast.convenor)
    assert "The reckoning broke off." in read(client, run)


def test_what_is_not_proved_tells_the_gap(cast: Cast, client: Client, places: tuple[Place, list[Place]]) -> None:
    _town, villages = places
    run = asked(cast.near)
    step = {
        "allowed": 2, "places": [villages[3].pk], "people": 15_000, "current": 7_000, "gained": 900.0,
        "reachable": 8_000, "bound": 1_000.0, "proved": False, "first": False,
    }  # fmt: skip
    SitingRun.objects.filter(pk=run.pk).update(result={"curve": [step]}, done_steps=10, finished_at=timezone.now())
    client.force_login(cast.convenor)
    assert "not proved: another choice might gain up to 100 people more (10%)" in read(client, run)
