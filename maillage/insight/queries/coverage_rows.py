"""What is recorded of a region's coverage, in few questions: places, initiatives, needs, nones and who listens."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import CharField, Exists, F, FilteredRelation, IntegerField, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Coalesce

from maillage.cooperation.models import Need, Presence, Raising
from maillage.cooperation.queries.reported import is_reported, public_needs, public_practices
from maillage.initiatives.enums import Serves, Standing
from maillage.initiatives.models import Initiative
from maillage.initiatives.queries.of_the_region import of_the_region
from maillage.insight.enums import Weighs
from maillage.insight.models import CoverageSettings, Listener
from maillage.kit.fields import LocalWording
from maillage.people.models import Organisation
from maillage.territory.models import Place, Region, Theme

USUAL_REACH = 20.0
# Kilometres where the convenor has set none: how far the field goes for a lesson, a desk, a driving school.
REACHES = {"mobility": 30.0}


@dataclass(frozen=True)
class Spot:
    """A municipality of the region; an empty figure is not known."""

    pk: int
    code: str
    name: str
    parent_id: int | None
    parent: str
    population: int | None
    year: int | None
    area: float | None
    latitude: float | None
    longitude: float | None
    degurba: int | None
    newcomers: int | None


@dataclass(frozen=True)
class Offer:
    """An initiative that has not ended: where it stands, how it reaches places, and about which shown themes."""

    pk: int
    public_id: str
    name: LocalWording
    place_id: int | None
    place: str
    latitude: float | None
    longitude: float | None
    serves: str
    is_known_to_run: bool
    capacity: int | None
    themes: frozenset[int]
    served: frozenset[int]

    @property
    def is_online(self) -> bool:
        return self.serves == Serves.ONLINE

    @property
    def is_point(self) -> bool:
        """Whether it stands at one place, so that there is a way to it."""
        return self.serves in {Serves.POINT, Serves.UNKNOWN}


@dataclass(frozen=True)
class Reported:
    """A need with its shown theme and the places it was reported from."""

    pk: int
    theme: int | None
    places: frozenset[int]


@dataclass(frozen=True, eq=False)
class Known:
    """Everything a region's coverage is reckoned from; `told` are the needs of the period, `needs` those that stand."""

    region: Region
    settings: CoverageSettings
    today: date
    places: tuple[Spot, ...]
    themes: tuple[Theme, ...]
    offers: tuple[Offer, ...]
    needs: tuple[Reported, ...]
    told: tuple[Reported, ...]
    nones: dict[tuple[int, int], date]
    heard: frozenset[int]

    @property
    def weighs_newcomers(self) -> bool:
        return self.settings.weighs == Weighs.NEWCOMERS

    def reach_of(self, theme: Theme) -> float:
        """Return how many kilometres are near for a theme."""
        return reach_of(self.settings, theme.key)


def reach_of(settings: CoverageSettings, key: str) -> float:
    """Return how many kilometres are near for a theme, as set or as usual."""
    return float(settings.reaches.get(key) or REACHES.get(key, USUAL_REACH))


def settings_of(region: Region) -> CoverageSettings:
    """Return the settings of a region; the usual ones, unsaved, where nobody has set any."""
    return getattr(region, "coverage_settings", None) or CoverageSettings(region=region)


def region_of(slug: str) -> Region | None:
    """Return a region with its programme, settings and drawn map, in one question."""
    rows = Region.objects.select_related("programme", "coverage_settings", "map")
    return rows.filter(slug=slug).first()


def known_of(region: Region, today: date) -> Known:
    """Ask for everything that the coverage of a region is reckoned from, in four questions."""
    settings = settings_of(region)
    links: dict[str, list[tuple[int, int, int]]] = {kind: [] for kind in ("serves", "needs", "told", "hears")}
    for kind, row, theme, place in _links(region, settings.listened_since, today):
        links[kind].append((row, theme, place))
    served: dict[int, set[int]] = {}
    for initiative, _theme, place in links["serves"]:
        served.setdefault(initiative, set()).add(place)
    themes, nones = _themes(region)
    return Known(
        region=region,
        settings=settings,
        today=today,
        places=_places(region),
        themes=themes,
        offers=_offers(region, today, served),
        needs=_needs(links["needs"]),
        told=_needs(links["told"]),
        nones=nones,
        heard=frozenset(place for _row, _theme, place in links["hears"]),
    )


def _places(region: Region) -> tuple[Spot, ...]:
    """Return the places, the biggest first; a place with parts in the region is left out, its parts stand for it."""
    counted = FilteredRelation("newcomers_there", condition=Q(newcomers_there__region=region))
    rows = Place.objects.filter(regions=region).annotate(
        counted=counted, area_name=Coalesce("parent__name", Value("")), newcomers=F("counted__persons")
    )
    columns = (
        "pk", "code", "name", "parent_id", "area_name", "population", "population_year", "area_km2", "latitude",
        "longitude", "degurba", "newcomers",
    )  # fmt: skip
    found = [Spot(*row) for row in rows.order_by().values_list(*columns)]
    parents = {spot.parent_id for spot in found}
    kept = [spot for spot in found if spot.pk not in parents]
    return tuple(sorted(kept, key=lambda spot: (-(spot.population or 0), spot.name, spot.code)))


def standing_initiatives(region: Region, today: date) -> QuerySet[Initiative]:
    """Return the initiatives of a region that the public may read, begun and not ended; no ideas from elsewhere."""
    begun = Q(started_on__isnull=True) | Q(started_on__lte=today)
    going = Q(ended_on__isnull=True) | Q(ended_on__gte=today)
    rows = public_practices().filter(begun, going, region=region, merged_into__isnull=True)
    return of_the_region(rows.exclude(standing=Standing.PAST))


