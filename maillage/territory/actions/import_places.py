"""Importing places from a table: all of it or nothing, with a rehearsal that says what would change."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from maillage.core.folding import fold
from maillage.kit.audit import Actor, record
from maillage.territory.actions.draw_map import draw_map
from maillage.territory.actions.leave_to_units import leave_to_units
from maillage.territory.actions.public_version import touch_region
from maillage.territory.local_units import Wanted
from maillage.territory.models import Place, Region
from maillage.territory.places_lines import Errors
from maillage.territory.places_table import EVERYTHING, PlaceRow, PlacesTable, read_places
from maillage.territory.unit_level import Leaving, is_borrowed, leaving

Key = tuple[str, str]
Progress = Callable[[int, int], None]
# SQLite takes at most 999 values in older builds.
BATCH = 900
# What the source of a place tells of; a degree of urbanisation has its own.
FIGURES = ("population", "area_km2", "latitude", "longitude")


@dataclass(frozen=True)
class ImportResult:
    """What an import did, or would do in a rehearsal; with errors nothing was done at all."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    left: int = 0
    joined: int = 0
    staying: int = 0
    errors: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True)
class Origin:
    """What holds for all lines of a file that do not say it themselves."""

    degurba_source: str
    source: str
    population_year: int | None
    replaces: bool = False

    @classmethod
    def of(cls, file_name: str, table: PlacesTable, population_year: int | None, source: str) -> Origin:
        """Take the source that was named; else the file's name, and Eurostat where the table is one of theirs."""
        if source:
            return cls(source[:120], source[:200], population_year, replaces=True)
        named = f"Eurostat, {file_name}" if table.local_units else file_name
        return cls(named[:120], named[:120], population_year)

    def completes(self, values: dict[str, Any], place: Place | None) -> dict[str, Any]:
        """Add what the line leaves open; a new figure without a year loses the year of the old one."""
        if "degurba" in values:
            values.setdefault("degurba_source", self.degurba_source)
        if "source" not in values:
            values["source"] = self._source_of(values, place)
        if "population" in values and "population_year" not in values:
            if self.population_year is not None:
                values["population_year"] = self.population_year
            elif place and place.population != values["population"]:
                values["population_year"] = None
        return values

    def _source_of(self, values: dict[str, Any], place: Place | None) -> str:
        """Name this table where a figure comes from it, beside the older source where that gave others."""
        if place is None or not place.source or self.replaces:
            return self.source
        if all(getattr(place, name) == values[name] for name in FIGURES if name in values):
            return place.source
        keeps = any(getattr(place, name) is not None and name not in values for name in FIGURES)
        if not keeps:
            return self.source
        return place.source if self.source in place.source else f"{place.source}; {self.source}"[:200]


@dataclass
class Plan:
    """What is to be written: new places, changed places, parents and the places of each region."""

    new: dict[Key, Place] = field(default_factory=dict)
    changed: dict[Key, Place] = field(default_factory=dict)
    same: dict[Key, Place] = field(default_factory=dict)
    parents: dict[Key, Place] = field(default_factory=dict)
    parent_of: dict[Key, Key] = field(default_factory=dict)
    keys_of: dict[Region, list[Key]] = field(default_factory=dict)
    leaving: dict[Region, Leaving] = field(default_factory=dict)

    def place(self, key: Key) -> Place:
        return next(found[key] for found in (self.new, self.changed, self.same, self.parents) if key in found)


def import_places(
    source: Path,
    *,
    region: Region | None,
    dry_run: bool,
    progress: Progress,
    by: Actor,
    ignore_unknown_parents: bool = False,
    wanted: Wanted = EVERYTHING,
    population_year: int | None = None,
    origin: str = "",
    keep_others: bool = False,
) -> ImportResult:
    """Read a table of places, check every line, then write all of it in one short transaction.

    The formats stand in docs/import-places.md. `region` takes all places of the file; without it the column
    `region` tells. `wanted` passes over the lines of other countries and NUTS codes; `population_year` is that of
    the figures that carry none, `origin` the source of the lines that name none. An empty cell changes nothing that
    is known already. Official units replace the localities with borrowed codes of their region, unless `keep_others`.
    """
    table = read_places(source, progress, wanted)
    if table.errors:
        return ImportResult(errors=tuple(table.errors))
    plan, errors = _plan(table, Origin.of(source.name, table, population_year, origin), region, ignore_unknown_parents)
    if errors:
        return ImportResult(errors=tuple(sorted(errors)))
    if not keep_others:
        _plan_leaving(plan)
    if not dry_run:
        _write(plan, by)
        for each in plan.keys_of:
            draw_map(each)
    progress(len(table.rows), len(table.rows))
    found = list(plan.leaving.values())
    left, joined, staying = (sum(len(getattr(each, name)) for each in found) for name in ("gone", "joined", "staying"))
    return ImportResult(len(plan.new), len(plan.changed), len(plan.same), left, joined, staying)


def _plan(
    table: PlacesTable, origin: Origin, region: Region | None, ignore_unknown_parents: bool
) -> tuple[Plan, Errors]:
    plan, errors, rows = Plan(), Errors(), table.rows
    known = _known_places({row.key for row in rows} | {(row.country, row.parent_code) for row in rows})
    in_file = {row.key for row in rows}
    regions = {} if region else {each.slug: each for each in Region.objects.all()}
    for row in rows:
        _plan_place(plan, row, known.get(row.key), origin)
        if row.parent_code and not _plan_parent(plan, row, known, in_file) and not ignore_unknown_parents:
            errors.append((row.line, _unknown_parent(row)))
        home = region or regions.get(row.region)
        if home:
            plan.keys_of.setdefault(home, []).append(row.key)
    errors += _unknown_regions(rows, regions) if not region else []
    errors += _circles(rows, plan.parent_of)
    return plan, errors


