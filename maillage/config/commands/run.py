"""`maillage run`: prepares what is missing, then runs the web server and one worker until Ctrl-C."""

from __future__ import annotations

import argparse
import json
import signal
import subprocess
import sys
from types import FrameType

from maillage.config.address import Address
from maillage.config.home import home_folder
from maillage.config.prepared import is_prepared
from maillage.config.refusal import Refusal
from maillage.config.supervisor import Child, Supervisor, command, environment

NAME = "run"
HELP = "Run the website and a worker; prepares everything first and loads the demonstration once."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what can be left out."""
    parser.add_argument("--web", action="store_true", help="the website alone; run `maillage work` elsewhere")
    parser.add_argument("--no-demo", action="store_true", help="do not load the demonstration programme")


def handle(options: argparse.Namespace) -> int:
    """Refuse early, prepare, start, and say where to look; where nothing changed, preparing and starting overlap."""
    address = Address.from_environment()
    home = home_folder()
    address.refuse_if_taken()
    web = Child("web server", command("maillage.config.serve"))
    children = [web] if options.web else [web, Child("worker", command("maillage.config.cli", "work"))]
    supervisor = Supervisor(children, _say)
    signal.signal(signal.SIGTERM, _leave)
    try:
        if is_prepared(home):
            web.start()
        links = _prepare(with_demonstration=not options.no_demo)
        supervisor.stop_on_signals()
        return supervisor.run(address.answers, lambda: _welcome(address, links))
    finally:
        supervisor.end()


def _prepare(*, with_demonstration: bool) -> list[tuple[str, str]]:
    """Prepare in a process of its own, so that the supervisor stays small; return the links to sign in with."""
    arguments = [] if with_demonstration else ["--no-demo"]
    work = subprocess.run(  # noqa: S603 - our own module, with words of ours
        command("maillage.config.cli", "prepare", "--links", *arguments),
        env=environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        check=False,
    )
    if work.returncode:
        raise Refusal("The preparation did not succeed, so nothing was started; the lines above say why.")
    return [(label, url) for label, url in json.loads(work.stdout or b"[]")]


def _leave(number: int, frame: FrameType | None) -> None:
    """While preparing, end as on Ctrl-C: the preparation ends with us."""
    raise KeyboardInterrupt


def _welcome(address: Address, links: list[tuple[str, str]]) -> None:
    _say(f"maillage is ready at {address.url}/")
    if links:
        _say("Sign in as somebody of the demonstration (these links work on this machine only):")
        width = max(len(label) for label, _url in links)
        for label, url in links:
            _say(f"  {label:<{width}}  {url}")
    _say("Press Ctrl-C to stop.")


def _say(sentence: str) -> None:
    sys.stdout.write(f"{sentence}\n")
    sys.stdout.flush()
