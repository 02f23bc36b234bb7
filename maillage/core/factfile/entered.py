"""Figures that somebody entered, as they may be told: rounded, held back, or not known."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from maillage.core.factfile.blocks import ADDRESSED
from maillage.core.factfile.facts import Entered
from maillage.core.factfile.figure import Figure, Held
from maillage.core.factfile.people import protected_count, protected_share
from maillage.core.folding import fold

NOT_A_WORD = re.compile(r"[^\w]+")


def entered_in(kind: str, entered: Iterable[Entered]) -> tuple[Figure, ...]:
    """Return the figures that a block tells, in the order of its indicators."""
    order = ADDRESSED.get(kind, ())
    mine = [figure for figure in entered if figure.indicator in order]
    return tuple(told(figure) for figure in sorted(mine, key=lambda figure: order.index(figure.indicator)))


def unknown_in(kind: str, entered: Iterable[Entered], asked: Iterable[str]) -> tuple[str, ...]:
    """Return those of the indicators `asked` for of which a block holds no figure with a value."""
    known = {figure.indicator for figure in entered if figure.value is not None}
    return tuple(indicator for indicator in asked if indicator in ADDRESSED[kind] and indicator not in known)


def told(entered: Entered) -> Figure:
    """Return an entered figure as everybody may see it."""
    value, held = shown(entered)
    return Figure(
        key=key_of(entered),
        indicator=entered.indicator,
        label=entered.label,
        unit=entered.unit,
        value=value,
        held=held,
        as_of=entered.as_of.isoformat(),
        level=entered.level,
        place=entered.place,
        source=entered.source,
        licence=entered.licence,
        method=entered.method,
        flag=entered.flag,
        checked_by=entered.checked_by,
        checked_on=entered.checked_on.isoformat() if entered.checked_on else "",
    )


def shown(entered: Entered) -> tuple[str, Held]:
    """Return the value as told, and what was done to it."""
    if entered.value is None:
        return "", Held.NOTHING
    if entered.small_place:
        return "", Held.SMALL_PLACE
    if not entered.counts_people:
        return plain(entered.value), Held.NOTHING
    if entered.unit == "%":
        return protected_share(entered.value)
    return protected_count(int(entered.value))


def key_of(entered: Entered) -> str:
    """Return what a figure is called through all editions: its indicator, what it counts, of where."""
    words = [entered.label.said_in("en")[0], entered.unit, entered.place or entered.level]
    return "/".join([entered.indicator, *(NOT_A_WORD.sub("-", fold(word)).strip("-") for word in words)])


def plain(value: Decimal) -> str:
    """Return a number without the noughts behind its point."""
    whole = value.to_integral_value()
    return f"{whole:f}" if whole == value else f"{value.normalize():f}"
