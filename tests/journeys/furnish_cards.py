"""Furnishes the directory: a question about a card, a practice told of by link, two that look alike."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from maillage.initiatives.actions.card_answers import CardSaid, Fresh, Said, answer_card
from maillage.initiatives.actions.practices import Sheet, add_practice
from maillage.initiatives.enums import StillTrue
from maillage.initiatives.models import CardAsk
from maillage.kit.audit import Actor
from maillage.people.actions.points import add_point
from maillage.people.models import Contact
from maillage.territory.models import Region, Theme


def a_card(region: Region, contact: Contact, by: Actor) -> dict[str, Any]:
    """Ask an organisation of the region, which answered and told of something new; return the rows."""
    ask = CardAsk.objects.filter(region=region, organisation=contact.organisation).first()
    if ask is None:
        practice = add_practice(
            region=region,
            sheet=Sheet(name={"fr": "Le café des langues"}, organisation=contact.organisation),
            by=by,
        )
        add_practice(region=region, sheet=Sheet(name={"fr": "Le café des langues"}), by=by)
        asked_at = timezone.now() - timedelta(days=2)
        ask = CardAsk.objects.create(
            region=region, organisation=contact.organisation, contact=contact, asked_at=asked_at
        )
        said = CardSaid(
            language="fr",
            card=Said(StillTrue.CHANGED, {"description": "Une association de Vaucluse."}),
            practices={practice.pk: Said(StillTrue.CHANGED, {"description": "Chaque mardi soir."}, "Nouvel horaire.")},
            fresh=(Fresh("L’atelier vélo", "On répare ensemble."),),
        )
        answer_card(ask=ask, said=said)
        add_point(contact=contact, theme=Theme.objects.all()[0], place=None, by=by)
        add_point(contact=contact, theme=None, place=region.places.first(), by=by)
    return {"card ask": ask, "proposal": ask.proposed.first()}
