"""`maillage index-practices`: the index by which practices are found, written anew."""

from __future__ import annotations

import argparse
import sys

from maillage.config.start import database_in_reach, start_django

NAME = "index-practices"
HELP = "Write the index by which practices are found anew; needed after rows were changed by hand."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Nothing is asked."""


def handle(options: argparse.Namespace) -> int:
    """Write the index and say how many practices are found by it."""
    start_django()
    from maillage.initiatives.actions.index_practices import rebuild_index

    with database_in_reach():
        found = rebuild_index()
    sys.stdout.write(f"{found} practices are found by their words.\n")
    return 0
