"""Practices that fit words and choices, the best first: the same ones in the same order on every database."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from django.db.models import Q, QuerySet

from maillage.core.bitsets import BLOCK, numbers_of, unpack
from maillage.core.finding import Wanted, facet, wanted_in
from maillage.initiatives.models import Initiative, SearchCard, SearchPosting

# So many practices are put into order together; more are walked through in the order in which they are kept.
SORTED_AT_ONCE = 500
STRIDE = 1_000
LONGEST = 80

# What databases hand out for bytes.
Body = bytes | memoryview
# Practices by block: a bitset each.
Bits = dict[int, int]


@dataclass(frozen=True)
class Asked:
    """What somebody looks for: words that must all be there, and of each list one of the things chosen."""

    words: str = ""
    choices: tuple[frozenset[bytes], ...] = ()

    def wanted(self) -> list[Wanted]:
        return wanted_in(self.words[:LONGEST])


@dataclass(frozen=True)
class Found:
    """How many practices fit, and the numbers of some of them in order."""

    count: int
    numbers: list[int]


@dataclass
class Hits:
    """Which practices stand under each word that was typed, by weight, and under each thing chosen."""

    words: list[dict[int, Bits]]
    choices: list[Bits]
    regions: dict[int, Bits] = field(default_factory=lambda: defaultdict(Bits))


class Search:
    """One search among the practices of regions; `waiting` are the numbers of those not to be shown yet."""

    def __init__(self, asked: Asked, regions: Sequence[int], waiting: QuerySet[Initiative, int]) -> None:
        self.wanted = asked.wanted()
        self.regions = {facet("region", number): number for number in regions}
        self.choices = [*asked.choices, frozenset(self.regions)]
        self.waiting = waiting

    def found(self, start: int, stop: int) -> Found:
        """Return how many practices fit, and those from `start` to before `stop`; best first, then by region."""
        hits = self._hits()
        classes = classes_of(hits)
        if sum(size_of(bits) for bits in classes.values()) <= SORTED_AT_ONCE:
            return self._sorted(classes, start, stop)
        hidden = by_block(self.waiting)
        classes = {score: without(bits, hidden) for score, bits in classes.items()}
        return self._walked(classes, hits.regions, start, stop)

    def _hits(self) -> Hits:
        """Read the postings in one query."""
        hits = Hits([{} for _ in self.wanted], [{} for _ in self.choices])
        for key, block, weight, body in self._postings():
            text, bits = bytes(key), unpack(bytes(body))
            for word, by_weight in zip(self.wanted, hits.words, strict=True):
                if word.is_met_by(text):
                    add(by_weight.setdefault(weight, {}), block, bits)
            for chosen, found in zip(self.choices, hits.choices, strict=True):
                if text in chosen:
                    add(found, block, bits)
            if text in self.regions:
                add(hits.regions[self.regions[text]], block, bits)
        return hits

    def _postings(self) -> Iterator[tuple[Body, int, int, Body]]:
        exactly = {key for word in self.wanted for key in word.stems} | {key for keys in self.choices for key in keys}
        asked = Q(word__text__in=exactly)
        for word in self.wanted:
            asked |= Q(word__text__gte=word.first, word__text__lt=word.after)
        rows = SearchPosting.objects.filter(asked).values_list("word__text", "block", "weight", "practices")
        return rows.iterator(chunk_size=STRIDE)

    def _sorted(self, classes: dict[int, Bits], start: int, stop: int) -> Found:
        """Put a few practices into order; here what was merged or waits falls out in the database."""
        score_of = {number: score for score, bits in classes.items() for number in all_of(bits)}
        rank = {number: place for place, number in enumerate(self.regions.values())}
        shown = Initiative.objects.filter(pk__in=list(score_of), merged_into=None).exclude(pk__in=self.waiting)
        rows = list(shown.values_list("pk", "region", "public_id"))
        rows.sort(key=lambda row: (-score_of[row[0]], rank[row[1]], row[2]))
        return Found(len(rows), [row[0] for row in rows[start:stop]])

    def _walked(self, classes: dict[int, Bits], regions: dict[int, Bits], start: int, stop: int) -> Found:
        """Go through many practices class by class and region by region, reading only what the page shows."""
        numbers: list[int] = []
        passed = 0
        for score in sorted(classes, reverse=True):
            for region in self.regions.values():
                bits = common(classes[score], regions[region])
                size = size_of(bits)
                first, last = max(0, start - passed), min(size, stop - passed)
                if first < last:
                    numbers += in_order(region, bits, first, last)
                passed += size
        return Found(passed, numbers)


def classes_of(hits: Hits) -> dict[int, Bits]:
    """Return the practices that fit everything, by what their words weigh together."""
    fitting = hits.choices[0]
    for chosen in hits.choices[1:]:
        fitting = common(fitting, chosen)
    classes = {0: fitting}
    for by_weight in hits.words:
        classes = weighed(classes, by_weight)
    return classes


def weighed(classes: dict[int, Bits], by_weight: dict[int, Bits]) -> dict[int, Bits]:
    """Keep what stands under one more word, and add the best weight it has there."""
    heavier: Bits = {}
    found: dict[int, Bits] = defaultdict(dict)
    for weight in sorted(by_weight, reverse=True):
        best = without(by_weight[weight], heavier)
        for score, bits in classes.items():
            for block, some in common(bits, best).items():
                add(found[score + weight], block, some)
        for block, some in best.items():
            add(heavier, block, some)
    return found


def add(found: Bits, block: int, bits: int) -> None:
    """Add practices of one block."""
    found[block] = found.get(block, 0) | bits


def common(some: Bits, others: Bits) -> Bits:
    """Return what is in both."""
    return {block: both for block in some.keys() & others.keys() if (both := some[block] & others[block])}


def without(some: Bits, others: Bits) -> Bits:
    """Return what is in the first alone."""
    return {block: rest for block, bits in some.items() if (rest := bits & ~others.get(block, 0))}


def size_of(found: Bits) -> int:
    """Return how many practices these are."""
    return sum(bits.bit_count() for bits in found.values())


def all_of(found: Bits) -> Iterator[int]:
    """Yield the numbers of practices."""
    for block, bits in found.items():
        yield from (block * BLOCK + place for place in numbers_of(bits))


def by_block(numbers: Iterable[int]) -> Bits:
    """Return practices as bits."""
    found: Bits = {}
    for number in numbers:
        block, place = divmod(number, BLOCK)
        add(found, block, 1 << place)
    return found


def in_order(region: int, found: Bits, first: int, last: int) -> list[int]:
    """Return those from `first` to before `last` of a region's practices, going in from the nearer end."""
    size = size_of(found)
    cards = SearchCard.objects.filter(region=region)
    if size <= SORTED_AT_ONCE:
        return list(cards.filter(pk__in=list(all_of(found))).order_by("order").values_list("pk", flat=True))[first:last]
    if first > size - last:
        return list(islice(walk(cards, found, backwards=True), size - last, size - first))[::-1]
    return list(islice(walk(cards, found, backwards=False), first, last))


def walk(cards: QuerySet[SearchCard], found: Bits, *, backwards: bool) -> Iterator[int]:
    """Yield the practices found as they come, a stride of rows at a time."""
    bodies = {block: bits.to_bytes(BLOCK >> 3, "little") for block, bits in found.items()}
    rows = cards.order_by("-order" if backwards else "order").values_list("pk", "order")
    beyond = "order__lt" if backwards else "order__gt"
    stride = list(rows[:STRIDE])
    while stride:
        for number, _order in stride:
            block, place = divmod(number, BLOCK)
            if block in bodies and bodies[block][place >> 3] >> (place & 7) & 1:
                yield number
        stride = list(rows.filter(**{beyond: stride[-1][1]})[:STRIDE])
