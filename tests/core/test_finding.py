"""Words are found in their forms, in five languages, with and without accents."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maillage.core.bitsets import BLOCK, bits_of, numbers_of, pack, pack_numbers, unpack, unpack_numbers
from maillage.core.finding import LONGEST_WORD, MOST_WORDS, keys_of, wanted_in, words_of
from maillage.core.nearby import Position, box_around, kilometres


def finds(typed: str, text: str, language: str) -> bool:
    keys = keys_of(text, [language])
    return all(any(word.is_met_by(key) for key in keys) for word in wanted_in(typed))


@pytest.mark.parametrize(
    ("typed", "text", "language"),
    [
        ("genelard", "Leçons d’été à Génelard", "fr"),
        ("ete", "Leçons d’été à Génelard", "fr"),
        ("d'ete", "Leçons d’été à Génelard", "fr"),
        ("LECON", "Leçons d’été", "fr"),
        ("réfugiée", "accueil des réfugiés", "fr"),
        ("refugies", "accueil des réfugiés", "fr"),
        ("logements", "un logement", "fr"),
        ("cheval", "chevaux", "fr"),
        ("welcoming", "welcomed by volunteers", "en"),
        ("volunteer", "welcomed by volunteers", "en"),
        ("lessons", "a lesson", "en"),
        ("formaciones", "formación de adultos", "es"),
        ("FORMACION", "formación de adultos", "es"),
        ("viviendas", "vivienda digna", "es"),
        ("uchodźców", "pomoc dla uchodźcy", "pl"),
        ("uchodzcow", "pomoc dla uchodźców", "pl"),
        ("szkół", "szkoły w mieście", "pl"),
        ("wroclaw", "we Wrocławiu", "pl"),
        ("mieszkania", "mieszkanie", "pl"),
        ("εργασίας", "θέσεις για εργασία", "el"),
        ("εργασία", "αγορά εργασίας", "el"),
        ("ΠΡΟΣΦΥΓΕΣ", "ένας πρόσφυγας", "el"),
        ("μαθημα", "μαθήματα ελληνικών", "el"),
        ("مرافق", "مرافقة", "ar"),
        ("мова", "мова", "uk"),
        ("oeuf", "un œuf", "fr"),
        ("5", "5 places", "en"),
    ],
)
def test_a_word_is_found_in_its_forms(typed: str, text: str, language: str) -> None:
    assert finds(typed, text, language)


@pytest.mark.parametrize(
    ("typed", "text", "language"),
    [
        ("garden", "guardian", "en"),
        ("lesson garden", "a lesson", "en"),
        ("ard", "Génelard", "fr"),
        ("g", "Génelard", "fr"),
        ("chats", "chaton", "fr"),
        ("fr", "un texte", "fr"),
        ("theme=mobility", "mobility", "en"),
    ],
)
def test_another_word_is_not_found(typed: str, text: str, language: str) -> None:
    assert not finds(typed, text, language)


def test_a_word_has_the_stems_of_the_language_of_its_text_alone() -> None:
    assert keys_of("volunteers", ["en"]) == {b"volunteers", b"\x01en:volunt"}
    assert keys_of("volunteers", ["ar"]) == {b"volunteers"}


def test_marks_and_other_signs_part_words_and_nothing_else_does() -> None:
    assert words_of("a,b\x00c/d_e  f’g\nh") == list("abcdefgh")
    assert words_of("e\u0301te\u0301") == ["été"]
    assert words_of("\x00 ,;… --") == []


def test_what_is_typed_is_kept_within_bounds() -> None:
    assert len(wanted_in(" ".join(f"w{number}" for number in range(10_000)))) == MOST_WORDS
    assert wanted_in("x" * 10_000) == wanted_in("x" * LONGEST_WORD)
    assert len(wanted_in("Élan elan élan")) == 1


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=40), st.sampled_from(["fr", "en", "es", "pl", "el", "ar"]))
def test_every_text_is_found_by_each_of_its_own_words(text: str, language: str) -> None:
    keys = keys_of(text, [language])
    assert all(any(word.is_met_by(key) for key in keys) for word in wanted_in(text))


@settings(max_examples=60, deadline=None)
@given(st.sets(st.integers(0, BLOCK - 1), max_size=200))
def test_a_bitset_holds_what_was_put_in(numbers: set[int]) -> None:
    bits = bits_of(numbers)
    assert numbers_of(bits) == sorted(numbers)
    assert unpack(pack(bits)) == bits
    assert len(pack(bits)) <= min(1 + 2 * max(len(numbers), 64), 1 + BLOCK // 8)


def test_whole_numbers_are_read_as_they_were_written() -> None:
    assert unpack_numbers(pack_numbers([0, 7, 2**32 - 1])) == (0, 7, 2**32 - 1)


def test_distances_are_those_of_the_globe() -> None:
    digoin, macon = Position(46.4811, 3.9797), Position(46.3069, 4.8287)
    assert kilometres(digoin, macon) == pytest.approx(67.9, abs=0.3)
    assert kilometres(digoin, digoin) == 0
    assert kilometres(Position(0, 0), Position(0, 180)) == pytest.approx(20015.1, abs=0.1)


@settings(max_examples=60, deadline=None)
@given(st.floats(-80, 80), st.floats(-170, 170), st.floats(1, 100), st.floats(-2, 2), st.floats(-2, 2))
def test_the_box_leaves_nothing_near_out(south: float, west: float, far: float, up: float, aside: float) -> None:
    middle, other = Position(south, west), Position(south + up, west + aside)
    box = box_around(middle, far)
    inside = box.south <= other.latitude <= box.north and box.west <= other.longitude <= box.east
    assert inside or kilometres(middle, other) > far * 0.999
