"""`maillage prepare`: database, translations, static files and the demonstration brought up to date."""

from __future__ import annotations

import argparse
import json
import sys

from maillage.config.start import database_in_reach, start_django

NAME = "prepare"
HELP = "Bring database, translations and static files up to date; `run` does this by itself."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what can be left out or printed."""
    parser.add_argument("--no-demo", action="store_true", help="do not load the demonstration programme")
    parser.add_argument("--links", action="store_true", help="print the demonstration's sign-in links as JSON")


def handle(options: argparse.Namespace) -> int:
    """Prepare, and hand the links to whoever asked for them."""
    start_django()
    from maillage.config.preparation import prepare

    with database_in_reach():
        prepare(_say, then=_nothing if options.no_demo else _load_demonstration)
        links = [] if options.no_demo else _links()
    if options.links:
        sys.stdout.write(json.dumps(links))
    return 0


def _nothing() -> None:
    """No demonstration is wanted here."""


def _load_demonstration() -> None:
    from maillage.demonstration.load import load_once

    if load_once():
        _say("The demonstration programme is loaded.")


def _links() -> list[tuple[str, str]]:
    from maillage.demonstration.roles import sign_in_links

    return sign_in_links()


def _say(sentence: str) -> None:
    sys.stderr.write(f"{sentence}\n")
    sys.stderr.flush()
