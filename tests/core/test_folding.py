"""Names are found without accents, case and hyphens."""

from __future__ import annotations

import pytest

from maillage.core.folding import fold


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("Génelard", "genelard"),
        ("L'Abergement-de-Cuisery", "l abergement de cuisery"),
        ("L’Abergement de Cuisery", "l abergement de cuisery"),
        ("Œuf-en-Ternois", "oeuf en ternois"),
        ("Łódź", "lodz"),
        ("Wrocław", "wroclaw"),
        ("Camañas", "camanas"),
        ("Δήμος Καρδίτσας", "δημοσ καρδιτσασ"),
        ("STRASSE", "strasse"),
        ("Straße", "strasse"),
        ("  two   words ", "two words"),
        ("", ""),
    ],
)
def test_a_name_folds_to_what_people_type(name: str, folded: str) -> None:
    assert fold(name) == folded


def test_folding_twice_is_folding_once() -> None:
    assert fold(fold("Bourg-lès-Œuvres")) == fold("Bourg-lès-Œuvres")
