"""Days and browsers that the desk's tests share."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

import pytest
import time_machine
from django.test import Client

from maillage.people.models import User

TODAY = date(2022, 5, 10)


@pytest.fixture(autouse=True)
def on_a_day_in_may() -> Iterator[None]:
    with time_machine.travel("2022-05-10T09:00:00+00:00", tick=False):
        yield


@pytest.fixture
def browser() -> Callable[[User], Client]:
    """A browser in which somebody is signed in."""

    def of(user: User) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return of
