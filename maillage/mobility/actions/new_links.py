"""Verbs that give a rider new links in place of the old ones, and send them again to whoever kept an old one."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from maillage.kit import audit
from maillage.kit.audit import Actor
from maillage.kit.models import OutboxMail
from maillage.mobility.actions.lift_telling import mail_to
from maillage.mobility.lift_links import AS_RIDER
from maillage.mobility.models import Newcomer
from maillage.people.link_renewal import sends_again

RIDER_LINK = "mobility.rider_link"
PAUSE, A_DAY = timedelta(minutes=15), timedelta(days=1)
MOST_A_DAY = 5


@transaction.atomic
def renew_rider_link(*, newcomer: Newcomer, by: Actor) -> bool:
    """End all links of a rider and mail the new ones; False where there is no address to send them to."""
    found = _taken(newcomer.public_id)
    if found is None:
        return False
    found.link_nonce += 1
    found.save(update_fields=["link_nonce"])
    audit.record("renew rider link", by=by, on=found, owner=found.region.slug)
    return _mailed(found, str(found.link_nonce))


@sends_again(AS_RIDER)
@transaction.atomic
def send_rider_link_again(public_id: str) -> None:
    """Mail a rider the links that hold now: once in a quarter of an hour, five times a day."""
    newcomer, now = _taken(public_id), timezone.now()
    if newcomer is None:
        return
    sent = OutboxMail.objects.filter(composer=RIDER_LINK, owner=newcomer.region.slug, params__newcomer=newcomer.pk)
    if sent.filter(created_at__gt=now - A_DAY).count() >= MOST_A_DAY or sent.filter(created_at__gt=now - PAUSE):
        return
    _mailed(newcomer, f"{now:%Y%m%d%H%M%S}")


def _taken(public_id: str) -> Newcomer | None:
    """Return a newcomer as they are now, once nobody else changes them."""
    known = Newcomer.objects.select_for_update(of=("self",)).select_related("region__programme")
    return known.filter(public_id=public_id).first()


def _mailed(newcomer: Newcomer, occasion: str) -> bool:
    key = f"{RIDER_LINK}:{newcomer.pk}:{occasion}"
    return mail_to(newcomer, RIDER_LINK, region=newcomer.region, key=key, newcomer=newcomer.pk) is not None
