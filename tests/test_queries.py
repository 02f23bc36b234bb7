"""Every page asks the database as often at three rows of everything as at one, and seldom enough."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from maillage.kit.access import Policy
from tests.conftest import Cast
from tests.isolation.canaries import settle, settle_more
from tests.isolation.routes import Route, every_route

PUBLIC, SIGNED_IN = 6, 12
PAGES = [route for route in every_route() if route.policy != Policy.LOOPBACK and "token" not in route.parameters]


def asked(client: Client, address: str) -> tuple[int, int, list[str]]:
    with CaptureQueriesContext(connection) as queries:
        response = client.get(address)
    return response.status_code, len(queries), [query["sql"] for query in queries]


@pytest.mark.parametrize("route", PAGES, ids=lambda route: route.name)
def test_queries_do_not_grow_with_rows(route: Route, cast: Cast) -> None:
    rows = settle(cast.near)
    settle_more(rows, 2)
    client = Client()
    if route.policy != Policy.PUBLIC:
        client.force_login(cast.lead if route.policy == Policy.LEAD else cast.convenor)
    address = route.address(rows)
    client.get(address)

    status, at_one, first = asked(client, address)
    if status != 200:
        return
    for number in (3, 4):
        settle_more(rows, number)
    _, at_three, later = asked(client, address)

    assert at_three == at_one, difference(first, later)
    assert at_one <= (PUBLIC if route.policy == Policy.PUBLIC else SIGNED_IN), "\n".join(first)


def difference(first: list[str], later: list[str]) -> str:
    return "\n".join(sql[:300] for sql in later if later.count(sql) > first.count(sql)) or "\n".join(later)


def test_a_query_for_each_row_would_be_found(cast: Cast) -> None:
    """The control: reading each contact's organisation one by one grows."""

    def careless(region: Any) -> int:
        with CaptureQueriesContext(connection) as queries:
            for contact in region.contacts.all():
                str(contact.organisation)
        return len(queries)

    rows = settle(cast.near)
    at_one = careless(cast.near)
    settle_more(rows, 2)
    assert careless(cast.near) > at_one
