"""The demonstration, loaded once for each file that reads it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from maillage.demonstration.load import load_once


@pytest.fixture(scope="module")
def demonstration(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The demonstration, taken back after the last test of a file."""
    with django_db_blocker.unblock(), transaction.atomic():
        assert load_once()
        yield
        transaction.set_rollback(True)
