"""The log tells what went wrong, never the personal link with which it went wrong."""

from __future__ import annotations

import logging
from logging.config import DictConfigurator
from typing import Any

from django.conf import settings

from maillage.kit import tokens


def line(message: str, *args: object, error: BaseException | None = None) -> str:
    """What the console handler of the settings writes."""
    logged: dict[str, Any] = settings.LOGGING
    formatter = DictConfigurator({}).configure_formatter(dict(logged["formatters"]["plain"]))
    told = (type(error), error, None) if error else None
    record = logging.LogRecord("django.request", logging.WARNING, "", 1, message, args, told)
    return str(formatter.format(record))


def test_a_refused_page_is_told_without_the_link() -> None:
    token = tokens.sign("lifts", "5x2zj7zf7c")
    told = line("%s: %s", "Unprocessable Entity", f"/ar/link/lifts/{token}/details/")
    assert "WARNING django.request Unprocessable Entity: /ar/link/lifts/" in told
    assert told.endswith(f"/ar/link/lifts/{tokens.MASK}/details/")


def test_a_link_is_masked_where_it_is_cut_or_written_in_hexadecimal() -> None:
    token = tokens.sign("people.volunteer", "abc.3")
    for given in (token[:-1], token.replace("~", "%7E")):
        assert token[-30:-2] not in line("Not Found: %s", f"/fr/link/volunteer/{given}/")


def test_what_went_wrong_is_told_without_the_link() -> None:
    token = tokens.sign("lesson", "q1")
    told = line("It broke off.", error=ValueError(f"no such page: /en/link/lesson/{token}/"))
    assert "ValueError: no such page" in told
    assert token not in told
