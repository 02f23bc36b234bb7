"""Questions at the door: whose name was typed, who waits to be let in."""

from __future__ import annotations

from django.db.models import QuerySet

from maillage.cooperation.models import CheckIn, Invitation, Roundtable
from maillage.core.folding import fold


def known_as(roundtable: Roundtable, typed: str) -> Invitation | None:
    """Return the one invitation that names a guest, or who comes instead, as typed: address or whole name.

    Case, accents and the order of first and last name do not matter; two guests of one name are nobody.
    """
    asked = Invitation.objects.filter(roundtable=roundtable, revoked_at=None).select_related("contact")
    address, name = typed.strip().casefold(), words_of(typed)
    found = [invitation for invitation in asked if address in addresses_of(invitation) or name in names_of(invitation)]
    return found[0] if len(found) == 1 else None


def words_of(name: str) -> tuple[str, ...]:
    """Return the words of a name, folded, in an order that does not depend on how it was written."""
    return tuple(sorted(fold(name).split()))


def addresses_of(invitation: Invitation) -> set[str]:
    """Return the addresses under which a guest is known."""
    known = (invitation.contact.email, invitation.substitute_email)
    return {address.casefold() for address in known if address}


def names_of(invitation: Invitation) -> set[tuple[str, ...]]:
    """Return the names under which a guest is known."""
    return {words_of(name) for name in (invitation.contact.name, invitation.substitute_name) if fold(name)}


def waiting_at(roundtable: Roundtable) -> list[CheckIn]:
    """Return who stands at the door and is not placed yet, the first who came first."""
    return list(waiting_among(CheckIn.objects.filter(roundtable=roundtable)))


def waiting_among(tickets: QuerySet[CheckIn]) -> QuerySet[CheckIn]:
    """Return the tickets of those whom the convenor has yet to place; who was forgotten meanwhile is nobody."""
    return tickets.filter(contact=None, turned_away_at=None).exclude(name="")