def _plan_leaving(plan: Plan) -> None:
    """Find the localities with borrowed codes that official units of this table replace; parents of units stay."""
    through = Region.places.through.objects.filter(region__in=plan.keys_of, place__code__contains=":")
    others: dict[int, list[Place]] = {}
    for link in through.select_related("place").order_by("place__code"):
        others.setdefault(link.region_id, []).append(link.place)
    for region, keys in plan.keys_of.items():
        units = [plan.place(key) for key in keys if not is_borrowed(key[1])]
        if units and region.pk in others:
            stay = set(keys) | {plan.parent_of[key] for key in keys if key in plan.parent_of}
            leave = [place for place in others[region.pk] if (place.country, place.code) not in stay]
            known = region.places.exclude(code__contains=":")
            units += [place for place in known if (place.country, place.code) not in stay]
            plan.leaving[region] = leaving(units, leave)


def _known_places(keys: Collection[Key]) -> dict[Key, Place]:
    codes = sorted({code for _country, code in keys if code})
    found: dict[Key, Place] = {}
    for start in range(0, len(codes), BATCH):
        for place in Place.objects.filter(code__in=codes[start : start + BATCH]):
            found[place.country, place.code] = place
    return {key: place for key, place in found.items() if key in keys}


def _plan_place(plan: Plan, row: PlaceRow, place: Place | None, origin: Origin) -> None:
    values: dict[str, Any] = {**row.values, "folded_name": fold(str(row.values["name"]))[:160]}
    values = origin.completes(values, place)
    if place is None:
        plan.new[row.key] = Place(country=row.country, code=row.code, **values)
    elif any(getattr(place, name) != value for name, value in values.items()):
        for name, value in values.items():
            setattr(place, name, value)
        plan.changed[row.key] = place
    else:
        plan.same[row.key] = place


def _plan_parent(plan: Plan, row: PlaceRow, known: dict[Key, Place], in_file: set[Key]) -> bool:
    parent = (row.country, row.parent_code)
    if parent not in in_file and parent not in plan.parents:
        if parent in known:
            plan.parents[parent] = known[parent]
        elif row.parent_name:
            name = row.parent_name
            plan.parents[parent] = Place(
                country=row.country, code=row.parent_code, name=name, folded_name=fold(name)[:160]
            )
        else:
            return False
    plan.parent_of[row.key] = parent
    return True


def _unknown_parent(row: PlaceRow) -> str:
    return _(
        "The parent %(code)s is neither in this file nor known here. Import the parents first, correct the code, "
        "or import with --ignore-unknown-parents."
    ) % {"code": row.parent_code}


def _unknown_regions(rows: list[PlaceRow], regions: Collection[str]) -> Errors:
    first_lines: dict[str, int] = {}
    for row in rows:
        if row.region and row.region not in regions:
            first_lines.setdefault(row.region, row.line)
    return [
        (line, _("There is no region “%(region)s” here. Add the region first, or correct the name.") % {"region": slug})
        for slug, line in first_lines.items()
    ]


def _circles(rows: list[PlaceRow], parent_of: dict[Key, Key]) -> Errors:
    errors = Errors()
    for row in rows:
        seen, key = {row.key}, parent_of.get(row.key)
        while key and key not in seen:
            seen.add(key)
            key = parent_of.get(key)
        if key == row.key:
            errors.append((row.line, _("The parents of %(code)s lead back to itself.") % {"code": row.code}))
    return errors


@transaction.atomic
def _write(plan: Plan, by: Actor) -> None:
    Place.objects.bulk_create([place for place in plan.parents.values() if place.pk is None])
    Place.objects.bulk_create(plan.new.values())
    moved = _moved(plan)
    updated = {id(place): place for place in (*plan.changed.values(), *moved)}
    if updated:
        Place.objects.bulk_update(updated.values(), _written_fields(bool(plan.changed)), batch_size=BATCH)
    for region, keys in plan.keys_of.items():
        _link(region, [plan.place(key) for key in keys])
        gone = plan.leaving.get(region, Leaving())
        leave_to_units(region, gone)
        touch_region(region)
        left = {"left": len(gone.gone), "joined": len(gone.joined)} if gone.gone else {}
        record("import_places", by=by, on=region, owner=region.slug, places=len(keys), **left)
    if not plan.keys_of:
        record("import_places", by=by, created=len(plan.new), updated=len(plan.changed))


def _written_fields(with_values: bool) -> list[str]:
    written = {field.name for field in Place._meta.concrete_fields} - {"id", "code", "country"}
    return sorted(written) if with_values else ["parent"]


def _moved(plan: Plan) -> list[Place]:
    """Set the parents, once every place has its row, and return the places whose parent is another than before."""
    moved = []
    for key, parent_key in plan.parent_of.items():
        place, parent = plan.place(key), plan.place(parent_key)
        if place.parent_id != parent.pk:
            place.parent = parent
            moved.append(place)
    return moved


def _link(region: Region, places: Iterable[Place]) -> None:
    through = Region.places.through
    through.objects.bulk_create(
        [through(region_id=region.pk, place_id=place.pk) for place in places], ignore_conflicts=True
    )
