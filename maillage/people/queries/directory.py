"""Who is in the directory of a region: organisations with their people, and people who speak for themselves."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import QuerySet

from maillage.core.folding import fold
from maillage.people.enums import Category
from maillage.people.models import Contact, Seat
from maillage.territory.models import Region


@dataclass(frozen=True)
class Found:
    """What the directory finds before it reads a page: a seat, or a person without an organisation."""

    name: str
    seat: int | None = None
    contact: int | None = None


@dataclass
class Entry:
    """One entry of a page: an organisation's seat with its people, or one person."""

    seat: Seat | None = None
    people: list[Contact] = field(default_factory=list)


def reachable_contacts(region: Region) -> QuerySet[Contact]:
    """Return the contacts of a region of whom something is left."""
    return Contact.objects.filter(region=region).exclude(name="", email="", phone="")


def find(region: Region, *, words: str = "", category: str = "", with_people: bool) -> list[Found]:
    """Return what fits the words, accents and case aside, in the order of names; two queries whatever the size."""
    people = list(reachable_contacts(region).order_by().values_list("pk", "organisation", "name", "email", "category"))
    names_at: dict[int, list[str]] = {}
    for _pk, organisation, name, email, _category in people if with_people else []:
        names_at.setdefault(organisation, []).append(f"{name} {email}")
    seats = Seat.objects.filter(region=region).order_by()
    found = [
        Found(name, seat=pk)
        for pk, organisation, name, former, kind in seats.values_list(
            "pk", "organisation", "organisation__name", "organisation__former_names", "organisation__category"
        )
        if category in ("", kind) and _fits(words, [name, former, _label(kind), *names_at.get(organisation, [])])
    ]
    alone = [
        Found(name or email, contact=pk)
        for pk, organisation, name, email, kind in people
        if with_people and organisation is None and category in ("", kind) and _fits(words, [name, email, _label(kind)])
    ]
    return sorted([*found, *alone], key=lambda one: (fold(one.name), one.name))


def entries_of(region: Region, page: Iterable[Found], *, with_people: bool) -> list[Entry]:
    """Read one page of what was found, with the people of each organisation; two queries."""
    page = list(page)
    seats = Seat.objects.select_related("organisation").in_bulk([one.seat for one in page if one.seat])
    organisations = [seat.organisation_id for seat in seats.values()]
    people = reachable_contacts(region) if with_people else Contact.objects.none()
    shown = people.filter(organisation__in=organisations) | people.filter(pk__in=[one.contact for one in page])
    alone: dict[int, Contact] = {}
    at: dict[int, list[Contact]] = {}
    for contact in shown:
        alone[contact.pk] = contact
        at.setdefault(contact.organisation_id or 0, []).append(contact)
    entries = []
    for one in page:
        if one.seat:
            entries.append(Entry(seats[one.seat], at.get(seats[one.seat].organisation_id, [])))
        elif one.contact in alone:
            entries.append(Entry(None, [alone[one.contact]]))
    return entries


def _label(category: str) -> str:
    return str(Category(category).label) if category else ""


def _fits(words: str, texts: list[str]) -> bool:
    """Every word typed is found somewhere in what is known."""
    known = fold(" ".join(texts))
    return all(word in known for word in fold(words).split())
