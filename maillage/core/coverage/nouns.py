"""Words that all reckonings of coverage share: classes of municipalities, statements, refusals."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
BoolArray = NDArray[np.bool_]
Classes = NDArray[np.int8]

UNKNOWN, CITY, TOWN, RURAL = 0, 1, 2, 3
CLASS_NAMES = {CITY: "city", TOWN: "town", RURAL: "rural", UNKNOWN: "unknown"}
URBAN = (CITY, TOWN)
LEAST_DENOMINATOR = 30
ALPHA = 0.05


class Refused(ValueError):
    """Input that no reckoning can carry: `key` says what is wrong, `name` where, `position` at which entry."""

    def __init__(self, key: str, name: str, position: int | None = None) -> None:
        super().__init__(f"{name}: {key}" if position is None else f"{name}[{position}]: {key}")
        self.key = key
        self.name = name
        self.position = position


@dataclass(frozen=True)
class Statement:
    """A sentence to come: the key of what is assumed, left out or found, and the facts that the sentence needs."""

    key: str
    facts: Mapping[str, Any] = field(default_factory=dict)
