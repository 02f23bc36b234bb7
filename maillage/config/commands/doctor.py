"""`maillage doctor`: looks at every part of the installation and says what to do."""

from __future__ import annotations

import argparse
import sys

from maillage.config.start import start_django

NAME = "doctor"
HELP = "Check settings, database, mail, files and clock; says what is wrong and what to do. Changes nothing."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The doctor has no options."""


def handle(options: argparse.Namespace) -> int:
    """Print one line a finding; the exit code is 1 if anything is wrong."""
    start_django()
    from maillage.config.doctor import examine

    wrong = 0
    for finding in examine():
        sys.stdout.write(f"{'ok   ' if finding.is_well else 'WRONG'}  {finding.says}\n")
        if not finding.is_well:
            wrong += 1
            sys.stdout.write(f"       → {finding.remedy}\n")
    sys.stdout.write("Everything is in order.\n" if not wrong else f"{wrong} of these need you.\n")
    return 1 if wrong else 0
