"""Editing keeps the way back to the records, and a new draft keeps what a person wrote."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from maillage.core.report import BY_HAND, Block, Draft, Sentence, draft_report, edited_block, redrafted
from tests.core.report_facts import SAONE_ET_LOIRE_3

ONE, TWO, THREE = (Sentence(f"Sentence {number}.", f"need:n{number}", f"Aside {number}") for number in (1, 2, 3))
BLOCK = Block("room", "Room 1", (ONE, TWO, THREE))
lines = st.lists(st.sampled_from(["Sentence 1.", "Sentence 2.", "Sentence 3.", "New.", "Other.", " "]), max_size=6)


def a_draft(*blocks, title="", lead=""):
    return Draft("en", title, lead, blocks)


def test_an_unchanged_text_keeps_everything():
    assert edited_block(BLOCK, ["Sentence 1.", "Sentence 2.", "Sentence 3."]) == BLOCK


def test_a_rewritten_line_keeps_its_source_and_remembers_what_it_was():
    block = edited_block(BLOCK, ["Sentence 1.", "Better.", "Sentence 3."])
    assert block.sentences == (ONE, replace(TWO, text="Better.", was="Sentence 2."), THREE)
    assert edited_block(block, ["Sentence 1.", "Sentence 2.", "Sentence 3."]) == BLOCK


def test_a_new_line_is_the_editors_and_blank_lines_are_nothing():
    block = edited_block(BLOCK, ["Sentence 1.", "", "Sentence 2.", "Sentence 3.", "Mine."])
    assert block.sentences == (ONE, TWO, THREE, Sentence("Mine.", BY_HAND))
    again = edited_block(block, ["Sentence 1.", "Sentence 2.", "Sentence 3.", "Mine, better."])
    assert again.sentences[-1] == Sentence("Mine, better.", BY_HAND)


def test_a_removed_sentence_is_remembered_and_may_come_back():
    block = edited_block(BLOCK, ["Sentence 1.", "Sentence 3."])
    assert block.removed == (("need:n2", "Sentence 2."),)
    assert redrafted(a_draft(block), a_draft(BLOCK)).blocks[0].sentences == (ONE, THREE)


def test_a_new_draft_brings_new_records_and_keeps_written_words():
    old = edited_block(Block("room", "Room 1", (ONE, TWO)), ["First, in my words.", "Added by me.", "Sentence 2."])
    fresh = redrafted(a_draft(old, title="My title", lead="My lead"), a_draft(BLOCK, title="Title", lead="Lead"))
    assert (fresh.title, fresh.lead) == ("My title", "My lead")
    assert [sentence.text for sentence in fresh.blocks[0].sentences] == [
        "First, in my words.",
        "Added by me.",
        "Sentence 2.",
        "Sentence 3.",
    ]


def test_a_rewritten_sentence_stands_even_if_its_record_changed():
    old = edited_block(BLOCK, ["Sentence 1.", "Mine.", "Sentence 3."])
    changed = replace(BLOCK, sentences=(ONE, replace(TWO, text="Changed record."), THREE))
    assert [sentence.text for sentence in redrafted(a_draft(old), a_draft(changed)).blocks[0].sentences] == [
        "Sentence 1.",
        "Mine.",
        "Sentence 3.",
    ]


def test_words_of_a_part_that_is_gone_are_not_lost():
    old = edited_block(BLOCK, ["Sentence 1.", "Sentence 2.", "Sentence 3.", "Mine."])
    kept = redrafted(a_draft(old), a_draft(Block("credit", "The programme", (ONE,))))
    assert [block.kind for block in kept.blocks] == ["credit", "room"]
    assert kept.blocks[1].sentences == (Sentence("Mine.", BY_HAND),)


def test_two_parts_with_one_heading_are_told_apart():
    draft = a_draft(Block("item", "The pilot", (ONE,)), Block("item", "The pilot", (TWO,)))
    assert redrafted(draft, draft) == draft


def test_a_draft_survives_its_stored_shape():
    draft = draft_report(SAONE_ET_LOIRE_3, "fr")
    edited = edited_block(draft.blocks[0], ["Autre phrase.", "Encore une."])
    for block in (*draft.blocks, edited):
        assert Block.from_dict(block.as_dict()) == block
    assert edited.frozen().removed == ()
    assert not [sentence for sentence in edited.frozen().sentences if sentence.was]
    marked = Block("item", "Le pilote", (Sentence("Il avance.", "agenda:1", lang="fr"),), lang="fr")
    assert Block.from_dict(marked.as_dict()) == marked


@given(lines, lines)
def test_the_text_after_an_edit_is_the_text_that_was_typed(first, second):
    block = edited_block(edited_block(BLOCK, first), second)
    assert [sentence.text for sentence in block.sentences] == [line for line in second if line.strip()]
    known = {ONE.source, TWO.source, THREE.source, BY_HAND}
    assert {sentence.source for sentence in block.sentences} <= known


@given(lines)
def test_a_new_draft_from_the_same_records_changes_nothing(typed):
    old = a_draft(edited_block(BLOCK, typed))
    fresh = redrafted(old, a_draft(BLOCK))
    assert {sentence.text for block in fresh.blocks for sentence in block.sentences} >= {
        sentence.text for block in old.blocks for sentence in block.sentences if sentence.is_written
    }
