"""The blocks on the territory: identity, who arrives, reception places, strategies."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from maillage.core.factfile.blocks import ADDRESSED, Block
from maillage.core.factfile.entered import entered_in, plain, unknown_in
from maillage.core.factfile.facts import Facts, Municipality
from maillage.core.factfile.figure import Figure, Held
from maillage.core.protection.rules import whole_percent

CLASSES = {1: "city", 2: "town", 3: "rural", None: "unknown"}


def identity(facts: Facts) -> Block:
    """Say what the region is, how many live there, how densely, and how rural."""
    region = {
        "name": dict(facts.name),
        "kind": dict(facts.kind),
        "parent": dict(facts.parent),
        "nuts_code": facts.nuts_code,
        "nuts_remark": dict(facts.nuts_remark),
    }
    classes = by_class(facts.municipalities)
    missing = [
        *([] if any(place.population is not None for place in facts.municipalities) else ["population"]),
        *([] if figure_of(facts, "density") else ["area"]),
        *classes_missing(classes),
        *unknown_in("identity", facts.entered, ["change"]),
    ]
    reckoned = [figure for key in ("population", "area", "density") for figure in figure_of(facts, key)]
    figures = (*reckoned, *class_figures(facts, classes), municipalities(facts), *entered_in("identity", facts.entered))
    return Block("identity", figures, {"region": [region], "classes": classes}, tuple(missing))


def municipalities(facts: Facts) -> Figure:
    """Return how many places the table of the region holds."""
    count = len(facts.municipalities)
    return reckoned(facts, "municipalities", "municipalities", str(count), sources_of(facts.municipalities))


def figure_of(facts: Facts, key: str) -> tuple[Figure, ...]:
    """Return population, area or density from the places; none where no place is known by it.

    Density is reckoned only over the places whose inhabitants and area are both known.
    """
    places = facts.municipalities
    if key == "population":
        counted = [place for place in places if place.population is not None]
        value = str(sum(place.population or 0 for place in counted))
        unit = "persons"
    else:
        counted = [place for place in places if place.area_km2 and (key == "area" or place.population is not None)]
        area = Decimal(str(sum(place.area_km2 or 0 for place in counted)))
        people = sum(place.population or 0 for place in counted)
        value = plain(area.quantize(Decimal(1)) if key == "area" else Decimal(people) / area if area else Decimal(0))
        value = plain(Decimal(value).quantize(Decimal("0.1"))) if key == "density" else value
        unit = "km²" if key == "area" else "persons per km²"
    if not counted:
        return ()
    remark = "" if len(counted) == len(places) else f"places-known:{len(counted)}/{len(places)}"
    return (reckoned(facts, key, unit, value, sources_of(counted), as_of=years_of(counted), remark=remark),)


def by_class(places: Sequence[Municipality]) -> list[dict[str, Any]]:
    """Count places and inhabitants by class, those whose class is not known by themselves."""
    found = []
    for degurba, name in CLASSES.items():
        mine = [place for place in places if place.degurba == degurba]
        if mine:
            people = sum(place.population or 0 for place in mine)
            found.append({"class": name, "population": people, "places": len(mine)})
    return found


def classes_missing(classes: Sequence[dict[str, Any]]) -> list[str]:
    """Say whether no class is known, or some are not."""
    names = {row["class"] for row in classes}
    if names <= {"unknown"}:
        return ["classes"]
    return ["some-classes"] if "unknown" in names else []


def class_figures(facts: Facts, classes: Sequence[dict[str, Any]]) -> list[Figure]:
    """Return the population of each class and the rural share; none where no class is known."""
    if classes_missing(classes) == ["classes"]:
        return []
    known = [place for place in facts.municipalities if place.population is not None]
    source, years = sources_of(known), years_of(known)
    figures = [
        reckoned(facts, f"class-{row['class']}", "persons", str(row["population"]), source, as_of=years)
        for row in classes
    ]
    people = {row["class"]: row["population"] for row in classes if row["class"] != "unknown"}
    share = whole_percent(people.get("rural", 0), sum(people.values()))
    if share is not None:
        figures.append(reckoned(facts, "rural-share", "%", str(share), source, as_of=years, held=Held.WHOLE_PERCENT))
    return figures


def reckoned(facts: Facts, key: str, unit: str, value: str, source: str = "", **more: Any) -> Figure:
    """Return a figure that the platform reckons itself, as of the day of the facts unless said otherwise."""
    day = facts.on.isoformat()
    return Figure(**{
        "key": key, "indicator": "population", "unit": unit, "value": value, "source": source, "as_of": day,
        "checked_on": day, **more,
    })  # fmt: skip


def sources_of(places: Sequence[Municipality]) -> str:
    """Return the sources of these places, the most frequent first; the first source of a line counts."""
    first = [place.source.split(";")[0].strip() for place in places if place.source]
    return ", ".join(sorted(set(first), key=lambda source: (-first.count(source), source)))


def years_of(places: Sequence[Municipality]) -> str:
    """Return the year of the populations, or the first and the last."""
    years = sorted({place.year for place in places if place.year})
    return "/".join(str(year) for year in {years[0]: 0, years[-1]: 0}) if years else ""


def arrivals(facts: Facts) -> Block:
    """Say who arrives: entered figures, and tables as they were released."""
    asked = [key for key in ADDRESSED["arrivals"] if key not in {table["indicator"] for table in facts.tables}]
    missing = unknown_in("arrivals", facts.entered, asked)
    return Block("arrivals", entered_in("arrivals", facts.entered), {"tables": facts.tables}, missing)


def reception(facts: Facts) -> Block:
    """Say how many reception places there are."""
    missing = unknown_in("reception", facts.entered, ["reception"])
    return Block("reception", entered_in("reception", facts.entered), missing=missing)


def strategies(facts: Facts) -> Block:
    """List the strategies that are in force on the day."""
    rows = [
        {
            "title": dict(one.title),
            "made_by": one.made_by,
            "level": one.level,
            "since": one.since.isoformat() if one.since else "",
            "until": one.until.isoformat() if one.until else "",
            "link": one.link,
            "remark": dict(one.remark),
        }
        for one in facts.strategies
        if one.is_in_force(facts.on)
    ]
    return Block("strategies", lists={"rows": rows}, missing=() if rows else ("strategies",))
