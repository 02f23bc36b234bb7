"""Questions about who keeps coming: the head-counts, who of the first table still sits there, who stopped."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q
from django.utils import timezone

from maillage.cooperation.enums import State
from maillage.cooperation.models import Roundtable
from maillage.core.headcount import Headcount
from maillage.core.retention import Counts, Gathering, Kept, Plot, Stopped, kept, kinds_gone, plot, stopped
from maillage.people.models import Organisation
from maillage.territory.models import Region

WIDTH, HEIGHT, MARGIN = 320, 190, 34
COUNTED = ("exact", "least", "most", "online", "on_site")


@dataclass(frozen=True)
class Gone:
    """Somebody who used to come and stopped: an organisation, or a person who spoke for themselves."""

    who: str
    organisation: int | None
    times: int
    last: int


@dataclass(frozen=True)
class Retention:
    """What is known of who keeps coming; `counts` and `of_first` by number of table."""

    counts: Counts
    of_first: list[Kept]
    categories: dict[str, tuple[int, int]]
    gone: list[Gone]
    plot: Plot | None = None
    rows: list[tuple[int, tuple[int, int] | None, Kept | None]] = field(default_factory=list)


@dataclass
class Table:
    """One table while its rows are read."""

    count: tuple[int, int] | None
    kinds: frozenset[str]
    organisations: set[int] = field(default_factory=set)
    people: set[int] = field(default_factory=set)
    alone: set[int] = field(default_factory=set)


def retention_of(region: Region) -> Retention:
    """Reckon who keeps coming to the tables of a region that took place; two queries."""
    tables, names = _tables(region)
    counts = {number: table.count for number, table in tables.items() if table.count}
    seated = [
        Gathering(number, present=frozenset(table.organisations) if table.people else None, kinds=table.kinds or None)
        for number, table in tables.items()
    ]
    of_first = kept(seated)
    gone = [*_organisations(region, stopped(seated)), *_people(tables, names)]
    by_number = {one.number: one for one in of_first}
    cohort = {number: (one.still, one.still) for number, one in by_number.items()}
    drawn = len(counts) > 1 or len(of_first) > 1
    known = bool(counts or of_first)
    return Retention(
        counts=counts,
        of_first=of_first,
        categories=kinds_gone(seated),
        gone=sorted(gone, key=lambda one: (-one.times, -one.last, one.who)),
        plot=_drawing(tables, counts, cohort if len(cohort) > 1 else {}) if drawn else None,
        rows=[(number, counts.get(number), by_number.get(number)) for number in sorted(tables) if known],
    )


def _tables(region: Region) -> tuple[dict[int, Table], dict[int, str]]:
    """Read the tables that took place, with who sat there; and the names of people without an organisation."""
    rows = (
        Roundtable.objects.filter(
            Q(state=State.HELD) | Q(state=State.CALLED, date__lt=timezone.localdate()), region=region
        )
        .order_by("number")
        .values_list(
            "number",
            *(f"attendance__{name}" for name in COUNTED),
            "attendance__categories",
            "presences__contact",
            "presences__contact__name",
            "presences__contact__organisation",
        )
    )
    tables: dict[int, Table] = {}
    names: dict[int, str] = {}
    for number, *figures, categories, contact, name, organisation in rows:
        kinds = frozenset(key for key, count in (categories or {}).items() if count != 0)
        table = tables.setdefault(number, Table(_count(figures), kinds))
        if contact is not None:
            table.people.add(contact)
            (table.organisations if organisation else table.alone).add(organisation or contact)
            names[contact] = name
    for table in tables.values():
        if table.count is None and table.people:
            table.count = (len(table.people), len(table.people))
    return tables, names


def _count(figures: list[int | None]) -> tuple[int, int] | None:
    """Return the head-count as a range; None where nobody counted."""
    known: dict[str, Any] = dict(zip(COUNTED, figures, strict=True))
    counted = Headcount(**known)
    if counted.total is not None:
        return counted.total, counted.total
    return (counted.least, counted.most) if counted.least is not None and counted.most is not None else None


def _organisations(region: Region, found: list[Stopped[int]]) -> list[Gone]:
    """Name the organisations that stopped; those that left the platform are not missed."""
    named = Organisation.objects.filter(pk__in=[one.who for one in found]).exclude(
        seats__region=region, seats__left_on__isnull=False
    )
    names = dict(named.values_list("pk", "name"))
    return [Gone(names[one.who], one.who, one.times, one.last) for one in found if one.who in names]


def _people(tables: dict[int, Table], names: dict[int, str]) -> list[Gone]:
    """Name the people without an organisation who stopped; erased ones stay unnamed and out of the list."""
    alone = [Gathering(number, present=frozenset(table.alone)) for number, table in tables.items() if table.people]
    return [Gone(names[one.who], None, one.times, one.last) for one in stopped(alone) if names[one.who]]


def _drawing(tables: Iterable[int], counts: Counts, cohort: Counts) -> Plot:
    return plot([counts, cohort], tables, width=WIDTH, height=HEIGHT, margin=MARGIN)
