"""Our proposal for a call: a concept note of six questions and a grid of six lines, for each region to change."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext, gettext_noop

from maillage.core.wording import Wording
from maillage.kit.fields import LocalWording
from maillage.kit.spoken import SOURCE_LANGUAGE
from maillage.territory.newcomers_words import for_a_moment_in


@dataclass(frozen=True)
class AskedLine:
    """A question of the concept note."""

    text: str
    hint: str = ""
    longest: int = 2000


@dataclass(frozen=True)
class JudgedLine:
    """A line of the grid."""

    text: str
    hint: str
    weight: int
    most_points: int = 5


QUESTIONS = (
    AskedLine(
        gettext_noop("What is missing, where, and who says so?"),
        gettext_noop("Name the places and the people who told you. A need raised at a roundtable is enough."),
    ),
    AskedLine(
        gettext_noop("What do you want to do?"),
        gettext_noop("Say it so that a mayor’s secretary could explain it to somebody: what, where, how often."),
        3000,
    ),
    AskedLine(
        gettext_noop("Who does it with you?"),
        gettext_noop("Newcomers, residents, the municipality, other organisations: what part does each take?"),
    ),
    AskedLine(
        gettext_noop("How will you see that it works?"),
        gettext_noop("Two or three things that can be counted or told at the end."),
        1500,
    ),
    AskedLine(
        gettext_noop("What does it cost?"),
        gettext_noop("The main lines, such as work, rooms, travel and material, and what others give."),
        1500,
    ),
    AskedLine(
        gettext_noop("What stays when the money is spent, and what could go wrong?"),
        gettext_noop("Who goes on with it, and what would you do if something does not work out?"),
        1500,
    ),
)
GRID = (
    JudgedLine(
        gettext_noop("Answers a need"),
        gettext_noop("The need was raised by those concerned, and the project answers it."),
        25,
    ),
    JudgedLine(
        gettext_noop("Newcomers take part"),
        gettext_noop("They have a say in it and a part in it, not only a place in the audience."),
        20,
    ),
    JudgedLine(
        gettext_noop("Reaches the countryside"),
        gettext_noop("It takes place, or is within reach, where there is little so far."),
        20,
    ),
    JudgedLine(
        gettext_noop("Done together"),
        gettext_noop("Several organisations, residents or authorities carry it."),
        15,
    ),
    JudgedLine(
        gettext_noop("Can be done"),
        gettext_noop("People, time and money fit what is planned."),
        10,
    ),
    JudgedLine(
        gettext_noop("Lasts or can be taken up elsewhere"),
        gettext_noop("Something stays afterwards, or others can do the same."),
        10,
    ),
)


def in_languages(text: str, languages: Iterable[str]) -> LocalWording:
    """Return a sentence of ours in those of the languages into which somebody has translated it."""
    said = Wording()
    for code in languages:
        with for_a_moment_in(code):
            words = gettext(text) if text else ""
        if code == SOURCE_LANGUAGE or words != text:
            said = said.with_text(code, words)
    return LocalWording(said or ({SOURCE_LANGUAGE: text} if text else {}))
