"""The verb on the usual agenda: set it."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from maillage.cooperation.models import AgendaTemplate
from maillage.core.agenda import Line
from maillage.kit import audit
from maillage.kit.audit import Actor
from maillage.kit.fields import LocalWording
from maillage.territory.models import Region


@transaction.atomic
def set_agenda_template(*, region: Region, items: Sequence[Line], by: Actor) -> list[AgendaTemplate]:
    """Replace the usual agenda of a region by these items in their order; roundtables that stand keep theirs."""
    region.agenda_template.all().delete()
    kept = AgendaTemplate.objects.bulk_create(
        AgendaTemplate(
            region=region, position=place, kind=item.kind, minutes=item.minutes, title=LocalWording(item.title)
        )
        for place, item in enumerate(items, start=1)
    )
    audit.record("set agenda template", by=by, owner=region.slug, on=region, items=len(kept))
    return kept
