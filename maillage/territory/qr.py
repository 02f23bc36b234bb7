"""A QR code as a path of dark squares, drawn by a template without any script or picture file."""

from __future__ import annotations

from dataclasses import dataclass

import segno

QUIET = 4


@dataclass(frozen=True)
class QrCode:
    """The width of the drawing in squares, its quiet border included, and the path of the dark ones."""

    width: int
    path: str


def qr_of(text: str) -> QrCode:
    """Return the code of a text; a sixth of it may be dirty and it still reads."""
    rows = [bytes(row) for row in segno.make(text, error="m", micro=False).matrix]
    runs = [
        f"M{start + QUIET} {y + QUIET}h{length}v1h-{length}z"
        for y, row in enumerate(rows)
        for start, length in _runs(row)
    ]
    return QrCode(len(rows) + 2 * QUIET, "".join(runs))


def _runs(row: bytes) -> list[tuple[int, int]]:
    """Return where the dark squares of a row stand in one piece: start and length."""
    found: list[tuple[int, int]] = []
    for place, dark in enumerate(row):
        if not dark:
            continue
        if found and sum(found[-1]) == place:
            found[-1] = (found[-1][0], found[-1][1] + 1)
        else:
            found.append((place, 1))
    return found
