"""The report of a roundtable as a paper: the words of a frozen version, in one of its languages."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from maillage.cooperation.models import ReportText, ReportVersion, Roundtable
from maillage.cooperation.papers.frame import paper
from maillage.core.report import Block
from maillage.kit.spoken import short_day
from maillage.territory.newcomers_words import for_a_moment_in

# How the sentences of a block are set; whatever is not named here is running text.
MANNERS = {"room": "needs", "commitments": "promises", "practices": "list", "said": "quotes", "credit": "small"}
HEADS_ITSELF = {"commitments", "practices", "said", "remaining", "attendance"}


def minutes_paper(roundtable: Roundtable, text: ReportText) -> bytes:
    """Set a version in the language it was written in."""
    with for_a_moment_in(text.language):
        return paper("minutes.typ", roundtable, words_of(text), title=text.title, language=text.language)


def words_of(text: ReportText) -> dict[str, Any]:
    """Return what stands on the paper, part by part."""
    blocks = [Block.from_dict(block) for block in text.blocks]
    return {
        "kind": _("Report of a roundtable"),
        "lead": text.lead,
        "version": version_in_words(text.version),
        "correction": " ".join(part for part in (correction_in_words(text.version), unread_in_words(text)) if part),
        "parts": parts_of(blocks),
    }


def parts_of(blocks: list[Block]) -> list[dict[str, Any]]:
    """Return the blocks with the headings that they stand under; agenda items and rooms share one."""
    shared = {"item": _("What happened"), "room": _("What was asked for")}
    parts, above = [], ""
    for block in blocks:
        over = shared.get(block.kind, "") if block.kind != above else ""
        heading = block.heading if block.kind in {*shared, *HEADS_ITSELF} else ""
        parts.append(
            {
                "over": over,
                "heading": heading,
                "level": 3 if block.kind in shared else 2,
                "lang": block.lang,
                "manner": MANNERS.get(block.kind, "text"),
                # The first sentence of a room counts what follows.
                "lines": [
                    {
                        "text": sentence.text,
                        "aside": sentence.aside,
                        "lang": sentence.lang,
                        "counts": sentence.source.startswith("room:"),
                    }
                    for sentence in block.sentences
                ],
            }
        )
        above = block.kind
    return parts


def version_in_words(version: ReportVersion) -> str:
    """Say which version this is, and since when it is out."""
    words = {"number": version.number}
    if version.withdrawn_at:
        return _("Version %(number)s, withdrawn on %(day)s") % {**words, "day": short_day(version.withdrawn_at)}
    if version.published_at:
        return _("Version %(number)s, published on %(day)s") % {**words, "day": short_day(version.published_at)}
    return _("Version %(number)s, frozen on %(day)s, not published") % {**words, "day": short_day(version.frozen_at)}


def correction_in_words(version: ReportVersion) -> str:
    """Say what a version corrected."""
    if not version.correction_note:
        return ""
    return _("Corrected: %(note)s") % {"note": version.correction_note}


def unread_in_words(text: ReportText) -> str:
    """Say that nobody who speaks the language answers for its words yet."""
    if not text.is_unread:
        return ""
    return _("maillage wrote it from the records; nobody who speaks this language has read it over yet.")
