"""What a convenor's edits do to a draft: sources stay where words stay, and a new draft keeps what was written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from maillage.core.report.draft import BY_HAND, Block, Draft, Sentence


def edited_block(block: Block, lines: Sequence[str]) -> Block:
    """Return the block with `lines` for its sentences.

    A line that stayed keeps its source; a line rewritten in its place keeps it too and remembers what it was; a new
    line is the editor's own; what was taken out is remembered, so that a new draft leaves it out.
    """
    before = block.sentences
    after = [line.strip() for line in lines if line.strip()]
    kept: list[Sentence] = []
    gone: list[Sentence] = []
    steps = SequenceMatcher(None, [sentence.text for sentence in before], after, autojunk=False).get_opcodes()
    for step, start, end, new_start, new_end in steps:
        if step == "equal":
            kept.extend(before[start:end])
            continue
        pairs = min(end - start, new_end - new_start)
        kept.extend(_rewritten(*pair) for pair in zip(before[start:end], after[new_start:new_end], strict=False))
        gone.extend(before[start + pairs : end])
        kept.extend(Sentence(text, BY_HAND) for text in after[new_start + pairs : new_end])
    taken_out = {(sentence.source, sentence.was or sentence.text) for sentence in gone if sentence.source != BY_HAND}
    back = {(sentence.source, sentence.was or sentence.text) for sentence in kept}
    return replace(block, sentences=tuple(kept), removed=tuple(sorted({*block.removed, *taken_out} - back)))


def redrafted(old: Draft, fresh: Draft) -> Draft:
    """Return a fresh draft that keeps the convenor's words: title, lead, rewritten, added and removed sentences."""
    before = _placed(old.blocks)
    blocks = [_merged(before.pop(place, None), block) for place, block in _placed(fresh.blocks).items()]
    left = [
        replace(block, sentences=tuple(sentence for sentence in block.sentences if sentence.is_written))
        for block in before.values()
    ]
    return replace(
        fresh,
        title=old.title or fresh.title,
        lead=old.lead or fresh.lead,
        blocks=(*blocks, *(block for block in left if block.sentences)),
    )


def _rewritten(sentence: Sentence, text: str) -> Sentence:
    if sentence.source == BY_HAND:
        return replace(sentence, text=text)
    was = sentence.was or sentence.text
    return replace(sentence, text=text, lang="", was="" if was == text else was)


def _placed(blocks: Sequence[Block]) -> dict[tuple[str, str, int], Block]:
    """Tell which block is which in two drafts: by kind, heading, and how many of these came before."""
    seen: Counter[tuple[str, str]] = Counter()
    placed = {}
    for block in blocks:
        seen[block.kind, block.heading] += 1
        placed[block.kind, block.heading, seen[block.kind, block.heading]] = block
    return placed


def _merged(old: Block | None, fresh: Block) -> Block:
    if old is None:
        return fresh
    taken_out = set(old.removed)
    sentences = [sentence for sentence in fresh.sentences if (sentence.source, sentence.text) not in taken_out]
    for place, sentence in enumerate(old.sentences):
        if sentence.is_written:
            _keep(sentence, old.sentences[:place], sentences)
    return replace(fresh, sentences=tuple(sentences), removed=old.removed)


def _keep(mine: Sentence, before: Sequence[Sentence], sentences: list[Sentence]) -> None:
    """Put a written sentence in the place of the one it rewrote, else after what it followed, else last."""
    same = [place for place, other in enumerate(sentences) if other.source == mine.source != BY_HAND]
    exact = [place for place in same if sentences[place].text == mine.was]
    if exact or len(same) == 1:
        sentences[(exact or same)[0]] = mine
        return
    followed = next((sentences.index(other) + 1 for other in reversed(before) if other in sentences), len(sentences))
    sentences.insert(followed, mine)
