"""The web server: granian, set so that hundreds of slow clients cannot keep honest ones waiting."""

from __future__ import annotations

import os

from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels
from granian.server import MPServer

from maillage.config.address import Address
from maillage.config.supervisor import end_with_supervisor

# A thread waits for each body that trickles in; threads that idle are ended, so that many cost nothing in quiet times.
BLOCKING_THREADS = 512
BACKLOG = 2048
HEADER_MILLISECONDS = 15_000
STOP_SECONDS = 8


def server(address: Address) -> MPServer:
    """Return the server, not yet started."""
    return MPServer(
        "maillage.config.wsgi:application",
        address=address.host,
        port=address.port,
        interface=Interfaces.WSGI,
        http=HTTPModes.http1,
        websockets=False,
        workers=int(os.environ.get("WEB_PROCESSES") or 1),
        blocking_threads=BLOCKING_THREADS,
        backlog=BACKLOG,
        http1_settings=HTTP1Settings(header_read_timeout=HEADER_MILLISECONDS),
        respawn_failed_workers=True,
        respawn_interval=0.2,
        workers_kill_timeout=STOP_SECONDS,
        log_level=LogLevels.error,
    )


def main() -> None:
    """Serve until a signal comes."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "maillage.config.settings")
    end_with_supervisor()
    server(Address.from_environment()).serve()


if __name__ == "__main__":
    main()
