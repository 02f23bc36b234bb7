"""Putting mails to riders and drivers into the outbox, worded when they are sent."""

from __future__ import annotations

from typing import Any

from maillage.kit.models import OutboxMail
from maillage.kit.outbox import queue
from maillage.mobility.models import Newcomer, Offer, RideRequest
from maillage.people.models import Volunteer
from maillage.people.queries.senders import newcomers_language
from maillage.territory.models import Region


def mail_to(
    person: Volunteer | Newcomer, composer: str, *, region: Region, key: str, **params: Any
) -> OutboxMail | None:
    """Queue a mail to somebody in their language, once for each key; None where they gave no address."""
    if not person.email:
        return None
    spoken = person.preferred_language if isinstance(person, Volunteer) else person.language
    return queue(
        composer,
        key=key,
        to=person.email,
        language=newcomers_language(spoken, region),
        params=params,
        owner=region.slug,
        is_demonstration=person.is_demonstration,
    )


def tell_rider(request: RideRequest, composer: str, *, occasion: str) -> OutboxMail | None:
    """Queue a mail to whoever asked, once for each occasion; None where they gave no address."""
    newcomer, key = request.newcomer, f"{composer}:{request.pk}:{occasion}"
    return mail_to(newcomer, composer, region=newcomer.region, key=key, request=request.pk)


def tell_driver(offer: Offer, composer: str, *, occasion: str) -> OutboxMail | None:
    """Queue a mail to whoever offers, once for each occasion; None where they gave no address."""
    key = f"{composer}:{offer.pk}:{occasion}"
    return mail_to(offer.volunteer, composer, region=offer.region, key=key, offer=offer.pk)
