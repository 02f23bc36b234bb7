"""A short message is one message: 160 signs of seven bits, or 70 of sixteen."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maillage.core.short_text import cut, fits, is_seven_bit, length, most, one_message, simplified


def test_the_seven_bit_alphabet_counts_its_extension_twice() -> None:
    assert length("a" * 160) == 160
    assert length("5 €") == 4
    assert length("[x]^{y}~|\\") == 2 + 8 * 2
    assert is_seven_bit("Rendez-vous à 8:10, è é ù ì ò Ç ñ ü")


def test_letters_outside_it_make_the_whole_message_wide() -> None:
    assert not is_seven_bit("forêt")
    assert (length("forêt"), most("forêt")) == (5, 70)
    assert length("مرحبا") == 5
    assert length("\U0001f698") == 2


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Mâcon, forêt — gare d’Œuvre", "Macon, foret - gare d'OEuvre"),
        ("Łódź, żółty", "Lodz, zolty"),
        ("déjà", "déjà"),
        ("ç", "c"),
        ("Львів 8:10", "Львів 8:10"),
        ("Mâcon مرحبا", "Mâcon مرحبا"),
    ],
)
def test_accents_are_left_out_where_that_makes_room(text: str, plain: str) -> None:
    assert simplified(text) == plain


def test_the_fullest_wording_that_fits_is_taken() -> None:
    assert one_message(["x" * 161, "y" * 160]) == "y" * 160
    assert one_message(["ê" * 100]) == "e" * 100
    assert one_message(["ê" * 60]) == "ê" * 60
    assert one_message(["م" * 71, "م" * 70]) == "م" * 70


def test_where_none_fits_the_last_is_cut_at_a_word() -> None:
    told = one_message(["word " * 50])
    assert told == "word " * 30 + "word..."
    assert length(told) == 157
    assert length(one_message(["م" * 100])) == 70
    assert one_message(["€" * 100]) == "€" * 78 + "..."


def test_nothing_is_cut_between_a_letter_and_its_accents() -> None:
    text = "e\u0301" * 60
    assert cut(text, 10) == "e\u0301" * 3 + "..."
    assert cut("\U0001f698" * 40).startswith("\U0001f698" * 33 + "...")


def test_a_text_can_be_cut_to_less_room() -> None:
    assert cut("Saint-Gengoux-le-National, town hall", 20) == "Saint-Gengoux-le..."
    assert cut("Cluny", 20) == "Cluny"


def test_nothing_to_say_is_refused() -> None:
    with pytest.raises(ValueError, match="nothing to say"):
        one_message([])


@settings(max_examples=80, deadline=None)
@given(st.lists(st.text(max_size=300), min_size=1, max_size=3))
def test_whatever_is_written_becomes_one_message(wordings: list[str]) -> None:
    assert fits(one_message(wordings))
