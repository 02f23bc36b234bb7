"""Whoever is added while somebody tries the demonstration belongs to it, so that no mail of it reaches them."""

from __future__ import annotations

from datetime import date

import pytest

from maillage.cooperation.actions.presence import welcome
from maillage.kit.audit import SYSTEM
from maillage.people.actions.contacts import Details, add_contact
from tests import factories as make
from tests.conftest import Cast


@pytest.mark.parametrize("is_demonstration", [True, False])
def test_a_new_contact_is_as_real_as_its_programme(cast: Cast, is_demonstration: bool) -> None:
    cast.programme.is_demonstration = is_demonstration
    cast.programme.save()
    roundtable = make.a_roundtable(cast.near, 1, date=date(2022, 1, 25))

    added = add_contact(region=cast.near, details=Details(name="A", email="a@example.org"), by=SYSTEM)
    came = welcome(roundtable=roundtable, name="B", email="b@example.org", by=SYSTEM)

    assert (added.is_demonstration, came.is_demonstration) == (is_demonstration, is_demonstration)
