"""Rows of a form that are added, moved or taken away by its buttons, without losing what was typed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

MOST_ROWS = 40
Row = dict[str, Any]


@dataclass(frozen=True)
class Typed:
    """What was typed so far, as it stands in the fields."""

    main: Row
    lines: list[Row]
    partners: list[Row]


def rows_of(data: QueryDict, prefix: str) -> list[Row]:
    """Return the rows of one formset as typed, in their order."""
    total = data.get(f"{prefix}-TOTAL_FORMS", "")
    count = min(int(total), MOST_ROWS) if total.isascii() and total.isdecimal() and len(total) < 6 else 0
    rows: list[Row] = [{} for _number in range(count)]
    for name in data:
        start, _dash, rest = name.partition("-")
        index, _dash, field = rest.partition("-")
        if start == prefix and field and index.isascii() and index.isdecimal() and int(index[:6]) < count:
            rows[int(index[:6])][field] = data[name]
    return rows


def typed(data: QueryDict) -> Typed:
    """Return everything that was typed on the screen Next."""
    main = {name: data[name] for name in data if "-" not in name}
    return Typed(main, rows_of(data, "item"), rows_of(data, "partner"))


def rearranged(so_far: Typed, act: str, *, planned: int) -> Typed:
    """Return the rows after one button: add, add-partner, fit, up:2, remove:2; others change nothing."""
    lines = list(so_far.lines)
    verb, _colon, where = act.partition(":")
    index = int(where) if where.isascii() and where.isdecimal() and len(where) < 4 else -1
    if verb == "up" and 0 < index < len(lines):
        lines[index - 1], lines[index] = lines[index], lines[index - 1]
    if verb == "remove" and 0 <= index < len(lines):
        del lines[index]
    if verb == "add" and len(lines) < MOST_ROWS:
        lines.append({"kind": "other", "new": True})
    partners = [*so_far.partners, {}] if verb == "add-partner" else so_far.partners
    main: Mapping[str, Any] = {**so_far.main, "minutes": planned} if verb == "fit" else so_far.main
    return Typed(dict(main), lines, partners[:MOST_ROWS])
