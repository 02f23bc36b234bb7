"""What most tests of lifts begin with."""

from __future__ import annotations

import pytest
from django.test import Client

from maillage.territory.models import Region
from tests.conftest import Cast
from tests.mobility.asking import Ground, open_ground
from tests.mobility.proposed import ReadyWeek, a_week
from tests.mobility.weeks import some_rules
from tests.people.test_directory import as_


@pytest.fixture
def ground(cast: Cast) -> Ground:
    """A region whose lifts are open."""
    return open_ground(cast.near)


@pytest.fixture
def region(cast: Cast) -> Region:
    """A region with rules, in which nothing stands yet."""
    some_rules(cast.near)
    return cast.near


@pytest.fixture
def week(cast: Cast) -> ReadyWeek:
    """A week that is proposed."""
    return a_week(cast.near).proposed()


@pytest.fixture
def editor(cast: Cast) -> Client:
    """A coordinator at the desk."""
    return as_(cast.editor)
