"""Head-counts add up, or say why they do not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.core.headcount import (
    SHAPES,
    Fault,
    Headcount,
    UnsoundHeadcount,
    categories_in_words,
    counted,
    in_words,
)

LABELS = {"regional": "regional authorities", "local": "local authorities", "ngo": "NGOs"}
figure = st.none() | st.integers(-2, 60)


@pytest.mark.parametrize(
    ("headcount", "english", "french"),
    [
        (Headcount("stakeholders", exact=22), "22 stakeholders", "22 parties prenantes"),
        (Headcount("stakeholders", exact=1), "1 stakeholder", "1 partie prenante"),
        (Headcount("people", exact=0), "0 people", "0 personne"),
        (Headcount("stakeholders", least=9, most=16), "9 to 16 stakeholders", "de 9 à 16 parties prenantes"),
        (
            Headcount("people", online=18, on_site=3),
            "21 = 18 online and 3 on site",
            "21 = 18 en ligne et 3 sur place",
        ),
        (
            Headcount("people", exact=30, organisations=21),
            "30 people from 21 organisations",
            "30 personnes de 21 organisations",
        ),
        (
            Headcount("people", exact=3, organisations=1),
            "3 people from 1 organisation",
            "3 personnes d’une organisation",
        ),
        (Headcount("people", organisations=21), "21 organisations", "21 organisations"),
        (Headcount(), "head-count not recorded", "nombre de présents non relevé"),
        (None, "head-count not recorded", "nombre de présents non relevé"),
    ],
)
def test_a_head_count_is_said_in_words(headcount, english, french):
    assert in_words(headcount, "en") == english
    assert in_words(headcount, "fr") == french


@pytest.mark.parametrize(
    ("headcount", "spanish", "polish", "greek"),
    [
        (
            Headcount("stakeholders", exact=22),
            "22 partes interesadas",
            "22 interesariuszy",
            "22 ενδιαφερόμενα μέρη",
        ),
        (
            Headcount("stakeholders", exact=1),
            "1 parte interesada",
            "1 interesariusz",
            "1 ενδιαφερόμενο μέρος",
        ),
        (Headcount("people", exact=3), "3 personas", "3 osoby", "3 άτομα"),
        (Headcount("people", least=9, most=16), "de 9 a 16 personas", "od 9 do 16 osób", "από 9 έως 16 άτομα"),
        (Headcount("people", least=0, most=1), "de 0 a 1 personas", "od 0 do 1 osoby", "από 0 έως 1 άτομα"),
        (
            Headcount("people", online=18, on_site=3),
            "21 = 18 en línea y 3 presenciales",
            "21 = 18 online i 3 stacjonarnie",
            "21 = 18 διαδικτυακά και 3 διά ζώσης",
        ),
        (
            Headcount("people", exact=30, organisations=21),
            "30 personas de 21 organizaciones",
            "30 osób z 21 organizacji",
            "30 άτομα από 21 φορείς",
        ),
        (
            Headcount("people", exact=3, organisations=1),
            "3 personas de 1 organización",
            "3 osoby z 1 organizacji",
            "3 άτομα από 1 φορέα",
        ),
        (Headcount("people", organisations=22), "22 organizaciones", "22 organizacje", "22 φορείς"),
        (
            None,
            "número de asistentes no registrado",
            "liczby uczestników nie odnotowano",
            "ο αριθμός των συμμετεχόντων δεν καταγράφηκε",
        ),
    ],
)
def test_a_head_count_is_said_in_the_other_languages_of_the_regions(headcount, spanish, polish, greek):
    assert in_words(headcount, "es") == spanish
    assert in_words(headcount, "pl") == polish
    assert in_words(headcount, "el") == greek


@pytest.mark.parametrize(
    ("headcount", "faults"),
    [
        (Headcount(exact=22, online=18, on_site=3), [Fault.PARTS_DO_NOT_ADD_UP]),
        (Headcount(least=9), [Fault.RANGE_LACKS_AN_END]),
        (Headcount(least=16, most=9), [Fault.RANGE_RUNS_BACKWARDS]),
        (Headcount(exact=12, least=9, most=16), [Fault.EXACT_AND_RANGE]),
        (Headcount(online=18), [Fault.PART_LACKS_ITS_OTHER]),
        (Headcount(least=9, most=16, online=4, on_site=5), [Fault.PARTS_AND_RANGE]),
        (Headcount(exact=-1), [Fault.NEGATIVE]),
        (Headcount(exact=40_000), [Fault.TOO_LARGE]),
        (Headcount(exact=10, organisations=11), [Fault.MORE_ORGANISATIONS_THAN_PEOPLE]),
        (Headcount("stakeholders", exact=10, organisations=11), []),
        (Headcount(exact=21, online=18, on_site=3), []),
        (Headcount(least=9, most=9), []),
    ],
)
def test_each_contradiction_has_its_reason(headcount, faults):
    assert headcount.faults() == faults


def test_an_unsound_head_count_is_refused_with_every_reason():
    with pytest.raises(UnsoundHeadcount) as refused:
        counted(Headcount(exact=-2, least=9))
    assert refused.value.faults == (Fault.NEGATIVE, Fault.RANGE_LACKS_AN_END, Fault.EXACT_AND_RANGE)


@given(
    st.builds(Headcount, st.sampled_from(["people", "stakeholders"]), figure, figure, figure, figure, figure, figure)
)
def test_what_is_counted_keeps_the_promises_of_the_database(headcount):
    if headcount.faults():
        with pytest.raises(UnsoundHeadcount):
            counted(headcount)
        return
    sound = counted(headcount)
    assert sound.exact is None or (sound.least is None and sound.most is None)
    assert (sound.least is None) == (sound.most is None)
    assert (sound.online is None) == (sound.on_site is None)
    if sound.online is not None:
        assert sound.exact == sound.online + sound.on_site
    assert counted(sound) == sound
    for language in SHAPES:
        assert all(word in in_words(sound, language) for word in map(str, sound.figures) if word != "1")


def test_categories_stand_in_the_order_of_the_vocabulary_with_their_counts():
    assert categories_in_words({"ngo": 12, "regional": 3, "other": None, "local": 0}, LABELS, "en") == (
        "regional authorities (3), NGOs (12) and other"
    )
