"""Where a person appears: found through the classification, on every floor, without naming a table here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import models
from django.db.models import Q, QuerySet

from maillage.kit.privacy import Classified, classified_models
from maillage.people.models import Contact


@dataclass(frozen=True)
class Trace:
    """Rows of one table that speak of a person, and which of their columns do."""

    model: type[models.Model]
    rows: QuerySet[models.Model]
    columns: tuple[str, ...]
    emptied: tuple[str, ...]


def traces_of(contact: Contact) -> Iterator[Trace]:
    """Go through what a region holds: rows that point to the person, and texts that are their name or address."""
    for model, declared in classified_models():
        if model is Contact or not declared.within:
            continue
        pointing = [name for name in declared.personal if model._meta.get_field(name).related_model is Contact]
        here = _here(model, declared, contact)
        for name in pointing:
            yield Trace(model, here.filter(**{name: contact}), tuple(declared.personal), _emptied(declared))
        for name, value in _texts(declared, contact):
            yield Trace(model, here.filter(**{f"{name}__iexact": value}), (name,), (name,))


def _here(model: type[models.Model], declared: Classified, contact: Contact) -> QuerySet[models.Model]:
    """Rows of the person's region, and those of no region at all."""
    slug = contact.region.slug
    return model._default_manager.filter(Q(**{declared.within: slug}) | Q(**{declared.within: ""}))


def _emptied(declared: Classified) -> tuple[str, ...]:
    """Columns that go some day by themselves; what only counts, such as an answer, stays without a name."""
    return tuple(name for name, one in declared.personal.items() if any(keep.after for keep in one.keeps))


def _texts(declared: Classified, contact: Contact) -> Iterator[tuple[str, str]]:
    """Columns that hold names may hold an address too, of people who never wrote their name."""
    known = {"name": [contact.name, contact.email], "email": [contact.email]}
    for name, personal in declared.personal.items():
        yield from ((name, value) for value in known.get(personal.holds, []) if value)
