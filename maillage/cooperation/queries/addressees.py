"""Questions about whom a mail goes to, in which language, and who signs it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Subquery

from maillage.cooperation.models import Commitment
from maillage.kit.spoken import SOURCE_LANGUAGE
from maillage.people.enums import Part, Role
from maillage.people.models import Contact, Membership, Seat
from maillage.territory.models import Region


@dataclass(frozen=True)
class Addressee:
    """Somebody who gets a mail; `key` tells two of them apart."""

    key: str
    name: str
    email: str
    language: str
    is_demonstration: bool


@dataclass(frozen=True)
class Sender:
    """Who signs a mail and reads the answers; an empty address means that nobody does yet."""

    name: str
    email: str


def mail_language(preferred: str, region: Region) -> str:
    """Return the language of a mail: the preferred one if the product speaks it, else the region's first such."""
    spoken = [code for code in (preferred, *region.languages) if code in settings.TRANSLATED_LANGUAGES]
    return spoken[0] if spoken else SOURCE_LANGUAGE


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


def sender_of(region: Region) -> Sender:
    """Return the organisation that convenes a region, and the address of its first convenor."""
    convenors = Membership.objects.filter(region=region, role=Role.CONVENOR, user__is_active=True).order_by("pk")
    writes = Subquery(convenors.values("user__email")[:1])
    seats = Seat.objects.filter(region=region, part=Part.CONVENOR, left_on__isnull=True).select_related("organisation")
    seat = seats.annotate(writes=writes).first()
    email = seat.writes if seat else convenors.values_list("user__email", flat=True).first()
    if not email:
        known = Contact.objects.filter(
            region=region, organisation__seats__region=region, organisation__seats__part=Part.CONVENOR
        )
        email = known.exclude(email="").order_by("pk").values_list("email", flat=True).first()
    return Sender(str(seat.organisation) if seat else str(region), email or "")
