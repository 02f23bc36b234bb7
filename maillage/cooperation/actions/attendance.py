"""The verb that records how many took part."""

from __future__ import annotations

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from maillage.cooperation.models import Attendance, Roundtable
from maillage.core.headcount import LARGEST, Fault, Headcount, UnsoundHeadcount, counted
from maillage.kit import audit
from maillage.kit.audit import Actor
from maillage.territory.actions import touch_region

REASONS: dict[Fault, tuple[str, str | Promise]] = {
    Fault.NEGATIVE: ("exact", _("A count cannot be below zero.")),
    Fault.TOO_LARGE: ("exact", _("This count is too large to be a roundtable. Check the figure.")),
    Fault.RANGE_LACKS_AN_END: ("least", _("A range needs both ends. Write the least and the most.")),
    Fault.RANGE_RUNS_BACKWARDS: ("most", _("The most is smaller than the least. Exchange them or correct one.")),
    Fault.EXACT_AND_RANGE: ("exact", _("Write one exact count or a range, not both.")),
    Fault.PART_LACKS_ITS_OTHER: ("on_site", _("Write both how many were online and how many on site, zero included.")),
    Fault.PARTS_AND_RANGE: ("least", _("Online and on site add up to one count. Leave the range empty.")),
    Fault.PARTS_DO_NOT_ADD_UP: ("exact", _("Online and on site do not add up to the total. Correct one of the three.")),
    Fault.MORE_ORGANISATIONS_THAN_PEOPLE: (
        "organisations",
        _("There cannot be more organisations than people. Correct one of the two."),
    ),
}


def sound(headcount: Headcount) -> Headcount:
    """Return a head-count with its total; raises ValidationError where it contradicts itself."""
    try:
        return counted(headcount)
    except UnsoundHeadcount as refused:
        reasons = [REASONS[fault] for fault in refused.faults]
        raise ValidationError({field: sentence for field, sentence in reversed(reasons)}) from refused


@transaction.atomic
def record_attendance(
    *, roundtable: Roundtable, headcount: Headcount, categories: Mapping[str, int | None], by: Actor
) -> Attendance:
    """Record a head-count with its categories; raises ValidationError where it contradicts itself."""
    figures = vars(sound(headcount))
    if any(count is not None and not 0 <= count <= LARGEST for count in categories.values()):
        raise ValidationError(_("A count by category cannot be below zero, nor larger than a roundtable can be."))
    attendance, _created = Attendance.objects.update_or_create(
        roundtable=roundtable, defaults={**figures, "categories": dict(categories)}
    )
    audit.record("record attendance", by=by, on=roundtable, owner=roundtable.region.slug, number=roundtable.number)
    touch_region(roundtable.region)
    return attendance
