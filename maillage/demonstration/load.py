"""Loading the demonstration programme, once: Share SIRA as its public sources tell it."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import override

from maillage.demonstration.call import show_a_call
from maillage.demonstration.factfile import publish_factfile
from maillage.demonstration.facts import PLACES, read_programme, read_region
from maillage.demonstration.frame import Register, found_programme, found_region, publish_news, seat_organisations
from maillage.demonstration.lessons import show_lessons
from maillage.demonstration.lift_week import show_week
from maillage.demonstration.lifts import show_lifts
from maillage.demonstration.people import add_examples, add_people
from maillage.demonstration.people_table import show_protection
from maillage.demonstration.practices import record_pilots, record_practices
from maillage.demonstration.reports import publish_reports
from maillage.demonstration.roundtables import hold_roundtables
from maillage.demonstration.volunteers import show_volunteers
from maillage.initiatives.actions.index_practices import index_what_is_missing
from maillage.kit.audit import SYSTEM, record
from maillage.territory.actions import import_places, plant_themes
from maillage.territory.models import Programme


class DemonstrationBroken(Exception):
    """The shipped data contradicts itself; the message says where."""


def load_once() -> bool:
    """Load everything in one transaction and return True; return False where a demonstration is there already."""
    if Programme.objects.filter(is_demonstration=True).exists():
        return False
    with transaction.atomic(), override("en"):
        _load()
    return True


def _load() -> None:
    plant_themes()
    facts = read_programme()
    programme = found_programme(facts)
    regions = [read_region(slug, facts["addresses"]) for slug in facts["regions"]]
    homes = {region["slug"]: found_region(region, programme) for region in regions}
    _import_places()
    register = Register.of(programme, facts["organisation"])
    for region in regions:
        home = homes[region["slug"]]
        seat_organisations(region, home, register)
        record_practices(region, home, register)
        record_pilots(region, home, register)
        hold_roundtables(region, home, register)
    # Reports come out before anybody is in the directory: nobody is written to about the past.
    publish_reports(regions, homes)
    publish_news(facts, programme)
    add_people(programme, homes)
    add_examples(homes)
    show_a_call(homes)
    show_volunteers(homes)
    show_lifts(homes)
    show_lessons(homes)
    show_week(homes)
    publish_factfile(homes["saone-et-loire"])
    show_protection(homes["isere"])
    index_what_is_missing()
    record("load_demonstration", by=SYSTEM, on=programme, owner=programme.slug)


def _import_places() -> None:
    result = import_places(PLACES, region=None, dry_run=False, progress=lambda done, total: None, by=SYSTEM)
    if result.errors:
        line, sentence = result.errors[0]
        raise DemonstrationBroken(f"{PLACES.name}, line {line}: {sentence}")
