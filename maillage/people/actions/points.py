"""What a contact can be asked about, and for which place: given, taken away, and free once somebody leaves."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from maillage.kit import audit
from maillage.kit.audit import Actor
from maillage.people.leaving import before_leaving
from maillage.people.models import Contact, ContactPoint
from maillage.territory.models import Place, Theme

MOST_POINTS = 40


@transaction.atomic
def add_point(*, contact: Contact, theme: Theme | None, place: Place | None, by: Actor) -> ContactPoint:
    """Let a contact be asked about a theme, or all of them, for a place or the whole region; twice is once."""
    Contact.objects.select_for_update(of=("self",)).values_list("pk").get(pk=contact.pk)
    if known := contact.points.filter(theme=theme, place=place).first():
        return known
    if contact.points.count() >= MOST_POINTS:
        raise ValidationError(
            _("Nobody can be named for more themes and places than that. Leave the theme or the place open instead.")
        )
    point = ContactPoint.objects.create(contact=contact, theme=theme, place=place)
    audit.record("set contact points", by=by, on=contact, owner=contact.region.slug, points=contact.points.count())
    return point


@transaction.atomic
def remove_point(*, contact: Contact, key: int, by: Actor) -> None:
    """Take away what a contact can be asked about; what is gone already stays gone."""
    if contact.points.filter(pk=key).delete()[0]:
        audit.record("set contact points", by=by, on=contact, owner=contact.region.slug, points=contact.points.count())


@before_leaving
def free_points(contact: Contact, by: Actor) -> None:
    """Let nobody be sent to somebody who is there no more."""
    contact.points.all().delete()
