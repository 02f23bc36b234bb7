"""Inputs are looked over once, where they come in: finite, not negative, of one length."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from maillage.core.coverage.nouns import RURAL, UNKNOWN, BoolArray, Classes, FloatArray, IntArray, Refused

MOST_COUNTED = 2.0**53


def _refuse(wrong: BoolArray, key: str, name: str) -> None:
    if wrong.any():
        raise Refused(key, name, int(np.flatnonzero(wrong)[0]))


def _as_floats(values: ArrayLike, name: str) -> FloatArray:
    try:
        return np.asarray(values, dtype=np.float64)
    except (TypeError, ValueError) as problem:
        raise Refused("not_a_number", name) from problem


def _in_line(found: NDArray[Any], name: str, length: int | None) -> None:
    if found.ndim != 1:
        raise Refused("not_a_list", name)
    if length is not None and len(found) != length:
        raise Refused("other_length", name)


def finite(values: ArrayLike, name: str, length: int | None = None) -> FloatArray:
    """Return a line of finite numbers; raises Refused."""
    found = _as_floats(values, name)
    _in_line(found, name, length)
    _refuse(~np.isfinite(found), "not_finite", name)
    return found


def amounts(values: ArrayLike, name: str, length: int | None = None) -> FloatArray:
    """Return a line of finite numbers of at least 0; raises Refused."""
    found = finite(values, name, length)
    _refuse(found < 0, "negative", name)
    return found


def counts(values: ArrayLike, name: str, length: int | None = None) -> IntArray:
    """Return a line of whole numbers of at least 0; raises Refused."""
    found = amounts(values, name, length)
    _refuse(found != np.floor(found), "not_whole", name)
    _refuse(found >= MOST_COUNTED, "too_large", name)
    return found.astype(np.int64)


def classes(values: ArrayLike, name: str, length: int | None = None) -> Classes:
    """Return a line of classes 1 city, 2 town, 3 rural, or 0 where the class is not known; raises Refused."""
    found = counts(values, name, length)
    _refuse((found < UNKNOWN) | (found > RURAL), "no_such_class", name)
    return found.astype(np.int8)


def marks(values: ArrayLike | None, name: str, length: int, *, otherwise: bool = False) -> BoolArray:
    """Return a line of yes and no, `otherwise` throughout where none is given; raises Refused."""
    if values is None:
        return np.full(length, otherwise)
    found = np.asarray(values)
    _in_line(found, name, length)
    if found.dtype != np.bool_ and length:
        raise Refused("not_yes_or_no", name)
    return found.astype(np.bool_)


def table(values: ArrayLike, name: str) -> FloatArray:
    """Return a table (rows × columns) of finite numbers of at least 0; raises Refused."""
    found = _as_floats(values, name)
    if found.ndim != 2:
        raise Refused("not_a_table", name)
    if not np.isfinite(found).all():
        raise Refused("not_finite", name)
    if found.size and found.min() < 0:
        raise Refused("negative", name)
    return found


def amount(value: float, name: str) -> float:
    """Return one finite number of at least 0; raises Refused."""
    return float(amounts([value], name)[0])


def above_zero(value: float, name: str) -> float:
    """Return one finite number above 0; raises Refused."""
    if not amount(value, name):
        raise Refused("zero", name)
    return float(value)


def count(value: float, name: str) -> int:
    """Return one whole number of at least 0; raises Refused."""
    return int(counts([value], name)[0])


def error_rate(value: float) -> float:
    """Return the share of intervals that may miss, above 0 and below 1; raises Refused."""
    if not 0 < value < 1:
        raise Refused("out_of_range", "alpha")
    return value


def positions(values: ArrayLike, name: str, length: int) -> IntArray:
    """Return whole numbers from 0 to below `length`, each one once, in ascending order; raises Refused."""
    found = counts(np.asarray(values, dtype=np.float64).reshape(-1), name)
    _refuse(found >= length, "no_such_position", name)
    return np.unique(found)
