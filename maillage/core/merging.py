"""Two people changed one line: take over the words that each of them changed, where they did not change the same."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import pairwise
from typing import NamedTuple


class Change(NamedTuple):
    """The words from `start` to before `end` of the earlier text become `words`."""

    start: int
    end: int
    words: tuple[str, ...]


def merged(earlier: str, one: str, other: str) -> str | None:
    """Return the earlier text with the changes of both, or None where they touch each other."""
    words = earlier.split()
    changes = sorted({*changes_between(words, one.split()), *changes_between(words, other.split())})
    if any(later.start <= change.end for change, later in pairwise(changes)):
        return None
    for change in reversed(changes):
        words[change.start : change.end] = change.words
    return " ".join(words)


def changes_between(earlier: Sequence[str], later: Sequence[str]) -> list[Change]:
    """Return what was replaced, added or taken away, in order."""
    steps = SequenceMatcher(None, earlier, later, autojunk=False).get_opcodes()
    return [Change(start, end, tuple(later[begin:stop])) for step, start, end, begin, stop in steps if step != "equal"]
