"""The verb that says which needs a call for pilots answers."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from maillage.cooperation.models import Need
from maillage.initiatives.models import PilotCall
from maillage.kit import audit
from maillage.kit.audit import Actor
from maillage.territory.actions import touch_region


@transaction.atomic
def set_needs_of_call(*, call: PilotCall, needs: Iterable[Need], by: Actor) -> list[Need]:
    """Say which needs of its region a call answers."""
    PilotCall.objects.select_for_update(of=("self",)).values_list("pk").get(pk=call.pk)
    chosen = list(needs)
    if any(need.region_id != call.region_id for need in chosen):
        raise ValidationError(_("Choose needs of this region."))
    before = Need.objects.filter(calls=call)
    for need in before.exclude(pk__in=[need.pk for need in chosen]):
        need.calls.remove(call)
    for need in chosen:
        need.calls.add(call)
    audit.record("set needs of call", by=by, on=call, owner=call.region.slug, needs=len(chosen))
    if call.published_at:
        touch_region(call.region)
    return chosen
