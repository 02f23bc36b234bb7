"""How a region describes itself: its languages, its clock and its introduction."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from maillage.core.wording import Wording
from maillage.kit.audit import Actor, record
from maillage.kit.fields import LocalWording
from maillage.territory.actions.public_version import touch_region
from maillage.territory.actions.start_programme import check_languages, check_time_zone
from maillage.territory.models import Region


@transaction.atomic
def describe_region(
    *, region: Region, languages: Sequence[str], time_zone: str, introduction: Wording, by: Actor
) -> Region:
    """Set languages, the first one first, time zone and introduction; raises ValidationError for unknown ones."""
    check_languages(languages)
    check_time_zone(time_zone)
    new = {"languages": list(languages), "time_zone": time_zone, "introduction": LocalWording(introduction)}
    changed = [name for name, value in new.items() if getattr(region, name) != value]
    if not changed:
        return region
    for name in changed:
        setattr(region, name, new[name])
    region.save(update_fields=changed)
    touch_region(region)
    record("describe_region", by=by, on=region, owner=region.slug, changed=changed)
    return region
