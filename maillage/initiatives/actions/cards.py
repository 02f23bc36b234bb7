"""Verbs on the cards of organisations: ask whether they are true, remind, take a question back, set the rhythm."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from maillage.initiatives.card_links import OPEN_FOR
from maillage.initiatives.models import CardAsk, DirectoryRhythm
from maillage.kit import audit, outbox
from maillage.kit.audit import Actor
from maillage.people.models import Contact, Organisation, Seat
from maillage.people.queries.senders import mail_language
from maillage.territory.actions import touch_region
from maillage.territory.models import Region
from maillage.territory.newcomers_words import for_a_moment_in


def card_subject(organisation: Organisation) -> str:
    """Say what the mail asks about."""
    return _("Is this still true? The card of %(organisation)s") % {"organisation": organisation}


def wait_for(organisation: Organisation) -> Organisation:
    """Return an organisation whose card nobody else asks about or answers meanwhile, in whatever region."""
    return Organisation.objects.select_for_update(of=("self",)).get(pk=organisation.pk)


@transaction.atomic
def ask_about_card(*, region: Region, contact: Contact, by: Actor, now: datetime | None = None) -> CardAsk | None:
    """Ask an organisation by mail about its card and its practices; None where it is being asked already.

    One that sits in several regions is asked once, by whichever region comes first.
    """
    now = now or timezone.now()
    if contact.organisation is None:
        return None
    organisation = wait_for(contact.organisation)
    open_asks = CardAsk.objects.filter(organisation=organisation, answered_at=None, taken_back_at=None)
    if open_asks.filter(asked_at__gt=now - OPEN_FOR).exists():
        return None
    open_asks.filter(region=region).update(taken_back_at=now)
    ask = CardAsk.objects.create(region=region, organisation=organisation, contact=contact, asked_at=now)
    mail_card(ask, "initiatives.card")
    audit.record("ask about card", by=by, on=organisation, owner=region.slug)
    return ask


def ask_about_cards(*, region: Region, contacts: Iterable[Contact], by: Actor) -> list[CardAsk]:
    """Ask several organisations, each in its own transaction; return the questions that were put."""
    asks = [ask_about_card(region=region, contact=contact, by=by) for contact in contacts]
    return [ask for ask in asks if ask is not None]


def mail_card(ask: CardAsk, kind: str) -> None:
    """Queue the mail of a question, in the language of its reader."""
    language = mail_language(ask.contact.preferred_language, ask.region)
    with for_a_moment_in(language):
        subject = card_subject(ask.organisation)
    outbox.queue(
        kind,
        key=f"{kind}:{ask.pk}",
        to=ask.contact.email,
        language=language,
        params={"ask": ask.pk},
        owner=ask.region.slug,
        subject=subject,
        is_demonstration=ask.contact.is_demonstration,
    )


@transaction.atomic
def remind_of_card(*, ask: CardAsk, by: Actor, now: datetime | None = None) -> bool:
    """Ask a second time, once and never more; say whether a mail was queued."""
    known = CardAsk.objects.select_for_update(of=("self",)).select_related("region", "organisation", "contact")
    ask = known.get(pk=ask.pk)
    if ask.reminded_at or ask.answered_at or ask.taken_back_at:
        return False
    if not ask.contact.email or ask.contact.unsubscribed_at:
        return False
    ask.reminded_at = now or timezone.now()
    ask.save(update_fields=["reminded_at"])
    mail_card(ask, "initiatives.card_reminder")
    audit.record("remind of card", by=by, on=ask.organisation, owner=ask.region.slug)
    return True


@transaction.atomic
def take_ask_back(*, ask: CardAsk, by: Actor) -> CardAsk:
    """End a question that is not answered yet: its link opens nothing any more."""
    ask = CardAsk.objects.select_for_update(of=("self",)).select_related("region", "organisation").get(pk=ask.pk)
    if ask.answered_at:
        raise ValidationError(_("It was answered meanwhile."))
    if ask.taken_back_at is None:
        ask.taken_back_at = timezone.now()
        ask.save(update_fields=["taken_back_at"])
        audit.record("take question back", by=by, on=ask.organisation, owner=ask.region.slug)
    return ask


@transaction.atomic
def set_rhythm(*, region: Region, months: int, is_on: bool, by: Actor) -> DirectoryRhythm:
    """Say every how many months a region asks its organisations, or that it does not by itself."""
    MinValueValidator(2)(months)
    MaxValueValidator(24)(months)
    rhythm, _made = DirectoryRhythm.objects.update_or_create(region=region, defaults={"months": months, "is_on": is_on})
    audit.record("set rhythm of cards", by=by, owner=region.slug, months=months, is_on=is_on)
    return rhythm


@transaction.atomic
def confirm_card(*, organisation: Organisation, region: Region, by: Actor) -> Organisation:
    """Note that somebody of the region heard today, by telephone or at a table, that a card is true."""
    organisation = wait_for(organisation)
    today = timezone.localdate()
    if organisation.confirmed_on != today:
        organisation.confirmed_on = today
        organisation.save(update_fields=["confirmed_on"])
        audit.record("confirm card", by=by, on=organisation, owner=region.slug)
        touch_everywhere(organisation)
    return organisation


def touch_everywhere(organisation: Organisation) -> list[Region]:
    """Let the public pages of every region see a change of an organisation's card; return these regions."""
    seats = Seat.objects.filter(organisation=organisation).select_related("region").order_by("region_id")
    regions = [seat.region for seat in seats]
    for region in regions:
        touch_region(region)
    return regions
