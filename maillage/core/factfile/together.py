"""The blocks on working together: actors, needs and promises, roundtables, practices."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median_low
from typing import Any

from maillage.core.factfile.blocks import Block
from maillage.core.factfile.facts import Facts, Need, Promise, Roundtable
from maillage.core.factfile.figure import Figure
from maillage.core.wording import Wording

LEAST_NEWCOMERS = 5
SOME = "some"
# How commitments stand, in the order in which it is told.
PROMISES = ("kept", "open", "late", "dropped")


def counted(facts: Facts, key: str, indicator: str, unit: str, value: int | str, **more: Any) -> Figure:
    """Return a figure that the platform counts in its own records, as of the day of the facts."""
    day = facts.on.isoformat()
    return Figure(key, indicator, unit, value=str(value), as_of=day, checked_on=day, **more)


def actors(facts: Facts, categories: Sequence[str] = ()) -> Block:
    """Name the organisations by category, in the order of the vocabulary."""
    named: dict[str, list[str]] = {}
    for organisation in facts.organisations:
        named.setdefault(organisation.category, []).append(organisation.name)
    order = [*categories, *sorted(set(named) - set(categories))]
    rows = [{"category": key, "names": sorted(named[key])} for key in order if key in named]
    if not rows:
        return Block("actors", missing=("actors",))
    total = counted(facts, "organisations", "stakeholders", "organisations", len(facts.organisations))
    figures = [
        counted(facts, f"category:{row['category']}", "stakeholders", "organisations", len(row["names"]))
        for row in rows
    ]
    return Block("actors", (total, *figures), {"categories": rows})


def needs(facts: Facts) -> Block:
    """Count needs by theme, what was promised, taken up and done, and how long the first action took."""
    promised = promise_rows(facts.promises)
    if not facts.needs:
        return Block("needs", promise_figures(facts), {"promises": promised}, ("needs",))
    everything = facts.needs
    figures = [
        counted(facts, "needs-raised", "needs", "needs", len(everything)),
        counted(facts, "needs-taken-up", "needs", "needs", sum(need.is_taken_up for need in everything)),
        counted(facts, "needs-done", "needs", "needs", sum(need.is_done for need in everything)),
        *promise_figures(facts),
    ]
    waited = days_waited(everything)
    if waited:
        remark = f"needs-counted:{len(waited)}"
        figures.append(counted(facts, "first-action", "needs", "days", median_low(waited), remark=remark))
    rows = by_theme(everything)
    figures += [
        counted(facts, f"theme-needs:{row['key']}", "needs", "needs", row["raised"], about=Wording(row["theme"]))
        for row in rows
        if row["key"]
    ]
    lists = {"themes": rows, "promises": promised}
    return Block("needs", tuple(figures), lists, () if waited else ("first-action",))


def promise_rows(promises: Sequence[Promise]) -> list[dict[str, Any]]:
    """Count commitments by how they stand, made-up examples apart; nothing where nothing was promised."""
    if not promises:
        return []
    return [
        {
            "state": state,
            "count": sum(one.state == state and not one.is_example for one in promises),
            "examples": sum(one.state == state and one.is_example for one in promises),
        }
        for state in PROMISES
    ]


def promise_figures(facts: Facts) -> tuple[Figure, ...]:
    """Return how many commitments were made and how they stand; none where none was, or only examples."""
    real = [one for one in facts.promises if not one.is_example]
    if not real:
        return ()
    states = [(f"promises-{state}", sum(one.state == state for one in real)) for state in PROMISES]
    told = [("promises", len(real)), *states]
    return tuple(counted(facts, key, "needs", "commitments", count) for key, count in told)


def days_waited(needs: Sequence[Need]) -> list[int]:
    """Return how many days passed from each need to the first action, where both are told."""
    told = [(need.raised_on, need.acted_on) for need in needs]
    return [(acted - raised).days for raised, acted in told if raised and acted and acted >= raised]


def by_theme(needs: Sequence[Need]) -> list[dict[str, Any]]:
    """Count needs by theme, what is raised most first; those without a theme last."""
    themes: dict[str, list[Need]] = {}
    for need in needs:
        themes.setdefault(need.theme, []).append(need)
    ordered = sorted(themes.items(), key=lambda pair: (not pair[0], -len(pair[1]), pair[0]))
    return [
        {
            "key": key,
            "theme": dict(mine[0].label),
            "raised": len(mine),
            "taken_up": sum(need.is_taken_up for need in mine),
            "done": sum(need.is_done for need in mine),
        }
        for key, mine in ordered
    ]


def roundtables(facts: Facts) -> Block:
    """List the roundtables held, with who came; fewer than five newcomers are “some”."""
    if not facts.roundtables:
        return Block("roundtables", missing=("roundtables",))
    rows = [
        {
            "number": one.number,
            "date": one.date.isoformat(),
            "mode": one.mode,
            "headcount": dict(one.headcount),
            "newcomers": newcomers_told(one),
        }
        for one in facts.roundtables
    ]
    held = counted(facts, "roundtables-held", "stakeholders", "roundtables", len(rows))
    missing = () if any(row["newcomers"] for row in rows) else ("newcomers",)
    return Block("roundtables", (held,), {"rows": rows}, missing)


def newcomers_told(one: Roundtable) -> str:
    """Say how many newcomers were there: a number from five on, “some” below, 0 where none, empty where not counted."""
    if one.newcomers is None:
        return ""
    return SOME if 0 < one.newcomers < LEAST_NEWCOMERS else str(one.newcomers)


def practices(facts: Facts) -> Block:
    """List the practices told at the tables."""
    rows = [{"name": dict(one.name), "who": one.who, "numbers": list(one.numbers)} for one in facts.practices]
    return Block("practices", lists={"rows": rows}, missing=() if rows else ("practices",))
