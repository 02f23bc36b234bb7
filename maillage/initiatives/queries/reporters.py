"""Questions about who is asked for the reports of a pilot."""

from __future__ import annotations

from maillage.initiatives.models import Pilot
from maillage.people.models import Contact
from maillage.people.queries.directory import reachable_contacts


def reporter_for(pilot: Pilot) -> Contact | None:
    """Return who is asked how a pilot goes: its contact, else the first one known at its holder, else nobody."""
    contact = pilot.contact
    if contact is not None and contact.email and contact.unsubscribed_at is None:
        return contact
    if pilot.holder_id is None:
        return None
    known = reachable_contacts(pilot.region).filter(organisation=pilot.holder_id, unsubscribed_at=None)
    return known.exclude(email="").order_by("pk").first()
