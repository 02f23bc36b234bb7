"""A day, a programme of its own, and browsers that the website's tests share."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
import time_machine
from django.test import Client

from maillage.people.models import User
from maillage.territory.models import Programme, Region
from tests import factories as make


@pytest.fixture(autouse=True)
def on_a_day_in_may() -> Iterator[None]:
    with time_machine.travel("2022-05-10T09:00:00+00:00", tick=False):
        yield


@pytest.fixture
def programme(db: None) -> Programme:
    return make.a_programme(slug="share", name="Share")


@pytest.fixture
def near(programme: Programme) -> Region:
    return make.a_region(programme, slug="near", name={"en": "Near", "fr": "Près"}, parent_name={"en": "Middle"})


@pytest.fixture
def far(programme: Programme) -> Region:
    return make.a_region(programme, slug="far", name={"en": "Far", "fr": "Loin"})


@pytest.fixture
def browser() -> Callable[[User], Client]:
    """A browser in which somebody is signed in."""

    def of(user: User) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return of
