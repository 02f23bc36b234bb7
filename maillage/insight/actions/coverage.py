"""Verbs on coverage: set how it is reckoned, declare that there is none, take it back, and say who listens."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from maillage.core.plain_text import one_line
from maillage.insight.models import CoverageSettings, DeclaredNone, Listener
from maillage.kit import audit
from maillage.kit.audit import Actor
from maillage.people.models import Organisation
from maillage.territory.actions import touch_region
from maillage.territory.models import Place, Region, Theme


@dataclass(frozen=True)
class HowReckoned:
    """How far is near for which theme, how much longer roads are, who is counted, and since when somebody listens."""

    reaches: dict[str, float] = field(default_factory=dict)
    circuity: float = 1.3
    weighs: str = "residents"
    listened_since: date | None = None


def take_turn(region: Region) -> None:
    """Keep others waiting who write about the coverage of the same region."""
    Region.objects.select_for_update(of=("self",)).values_list("pk").get(pk=region.pk)


@transaction.atomic
def set_coverage(*, region: Region, how: HowReckoned, by: Actor) -> CoverageSettings:
    """Set how a region's coverage is reckoned."""
    take_turn(region)
    values = {
        "reaches": how.reaches, "circuity": how.circuity, "weighs": how.weighs, "listened_since": how.listened_since,
    }  # fmt: skip
    kept, _made = CoverageSettings.objects.update_or_create(region=region, defaults=values)
    touch_region(region)
    audit.record("set coverage", by=by, on=kept, owner=region.slug, weighs=how.weighs)
    return kept


@transaction.atomic
def declare_none(
    *, region: Region, places: Iterable[Place], theme: Theme, asked_on: date, asked_whom: str, by: Actor
) -> list[DeclaredNone]:
    """Note for places that somebody was asked about a theme and said there is nothing; a newer asking replaces."""
    take_turn(region)
    chosen = list(places)
    standing = DeclaredNone.objects.filter(region=region, theme=theme, taken_back_at__isnull=True)
    standing.filter(place__in=chosen).update(taken_back_at=timezone.now())
    found = [
        DeclaredNone.objects.create(
            region=region, place=place, theme=theme, asked_on=asked_on, asked_whom=one_line(asked_whom)[:200]
        )
        for place in chosen
    ]
    touch_region(region)
    audit.record("declare none", by=by, on=region, owner=region.slug, theme=theme.key, places=len(found))
    return found


@transaction.atomic
def take_back_none(*, none: DeclaredNone, by: Actor) -> DeclaredNone:
    """Take a declaration back: what it said is not known again."""
    take_turn(none.region)
    locked = DeclaredNone.objects.select_for_update(of=("self",)).select_related("region", "theme").get(pk=none.pk)
    if locked.taken_back_at:
        return locked
    locked.taken_back_at = timezone.now()
    locked.save(update_fields=["taken_back_at"])
    touch_region(locked.region)
    audit.record("take none back", by=by, on=locked, owner=locked.region.slug, theme=locked.theme.key)
    return locked


@transaction.atomic
def name_listener(
    *,
    region: Region,
    places: Iterable[Place],
    organisation: Organisation | None = None,
    called: str = "",
    since: date,
    until: date | None = None,
    by: Actor,
) -> list[Listener]:
    """Note who listens in places, an organisation or an office, since and until when; said twice it stands once."""
    if organisation is None and not one_line(called):
        raise ValidationError({"called": _("Name the office, or choose an organisation.")})
    if until and until < since:
        raise ValidationError({"until": _("This day is before the first one.")})
    take_turn(region)
    office = "" if organisation else one_line(called)[:200]
    found = [
        Listener.objects.update_or_create(
            region=region, place=place, organisation=organisation, called=office, since=since, defaults={"until": until}
        )[0]
        for place in places
    ]
    touch_region(region)
    audit.record("name listener", by=by, on=region, owner=region.slug, places=len(found))
    return found


@transaction.atomic
def end_listener(*, listener: Listener, until: date | None, by: Actor) -> None:
    """Note until when somebody listened in a place; without a day it was a mistake, and the row goes."""
    take_turn(listener.region)
    if until is None:
        Listener.objects.filter(pk=listener.pk).delete()
    elif until < listener.since:
        raise ValidationError({"until": _("This day is before the first one.")})
    else:
        Listener.objects.filter(pk=listener.pk).update(until=until)
    touch_region(listener.region)
    verb = "remove listener" if until is None else "end listener"
    audit.record(verb, by=by, on=listener.region, owner=listener.region.slug)
