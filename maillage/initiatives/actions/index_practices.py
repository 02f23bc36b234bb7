"""The index by which practices are found, written in the transaction that changes a practice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import islice

from django.db import transaction
from django.db.models import Q

from maillage.core.bitsets import BLOCK, bits_of, pack, pack_numbers, unpack, unpack_numbers
from maillage.initiatives.models import Initiative, SearchCard, SearchPosting, SearchWord
from maillage.initiatives.queries.practice_words import Weights, weights_of
from maillage.people.models import Organisation
from maillage.people.renaming import after_describing

AT_ONCE = 4_000
ROWS_AT_ONCE = 2_000
WEIGHT_BITS = 4
LOCK = b""

# A word with its weight, and that with a block.
Mark = int
Numbers = defaultdict[tuple[Mark, int], list[int]]


def index_practice(practice: Initiative) -> None:
    """Let one practice be found by what it says now; call it before `touch_region`, as everybody does."""
    index_practices([practice.pk])


@after_describing
def index_practices_of(organisation: Organisation) -> None:
    """Let the practices of an organisation be found by the name it has now."""
    hers = Initiative.objects.filter(Q(organisation=organisation) | Q(partners=organisation))
    index_practices(hers.order_by().values_list("pk", flat=True).distinct())


def forget_practice(practice: Initiative) -> None:
    """Take a practice out of the index; call it before it is deleted."""
    _write({practice.pk: {}})


def rebuild_index() -> int:
    """Write the whole index anew and return how many practices are found by it."""
    with transaction.atomic():
        _wait_for_turn()
        SearchCard.objects.all().delete()
        SearchPosting.objects.all().delete()
        SearchWord.objects.exclude(text=LOCK).delete()
        index_practices(Initiative.objects.order_by("pk").values_list("pk", flat=True))
        return SearchCard.objects.count()


def index_what_is_missing() -> int:
    """Write what was recorded before there was an index, and return how many practices these were."""
    missing = list(Initiative.objects.filter(search_card=None, merged_into=None).values_list("pk", flat=True))
    index_practices(missing)
    return len(missing)


@transaction.atomic
def index_practices(numbers: Iterable[int]) -> None:
    """Let practices be found by what they say now; what was merged is found under the one it was merged into."""
    asked = sorted(numbers)
    kept = Initiative.objects.filter(merged__in=asked).values_list("pk", flat=True) if len(asked) < AT_ONCE else []
    for batch in batches(sorted({*asked, *kept})):
        _write(weights_of(batch))


def batches(numbers: Iterable[int]) -> Iterator[list[int]]:
    """Yield the numbers AT_ONCE at a time."""
    left = iter(numbers)
    while batch := list(islice(left, AT_ONCE)):
        yield batch


@transaction.atomic
def _write(weights: dict[int, Weights]) -> None:
    """Write what changed between the cards of practices and what they are found under now."""
    _wait_for_turn()
    words = _numbered({key for found in weights.values() for key in found})
    before = {card.initiative_id: card for card in SearchCard.objects.filter(pk__in=list(weights))}
    added, removed = Numbers(list), Numbers(list)
    cards = {}
    for number, found in weights.items():
        block, place = divmod(number, BLOCK)
        old = set(unpack_numbers(bytes(before[number].words))) if number in before else set()
        new = {words[key] << WEIGHT_BITS | weight for key, weight in found.items()}
        for marks, change in ((new - old, added), (old - new, removed)):
            for mark in marks:
                change[mark, block].append(place)
        if new != old or number not in before:
            cards[number] = pack_numbers(sorted(new))
    _change_postings(added, removed)
    _write_cards(cards, {number for number, found in weights.items() if not found})


def _wait_for_turn() -> None:
    """One at a time writes the index: a bitset is read, changed and written."""
    SearchWord.objects.bulk_create([SearchWord(text=LOCK)], ignore_conflicts=True)
    SearchWord.objects.select_for_update(no_key=True).get(text=LOCK)


def _numbered(keys: set[bytes]) -> dict[bytes, int]:
    """Return the numbers of words, new ones made."""
    known: dict[bytes, int] = {}
    ordered = sorted(keys)
    for start in range(0, len(ordered), ROWS_AT_ONCE):
        some = ordered[start : start + ROWS_AT_ONCE]
        found = _numbers(some)
        if missing := [key for key in some if key not in found]:
            SearchWord.objects.bulk_create([SearchWord(text=key) for key in missing])
            found |= _numbers(missing)
        known |= found
    return known


def _numbers(keys: list[bytes]) -> dict[bytes, int]:
    rows = SearchWord.objects.filter(text__in=keys).values_list("text", "pk")
    return {bytes(text): number for text, number in rows}


def _change_postings(added: Numbers, removed: Numbers) -> None:
    """Set and clear the bits of practices; a posting without any is deleted."""
    by_block: dict[int, list[Mark]] = defaultdict(list)
    for mark, block in sorted({*added, *removed}):
        by_block[block].append(mark)
    for block, marks in by_block.items():
        for start in range(0, len(marks), ROWS_AT_ONCE):
            _change_block(block, marks[start : start + ROWS_AT_ONCE], added, removed)


def _change_block(block: int, marks: list[Mark], added: Numbers, removed: Numbers) -> None:
    words = {mark >> WEIGHT_BITS for mark in marks}
    rows = SearchPosting.objects.filter(block=block, word__in=words)
    before = {posting.word_id << WEIGHT_BITS | posting.weight: posting for posting in rows}
    kept, empty = [], []
    for mark in marks:
        posting = before.get(mark)
        bits = unpack(bytes(posting.practices)) if posting else 0
        bits = (bits | bits_of(added.get((mark, block), []))) & ~bits_of(removed.get((mark, block), []))
        if bits:
            word, weight = mark >> WEIGHT_BITS, mark & (1 << WEIGHT_BITS) - 1
            kept.append(SearchPosting(word_id=word, block=block, weight=weight, practices=pack(bits)))
        elif posting:
            empty.append(posting.pk)
    SearchPosting.objects.filter(pk__in=empty).delete()
    SearchPosting.objects.bulk_create(
        kept, update_conflicts=True, unique_fields=["word", "block", "weight"], update_fields=["practices"]
    )


def _write_cards(words: dict[int, bytes], gone: set[int]) -> None:
    SearchCard.objects.filter(pk__in=gone).delete()
    rows = Initiative.objects.filter(pk__in=words.keys() - gone).values_list("pk", "region_id", "public_id")
    SearchCard.objects.bulk_create(
        [
            SearchCard(initiative_id=number, region_id=region, order=public_id.encode(), words=words[number])
            for number, region, public_id in rows
        ],
        update_conflicts=True,
        unique_fields=["initiative"],
        update_fields=["region", "order", "words"],
    )
