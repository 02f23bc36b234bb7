"""Whatever is recorded, every language tells it in the same sentences, whole, and in its own words alone."""

import re

from hypothesis import HealthCheck, given, settings

from maillage.core.report import LANGUAGES, Draft, draft_report
from tests.core.any_facts import any_facts, everywhere, somewhere

few_examples = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
ENDED = re.compile(r"[.!?…;][»”)]*$")
SPOILT = re.compile(r"  |\.\.|\s[.,]|[{}]|\(\)|«»|„”|,[.,]|:\.|None")


def traced(draft: Draft) -> list[tuple[str, list[str]]]:
    """The blocks with the sources of their sentences."""
    return [(block.kind, [sentence.source for sentence in block.sentences]) for block in draft.blocks]


def all_words(draft: Draft) -> list[str]:
    beside = [sentence.aside for sentence in draft.sentences]
    headings = [block.heading for block in draft.blocks]
    return [draft.title, draft.lead, *headings, *(sentence.text for sentence in draft.sentences), *beside]


@few_examples
@given(any_facts(everywhere))
def test_all_languages_tell_the_same_records_sentence_by_sentence(facts):
    told = {language: traced(draft_report(facts, language)) for language in LANGUAGES}
    assert all(blocks == told["en"] for blocks in told.values())


@few_examples
@given(any_facts(somewhere))
def test_what_a_language_lacks_is_told_by_the_record_itself_and_marked(facts):
    # The words of a subject or of an organiser's remark stand inside another sentence where they can be read there,
    # and in one of their own, marked, where they cannot.
    told = {}
    for language in LANGUAGES:
        draft = draft_report(facts, language)
        own = {"roundtable"}
        told[language] = [
            (block.kind, [line.source for line in block.sentences if not (line.lang and line.source in own)])
            for block in draft.blocks
            if block.kind != "opening"
        ]
        assert all(line.lang != language for line in draft.sentences)
    assert all(blocks == told["en"] for blocks in told.values())


@few_examples
@given(any_facts(everywhere))
def test_no_word_of_another_language_is_left_in_a_draft(facts):
    for language in LANGUAGES:
        draft = draft_report(facts, language)
        assert not any(sentence.lang for sentence in draft.sentences)
        for words in all_words(draft):
            assert set(re.findall(r"Ω\d+([a-z]{2})", words)) <= {language}
            if language == "el":
                assert not re.search(r"[A-Za-z]", re.sub(r"Ω\d+(el)?", "", words)), words


@few_examples
@given(any_facts(everywhere))
def test_each_sentence_begins_and_ends_as_a_sentence_does(facts):
    for language in LANGUAGES:
        draft = draft_report(facts, language)
        assert all(block.heading for block in draft.blocks)
        for words in all_words(draft):
            assert not SPOILT.search(words), words
            assert words == words.strip()
            assert words.count("(") == words.count(")"), words
            assert words.count("«") == words.count("»"), words
            assert len(re.findall("[„“]", words)) == words.count("”"), words
        for sentence in draft.sentences:
            assert ENDED.search(sentence.text), sentence
            assert not sentence.text[0].islower(), sentence
