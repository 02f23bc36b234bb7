"""Starting Django for a command, with one sentence where a setting or the database is in the way."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from maillage.config.refusal import Refusal


def start_django() -> None:
    """Load settings and applications. Raises Refusal where a setting cannot be read, HomeUnusable for the folder."""
    import django
    from django.core.exceptions import ImproperlyConfigured

    try:
        django.setup()
    except (ImproperlyConfigured, ValueError) as error:
        raise Refusal(f"A setting cannot be read ({error}); correct it in the environment.") from error
    _use_one_connection()


def _use_one_connection() -> None:
    """A command or a worker keeps one connection, whose failure says its reason at once."""
    from django.db import connection

    if connection.settings_dict["OPTIONS"].pop("pool", None):
        connection.settings_dict["CONN_MAX_AGE"] = None


@contextlib.contextmanager
def database_in_reach() -> Iterator[None]:
    """Turn a failure of the database into a sentence."""
    from django.db import Error

    try:
        yield
    except Error as error:
        first_line = str(error).strip().partition("\n")[0]
        advice = "run `maillage doctor` to see what to do"
        raise Refusal(f"The database cannot be used ({first_line}); {advice}.") from error
