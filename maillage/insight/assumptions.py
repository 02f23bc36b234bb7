"""What figures of coverage assume, leave out and rest on, in whole sentences beside them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext_lazy

from maillage.insight.numbers import hundredths, tenths, whole

if TYPE_CHECKING:
    from maillage.core.coverage import Statement
    from maillage.insight.queries.coverage import LeftOut

NO_NEWCOMERS = ngettext_lazy(
    "In %(n)s municipality the number of newcomers is not known; it is left out of shares and quotients.",
    "In %(n)s municipalities the number of newcomers is not known; they are left out of shares and quotients.",
    "count",
)
NO_RESIDENTS = ngettext_lazy(
    "In %(n)s municipality the number of inhabitants is not known; it is left out of shares and quotients.",
    "In %(n)s municipalities the number of inhabitants is not known; they are left out of shares and quotients.",
    "count",
)
LEFT_OUT: dict[str, Any] = {
    "without_coordinates": ngettext_lazy(
        "The position of %(n)s municipality is not known; no way is reckoned from it.",
        "The positions of %(n)s municipalities are not known; no way is reckoned from them.",
        "count",
    ),
    "without_class": ngettext_lazy(
        "The size class of %(n)s municipality is not known; it counts with neither town nor country.",
        "The size classes of %(n)s municipalities are not known; they count with neither town nor country.",
        "count",
    ),
    "initiatives_without_place": ngettext_lazy(
        "%(n)s initiative has no place that is known; it stands on no map and in no quotient.",
        "%(n)s initiatives have no place that is known; they stand on no map and in no quotient.",
        "count",
    ),
    "initiatives_without_base": ngettext_lazy(
        "%(n)s initiative that serves several places has none of its own; it is in no quotient.",
        "%(n)s initiatives that serve several places have none of their own; they are in no quotient.",
        "count",
    ),
    "initiatives_elsewhere": ngettext_lazy(
        "%(n)s initiative stands in a place that is none of these municipalities; it is in no quotient, and counts for "
        "reach where its position is known.",
        "%(n)s initiatives stand in places that are none of these municipalities; they are in no quotient, and count "
        "for reach where their position is known.",
        "count",
    ),
    "initiatives_where_nobody_is_counted": ngettext_lazy(
        "%(n)s initiative stands where the number of people is not known; it is in no quotient.",
        "%(n)s initiatives stand where the number of people is not known; they are in no quotient.",
        "count",
    ),
    "online": ngettext_lazy(
        "%(n)s initiative is online or by telephone; it is counted apart and brings nobody within reach.",
        "%(n)s initiatives are online or by telephone; they are counted apart and bring nobody within reach.",
        "count",
    ),
    "not_known_to_run": ngettext_lazy(
        "Of %(n)s initiative nobody has confirmed that it still runs; it is counted.",
        "Of %(n)s initiatives nobody has confirmed that they still run; they are counted.",
        "count",
    ),
    "needs_without_place": ngettext_lazy(
        "%(n)s need names no place and stands in no cell.",
        "%(n)s needs name no place and stand in no cell.",
        "count",
    ),
    "needs_of_larger_areas": ngettext_lazy(
        "%(n)s need names a larger area: it stands in the cells of all places of that area, and in no count by place.",
        "%(n)s needs name a larger area: they stand in the cells of all places of that area, and in no count by place.",
        "count",
    ),
}
ASSUMED = ngettext_lazy(
    "Capacity assumed: of %(n)s of %(of)s initiatives nobody has said how many places a week it has; it counts as 1.",
    "Capacity assumed: of %(n)s of %(of)s initiatives nobody has said how many places a week they have; each is 1.",
    "count",
)
UNUSED = ngettext_lazy(
    "%(n)s of %(of)s initiatives has nobody within reach and is not used in this model.",
    "%(n)s of %(of)s initiatives have nobody within reach and are not used in this model.",
    "count",
)
EXISTING = ngettext_lazy(
    "The %(n)s initiative that is there stays, and takes none of the new places.",
    "The %(n)s initiatives that are there stay, and take none of the new places.",
    "count",
)
Sentence = Callable[[Mapping[str, Any]], str]


def left_out_sentences(out: LeftOut, *, newcomers: bool) -> list[str]:
    """Say what could not be taken into account."""
    said = {"without_people": NO_NEWCOMERS if newcomers else NO_RESIDENTS, **LEFT_OUT}
    counts = {name: getattr(out, name) for name in said}
    return [_counted(said[name], count) for name, count in counts.items() if count]


def statement_sentences(statements: Iterable[Statement]) -> list[str]:
    """Say what a reckoning assumes, leaves out and found; what the page says elsewhere has no sentence here."""
    return [SENTENCES[one.key](one.facts) for one in statements if one.key in SENTENCES]


def measure_sentence(measure: str, circuity: float) -> str:
    """Say how ways are measured."""
    if measure == "straight_line":
        return _("Ways are straight lines between the middles of municipalities.")
    said = _("Ways are a road estimate: straight lines between the middles of municipalities, times %(circuity)s.")
    return said % {"circuity": tenths(circuity)}


def years_sentence(years: Iterable[int | None], *, newcomers: bool) -> str:
    """Say of which year the people are."""
    known = sorted({year for year in years if year})
    if newcomers:
        return _("People are newcomers as counted by offices and organisations.")
    if not known:
        return _("People are residents; the year they were counted is not known.")
    if known[0] == known[-1]:
        return _("People are residents, counted in %(year)s.") % {"year": known[0]}
    return _("People are residents, counted from %(first)s to %(last)s.") % {"first": known[0], "last": known[-1]}


def _counted(said: Any, count: int, **more: str) -> str:
    return str(said % {"count": count, "n": whole(count), **more})


def _kernel(facts: Mapping[str, Any]) -> str:
    bands = [
        _("%(weight)s up to %(bound)s km") % {"weight": hundredths(weight), "bound": whole(bound)}
        for bound, weight in facts["bands"]
    ]
    return _("A place weighs less the farther it is: %(bands)s, nothing beyond.") % {"bands": ", ".join(bands)}


def _within(facts: Mapping[str, Any]) -> str:
    said = _("Within reach means at most %(reach)s km; exactly so far counts as within.")
    return said % {"reach": tenths(facts["reach"])}


def _not_proved(facts: Mapping[str, Any]) -> str:
    told = {"gained": whole(facts["gained"]), "bound": whole(facts["bound"])}
    return _("Not proved to be the best: %(gained)s people are gained, and no choice gains more than %(bound)s.") % told


SENTENCES: dict[str, Sentence] = {
    "within_reach": _within,
    "none_known": lambda facts: _("No initiative at one place is known. That nobody told of one does not mean none."),
    "verified_none": lambda facts: _("None, verified: every place was asked and said that there is nothing."),
    "itinerant_apart": lambda facts: _(
        "Initiatives that serve several places or travel are told in a second figure: there, whoever lives in a place "
        "they serve counts as reached."
    ),
    "kernel_step": _kernel,
    "capacity_assumed": lambda facts: _counted(ASSUMED, facts["places"], of=whole(facts["of"])),
    "unused_in_this_model": lambda facts: _counted(UNUSED, facts["places"], of=whole(facts["of"])),
    "same_rate_assumed": lambda facts: _(
        "This supposes that people in places where nobody listens have as many needs as people elsewhere, which cannot "
        "be tested. The range is for half as many and for twice as many."
    ),
    "shares_repaired_totals_not": lambda facts: _(
        "Shares are put right by this, totals are not: where somebody listens, not everything is said either."
    ),
    "nobody_listens": lambda facts: _("Nobody is known to listen in any of these places yet, so nothing is expected."),
    "nothing_reported": lambda facts: _(
        "No need was reported where somebody listens, so none is expected elsewhere. That may be chance where few live."
    ),
    "existing_stay": lambda facts: _counted(EXISTING, facts["places"]),
    "nobody_reachable": lambda facts: _("No new place would bring anybody more within reach."),
    "not_proved": _not_proved,
    "equals_not_settled": lambda facts: _("Other choices may reach as many people as this one."),
}
