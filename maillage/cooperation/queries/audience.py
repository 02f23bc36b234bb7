"""Questions about an audience: how many in which language, and who is missing at the table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from maillage.cooperation.queries.addressees import mail_language
from maillage.people.enums import Category
from maillage.people.models import Contact
from maillage.territory.models import Region
from maillage.territory.models.place import Degurba

MISSING: tuple[tuple[set[Category], Callable[[], str]], ...] = (
    ({Category.PUBLIC_EMPLOYMENT}, lambda: _("No public employment body is invited yet.")),
    ({Category.LOCAL_AUTHORITIES}, lambda: _("No local authority is invited yet.")),
    ({Category.STATE_SERVICE}, lambda: _("No State service is invited yet.")),
    (
        {Category.NEWCOMERS, Category.REFUGEE_LED, Category.MIGRANT_LED},
        lambda: _("Nobody is invited yet who speaks as a newcomer, a refugee or a migrant."),
    ),
)


@dataclass(frozen=True)
class Chosen:
    """How many people of how many organisations are chosen, in which mail languages, and who has no address."""

    people: int
    organisations: int
    by_language: tuple[tuple[str, int], ...]
    without_address: int


def chosen_of(contacts: Iterable[Contact], region: Region) -> Chosen:
    """Count those who are chosen."""
    people = list(contacts)
    mailed = [contact for contact in people if contact.email]
    languages = Counter(mail_language(contact.preferred_language, region) for contact in mailed)
    return Chosen(
        people=len(people),
        organisations=len({contact.organisation_id for contact in people if contact.organisation_id}),
        by_language=tuple(sorted(languages.items(), key=lambda pair: (-pair[1], pair[0]))),
        without_address=len(people) - len(mailed),
    )


def warnings_for(audience: Iterable[Contact]) -> list[str]:
    """Say who is missing: authorities, employment, newcomers themselves, rural municipalities."""
    people = list(audience)
    if not people:
        return []
    present = {contact.stakeholder_category for contact in people}
    sentences = [sentence() for categories, sentence in MISSING if not present & categories]
    places = {contact.organisation.based_in for contact in people if contact.organisation}
    classes = {place.degurba for place in places if place and place.degurba}
    if classes and Degurba.RURAL not in classes:
        sentences.append(_("Nobody is invited yet from a rural municipality."))
    return sentences
