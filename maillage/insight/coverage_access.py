"""Whether there is enough of a theme, in words: places within reach of people, and who has under half a share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maillage.insight.coverage_classes import too_few
from maillage.insight.coverage_words import CLASS_OF, CLASSES
from maillage.insight.numbers import hundredths, two_digits, whole
from maillage.insight.queries.coverage import ThemeCoverage
from maillage.insight.queries.coverage_shown import LEAST_NAMED, Shown, about
from maillage.insight.queries.ground import Bools

if TYPE_CHECKING:
    from maillage.core.coverage import Access

GAPS_SHOWN = 20
LEAST_DENOMINATOR = 30
PER_RESIDENTS = 10_000
PER_NEWCOMERS = 100


@dataclass(frozen=True)
class AccessTold:
    """Places in reach of so many people, and the municipalities under half of a fair share, only named of newcomers."""

    mean: str
    classes: tuple[tuple[str, str], ...]
    gaps: tuple[tuple[str, str, str, str], ...]
    named: tuple[tuple[str, str], ...]
    gap_words: str


def access_told(shown: Shown, found: ThemeCoverage) -> AccessTold | None:
    """Say how many places a week are in reach of so many people, and who has less than half of a fair share."""
    access = found.access
    if access is None or access.mean is None or access.fair_share is None:
        return None
    return newcomers_told(shown, found, access) if shown.protects else residents_told(found, access)


def residents_told(found: ThemeCoverage, access: Access) -> AccessTold:
    """Say it of each ten thousand residents, with the figures of each place."""
    ground = found.column.ground
    gaps = [(ground.places[found.reached[at]], at) for at in access.gap_list]
    listed = [(spot, at) for spot, at in gaps if ground.people[found.reached[at]] >= LEAST_DENOMINATOR][:GAPS_SHOWN]
    said = ngettext(
        "%(n)s municipality with %(people)s people has less than half of a fair share.",
        "%(n)s municipalities with %(people)s people have less than half of a fair share.",
        len(gaps),
    )
    return AccessTold(
        mean=two_digits(PER_RESIDENTS * (access.mean or 0.0)),
        classes=classes_told(found, access),
        gaps=tuple(
            (spot.name, spot.code, whole(ground.people[found.reached[at]]), fair_words(access, at))
            for spot, at in listed
        ),
        named=(),
        gap_words=said % {"n": whole(len(gaps)), "people": whole(access.gap_people)} if gaps else "",
    )


def classes_told(found: ThemeCoverage, access: Access) -> tuple[tuple[str, str], ...]:
    """Say the mean of each class of municipalities in which enough people live."""
    ground = found.column.ground
    told = []
    for code in (1, 2, 3):
        inside = [at for at, row in enumerate(found.reached) if ground.classes[row] == code]
        people = float(sum(ground.people[found.reached[at]] for at in inside))
        if people >= LEAST_DENOMINATOR:
            held = sum(float(ground.people[found.reached[at]]) * float(access.access[at]) for at in inside)
            told.append((str(CLASSES[CLASS_OF[code]]), two_digits(PER_RESIDENTS * held / people)))
    return tuple(told)


def fair_words(access: Access, at: int) -> str:
    """Say how much of a fair share a place has."""
    return "" if access.fair_share is None else hundredths(float(access.fair_share[at]))


def newcomers_told(shown: Shown, found: ThemeCoverage, access: Access) -> AccessTold:
    """Say it of each hundred newcomers by their rounded total; places are named in the order of their names, bare."""
    ground = shown.ground
    reached: Bools = ground.counted & ground.located
    spots = [
        ground.places[found.reached[at]] for at in access.gap_list if ground.people[found.reached[at]] >= LEAST_NAMED
    ]
    return AccessTold(
        mean=mean_of_newcomers(shown, found, reached),
        classes=(),
        gaps=(),
        named=tuple(sorted((spot.name, spot.code) for spot in spots)),
        gap_words=""
        if spots
        else _("No municipality is named: only those with 30 newcomers or more are, where they have under half."),
    )


def mean_of_newcomers(shown: Shown, found: ThemeCoverage, reached: Bools) -> str:
    """Say how many places there are for each hundred newcomers, from nothing closer than their rounded number."""
    from maillage.core.coverage import known_capacities

    people = about(float(shown.ground.people[reached].sum()))
    if not shown.tells(reached) or people < LEAST_DENOMINATOR:
        return too_few()
    supply, _assumed = known_capacities([offer.capacity for offer in found.column.offers.points])
    return two_digits(PER_NEWCOMERS * float(supply.sum()) / people)
