"""Questions about who signs the mails of a region, and in which language they are written."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.db.models import Subquery

from maillage.kit.spoken import SOURCE_LANGUAGE
from maillage.people.enums import Part, Role
from maillage.people.models import Contact, Membership, Seat
from maillage.territory.models import Region


@dataclass(frozen=True)
class Sender:
    """Who signs a mail and reads the answers; an empty address means that nobody does yet."""

    name: str
    email: str


def mail_language(preferred: str, region: Region) -> str:
    """Return the language of a mail: the preferred one if the product speaks it, else the region's first such."""
    spoken = [code for code in (preferred, *region.languages) if code in settings.TRANSLATED_LANGUAGES]
    return spoken[0] if spoken else SOURCE_LANGUAGE


def newcomers_language(preferred: str, region: Region) -> str:
    """Return the language of what newcomers read: the preferred one if they are spoken to in it, else a mail's."""
    return preferred if preferred in settings.NEWCOMERS_LANGUAGES else mail_language(preferred, region)


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
