"""People enter the directory of a region, are corrected there, and leave it."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from maillage.kit import audit
from maillage.kit.audit import Actor
from maillage.people.leaving import take_leave
from maillage.people.models import Contact, Organisation
from maillage.territory.models import Region

REACHED_BY = ("name", "email", "phone", "function")


@dataclass(frozen=True)
class Details:
    """What the directory keeps of a person."""

    name: str = ""
    email: str = ""
    phone: str = ""
    function: str = ""
    organisation: Organisation | None = None
    category: str = ""
    preferred_language: str = "en"


@transaction.atomic
def add_contact(*, region: Region, details: Details, by: Actor) -> Contact:
    """Write a person into the directory; the form sent twice at one moment finds the person there."""
    Region.objects.select_for_update().get(pk=region.pk)
    if details.email and (known := Contact.objects.filter(region=region, email__iexact=details.email).first()):
        return known
    # Whoever is added while trying the demonstration never gets a mail from it.
    contact = Contact(region=region, is_demonstration=region.programme.is_demonstration, **vars(details))
    contact.save()
    audit.record("contact-added", by=by, on=contact, owner=region.slug)
    return contact


@transaction.atomic
def edit_contact(*, contact: Contact, details: Details, by: Actor) -> Contact:
    """Correct what the directory says of a person; the trail keeps which fields changed, not what they said."""
    changed = [name for name, value in vars(details).items() if getattr(contact, name) != value]
    for name, value in vars(details).items():
        setattr(contact, name, value)
    contact.save()
    audit.record("contact-edited", by=by, on=contact, owner=contact.region.slug, fields=changed)
    return contact


@transaction.atomic
def remove_contact(*, contact: Contact, by: Actor) -> None:
    """Take a person out of the directory; where they were invited an empty row stays, so that counts stay true."""
    take_leave(contact, by)
    audit.record("contact-removed", by=by, on=contact, owner=contact.region.slug)
    if is_referred_to(contact):
        empty_contact(contact)
    else:
        contact.delete()


def empty_contact(contact: Contact) -> None:
    """Empty the columns by which a person could be named or reached."""
    for name in REACHED_BY:
        setattr(contact, name, "")
    contact.save(update_fields=REACHED_BY)


def is_referred_to(contact: Contact) -> bool:
    """Say whether another row, of whatever floor, points to this contact."""
    return any(
        relation.related_model._default_manager.filter(**{relation.field.name: contact}).exists()
        for relation in Contact._meta.related_objects
    )
