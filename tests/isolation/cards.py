"""Cards of practices and organisations in each region: who is asked, what came by link, whom to contact."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.utils import timezone

from maillage.initiatives.enums import StillTrue
from maillage.initiatives.models import CardAsk, Confirmation, Initiative, ProposedPractice, Terms
from maillage.people.models import Contact, ContactPoint
from maillage.territory.models import Place, Region, Theme


def cards_of(region: Region, contact: Contact, secret: Callable[[str], str]) -> dict[str, Any]:
    """A practice whose contact and remark are the desk's alone, a question about its card, and what came by link."""
    initiative = Initiative.objects.create(region=region, name={"en": "A practice"}, organisation=contact.organisation)
    Terms.objects.create(initiative=initiative, contact=contact)
    remark = secret("remark-on-card")
    Confirmation.objects.create(
        initiative=initiative, confirmed_on=date(2022, 5, 6), answer=StillTrue.YES, remark=remark, contact=contact
    )
    ask = CardAsk.objects.create(
        region=region, organisation=contact.organisation, contact=contact, asked_at=timezone.now()
    )
    proposal = ProposedPractice.objects.create(
        region=region,
        organisation=contact.organisation,
        ask=ask,
        name={"en": secret("proposed")},
        told_on=date(2022, 5, 6),
    )
    ContactPoint.objects.create(contact=contact)
    return {"initiative": initiative, "card ask": ask, "proposal": proposal}


def settle_more_cards(region: Region, contact: Contact, initiative: Initiative, number: int) -> None:
    """Add one more card, with whoever is asked about it, and what looks like it."""
    Terms.objects.create(initiative=initiative, contact=contact)
    Confirmation.objects.create(
        initiative=initiative, confirmed_on=date(2022, 5, number), answer=StillTrue.YES, contact=contact
    )
    ask = CardAsk.objects.create(
        region=region, organisation=contact.organisation, contact=contact, asked_at=timezone.now()
    )
    ProposedPractice.objects.create(
        region=region, organisation=contact.organisation, ask=ask, name={"en": "New"}, told_on=date(2022, 5, number)
    )
    place = Place.objects.create(code=f"{region.slug}-at-{number}", country="FR", name=f"Village {number}")
    region.places.add(place)
    ContactPoint.objects.create(contact=contact, theme=Theme.objects.all()[number], place=place)
    twin = Initiative.objects.create(region=region, name=initiative.name, organisation=contact.organisation)
    twin.places_served.add(place)
    main = Initiative.objects.filter(region=region).earliest("pk")
    Confirmation.objects.create(initiative=main, confirmed_on=date(2022, 5, number), answer=StillTrue.YES)
    Initiative.objects.create(region=region, name={"en": f"Old card {number}"}, merged_into=main)
