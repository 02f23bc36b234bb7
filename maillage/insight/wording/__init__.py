"""A factfile in words: one section for each block, the same for the page, the paper and the sheet."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from maillage.core.factfile import Block
from maillage.core.wording import Wording
from maillage.insight.wording.cooperation import actors, needs, practices, roundtables
from maillage.insight.wording.labels import TITLES
from maillage.insight.wording.means import actions, assets, funding, pilots
from maillage.insight.wording.missing import missing_in_words
from maillage.insight.wording.reach import gaps
from maillage.insight.wording.sections import Bar, Bars, Cell, Paragraph, Part, Section, Spots, Table
from maillage.insight.wording.territory import arrivals, figures_alone, identity, strategies
from maillage.kit.spoken import SOURCE_LANGUAGE, page_language

__all__ = ["Bar", "Bars", "Cell", "Paragraph", "Part", "Section", "Spots", "Table", "section_of", "sections_of"]

WORDED: Mapping[str, Callable[[Block], list[Part]]] = {
    "identity": identity,
    "arrivals": arrivals,
    "reception": figures_alone,
    "actors": actors,
    "actions": actions,
    "gaps": gaps,
    "assets": assets,
    "strategies": strategies,
    "needs": needs,
    "roundtables": roundtables,
    "practices": practices,
    "funding": funding,
    "pilots": pilots,
}


def section_of(block: Block, own_words: Wording | None = None) -> Section:
    """Word one block in the active language, with the convenor's words above it."""
    said, language = (own_words or Wording()).said_in(page_language(), SOURCE_LANGUAGE)
    parts = (*WORDED[block.kind](block), *missing_in_words(block.missing))
    return Section(block.kind, str(TITLES[block.kind]), parts, said, language)


def sections_of(blocks: Sequence[Block], own_words: Mapping[str, Wording] | None = None) -> tuple[Section, ...]:
    """Word all blocks in their order in the active language; `own_words` by kind of block."""
    words = own_words or {}
    return tuple(section_of(block, words.get(block.kind)) for block in blocks if block.kind in WORDED)
