"""Dates, times and ordinals are said as people say them, in the language of the page."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone, translation

from maillage.kit.spoken import clock, day, ordinal, short_day

THIRD = dt.date(2022, 1, 25)


@pytest.mark.parametrize(
    ("language", "said", "short"),
    [
        ("en", "Tuesday 25 January 2022", "25 January 2022"),
        ("fr", "mardi 25 janvier 2022", "25 janvier 2022"),
        ("es", "martes, 25 de enero de 2022", "25 de enero de 2022"),
        ("pl", "wtorek, 25 stycznia 2022", "25 stycznia 2022"),
        ("el", "Τρίτη 25 Ιανουαρίου 2022", "25 Ιανουαρίου 2022"),
        ("prs", "سه\u200cشنبه 25 جنوری 2022", "25 جنوری 2022"),
    ],
)
def test_a_date_is_said_in_a_named_language(language: str, said: str, short: str):
    assert (day(THIRD, language), short_day(THIRD, language)) == (said, short)


def test_a_date_follows_the_page():
    with translation.override("fr"):
        assert day(THIRD) == "mardi 25 janvier 2022"


def test_a_page_not_yet_translated_says_its_dates_in_english_like_its_sentences():
    with translation.override("ar"):
        assert day(THIRD) == "Tuesday 25 January 2022"


def test_the_first_of_a_month_is_an_ordinal_in_french_alone():
    first = dt.date(2021, 7, 1)
    assert (short_day(first, "fr"), short_day(first, "en")) == ("1er juillet 2021", "1 July 2021")


@pytest.mark.parametrize(
    ("time", "english", "french"),
    [
        (dt.time(14), "14:00", "14\u00a0h"),
        (dt.time(14, 30), "14:30", "14\u00a0h\u00a030"),
        (dt.time(9, 5), "09:05", "9\u00a0h\u00a005"),
        (dt.time(0), "00:00", "0\u00a0h"),
    ],
)
def test_a_time_of_day(time: dt.time, english: str, french: str):
    assert (clock(time, "en"), clock(time, "fr")) == (english, french)


def test_a_moment_is_told_by_the_clock_of_the_active_zone():
    moment = dt.datetime(2022, 1, 25, 23, 30, tzinfo=dt.UTC)
    with timezone.override("Europe/Paris"):
        assert (clock(moment, "en"), short_day(moment, "en")) == ("00:30", "26 January 2022")


def test_nothing_is_said_of_a_date_that_is_not_known():
    assert (day(None), short_day(None), clock(None)) == ("", "", "")


def test_the_place_in_a_series():
    numbers = [1, 4, 12, 13, 21, 22, 23, 111, 112]
    with translation.override("en"):
        said = [ordinal(number) for number in numbers]
    assert said == ["first", "fourth", "twelfth", "13th", "21st", "22nd", "23rd", "111th", "112th"]


@pytest.mark.parametrize(
    ("language", "said"),
    [("fr", "première"), ("es", "primera"), ("pl", "pierwsze"), ("el", "πρώτη"), ("uk", "first")],
)
def test_the_place_in_a_series_agrees_with_what_a_meeting_is_called(language: str, said: str, settings):
    settings.TRANSLATED_LANGUAGES = ["en", "fr", "es", "pl", "el", "uk"]
    with translation.override(language):
        assert ordinal(1) == said


@pytest.mark.parametrize("language", ["es", "pl", "el"])
def test_a_time_of_day_has_four_figures_where_the_language_writes_a_colon(language: str):
    assert (clock(dt.time(14, 30), language), clock(dt.time(9, 5), language)) == ("14:30", "09:05")
