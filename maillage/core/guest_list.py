"""A pasted list of people, whatever its shape: each line becomes a person, a repetition, or a fault with its number."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum

from maillage.core.list_columns import Heading, cells_of, heading_of

# Runs without what parts words, each read once: a long line without an address costs no more than its length.
RUN = re.compile(r"[^\s<>,;\"()\[\]]++")
LINE_END = re.compile(r"\r\n|\r|\n")
SEPARATORS = ";,\t"
# Marks by which a name could be shown backwards or its end hidden.
OVERRIDES = re.compile("[\u202a-\u202e\u2066-\u2069\ufeff]")
LONGEST = {"name": 150, "email": 254, "organisation": 200, "phone": 40, "function": 120}


class Fault(StrEnum):
    """Why a line names nobody who can be written to."""

    NO_ADDRESS = "no_address"
    BROKEN_ADDRESS = "broken_address"
    SEVERAL_ADDRESSES = "several_addresses"
    BREAK_INSIDE = "break_inside"
    TOO_LONG = "too_long"
    OPEN_QUOTE = "open_quote"


class TooMany(ValueError):
    """The list has more lines than are read at once; `lines` says how many."""

    def __init__(self, lines: int) -> None:
        super().__init__(str(lines))
        self.lines = lines


@dataclass(frozen=True)
class Person:
    """Somebody a line names; what it does not say is empty."""

    number: int
    email: str
    name: str = ""
    organisation: str = ""
    category: str = ""
    language: str = ""
    phone: str = ""
    function: str = ""


@dataclass(frozen=True)
class Faulty:
    """A line nobody can be read from: its number, why, and what it says there."""

    number: int
    fault: Fault
    said: str


@dataclass(frozen=True)
class Repeated:
    """A line whose address stands on line `first` already."""

    number: int
    first: int
    email: str


@dataclass
class GuestList:
    """What was read, each line in one of three lists, and the headings nobody uses."""

    people: list[Person] = field(default_factory=list)
    faults: list[Faulty] = field(default_factory=list)
    repeated: list[Repeated] = field(default_factory=list)
    unused: list[str] = field(default_factory=list)


def read_guests(text: str, *, is_address: Callable[[str], bool], most: int) -> GuestList:
    """Read a list: Name <address>, addresses alone, cells between tabs, semicolons or commas, or a headed table.

    Input: text with any line ends; `is_address` decides of a whole address; `most` lines at once. Each line that says
    something is told of at least once in the result. Raises TooMany.
    """
    lines = [(number, line) for number, line in enumerate(LINE_END.split(text), start=1) if line.strip("\ufeff \t;,")]
    asked = max(len(lines), text.count("@") // 2)
    if asked > most:
        raise TooMany(asked)
    found = GuestList()
    heading, delimiter = _heading(lines[0][1]) if lines else (None, "")
    rows = _table(text, heading, delimiter, found) if heading else _free(lines)
    seen: dict[str, int] = {}
    for row in rows:
        _sort(row, found, seen, is_address)
    if len(found.people) > most:
        raise TooMany(len(found.people))
    return found


Row = Person | Faulty


def _sort(row: Row, found: GuestList, seen: dict[str, int], is_address: Callable[[str], bool]) -> None:
    """Put a line where it belongs."""
    fault = row if isinstance(row, Faulty) else _fault(row, is_address)
    if fault or isinstance(row, Faulty):
        found.faults += [fault] if fault else []
        return
    first = seen.setdefault(row.email.casefold(), row.number)
    if len(seen) > len(found.people):
        found.people.append(replace(row, email=row.email.lower(), name=OVERRIDES.sub("", row.name).strip()))
    else:
        found.repeated.append(Repeated(row.number, first, row.email))


def _heading(line: str) -> tuple[Heading | None, str]:
    """Return how a table is headed; None where the first line is no heading, since it names no column of addresses."""
    delimiter = max(SEPARATORS, key=line.count)
    heading = heading_of([_bare(cell) for cell in line.split(delimiter)])
    known = "email" in heading.places and "@" not in line
    return (heading if known else None), delimiter


def _table(text: str, heading: Heading, delimiter: str, found: GuestList) -> Iterator[Row]:
    """Yield the lines below a heading; an open quotation mark ends the reading."""
    found.unused = heading.unused
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    begins, is_heading = 1, True
    try:
        for cells in reader:
            if any(cell.strip("\ufeff \t") for cell in cells):
                if not is_heading:
                    said = cells_of([cell.strip(" ") for cell in cells], heading.places)
                    yield Person(begins, **said)
                is_heading = False
            begins = reader.line_num + 1
    except csv.Error:
        yield Faulty(begins, Fault.OPEN_QUOTE, "")


def _free(lines: list[tuple[int, str]]) -> Iterator[Row]:
    """Yield the people of lines without a heading; a line may hold several, parted by semicolons or commas."""
    for number, line in lines:
        for piece in _pieces(line):
            yield _person(number, piece)


def _addresses(text: str) -> list[re.Match[str]]:
    """Return the runs that hold the sign of an address."""
    return [run for run in RUN.finditer(text) if "@" in run.group()]


def _pieces(line: str) -> list[str]:
    """Part a line that names several people; one piece where it names at most one, or cannot be parted."""
    if len(_addresses(line)) < 2:
        return [line]
    for separator in SEPARATORS:
        parts = [part for part in _outside_quotes(line, separator) if part.strip()]
        if len(parts) > 1 and all(len(_addresses(part)) == 1 for part in parts):
            return parts
    return [line]


def _outside_quotes(line: str, separator: str) -> list[str]:
    """Part a line at a separator that stands between no quotation marks."""
    parts, quoted = [""], False
    for letter in line:
        quoted = quoted != (letter == '"')
        if letter == separator and not quoted:
            parts.append("")
        else:
            parts[-1] += letter
    return parts if not quoted else line.split(separator)


def _person(number: int, piece: str) -> Row:
    """Read one person from a piece of a line."""
    found = _addresses(piece)
    if not found:
        return Faulty(number, Fault.NO_ADDRESS, _shown(piece))
    if len(found) > 1:
        return Faulty(number, Fault.SEVERAL_ADDRESSES, _shown(piece))
    before, after = piece[: found[0].start()], piece[found[0].end() :]
    cells = _words(after.lstrip("> "))
    if before.rstrip().endswith("<"):
        name, others = _bare(before), cells
    else:
        name, *others = [*_words(before), *cells, ""]
    organisation = next((cell for cell in others if cell), "")
    address = found[0].group().removeprefix("mailto:").strip("'.")
    return Person(number, address, name, organisation)


def _words(text: str) -> list[str]:
    """Return the cells of a piece that hold words."""
    separator = max(SEPARATORS, key=text.count)
    return [bare for cell in _outside_quotes(text, separator) if (bare := _bare(cell))]


def _bare(cell: str) -> str:
    return cell.replace("\ufeff", "").strip(" \t\"'<>;,")


def _fault(person: Person, is_address: Callable[[str], bool]) -> Faulty | None:
    """Return why somebody cannot be written to, or None."""
    for column in ("name", "organisation", "phone", "function"):
        if _breaks(getattr(person, column)):
            return Faulty(person.number, Fault.BREAK_INSIDE, _shown(getattr(person, column)))
    if not person.email:
        return Faulty(person.number, Fault.NO_ADDRESS, _shown(person.name or person.organisation))
    for column, longest in LONGEST.items():
        if len(getattr(person, column)) > longest:
            return Faulty(person.number, Fault.TOO_LONG, _shown(getattr(person, column)))
    if not is_address(person.email):
        return Faulty(person.number, Fault.BROKEN_ADDRESS, _shown(person.email))
    return None


def _breaks(text: str) -> bool:
    """Tell whether a text holds a line break or another control character, by which a header could be forged."""
    return any(unicodedata.category(letter) in {"Cc", "Zl", "Zp"} for letter in text)


def _shown(text: str) -> str:
    """Return the beginning of a text on one line, fit to be shown in a sentence."""
    line = " ".join("".join(" " if _breaks(letter) else letter for letter in text[:200]).split())
    return line if len(line) <= 60 else f"{line[:60]}…"
