"""A meeting that has begun, and the convenor's window on it."""

import pytest

from tests.cooperation.meeting import Meeting, a_meeting


@pytest.fixture
def meeting(cast) -> Meeting:
    return a_meeting(cast.near)


@pytest.fixture
def desk(client, cast):
    client.force_login(cast.convenor)
    return client
