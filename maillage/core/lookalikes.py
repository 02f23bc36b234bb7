"""Cards that look alike: the same name, or much the same words where place or organisation agree, each with why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import combinations

from maillage.core.finding import STEMMERS, words_of
from maillage.core.folding import fold

# Shares of common stems among all stems of two names, set by hand: high enough that none of the demonstration's
# practices is offered as the twin of another.
ALIKE_TOGETHER = 0.5
ALIKE_ALONE = 0.8
# Shorter words mostly join others: of, les, dla, στο. Where a name has no longer ones, they count.
SHORTEST_WORD = 4
# A stem on more cards than this tells nothing of a single one, and pairing all of them would take long.
MOST_CARDS_OF_A_STEM = 120


class Likeness(StrEnum):
    """In what two cards agree."""

    NAME = "name"
    WORDS = "words"
    ORGANISATION = "organisation"
    PLACE = "place"


@dataclass(frozen=True)
class Card:
    """What is compared of a card: its name in each language, who runs it, and where it is."""

    key: int
    name: Mapping[str, str]
    organisation: int | None = None
    places: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Pair:
    """Two cards that look alike, the earlier key first, and in what they agree."""

    first: int
    second: int
    likeness: tuple[Likeness, ...]
    share: float


def look_alikes(cards: Iterable[Card], apart: Iterable[tuple[int, int]] = ()) -> list[Pair]:
    """Return the pairs that look alike, the surest first.

    Pairs in `apart` (each with the lower key first) were looked at already and are left out.
    """
    known = {card.key: card for card in cards}
    names = {key: frozenset(fold(text) for text in card.name.values() if fold(text)) for key, card in known.items()}
    words = {key: stems_of(card.name) for key, card in known.items()}
    left_out = frozenset(apart)
    found = []
    for first, second in _candidates(names, words):
        if (first, second) not in left_out:
            pair = _compared(known[first], known[second], names, words)
            found += [pair] if pair else []
    return sorted(found, key=lambda pair: (-len(pair.likeness), -pair.share, pair.first, pair.second))


def stems_of(name: Mapping[str, str]) -> dict[str, frozenset[str]]:
    """Return the stems of a name in each language, without the short words that only join others."""
    found = {}
    for language, text in name.items():
        words = words_of(text)
        longer = [word for word in words if len(fold(word)) >= SHORTEST_WORD]
        found[language] = frozenset(stem_of(word, language) for word in longer or words)
    return found


@lru_cache(maxsize=50_000)
def stem_of(word: str, language: str) -> str:
    """Return the folded stem of a word; the word itself in a language whose stems are not known."""
    stemmer = STEMMERS.get(language)
    return fold(stemmer().stemWord(word) if stemmer else word)


def share_of(one: Mapping[str, frozenset[str]], other: Mapping[str, frozenset[str]]) -> float:
    """Return the share of stems that two names have in common, in the language in which they agree most.

    One common stem is not enough, unless it is all there is of both: it may be the theme that many cards name.
    """
    shares = [0.0]
    for language in one.keys() & other.keys():
        both, either = one[language] & other[language], one[language] | other[language]
        if len(both) > 1 or (both and both == either):
            shares.append(len(both) / len(either))
    return max(shares)


def _candidates(
    names: Mapping[int, frozenset[str]], words: Mapping[int, Mapping[str, frozenset[str]]]
) -> Iterator[tuple[int, int]]:
    """Go through the pairs that share a name or a stem that is not on many cards, each once."""
    by_sign: dict[str, set[int]] = defaultdict(set)
    for key, said in names.items():
        for name in said:
            by_sign[f"name {name}"].add(key)
    for key, spoken in words.items():
        for language, found in spoken.items():
            for stem in found:
                by_sign[f"{language} {stem}"].add(key)
    pairs: set[tuple[int, int]] = set()
    for sign in sorted(by_sign):
        keys = by_sign[sign]
        if len(keys) <= MOST_CARDS_OF_A_STEM:
            pairs.update(combinations(sorted(keys), 2))
    yield from sorted(pairs)


def _compared(
    one: Card,
    other: Card,
    names: Mapping[int, frozenset[str]],
    words: Mapping[int, Mapping[str, frozenset[str]]],
) -> Pair | None:
    """Return the pair where two cards look alike."""
    same_name = bool(names[one.key] & names[other.key])
    same_house = one.organisation is not None and one.organisation == other.organisation
    same_place = bool(one.places & other.places)
    share = 1.0 if same_name else share_of(words[one.key], words[other.key])
    enough = ALIKE_TOGETHER if same_house or same_place else ALIKE_ALONE
    # Two houses that are known and two places that are known speak against it: many run the same under one name.
    differ = one.organisation and other.organisation and not same_house and one.places and other.places
    if share < enough or (differ and not same_place):
        return None
    agreed = {
        Likeness.NAME: same_name,
        Likeness.WORDS: not same_name,
        Likeness.ORGANISATION: same_house,
        Likeness.PLACE: same_place,
    }
    return Pair(one.key, other.key, tuple(like for like, holds in agreed.items() if holds), share)
