"""Ordinals agree with their noun and their language."""

import pytest

from maillage.core.ordinals import nth_roundtable, ordinal, place_in_series


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


@pytest.mark.parametrize(
    ("number", "spanish", "polish", "greek"),
    [
        (1, "primera", "pierwsze", "πρώτη"),
        (2, "segunda", "drugie", "δεύτερη"),
        (3, "tercera", "trzecie", "τρίτη"),
        (4, "cuarta", "czwarte", "τέταρτη"),
        (8, "octava", "ósme", "όγδοη"),
        (12, "duodécima", "dwunaste", "δωδέκατη"),
        (13, "13.ª", "13.", "13η"),
        (20, "20.ª", "20.", "20ή"),
        (21, "21.ª", "21.", "21η"),
    ],
)
def test_the_place_in_a_series_agrees_with_what_a_roundtable_is_called(number, spanish, polish, greek):
    assert place_in_series(number, "es") == spanish
    assert place_in_series(number, "pl") == polish
    assert place_in_series(number, "el") == greek


@pytest.mark.parametrize(
    ("language", "masculine", "feminine", "neuter"),
    [
        ("es", "tercero", "tercera", "tercero"),
        ("pl", "trzeci", "trzecia", "trzecie"),
        ("el", "τρίτος", "τρίτη", "τρίτο"),
    ],
)
def test_an_ordinal_agrees_with_each_gender(language, masculine, feminine, neuter):
    said = [ordinal(3, language, gender) for gender in ("masculine", "feminine", "neuter")]
    assert said == [masculine, feminine, neuter]


def test_a_roundtable_is_titled_by_its_place_in_the_series():
    assert nth_roundtable(3, "en") == "Third roundtable"
    assert nth_roundtable(3, "fr") == "Troisième table ronde"
    assert nth_roundtable(1, "fr") == "Première table ronde"
    assert nth_roundtable(13, "fr") == "13e table ronde"
    assert nth_roundtable(3, "es") == "Tercera mesa redonda"
    assert nth_roundtable(3, "pl") == "Trzecie spotkanie okrągłego stołu"
    assert nth_roundtable(3, "el") == "Τρίτη συνάντηση στρογγυλής τραπέζης"


def test_nothing_comes_before_the_first():
    with pytest.raises(ValueError, match="begin at one"):
        ordinal(0, "en")


def test_a_language_that_is_not_spoken_is_refused():
    with pytest.raises(ValueError, match="'uk'"):
        ordinal(1, "uk")
