"""Subscribing twice said: an address is asked, confirms by link, and may leave at any time."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from maillage.kit.audit import Actor, record
from maillage.kit.models import OutboxMail
from maillage.kit.outbox import queue
from maillage.people.models import Subscriber
from maillage.territory.models import Region

BY_LINK = Actor("link", label="subscriber")
VISITOR = Actor("visitor", label="visitor")
CONFIRM_MAIL = "subscribe-confirm"
PAUSE = timedelta(minutes=15)
WINDOW = timedelta(minutes=10)
MOST_IN_WINDOW = 20
MOST_FOR_AN_ADDRESS = 5


class TooManyAsk(Exception):
    """More people ask to subscribe to one region than ever happens by itself."""


@transaction.atomic
def ask_to_subscribe(*, region: Region, email: str, language: str, by: Actor = VISITOR) -> OutboxMail | None:
    """Ask an address whether it wants to hear of a region; nothing is told about who is subscribed already.

    Raises TooManyAsk. No mail goes to an address that is subscribed, that was asked a moment ago, or that several
    regions asked today.
    """
    Region.objects.select_for_update().get(pk=region.pk)
    now = timezone.now()
    asked = OutboxMail.objects.filter(composer=CONFIRM_MAIL)
    if asked.filter(owner=region.slug, created_at__gt=now - WINDOW).count() >= MOST_IN_WINDOW:
        raise TooManyAsk
    known = Subscriber.objects.filter(region=region, email__iexact=email).first()
    if known and known.confirmed_at:
        return None
    mine = asked.filter(to__iexact=email)
    if mine.filter(created_at__gt=now - timedelta(days=1)).count() >= MOST_FOR_AN_ADDRESS:
        return None
    if mine.filter(owner=region.slug, created_at__gt=now - PAUSE).exists():
        return None
    subscriber = known or Subscriber.objects.create(region=region, email=email.lower(), language=language)
    record("ask to subscribe", by=by, on=subscriber, owner=region.slug)
    return queue(
        CONFIRM_MAIL,
        key=f"{CONFIRM_MAIL}:{subscriber.pk}:{now:%Y%m%d%H%M%S}",
        to=subscriber.email,
        language=language,
        params={"subscriber": subscriber.pk},
        owner=region.slug,
    )


@transaction.atomic
def confirm_subscription(*, subscriber: Subscriber, by: Actor = BY_LINK) -> Subscriber:
    """Take an address at its word; said once more, nothing changes."""
    if subscriber.confirmed_at is None:
        subscriber.confirmed_at = timezone.now()
        subscriber.save(update_fields=["confirmed_at"])
        record("confirm subscription", by=by, on=subscriber, owner=subscriber.region.slug)
    return subscriber


@transaction.atomic
def end_subscription(*, subscriber: Subscriber, by: Actor = BY_LINK) -> None:
    """Forget an address."""
    record("end subscription", by=by, on=subscriber, owner=subscriber.region.slug)
    subscriber.delete()
