"""Verbs on the past: enter a roundtable that took place before, remove one that was entered by mistake."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, time

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from maillage.cooperation.actions.attendance import sound
from maillage.cooperation.actions.schedule import (
    PlannedItem,
    PlannedPartner,
    refuse_gap,
    remarks_of,
    write_agenda,
    write_partners,
)
from maillage.cooperation.actions.turns import take_turn
from maillage.cooperation.enums import State
from maillage.cooperation.models import Attendance, Roundtable
from maillage.cooperation.queries.former import hanging_on
from maillage.core.headcount import Headcount
from maillage.core.wall_clock import day_in
from maillage.core.wording import Wording
from maillage.kit import audit
from maillage.kit.audit import Actor
from maillage.kit.fields import LocalWording
from maillage.people.models import Organisation
from maillage.territory.actions import touch_region
from maillage.territory.models import Region


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
    head_count: Headcount = field(default_factory=Headcount)
    items: tuple[PlannedItem, ...] = ()
    partners: tuple[PlannedPartner, ...] = ()


@transaction.atomic
def record_former_roundtable(*, region: Region, known: Remembered, by: Actor) -> Roundtable:
    """Enter a roundtable of the past; raises ValidationError for a number or a day that cannot be."""
    region = Region.objects.select_for_update().get(pk=region.pk)
    if known.date > day_in(region.time_zone, timezone.now()):
        raise ValidationError({"date": _("This day is still to come. Call it as the next roundtable instead.")})
    refuse_gap(known.date, known.start_time, region.time_zone)
    if known.number > region.planned_roundtables:
        sentence = _(
            "%(planned)s roundtables are planned here. For a higher number, extend the series in the settings."
        )
        raise ValidationError({"number": sentence % {"planned": region.planned_roundtables}})
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


@transaction.atomic
def remove_former_roundtable(*, roundtable: Roundtable, by: Actor) -> None:
    """Remove a roundtable of the past with its agenda, partners and head-count, while nothing else hangs on it."""
    take_turn(roundtable)
    roundtable = Roundtable.objects.select_related("region").get(pk=roundtable.pk)
    if roundtable.state != State.HELD:
        raise ValidationError(_("Only a roundtable that took place can be removed. One that is to come is cancelled."))
    if hanging_on(roundtable):
        raise ValidationError(_("Something hangs on this roundtable meanwhile. Look at what it is."))
    region = roundtable.region
    audit.record(
        "remove former roundtable",
        by=by,
        on=roundtable,
        owner=region.slug,
        number=roundtable.number,
        date=roundtable.date.isoformat(),
    )
    roundtable.delete()
    touch_region(region)


def write_head_count(roundtable: Roundtable, count: Headcount) -> Attendance | None:
    """Write the head-count; nothing known writes nothing. Raises ValidationError where it contradicts itself."""
    if not count.figures:
        return None
    return Attendance.objects.create(roundtable=roundtable, **vars(sound(count)))
