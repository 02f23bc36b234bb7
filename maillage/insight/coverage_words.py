"""What the figures of coverage say, in whole sentences: a word of direction only where the interval carries it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy

from maillage.insight.numbers import hundredths, percent, two_digits, whole

if TYPE_CHECKING:
    from maillage.core.coverage import Concentration, CoverageShare, Inequality, Quotient

CLASSES: dict[str, Promise | str] = {
    "city": gettext_lazy("cities"),
    "town": gettext_lazy("towns and suburbs"),
    "rural": gettext_lazy("rural municipalities"),
    "unknown": gettext_lazy("size class not known"),
    "urban": gettext_lazy("cities, towns and suburbs together"),
    "all": gettext_lazy("all municipalities"),
}
CLASS_OF = {1: "city", 2: "town", 3: "rural", 0: "unknown", None: "unknown"}
SPLIT = ("city", "town", "rural")
LEAST_P = 0.001
LEAST_INITIATIVES = 5

STANDS: dict[tuple[str, bool], Promise | str] = {
    ("city", False): gettext_lazy(
        "In %(region)s %(share)s of residents live in cities, and %(inside)s of %(total)s initiatives are there."
    ),
    ("town", False): gettext_lazy(
        "In %(region)s %(share)s of residents live in towns and suburbs, and %(inside)s of %(total)s initiatives "
        "are there."
    ),
    ("rural", False): gettext_lazy(
        "In %(region)s %(share)s of residents live in rural municipalities, and %(inside)s of %(total)s initiatives "
        "are there."
    ),
    ("city", True): gettext_lazy(
        "In %(region)s %(share)s of newcomers live in cities, and %(inside)s of %(total)s initiatives are there."
    ),
    ("town", True): gettext_lazy(
        "In %(region)s %(share)s of newcomers live in towns and suburbs, and %(inside)s of %(total)s initiatives "
        "are there."
    ),
    ("rural", True): gettext_lazy(
        "In %(region)s %(share)s of newcomers live in rural municipalities, and %(inside)s of %(total)s initiatives "
        "are there."
    ),
}
VERDICTS: dict[str, Promise | str] = {
    "over_represented": gettext_lazy(
        "That is more than their share: over-represented (quotient %(quotient)s, 95%% interval %(low)s to %(high)s)."
    ),
    "under_represented": gettext_lazy(
        "That is less than their share: under-represented (quotient %(quotient)s, 95%% interval %(low)s to %(high)s)."
    ),
    "not_shown": gettext_lazy(
        "More or less than their share is not shown: the figures do not carry a verdict (quotient %(quotient)s, "
        "95%% interval %(low)s to %(high)s)."
    ),
    "counts_only": gettext_lazy(
        "Fewer than five initiatives have a place that is known, so only the counts are told: not shown."
    ),
    "no_data": gettext_lazy("Nobody is counted in these municipalities, so nothing is compared: no data."),
    "hidden": gettext_lazy("Not shown: too few newcomers or municipalities."),
}
HIGHER = ngettext_lazy(
    "The share within reach is %(points)s percentage point higher in cities and towns than in rural municipalities.",
    "The share within reach is %(points)s percentage points higher in cities and towns than in rural municipalities.",
    "count",
)
LOWER = ngettext_lazy(
    "The share within reach is %(points)s percentage point lower in cities and towns than in rural municipalities.",
    "The share within reach is %(points)s percentage points lower in cities and towns than in rural municipalities.",
    "count",
)


URBAN: dict[bool, Promise | str] = {
    False: gettext_lazy(
        "Town against country: cities, towns and suburbs together have %(inside)s of %(total)s initiatives (%(part)s) "
        "and %(share)s of residents, a difference of %(points)s percentage points (quotient %(quotient)s, 95%% "
        "interval %(low)s to %(high)s, p %(p)s)."
    ),
    True: gettext_lazy(
        "Town against country: cities, towns and suburbs together have %(inside)s of %(total)s initiatives (%(part)s) "
        "and %(share)s of newcomers, a difference of %(points)s percentage points (quotient %(quotient)s, 95%% "
        "interval %(low)s to %(high)s, p %(p)s)."
    ),
}


def concentration_sentences(region: str, found: Concentration, *, newcomers: bool, some_unknown: bool) -> list[str]:
    """Say for city, town and country what share of people and of initiatives is there, the country first.

    `some_unknown` says that the size class of some municipality is not known: it is no part of any share.
    """
    groups = [group for group in ("rural", "town", "city") if group in found.groups]
    if not groups:
        return [_("The size class of no municipality is known, so town and country cannot be told apart.")]
    if nothing_stands(found):
        return [_("No initiative has a place that is known, so towns and country are not compared: not shown.")]
    said = [concentration_sentence(region, group, found.groups[group], newcomers=newcomers) for group in groups]
    if len(groups) > 1 and "rural" in groups:
        said.append(urban_sentence(found.groups["urban"], newcomers=newcomers))
    if some_unknown:
        known = _("These shares count only municipalities whose size class is known.")
        said = [f"{sentence} {known}" for sentence in said if sentence]
    return [sentence for sentence in said if sentence]


def urban_sentence(found: Quotient, *, newcomers: bool) -> str:
    """Say how far towns and country are apart, with the interval and the exact p; nothing where that is not shown."""
    if found.quotient is None or found.interval is None or found.p is None:
        return ""
    part, share = found.share_of_initiatives or 0.0, found.share_of_people or 0.0
    points = round(100 * (part - share))
    told = {
        "inside": whole(found.initiatives), "total": whole(found.of_initiatives),
        "part": percent(part), "share": percent(share), "points": f"{'+' if points > 0 else ''}{whole(points)}",
        "quotient": hundredths(found.quotient), "low": hundredths(found.interval[0]),
        "high": hundredths(found.interval[1]),
        "p": f"< {two_digits(LEAST_P)}" if found.p < LEAST_P else two_digits(found.p),
    }  # fmt: skip
    return str(URBAN[newcomers]) % told


def concentration_sentence(region: str, group: str, found: Quotient, *, newcomers: bool) -> str:
    """Say of one class what share of people and initiatives is there, and what that shows."""
    told = {
        "region": region,
        "share": percent(found.share_of_people or 0.0),
        "inside": whole(found.initiatives),
        "total": whole(found.of_initiatives),
    }
    stands = "" if found.share_of_people is None else str(STANDS[group, newcomers]) % told
    return f"{stands} {verdict_sentence(found)}".strip()


def nothing_stands(found: Concentration) -> bool:
    """Tell whether no initiative has a place that is known and counted."""
    return all(one.of_initiatives == 0 for one in found.groups.values())


def verdict_sentence(found: Quotient) -> str:
    """Say whether initiatives are more or less often there than people; only an interval without 1 has a word."""
    if found.quotient is None or found.interval is None:
        return str(VERDICTS[found.verdict])
    low, high = found.interval
    told = {"quotient": hundredths(found.quotient), "low": hundredths(low), "high": hundredths(high)}
    return str(VERDICTS[found.verdict]) % told


def gap_sentence(found: CoverageShare, *, told: bool) -> str:
    """Say how far town and country are apart in reach, in percentage points, where both shares may be told."""
    if not told:
        return _("Town and country are not compared: too few newcomers or municipalities in one of them.")
    if found.gap is None:
        return _("Town and country are not compared: in one of them nobody is counted, or no size class is known.")
    if not (found.groups["urban"].printable and found.groups["rural"].printable):
        return _("Town and country are not compared: fewer than 30 people are counted in one of them.")
    points = round(found.gap)
    if points == 0:
        return _("In town and country the same share of people lives within reach, to one percentage point.")
    return str((HIGHER if points > 0 else LOWER) % {"count": abs(points), "points": whole(abs(points))})


def inequality_sentences(found: Inequality, *, initiatives: int, told: bool) -> list[str]:
    """Say how unequally initiatives are spread, beside what chance makes of so few; under five have no index."""
    if not told:
        return [_("How evenly initiatives are spread over municipalities is not shown where newcomers are counted.")]
    if 0 < initiatives < LEAST_INITIATIVES:
        return [_("Fewer than five initiatives: how evenly they are spread is not shown.")]
    if found.gini is None:
        return [_("No initiative stands where somebody is counted, so their spread is not defined.")]
    said = [_("The Gini index of initiatives over people is %(gini)s.") % {"gini": hundredths(found.gini)}]
    if found.baseline_median is not None and found.baseline_interval is not None and found.below is not None:
        low, high = found.baseline_interval
        numbers = {
            "median": hundredths(found.baseline_median), "low": hundredths(low), "high": hundredths(high),
            "below": whole(found.below), "draws": whole(found.draws),
        }  # fmt: skip
        said.append(
            _(
                "As many initiatives thrown at random, in proportion to people, give %(median)s (95%% of throws: "
                "%(low)s to %(high)s); %(below)s of %(draws)s throws are spread more evenly than what is there."
            )
            % numbers
        )
    said.append(
        _("Few initiatives over many municipalities give a high index by themselves; it tells the trend of a region.")
    )
    return said


def people_word(*, newcomers: bool) -> str:
    """Name who is counted."""
    return _("newcomers") if newcomers else _("residents")
