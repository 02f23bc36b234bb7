"""`maillage demo`: loads the demonstration programme and prints its sign-in links."""

from __future__ import annotations

import argparse
import sys

from maillage.config.start import database_in_reach, start_django

NAME = "demo"
HELP = "Load the demonstration programme if it is not there, and print one sign-in link a role."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The demonstration has no options."""


def handle(options: argparse.Namespace) -> int:
    """Prepare, load, and print the links."""
    start_django()
    from maillage.config.preparation import prepare
    from maillage.demonstration.load import load_once
    from maillage.demonstration.roles import sign_in_links

    loaded: list[bool] = []
    with database_in_reach():
        prepare(_say, then=lambda: loaded.append(load_once()))
        links = sign_in_links()
    state = "is loaded" if any(loaded) else "was there already; nothing was changed"
    sys.stdout.write(f"The demonstration programme {state}.\n")
    for label, url in links:
        sys.stdout.write(f"{label}: {url}\n")
    return 0


def _say(sentence: str) -> None:
    sys.stderr.write(f"{sentence}\n")
