"""What is held about somebody who helps or rides: rows of every floor in words, with what for and how long."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from maillage.kit.audit import Actor
from maillage.kit.privacy import WITH_ITS_RECORD, Keep, Personal, classification
from maillage.kit.spoken import clock, short_day
from maillage.people.models import Contact

Words = Callable[[Any], str]
Eraser = Callable[[Any, Actor], None]


@dataclass(frozen=True)
class Rows:
    """Where rows of a table speak of a person: the path to them, what is read with a row, and how each is told apart.

    `said` words, from the whole row, columns that would be codes.
    """

    path: str = ""
    near: tuple[str, ...] = ()
    title: Words | None = None
    said: dict[str, Words] = field(default_factory=dict)


@dataclass(frozen=True)
class HeldField:
    """One thing that is held: what it is called, what it says, what it is for, and how long it is kept."""

    column: str
    label: str
    value: str
    purpose: str
    kept: tuple[str, ...]


@dataclass(frozen=True)
class HeldRow:
    """One row of a table, in words."""

    table: str
    called: str
    title: str
    fields: tuple[HeldField, ...]


# Said of most columns, and worded with them in kit.privacy; named here so that newcomers read it too.
ITS_RECORD = gettext_noop("as long as the record it belongs to")

_rows: dict[type[models.Model], dict[type[models.Model], Rows]] = {}
_erasers: dict[type[models.Model], Eraser] = {}


def holds_about(root: type[models.Model], tables: dict[type[models.Model], Rows]) -> None:
    """Register which tables of a floor speak of persons of a kind, who themselves are rows of `root`."""
    _rows.setdefault(root, {}).update(tables)


def erased_by(root: type[models.Model], eraser: Eraser) -> None:
    """Register how a person of a kind is erased with all rows that speak of them."""
    _erasers[root] = eraser


def tables_about(root: type[models.Model]) -> dict[type[models.Model], Rows]:
    """Return which tables speak of persons of a kind."""
    return _rows[root]


def held_about(person: models.Model) -> list[HeldRow]:
    """Return all that is held about a person, table by table, in the language now spoken."""
    return [
        held
        for model, rows in _rows[type(person)].items()
        for row in rows_of(person, model, rows)
        if (held := _held(row, rows, type(person))).fields
    ]


def rows_of(person: models.Model, model: type[models.Model], rows: Rows) -> models.QuerySet[models.Model]:
    """Return the rows of one table that speak of a person."""
    found = model._default_manager.filter(**{rows.path or "pk": person.pk})
    return found.select_related(*rows.near).order_by("pk")


def as_records(held: list[HeldRow]) -> list[dict[str, Any]]:
    """Return what is held ready for JSON."""
    return [
        {
            "table": row.table,
            "what": row.called,
            **({"which": row.title} if row.title else {}),
            "fields": [vars(one) for one in row.fields],
        }
        for row in held
    ]


def others_of(contact: Contact) -> Iterator[models.Model]:
    """Go through the people of other kinds in a contact's region who have the same e-mail address."""
    if contact.email:
        for root in _rows:
            yield from root._default_manager.filter(region=contact.region, email__iexact=contact.email).order_by("pk")


def erase_other(person: models.Model, by: Actor) -> None:
    """Erase a person of another kind with all rows that speak of them."""
    _erasers[type(person)](person, by)


def _held(row: models.Model, rows: Rows, root: type[models.Model]) -> HeldRow:
    declared = classification(type(row))
    personal = declared.personal if declared else {}
    rules = declared.rows if declared else ()
    fields = (_field(row, name, one, rows, rules) for name, one in personal.items() if not _leads_on(row, name, root))
    return HeldRow(
        row._meta.db_table,
        capfirst(str(declared.called if declared else "")),
        rows.title(row) if rows.title else "",
        tuple(one for one in fields if one.value),
    )


def _leads_on(row: models.Model, name: str, root: type[models.Model]) -> bool:
    """Tell whether a column only points to another row that is told by itself."""
    return row._meta.get_field(name).related_model in _rows[root]


def _field(row: models.Model, name: str, personal: Personal, rows: Rows, rules: tuple[Keep, ...]) -> HeldField:
    value = getattr(row, name)
    in_words = rows.said.get(name)
    display = getattr(row, f"get_{name}_display", None)
    said = in_words(row) if in_words and value else str(display()) if display and value else said_plainly(value)
    return HeldField(name, str(personal.label), said, str(personal.purpose), _kept((*personal.keeps, *rules)))


def _kept(keeps: tuple[Keep, ...]) -> tuple[str, ...]:
    """Say how long: that it goes with its record is left out where the record itself has its time."""
    timed = [keep for keep in keeps if keep.words != WITH_ITS_RECORD.words]
    return tuple(dict.fromkeys(str(keep.words) for keep in timed or keeps))


def said_plainly(value: Any) -> str:
    """Say a value as people write it; nothing where nothing is held."""
    if value is None or value in ("", [], {}):
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, dt.datetime):
        return f"{short_day(value)}, {clock(value)}"
    if isinstance(value, dt.date):
        return short_day(value)
    if isinstance(value, dt.time):
        return clock(value)
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
