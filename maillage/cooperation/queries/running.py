"""Questions about the day itself: is it today where people meet, and may somebody check in."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

from maillage.cooperation.enums import State
from maillage.cooperation.models import Roundtable
from maillage.core.wall_clock import day_in

EVENING = 17


def today_at(roundtable: Roundtable, now: datetime | None = None) -> date:
    """Return the day it is where the roundtable meets, not where the server stands."""
    return day_in(roundtable.time_zone, now or timezone.now())


def is_its_day(roundtable: Roundtable, now: datetime | None = None) -> bool:
    """Tell whether a roundtable meets today."""
    return today_at(roundtable, now) == roundtable.date


def is_its_eve(roundtable: Roundtable, now: datetime | None = None) -> bool:
    """Tell whether it is the evening before."""
    local = (now or timezone.now()).astimezone(ZoneInfo(roundtable.time_zone))
    return local.date() == roundtable.date - timedelta(days=1) and local.hour >= EVENING


def code_of(roundtable: Roundtable) -> str:
    """Return the code by which people check in; empty while nobody can."""
    admission = getattr(roundtable, "admission", None)
    return admission.check_in_code if admission else ""


def check_in_is_open(roundtable: Roundtable, now: datetime | None = None) -> bool:
    """Tell whether people may check in: from when Live is prepared until it is wrapped up, the night after included."""
    last = roundtable.date + timedelta(days=1)
    return roundtable.state == State.CALLED and bool(code_of(roundtable)) and today_at(roundtable, now) <= last