def _offers(region: Region, today: date, served: dict[int, set[int]]) -> tuple[Offer, ...]:
    """Return the initiatives, flat rows of which have one for each theme."""
    rows = standing_initiatives(region, today).annotate(shown=Coalesce("themes__group_id", "themes__pk"))
    columns = (
        "pk", "public_id", "name", "place_id", "place__name", "place__latitude", "place__longitude", "serves",
        "standing", "terms__capacity_a_week",
    )  # fmt: skip
    themes: dict[int, set[int]] = {}
    cells: dict[int, Any] = {}
    for *row, theme in rows.order_by("pk").values_list(*columns, "shown"):
        cells[row[0]] = row
        themes.setdefault(row[0], set()).update({theme} if theme else ())
    return tuple(
        Offer(
            pk, public_id, name, place, place_name or "", latitude, longitude, serves, standing == Standing.PRESENT,
            capacity, frozenset(themes[pk]), frozenset(served.get(pk, ())),
        )
        for pk, public_id, name, place, place_name, latitude, longitude, serves, standing, capacity in cells.values()
    )  # fmt: skip


def _needs(rows: Iterable[tuple[int, int, int]]) -> tuple[Reported, ...]:
    themes: dict[int, int | None] = {}
    places: dict[int, set[int]] = {}
    for need, theme, place in rows:
        themes[need] = theme
        places.setdefault(need, set()).update({place} if place else ())
    return tuple(Reported(pk, themes[pk], frozenset(places[pk])) for pk in sorted(themes))


def _themes(region: Region) -> tuple[tuple[Theme, ...], dict[tuple[int, int], date]]:
    """Return the shown themes, and since when which place is known to have nothing of which."""
    standing = Q(declared_nones__region=region, declared_nones__taken_back_at__isnull=True)
    rows = Theme.objects.filter(group__isnull=True).annotate(
        asked=FilteredRelation("declared_nones", condition=standing),
        none_at=F("asked__place_id"),
        none_on=F("asked__asked_on"),
    )
    themes: dict[int, Theme] = {}
    nones: dict[tuple[int, int], date] = {}
    for theme in rows.order_by("position", "key"):
        themes.setdefault(theme.pk, theme)
        if theme.none_at:
            nones[theme.none_at, theme.pk] = theme.none_on
    return tuple(themes.values()), nones


def _links(region: Region, since: date | None, today: date) -> QuerySet[Any, Any]:
    """Return rows of (kind, row, theme, place): places served, needs and their places, places somebody listens in."""
    served = Initiative.places_served.through.objects.filter(initiative__region=region)
    themed = public_needs().filter(region=region).annotate(shown=Coalesce("theme__group_id", "theme_id"))
    told = _told(themed, since)
    selects: list[QuerySet[Any, Any]] = [
        _row(served, "serves", row="initiative_id", place="place_id"),
        _row(themed.filter(closed_on__isnull=True).order_by(), "needs", row="pk", theme="shown", place="places__pk"),
        _row(told.order_by(), "told", row="pk", theme="shown", place="places__pk"),
        *(_row(rows, "hears", place=place) for rows, place in _ears(region, since, today)),
    ]
    return selects[0].union(*selects[1:], all=True)


def _row(rows: QuerySet[Any], kind: str, *, row: str = "", theme: str = "", place: str) -> QuerySet[Any, Any]:
    """Return (kind, row, theme, place) of rows; what has no row or theme of its own says 0."""
    nothing = Value(0, output_field=IntegerField())
    told: QuerySet[Any, Any] = rows.annotate(
        kind_told=Value(kind, output_field=CharField()),
        row_told=F(row) if row else nothing,
        theme_told=F(theme) if theme else nothing,
        place_told=F(place),
    ).values_list("kind_told", "row_told", "theme_told", "place_told")
    return told


def _told(needs: QuerySet[Need], since: date | None) -> QuerySet[Need]:
    """Keep the needs that were raised in the period."""
    if since is None:
        return needs
    raised = Raising.objects.filter(is_reported(), need=OuterRef("pk"), roundtable__date__gte=since)
    return needs.filter(Exists(raised))


def _ears(region: Region, since: date | None, today: date) -> list[tuple[QuerySet[Any], str]]:
    """Return who listened in the period: as declared, as seated here and serving a place, as present at a table."""
    begun, seat_begun = Q(since__lte=today), Q(seats__joined_on__isnull=True) | Q(seats__joined_on__lte=today)
    going, seat_going = Q(until__isnull=True), Q(seats__left_on__isnull=True)
    held = Q(roundtable__region=region, contact__organisation__isnull=False, roundtable__date__lte=today)
    if since:
        going |= Q(until__gte=since)
        seat_going |= Q(seats__left_on__gte=since)
        held &= Q(roundtable__date__gte=since)
    else:
        going |= Q(until__gte=today)
        seat_going |= Q(seats__left_on__gt=today)
    seated = Organisation.objects.filter(seat_begun, seat_going, seats__region=region).order_by()
    present = Presence.objects.filter(held).order_by()
    declared = Listener.objects.filter(begun, going, region=region).order_by()
    return [
        (declared, "place_id"),
        (seated.filter(based_in__isnull=False), "based_in_id"),
        (seated.filter(places_served__isnull=False), "places_served__pk"),
        (present.filter(contact__organisation__based_in__isnull=False), "contact__organisation__based_in_id"),
        (
            present.filter(contact__organisation__places_served__isnull=False),
            "contact__organisation__places_served__pk",
        ),
    ]
