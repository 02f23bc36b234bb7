"""The block on town and country: who lives within reach of what, and who lives where somebody listens."""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Decimal
from typing import Any

from maillage.core.factfile.blocks import Block
from maillage.core.factfile.entered import plain
from maillage.core.factfile.facts import Access, Facts, Gap, HeardPeople, Listening
from maillage.core.factfile.figure import Figure, Held
from maillage.core.factfile.people import BASE, protected_count, protected_share
from maillage.core.protection.rules import LEAST_DENOMINATOR

HUNDRED = 100
# How many people a number of places stands beside, by who is counted.
BESIDE = {"newcomers": 100, "residents": 10_000}
FACTORS = (0.5, 2.0)


def gaps(facts: Facts) -> Block:
    """Say by theme how many live within reach in town and country, and in how many places somebody listens."""
    known = [gap for gap in facts.gaps if urban_of(gap) and rural_of(gap)]
    listens = facts.listening
    missing = [
        *([] if known or any(gap.hides for gap in facts.gaps) else ["gaps"]),
        *([] if listens and listens.heard else ["listening"]),
        *(["expected-silent"] if listens and listens.heard and not listens.silent else []),
    ]
    figures = [figure for gap in facts.gaps for figure in gap_figures(facts, gap, with_shares=gap in known)]
    figures += listening_figures(facts, listens) if listens and listens.places else []
    return Block("gaps", tuple(figures), {"themes": [gap_row(gap) for gap in facts.gaps]}, tuple(missing))


def whole(share: float) -> str:
    """Write a share in whole per cent, halves to the even one, which is how the page of coverage writes it."""
    return str((Decimal(str(share)) * HUNDRED).quantize(Decimal(1), ROUND_HALF_EVEN))


def share_of(share: float | None, people: float) -> str:
    """Return a share in whole per cent as text, empty where it is not known or rests on fewer than 30 people."""
    return "" if share is None or people < LEAST_DENOMINATOR else whole(share)


def urban_of(gap: Gap) -> str:
    """Return the urban share as it is told."""
    return "" if "urban" in gap.hides else share_of(gap.urban, gap.people_urban)


def rural_of(gap: Gap) -> str:
    """Return the rural share as it is told."""
    return "" if "rural" in gap.hides else share_of(gap.rural, gap.people_rural)


def difference_of(gap: Gap) -> str:
    """Return how far town and country are apart, reckoned on exact shares and rounded only then."""
    if not (urban_of(gap) and rural_of(gap)) or gap.urban is None or gap.rural is None:
        return ""
    return str(round(100 * (gap.urban - gap.rural)))


def beyond_of(gap: Gap) -> tuple[str, Held]:
    """Return how many people live out of reach: residents in hundreds, newcomers in fives and from 30 counted on."""
    if gap.people is None or gap.covered is None:
        return "", Held.NOTHING
    if "beyond" in gap.hides:
        return "", Held.FEW_PLACES
    beyond = max(gap.people - gap.covered, 0.0)
    if gap.who == "newcomers":
        return ("", Held.SMALL_BASE) if gap.people < LEAST_DENOMINATOR else protected_count(round(beyond))
    return str(HUNDRED * round(beyond / HUNDRED)), Held.HUNDREDS


def gap_row(gap: Gap) -> dict[str, Any]:
    """Return the line of a theme: shares in whole per cent, their difference, and how many live out of reach."""
    beyond, held = beyond_of(gap)
    return {
        "theme": dict(gap.label),
        "key": gap.theme,
        "reach": plain(Decimal(str(gap.reach))),
        "circuity": plain(Decimal(str(gap.circuity))),
        "initiatives": gap.initiatives,
        "urban": urban_of(gap),
        "rural": rural_of(gap),
        "gap": difference_of(gap),
        "who": gap.who,
        "hides": sorted(gap.hides),
        "beyond": beyond,
        "beyond_held": str(held),
    }


