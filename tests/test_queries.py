"""Every page asks the database as often at three rows of everything as at one, and seldom enough."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoDbBlocker

from maillage.kit.access import Policy
from tests import factories as make
from tests.conftest import a_cast
from tests.isolation.canaries import settle, settle_more
from tests.isolation.routes import Route, every_route

PUBLIC, SIGNED_IN = 6, 12
PAGES = [route for route in every_route() if route.policy != Policy.LOOPBACK and "token" not in route.parameters]


def asked(client: Client, address: str) -> tuple[int, int, list[str]]:
    said: list[str] = []

    def noting(execute: Any, sql: str, *rest: Any) -> Any:
        said.append(sql)
        return execute(sql, *rest)

    # Django's own way of counting fills in the values by one more question each, which nobody reads here.
    with connection.execute_wrapper(noting):
        response = client.get(address)
    return response.status_code, len(said), said


@dataclass
class Measured:
    """What each page asked with one row of everything, and with three."""

    at_one: dict[str, tuple[int, int, list[str]]]
    at_three: dict[str, tuple[int, int, list[str]]]


@pytest.fixture(scope="module")
def measured(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Measured]:
    """Every page is opened with one row and with three, all in one go, and everything is taken back at the end."""
    with django_db_blocker.unblock(), transaction.atomic():
        cast = a_cast()
        rows = settle(cast.near)
        settle_more(rows, 2)
        windows = {name: Client() for name in ("public", "lead", "convenor")}
        windows["lead"].force_login(cast.lead)
        windows["convenor"].force_login(cast.convenor)
        at_one = {route.name: opened(route, windows, rows) for route in PAGES}
        for number in (3, 4):
            settle_more(rows, number)
        yield Measured(at_one, {route.name: opened_again(route, windows, rows, at_one[route.name]) for route in PAGES})
        transaction.set_rollback(True)


def opened(route: Route, windows: dict[str, Client], rows: dict[str, Any]) -> tuple[int, int, list[str]]:
    """Open a page twice, and count at the second time."""
    return opened_again(route, windows, rows, None)


def opened_again(
    route: Route, windows: dict[str, Client], rows: dict[str, Any], before: tuple[int, int, list[str]] | None
) -> tuple[int, int, list[str]]:
    """Open a page, and once more where it asked otherwise than `before`: what is kept is kept from then on."""
    who = {Policy.PUBLIC: "public", Policy.LEAD: "lead"}.get(route.policy or Policy.PUBLIC, "convenor")
    address = route.address(rows)
    with transaction.atomic():
        found = asked(windows[who], address)
        if before is None or found[:2] != before[:2]:
            found = asked(windows[who], address)
        transaction.set_rollback(True)
    return found


@pytest.mark.parametrize("route", PAGES, ids=lambda route: route.name)
def test_queries_do_not_grow_with_rows(route: Route, measured: Measured, db: None) -> None:
    status, at_one, first = measured.at_one[route.name]
    _, at_three, later = measured.at_three[route.name]
    if status != 200:
        return
    assert at_three == at_one, difference(first, later)
    assert at_one <= (PUBLIC if route.policy == Policy.PUBLIC else SIGNED_IN), "\n".join(first)


def difference(first: list[str], later: list[str]) -> str:
    return "\n".join(sql[:300] for sql in later if later.count(sql) > first.count(sql)) or "\n".join(later)


def test_a_query_for_each_row_would_be_found(db: None) -> None:
    """The control: reading each contact's organisation one by one grows."""

    def careless(region: Any) -> int:
        with CaptureQueriesContext(connection) as queries:
            for contact in region.contacts.all():
                str(contact.organisation)
        return len(queries)

    region = make.a_region(slug="elsewhere")
    rows = settle(region)
    at_one = careless(region)
    settle_more(rows, 2)
    assert careless(region) > at_one
