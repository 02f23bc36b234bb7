"""Every column says whether it is about a person, what for, and how long; the data map is drawn from that."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import pairwise
from typing import Any, NamedTuple

from django.apps import apps
from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = str | Promise
FORBIDDEN_WORDS = {
    "nationality", "citizenship", "ethnicity", "ethnic", "race", "religion", "faith", "belief", "health", "medical",
    "illness", "disability", "diagnosis", "birth", "birthday", "birthdate", "dob", "gender", "sex", "passport", "visa",
    "permit", "asylum", "street", "postcode", "zip", "home", "iban", "fingerprint", "biometric", "password",
}  # fmt: skip
FORBIDDEN_NAMES = {"status", "address", "origin", "country_of_origin", "language_of_origin", "age", "photo"}
FORBIDDEN_PAIRS = {("legal", "status"), ("residence", "status"), ("file", "number"), ("case", "number")}


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


# Tables of the libraries, which carry no attribute of ours; maillage.kit.upkeep clears what they leave behind.
LIBRARY_TABLES = {
    "sessions.Session": classify(
        called=_("Who is signed in"),
        personal={
            "session_key": Personal(
                _("key of the cookie"),
                _("recognises your device after you signed in"),
                Keep(_("two weeks after the last visit, or until you sign out")),
            ),
            "session_data": Personal(
                _("state of the visit"),
                _("remembers who signed in, and a running sign-in"),
                Keep(_("two weeks after the last visit, or until you sign out")),
            ),
        },
        plain=["expire_date"],

    ),
    "account.EmailAddress": classify(
        called=_("Addresses of accounts"),
        personal={
            "user": Personal(_("account"), _("sign-in"), WITH_ITS_RECORD),
            "email": Personal(_("e-mail address"), _("sign-in"), WITH_ITS_RECORD, holds="email"),
        },
        plain=["verified", "primary"],
    ),
    "account.EmailConfirmation": classify(
        called=_("Confirmed addresses of accounts"),
        personal={"email_address": Personal(_("e-mail address"), _("sign-in"), WITH_ITS_RECORD)},
        plain=["created", "sent", "key"],
    ),
    "django_tasks_database.DBTaskResult": classify(
        called=_("Work done in the background"),
        plain=[
            "id", "status", "enqueued_at", "started_at", "finished_at", "args_kwargs", "priority", "task_path",
            "worker_ids", "queue_name", "backend_name", "run_after", "return_value", "exception_class_path",
            "traceback",
        ],
    ),
    "auth.Permission": classify(plain=["name", "content_type", "codename"]),
    "auth.Group": classify(plain=["name", "permissions"]),
    "contenttypes.ContentType": classify(plain=["app_label", "model"]),
}  # fmt: skip
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


def is_forbidden(name: str) -> bool:
    """Say whether a column of this name would hold what the product never keeps of a person."""
    words = name.lower().split("_")
    pairs = set(pairwise(words))
    return name.lower() in FORBIDDEN_NAMES or bool(FORBIDDEN_WORDS & set(words)) or bool(FORBIDDEN_PAIRS & pairs)


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
            tuple(keep.words for keep in (*personal.keeps, *declared.rows)),
            f"{model._meta.db_table}.{name}",
        )
        for model, declared in classified_models()
        for name, personal in declared.personal.items()
    ]
    return [*rows, LIMITS]
