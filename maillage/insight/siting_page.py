"""A reckoning of where next in words: its curve, what is proved of it, and what another choice costs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext_lazy

from maillage.insight.actions.siting import BROKE_OFF, CHANGED
from maillage.insight.assumptions import measure_sentence, years_sentence
from maillage.insight.coverage_map import map_of
from maillage.insight.models import SitingRun
from maillage.insight.numbers import percent, tenths, whole
from maillage.insight.queries.cells import column_of
from maillage.insight.queries.coverage_rows import known_of
from maillage.insight.queries.ground import Ground
from maillage.insight.queries.siting import question_of

GAINS = ngettext_lazy(
    "%(people)s more people come within reach with %(n)s new place.",
    "%(people)s more people come within reach with %(n)s new places.",
    "count",
)


@dataclass(frozen=True)
class CurveRow:
    """The best choice of so many places."""

    allowed: str
    places: str
    total: str
    share: str
    gained: str
    proof: str
    bar: str


def run_told(run: SitingRun, today: Any) -> dict[str, Any]:
    """Find what the page of a run shows."""
    ground = Ground(known_of(run.region, today))
    names = {spot.pk: spot.name for spot in ground.places}
    asked = run.asked
    chosen = next((step for step in run.result.get("curve", []) if step["allowed"] == asked["places"]), None)
    column = column_of(ground, run.theme)
    return {
        "run": run,
        "is_running": not run.finished_at and not run.stopped_at,
        "is_outdated": question_of(ground, run.theme, asked).stamp != run.stamp,
        "failed": failure_words(run),
        "reach": tenths(asked["reach"]),
        "whose": whose_demand(newcomers=ground.known.weighs_newcomers),
        "curve": [curve_row(step, names) for step in run.result.get("curve", [])],
        "chosen": choice_words(chosen, names) if chosen else None,
        "fairest": fairest_words(run, names),
        "own": own_words(run, names),
        "map": map_of(column, ground_positions(ground, chosen["places"])) if chosen else None,
        "assumptions": [
            years_sentence((spot.year for spot in ground.places), newcomers=ground.known.weighs_newcomers),
            measure_sentence(ground.measure, ground.known.settings.circuity),
            _("Every municipality with people and a position may be chosen. Places that exist already stay."),
            _("Of choices that reach equally many the one with the fewest places is taken, then the first by code."),
        ],
    }


def whose_demand(*, newcomers: bool) -> str:
    """Say whose demand the new places meet."""
    if newcomers:
        return _("The people counted here are newcomers: new places are sought where they live.")
    return _("The people counted here are residents: new places are sought where they live.")


def ground_positions(ground: Ground, keys: list[int]) -> tuple[int, ...]:
    """Return where these places stand among the region's."""
    return tuple(ground.index[key] for key in keys if key in ground.index)


def failure_words(run: SitingRun) -> str:
    """Say why nothing was found."""
    if not run.failed_because:
        return ""
    if run.failed_because == CHANGED:
        return _("Something changed in the records before the reckoning was done. Ask once more.")
    if run.failed_because == BROKE_OFF:
        return _("The reckoning broke off. Ask once more; if it breaks off again, tell whoever runs this site.")
    return _("No place has both a number of people and a position, so nothing can be reckoned.")


def named(keys: list[int], names: dict[int, str]) -> str:
    """Name places; one that has left the table is not named."""
    return ", ".join(names[key] for key in keys if key in names) or _("none")


def curve_row(step: dict[str, Any], names: dict[int, str]) -> CurveRow:
    """Say one step of the curve."""
    total = step["current"] + step["gained"]
    share = total / step["people"] if step["people"] else 0.0
    return CurveRow(
        allowed=whole(step["allowed"]),
        places=named(step["places"], names),
        total=whole(total),
        share=percent(share),
        gained=whole(step["gained"]),
        proof=proof_words(step),
        bar=f"{100 * share:.1f}%",
    )


def proof_words(step: dict[str, Any]) -> str:
    """Say what is proved of a choice."""
    if step["proved"]:
        return _("proved: no choice of as many places reaches more people")
    more = step["bound"] - step["gained"]
    told = {"more": whole(more), "share": percent(more / step["bound"]) if step["bound"] else percent(0)}
    return _("not proved: another choice might gain up to %(more)s people more (%(share)s)") % told


def choice_words(step: dict[str, Any], names: dict[int, str]) -> list[str]:
    """Say the best choice of as many places as were asked for."""
    if not step["gained"]:
        return [_("No new place would bring anybody more within reach.")]
    gains = GAINS % {"count": len(step["places"]), "n": whole(len(step["places"])), "people": whole(step["gained"])}
    said = [str(gains), _("They are: %(names)s.") % {"names": named(step["places"], names)}]
    if len(step["places"]) < step["allowed"]:
        said.append(_("More places than these would reach nobody more."))
    return said


def fairest_words(run: SitingRun, names: dict[int, str]) -> list[str]:
    """Say the places that make the longest way shortest, and what is proved of that."""
    found = run.result.get("fairest")
    if not found or found["longest"] is None:
        return []
    said = [
        _("So that nobody has more than %(longest)s km to go: %(names)s.")
        % {"longest": tenths(found["longest"]), "names": named(found["places"], names)}
    ]
    if found["before"] is not None:
        said.append(_("The longest way is %(before)s km today.") % {"before": tenths(found["before"])})
    if found["proved"]:
        said.append(_("Proved: no choice of as many places makes the longest way shorter."))
    elif found["at_least"] is not None:
        told = {"least": tenths(found["at_least"])}
        said.append(_("Not proved: another choice might bring it down, to no less than %(least)s km.") % told)
    return said


def own_words(run: SitingRun, names: dict[int, str]) -> list[str]:
    """Say what the choice that somebody had in mind reaches, beside the best of as many places."""
    found = run.result.get("own")
    if not found:
        return []
    told = {"names": named(found["places"], names), "gained": whole(found["gained"])}
    said = [_("Your choice, %(names)s, brings %(gained)s more people within reach.") % told]
    best = {"best": whole(found["best"]["gained"]), "names": named(found["best"]["places"], names)}
    said.append(_("The best choice of as many places brings %(best)s: %(names)s.") % best)
    if found["lost_share"] is not None:
        lost = {"lost": whole(found["lost"]), "share": percent(found["lost_share"])}
        if found["best"]["proved"]:
            said.append(_("Yours reaches %(lost)s people fewer (%(share)s).") % lost)
        else:
            said.append(_("Yours reaches at most %(lost)s people fewer (%(share)s); the best is not proved.") % lost)
    if found["left_out"]:
        said.append(_("Places without a number of people or a position are left out of your choice."))
    return said
