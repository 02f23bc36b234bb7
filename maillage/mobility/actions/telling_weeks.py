"""Verbs that tell people of their week of lifts: by mail what has changed, and that somebody was rung up."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone

from maillage.kit import audit
from maillage.kit.audit import Actor
from maillage.mobility.actions.lift_telling import mail_to
from maillage.mobility.actions.lift_turns import take_region
from maillage.mobility.models import Newcomer, Telling
from maillage.mobility.told_weeks import OneWeek, week_of, weeks_of
from maillage.people.models import Volunteer
from maillage.territory.models import Region

DRIVER_MAIL, RIDER_MAIL = "mobility.driver_week", "mobility.rider_week"


@transaction.atomic
def tell_week(*, region: Region, monday: date) -> int:
    """Mail everybody whose own week is not as they were told last; return how many mails were queued."""
    take_region(region)
    return sum(_mailed(week, monday) for week in weeks_of(region, monday) if week.is_to_be_told and week.person.email)


def _mailed(week: OneWeek, monday: date) -> bool:
    person, told = week.person, week.telling
    which = "volunteer" if week.is_driver else "newcomer"
    telling = keep_told(person, monday, week.mark)
    key = f"ride-week:{which}:{person.pk}:{monday}:{telling.told_at:%Y%m%d%H%M%S%f}"
    known = {which: person.pk, "monday": monday.isoformat(), "mark": week.mark, "changed": told is not None}
    composer = DRIVER_MAIL if week.is_driver else RIDER_MAIL
    return mail_to(person, composer, region=person.region, key=key, **known) is not None


def keep_told(person: Volunteer | Newcomer, monday: date, mark: str, *, by_phone: bool = False) -> Telling:
    """Keep what somebody knows now of their week."""
    who = {"volunteer": person} if isinstance(person, Volunteer) else {"newcomer": person}
    known = {"region": person.region, "mark": mark, "by_phone": by_phone, "told_at": timezone.now()}
    return Telling.objects.update_or_create(**who, monday=monday, defaults=known)[0]


@transaction.atomic
def note_known(*, person: Volunteer | Newcomer, monday: date) -> None:
    """Note that somebody knows their week as it is now, having changed it themselves."""
    week = week_of(person, monday)
    if week.telling or week.mark:
        keep_told(person, monday, week.mark)


@transaction.atomic
def tell_by_phone(*, person: Volunteer | Newcomer, monday: date, by: Actor) -> bool:
    """Tick that somebody was told their week by telephone; ticked twice is ticked once."""
    take_region(person.region)
    week = week_of(person, monday)
    if not week.is_to_be_told:
        return False
    keep_told(person, monday, week.mark, by_phone=True)
    audit.record("tell of lifts by phone", by=by, owner=person.region.slug, monday=monday.isoformat())
    return True
