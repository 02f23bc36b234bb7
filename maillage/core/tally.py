"""A tally: who is counted in a year, how often and under which word, so that a correction takes back exactly that."""

from __future__ import annotations

from collections.abc import Iterable

# Key, word, how often: plain lists, so that a column of JSON holds them.
Line = list[str | int]


def added(lines: Iterable[Line], key: str, word: str = "") -> tuple[list[Line], bool]:
    """Return the tally with one more of `key`, and whether that is its first; the word of the first one stays."""
    kept, is_first = [list(line) for line in lines], True
    for line in kept:
        if line[0] == key:
            line[2], is_first = int(line[2]) + 1, False
    return ([*kept, [key, word, 1]] if is_first else kept), is_first


def taken_back(lines: Iterable[Line], key: str) -> tuple[list[Line], str | None]:
    """Return the tally with one less of `key`, and the word it stood under where that was its last one, else None."""
    kept: list[Line] = []
    word = None
    for line in lines:
        if line[0] != key:
            kept.append(list(line))
        elif int(line[2]) > 1:
            kept.append([line[0], line[1], int(line[2]) - 1])
        else:
            word = str(line[1])
    return kept, word


def word_of(lines: Iterable[Line], key: str) -> str | None:
    """Return the word under which `key` is counted, or None where it is not."""
    return next((str(line[1]) for line in lines if line[0] == key), None)


def renamed(lines: Iterable[Line], key: str, word: str) -> list[Line]:
    """Return the tally with another word for `key`."""
    return [[line[0], word, line[2]] if line[0] == key else list(line) for line in lines]
