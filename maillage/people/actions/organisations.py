"""Organisations take a seat on a platform, and what is said of them changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction

from maillage.kit import audit
from maillage.kit.audit import Actor
from maillage.people.models import Organisation, Seat
from maillage.people.renaming import tell_of
from maillage.territory.actions import touch_region
from maillage.territory.models import Place, Region


@dataclass(frozen=True)
class Profile:
    """What is said of an organisation; the own label is in one language."""

    name: str
    category: str = ""
    former_names: str = ""
    label: str = ""
    label_language: str = "en"
    website: str = ""
    reached_by: str = ""
    places: Sequence[Place] = field(default_factory=list)


@dataclass(frozen=True)
class SeatTerms:
    """As what, since when and until when an organisation sits."""

    part: str
    joined_on: date | None = None
    left_on: date | None = None


@transaction.atomic
def seat_organisation(*, region: Region, profile: Profile, terms: SeatTerms, by: Actor) -> Seat:
    """Give an organisation a seat, one at most; one that the programme knows keeps what is said of it."""
    Region.objects.select_for_update().get(pk=region.pk)
    known = Organisation.objects.filter(programme=region.programme, name__iexact=profile.name).first()
    if known and (seat := Seat.objects.filter(region=region, organisation=known).first()):
        return seat
    organisation = known or _describe(Organisation(programme=region.programme), profile)
    seat = Seat.objects.create(
        region=region, organisation=organisation, part=terms.part, joined_on=terms.joined_on, left_on=terms.left_on
    )
    audit.record("organisation-seated", by=by, on=organisation, owner=region.slug, was_known=known is not None)
    touch_region(region)
    return seat


@transaction.atomic
def edit_organisation(*, seat: Seat, profile: Profile, terms: SeatTerms, by: Actor) -> Seat:
    """Change what is said of an organisation and its seat; every region where it sits shows the change."""
    seat.part, seat.joined_on, seat.left_on = terms.part, terms.joined_on, terms.left_on
    seat.save(update_fields=["part", "joined_on", "left_on"])
    organisation = _describe(seat.organisation, profile)
    tell_of(organisation)
    audit.record("organisation-edited", by=by, on=organisation, owner=seat.region.slug)
    for region in Region.objects.filter(seats__organisation=organisation):
        touch_region(region)
    return seat


def _describe(organisation: Organisation, profile: Profile) -> Organisation:
    if organisation.category != profile.category:
        organisation.category_is_inferred = False
    organisation.name = profile.name
    organisation.category = profile.category
    organisation.former_names = profile.former_names
    organisation.category_label = organisation.category_label.with_text(profile.label_language, profile.label)
    organisation.website = profile.website
    organisation.reached_by = profile.reached_by
    organisation.save()
    organisation.places_served.set(profile.places)
    return organisation
