"""Questions about practices on the desk: which there are, how old each card is, and who could be asked."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from maillage.core.folding import fold
from maillage.initiatives.enums import Standing
from maillage.initiatives.models import Confirmation, DirectoryRhythm, Initiative, ProposedPractice
from maillage.people.models import Contact, Organisation
from maillage.people.queries.directory import reachable_contacts
from maillage.territory.models import Place, Region, Theme

# What is confirmed nowhere else is asked again after half a year.
USUAL_MONTHS = 6


@dataclass(frozen=True)
class Row:
    """A practice of the list: how old its card is, and who is asked about it."""

    practice: Any
    confirmed_on: date | None
    is_old: bool
    ask: Contact | None


def standing_practices(region: Region, organisation: Organisation | None = None) -> QuerySet[Initiative]:
    """Return the practices of a region that no other took in, of one organisation where it is given."""
    known = Initiative.objects.filter(region=region, merged_into=None)
    return known.filter(organisation=organisation) if organisation else known


def last_confirmed() -> Subquery:
    """Return the day on which a practice was confirmed last."""
    said = Confirmation.objects.filter(initiative=OuterRef("pk")).order_by("-confirmed_on", "-pk")
    return Subquery(said.values("confirmed_on")[:1])


def find_practices(
    region: Region, *, words: str = "", standing: str = "", organisation: Organisation | None = None
) -> list[int]:
    """Return the keys of the practices that fit, accents and case aside, in the order of names; one query."""
    known = standing_practices(region, organisation).order_by()
    if standing in Standing.values:
        known = known.filter(standing=standing)
    wanted = fold(words).split()
    found = []
    for pk, name, description, where, funder, house in known.values_list(
        "pk", "name", "description", "place_in_words", "funder", "organisation__name"
    ):
        said = fold(" ".join([*name.values(), *description.values(), *where.values(), *funder.values(), house or ""]))
        if all(word in said for word in wanted):
            found.append((fold(str(name)), pk))
    return [pk for _name, pk in sorted(found)]


def rows_of(region: Region, keys: Iterable[int], *, with_people: bool) -> list[Row]:
    """Return the rows of one page of the list; three queries whatever the size."""
    keys = list(keys)
    known = Initiative.objects.filter(pk__in=keys).annotate(confirmed_on=last_confirmed())
    read = {one.pk: one for one in known.select_related("organisation", "place", "terms__contact")}
    page = [read[key] for key in keys if key in read]
    limit = months_before(timezone.localdate(), rhythm_of(region).months)
    ask = asked_of(region, page) if with_people else {}
    return [
        Row(
            practice=one,
            confirmed_on=one.confirmed_on,
            is_old=one.standing != Standing.PAST and (one.confirmed_on is None or one.confirmed_on < limit),
            ask=ask.get(one.pk),
        )
        for one in page
    ]


def asked_of(region: Region, practices: Iterable[Initiative]) -> dict[int, Contact]:
    """Return for each practice its own contact, else the first at the organisation that runs it; one query."""
    practices = list(practices)
    houses = {one.organisation_id for one in practices if one.organisation_id}
    at_house: dict[int | None, Contact] = {}
    for contact in reachable_contacts(region).filter(organisation__in=houses).order_by("pk"):
        at_house.setdefault(contact.organisation_id, contact)
    found = {}
    for one in practices:
        terms = getattr(one, "terms", None)
        own = terms.contact if terms and terms.contact and not terms.contact.is_erased else None
        if own or one.organisation_id in at_house:
            found[one.pk] = own or at_house[one.organisation_id]
    return found


def rhythm_of(region: Region) -> DirectoryRhythm:
    """Return the rhythm of a region; one that has set none has the usual one, switched off."""
    known = DirectoryRhythm.objects.filter(region=region).first()
    return known or DirectoryRhythm(region=region, months=USUAL_MONTHS, is_on=False)


def months_before(day: date, months: int) -> date:
    """Return the day so many months earlier; the last of the month where that day does not exist."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def waiting_proposals(region: Region) -> QuerySet[ProposedPractice]:
    """Return the practices that organisations wrote by link and nobody has read yet."""
    return ProposedPractice.objects.filter(region=region, settled_at=None).select_related("organisation", "theme")


@dataclass(frozen=True)
class Choices:
    """What the form of a practice offers; each row says with `chosen` or `joined` whether the practice has it."""

    themes: list[Any]
    organisations: list[Any]
    contacts: list[Contact]
    places: list[Any]


def choices_for(region: Region, practice: Initiative | None, *, with_people: bool) -> Choices:
    """Return what the form of a practice offers, in four queries."""
    key = practice.pk if practice else 0
    themes = Theme.objects.annotate(
        chosen=Exists(Initiative.themes.through.objects.filter(initiative=key, theme=OuterRef("pk")))
    )
    partner = Exists(Initiative.partners.through.objects.filter(initiative=key, organisation=OuterRef("pk")))
    around = Q(seats__region=region) | Q(initiatives__pk=key) | Q(initiatives_joined__pk=key)
    organisations = Organisation.objects.filter(around).annotate(joined=partner).distinct().order_by("name")
    served = Exists(Initiative.places_served.through.objects.filter(initiative=key, place=OuterRef("pk")))
    here = Q(regions=region) | Q(initiatives__pk=key) | Q(initiatives_serving__pk=key)
    places = Place.objects.filter(here).annotate(chosen=served).only("pk", "name", "code", "country").distinct()
    contacts = list(reachable_contacts(region).select_related("organisation")) if with_people else []
    return Choices(list(themes.select_related("group")), list(organisations), contacts, list(places))


def told_of(practice: Initiative) -> list[Confirmation]:
    """Return what was answered about a practice, the latest first."""
    return list(practice.confirmations.select_related("contact").order_by("-confirmed_on", "-pk"))
