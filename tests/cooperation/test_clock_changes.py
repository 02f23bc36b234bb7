"""The clock of a roundtable is its region's until it is called, skips no hour, and ends when it should."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest
from django.core.exceptions import ValidationError

from maillage.cooperation.actions.former import Remembered, record_former_roundtable
from maillage.cooperation.actions.schedule import Plan, call_roundtable, change_roundtable, schedule_roundtable
from maillage.cooperation.models import Roundtable
from maillage.core.wording import Wording
from maillage.kit.audit import SYSTEM
from maillage.territory.models import Region
from tests import factories as make
from tests.conftest import Cast

pytestmark = pytest.mark.django_db
PLAN = Plan(date(2099, 5, 26), time(14), 60, "online", Wording())
SPRING = date(2099, 3, 29)


def moved(region: Region, zone: str) -> Region:
    Region.objects.filter(pk=region.pk).update(time_zone=zone)
    return Region.objects.get(pk=region.pk)


def test_a_draft_follows_the_clock_of_its_region_and_a_called_one_keeps_its_own(cast: Cast) -> None:
    draft = schedule_roundtable(region=cast.near, plan=PLAN, by=SYSTEM)
    moved(cast.near, "Atlantic/Azores")
    draft = change_roundtable(roundtable=draft, plan=PLAN, seen_version=1, by=SYSTEM)
    assert draft.time_zone == "Atlantic/Azores"
    call_roundtable(roundtable=draft, by=SYSTEM)
    moved(cast.near, "Europe/Athens")
    changed = change_roundtable(roundtable=draft, plan=replace(PLAN, minutes=90), seen_version=2, by=SYSTEM)
    assert (changed.time_zone, Roundtable.objects.get().time_zone) == ("Atlantic/Azores", "Atlantic/Azores")


def test_an_hour_that_the_roundtables_own_clock_skips_is_refused(cast: Cast) -> None:
    table = schedule_roundtable(region=cast.near, plan=PLAN, by=SYSTEM, call=True)
    moved(cast.near, "Atlantic/Reykjavik")
    skipped = replace(PLAN, date=SPRING, start_time=time(2, 30))
    with pytest.raises(ValidationError, match="02:30 does not exist there"):
        change_roundtable(roundtable=table, plan=skipped, seen_version=1, by=SYSTEM)
    assert Roundtable.objects.get().date == PLAN.date
    known = Remembered(number=9, date=date(2021, 3, 28), start_time=time(2, 30))
    with pytest.raises(ValidationError, match="02:30 does not exist there"):
        record_former_roundtable(region=cast.far, known=known, by=SYSTEM)


@pytest.mark.parametrize(
    ("day", "ends"),
    [
        (SPRING, datetime(2099, 3, 29, 2, 30, tzinfo=UTC)),
        (date(2099, 10, 25), datetime(2099, 10, 25, 1, 30, tzinfo=UTC)),
    ],
)
def test_a_night_in_which_clocks_change_ends_after_the_minutes_that_were_planned(
    cast: Cast, day: date, ends: datetime
) -> None:
    table = make.a_roundtable(cast.near, 1, date=day, start_time=time(1, 30), minutes=120)
    assert table.ends_at is not None
    assert table.ends_at.astimezone(UTC) == ends
