"""The command `maillage`: one verb each for running, preparing, looking after and rescuing an installation."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence

from maillage.config.commands import (
    backup,
    carpool,
    demo,
    doctor,
    import_outlines,
    import_places,
    index_practices,
    new_programme,
    prepare,
    restore,
    run,
    signin_link,
    work,
)
from maillage.config.home import HomeUnusable
from maillage.config.refusal import Refusal

COMMANDS = (
    run,
    work,
    prepare,
    demo,
    new_programme,
    signin_link,
    import_places,
    import_outlines,
    index_practices,
    carpool,
    backup,
    restore,
    doctor,
)
DESCRIPTION = "maillage: the platform on which a rural region runs its cooperation for the welcome of newcomers."
ENVIRONMENT = """
settings, all optional, read from the environment:
  MAILLAGE_HOME   folder for the database, pictures and secret key (var)
  DATABASE_URL    postgres://user:password@host/name instead of SQLite in the home folder
  HOST, PORT      where the server listens (127.0.0.1, 8000)
  BASE_URL        the address people type, used in mails (http://127.0.0.1:PORT)
  EMAIL_URL       smtp+tls://user:password@host:587; without it mails stay in the desk's outbox
  MAIL_FROM       the sender of mails

docs/running.md lists them all."""


def parser() -> argparse.ArgumentParser:
    """Return the parser with one sub-command a verb."""
    top = argparse.ArgumentParser(
        prog="maillage",
        description=DESCRIPTION,
        epilog=ENVIRONMENT,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    verbs = top.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for command in COMMANDS:
        verb = verbs.add_parser(command.NAME, help=command.HELP, description=command.HELP)
        command.add_arguments(verb)
        verb.set_defaults(handle=command.handle)
    return top


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; every error it foresees is one sentence and exit code 1."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "maillage.config.settings")
    options = parser().parse_args(arguments)
    try:
        return int(options.handle(options) or 0)
    except (Refusal, HomeUnusable) as refusal:
        sys.stderr.write(f"maillage: {refusal}\n")
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
