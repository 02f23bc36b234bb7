"""What a factfile asks of coverage: who lives within reach, whether initiatives stand where people do, who listens."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from maillage.core.factfile import facts as core
from maillage.core.wording import Wording
from maillage.insight.queries.cells import Column, column_of
from maillage.insight.queries.coverage import access_of, concentration_of, share_of, silence_of
from maillage.insight.queries.coverage_rows import known_of
from maillage.insight.queries.coverage_shown import Shown
from maillage.insight.queries.ground import Ground
from maillage.territory.models import Region

LANGUAGE = "language_and_literacy"
# Of whom a line of a theme tells: town, country, everybody.
CODES = {"urban": (1, 2), "rural": (3,), "beyond": (0, 1, 2, 3)}


@dataclass(frozen=True)
class Reach:
    """Coverage as a factfile tells it; nothing of it where the region has no places."""

    gaps: tuple[core.Gap, ...] = ()
    quotients: tuple[core.Quotient, ...] = ()
    access: tuple[core.Access, ...] = ()
    listening: core.Listening | None = None


def reach_of(region: Region, on: date) -> Reach:
    """Return how far town and country are from what exists, theme by theme, and where somebody listens.

    A theme of which no initiative has a place with coordinates has no share: that is not known, and never none.
    """
    known = known_of(region, on)
    if not known.places:
        return Reach()
    ground = Ground(known)
    shown = Shown(ground)
    columns = [column_of(ground, theme) for theme in known.themes]
    return Reach(
        gaps=tuple(gap(column, shown) for column in columns if column.offers.points),
        quotients=tuple(found for column in columns for found in quotients_of(column, shown)),
        access=tuple(found for column in columns if key_of(column) == LANGUAGE for found in access_to(column, shown)),
        listening=listening_in(ground, shown),
    )


def key_of(column: Column) -> str:
    """Return the key of a theme."""
    return column.theme.key if column.theme else ""


def label_of(column: Column) -> Wording:
    """Return what a theme is called."""
    return Wording(column.theme.label if column.theme else {})


def counted_in(ground: Ground) -> str:
    """Say who is counted, by the settings."""
    return "newcomers" if ground.known.weighs_newcomers else "residents"


def gap(column: Column, shown: Shown) -> core.Gap:
    """Return how many live within reach of the initiatives of a theme, in town and country."""
    groups = share_of(column).groups
    return core.Gap(
        theme=key_of(column),
        label=label_of(column),
        reach=column.reach,
        circuity=column.ground.known.settings.circuity,
        initiatives=len(column.offers.points),
        urban=groups["urban"].share,
        rural=groups["rural"].share,
        people_urban=groups["urban"].people,
        people_rural=groups["rural"].people,
        people=groups["all"].people or None,
        covered=groups["all"].covered if groups["all"].people else None,
        who=counted_in(column.ground),
        hides=frozenset(name for name, codes in CODES.items() if not shown.tells_share(column, codes)),
    )


def quotients_of(column: Column, shown: Shown) -> list[core.Quotient]:
    """Return whether initiatives of a theme stand in rural places as people do; none where no place is rural."""
    found = concentration_of(column).groups.get("rural")
    if found is None or not found.of_initiatives:
        return []
    low, high = found.interval or (None, None)
    compared = column.ground.classes > 0
    return [
        core.Quotient(
            theme=key_of(column),
            inside=found.initiatives,
            total=found.of_initiatives,
            people_inside=found.people,
            people=found.of_people,
            verdict=found.verdict,
            quotient=found.quotient,
            low=low,
            high=high,
            who=counted_in(column.ground),
            is_told=shown.tells(compared, shown.group(CODES["rural"])),
        )
    ]


def access_to(column: Column, shown: Shown) -> list[core.Access]:
    """Return the places a week of a theme beside those who share them; none where there is nothing to reach."""
    reached = column.ground.counted & column.ground.located
    found = access_of(column, reached)
    if found is None or not found.supply:
        return []
    return [
        core.Access(
            theme=key_of(column),
            label=label_of(column),
            supply=found.supply,
            people=found.people,
            assumed=int(found.assumed.sum()),
            places=len(found.assumed),
            who=counted_in(column.ground),
            is_told=shown.tells(reached),
        )
    ]


def listening_in(ground: Ground, shown: Shown) -> core.Listening:
    """Return in how many places and for how many people somebody listens, and what silence may hide."""
    people = [heard_people(ground, "residents", [spot.population for spot in ground.places])]
    if ground.known.weighs_newcomers:
        told = shown.tells(ground.heard, ~ground.heard)
        people.append(heard_people(ground, "newcomers", [spot.newcomers for spot in ground.places], is_told=told))
    return core.Listening(int(ground.heard.sum()), len(ground.places), tuple(people), silent_in(ground, shown))


def heard_people(ground: Ground, who: str, numbers: list[int | None], *, is_told: bool = True) -> core.HeardPeople:
    """Return how many of those counted live where somebody listens; who is not counted is left out of both."""
    heard = sum(number or 0 for number, ear in zip(numbers, ground.heard, strict=True) if ear)
    return core.HeardPeople(who, heard, sum(number or 0 for number in numbers), is_told)


def silent_in(ground: Ground, shown: Shown) -> core.Silent | None:
    """Return how many needs are to be expected where nobody listens and none was reported, all themes together."""
    found = silence_of(ground, None)
    if found.found != "measured":
        return None
    positions = np.flatnonzero(ground.counted)
    rows = [at for at, one in enumerate(found.municipalities) if one.box == "not_known"]
    silent = np.zeros(len(ground.places), dtype=np.bool_)
    silent[positions[rows]] = True
    expected = sum(found.municipalities[at].expected or 0.0 for at in rows)
    people = float(ground.people[silent].sum())
    return core.Silent(expected, people, counted_in(ground), shown.tells(ground.heard, silent))
