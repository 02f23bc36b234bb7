"""What is usual for shared lifts in a country: where rules begin, each with the day it was read and its source."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

USUAL_NOTICE_HOURS = 48
NOTHING_KNOWN = _("For this country no rules of shared lifts are known to the platform. Write those that apply to you.")


@dataclass(frozen=True)
class ReportDay:
    """Before which day of the following year the lifts of a year are reported."""

    month: int
    day: int

    def after(self, year: int) -> date:
        """Return the day by which the report of a year has to be there."""
        return date(year + 1, self.month, self.day)


@dataclass(frozen=True)
class CountryRules:
    """The known figures of one country; what is None is not known, and nothing is checked by it.

    `rural_below` is the population under which a place counts as rural where rural places are the rule.
    """

    notice_hours: int = USUAL_NOTICE_HOURS
    cap_eur_per_km: Decimal | None = None
    longest_km: int | None = None
    rural_only: bool = False
    rural_below: int | None = None
    report_before: ReportDay | None = None
    read_on: date | None = None
    source: str = ""
    said: Promise | str = NOTHING_KNOWN

    @property
    def is_known(self) -> bool:
        return bool(self.source)

    def as_fields(self) -> dict[str, Any]:
        """Return the fields with which the rules of a region in this country begin."""
        return {
            "notice_hours": self.notice_hours,
            "cap_eur_per_km": self.cap_eur_per_km,
            "longest_km": self.longest_km,
            "rural_only_km": self.rural_only,
        }


COUNTRIES = {
    "FR": CountryRules(
        cap_eur_per_km=Decimal("0.32"),
        longest_km=100,
        rural_only=True,
        rural_below=12_000,
        report_before=ReportDay(3, 1),
        read_on=date(2026, 11, 23),
        source="Décret n° 2019-850 du 20 août 2019; arrêté du 17 octobre 2019 (transport d’utilité sociale)",
        said=_(
            "Begins with the rules of transport d’utilité sociale: at most 0.32 EUR a kilometre, trips of at most "
            "100 km, who qualifies by place alone stays in rural places or goes to an interchange, and a report to "
            "the prefect before 1 March. Check whether they still hold: the figures are those of 2019."
        ),
    )
}
NOT_KNOWN = CountryRules()


def usual_in(country: str) -> CountryRules:
    """Return what is usual in a country; where nothing is known, the usual notice alone."""
    return COUNTRIES.get(country, NOT_KNOWN)
