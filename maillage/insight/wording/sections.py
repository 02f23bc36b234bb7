"""What a section of a factfile is made of, worded in the reader's language: for the page, the paper and the sheet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True)
class Cell:
    """What stands in one place of a table; `lang` only where it is another language than the page's."""

    text: str
    more: str = ""
    lang: str = ""
    url: str = ""
    is_unknown: bool = False


@dataclass(frozen=True)
class Paragraph:
    """Running text; `manner` is text, unknown (what is not known, and what would fill it) or small."""

    shape: ClassVar[str] = "paragraph"
    text: str
    manner: str = "text"
    lang: str = ""


@dataclass(frozen=True)
class Table:
    """A table whose first column names its rows.

    `numbers` are the places of columns of figures; `sources` those that the paper tells as numbered notes instead.
    """

    shape: ClassVar[str] = "table"
    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    notes: tuple[str, ...] = ()
    numbers: tuple[int, ...] = ()
    sources: tuple[int, ...] = ()


@dataclass(frozen=True)
class Bar:
    """One bar: how long it is beside the longest (0 to 1), and what it says in words."""

    label: str
    length: float
    said: str
    lang: str = ""


@dataclass(frozen=True)
class Bars:
    """A plot of bars; `said` tells the same in one sentence for who does not see it."""

    shape: ClassVar[str] = "bars"
    title: str
    bars: tuple[Bar, ...]
    said: str


@dataclass(frozen=True)
class Spots:
    """Places on the region's map, as degrees (longitude, latitude); `said` names them."""

    shape: ClassVar[str] = "spots"
    title: str
    spots: tuple[tuple[str, float, float], ...]
    said: str


Part = Paragraph | Table | Bars | Spots


@dataclass(frozen=True)
class Section:
    """One block in words, and above it the convenor's own words (their markup, and its language)."""

    kind: str
    title: str
    parts: tuple[Part, ...]
    own_words: str = ""
    own_language: str = ""
