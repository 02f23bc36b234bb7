"""The only way to a practice on the desk: through its region, and for a member through their own organisation."""

from __future__ import annotations

from django.http import Http404
from django.shortcuts import get_object_or_404

from maillage.initiatives.models import CardAsk, Initiative, ProposedPractice
from maillage.people.access import sees_contacts
from maillage.people.models import Membership, Organisation
from maillage.territory.models import Region


def own_house(membership: Membership) -> Organisation | None:
    """Return the organisation to whose practices a member keeps; editors and convenors keep all of the region."""
    return None if sees_contacts(membership) else membership.organisation


def get_practice_for(region: Region, membership: Membership, public_id: str) -> Initiative:
    """Return a practice of the region; a member finds those of their own organisation alone."""
    known = Initiative.objects.select_related("organisation", "place", "merged_into", "terms__contact")
    practice = get_object_or_404(known, region=region, public_id=public_id)
    house = own_house(membership)
    if house is not None and practice.organisation_id != house.pk:
        raise Http404
    practice.region = region
    return practice


def get_proposal(region: Region, public_id: str) -> ProposedPractice:
    """Return a practice that an organisation of the region proposed by its link."""
    known = ProposedPractice.objects.select_related("organisation", "theme")
    proposal = get_object_or_404(known, region=region, public_id=public_id)
    proposal.region = region
    return proposal


def get_ask(region: Region, public_id: str) -> CardAsk:
    """Return the question a region put to an organisation."""
    ask = get_object_or_404(CardAsk.objects.select_related("organisation"), region=region, public_id=public_id)
    ask.region = region
    return ask
