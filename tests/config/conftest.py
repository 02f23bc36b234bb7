"""A prepared installation, made once and copied for each test that starts processes of its own."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.served.running import maillage


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("prepared") / "home"
    ended = maillage("prepare", "--no-demo", home=folder)
    assert ended.returncode == 0, ended.stderr
    return folder


@pytest.fixture
def prepared(template: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(template, tmp_path / "home"))
