"""A worded report: title, lead and blocks of sentences, each of which names the record it comes from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from maillage.core.wording import Wording

BY_HAND = "editor"


@dataclass(frozen=True)
class Sentence:
    """One sentence; `lang` is set where a record had no text in the language of the report.

    `was` is what had been drafted before the convenor rewrote it.
    """

    text: str
    source: str
    aside: str = ""
    lang: str = ""
    was: str = ""

    @property
    def is_written(self) -> bool:
        """Whether a person wrote these words."""
        return bool(self.was) or self.source == BY_HAND

    def as_dict(self) -> dict[str, Any]:
        """Return the shape that is stored; empty marks are left out."""
        kept: dict[str, Any] = {"text": self.text, "source": self.source, "aside": self.aside}
        if self.lang:
            kept["lang"] = self.lang
        if self.was:
            kept["was"] = self.was
        return kept

    @classmethod
    def from_dict(cls, stored: Mapping[str, Any]) -> Sentence:
        """Read a stored sentence; what is missing is empty."""
        return cls(
            str(stored.get("text", "")),
            str(stored.get("source", "")),
            str(stored.get("aside", "")),
            str(stored.get("lang", "")),
            str(stored.get("was", "")),
        )


@dataclass(frozen=True)
class Block:
    """One part of the report; `removed` remembers what the convenor took out, so that a new draft leaves it out."""

    kind: str
    heading: str
    sentences: tuple[Sentence, ...]
    lang: str = ""
    removed: tuple[tuple[str, str], ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """Return the shape that is stored; empty marks are left out."""
        kept: dict[str, Any] = {
            "kind": self.kind,
            "heading": self.heading,
            "sentences": [sentence.as_dict() for sentence in self.sentences],
        }
        if self.lang:
            kept["lang"] = self.lang
        if self.removed:
            kept["removed"] = [list(pair) for pair in self.removed]
        return kept

    @classmethod
    def from_dict(cls, stored: Mapping[str, Any]) -> Block:
        """Read a stored block."""
        return cls(
            str(stored.get("kind", "")),
            str(stored.get("heading", "")),
            tuple(Sentence.from_dict(sentence) for sentence in stored.get("sentences", ())),
            str(stored.get("lang", "")),
            tuple((str(source), str(text)) for source, text in stored.get("removed", ())),
        )

    def frozen(self) -> Block:
        """Return the block as it is published: neither what was taken out nor earlier words are carried along."""
        return replace(self, removed=(), sentences=tuple(replace(sentence, was="") for sentence in self.sentences))


@dataclass(frozen=True)
class Draft:
    """A report in one language."""

    language: str
    title: str
    lead: str
    blocks: tuple[Block, ...]

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """Every sentence in reading order."""
        return tuple(sentence for block in self.blocks for sentence in block.sentences)


def said(wording: Wording, language: str) -> tuple[str, str]:
    """Return (text, mark): the text in `language` with no mark, else in English or the first there is, marked."""
    text, found = wording.said_in(language, "en")
    return text, "" if found in {language, ""} else found
