"""The report of a roundtable: facts in, a worded draft out, in the languages that are spoken here."""

from maillage.core.report.composition import LANGUAGES, draft_report
from maillage.core.report.draft import BY_HAND, Block, Draft, Sentence
from maillage.core.report.editing import edited_block, redrafted
from maillage.core.report.facts import Facts, Item, Need, Organiser, Practice, Programme, Promise, Room, Said

__all__ = [
    "BY_HAND",
    "LANGUAGES",
    "Block",
    "Draft",
    "Facts",
    "Item",
    "Need",
    "Organiser",
    "Practice",
    "Programme",
    "Promise",
    "Room",
    "Said",
    "Sentence",
    "draft_report",
    "edited_block",
    "redrafted",
]
