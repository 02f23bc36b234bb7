"""Verbs on pilots: start one by hand, change what is known of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from maillage.core.wording import Wording
from maillage.initiatives.actions.pilot_turns import take_turn
from maillage.initiatives.models import Pilot
from maillage.kit import audit
from maillage.kit.audit import Actor
from maillage.kit.fields import LocalWording, new_public_id
from maillage.people.models import Contact, Organisation
from maillage.territory.actions import touch_region
from maillage.territory.models import Region, Theme


@dataclass(frozen=True)
class PilotFacts:
    """What is known of a pilot; what nobody knows stays empty."""

    name: Wording = field(default_factory=Wording)
    description: Wording = field(default_factory=Wording)
    difficulties: Wording = field(default_factory=Wording)
    place_in_words: Wording = field(default_factory=Wording)
    holder: Organisation | None = None
    partners: tuple[Organisation, ...] = ()
    themes: tuple[Theme, ...] = ()
    contact: Contact | None = None
    months: int | None = None
    budget_eur: int | None = None
    started_on: date | None = None
    ended_on: date | None = None


WORDED = ("name", "description", "difficulties", "place_in_words")
PLAIN = ("holder", "contact", "months", "budget_eur", "started_on", "ended_on")


@transaction.atomic
def start_pilot(*, region: Region, facts: PilotFacts, by: Actor) -> Pilot:
    """Write down a pilot that no call of this platform chose; the same name twice is the same pilot."""
    Region.objects.select_for_update(of=("self",)).values_list("pk").get(pk=region.pk)
    refuse_backward(facts)
    name = LocalWording(facts.name)
    if not name:
        raise ValidationError(_("Write the name of the pilot, in at least one language."))
    known = Pilot.objects.filter(region=region, name=name).first()
    if known is not None:
        return known
    pilot = Pilot(region=region)
    write(pilot, facts)
    audit.record("start pilot", by=by, on=pilot, owner=region.slug)
    touch_region(region)
    return pilot


@transaction.atomic
def change_pilot(*, pilot: Pilot, facts: PilotFacts, by: Actor) -> Pilot:
    """Change what is known of a pilot; where somebody else tells of it, links that wait for a report end."""
    take_turn(pilot)
    refuse_backward(facts)
    before = Pilot.objects.values_list("contact_id", flat=True).get(pk=pilot.pk)
    handed_over = before != (facts.contact.pk if facts.contact else None)
    write(pilot, facts)
    if handed_over:
        renew_links(pilot)
    audit.record("change pilot", by=by, on=pilot, owner=pilot.region.slug, handed_over=handed_over)
    touch_region(pilot.region)
    return pilot


@transaction.atomic
def begin_pilot(*, pilot: Pilot, on: date | None, lasts: int | None = None, by: Actor) -> bool:
    """Say on which day a pilot begins and how many months it lasts; what is written down already stays."""
    take_turn(pilot)
    pilot.refresh_from_db(fields=["started_on", "ended_on", "months"])
    said = []
    if on is not None and pilot.started_on is None:
        if pilot.ended_on and pilot.ended_on < on:
            raise ValidationError(_("The pilot ends before this day. Choose its last day or an earlier one."))
        pilot.started_on = on
        said.append("started_on")
    if lasts is not None and pilot.months is None:
        pilot.months = lasts
        said.append("months")
    if not said:
        return False
    pilot.save(update_fields=said)
    audit.record("begin pilot", by=by, on=pilot, owner=pilot.region.slug, said=said)
    touch_region(pilot.region)
    return True


def write(pilot: Pilot, facts: PilotFacts) -> None:
    """Put what is known into the row."""
    for name in WORDED:
        setattr(pilot, name, LocalWording(getattr(facts, name)))
    for name in PLAIN:
        setattr(pilot, name, getattr(facts, name))
    pilot.save()
    pilot.partners.set([partner for partner in facts.partners if partner != facts.holder])
    pilot.themes.set(facts.themes)


def refuse_backward(facts: PilotFacts) -> None:
    """Refuse a pilot that ends before it begins."""
    if facts.started_on and facts.ended_on and facts.ended_on < facts.started_on:
        raise ValidationError({"ended_on": _("This lies before the first day. Choose that day or a later one.")})


def renew_links(pilot: Pilot) -> None:
    """End the links by which reports that have not come could be sent."""
    for report in pilot.reports.filter(sent_at=None):
        report.nonce, report.asked_at, report.reminded_at = new_public_id(), None, None
        report.save(update_fields=["nonce", "asked_at", "reminded_at"])
