"""Verbs on posts and money: add a line, change it, remove it."""

from __future__ import annotations

from typing import TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from maillage.initiatives.models import Funding, Post
from maillage.kit import audit
from maillage.kit.audit import Actor
from maillage.territory.actions import touch_region
from maillage.territory.models import Region

Written = TypeVar("Written", Post, Funding)
SAME = {
    Post: ("planned_fte", "secured_fte"),
    Funding: ("planned_eur", "secured_eur", "spent_eur"),
}
ALWAYS_SAME = ("region", "organisation", "theme", "initiative", "title", "funder", "starts_on", "ends_on")


@transaction.atomic
def add_line(*, line: Written, by: Actor) -> Written:
    """Add a post or a funding; refuses one that stands there already, as when a form arrives twice."""
    Region.objects.select_for_update(of=("self",)).values_list("pk").get(pk=line.region_id)
    names = (*ALWAYS_SAME, *SAME[type(line)])
    if type(line)._default_manager.filter(**{name: getattr(line, name) for name in names}).exists():
        raise ValidationError(
            _("This line stands here already. Change the one that is there, or say in the title what differs.")
        )
    line.checked_on = timezone.localdate()
    line.save()
    noted("add", line, by)
    return line


@transaction.atomic
def change_line(*, line: Written, by: Actor) -> Written:
    """Save a post or a funding as it is now said; it counts as looked at today."""
    line.checked_on = timezone.localdate()
    line.save()
    noted("change", line, by)
    return line


@transaction.atomic
def remove_line(*, line: Written, by: Actor) -> None:
    """Take a post or a funding away for good."""
    noted("remove", line, by)
    line.delete()


def noted(verb: str, line: Post | Funding, by: Actor) -> None:
    """Put on the trail what was done to a line; the public page tells also how many keep theirs."""
    what = "post" if isinstance(line, Post) else "funding"
    audit.record(f"{verb} {what}", by=by, on=line, owner=line.region.slug, shown=line.is_public)
    touch_region(line.region)
