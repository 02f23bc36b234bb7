"""How fast needs are told again once they are known: the reporting rate, without any ground truth."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from datetime import date

from maillage.core.coverage.checked import amount, count, error_rate
from maillage.core.coverage.exact import count_interval
from maillage.core.coverage.nouns import ALPHA, Refused

RULE_OF_THREE = 3.0


@dataclass(frozen=True)
class Told:
    """One report of a need: when, and on which occasion (a roundtable), None where on no occasion."""

    on: date
    occasion: Hashable = None


@dataclass(frozen=True)
class Heard:
    """All reports of one need, in any order, and the day on which it was resolved, None while it is not."""

    reports: tuple[Told, ...]
    resolved: date | None = None


@dataclass(frozen=True)
class ReportingRate:
    """Further reports per day of exposure with their exact interval, and the mean delay in days.

    Without exposure all is None. Without a further report the rate is 0, `mean_delay` is None, and the delay is
    `longer_than` a third of the exposure (rule of three).
    """

    duplicates: int
    exposure: float
    rate: float | None
    interval: tuple[float, float] | None
    mean_delay: float | None
    longer_than: float | None


def reporting_rate(duplicates: int, exposure: float, *, alpha: float = ALPHA) -> ReportingRate:
    """Return the rate of `duplicates` (a whole number) over `exposure` (days) (methods M4b).

    Source: Liu, Bhandaram and Garg 2023/24; interval of Garwood 1936. Raises Refused.
    """
    further, days = count(duplicates, "duplicates"), amount(exposure, "exposure")
    error_rate(alpha)
    if not days:
        return ReportingRate(further, days, None, None, None, None)
    low, high = count_interval(further, alpha)
    return ReportingRate(
        further,
        days,
        further / days,
        (low / days, high / days),
        days / further if further else None,
        None if further else days / RULE_OF_THREE,
    )


def exposure_of(needs: Sequence[Heard], today: date) -> tuple[int, float]:
    """Return the further reports of needs and the days they were exposed to reports, by the end of `today`.

    A need is exposed from its first report until it is resolved or today. A further report on the occasion of the
    first one is not independent and does not count, nor does one after the need was resolved. Raises Refused where a
    need has no report, is told after today, or is resolved before it was told.
    """
    duplicates, days = 0, 0
    for position, need in enumerate(needs):
        reports = sorted(need.reports, key=lambda told: told.on)
        if not reports:
            raise Refused("no_report", "needs", position)
        if reports[-1].on > today:
            raise Refused("in_the_future", "needs", position)
        first, *others = reports
        until = today if need.resolved is None else min(need.resolved, today)
        if until < first.on:
            raise Refused("resolved_before_told", "needs", position)
        days += (until - first.on).days
        duplicates += sum(
            told.on <= until and (told.occasion is None or told.occasion != first.occasion) for told in others
        )
    return duplicates, float(days)
