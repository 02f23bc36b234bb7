"""Shares and quotients of classes as they may be told: of newcomers only where no place is given away."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from django.utils.translation import gettext as _

from maillage.insight.numbers import percent, whole
from maillage.insight.queries.cells import Column
from maillage.insight.queries.coverage_shown import Shown, about

if TYPE_CHECKING:
    from maillage.core.coverage import ClassCoverage, Concentration, CoverageShare, Quotient

HIDDEN = "hidden"
CODES = {"city": (1,), "town": (2,), "rural": (3,), "unknown": (0,), "urban": (1, 2), "all": (0, 1, 2, 3)}


def tells_share(shown: Shown, column: Column, group: str, *, itinerant: bool = False) -> bool:
    """Tell whether the share of a class within reach may be told."""
    return shown.tells_share(column, CODES[group], itinerant=itinerant)


def tells_gap(shown: Shown, column: Column) -> bool:
    """Tell whether town and country may be compared."""
    return tells_share(shown, column, "urban") and tells_share(shown, column, "rural")


def too_few() -> str:
    """Say that a figure is kept back."""
    return _("not shown: too few")


def people_words(shown: Shown, group: str, people: float) -> str:
    """Say how many people a class has, of newcomers to the nearest five and only where none is given away."""
    if not shown.protects:
        return whole(people)
    if not shown.tells(shown.group(CODES[group])):
        return too_few()
    return _("about %(people)s") % {"people": whole(about(people))}


def share_words(found: ClassCoverage, *, told: bool) -> str:
    """Say a share of people, where there are enough of them."""
    return _percent(found, found.share, told=told)


def itinerant_words(found: ClassCoverage, *, told: bool) -> str:
    """Say the share with initiatives that serve an area or travel."""
    return _percent(found, found.itinerant, told=told)


def _percent(found: ClassCoverage, share: float | None, *, told: bool) -> str:
    if not told:
        return too_few()
    if share is None:
        return _("no data")
    return percent(share) if found.printable else _("not shown: fewer than 30 people")


def gap_words(found: CoverageShare, *, told: bool) -> str:
    """Say the gap between town and country in percentage points."""
    if not told:
        return too_few()
    if found.gap is None:
        return _("no data")
    if not (found.groups["urban"].printable and found.groups["rural"].printable):
        return _("not shown: fewer than 30 people")
    sign = "+" if round(found.gap) > 0 else ""
    return _("%(points)s points") % {"points": f"{sign}{whole(found.gap)}"}


def shown_concentration(found: Concentration, shown: Shown) -> Concentration:
    """Return the quotients as they may be told: of newcomers they rest on the share in whole per cent that is printed.

    A quotient with two decimals would otherwise give away the share of people far closer than the page prints it.
    """
    if not shown.protects:
        return found
    counted = shown.ground.counted & (shown.ground.classes > 0)
    groups = {
        group: _shown_quotient(
            one, told=shown.tells(counted, counted & np.isin(shown.ground.classes, CODES.get(group, ())))
        )
        for group, one in found.groups.items()
    }
    return replace(found, groups=groups)


def _shown_quotient(found: Quotient, *, told: bool) -> Quotient:
    from maillage.core.coverage import location_quotient

    share = round(100 * (found.share_of_people or 0.0))
    if told and share and found.of_people >= 30:
        return location_quotient(found.initiatives, found.of_initiatives, share, 100)
    return replace(
        found, people=0.0, of_people=0.0, share_of_people=None, quotient=None, interval=None, p=None, verdict=HIDDEN
    )
