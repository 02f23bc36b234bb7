"""Verbs on the report of a year of lifts: write what the platform cannot know, note that it was sent."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db import transaction

from maillage.kit import audit
from maillage.kit.audit import Actor
from maillage.mobility.actions.lift_turns import take_region
from maillage.mobility.actions.outcomes import year_of
from maillage.mobility.models import RideYear
from maillage.territory.models import Region

SENT_ON = "sent_on"


@transaction.atomic
def write_report(*, region: Region, year: int, words: Mapping[str, str | int], by: Actor) -> RideYear:
    """Keep what the coordinator adds to the figures of a year."""
    take_region(region)
    figures = year_of(region, year)
    sent = figures.words.get(SENT_ON)
    figures.words = {**words, **({SENT_ON: sent} if sent else {})}
    figures.save(update_fields=["words"])
    audit.record("write report of lifts", by=by, on=figures, owner=region.slug, year=year)
    return figures


@transaction.atomic
def note_report_sent(*, region: Region, year: int, on: date, by: Actor, back: bool = False) -> bool:
    """Note on which day the report of a year was sent, or with `back` that it was not; tell whether that is new."""
    take_region(region)
    figures = year_of(region, year)
    if bool(figures.words.get(SENT_ON)) != back:
        return False
    words = {key: value for key, value in figures.words.items() if key != SENT_ON}
    figures.words = words if back else {**words, SENT_ON: on.isoformat()}
    figures.save(update_fields=["words"])
    verb = "take sending of report back" if back else "send report of lifts"
    audit.record(verb, by=by, on=figures, owner=region.slug, year=year)
    return True
