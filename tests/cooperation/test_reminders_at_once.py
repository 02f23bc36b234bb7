"""Workers that tick at one moment send each reminder once, on either database."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from maillage.cooperation import ticks
from maillage.cooperation.models import Reminder
from maillage.kit.models import AuditEntry, OutboxMail
from tests import factories as make
from tests.cooperation.calling import LATER
from tests.cooperation.test_last_seat import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def test_six_workers_remind_each_silent_guest_once() -> None:
    table = make.a_roundtable(make.a_region(), 1, date=LATER)
    for _guest in range(4):
        make.an_invitation(table)
    Reminder.objects.create(roundtable=table, due_at=timezone.now() - timedelta(minutes=1))
    assert at_once([ticks.remind_when_due] * 6) == []
    assert OutboxMail.objects.filter(composer="cooperation.reminder").count() == 4
    assert list(Reminder.objects.values_list("reached", flat=True)) == [4]
    assert AuditEntry.objects.filter(verb="remind").count() == 1
