"""The facts of one roundtable as plain values; None and empty mean not recorded."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, time

from maillage.core.headcount import Headcount
from maillage.core.wording import Wording


@dataclass(frozen=True)
class Organiser:
    """An organisation that stands behind the roundtable, in what capacity."""

    name: str
    role: str
    remark: Wording = field(default_factory=Wording)


@dataclass(frozen=True)
class Said:
    """One noted line: what participants said, or a piece of news."""

    public_id: str
    text: Wording
    item: int | None = None
    room: int | None = None


@dataclass(frozen=True)
class Item:
    """One agenda item and what it brought."""

    position: int
    kind: str
    title: Wording = field(default_factory=Wording)
    brought: Wording = field(default_factory=Wording)
    presenter: str = ""
    minutes: int | None = None


@dataclass(frozen=True)
class Need:
    """A need or proposal as it was raised here."""

    public_id: str
    text: Wording
    is_proposal: bool = False
    addressed_to: tuple[str, ...] = ()
    addressed_in_words: Wording = field(default_factory=Wording)
    times_raised: int = 1


@dataclass(frozen=True)
class Room:
    """A breakout room with what it asked for, in order."""

    number: int
    title: Wording
    needs: tuple[Need, ...] = ()


@dataclass(frozen=True)
class Promise:
    """A commitment taken at this roundtable."""

    public_id: str
    text: Wording
    owner: str = ""
    due_on: date | None = None
    is_example: bool = False


@dataclass(frozen=True)
class Practice:
    """A practice that was mentioned."""

    public_id: str
    name: Wording
    description: Wording = field(default_factory=Wording)
    organisation: str = ""
    item: int | None = None


@dataclass(frozen=True)
class Programme:
    """The frame: its name, its aim, the credit its funder asks for, and the other regions."""

    name: str = ""
    aim: Wording = field(default_factory=Wording)
    funder_credit: Wording = field(default_factory=Wording)
    other_regions: int = 0
    other_countries: tuple[Wording, ...] = ()


@dataclass(frozen=True)
class Facts:
    """Everything a report may say; nothing else is ever said."""

    number: int
    date: date
    region: Wording
    programme: Programme = field(default_factory=Programme)
    region_kind: Wording = field(default_factory=Wording)
    country: Wording = field(default_factory=Wording)
    planned: int = 0
    later_years: tuple[int, ...] = ()
    mode: str = ""
    start_time: time | None = None
    minutes: int | None = None
    venue: Wording = field(default_factory=Wording)
    subject: Wording = field(default_factory=Wording)
    organisers: tuple[Organiser, ...] = ()
    headcount: Headcount | None = None
    categories: dict[str, int | None] = field(default_factory=dict)
    categories_note: Wording = field(default_factory=Wording)
    items: tuple[Item, ...] = ()
    rooms: tuple[Room, ...] = ()
    other_needs: tuple[Need, ...] = ()
    promises: tuple[Promise, ...] = ()
    practices: tuple[Practice, ...] = ()
    said: tuple[Said, ...] = ()
    news: tuple[Said, ...] = ()

    @property
    def needs(self) -> tuple[Need, ...]:
        """Everything raised, rooms first."""
        return (*(need for room in self.rooms for need in room.needs), *self.other_needs)
