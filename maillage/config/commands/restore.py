"""`maillage restore`: brings everything back from an encrypted backup into an empty installation."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from maillage.config.passphrase import known_passphrase
from maillage.config.refusal import Refusal
from maillage.config.start import database_in_reach, start_django

NAME = "restore"
HELP = "Bring everything back from a backup into an empty home folder."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Where from."""
    parser.add_argument("file", type=Path, help="the file that `maillage backup` wrote")


def handle(options: argparse.Namespace) -> int:
    """Ask for the passphrase and read the file."""
    if not options.file.is_file():
        raise Refusal(f"There is no file {options.file}; look for the name you gave to `maillage backup`.")
    passphrase = known_passphrase()
    start_django()
    from maillage.config.backup import restore
    from maillage.config.preparation import prepare

    with database_in_reach():
        summary = restore(options.file, passphrase, lambda: prepare(lambda line: sys.stderr.write(f"{line}\n")))
    sys.stdout.write(
        f"The backup of {summary.made_at} is restored (rows: {summary.rows}, pictures: {summary.pictures}).\n"
    )
    if not summary.key_in_force:
        sys.stdout.write(
            "SECRET_KEY in the environment differs from the restored key; links sent earlier work once it is removed.\n"
        )
    return 0
