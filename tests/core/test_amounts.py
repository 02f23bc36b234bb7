"""Amounts read as their writers meant them, whichever language the reader has."""

from contextlib import suppress
from decimal import Decimal

import pytest
from babel.numbers import format_decimal, get_group_symbol
from hypothesis import given, settings
from hypothesis import strategies as some

from maillage.core.amounts import NotAnAmount, TwoReadings, read_amount

LANGUAGES = ["en", "fr", "es", "pl", "el", "uk", "ar", "fa"]


@pytest.mark.parametrize("group", [",", ".", "\u202f"])
@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12 000,50", "12000.50"),
        ("12,000.50", "12000.50"),
        ("12.000,50", "12000.50"),
        ("12\u202f000,5 €", "12000.5"),
        ("12\u00a0000 EUR", "12000"),
        ("12'000.50", "12000.50"),
        ("1.234.567", "1234567"),
        ("1,234,567", "1234567"),
        ("0,5", "0.5"),
        ("0.5", "0.5"),
        ("€ 7", "7"),
        ("12000", "12000"),
        ("-3", "-3"),
        ("−3,20", "-3.20"),
        ("١٢٬٠٠٠٫٥٠", "12000.50"),
        ("１２０００", "12000"),
    ],
)
def test_what_can_be_read_in_one_way_is_read_so_in_every_language(text, number, group):
    assert read_amount(text, group=group) == Decimal(number)


def test_one_sign_before_three_figures_is_read_by_the_language_or_asked_again():
    assert read_amount("12,000", group=",") == 12000
    assert read_amount("12.000", group=".") == 12000
    for text, group in (("12.000", "\u202f"), ("12,000", "."), ("12.000", ","), ("0,500", ",")):
        with pytest.raises(TwoReadings) as doubt:
            read_amount(text, group=group)
        assert doubt.value.text == text


NO_AMOUNTS = """
abc 1e9 NaN Infinity 12,3456 1,23,456 1.2.3 --5 5- 1,5,5 12'000,50,1 . , ,5 0x10 ½ 5$ 1_000 1,000.000.5 1.000,000,00
1111111111111111111
"""


@pytest.mark.parametrize("text", ["", " ", *NO_AMOUNTS.split()])
def test_everything_else_is_no_amount(text):
    with pytest.raises(NotAnAmount):
        read_amount(text, group=",")


@settings(max_examples=100)
@given(some.decimals(0, 10**9, places=2), some.sampled_from(LANGUAGES))
def test_what_a_page_prints_is_read_back(number, language):
    text = format_decimal(number, locale=language)
    assert read_amount(text, group=get_group_symbol(language)) == number


@settings(max_examples=150)
@given(some.text(some.characters(codec="utf-8"), max_size=12))
def test_any_text_is_a_number_or_no_amount(text):
    with suppress(NotAnAmount):
        assert read_amount(text, group=",").is_finite()
