"""Questions about whom a mail goes to and in which language."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from maillage.cooperation.models import Commitment
from maillage.people.models import Contact, Membership
from maillage.people.queries.senders import mail_language
from maillage.territory.models import Region


@dataclass(frozen=True)
class Addressee:
    """Somebody who gets a mail; `key` tells two of them apart."""

    key: str
    name: str
    email: str
    language: str
    is_demonstration: bool


def addressee(contact: Contact, region: Region) -> Addressee:
    """Return a contact as somebody who gets a mail."""
    language = mail_language(contact.preferred_language, region)
    return Addressee(f"c{contact.pk}", contact.name, contact.email, language, contact.is_demonstration)


def reachable(contacts: Iterable[Contact]) -> list[Contact]:
    """Keep those who have an address and have not asked to be left alone."""
    return [contact for contact in contacts if contact.email and contact.unsubscribed_at is None]


def owners_of(commitment: Commitment) -> list[Addressee]:
    """Return who is asked how a commitment goes: its contact, else the organisation's members or first contact."""
    region = commitment.region
    if commitment.contact and reachable([commitment.contact]):
        return [addressee(commitment.contact, region)]
    if commitment.organisation is None:
        return []
    speakers = Membership.objects.filter(region=region, organisation=commitment.organisation, user__is_active=True)
    if users := [membership.user for membership in speakers.select_related("user").order_by("pk")]:
        return [
            Addressee(
                f"u{user.pk}",
                str(user),
                user.email,
                mail_language(user.preferred_language, region),
                user.is_demonstration,
            )
            for user in users
        ]
    known = Contact.objects.filter(region=region, organisation=commitment.organisation).order_by("pk")
    return [addressee(contact, region) for contact in reachable(known)[:1]]
