"""Travel times: by distance, by the region's own table, by a road router that the operator names."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from pytest_django.fixtures import Settings

from maillage.mobility.enums import TravelSource
from maillage.mobility.models import RideRules, TravelMatrix
from maillage.mobility.travel import UNKNOWN, NoTravelTimes, Stop, router, stop_of_place, stop_of_point, times
from maillage.territory.models import Region
from tests.conftest import Cast
from tests.mobility.weeks import a_point, a_village, some_rules
from tests.served.routers import KEY, Router, road_router

ROUTERS = ("osrm", "valhalla", "ors")


@pytest.fixture
def roads(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Router]:
    monkeypatch.setattr(router, "PATIENCE_SECONDS", 0.2)
    with road_router() as found:
        settings.ROUTERS = dict.fromkeys(ROUTERS, found.url)
        settings.OPENROUTESERVICE_KEY = KEY
        yield found


def by(region: Region, source: str) -> RideRules:
    return some_rules(region, travel_source=source)


def three(region: Region) -> list[Stop]:
    """Three villages a tenth of a degree from one another, from west to east."""
    return [stop_of_place(a_village(region, latitude=46.5, longitude=4.5 + step / 10)) for step in range(3)]


SECONDS = [[0, 660, 1260], [600, 0, 660], [1200, 600, 0]]
METRES = [[0, 10_000, 20_000], [10_000, 0, 10_000], [20_000, 10_000, 0]]


@pytest.mark.parametrize("source", ROUTERS)
def test_each_router_is_asked_in_its_own_protocol_and_answers_in_seconds_and_metres(
    cast: Cast, roads: Router, source: str
) -> None:
    by(cast.near, source)
    found = times(cast.near, three(cast.near))
    # A fraction of a second or a metre is rounded up.
    assert np.abs(found.seconds - np.array(SECONDS)).max() <= 1
    assert np.abs(found.metres - np.array(METRES)).max() <= 1
    assert found.source == source


@pytest.mark.parametrize("source", ROUTERS)
def test_a_pair_without_a_road_is_unknown_and_is_not_asked_for_again(cast: Cast, roads: Router, source: str) -> None:
    by(cast.near, source)
    stops = three(cast.near)
    roads.islands.add((stops[2].longitude or 0, stops[2].latitude or 0))
    for _twice in range(2):
        found = times(cast.near, stops)
        assert found.seconds[0, 2] == found.metres[2, 0] == UNKNOWN
        assert not found.is_known()
    assert roads.asked == [(source, 3, 3)]


def test_known_stops_are_reused_and_a_new_one_is_asked_for_with_its_ways_alone(cast: Cast, roads: Router) -> None:
    by(cast.near, "osrm")
    stops = three(cast.near)
    times(cast.near, stops[:2])
    found = times(cast.near, [stops[2], stops[0]])
    assert roads.asked == [("osrm", 2, 2), ("osrm", 1, 3), ("osrm", 2, 1)]
    assert found.seconds.tolist() == [[0, 1200], [1260, 0]]
    assert times(cast.near, stops).seconds.tolist() == SECONDS
    assert len(roads.asked) == 3
    assert TravelMatrix.objects.get(region=cast.near).stops == [
        f"{stop.key}@46.50000,{longitude}"
        for stop, longitude in zip(stops, ("4.50000", "4.60000", "4.70000"), strict=True)
    ]


def test_a_meeting_point_that_moves_is_asked_anew_and_leaves_its_old_place(cast: Cast, roads: Router) -> None:
    by(cast.near, "osrm")
    place = a_village(cast.near, latitude=46.5, longitude=4.5)
    point = a_point(cast.near, place, latitude=46.5, longitude=4.6)
    assert times(cast.near, [stop_of_place(place), stop_of_point(point)]).seconds[1, 0] == 600
    point.longitude = 4.7
    assert times(cast.near, [stop_of_place(place), stop_of_point(point)]).seconds[1, 0] == 1200
    assert len(TravelMatrix.objects.get(region=cast.near).stops) == 2


def test_many_stops_are_asked_for_in_blocks_that_every_router_allows(
    cast: Cast, roads: Router, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(router, "BLOCK", 2)
    by(cast.near, "valhalla")
    assert times(cast.near, three(cast.near)).seconds.tolist() == SECONDS
    assert [(rows, columns) for _kind, rows, columns in roads.asked] == [(2, 2), (2, 1), (1, 2), (1, 1)]


@pytest.mark.parametrize("source", ROUTERS)
@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"status": 400}, "The router did not answer as it should."),
        ({"status": 429}, "The router says that it is asked too often."),
        ({"status": 500}, "The router did not answer as it should."),
        ({"status": 302, "location": "http://127.0.0.1:1/"}, "The router did not answer as it should."),
        ({"body": b"<html>"}, "The router did not answer as it should."),
        ({"body": b"{}"}, "The router did not answer as it should."),
        ({"body": b"[]"}, "The router did not answer as it should."),
        ({"body": b'{"durations":[[1]],"distances":[["x"]],"sources_to_targets":[[]]}'}, "The router did not answer"),
        ({"delay": 0.4}, "The router does not answer."),
    ],
)  # fmt: skip
def test_a_router_that_fails_gives_a_sentence_and_keeps_nothing(
    cast: Cast, roads: Router, source: str, wrong: dict[str, Any], sentence: str
) -> None:
    by(cast.near, source)
    for name, value in wrong.items():
        setattr(roads, name, value)
    with pytest.raises(NoTravelTimes, match=sentence):
        times(cast.near, three(cast.near))
    assert not TravelMatrix.objects.exists()


def test_a_new_stop_that_fails_leaves_the_old_table_as_it_was(cast: Cast, roads: Router) -> None:
    by(cast.near, "osrm")
    stops = three(cast.near)
    times(cast.near, stops[:2])
    roads.status = 500
    with pytest.raises(NoTravelTimes):
        times(cast.near, stops)
    assert times(cast.near, stops[:2]).seconds.tolist() == [[0, 660], [600, 0]]


def test_a_router_that_is_away_or_not_named_gives_a_sentence(cast: Cast, settings: Settings) -> None:
    by(cast.near, "osrm")
    settings.ROUTERS = {"osrm": "http://127.0.0.1:9"}
    with pytest.raises(NoTravelTimes, match="The router does not answer"):
        times(cast.near, three(cast.near))
    settings.ROUTERS = {}
    with pytest.raises(NoTravelTimes, match="This installation names no router of that kind"):
        times(cast.near, three(cast.near))


def test_a_stop_of_which_nobody_knows_where_it_is_is_named(cast: Cast, roads: Router) -> None:
    lost = stop_of_place(a_village(cast.near, name="Nowhere", latitude=None, longitude=None))
    for source in ("estimate", "osrm"):
        by(cast.near, source)
        with pytest.raises(NoTravelTimes, match="Nobody knows where Nowhere is"):
            times(cast.near, [lost])


def test_two_regions_share_no_table(cast: Cast, roads: Router) -> None:
    for region in (cast.near, cast.far):
        by(region, "osrm")
        times(region, three(region))
    assert [matrix.region for matrix in TravelMatrix.objects.order_by("pk")] == [cast.near, cast.far]
    assert len(roads.asked) == 2


@pytest.mark.parametrize(
    ("wrong", "trouble"),
    [
        ({}, ""),
        ({"status": 400}, ""),
        ({"status": 403}, "it does not accept the key"),
        ({"status": 404, "body": b"<html>not here"}, "something else answers there"),
        ({"status": 500}, "it answers, but not as it should (RouterServerError)"),
        ({"body": b"hello"}, "it answers, but not as it should (JSONParseError)"),
    ],
)
def test_the_doctor_says_what_is_wrong_with_a_router(roads: Router, wrong: dict[str, Any], trouble: str) -> None:
    for name, value in wrong.items():
        setattr(roads, name, value)
    here, there = Stop("a", "a", 46.5, 4.5), Stop("b", "b", 46.5, 4.6)
    for source in map(TravelSource, ROUTERS):
        assert router.trouble_of(source, here, there) == trouble


def test_the_doctor_names_a_router_that_is_away(settings: Settings) -> None:
    from maillage.config.doctor import _routers

    settings.ROUTERS = {"valhalla": "http://127.0.0.1:9"}
    (found,) = _routers()
    assert not found.is_well
    assert found.says == "The router http://127.0.0.1:9 (valhalla) cannot be used: it does not answer."
