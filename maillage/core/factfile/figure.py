"""One figure of a factfile with all that it carries: value, unit, date, level, source, method, protection, check."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from enum import StrEnum
from typing import Any

from maillage.core.wording import Wording


class Held(StrEnum):
    """What was done to a figure so that nobody is recognised."""

    NOTHING = ""
    FIVES = "fives"  # rounded to the nearest 5
    FEW = "few"  # somebody, but fewer than the threshold: not shown
    SMALL_PLACE = "small-place"  # a count of people in a place too small to be counted by itself
    SOME = "some"  # somebody, not said how many
    SMALL_BASE = "small-base"  # a share of fewer than 30 people: not shown
    WHOLE_PERCENT = "whole-percent"
    HUNDREDS = "hundreds"  # rounded to the nearest hundred
    FEW_PLACES = "few-places"  # a sum of people from which a single place could be reckoned: not shown
    BASE_FIVES = "base-fives"  # reckoned over a number of people rounded to the nearest 5


@dataclass(frozen=True)
class Figure:
    """One value of one indicator.

    `key` names what is counted and stays the same from edition to edition; `about` tells what the key alone does not
    (a theme, a category), `label` is the wording of whoever entered it. `value` is a decimal number as text, empty
    where it is not known or not shown; `held` says what protection did. `as_of` is a day or a year, or two of them
    with a stroke between. `checked_by` is an office or a function, never a person.
    """

    key: str
    indicator: str
    unit: str
    value: str = ""
    held: str = Held.NOTHING
    label: Wording = field(default_factory=Wording)
    about: Wording = field(default_factory=Wording)
    as_of: str = ""
    level: str = "region"
    place: str = ""
    source: str = ""
    licence: str = ""
    method: str = "reckoned"
    flag: str = ""
    remark: str = ""
    checked_by: str = ""
    checked_on: str = ""

    @property
    def is_known(self) -> bool:
        """Whether somebody knows it, shown or not."""
        return bool(self.value or self.held)

    @property
    def is_shown(self) -> bool:
        """Whether it carries a number that readers see."""
        return bool(self.value)

    def as_dict(self) -> dict[str, Any]:
        """Return the figure as plain values, without what is empty."""
        values = {known.name: getattr(self, known.name) for known in fields(self)}
        return {name: str(value) if isinstance(value, Held) else value for name, value in values.items() if value}

    @classmethod
    def from_dict(cls, kept: Mapping[str, Any]) -> Figure:
        """Return the figure that was kept."""
        names = {known.name for known in fields(cls)}
        values = {name: value for name, value in kept.items() if name in names}
        for name in ("label", "about"):
            values[name] = Wording(values.get(name, {}))
        return cls(**{"key": "", "indicator": "", "unit": "", "method": "", "level": "", **values})
