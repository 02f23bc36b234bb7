"""A region says which skills it looks for among volunteers, and when it has found them."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from maillage.core.wording import Wording
from maillage.kit import audit
from maillage.kit.audit import Actor
from maillage.kit.fields import LocalWording
from maillage.people.actions.volunteer_turns import take_region
from maillage.people.models import SkillSought
from maillage.territory.actions import touch_region
from maillage.territory.models import Place, Region

MOST_SOUGHT = 60


@transaction.atomic
def seek_skill(*, region: Region, skill: str, place: Place | None, text: Wording, by: Actor) -> SkillSought:
    """Tell the public what is looked for; the same line written twice is one."""
    take_region(region)
    standing = SkillSought.objects.filter(region=region, ended_at=None)
    if known := standing.filter(skill=skill, place=place, text=LocalWording(text)).first():
        return known
    if standing.count() >= MOST_SOUGHT:
        raise ValidationError(_("Nobody reads more than sixty lines. End one that is answered first."))
    sought = SkillSought.objects.create(
        region=region, skill=skill, place=place, text=LocalWording(text), since=timezone.now()
    )
    audit.record("seek skill", by=by, on=sought, owner=region.slug)
    touch_region(region)
    return sought


@transaction.atomic
def end_search(*, sought: SkillSought, by: Actor) -> SkillSought:
    """Look for this no more; ended twice is ended once."""
    region = sought.region
    take_region(region)
    sought.refresh_from_db(fields=["ended_at"])
    if sought.ended_at is None:
        sought.ended_at = timezone.now()
        sought.save(update_fields=["ended_at"])
        audit.record("end search for skill", by=by, on=sought, owner=region.slug)
        touch_region(region)
    return sought
