"""Every column says whether it is about a person, what for, and how long; the data map is drawn from that."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, NamedTuple

from django.apps import apps
from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from maillage.core.never_kept import is_forbidden

Words = str | Promise


@dataclass(frozen=True, eq=False)
class Keep:
    """How long: `after` the first anchor, unless another anchor is later; without `after` as long as the row is used.

    `only` are the conditions under which the rule speaks of a row.
    """

    words: Words
    after: timedelta | None = None
    anchors: tuple[str, ...] = ()
    only: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Personal:
    """A column about a person: what it is called, what it is for, how long it is kept.

    `holds` says that its text is somebody's "name" or "email", by which one person's traces are found.
    """

    label: Words
    purpose: Words
    keep: Keep | tuple[Keep, ...]
    holds: str = ""

    @property
    def keeps(self) -> tuple[Keep, ...]:
        return self.keep if isinstance(self.keep, tuple) else (self.keep,)


@dataclass(frozen=True)
class Classified:
    """What one table holds: `within` is the path to the slug of the region or programme that owns its rows."""

    called: Words = ""
    personal: Mapping[str, Personal] = field(default_factory=dict)
    plain: frozenset[str] = frozenset()
    rows: tuple[Keep, ...] = ()
    within: str = ""


class DataMapRow(NamedTuple):
    """One line of the privacy page."""

    table: Words
    field: Words
    purpose: Words
    keep: tuple[Words, ...]
    column: str


WITH_ITS_RECORD = Keep(_("as long as the record it belongs to"))


def classify(
    *,
    called: Words = "",
    personal: Mapping[str, Personal] | None = None,
    plain: Iterable[str] = (),
    rows: tuple[Keep, ...] = (),
    within: str = "",
) -> Classified:
    """Declare the columns of a model; give it to the model as its attribute `classified`.

    `rows` are rules by which whole rows go. The numbered key of a table needs no mention.
    """
    return Classified(called, dict(personal or {}), frozenset(plain), rows, within)


# Tables of the libraries, which carry no attribute of ours, by label; each app declares those it brought.
LIBRARY_TABLES: dict[str, Classified] = {}
LIMITS_TABLE = "kit_cache"
LIMITS = DataMapRow(
    _("Limits against abuse"),
    _("network address of the device"),
    _("counts attempts to sign in, so that nobody can guess codes"),
    (_("one hour; deleted on the next day"),),
    f"{LIMITS_TABLE}.cache_key",
)


def is_ours(model: type[models.Model]) -> bool:
    """Say whether a model is of this product, not of a library."""
    return model.__module__.startswith("maillage.")


def classification(model: type[models.Model]) -> Classified | None:
    """Return what is declared for a model, or None where nothing is."""
    if is_ours(model):
        return model.__dict__.get("classified")
    return LIBRARY_TABLES.get(model._meta.label)


def classified_models() -> Iterator[tuple[type[models.Model], Classified]]:
    """Go through all tables with what is declared for them; undeclared ones are the test's to find."""
    for model in apps.get_models():
        declared = classification(model)
        if declared is not None:
            yield model, declared


def columns(model: type[models.Model]) -> list[str]:
    """Return the names of a model's own fields, its numbered key left out."""
    own = [*model._meta.local_fields, *model._meta.local_many_to_many]
    return [column.name for column in own if not isinstance(column, models.AutoField)]


def unclassified(model: type[models.Model]) -> list[str]:
    """Return the columns that nobody has classified."""
    declared = classification(model) or Classified()
    return [name for name in columns(model) if name not in declared.personal and name not in declared.plain]


def stale(model: type[models.Model]) -> list[str]:
    """Return classified names that are no columns, or are classified twice."""
    declared = classification(model) or Classified()
    gone = (set(declared.personal) | declared.plain) - set(columns(model))
    return sorted(gone | (set(declared.personal) & declared.plain))


def forbidden(model: type[models.Model]) -> list[str]:
    """Return the columns of a model that must not exist."""
    return [name for name in columns(model) if is_forbidden(name)]


def data_map() -> list[DataMapRow]:
    """Return one row for each column about a person, in the order of the tables."""
    rows = [
        DataMapRow(
            declared.called or model._meta.label,
            personal.label,
            personal.purpose,
            tuple(dict.fromkeys(keep.words for keep in (*personal.keeps, *declared.rows))),
            f"{model._meta.db_table}.{name}",
        )
        for model, declared in classified_models()
        for name, personal in declared.personal.items()
    ]
    return [*rows, LIMITS]
