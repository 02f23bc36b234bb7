"""Names and short texts hold no sign that nobody sees, and what Arabic script needs inside a word stays."""

from __future__ import annotations

import pytest

from maillage.core.plain_text import one_line, visible


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Ada\u202egnivird", "Adagnivird"),
        ("\ufeffA\u200bd\u00ada\u2060", "Ada"),
        ("\u061cأمينة\u200f", "أمينة"),
        # Dari: a name and a plural with the joiner that keeps letters apart, which is no space.
        ("گل\u200cبی\u200cبی", "گل\u200cبی\u200cبی"),
        ("\u200cمی\u200c\u200cخواهم\u200c \u200c", "می\u200cخواهم"),
        ("\U0001f469\u200d\U0001f33e", "\U0001f469\u200d\U0001f33e"),
        ("\u2066+33 6\u2069", "\u2066+33 6\u2069"),
        ("\u2067Ada", "Ada"),
        ("A\u2069\u2066da", "Ada"),
        ("\u3164\u2800\U000e0041", ""),
        ("Ann\u0065\u0301 \x00 B\nC", "Ann\u0065\u0301 B C"),
    ],
)
def test_a_name_is_read_as_it_looks(typed: str, kept: str) -> None:
    assert one_line(typed) == kept
    assert one_line(kept) == kept


def test_text_of_several_lines_keeps_them() -> None:
    assert visible("One\u202e\n\ntwo") == "One\n\ntwo"
