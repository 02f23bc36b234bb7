"""Verb on the past: enter a roundtable that took place before, with what is known of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, time

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from maillage.cooperation.actions.schedule import (
    PlannedItem,
    PlannedPartner,
    remarks_of,
    write_agenda,
    write_partners,
)
from maillage.cooperation.enums import State, Unit
from maillage.cooperation.models import Attendance, Roundtable
from maillage.core.wording import Wording
from maillage.kit import audit
from maillage.kit.audit import Actor
from maillage.kit.fields import LocalWording
from maillage.people.models import Organisation
from maillage.territory.actions import touch_region
from maillage.territory.models import Region


@dataclass(frozen=True)
class HeadCount:
    """What was counted of who came; empty means not recorded."""

    unit: Unit | str = Unit.PEOPLE
    exact: int | None = None
    least: int | None = None
    most: int | None = None
    online: int | None = None
    on_site: int | None = None
    organisations: int | None = None

    @property
    def is_empty(self) -> bool:
        return all(
            figure is None
            for figure in (self.exact, self.least, self.most, self.online, self.on_site, self.organisations)
        )


@dataclass(frozen=True)
class Remembered:
    """What is known of a roundtable that took place; all but number and date may be unknown."""

    number: int
    date: date
    start_time: time | None = None
    minutes: int | None = None
    mode: str = ""
    venue: Wording = field(default_factory=Wording)
    venue_organisation: Organisation | None = None
    subject: Wording = field(default_factory=Wording)
    head_count: HeadCount = field(default_factory=HeadCount)
    items: tuple[PlannedItem, ...] = ()
    partners: tuple[PlannedPartner, ...] = ()


@transaction.atomic
def record_former_roundtable(*, region: Region, known: Remembered, by: Actor) -> Roundtable:
    """Enter a roundtable of the past; raises ValidationError for a number that is taken or a day still to come."""
    region = Region.objects.select_for_update().get(pk=region.pk)
    if known.date > timezone.localdate():
        raise ValidationError({"date": _("This day is still to come. Call it as the next roundtable instead.")})
    if Roundtable.objects.filter(region=region, number=known.number).exists():
        raise ValidationError({"number": _("This number is taken. Open that roundtable from the list instead.")})
    roundtable = Roundtable.objects.create(
        region=region,
        number=known.number,
        state=State.HELD,
        date=known.date,
        start_time=known.start_time,
        time_zone=region.time_zone,
        minutes=known.minutes,
        mode=known.mode,
        venue=LocalWording(known.venue),
        venue_organisation=known.venue_organisation,
        subject=LocalWording(known.subject),
    )
    write_agenda(roundtable, known.items)
    write_partners(roundtable, known.partners, remarks_of(None))
    write_head_count(roundtable, known.head_count)
    audit.record("record former roundtable", by=by, on=roundtable, owner=region.slug, number=known.number)
    touch_region(region)
    return roundtable


def write_head_count(roundtable: Roundtable, count: HeadCount) -> Attendance | None:
    """Write the head-count; online and on site add up to the whole, and nothing known writes nothing."""
    if count.is_empty:
        return None
    both = None if count.online is None or count.on_site is None else count.online + count.on_site
    if both is not None and count.exact not in {None, both}:
        sentence = _("%(online)s online and %(on_site)s on site make %(both)s, not %(exact)s. Correct one of them.")
        figures = {"online": count.online, "on_site": count.on_site, "both": both, "exact": count.exact}
        raise ValidationError({"exact": sentence % figures})
    return Attendance.objects.create(
        roundtable=roundtable,
        unit=count.unit,
        exact=count.exact if both is None else both,
        least=count.least,
        most=count.most,
        online=count.online,
        on_site=count.on_site,
        organisations=count.organisations,
    )
