"""Verbs on travel times: choose their source, keep a table that was sent, ask a router anew."""

from __future__ import annotations

import logging
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from maillage.kit import audit
from maillage.kit.audit import Actor
from maillage.kit.jobs import enqueue, job
from maillage.mobility.actions.lift_turns import take_region
from maillage.mobility.enums import TravelSource
from maillage.mobility.models import RideRules, TravelMatrix
from maillage.mobility.queries.rules import rules_of
from maillage.mobility.queries.travel_stops import stops_of
from maillage.mobility.travel.kept import rows_of
from maillage.mobility.travel.minutes_table import MinutesTable
from maillage.mobility.travel.nouns import NoTravelTimes
from maillage.mobility.travel.router import named_routers
from maillage.territory.models import Region
from maillage.territory.newcomers_words import for_a_moment_in

logger = logging.getLogger(__name__)
# A job that was asked longer ago died with its worker, and may be asked again.
WAITED_FOR = timedelta(minutes=30)


@transaction.atomic
def choose_source(*, region: Region, source: TravelSource, by: Actor) -> RideRules:
    """Choose where travel times come from; refuses a router that nobody has named, and a table that nobody has sent."""
    take_region(region)
    if source == TravelSource.UPLOAD and not TravelMatrix.objects.filter(region=region, source=source).exists():
        raise ValidationError({"source": _("There is no table of minutes yet. Send one first.")})
    if source not in (TravelSource.ESTIMATE, TravelSource.UPLOAD, *named_routers()):
        raise ValidationError({"source": _("This installation names no router of that kind. Choose another source.")})
    rules = rules_of(region)
    if rules.pk and rules.travel_source == source:
        return rules
    rules.travel_source = source
    rules.save()
    audit.record("choose travel times", by=by, on=rules, owner=region.slug, source=source.value)
    if source in named_routers() and not TravelMatrix.objects.filter(region=region, source=source).exists():
        ask_router(region=region, source=source, by=by)
    return rules


@transaction.atomic
def keep_minutes(*, region: Region, table: MinutesTable, name: str, by: Actor) -> TravelMatrix:
    """Keep a table of minutes in place of the one before, and let it be the source."""
    if table.faults:
        raise ValueError("A table with faults is not kept.")
    take_region(region)
    values = {"stops": table.stops, "seconds": rows_of(table.seconds), "metres": rows_of(table.metres)}
    kept, _made = TravelMatrix.objects.update_or_create(
        region=region,
        source=TravelSource.UPLOAD,
        defaults={**values, "asked_of": name[:200], "made_at": timezone.now()},
    )
    audit.record("send travel times", by=by, on=kept, owner=region.slug, stops=len(table.stops))
    choose_source(region=region, source=TravelSource.UPLOAD, by=by)
    return kept


@transaction.atomic
def ask_router(*, region: Region, source: TravelSource, by: Actor) -> bool:
    """Queue that a router is asked anew for all stops; say whether it was not being asked already."""
    take_region(region)
    if source not in named_routers():
        raise ValidationError(_("This installation names no router of that kind. Choose another source."))
    now = timezone.now()
    kept, _made = TravelMatrix.objects.get_or_create(region=region, source=source, defaults={"made_at": now})
    if kept.asking_since and kept.asking_since > now - WAITED_FOR:
        return False
    kept.asking_since, kept.failed_because = now, ""
    kept.save(update_fields=["asking_since", "failed_because"])
    enqueue(fetch_times, region.pk, source.value, translation.get_language() or "en")
    audit.record("ask router", by=by, on=kept, owner=region.slug, source=source.value)
    return True


@job
def fetch_times(region_pk: int, source: str, language: str) -> None:
    """Ask a router for all stops of a region; what it answers is kept, why it fails is noted."""
    from maillage.mobility.travel.routed import ask_anew

    region = Region.objects.filter(pk=region_pk).first()
    if region is None:
        return
    because = ""
    with for_a_moment_in(language):
        try:
            ask_anew(region, TravelSource(source), stops_of(region))
        except NoTravelTimes as trouble:
            because = trouble.sentence[:300]
        except Exception:
            logger.exception("A router could not be asked.")
            because = _("Asking the router broke off. Try again later, or choose another source.")
    asked = TravelMatrix.objects.filter(region=region, source=source)
    asked.update(asking_since=None, failed_because=because)
