"""Homes that the drills of one session share as templates."""

from __future__ import annotations

import os
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.drills import homes
from tests.postgres import server


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.drill)
            item.add_marker(pytest.mark.process)


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all processes of one session share."""
    base = tmp_path_factory.getbasetemp()
    return base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base


@pytest.fixture
def demonstration(shared: Path, tmp_path: Path) -> Path:
    """A fresh home that holds the demonstration."""
    return homes.copied(homes.demonstration(shared), tmp_path / "home")


@pytest.fixture
def empty(shared: Path, tmp_path: Path) -> Path:
    """A fresh home that holds tables and nothing else."""
    return homes.copied(homes.empty(shared), tmp_path / "home")


@pytest.fixture
def demonstration_on_postgresql(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """A fresh home whose demonstration lies in a PostgreSQL of its own, and the address of that."""
    with warnings.catch_warnings(action="ignore"), server() as url:
        yield homes.fresh(tmp_path / "home", url), url
