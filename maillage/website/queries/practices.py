"""Questions about practices: one page of those found, and all that is told of one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, F, OuterRef, QuerySet, Subquery, Value

from maillage.cooperation.models import Mention
from maillage.cooperation.queries.reported import is_reported
from maillage.initiatives.models import Confirmation, Initiative
from maillage.people.models import Organisation
from maillage.territory.models import Place, Region, Theme

# A practice with the columns that are added here: no type of Django's says so.
Told = Any


@dataclass(frozen=True)
class Partners:
    """Who takes part in a practice, and which places it serves."""

    organisations: list[str]
    places: list[str]


def regions_with_land() -> QuerySet[Any]:
    """Return the active regions of all programmes, each with its outline."""
    rows = Region.objects.filter(is_active=True).select_related("programme").order_by("slug")
    return rows.annotate(outline=F("map__drawing__outline"))


def waiting_practices() -> QuerySet[Any]:
    """Return the numbers of the practices noted at a roundtable none of whose reports is out."""
    told = Mention.objects.filter(is_reported()).values("initiative")
    return Mention.objects.exclude(initiative__in=told).order_by().values_list("initiative", flat=True).distinct()


def with_age(practices: QuerySet[Initiative]) -> QuerySet[Any]:
    """Add the day on which each practice was confirmed last, and by what answer."""
    said = Confirmation.objects.filter(initiative=OuterRef("pk")).order_by("-confirmed_on", "-pk")
    return practices.annotate(
        confirmed_on=Subquery(said.values("confirmed_on")[:1]), confirmed_as=Subquery(said.values("answer")[:1])
    )


def page_of(numbers: Iterable[int]) -> list[Told]:
    """Return practices in the order of their numbers, with what a card shows."""
    numbers = list(numbers)
    known = with_age(Initiative.objects.filter(pk__in=numbers)).select_related("organisation", "place", "terms")
    rows = {practice.pk: practice for practice in known}
    return [rows[number] for number in numbers if number in rows]


def themes_of(practices: Iterable[Initiative], themes: Iterable[Theme]) -> dict[int, list[Theme]]:
    """Return the shown themes of practices, each once, in the order of themes."""
    place = {theme.pk: (number, theme.shown) for number, theme in enumerate(themes)}
    joined = Initiative.themes.through.objects.filter(initiative__in=[practice.pk for practice in practices])
    found: defaultdict[int, list[tuple[int, Theme]]] = defaultdict(list)
    for practice, theme in joined.values_list("initiative_id", "theme_id"):
        found[practice].append(place[theme])
    return {
        practice: list(dict.fromkeys(theme for _number, theme in sorted(rows, key=lambda row: row[0])))
        for practice, rows in found.items()
    }


def partners_of(practice: Initiative) -> Partners:
    """Return partners and places served, in one query."""
    houses = Organisation.objects.filter(initiatives_joined=practice).order_by()
    places = Place.objects.filter(initiatives_serving=practice).order_by()
    rows = houses.annotate(what=_said("house")).values_list("what", "name")
    found = sorted(rows.union(places.annotate(what=_said("place")).values_list("what", "name"), all=True))
    return Partners(
        [name for what, name in found if what == "house"], [name for what, name in found if what == "place"]
    )


def _said(word: str) -> Value:
    return Value(word, output_field=CharField())
