"""Whatever the public sees of a roundtable's frame moves the number by which public pages are compared."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time

import pytest

from maillage.cooperation.actions.needs import Asked, change_need, close_need, reopen_need
from maillage.cooperation.actions.running_agenda import more_time
from maillage.cooperation.actions.schedule import Plan, change_roundtable, schedule_roundtable
from maillage.cooperation.enums import State
from maillage.cooperation.models import AgendaItem, Need
from maillage.core.wording import Wording
from maillage.kit.audit import SYSTEM
from maillage.territory.models import Region
from tests import factories as make
from tests.conftest import Cast

pytestmark = pytest.mark.django_db
PLAN = Plan(date(2099, 5, 26), time(14), 60, "online", Wording(), extends_series=True)


def version(region: Region) -> int:
    return Region.objects.get(pk=region.pk).public_version


def test_a_series_that_is_extended_by_a_draft_changes_how_many_remain(cast: Cast) -> None:
    Region.objects.filter(pk=cast.near.pk).update(planned_roundtables=1)
    make.a_roundtable(cast.near, 1)
    before = version(cast.near)
    schedule_roundtable(region=cast.near, plan=PLAN, by=SYSTEM)
    assert version(cast.near) == before + 1
    schedule_roundtable(region=cast.far, plan=PLAN, by=SYSTEM)
    assert version(cast.far) == 1


@pytest.mark.parametrize(("state", "moves"), [(State.DRAFT, 0), (State.CALLED, 1), (State.HELD, 1)])
def test_a_change_is_public_unless_the_roundtable_is_a_draft(cast: Cast, state: State, moves: int) -> None:
    table = make.a_roundtable(cast.near, 1, state=state, date=date(2099, 5, 26))
    before = version(cast.near)
    change_roundtable(roundtable=table, plan=replace(PLAN, minutes=90), seen_version=1, by=SYSTEM)
    assert version(cast.near) == before + moves


def test_minutes_that_are_given_show_on_the_page_of_the_roundtable(cast: Cast) -> None:
    table = make.a_roundtable(cast.near, 1)
    item = AgendaItem.objects.create(roundtable=table, position=1, minutes=20)
    before = version(cast.near)
    more_time(roundtable=table, item=item, seen_minutes=20, by=SYSTEM)
    more_time(roundtable=table, item=item, seen_minutes=20, by=SYSTEM)
    assert version(cast.near) == before + 1


def test_closing_a_need_takes_nothing_back_that_somebody_else_wrote_meanwhile(cast: Cast) -> None:
    need = make.a_need(make.a_roundtable(cast.near, 1))
    stale, other = Need.objects.get(pk=need.pk), Need.objects.get(pk=need.pk)
    change_need(need=other, asked=Asked(text=Wording(en="New words.")), by=SYSTEM)
    close_need(need=stale, because=Wording(en="Done elsewhere."), by=SYSTEM)
    kept = Need.objects.get(pk=need.pk)
    assert (dict(kept.text), dict(kept.closed_because)) == ({"en": "New words."}, {"en": "Done elsewhere."})
    reopen_need(need=stale, by=SYSTEM)
    assert dict(Need.objects.get(pk=need.pk).text) == {"en": "New words."}
