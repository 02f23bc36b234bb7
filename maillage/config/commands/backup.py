"""`maillage backup`: one encrypted file with everything, verified after writing."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from maillage.config.passphrase import new_passphrase
from maillage.config.refusal import Refusal
from maillage.config.start import database_in_reach, start_django

NAME = "backup"
HELP = "Write everything into one encrypted file (age format) while the website keeps running."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Where to."""
    parser.add_argument("file", type=Path, help="the file to write, for example maillage.age")


def handle(options: argparse.Namespace) -> int:
    """Ask for the passphrase and write the file."""
    if options.file.exists():
        raise Refusal(f"{options.file} exists already; choose another name, so that no backup is overwritten.")
    if not options.file.absolute().parent.is_dir():
        raise Refusal(f"The folder {options.file.absolute().parent} does not exist; create it first.")
    passphrase = new_passphrase()
    start_django()
    from maillage.config.backup import backup

    with database_in_reach():
        summary = backup(options.file, passphrase)
    sys.stdout.write(
        f"{options.file} is written, was read back and is whole (rows: {summary.rows}, pictures: {summary.pictures}).\n"
    )
    return 0
