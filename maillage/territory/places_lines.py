"""One line of a table of places before it is checked, and how an error says where it stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

Errors = list[tuple[int, str]]


@dataclass(frozen=True)
class Line:
    """The cells of a line by column; in a workbook with its sheet and the letter of each column."""

    number: int
    cells: dict[str, str]
    sheet: str = ""
    letters: Mapping[str, str] = field(default_factory=dict)
    wrong: tuple[tuple[str, str], ...] = ()

    def error(self, sentence: str, column: str = "") -> tuple[int, str]:
        """Return the error with its place: the line, and in a workbook the address of the cell."""
        return self.number, f"{self.address(column)}: {sentence}" if self.sheet else sentence

    def address(self, column: str = "") -> str:
        """Return where a cell stands, as spreadsheets write it."""
        return f"{self.sheet}!{self.letters.get(column, '')}{self.number}"
