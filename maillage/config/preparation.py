"""Preparation: database, cache, translations and static files brought up to date, in no time if they are."""

from __future__ import annotations

import contextlib
import fcntl
import json
from collections.abc import Callable, Iterator
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import DEFAULT_DB_ALIAS, connection
from django.db.migrations.executor import MigrationExecutor

from maillage.config.prepared import note
from maillage.config.refusal import Refusal
from maillage.config.translations import compile_translations, stale_translations

Say = Callable[[str], object]
ADVISORY_LOCK = 6_245_524_5
STATIC_LIST = "static-files.json"


def prepare(say: Say, *, then: Callable[[], object] = lambda: None) -> None:
    """Do what is missing, and `then` what must not happen twice; one process at a time, even over several machines."""
    with _alone():
        prepare_translations(say)
        prepare_database(say)
        prepare_static_files(say)
        then()
        prepare_index(say)
    note(settings.HOME)


def pending_migrations() -> int:
    """Return how many migrations the database lacks."""
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def prepare_database(say: Say) -> None:
    """Migrate and create the table of the cache, if need be."""
    if pending_migrations():
        say("Preparing the database …")
        call_command("migrate", verbosity=0, interactive=False, database=DEFAULT_DB_ALIAS)
    if settings.CACHES["default"]["LOCATION"] not in connection.introspection.table_names():
        call_command("createcachetable", verbosity=0)


def prepare_index(say: Say) -> None:
    """Let the practices be found that were recorded before there was an index."""
    from maillage.initiatives.actions.index_practices import index_what_is_missing

    if found := index_what_is_missing():
        say(f"Practices that can be found now: {found}.")


def prepare_translations(say: Say) -> None:
    """Compile the translations that changed."""
    if not stale_translations():
        return
    say("Preparing the translations …")
    try:
        compile_translations()
    except OSError as error:
        raise Refusal(f"The translations cannot be written to {error.filename}: {error.strerror}.") from error


def prepare_static_files(say: Say) -> None:
    """Collect style sheets and scripts when one of them changed, came or went."""
    now = _static_files()
    if _collected() == now:
        return
    say("Preparing style sheets and scripts …")
    try:
        call_command("collectstatic", verbosity=0, interactive=False)
    except OSError as error:
        raise Refusal(f"The folder {settings.STATIC_ROOT} cannot be written: {error.strerror}.") from error
    (settings.HOME / STATIC_LIST).write_text(json.dumps(now))


def static_files_are_collected() -> bool:
    """Say whether the collected files are those of this version."""
    return _collected() == _static_files()


def _static_files() -> dict[str, int]:
    found: dict[str, int] = {}
    for finder in get_finders():
        for path, storage in finder.list([]):
            found.setdefault(path, Path(storage.path(path)).stat().st_mtime_ns)
    return found


def _collected() -> dict[str, int]:
    try:
        collected: dict[str, int] = json.loads((settings.HOME / STATIC_LIST).read_text())
    except (OSError, ValueError):
        return {}
    return collected if (Path(settings.STATIC_ROOT) / "staticfiles.json").exists() else {}


@contextlib.contextmanager
def _alone() -> Iterator[None]:
    """Keep out others on this machine by a file and others over the same PostgreSQL by its own lock."""
    with (settings.HOME / "prepare.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        if connection.vendor != "postgresql":
            yield
            return
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [ADVISORY_LOCK])
        try:
            yield
        finally:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [ADVISORY_LOCK])
