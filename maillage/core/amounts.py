"""Amounts as people write them: 12 000,50 or 12,000.50, read as one number or not at all."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

CURRENCY = re.compile(r"€|\beur(?:os?)?\b", re.IGNORECASE)
MINUS = str.maketrans("−–﹣－", "----")
POINTS = {",": ",", "٫": ",", "‚": ",", "．": ".", "，": ","}
SPACES = re.compile(r"[\s'’٬]")
GROUPED = {mark: re.compile(rf"\d{{1,3}}(?:{re.escape(mark)}\d{{3}})+") for mark in ",."}
MOST_DIGITS = 18


class NotAnAmount(ValueError):
    """The text is no number."""


class TwoReadings(NotAnAmount):
    """The text is a thousand in one country and one in another; `text` is what was written."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


def read_amount(text: str, *, group: str) -> Decimal:
    """Return the number that somebody wrote, `group` being the sign that parts thousands in their language.

    Spaces and apostrophes part thousands everywhere. Of two signs the last is the decimal one. One sign before three
    last figures parts thousands only where the language does so. Raises TwoReadings where that leaves a doubt, and
    NotAnAmount for everything else that is not a number of at most two decimals.
    """
    words = CURRENCY.sub("", text.translate(MINUS)).strip()
    plain = "".join(_plain(sign) for sign in SPACES.sub("", words))
    sign, digits = ("-", plain[1:]) if plain.startswith("-") else ("", plain.removeprefix("+"))
    whole, decimals = _parts(digits, group, text)
    if not whole.isascii() or not whole.isdecimal() or len(whole) > MOST_DIGITS:
        raise NotAnAmount(text)
    return Decimal(f"{sign}{whole}.{decimals or 0}")


def _plain(sign: str) -> str:
    return str(unicodedata.decimal(sign)) if sign.isdecimal() else POINTS.get(sign, sign)


def _parts(digits: str, group: str, text: str) -> tuple[str, str]:
    """Part a number into its whole and its decimal figures."""
    marks = [sign for sign in digits if sign in ",."]
    if not marks:
        return digits, ""
    last = marks[-1]
    before, _mark, after = digits.rpartition(last)
    decimal = after.isascii() and after.isdecimal() and len(after) <= 2
    if decimal and marks.count(last) == 1:
        return _ungrouped(before, "." if last == "," else ",", text), after
    # Three figures behind the last sign: thousands, if it may be so.
    if len(set(marks)) > 1 or not GROUPED[last].fullmatch(digits):
        raise NotAnAmount(text)
    if len(marks) == 1 and (last != group or before.startswith("0")):
        raise TwoReadings(text)
    return digits.replace(last, ""), ""


def _ungrouped(whole: str, mark: str, text: str) -> str:
    if mark not in whole:
        return whole
    if not GROUPED[mark].fullmatch(whole):
        raise NotAnAmount(text)
    return whole.replace(mark, "")
