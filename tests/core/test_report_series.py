"""How many are to come and how many others take part is said in the number, case and gender of each language."""

from dataclasses import replace

import pytest

from maillage.core.report import Programme
from tests.core.other_tongues import BARE, in_three, told


@pytest.mark.parametrize(
    ("number", "years", "spanish", "polish", "greek"),
    [
        (
            3,
            (2022,),
            "Está previsto que la plataforma se reúna una vez más, en 2022.",
            "Platforma ma się spotkać jeszcze raz, w 2022 r.",
            "Προβλέπεται να γίνει ακόμη μία συνάντηση, το 2022.",
        ),
        (
            2,
            (2021, 2022),
            "Está previsto que la plataforma se reúna dos veces más, en 2021 y 2022.",
            "Platforma ma się spotkać jeszcze dwa razy, w latach 2021 i 2022.",
            "Προβλέπεται να γίνουν ακόμη δύο συναντήσεις, το 2021 και το 2022.",
        ),
        (
            4,
            (),
            "Fue la última de las cuatro mesas redondas previstas.",
            "Było to ostatnie z czterech zaplanowanych spotkań.",
            "Ήταν η τελευταία από τις τέσσερις προγραμματισμένες συναντήσεις.",
        ),
    ],
)
def test_what_remains_is_one_two_or_none(number, years, spanish, polish, greek):
    facts = replace(BARE, number=number, later_years=years)
    assert in_three(facts, "remaining") == (spanish, polish, greek)


def test_the_only_one_planned_says_so():
    assert in_three(replace(BARE, number=1, planned=1), "remaining") == (
        "Fue la única mesa redonda prevista.",
        "Było to jedyne zaplanowane spotkanie.",
        "Ήταν η μοναδική προγραμματισμένη συνάντηση.",
    )


@pytest.mark.parametrize(
    ("count", "polish"),
    [
        (1, "W programie SIRA uczestniczy jeszcze jeden region, z własną platformą."),
        (3, "W programie SIRA uczestniczą jeszcze trzy inne regiony, każdy z własną platformą."),
        (9, "W programie SIRA uczestniczy jeszcze dziewięć innych regionów, każdy z własną platformą."),
        (22, "W programie SIRA uczestniczą jeszcze 22 inne regiony, każdy z własną platformą."),
    ],
)
def test_the_other_regions_agree_with_their_count_in_polish(count, polish):
    assert polish in told(replace(BARE, programme=Programme("SIRA", other_regions=count)), "pl", "credit")


def test_one_other_region_is_told_in_the_singular():
    facts = replace(BARE, programme=Programme("SIRA", other_regions=1))
    assert "Otro territorio participa en SIRA con su propia plataforma." in told(facts, "es", "credit")
    greek = "Στο πρόγραμμα SIRA συμμετέχει άλλη μία περιοχή, με δική της πλατφόρμα."
    assert greek in told(facts, "el", "credit")
