"""Cards that look alike are found with why, and what is two is left alone."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from maillage.core.lookalikes import Card, Likeness, Pair, look_alikes


def said(pairs: list[Pair]) -> list[tuple[int, int, list[str]]]:
    return [(pair.first, pair.second, [str(one) for one in pair.likeness]) for pair in pairs]


def test_the_same_name_is_found_whatever_its_accents_hyphens_and_case() -> None:
    one = Card(1, {"fr": "Café des langues"}, places=frozenset({7}))
    other = Card(2, {"fr": "CAFE-DES-LANGUES"}, places=frozenset({7, 8}))
    assert said(look_alikes([other, one])) == [(1, 2, ["name", "place"])]


def test_other_forms_of_the_same_words_are_found_where_the_organisation_agrees() -> None:
    one = Card(1, {"fr": "Atelier de français pour adultes"}, organisation=3)
    other = Card(2, {"fr": "Ateliers de français, adultes"}, organisation=3)
    assert said(look_alikes([one, other])) == [(1, 2, ["words", "organisation"])]


def test_half_of_the_words_are_not_enough_where_nothing_else_agrees() -> None:
    one, other = Card(1, {"fr": "Atelier de cuisine"}), Card(2, {"fr": "Atelier de jardinage"})
    assert look_alikes([one, other]) == []


def test_one_common_word_is_no_likeness() -> None:
    one, other = Card(1, {"en": "Carpool"}, 3), Card(2, {"en": "Carpool schedules"}, 3)
    assert look_alikes([one, other]) == []


def test_names_in_different_languages_are_not_compared() -> None:
    one, other = Card(1, {"en": "Transport solidaire"}), Card(2, {"fr": "Mobilité solidaire"})
    assert look_alikes([one, other]) == []


def test_the_same_name_in_two_houses_and_two_places_is_two_things() -> None:
    one = Card(1, {"fr": "Repair café"}, 3, frozenset({7}))
    other = Card(2, {"fr": "Repair café"}, 4, frozenset({8}))
    assert look_alikes([one, other]) == []
    nearby = Card(3, {"fr": "Repair café"}, 4, frozenset({7}))
    assert said(look_alikes([one, nearby])) == [(1, 3, ["name", "place"])]


def test_a_pair_that_was_said_to_be_two_is_not_offered_again() -> None:
    cards = [Card(key, {"fr": "Le même nom"}) for key in (1, 2, 3)]
    assert [(pair.first, pair.second) for pair in look_alikes(cards, apart=[(1, 3)])] == [(1, 2), (2, 3)]


def test_the_surest_comes_first() -> None:
    cards = [
        Card(1, {"fr": "Cours du soir pour les femmes"}, 5),
        Card(2, {"fr": "Cours du soir des femmes isolées"}, 5),
        Card(3, {"fr": "Jardin partagé"}, 5, frozenset({1})),
        Card(4, {"fr": "Jardin partagé"}, 5, frozenset({1})),
    ]
    assert [(pair.first, pair.second) for pair in look_alikes(cards)] == [(3, 4), (1, 2)]


def test_other_forms_are_found_in_the_other_languages_too() -> None:
    forms = {
        "en": ("Language lessons for families", "Language lesson for family"),
        "es": ("Clases de español para familias", "Clase de español para familia"),
        "pl": ("Kursy języka polskiego", "Kurs języka polskiego"),
    }
    for language, (one, other) in forms.items():
        cards = [Card(1, {language: one}, 3), Card(2, {language: other}, 3)]
        assert [pair.likeness[0] for pair in look_alikes(cards)] == [Likeness.WORDS], language


WORDS = ("cours", "jardin", "soir", "femmes", "permis", "vélo")
CARDS = st.lists(
    st.tuples(st.lists(st.sampled_from(WORDS), min_size=1, max_size=4, unique=True), st.integers(0, 2)),
    min_size=2,
    max_size=6,
)


@settings(max_examples=25, deadline=None)
@given(CARDS)
def test_the_index_of_words_misses_no_pair_that_comparing_all_would_find(drawn: list[tuple[list[str], int]]) -> None:
    cards = [Card(key, {"fr": " ".join(words)}, house or None) for key, (words, house) in enumerate(drawn)]
    found = {(pair.first, pair.second) for pair in look_alikes(cards)}
    one_by_one = {(one.key, other.key) for one, other in combinations(cards, 2) if look_alikes([one, other])}
    assert found == one_by_one
