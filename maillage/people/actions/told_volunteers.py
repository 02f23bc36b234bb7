"""Volunteers are told: one mail for each occasion, in their language; nothing where there is no address."""

from __future__ import annotations

from typing import Any

from maillage.kit import outbox
from maillage.people.models import Volunteer
from maillage.people.queries.senders import newcomers_language


def tell_volunteer(volunteer: Volunteer, composer: str, *, occasion: str, **params: Any) -> bool:
    """Queue one mail to a volunteer and tell whether there is an address for it; the same occasion is told once."""
    region = volunteer.region
    if not volunteer.email:
        return False
    outbox.queue(
        composer,
        key=f"{composer}:{volunteer.pk}:{occasion}",
        to=volunteer.email,
        language=newcomers_language(volunteer.preferred_language, region),
        params={"volunteer": volunteer.pk, **params},
        owner=region.slug,
        is_demonstration=volunteer.is_demonstration or region.programme.is_demonstration,
    )
    return True
