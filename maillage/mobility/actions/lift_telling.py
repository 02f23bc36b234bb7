"""Putting mails about lifts into the outbox, worded when they are sent."""

from __future__ import annotations

from maillage.kit.models import OutboxMail
from maillage.kit.outbox import queue
from maillage.mobility.models import Offer, RideRequest
from maillage.people.queries.senders import newcomers_language


def tell_rider(request: RideRequest, composer: str, *, occasion: str) -> OutboxMail | None:
    """Queue a mail to whoever asked, once for each occasion; None where they gave no address."""
    newcomer = request.newcomer
    if not newcomer.email:
        return None
    return queue(
        composer,
        key=f"{composer}:{request.pk}:{occasion}",
        to=newcomer.email,
        language=newcomers_language(newcomer.language, newcomer.region),
        params={"request": request.pk},
        owner=newcomer.region.slug,
        is_demonstration=newcomer.is_demonstration,
    )


def tell_driver(offer: Offer, composer: str, *, occasion: str) -> OutboxMail | None:
    """Queue a mail to whoever offers, once for each occasion; None where they gave no address."""
    volunteer = offer.volunteer
    if not volunteer.email:
        return None
    return queue(
        composer,
        key=f"{composer}:{offer.pk}:{occasion}",
        to=volunteer.email,
        language=newcomers_language(volunteer.preferred_language, offer.region),
        params={"offer": offer.pk},
        owner=offer.region.slug,
        is_demonstration=volunteer.is_demonstration,
    )
