"""All rows of an installation as JSON lines, read at one moment and written back in one transaction."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core import serializers
from django.core.management.color import no_style
from django.db import connections, models, transaction
from django.db.migrations.recorder import MigrationRecorder

SNAPSHOT = "snapshot"
# Sessions and finished jobs are not carried over: people sign in again, mails are in the outbox.
LEFT_OUT = {"sessions", "contenttypes", "auth", "django_tasks_db"}


class HomeNotEmpty(Exception):
    """A restoration would mix two installations."""

    def __str__(self) -> str:
        return "This installation holds data already. Restore into an empty home folder, or an empty database."


def kept_models() -> list[type[models.Model]]:
    """Return the models a backup holds, those that others point to first."""
    configs = [config for config in apps.get_app_configs() if config.label not in LEFT_OUT]
    ordered = serializers.sort_dependencies([(config, None) for config in configs], allow_cycles=True)
    return [model for model in ordered if model._meta.managed and not model._meta.proxy]


def joining_tables(kept: list[type[models.Model]]) -> list[type[models.Model]]:
    """Return the tables behind many-to-many fields; a backup holds them as lists inside their rows."""
    return [field.remote_field.through for model in kept for field in model._meta.local_many_to_many]


def applied_migrations() -> dict[str, str]:
    """Return the last applied migration of each app; two installations with the same have the same tables."""
    last: dict[str, str] = {}
    for app, name in sorted(MigrationRecorder(connections["default"]).applied_migrations()):
        last[app] = name
    return last


def home_is_empty() -> bool:
    """Tell whether nobody has begun to work here: no programme and no user."""
    return not any(apps.get_model(name)._default_manager.exists() for name in ("territory.Programme", "people.User"))


def dump_rows(folder: Path) -> dict[str, int]:
    """Write one file of JSON lines a model, all as of one moment, and return how many rows each has."""
    folder.mkdir(parents=True)
    counts = {}
    with _one_moment():
        for model in kept_models():
            rows = model._default_manager.using(SNAPSHOT).order_by("pk")
            counts[model._meta.label_lower] = rows.count()
            with (folder / f"{model._meta.label_lower}.jsonl").open("w", encoding="utf-8") as file:
                serializers.serialize("jsonl", rows.iterator(chunk_size=500), stream=file)
    return counts


def load_rows(folder: Path) -> None:
    """Replace all rows by those of a backup, in one transaction; the database checks every key at its end."""
    with transaction.atomic():
        kept = kept_models()
        for model in [*joining_tables(kept), *reversed(kept)]:
            model._default_manager.all()._raw_delete(using="default")
        for model in kept:
            with (folder / f"{model._meta.label_lower}.jsonl").open(encoding="utf-8") as file:
                for row in serializers.deserialize("jsonl", file):
                    row.save(force_insert=True)
        _continue_counting(kept)


@contextmanager
def _one_moment() -> Iterator[None]:
    """A second connection that sees the database as it is now, and holds nobody up."""
    default = settings.DATABASES["default"]
    options = dict(default.get("OPTIONS", {}))
    if "sqlite" in default["ENGINE"]:
        options["transaction_mode"] = "DEFERRED"
    else:
        from psycopg import IsolationLevel

        options.pop("pool", None)
        options["isolation_level"] = IsolationLevel.REPEATABLE_READ
    connections.databases[SNAPSHOT] = {**connections.databases["default"], "OPTIONS": options}
    try:
        with transaction.atomic(using=SNAPSHOT):
            yield
    finally:
        connections[SNAPSHOT].close()
        del connections[SNAPSHOT]
        del connections.databases[SNAPSHOT]


def _continue_counting(kept: list[type[models.Model]]) -> None:
    """PostgreSQL's counters go on after the highest restored key."""
    connection = connections["default"]
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), kept):
            cursor.execute(statement)
