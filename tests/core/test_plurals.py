"""Counts choose the form of their noun and lists end as the language ends them."""

import pytest

from maillage.core.plurals import joined, plural

OSOBA = ("osoba", "osoby", "osób")


@pytest.mark.parametrize(
    ("count", "polish"),
    [
        (0, "0 osób"),
        (1, "1 osoba"),
        (2, "2 osoby"),
        (4, "4 osoby"),
        (5, "5 osób"),
        (11, "11 osób"),
        (12, "12 osób"),
        (14, "14 osób"),
        (21, "21 osób"),
        (22, "22 osoby"),
        (25, "25 osób"),
        (101, "101 osób"),
        (104, "104 osoby"),
        (112, "112 osób"),
        (122, "122 osoby"),
    ],
)
def test_polish_has_three_forms_by_the_last_two_figures(count, polish):
    assert plural(count, OSOBA, "pl") == polish


def test_only_french_says_zero_in_the_singular():
    assert plural(0, ("personne", "personnes"), "fr") == "0 personne"
    assert plural(0, ("person", "people"), "en") == "0 people"
    assert plural(0, ("persona", "personas"), "es") == "0 personas"
    assert plural(0, ("άτομο", "άτομα"), "el") == "0 άτομα"


def test_the_last_of_a_list_is_joined_without_a_comma():
    assert joined([], "en") == ""
    assert joined(["a"], "fr") == "a"
    assert joined(["a", "b", "c"], "en") == "a, b and c"
    assert joined(["a", "b", "c"], "fr") == "a, b et c"
    assert joined(["a", "b", "c"], "es") == "a, b y c"
    assert joined(["a", "b", "c"], "pl") == "a, b i c"
    assert joined(["α", "β", "γ"], "el") == "α, β και γ"


@pytest.mark.parametrize(
    ("last", "between"),
    [
        ("Isère", "e"),
        ("integración", "e"),
        ("higiene", "e"),
        ("Ítaca", "e"),
        ("«Interculturalidad»", "e"),
        ("Yvelines", "e"),
        ("hielo", "y"),
        ("yodo", "y"),
        ("vivienda", "y"),
        ("«Vivienda»", "y"),
    ],
)
def test_spanish_says_e_before_the_sound_of_i(last, between):
    assert joined(["salud", last], "es") == f"salud {between} {last}"


def test_a_list_whose_last_words_have_an_and_of_their_own_ends_with_another_word():
    assert joined(["ONG", "vecinas y vecinos"], "es") == "ONG, así como vecinas y vecinos"
    assert joined(["firmy i banki", "fundacje"], "pl") == "firmy i banki oraz fundacje"
    assert joined(["ΜΚΟ", "εθελόντριες και εθελοντές"], "el") == "ΜΚΟ, καθώς και εθελόντριες και εθελοντές"
    assert joined(["NGOs", "companies and banks"], "en") == "NGOs and companies and banks"
    assert joined(["„Praca i dom”", "„Język i szkoła”"], "pl") == "„Praca i dom” i „Język i szkoła”"
