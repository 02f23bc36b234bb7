"""The sections of a factfile as a paper takes them: plain values, sources turned into numbered notes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from maillage.insight.papers.region_map import map_of_spots
from maillage.insight.wording.own_words import as_lines
from maillage.insight.wording.sections import Bars, Cell, Paragraph, Part, Section, Spots, Table
from maillage.kit.spoken import page_language

# More columns than this are read on paper only as several tables, each with the names of the rows.
MOST_COLUMNS = 8
WEB = ("https://", "http://")


@dataclass
class Notes:
    """The notes of one section, each sentence once."""

    numbers: dict[str, int] = field(default_factory=dict)

    def number_of(self, words: str) -> int:
        """Return the number under which these words stand."""
        return self.numbers.setdefault(words, len(self.numbers) + 1)


def section_on_paper(section: Section, drawing: Mapping[str, Any] | None) -> dict[str, Any]:
    """Return one section: title, the convenor's words, its parts, its notes."""
    notes = Notes()
    parts = [plain for part in section.parts for plain in part_on_paper(part, notes, drawing)]
    language = "" if section.own_language == page_language() else section.own_language
    own = [
        {"manner": line.manner, "text": line.text, "depth": line.depth, "number": line.number}
        for line in as_lines(section.own_words)
    ]
    return {"title": section.title, "own": own, "own_lang": language, "parts": parts, "notes": list(notes.numbers)}


def part_on_paper(part: Part, notes: Notes, drawing: Mapping[str, Any] | None) -> Iterable[dict[str, Any]]:
    """Return a part as one or several plain ones."""
    if isinstance(part, Paragraph):
        yield {"shape": part.shape, "text": part.text, "manner": part.manner, "lang": part.lang}
    elif isinstance(part, Table):
        yield from tables_on_paper(part, notes)
    elif isinstance(part, Bars):
        bars = [
            {"label": bar.label, "length": min(max(bar.length, 0.0), 1.0), "said": bar.said, "lang": bar.lang}
            for bar in part.bars
        ]
        yield {"shape": part.shape, "title": part.title, "bars": bars, "said": part.said}
    elif isinstance(part, Spots) and drawing:
        yield {"shape": part.shape, "title": part.title, **map_of_spots(drawing, part.spots, part.said)}


def tables_on_paper(table: Table, notes: Notes) -> Iterable[dict[str, Any]]:
    """Return a table without its columns of sources, parted where it is too wide for a page."""
    kept = [place for place in range(1, len(table.heads)) if place not in table.sources]
    noted = [note_of(table, row, notes) for row in table.rows]
    step = MOST_COLUMNS - 1
    stretches = [kept[at : at + step] for at in range(0, len(kept), step)] or [[]]
    for number, stretch in enumerate(stretches):
        places = [0, *stretch]
        yield {
            "shape": table.shape,
            "title": table.title if number == 0 else "",
            "heads": [table.heads[place] for place in places],
            "numbers": [places.index(place) for place in stretch if place in table.numbers],
            "rows": [
                [cell_on_paper(row[place], noted[at] if place == 1 else 0) for place in places]
                for at, row in enumerate(table.rows)
            ],
            "notes": list(table.notes) if number == len(stretches) - 1 else [],
        }


def note_of(table: Table, row: tuple[Cell, ...], notes: Notes) -> int:
    """Return the number of the note that tells the columns of sources of a row, or 0 where there are none."""
    told = [" · ".join(words for words in (row[place].text, row[place].more) if words) for place in table.sources]
    # The first stands for itself; of what the others speak, only their heading says.
    named = [
        _("%(what)s: %(words)s") % {"what": table.heads[place], "words": words}
        for place, words in zip(table.sources, told, strict=True)
    ]
    words = [*told[:1], *named[1:]]
    return notes.number_of(". ".join(words)) if any(told) else 0


def cell_on_paper(cell: Cell, note: int = 0) -> dict[str, Any]:
    """Return what stands in one place, with the number of its note."""
    url = cell.url if cell.url.startswith(WEB) else ""
    return {
        "text": cell.text,
        "more": cell.more,
        "lang": cell.lang,
        "url": url,
        "unknown": cell.is_unknown,
        "note": note,
    }
