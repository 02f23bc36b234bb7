"""All rows of an installation as JSON lines, read at one moment and written back in one transaction."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, time
from typing import IO, Any

from django.apps import apps
from django.conf import settings
from django.core import serializers
from django.core.management.color import no_style
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, connections, models, transaction
from django.db.migrations.loader import MigrationLoader

SNAPSHOT = "snapshot"
# Sessions and queued jobs are not carried over: people sign in again, and mails are queued again from the outbox.
LEFT_OUT = {"sessions", "contenttypes", "auth", "django_tasks_database"}


class ToTheMicrosecond(DjangoJSONEncoder):
    """Django's encoder cuts times to milliseconds, and a link that works once compares whole ones."""

    def default(self, o: Any) -> Any:
        return o.isoformat() if isinstance(o, datetime | time) else super().default(o)


@dataclass(frozen=True)
class Table:
    """The rows of one model, in a file that has no name and is gone with the process."""

    name: str
    rows: int
    file: IO[bytes]


def kept_models() -> list[type[models.Model]]:
    """Return the models a backup holds."""
    ours = [config for config in apps.get_app_configs() if config.label not in LEFT_OUT]
    return [model for config in ours for model in config.get_models() if model._meta.managed and not model._meta.proxy]


def shape() -> dict[str, str]:
    """Return the last migration of each app and the columns of each table: equal shapes can exchange rows."""
    kept = kept_models()
    labels = {model._meta.app_label for model in kept}
    leaves = MigrationLoader(None).graph.leaf_nodes()
    columns = {model._meta.label_lower: ",".join(sorted(f.name for f in _columns(model))) for model in kept}
    return {app: name for app, name in leaves if app in labels} | columns


def home_is_empty() -> bool:
    """Tell whether nobody has begun to work here: no table, or neither a programme nor a user."""
    existing = set(connection.introspection.table_names())
    beginnings = [apps.get_model(name) for name in ("territory.Programme", "people.User")]
    return not any(one._meta.db_table in existing and one._base_manager.exists() for one in beginnings)


def dump_rows() -> Iterator[Table]:
    """Yield the rows of each model, all as of one moment; writers go on meanwhile."""
    with _one_moment():
        for model in kept_models():
            with tempfile.TemporaryFile(dir=settings.HOME) as file:
                yield Table(model._meta.label_lower, _write(model, file), file)


def counters() -> dict[str, int]:
    """Return the highest number each table has ever given, so that a deleted row's number is not given again."""
    return {model._meta.label_lower: number for model in kept_models() if (number := _last_number(model))}


def load_rows(read: Callable[[str], IO[bytes]], numbers: dict[str, int]) -> None:
    """Replace all rows by those `read` returns for each model; call it inside a transaction."""
    kept = kept_models()
    for model in [*_joining_tables(kept), *reversed(kept)]:
        model._base_manager.all()._raw_delete(using="default")
    for model in kept:
        with io.TextIOWrapper(read(model._meta.label_lower), encoding="utf-8") as lines:
            for row in serializers.deserialize("jsonl", lines):
                row.save(force_insert=True)
    connection.check_constraints()
    _continue_counting(kept, numbers)


def _columns(model: type[models.Model]) -> list[models.Field[Any, Any]]:
    return [*model._meta.local_concrete_fields, *model._meta.local_many_to_many]


def _joining_tables(kept: list[type[models.Model]]) -> list[type[models.Model]]:
    """Return the tables behind many-to-many fields; a backup holds them as lists inside their rows."""
    fields = [field for model in kept for field in model._meta.local_many_to_many]
    return [through for field in fields if (through := field.remote_field.through)]


def _write(model: type[models.Model], file: IO[bytes]) -> int:
    rows = model._base_manager.using(SNAPSHOT).order_by("pk")
    text = io.TextIOWrapper(file, encoding="utf-8", newline="\n")
    serializers.serialize("jsonl", rows.iterator(chunk_size=500), stream=text, cls=ToTheMicrosecond)
    text.detach()
    return rows.count()


@contextmanager
def _one_moment() -> Iterator[None]:
    """A second connection that sees the database as it is now, and holds nobody up."""
    default = connections.databases["default"]
    options = dict(default.get("OPTIONS", {}))
    if connection.vendor == "sqlite":
        options["transaction_mode"] = "DEFERRED"
    else:
        from psycopg import IsolationLevel

        options.pop("pool", None)
        options["isolation_level"] = IsolationLevel.REPEATABLE_READ
    connections.databases[SNAPSHOT] = {**default, "OPTIONS": options}
    try:
        with transaction.atomic(using=SNAPSHOT):
            yield
    finally:
        connections[SNAPSHOT].close()
        del connections[SNAPSHOT]
        del connections.databases[SNAPSHOT]


def _last_number(model: type[models.Model]) -> int:
    sequence = _sequence(model)
    if sequence is None:
        return 0
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [sequence])
        else:
            cursor.execute("SELECT pg_sequence_last_value(%s::regclass)", [sequence])
        row = cursor.fetchone()
    return int(row[0] or 0) if row else 0


def _sequence(model: type[models.Model]) -> str | None:
    """Return what counts the rows of a model: on SQLite its table, on PostgreSQL a sequence; None for other keys."""
    if not isinstance(model._meta.pk, models.AutoField | models.BigAutoField):
        return None
    if connection.vendor == "sqlite":
        return model._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_get_serial_sequence(%s, %s)", [f'"{model._meta.db_table}"', model._meta.pk.column])
        return str(cursor.fetchone()[0])


def _continue_counting(kept: list[type[models.Model]], numbers: dict[str, int]) -> None:
    """The next row gets a number that none ever had."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), [*kept, *_joining_tables(kept)]):
            cursor.execute(statement)
        for model in kept:
            number, sequence = numbers.get(model._meta.label_lower, 0), _sequence(model)
            if not number or sequence is None:
                continue
            if connection.vendor == "sqlite":
                cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [sequence])
                cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [sequence, number])
            else:
                cursor.execute("SELECT setval(%s::regclass, %s)", [sequence, number])
