"""Everything a factfile is composed from, as plain values; None and empty mean not recorded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from maillage.core.wording import Wording


@dataclass(frozen=True)
class Municipality:
    """One place of the region; `degurba` 1 city, 2 town, 3 rural."""

    population: int | None = None
    year: int | None = None
    area_km2: float | None = None
    degurba: int | None = None
    source: str = ""


@dataclass(frozen=True)
class Entered:
    """A figure that somebody entered; `counts_people` is protected, `small_place` tells of too small a municipality."""

    indicator: str
    label: Wording
    value: Decimal | None
    unit: str
    as_of: date
    level: str
    source: str
    method: str
    place: str = ""
    licence: str = ""
    flag: str = ""
    checked_by: str = ""
    checked_on: date | None = None
    counts_people: bool = False
    small_place: bool = False


@dataclass(frozen=True)
class Organisation:
    """An organisation at the table."""

    name: str
    category: str = ""
    based_in: str = ""
    is_local: bool = False


@dataclass(frozen=True)
class Action:
    """An initiative with its shown themes, as a card tells it; a place with coordinates stands on the map."""

    public_id: str
    name: Wording
    themes: tuple[tuple[str, Wording], ...] = ()
    who: str = ""
    place: str = ""
    place_in_words: Wording = field(default_factory=Wording)
    spot: tuple[float, float] | None = None
    standing: str = "unknown"
    serves: str = "unknown"
    funder: Wording = field(default_factory=Wording)
    capacity: int | None = None
    languages: tuple[str, ...] = ()
    checked_on: date | None = None


@dataclass(frozen=True)
class Gap:
    """One theme: how many live within reach, in per cent, in town and country; None where that is not known.

    `people_urban` and `people_rural` are how many each share rests on. `hides` names what of urban, rural and beyond
    may not be told, because a single place could be reckoned from it.
    """

    theme: str
    label: Wording
    reach: float
    circuity: float
    initiatives: int
    urban: float | None
    rural: float | None
    people_urban: float = 0
    people_rural: float = 0
    people: float | None = None
    covered: float | None = None
    who: str = "residents"
    hides: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Quotient:
    """Initiatives of a theme in rural places beside the people there; no figures where fewer than five stand.

    `verdict` is that of core.coverage.concentration: a word of direction only where the interval excludes 1.
    """

    theme: str
    inside: int
    total: int
    people_inside: float
    people: float
    verdict: str
    quotient: float | None = None
    low: float | None = None
    high: float | None = None
    who: str = "residents"
    is_told: bool = True


@dataclass(frozen=True)
class Access:
    """Places a week of one theme beside the people who share them; `assumed` of `places` sites tell no number."""

    theme: str
    label: Wording
    supply: float
    people: float
    assumed: int
    places: int
    who: str = "residents"
    is_told: bool = True


@dataclass(frozen=True)
class HeardPeople:
    """How many of these people live where somebody listens."""

    who: str
    heard: float
    people: float
    is_told: bool = True


@dataclass(frozen=True)
class Silent:
    """How many needs are to be expected in all places together where nobody listens and none was reported."""

    expected: float
    people: float
    who: str = "residents"
    is_told: bool = True


@dataclass(frozen=True)
class Listening:
    """In how many places of how many somebody listens; `silent` None where nothing can be expected from."""

    heard: int
    places: int
    people: tuple[HeardPeople, ...] = ()
    silent: Silent | None = None


@dataclass(frozen=True)
class Strategy:
    """A strategy of welcome."""

    title: Wording
    made_by: str
    level: str
    since: date | None = None
    until: date | None = None
    link: str = ""
    remark: Wording = field(default_factory=Wording)

    def is_in_force(self, on: date) -> bool:
        """Whether it holds on a day; one without dates holds."""
        return (self.since is None or self.since <= on) and (self.until is None or self.until >= on)


@dataclass(frozen=True)
class Need:
    """A need as published: its shown theme, its state, and when it was raised and first acted on."""

    theme: str
    label: Wording
    is_taken_up: bool
    is_done: bool
    raised_on: date | None = None
    acted_on: date | None = None


@dataclass(frozen=True)
class Promise:
    """A commitment and how it stands: kept, open, late or dropped; an example is made up and counts in no figure."""

    state: str
    is_example: bool = False


@dataclass(frozen=True)
class Roundtable:
    """A roundtable held: `headcount` as core.headcount takes it, `newcomers` None where nobody counted."""

    number: int
    date: date
    mode: str = ""
    headcount: Mapping[str, Any] = field(default_factory=dict)
    newcomers: int | None = None


@dataclass(frozen=True)
class Practice:
    """A practice that published reports tell of, at which roundtables."""

    name: Wording
    who: str = ""
    numbers: tuple[int, ...] = ()


@dataclass(frozen=True)
class Line:
    """A line of money (euros) or of posts (full-time equivalents); `spent` only of money."""

    title: Wording
    theme: str
    label: Wording
    who: str
    funder: str
    planned: Decimal
    secured: Decimal
    spent: Decimal | None = None
    since: date | None = None
    until: date | None = None
    checked_on: date | None = None


@dataclass(frozen=True)
class Target:
    """What a pilot aims at."""

    title: Wording
    aimed: int
    reached: int | None = None
    counts_people: bool = False


@dataclass(frozen=True)
class Pilot:
    """A pilot; unknown name, holder or amount stays empty."""

    name: Wording
    holder: str = ""
    months: int | None = None
    budget: int | None = None
    budget_note: Wording = field(default_factory=Wording)
    participants: int | None = None
    targets: tuple[Target, ...] = ()


@dataclass(frozen=True)
class Facts:
    """A region on a day; `kept_lines` are lines of money and posts that their organisations keep to themselves."""

    on: date
    name: Wording
    kind: Wording = field(default_factory=Wording)
    parent: Wording = field(default_factory=Wording)
    nuts_code: str = ""
    nuts_remark: Wording = field(default_factory=Wording)
    planned_roundtables: int = 0
    municipalities: tuple[Municipality, ...] = ()
    entered: tuple[Entered, ...] = ()
    tables: tuple[Mapping[str, Any], ...] = ()
    organisations: tuple[Organisation, ...] = ()
    actions: tuple[Action, ...] = ()
    ideas_elsewhere: int = 0
    quotients: tuple[Quotient, ...] = ()
    access: tuple[Access, ...] = ()
    gaps: tuple[Gap, ...] = ()
    listening: Listening | None = None
    strategies: tuple[Strategy, ...] = ()
    needs: tuple[Need, ...] = ()
    promises: tuple[Promise, ...] = ()
    roundtables: tuple[Roundtable, ...] = ()
    practices: tuple[Practice, ...] = ()
    money: tuple[Line, ...] = ()
    posts: tuple[Line, ...] = ()
    kept_lines: int = 0
    pilots: tuple[Pilot, ...] = ()
