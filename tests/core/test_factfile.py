"""A factfile composed from plain facts: exact inside, rounded for print, and no small number of newcomers anywhere."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from maillage.core.factfile import Block, Figure
from maillage.core.factfile.composition import compose
from maillage.core.factfile.facts import (
    Access,
    Action,
    Facts,
    Gap,
    HeardPeople,
    Listening,
    Municipality,
    Need,
    Promise,
    Quotient,
    Silent,
)
from maillage.core.wording import Wording

LANGUAGE = ("language", Wording(en="Language"))


def composed(**known: Any) -> dict[str, Block]:
    """The blocks of a region of which only these things are known."""
    facts = Facts(on=date(2026, 11, 23), name=Wording(en="Near"), **known)
    return {block.kind: block for block in compose(facts)}


def figures(block: Block) -> dict[str, Figure]:
    return {figure.key: figure for figure in block.figures}


def a_gap(**fields: Any) -> Gap:
    usual: dict[str, Any] = {
        "reach": 20.0, "circuity": 1.3, "initiatives": 2, "urban": 0.6251, "rural": 0.5701,
        "people_urban": 4_000, "people_rural": 6_000, "people": 10_000.0, "covered": 5_921.0,
    }  # fmt: skip
    return Gap("language", Wording(en="Language"), **{**usual, **fields})


def test_a_difference_is_reckoned_on_exact_shares_and_rounded_only_then() -> None:
    row = composed(gaps=(a_gap(),))["gaps"].rows("themes")[0]
    assert (row["urban"], row["rural"]) == ("63", "57")
    assert composed(gaps=(a_gap(urban=0.574, rural=0.515),))["gaps"].rows("themes")[0]["gap"] == "6"
    other = composed(gaps=(a_gap(urban=0.574, rural=0.525),))["gaps"].rows("themes")[0]
    assert (other["urban"], other["rural"], other["gap"]) == ("57", "52", "5")
    near = composed(gaps=(a_gap(urban=0.5749, rural=0.5151),))["gaps"].rows("themes")[0]
    assert (near["urban"], near["rural"], near["gap"]) == ("57", "52", "6")


@pytest.mark.parametrize(
    ("who", "people", "covered", "told"),
    [
        ("residents", 10_000, 5_921, ("4100", "hundreds")),
        ("residents", 10_000, 10_000, ("0", "hundreds")),
        ("newcomers", 128, 50, ("80", "fives")),
        ("newcomers", 128, 121, ("", "few")),
        ("newcomers", 29, 2, ("", "small-base")),
        ("newcomers", 128, 128, ("0", "")),
    ],
)
def test_people_out_of_reach_are_rounded_and_few_newcomers_are_not_told(
    who: str, people: int, covered: int, told: tuple[str, str]
) -> None:
    block = composed(gaps=(a_gap(who=who, people=float(people), covered=float(covered)),))["gaps"]
    figure = figures(block)[f"theme-beyond-{who}:language"]
    assert (figure.value, str(figure.held)) == told
    assert (block.rows("themes")[0]["beyond"], block.rows("themes")[0]["beyond_held"]) == told


def test_places_a_week_stand_beside_those_who_share_them_and_no_exact_number_of_newcomers_follows() -> None:
    residents = Access("language", Wording(en="Language"), 36.0, 45_000.0, 1, 3)
    figure = figures(composed(access=(residents,))["actions"])["places-for-residents:language"]
    assert (figure.value, figure.unit, figure.held) == ("8", "places a week per 10000 residents", "")
    assert figure.remark == "capacity-assumed:1/3"
    told = {
        people: figures(
            composed(access=(Access("language", Wording(), 24.0, people, 0, 2, who="newcomers"),))["actions"]
        )["places-for-newcomers:language"]
        for people in (193.0, 195.0, 197.0, 29.0)
    }
    assert {told[people].value for people in (193.0, 195.0, 197.0)} == {"12.3"}
    assert (told[29.0].value, str(told[29.0].held)) == ("", "small-base")


def a_quotient(**fields: Any) -> Quotient:
    usual: dict[str, Any] = {
        "inside": 14, "total": 18, "people_inside": 40.0, "people": 100.0, "verdict": "over_represented",
        "quotient": 1.944, "low": 1.309, "high": 2.34,
    }  # fmt: skip
    return Quotient("language", **{**usual, **fields})


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({}, ("over_represented", "1.94")),
        ({"verdict": "not_shown", "low": 0.9}, ("not_shown", "1.94")),
        ({"total": 4, "verdict": "counts_only", "quotient": None, "low": None, "high": None}, ("counts_only", "")),
        ({"who": "newcomers"}, ("over_represented", "1.9")),
        ({"who": "newcomers", "people_inside": 7.0}, ("not_told", None)),
        ({"who": "newcomers", "people_inside": 95.0}, ("not_told", None)),
        ({"who": "newcomers", "people_inside": 12.0, "people": 24.0}, ("not_told", None)),
    ],
)
def test_a_theme_is_counted_beside_the_people_and_compared_where_nobody_is_found_out(
    fields: dict[str, Any], told: tuple[str, str | None]
) -> None:
    block = composed(
        actions=tuple(Action(str(n), Wording(en="Lessons"), (LANGUAGE,)) for n in range(18)),
        municipalities=(Municipality(population=60_000), Municipality(population=30_000)),
        quotients=(a_quotient(**fields),),
    )["actions"]
    row = block.rows("themes")[0]
    assert (row["count"], row["rate"]) == (18, "2")
    assert (row["rural"]["verdict"], row["rural"].get("quotient")) == told
    assert bool(told[1]) == any(key.startswith("theme-quotient") for key in figures(block))


def test_who_is_heard_stands_beside_the_places_and_silence_is_told_only_as_a_sum() -> None:
    people = (HeardPeople("residents", 600, 1_000), HeardPeople("newcomers", 6, 20))
    told = figures(composed(listening=Listening(3, 12, people, Silent(7.4, 500.0)))["gaps"])
    assert (told["listening"].value, told["listening-residents"].value) == ("25", "60")
    assert (told["listening-newcomers"].value, str(told["listening-newcomers"].held)) == ("", "small-base")
    assert (told["expected-silent"].value, told["expected-silent"].remark) == ("7", "expected-between:4/15")
    few = figures(composed(listening=Listening(3, 12, people, Silent(7.4, 20.0, "newcomers")))["gaps"])
    assert (few["expected-silent"].value, str(few["expected-silent"].held)) == ("", "small-base")
    nobody = composed(listening=Listening(3, 12, people))["gaps"]
    assert "expected-silent" not in figures(nobody)
    assert "expected-silent" in nobody.missing


def test_commitments_are_counted_by_how_they_stand_and_made_up_ones_in_no_figure() -> None:
    states = ("kept", "kept", "open", "late", "dropped")
    need = Need("language", LANGUAGE[1], is_taken_up=True, is_done=False)
    promises = (*(Promise(state) for state in states), Promise("open", is_example=True))
    block = composed(needs=(need,), promises=promises)["needs"]
    assert [(row["state"], row["count"], row["examples"]) for row in block.rows("promises")] == [
        ("kept", 2, 0), ("open", 1, 1), ("late", 1, 0), ("dropped", 1, 0),
    ]  # fmt: skip
    assert (figures(block)["promises"].value, figures(block)["promises-kept"].value) == ("5", "2")
    only = composed(promises=(Promise("late", is_example=True),))["needs"]
    assert "promises" not in figures(only)
    assert only.rows("promises")[2] == {"state": "late", "count": 0, "examples": 1}


def test_ideas_from_elsewhere_stand_apart() -> None:
    block = composed(actions=(Action("1", Wording(en="Lessons"), (LANGUAGE,)),), ideas_elsewhere=4)["actions"]
    assert (figures(block)["actions"].value, figures(block)["ideas-elsewhere"].value) == ("1", "4")
