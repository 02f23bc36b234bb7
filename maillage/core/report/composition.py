"""From facts to a draft: which sentences stand where, in any language that has a voice."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace

from maillage.core.headcount import categories_in_words, in_order
from maillage.core.plurals import joined
from maillage.core.report import english, french, greek, polish, spanish
from maillage.core.report.draft import Block, Draft, Sentence, said
from maillage.core.report.facts import Facts, Item, Need, Organiser, Practice, Room
from maillage.core.report.voice import Voice
from maillage.core.series import remaining
from maillage.core.wording import Wording

VOICES: dict[str, Voice] = {"en": english, "fr": french, "es": spanish, "pl": polish, "el": greek}
LANGUAGES = tuple(VOICES)
# What ends a sentence, inside a closing sign or before it; Greek asks with a semicolon.
END = re.compile(r"[.!?…][\s»”’\")\]]*$")
GREEK_END = re.compile(r"[.!?…;\u037e][\s»”’\")\]]*$")


def draft_report(facts: Facts, language: str) -> Draft:
    """Draft a report from records alone; raises KeyError for a language that has no voice."""
    voice = VOICES[language]
    parts: list[Callable[[Facts, Voice], Iterable[Block]]] = [
        _opening,
        _attendance,
        _items,
        _rooms,
        _commitments,
        _practices,
        _said,
        _remaining,
        _credit,
    ]
    blocks = tuple(_typeset(block, voice) for part in parts for block in part(facts, voice) if block.sentences)
    title = voice.title(facts, said(facts.region, language)[0])
    return Draft(language, _even(voice.typeset(title)), _even(voice.typeset(_lead(facts, voice))), blocks)


def _typeset(block: Block, voice: Voice) -> Block:
    return replace(
        block,
        heading=_even(block.heading if block.lang else voice.typeset(block.heading)),
        sentences=tuple(
            replace(
                sentence,
                text=_even(sentence.text if sentence.lang else voice.typeset(sentence.text)),
                aside=_even(voice.typeset(sentence.aside)),
            )
            for sentence in block.sentences
        ),
    )


def _even(text: str) -> str:
    """Make of any run of blanks one blank, and of the point of a name and that of its sentence one point.

    A no-break space that was set on purpose stays.
    """
    return re.sub(r"(?<!\.)\.\.(?!\.)", ".", re.sub(r"[ \t\r\n]+", " ", text)).strip()


def _block(kind: str, heading: str, sentences: Iterable[Sentence], lang: str = "") -> Block:
    return Block(kind, heading, tuple(sentence for sentence in sentences if sentence.text), lang)


def _record(wording: Wording, source: str, voice: Voice, aside: str = "") -> Sentence:
    """Let a record speak for itself, marked where it speaks another language."""
    text, mark = said(wording, voice.LANGUAGE)
    return Sentence(_ended(text, mark or voice.LANGUAGE), source, aside, mark)


def _ended(text: str, language: str) -> str:
    """End a text as a sentence: what trails off in a comma or a colon gets a point instead."""
    text = _even(text)
    if (GREEK_END if language == "el" else END).search(text):
        return text
    text = re.sub(r"[\s,;:]+$", "", text)
    return f"{text}." if text else ""


def _lead(facts: Facts, voice: Voice) -> str:
    if facts.subject.get(voice.LANGUAGE):
        return _ended(facts.subject[voice.LANGUAGE], voice.LANGUAGE)
    proposals = sum(need.is_proposal for need in facts.needs)
    return voice.lead(len(facts.needs) - proposals, proposals, len(facts.promises))


def _opening(facts: Facts, voice: Voice) -> list[Block]:
    region = said(facts.region, voice.LANGUAGE)[0]
    told = [facts.region_kind.get(voice.LANGUAGE, ""), facts.country.get(voice.LANGUAGE, "")]
    sentences = [
        Sentence(voice.held(facts, region, ", ".join(word for word in told if word)), "roundtable"),
        Sentence(voice.organised(*_by_role(facts.organisers, voice)), "roundtable"),
        *_foreign_remarks(facts.organisers, voice),
        Sentence(voice.lasted(facts.start_time, facts.minutes), "roundtable"),
    ]
    if venue := facts.venue.get(voice.LANGUAGE):
        sentences.append(Sentence(voice.hosted(venue.rstrip(".")), "roundtable"))
    elif facts.venue:
        sentences.append(_record(facts.venue, "roundtable", voice))
    if facts.subject and not facts.subject.get(voice.LANGUAGE):
        sentences.append(_record(facts.subject, "roundtable", voice))
    return [_block("opening", voice.HEADINGS["opening"], sentences)]


def _by_role(organisers: Iterable[Organiser], voice: Voice) -> list[list[str]]:
    named: dict[str, list[str]] = {"organiser": [], "co_organiser": [], "cooperation": [], "support": []}
    for organiser in organisers:
        remark = organiser.remark.get(voice.LANGUAGE, "")
        named[organiser.role].append(f"{organiser.name} ({remark})" if remark else organiser.name)
    return list(named.values())


def _foreign_remarks(organisers: Iterable[Organiser], voice: Voice) -> list[Sentence]:
    return [
        _record(organiser.remark, "roundtable", voice, organiser.name)
        for organiser in organisers
        if organiser.remark and not organiser.remark.get(voice.LANGUAGE)
    ]


def _attendance(facts: Facts, voice: Voice) -> list[Block]:
    sentences = [Sentence(voice.attended(facts.headcount), "attendance")]
    named = {key: count for key, count in facts.categories.items() if count != 0}
    if named:
        counts = [count for count in named.values() if count is not None]
        total = facts.headcount.total if facts.headcount else None
        complete = len(counts) == len(named) and sum(counts) == total
        words = categories_in_words(named, voice.CATEGORIES, voice.LANGUAGE)
        sentences.append(Sentence(voice.categories(words, complete=complete), "attendance"))
    sentences.append(_record(facts.categories_note, "attendance", voice))
    return [_block("attendance", voice.HEADINGS["attendance"], sentences)]


def _items(facts: Facts, voice: Voice) -> list[Block]:
    return [_item(item, facts, voice) for item in facts.items]


def _item(item: Item, facts: Facts, voice: Voice) -> Block:
    source = f"agenda:{item.position}"
    heading, mark = said(item.title, voice.LANGUAGE)
    brought = _record(item.brought, source, voice)
    news = [_record(line.text, f"note:{line.public_id}", voice) for line in facts.news if line.item == item.position]
    sentences: list[Sentence] = []
    if item.presenter and not any(item.presenter in text for text in item.brought.values()):
        sentences.append(Sentence(voice.presented(item), source))
    if item.kind == "breakout" and facts.rooms:
        titles = [room.title.get(voice.LANGUAGE, "") for room in facts.rooms]
        sentences.append(Sentence(voice.rooms([title for title in titles if title], len(facts.rooms)), source))
    if item.kind == "training" and item.minutes:
        sentences.append(Sentence(voice.training(item.minutes, facts.minutes), source))
    if not (brought.text or news or sentences):
        sentences.append(Sentence(voice.ITEM_SENTENCES.get(item.kind, voice.ITEM_SENTENCES["other"]), source))
    own_heading = voice.ITEM_HEADINGS.get(item.kind, voice.ITEM_HEADINGS["other"])
    return _block("item", heading or own_heading, [*sentences, brought, *news], mark)


def _rooms(facts: Facts, voice: Voice) -> list[Block]:
    blocks = [_room(room, facts, voice) for room in facts.rooms]
    others = [_need(need, voice) for need in facts.other_needs]
    return [*blocks, _block("room", voice.HEADINGS["plenary_needs"], others)]


def _room(room: Room, facts: Facts, voice: Voice) -> Block:
    proposals = sum(need.is_proposal for need in room.needs)
    title, mark = said(room.title, voice.LANGUAGE)
    heading = title if mark else voice.room_heading(room.number, title)
    sentences = [
        Sentence(voice.room_asked(len(room.needs) - proposals, proposals), f"room:{room.number}"),
        *(_need(need, voice) for need in room.needs),
        *(_record(line.text, f"note:{line.public_id}", voice) for line in facts.news if line.room == room.number),
    ]
    return _block("room", heading, sentences, mark)


def _need(need: Need, voice: Voice) -> Sentence:
    addressees = need.addressed_in_words.get(voice.LANGUAGE, "")
    if not addressees:
        keys = in_order(dict.fromkeys(need.addressed_to), voice.CATEGORIES)
        addressees = joined([voice.CATEGORIES.get(key, key) for key, _count in keys], voice.LANGUAGE)
    return _record(need.text, f"need:{need.public_id}", voice, voice.asked_of(need, addressees))


def _commitments(facts: Facts, voice: Voice) -> list[Block]:
    sentences = [
        _record(promise.text, f"commitment:{promise.public_id}", voice, voice.promised_by(promise))
        for promise in facts.promises
    ]
    return [_block("commitments", voice.HEADINGS["commitments"], sentences)]


def _practices(facts: Facts, voice: Voice) -> list[Block]:
    sentences = [_practice(practice, voice) for practice in facts.practices]
    return [_block("practices", voice.HEADINGS["practices"], sentences)]


def _practice(practice: Practice, voice: Voice) -> Sentence:
    """Name and description in one language, else the name alone: a sentence is never half translated."""
    name, mark = said(practice.name, voice.LANGUAGE)
    description = practice.description.get(mark or voice.LANGUAGE, "")
    text = " ".join(_ended(part, mark or voice.LANGUAGE) for part in (name, description) if part)
    return Sentence(text, f"practice:{practice.public_id}", practice.organisation, mark)


def _said(facts: Facts, voice: Voice) -> list[Block]:
    headings = {item.position: item for item in facts.items}
    sentences = []
    for line in facts.said:
        item = headings.get(line.item) if line.item is not None else None
        about = item.title.get(voice.LANGUAGE, "") if item else ""
        sentences.append(_record(line.text, f"note:{line.public_id}", voice, about))
    return [_block("said", voice.HEADINGS["said"], sentences)]


def _remaining(facts: Facts, voice: Voice) -> list[Block]:
    if facts.number > facts.planned:
        return []
    left = remaining(facts.planned, facts.number)
    years = facts.later_years if left else ()
    sentence = Sentence(voice.remaining(left, facts.planned, years), "roundtable")
    return [_block("remaining", voice.HEADINGS["remaining"], [sentence])]


def _credit(facts: Facts, voice: Voice) -> list[Block]:
    programme = facts.programme
    region = said(facts.region, voice.LANGUAGE)[0]
    countries = [said(country, voice.LANGUAGE)[0] for country in programme.other_countries]
    others = voice.other_regions(programme.other_regions, programme.name, countries) if programme.other_regions else ""
    sentences = [
        Sentence(voice.part_of(programme.name) if programme.name else "", "programme"),
        _record(programme.aim, "programme", voice),
        _record(programme.funder_credit, "programme", voice),
        Sentence(others if programme.name else "", "programme"),
        Sentence(voice.read_on(region), "programme"),
    ]
    return [_block("credit", voice.HEADINGS["credit"], sentences)]