def gap_figures(facts: Facts, gap: Gap, *, with_shares: bool) -> list[Figure]:
    """Return the figures of a theme: shares and their difference where both are told, and who is out of reach."""
    row = gap_row(gap)
    told = (("urban", "%"), ("rural", "%"), ("gap", "percentage points")) if with_shares else ()
    more: dict[str, Any] = {"about": gap.label, "remark": f"reach:{row['reach']}/{row['circuity']}"}
    figures = [of_coverage(facts, f"theme-{name}:{gap.theme}", "gap", unit, row[name], **more) for name, unit in told]
    value, held = beyond_of(gap)
    if value or held:
        key = f"theme-beyond-{gap.who}:{gap.theme}"
        figures.append(of_coverage(facts, key, "gap", "persons", value, **{**more, "held": held}))
    return figures


def of_coverage(facts: Facts, key: str, indicator: str, unit: str, value: str, **more: Any) -> Figure:
    """Return a figure reckoned from coverage, told in whole per cent unless said otherwise."""
    day = facts.on.isoformat()
    about = {"held": Held.WHOLE_PERCENT, "as_of": day, "checked_on": day, **more}
    return Figure(key, indicator, unit, value=value, **about)


def listening_figures(facts: Facts, told: Listening) -> list[Figure]:
    """Return the share of places and of people with a listener, and what is to be expected where nobody listens."""
    share, remark = whole(told.heard / told.places), f"heard-in:{told.heard}/{told.places}"
    places = of_coverage(facts, "listening", "listening", "%", share, remark=remark)
    people = [figure for heard in told.people for figure in heard_figure(facts, heard)]
    return [places, *people, *silent_figure(facts, told)]


def heard_figure(facts: Facts, heard: HeardPeople) -> list[Figure]:
    """Return the share of people who live where somebody listens; none where nobody is counted."""
    if not heard.people:
        return []
    if not heard.is_told:
        return [of_coverage(facts, f"listening-{heard.who}", "listening", "%", "", held=Held.FEW_PLACES)]
    share = Decimal(str(HUNDRED * min(heard.heard / heard.people, 1.0)))
    value, held = protected_share(share, int(heard.people))
    return [of_coverage(facts, f"listening-{heard.who}", "listening", "%", value, held=held)]


def silent_figure(facts: Facts, told: Listening) -> list[Figure]:
    """Return the needs to be expected in all silent places together, with their range; never place by place."""
    silent = told.silent
    if silent is None:
        return []
    if silent.who == "newcomers" and silent.people < LEAST_DENOMINATOR:
        return [of_coverage(facts, "expected-silent", "listening", "needs", "", held=Held.SMALL_BASE)]
    if not silent.is_told:
        return [of_coverage(facts, "expected-silent", "listening", "needs", "", held=Held.FEW_PLACES)]
    low, high = (round(silent.expected * factor) for factor in FACTORS)
    more = {"held": Held.NOTHING, "remark": f"expected-between:{low}/{high}"}
    return [of_coverage(facts, "expected-silent", "listening", "needs", str(round(silent.expected)), **more)]


def access_figure(facts: Facts, access: Access) -> list[Figure]:
    """Return the places a week beside the people who share them; none where nobody could be counted.

    The sum of places is public, so that a rate over newcomers would tell their exact number: theirs is rounded first.
    """
    people = Decimal(str(access.people))
    held = Held.NOTHING
    key, unit = f"places-for-{access.who}:{access.theme}", f"places a week per {BESIDE[access.who]} {access.who}"
    more: dict[str, Any] = {"about": access.label, "remark": f"capacity-assumed:{access.assumed}/{access.places}"}
    if access.who == "newcomers":
        people, held = Decimal(BASE * int((people + BASE // 2) // BASE)), Held.BASE_FIVES
        if access.people < LEAST_DENOMINATOR:
            return [of_coverage(facts, key, "language-places", unit, "", held=Held.SMALL_BASE, **more)]
    if not access.is_told:
        return [of_coverage(facts, key, "language-places", unit, "", held=Held.FEW_PLACES, **more)]
    if not people:
        return []
    rate = (Decimal(str(access.supply)) * BESIDE[access.who] / people).quantize(Decimal("0.1"))
    return [of_coverage(facts, key, "language-places", unit, plain(rate), held=held, **more)]
