"""The blocks on what exists and what pays for it: actions, assets, money and posts, pilots."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from maillage.core.factfile.blocks import Block
from maillage.core.factfile.entered import entered_in, plain, unknown_in
from maillage.core.factfile.facts import Action, Facts, Line, Pilot, Quotient, Target
from maillage.core.factfile.figure import Figure
from maillage.core.factfile.people import protected_count
from maillage.core.factfile.reach import access_figure
from maillage.core.factfile.together import counted
from maillage.core.protection.rules import LEAST_DENOMINATOR, PUBLIC
from maillage.core.wording import Wording

# Initiatives that reach further than one place.
FAR = ("area", "itinerant", "online")
PER = 10_000


def actions(facts: Facts) -> Block:
    """List initiatives by theme with who pays, count them, and put those with coordinates on the map."""
    rows = [action_row(action) for action in facts.actions]
    themes = theme_rows(facts)
    missing = [
        *([] if rows else ["actions"]),
        *(["funders"] if rows and not all(row["funder"] for row in rows) else []),
        *unknown_in("actions", facts.entered, ["language-places", "mobility"]),
    ]
    figures = [
        *(action_figures(facts) if rows else ()),
        *(figure for row in themes for figure in theme_figures(facts, row)),
        *(figure for access in facts.access for figure in access_figure(facts, access)),
        *entered_in("actions", facts.entered),
    ]
    lists = {"rows": rows, "spots": spots(facts.actions), "themes": themes}
    return Block("actions", tuple(figures), lists, tuple(missing))


def action_figures(facts: Facts) -> list[Figure]:
    """Count the initiatives of the region, beside its population, and the ideas from elsewhere apart."""
    figures = [counted(facts, "actions", "initiatives", "initiatives", len(facts.actions))]
    if rate := per_inhabitants(facts, len(facts.actions)):
        figures.append(figure_beside(facts, "actions-per-10000", rate))
    if facts.ideas_elsewhere:
        figures.append(counted(facts, "ideas-elsewhere", "initiatives", "initiatives", facts.ideas_elsewhere))
    return figures


def per_inhabitants(facts: Facts, count: int) -> str:
    """Return how many that is for each 10,000 inhabitants; empty where their number is not known."""
    people = sum(place.population or 0 for place in facts.municipalities)
    return plain((Decimal(count) * PER / people).quantize(Decimal("0.01"))) if people else ""


def figure_beside(facts: Facts, key: str, rate: str, **more: Any) -> Figure:
    """Return a number of initiatives for each 10,000 inhabitants."""
    day = facts.on.isoformat()
    return Figure(key, "initiatives", "per 10,000 inhabitants", value=rate, as_of=day, checked_on=day, **more)


def theme_rows(facts: Facts) -> list[dict[str, Any]]:
    """Count initiatives by theme, beside the population, and say how many of them stand in rural places."""
    labels = {key: label for action in facts.actions for key, label in action.themes}
    quotients = {quotient.theme: quotient for quotient in facts.quotients}
    rows = []
    for key in sorted(labels, key=lambda key: (-among(facts.actions, key), key)):
        count = among(facts.actions, key)
        told = quotient_row(quotients[key]) if key in quotients else {}
        row = {"key": key, "theme": dict(labels[key]), "count": count, "rate": per_inhabitants(facts, count)}
        rows.append({**row, "rural": told})
    return rows


def quotient_row(found: Quotient) -> dict[str, Any]:
    """Return how many initiatives stand in rural places, with the quotient where people are enough not to be found out.

    A quotient tells the rural share of newcomers more exactly than a share in whole per cent would: theirs has one
    place behind the point, and none where fewer than 30 are counted or a part of them is small.
    """
    row = {"inside": found.inside, "total": found.total, "verdict": found.verdict, "who": found.who}
    places = "0.1" if found.who == "newcomers" else "0.01"
    parts = (found.people_inside, found.people - found.people_inside)
    few = found.people < LEAST_DENOMINATOR or any(PUBLIC.is_small(round(part)) for part in parts)
    if not found.is_told or (found.who == "newcomers" and few):
        return {**row, "verdict": "not_told"}
    numbers = {"quotient": found.quotient, "low": found.low, "high": found.high}
    told = {
        name: "" if one is None else str(Decimal(str(one)).quantize(Decimal(places))) for name, one in numbers.items()
    }
    return {**row, **told}


def theme_figures(facts: Facts, row: Mapping[str, Any]) -> list[Figure]:
    """Return the figures of a theme: number, beside the population, and the quotient where there is one."""
    key, about, rural = row["key"], Wording(row["theme"]), row["rural"]
    figures = [counted(facts, f"theme-actions:{key}", "initiatives", "initiatives", row["count"], about=about)]
    if row["rate"]:
        figures.append(figure_beside(facts, f"theme-actions-per-10000:{key}", row["rate"], about=about))
    if rural.get("quotient"):
        remark = f"quotient-between:{rural['low']}/{rural['high']}"
        name = f"theme-quotient-{rural['who']}:{key}"
        figures.append(counted(facts, name, "initiatives", "", rural["quotient"], about=about, remark=remark))
    return figures


def among(actions: Sequence[Action], theme: str) -> int:
    """Count the initiatives of a theme."""
    return sum(any(key == theme for key, _label in action.themes) for action in actions)


def action_row(action: Action) -> dict[str, Any]:
    """Return the line of an initiative."""
    return {
        "id": action.public_id,
        "name": dict(action.name),
        "themes": [dict(label) for _key, label in action.themes],
        "who": action.who,
        "place": action.place,
        "place_in_words": dict(action.place_in_words),
        "standing": action.standing,
        "serves": action.serves,
        "funder": dict(action.funder),
        "checked_on": iso(action.checked_on),
    }


def spots(actions: Sequence[Action]) -> list[dict[str, Any]]:
    """Return the places of initiatives, each once."""
    found = {action.place: action.spot for action in actions if action.spot and action.place}
    return [{"name": name, "longitude": spot[0], "latitude": spot[1]} for name, spot in sorted(found.items()) if spot]


def assets(facts: Facts) -> Block:
    """List what could be built on: local communities first, then what reaches further than one place."""
    local = [
        {"name": one.name, "category": one.category, "based_in": one.based_in}
        for one in facts.organisations
        if one.is_local
    ]
    far = [action for action in facts.actions if action.serves in FAR]
    moving = [{"name": dict(one.name), "serves": one.serves, "languages": list(one.languages)} for one in far]
    figures = [counted(facts, "travelling", "initiatives", "initiatives", len(far))] if far else []
    known = [action.capacity for action in facts.actions if action.capacity is not None]
    if known:
        remark = f"initiatives-known:{len(known)}/{len(facts.actions)}"
        figures.append(counted(facts, "capacity", "initiatives", "places a week", sum(known), remark=remark))
    missing = () if local or moving or known else ("assets",)
    return Block("assets", tuple(figures), {"organisations": local, "initiatives": moving}, missing)


def funding(facts: Facts) -> Block:
    """List money and posts whose organisations agreed, with sums by theme."""
    figures = [
        *sums(facts, facts.money, "EUR", ("planned", "secured", "spent"), ""),
        *sums(facts, facts.posts, "full-time equivalents", ("planned", "secured"), "fte-"),
    ]
    lists = {
        "money": [line_row(line) for line in facts.money],
        "posts": [line_row(line) for line in facts.posts],
        "kept": [{"count": facts.kept_lines}] if facts.kept_lines else [],
    }
    missing = () if facts.money or facts.posts else ("funding",)
    return Block("funding", (*figures, *entered_in("funding", facts.entered)), lists, missing)


def sums(facts: Facts, lines: Sequence[Line], unit: str, names: Sequence[str], before: str) -> list[Figure]:
    """Add up lines over all themes, then theme by theme."""
    if not lines:
        return []
    labels = {line.theme: line.label for line in lines}
    checked = min((line.checked_on for line in lines if line.checked_on), default=None)

    def figure(key: str, name: str, mine: Sequence[Line], about: Wording) -> Figure:
        value = plain(sum((getattr(line, name) or Decimal(0) for line in mine), Decimal(0)))
        more: dict[str, Any] = {"about": about, "method": "declared", "checked_on": iso(checked)}
        return Figure(key, "funding", unit, value=value, as_of=facts.on.isoformat(), **more)

    found = [figure(f"{before}{name}", name, lines, Wording()) for name in names]
    for theme, label in labels.items():
        mine = [line for line in lines if line.theme == theme]
        found += [figure(f"theme-{before}{name}:{theme}", name, mine, label) for name in names]
    return found


def line_row(line: Line) -> dict[str, Any]:
    """Return a line of money or of posts."""
    return {
        "title": dict(line.title),
        "theme": dict(line.label),
        "who": line.who,
        "funder": line.funder,
        "planned": plain(line.planned),
        "secured": plain(line.secured),
        "spent": plain(line.spent) if line.spent is not None else "",
        "since": iso(line.since),
        "until": iso(line.until),
    }


def pilots(facts: Facts) -> Block:
    """List the pilots; people who take part are counted in fives."""
    rows = [pilot_row(pilot) for pilot in facts.pilots]
    if not rows:
        return Block("pilots", missing=("pilots",))
    figures = [counted(facts, "pilot-count", "pilot", "pilots", len(rows))]
    budgets = [pilot.budget for pilot in facts.pilots if pilot.budget is not None]
    if budgets:
        figures.append(counted(facts, "pilot-budget", "pilot", "EUR", sum(budgets)))
    missing = () if any(row["participants"] or row["participants_held"] for row in rows) else ("pilot-reports",)
    return Block("pilots", tuple(figures), {"rows": rows}, missing)


def pilot_row(pilot: Pilot) -> dict[str, Any]:
    """Return the line of a pilot."""
    count, held = ("", "") if pilot.participants is None else protected_count(pilot.participants)
    return {
        "name": dict(pilot.name),
        "holder": pilot.holder,
        "months": pilot.months or "",
        "budget": pilot.budget or "",
        "budget_note": dict(pilot.budget_note),
        "participants": count,
        "participants_held": str(held),
        "targets": [target_row(target) for target in pilot.targets],
    }


def target_row(target: Target) -> dict[str, Any]:
    """Return an aim with what was reached, people in fives."""
    if target.reached is None:
        reached, held = "", ""
    elif target.counts_people:
        reached, held = protected_count(target.reached)
    else:
        reached, held = str(target.reached), ""
    return {"title": dict(target.title), "aimed": target.aimed, "reached": reached, "held": str(held)}


def iso(day: date | None) -> str:
    """Write a day as it is kept; empty where it is not known."""
    return day.isoformat() if day else ""
