"""A QR code drawn as a path shows the very squares of the code, with a quiet border around them."""

from __future__ import annotations

import re

import pytest
import segno

from maillage.territory.qr import QUIET, qr_of


@pytest.mark.parametrize("text", ["https://example.org/fr/link/contribute/abc.1~x~y/", "ትግርኛ", "1"])
def test_the_path_draws_each_dark_square_once(text: str) -> None:
    code = qr_of(text)
    dark = [
        (int(x) + step, int(y))
        for x, y, length in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\3z", code.path)
        for step in range(int(length))
    ]
    matrix = segno.make(text, error="m", micro=False).matrix
    expected = {(x + QUIET, y + QUIET) for y, row in enumerate(matrix) for x, square in enumerate(row) if square}
    assert set(dark) == expected
    assert len(dark) == len(expected)
    assert code.width == len(matrix) + 2 * QUIET
