"""`maillage work`: one worker, for machines that run `maillage run --web`."""

from __future__ import annotations

import argparse

from maillage.config.start import start_django
from maillage.config.supervisor import end_with_supervisor

NAME = "work"
HELP = "Run one worker: it sends the mails and does the timed work. As many as you like over one database."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """A worker has no options."""


def handle(options: argparse.Namespace) -> int:
    """Work until a signal comes."""
    start_django()
    from maillage.kit.worker import Worker

    worker = Worker()
    worker.stop_on_signals()
    end_with_supervisor()
    worker.run()
    return 0
