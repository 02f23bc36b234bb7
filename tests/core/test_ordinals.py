"""Ordinals agree with their noun and their language."""

import pytest

from maillage.core.ordinals import nth_roundtable, ordinal


@pytest.mark.parametrize(
    ("number", "english", "french", "feminine"),
    [
        (1, "first", "premier", "première"),
        (2, "second", "deuxième", "deuxième"),
        (3, "third", "troisième", "troisième"),
        (12, "twelfth", "douzième", "douzième"),
        (13, "13th", "13e", "13e"),
        (21, "21st", "21e", "21e"),
        (22, "22nd", "22e", "22e"),
        (111, "111th", "111e", "111e"),
        (123, "123rd", "123e", "123e"),
    ],
)
def test_an_ordinal_is_said_in_words_to_twelve_and_in_figures_beyond(number, english, french, feminine):
    assert ordinal(number, "en") == english
    assert ordinal(number, "fr") == french
    assert ordinal(number, "fr", "feminine") == feminine


def test_a_roundtable_is_titled_by_its_place_in_the_series():
    assert nth_roundtable(3, "en") == "Third roundtable"
    assert nth_roundtable(3, "fr") == "Troisième table ronde"
    assert nth_roundtable(1, "fr") == "Première table ronde"
    assert nth_roundtable(13, "fr") == "13e table ronde"


def test_nothing_comes_before_the_first():
    with pytest.raises(ValueError, match="begin at one"):
        ordinal(0, "en")


def test_a_language_that_is_not_spoken_is_refused():
    with pytest.raises(ValueError, match="'uk'"):
        ordinal(1, "uk")
