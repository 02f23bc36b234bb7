"""Verbs on what lifts rest on in a region: rules, meeting points, school holidays."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from maillage.core.plain_text import one_line
from maillage.kit import audit
from maillage.kit.audit import Actor
from maillage.mobility.actions.lift_turns import take_region
from maillage.mobility.models import MeetingPoint, OnCall, RideRules, SchoolHoliday
from maillage.territory.actions.public_version import touch_region
from maillage.territory.models import Region


@transaction.atomic
def set_rules(*, region: Region, values: dict[str, Any], by: Actor) -> RideRules:
    """Set the rules of lifts in a region."""
    take_region(region)
    rules, _made = RideRules.objects.update_or_create(region=region, defaults=values)
    audit.record("set rules of lifts", by=by, on=rules, owner=region.slug)
    touch_region(region)
    return rules


@transaction.atomic
def set_on_call(*, region: Region, values: dict[str, Any] | None, by: Actor) -> OnCall | None:
    """Say whom drivers and riders ring on the day, None for nobody; what is said already is said once."""
    take_region(region)
    known = OnCall.objects.filter(region=region).first()
    if values is None and known is None:
        return None
    if values is None:
        OnCall.objects.filter(region=region).delete()
        audit.record("set whom to ring", by=by, owner=region.slug)
        return None
    if known and all(getattr(known, name) == value for name, value in values.items()):
        return known
    known, _made = OnCall.objects.update_or_create(region=region, defaults=values)
    audit.record("set whom to ring", by=by, on=known, owner=region.slug)
    return known


@transaction.atomic
def keep_point(*, region: Region, values: dict[str, Any], by: Actor, point: MeetingPoint | None = None) -> MeetingPoint:
    """Add a meeting point, or change one; two of one name in one municipality would be mixed up."""
    take_region(region)
    name = one_line(str(values["name"]))[:120]
    point = point or MeetingPoint(region=region)
    same = MeetingPoint.objects.filter(region=region, place=values["place"], name__iexact=name).exclude(pk=point.pk)
    if known := same.first():
        if known.closed_at:
            raise ValidationError(
                {"name": _("There was a meeting point of this name, which is closed. Open it again.")}
            )
        raise ValidationError({"name": _("There is a meeting point of this name already. Write another name.")})
    for key, value in {**values, "name": name}.items():
        setattr(point, key, value)
    verb = "change meeting point" if point.pk else "add meeting point"
    point.save()
    audit.record(verb, by=by, on=point, owner=region.slug)
    touch_region(region)
    return point


@transaction.atomic
def close_point(*, point: MeetingPoint, by: Actor, again: bool = False) -> MeetingPoint:
    """Offer a meeting point to nobody any more, or open it `again`; what is asked there already stays."""
    point.closed_at = None if again else (point.closed_at or timezone.now())
    point.save(update_fields=["closed_at"])
    audit.record("open meeting point" if again else "close meeting point", by=by, on=point, owner=point.region.slug)
    touch_region(point.region)
    return point


@transaction.atomic
def add_holiday(*, region: Region, values: dict[str, Any], by: Actor) -> SchoolHoliday:
    """Add school holidays; the same once."""
    take_region(region)
    holiday, made = SchoolHoliday.objects.get_or_create(region=region, **values)
    if made:
        audit.record("add school holidays", by=by, on=holiday, owner=region.slug)
    return holiday


@transaction.atomic
def remove_holiday(*, holiday: SchoolHoliday, by: Actor) -> None:
    """Take school holidays out."""
    audit.record("remove school holidays", by=by, on=holiday, owner=holiday.region.slug)
    holiday.delete()
