"""Head-counts add up, or say why they do not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.core.headcount import (
    Fault,
    Headcount,
    UnsoundHeadcount,
    categories_in_words,
    counted,
    in_words,
)
from maillage.core.plurals import joined, plural

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
    assert all(word in in_words(sound, "en") for word in map(str, sound.figures))


def test_the_last_of_a_list_is_joined_without_a_comma():
    assert joined([], "en") == ""
    assert joined(["a"], "fr") == "a"
    assert joined(["a", "b", "c"], "en") == "a, b and c"
    assert joined(["a", "b", "c"], "fr") == "a, b et c"


def test_categories_stand_in_the_order_of_the_vocabulary_with_their_counts():
    assert categories_in_words({"ngo": 12, "regional": 3, "other": None, "local": 0}, LABELS, "en") == (
        "regional authorities (3), NGOs (12) and other"
    )


def test_french_says_zero_in_the_singular():
    assert plural(0, ("personne", "personnes"), "fr") == "0 personne"
    assert plural(0, ("person", "people"), "en") == "0 people"
