"""Importing outlines of places, of regions and of their parts: all of a file or nothing of it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from math import cos, hypot, radians
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from maillage.core.outlines import packed
from maillage.kit.audit import Actor, record
from maillage.territory.actions.draw_map import draw_map
from maillage.territory.lands import is_swapped
from maillage.territory.models import Place, PlaceOutline, Region, RegionOutline
from maillage.territory.outlines_file import Outline, read_outlines
from maillage.territory.places_cells import ISO_COUNTRY
from maillage.territory.places_lines import Errors

Key = tuple[str, str]
# SQLite takes at most 999 values in older builds.
BATCH = 900
KILOMETRES_OF_A_DEGREE = 111.2
# A municipality's point lies in it or near: further away it is the outline of another place with the same code.
FARTHEST = 30


@dataclass(frozen=True)
class OutlinesResult:
    """What an import of outlines did, or would do in a rehearsal; with errors nothing was done at all."""

    places: int = 0
    regions: int = 0
    parts: int = 0
    dropped: int = 0
    empty: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    errors: tuple[tuple[int, str], ...] = ()


@dataclass
class Plan:
    """Which outline goes to which place, region or part of a region."""

    places: dict[int, Outline] = field(default_factory=dict)
    regions: dict[tuple[int, str], Outline] = field(default_factory=dict)
    touched: dict[int, Region] = field(default_factory=dict)
    unknown: list[str] = field(default_factory=list)
    errors: Errors = field(default_factory=list)


def import_outlines(
    source: Path,
    *,
    country: str = "",
    region: Region | None = None,
    origin: str = "",
    licence: str = "",
    dry_run: bool,
    progress: Callable[[int, int], None],
    by: Actor,
) -> OutlinesResult:
    """Read outlines, check every feature, then write all of them and draw the regions they lie in.

    A feature with a `code` is a place's, one with a `key` a region's, one with a name and a `region` a part's.
    `country` or `region` say whose codes they are, where the same ones are known in several countries.
    """
    read = read_outlines(source, progress)
    if read.errors:
        return OutlinesResult(errors=tuple(read.errors))
    plan = Plan()
    _plan_places(plan, [each for each in read.outlines if each.code], country, region)
    _plan_regions(plan, [each for each in read.outlines if not each.code])
    if not plan.errors and not plan.places and not plan.regions:
        plan.errors.append(
            (0, _("None of these outlines belongs to a place or region known here. Import places first."))
        )
    if plan.errors:
        return OutlinesResult(errors=tuple(sorted(plan.errors)))
    if not dry_run:
        _write(plan, origin or source.name, licence, by)
    progress(len(read.outlines), len(read.outlines))
    parts = sum(bool(part) for _region, part in plan.regions)
    return OutlinesResult(
        len(plan.places), len(plan.regions) - parts, parts, read.dropped, tuple(read.empty), tuple(plan.unknown)
    )


def _plan_places(plan: Plan, outlines: list[Outline], country: str, region: Region | None) -> None:
    known = _known(outlines, region)
    fixed = ISO_COUNTRY.get(country.upper(), country.upper()) or (region.country if region else "")
    if not fixed and any(not each.country for each in outlines):
        fixed = _one_country(plan, outlines, known)
        if plan.errors:
            return
    seen: dict[Key, int] = {}
    for each in outlines:
        key = (ISO_COUNTRY.get(each.country, each.country) or fixed, each.code)
        place = known.get(key)
        if key in seen:
            message = _("The code %(code)s stands in feature %(number)d already. Keep one of the two.")
            plan.errors.append((each.number, message % {"code": each.code, "number": seen[key]}))
        elif place is None:
            plan.unknown.append(f"{each.code} {each.name}".strip())
        elif sentence := _elsewhere(each, place):
            plan.errors.append((each.number, sentence))
        else:
            plan.places[place.pk] = each
        seen.setdefault(key, each.number)


def _known(outlines: Collection[Outline], region: Region | None) -> dict[Key, Place]:
    places = region.places.all() if region else Place.objects.all()
    codes = sorted({each.code for each in outlines})
    found = {}
    for start in range(0, len(codes), BATCH):
        for place in places.filter(code__in=codes[start : start + BATCH]):
            found[place.country, place.code] = place
    return found


def _one_country(plan: Plan, outlines: list[Outline], known: Iterable[Key]) -> str:
    """Return the one country that has these codes; with several, say that one must be named."""
    countries = sorted({country for country, _code in known})
    if len(countries) > 1:
        message = _("These codes are known in %(countries)s. Name the country of this file with --country.")
        plan.errors.append((outlines[0].number, message % {"countries": ", ".join(countries)}))
    return countries[0] if countries else ""


def _elsewhere(outline: Outline, place: Place) -> str:
    """Say what is wrong with where an outline lies; nothing where it lies about its place."""
    west, east, south, north = outline.bounds
    across, down = (west + east) / 2, (south + north) / 2
    if is_swapped(place.country, down, across):
        return _("Latitude and longitude of this outline have changed places. GeoJSON puts the longitude first.")
    if place.latitude is None or place.longitude is None:
        return ""
    away_east = max(west - place.longitude, place.longitude - east, 0) * cos(radians(place.latitude))
    away_north = max(south - place.latitude, place.latitude - north, 0)
    distance = hypot(away_east, away_north) * KILOMETRES_OF_A_DEGREE
    if distance <= FARTHEST:
        return ""
    message = _("The outline lies %(distance)d km from %(place)s, whose code %(code)s it has. Is it another country’s?")
    return message % {"distance": distance, "place": place.name, "code": place.code}


def _plan_regions(plan: Plan, outlines: list[Outline]) -> None:
    regions = {region.slug: region for region in Region.objects.all()} if outlines else {}
    for each in outlines:
        home = regions.get(each.region)
        if home is None:
            plan.unknown.append(f"{each.region} {each.name}".strip())
            continue
        key = (home.pk, each.name)
        if key in plan.regions:
            message = _("The same outline stands in feature %(number)d already. Keep one of the two.")
            plan.errors.append((each.number, message % {"number": plan.regions[key].number}))
            continue
        west, east, south, north = each.bounds
        if is_swapped(home.country, (south + north) / 2, (west + east) / 2):
            message = _("Latitude and longitude of this outline have changed places. GeoJSON puts the longitude first.")
            plan.errors.append((each.number, message))
        plan.regions[key] = each
        plan.touched[home.pk] = home


@transaction.atomic
def _write(plan: Plan, source: str, licence: str, by: Actor) -> None:
    said = {"source": source[:200], "licence": licence[:80]}
    PlaceOutline.objects.bulk_create(
        [PlaceOutline(place_id=pk, rings=packed(each.rings), **said) for pk, each in plan.places.items()],
        update_conflicts=True,
        unique_fields=["place"],
        update_fields=["rings", "source", "licence"],
        batch_size=BATCH // 4,
    )
    RegionOutline.objects.bulk_create(
        [
            RegionOutline(region_id=pk, part=part, rings=packed(each.rings), **said)
            for (pk, part), each in plan.regions.items()
        ],
        update_conflicts=True,
        unique_fields=["region", "part"],
        update_fields=["rings", "source", "licence"],
        batch_size=BATCH // 5,
    )
    regions = _touched(plan)
    for region in regions:
        draw_map(region)
        record("import_outlines", by=by, on=region, owner=region.slug, places=len(plan.places), file=source[:200])
    if not regions:
        record("import_outlines", by=by, places=len(plan.places), file=source[:200])


def _touched(plan: Plan) -> list[Region]:
    """Return the regions whose map changes: those named, and those that hold one of the places."""
    keys = sorted(plan.places)
    found = dict(plan.touched)
    for start in range(0, len(keys), BATCH):
        for region in Region.objects.filter(places__in=keys[start : start + BATCH]).distinct():
            found[region.pk] = region
    return [found[pk] for pk in sorted(found)]
