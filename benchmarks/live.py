"""A full roundtable: 300 people look on every two seconds while 20 write once a second: `python -m benchmarks live`."""

from __future__ import annotations

import asyncio
import json
import os
import secrets
import statistics
import subprocess
import sys
import tempfile
import time
import warnings
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from urllib.parse import urlencode

from tests.drills import homes
from tests.drills.installation import PRODUCT, Installation
from tests.postgres import server
from tests.served.running import ROOT, children_of, clean_environment

READERS = 300
WRITERS = 20
READ_EVERY = 2.0
WRITE_EVERY = 1.0
SECONDS = 60.0
ARRIVAL = 10.0
PATIENCE = 20.0
LIVE = "/en/desk/saone-et-loire/roundtables/4/live/"
TOKEN = "t" * 32
GOALS = {"errors": 0, "read_p95_ms": 100.0, "write_p95_ms": 300.0}


@dataclass
class Tally:
    """What clients saw: milliseconds from when each request was due until its answer was whole."""

    reads: list[float] = field(default_factory=list)
    writes: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)
    errors: Counter[str] = field(default_factory=Counter)
    read_bytes: int = 0


@dataclass
class Figures:
    """How one database did."""

    database: str
    readers: int
    writers: int
    seconds: float
    reads: int
    writes: int
    errors: int
    what_went_wrong: dict[str, int]
    read_p50_ms: float
    read_p95_ms: float
    write_p50_ms: float
    write_p95_ms: float
    unchanged: float
    read_kilobytes: float
    server_cores: float
    client_cores: float
    lines_held: int

    @property
    def is_well(self) -> bool:
        return not self.errors and all(getattr(self, name) <= most for name, most in GOALS.items())


class Client:
    """One browser: a connection that is kept, a session, and what it keeps of the last answer."""

    def __init__(self, port: int, session: str, tally: Tally) -> None:
        self.port, self.tally = port, tally
        self.cookies = f"sessionid={session}; csrftoken={TOKEN}"
        self.etag = ""
        self.told: dict[str, str] = {}
        self._line: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def read(self, path: str) -> None:
        more = {"If-None-Match": self.etag} if self.etag else {}
        status, size = await self._ask("GET", path, b"", {"HX-Request": "true", **more})
        self.tally.statuses[status] += 1
        self.tally.read_bytes += size
        if status not in {200, 304}:
            self.tally.errors[f"read {status}"] += 1
        elif "etag" in self.told:
            self.etag = self.told["etag"]

    async def write(self, path: str, fields: dict[str, str], target: str) -> None:
        more = {"HX-Request": "true", "HX-Target": target, "X-CSRFToken": TOKEN}
        more["Content-Type"] = "application/x-www-form-urlencoded"
        status, _size = await self._ask("POST", path, urlencode(fields).encode(), more)
        if status != 200:
            self.tally.errors[f"write {status}"] += 1

    async def _ask(self, method: str, path: str, body: bytes, more: dict[str, str]) -> tuple[int, int]:
        head = {"Host": f"127.0.0.1:{self.port}", "Cookie": self.cookies, "Accept-Encoding": "gzip", **more}
        if method == "POST":
            head["Content-Length"] = str(len(body))
        lines = "".join(f"{name}: {value}\r\n" for name, value in head.items())
        try:
            return await asyncio.wait_for(
                self._talk(f"{method} {path} HTTP/1.1\r\n{lines}\r\n".encode() + body), PATIENCE
            )
        except (OSError, asyncio.IncompleteReadError, TimeoutError) as error:
            self.tally.errors[type(error).__name__] += 1
            self.close()
            return 0, 0

    async def _talk(self, request: bytes) -> tuple[int, int]:
        self._line = self._line or await asyncio.open_connection("127.0.0.1", self.port)
        reader, writer = self._line
        writer.write(request)
        first, *rest = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        pairs = (line.partition(": ") for line in rest if line)
        self.told = {name.lower(): value for name, _colon, value in pairs}
        size = int(self.told.get("content-length", "0"))
        await reader.readexactly(size)
        return int(first.split()[1]), size

    def close(self) -> None:
        if self._line:
            self._line[1].close()
        self._line = None


@dataclass(frozen=True)
class Hours:
    """When people come, from when on it is counted, and when they leave."""

    doors: float
    start: float
    end: float


async def at_a_fixed_rate(
    deed: Callable[[], Awaitable[None]], every: float, share: float, hours: Hours, waits: list[float]
) -> None:
    """Come at some `share` of the arrival, then do a deed whenever it is due; a late answer counts from that moment.

    A deed that is due while the one before is not answered follows at once, as if it had waited in line.
    """
    due = hours.start + every * (share - int((1 - share) * (hours.start - hours.doors) / every))
    while due < hours.end:
        await asyncio.sleep(max(0.0, due - time.monotonic()))
        await deed()
        if due >= hours.start:
            waits.append((time.monotonic() - due) * 1000)
        due += every


async def forget_the_arrival(tally: Tally, start: float) -> None:
    """Count what answers were from the moment on when all are there; errors count always."""
    await asyncio.sleep(max(0.0, start - time.monotonic()))
    tally.statuses.clear()
    tally.read_bytes = 0


def onlooker(client: Client, room: int) -> Callable[[], Awaitable[None]]:
    """Return what somebody does who looks on: ask for the lines of one room."""
    path = f"{LIVE}lines/?sheet=room-{room}&language=en"
    return lambda: client.read(path)


def writer(client: Client, room: int) -> Callable[[], Awaitable[None]]:
    """Return what somebody does who writes: two lines, then the last of them anew."""
    turns = iter(range(1_000_000))
    target = f"lines-room-{room}"
    last = {"line": "", "version": "1"}

    async def deed() -> None:
        words = {"text": f"Ligne {secrets.token_hex(4)} · à Mâcon, {'mot ' * (5 + secrets.randbelow(15))}"}
        fields = {**words, "client_key": secrets.token_hex(16), "language": "en"}
        if next(turns) % 3 == 2 and last["line"]:
            await client.write(f"{LIVE}lines/{last['line']}/", {**fields, "version": last["version"]}, target)
        else:
            await client.write(f"{LIVE}write/", {**fields, "room": str(room)}, target)
        last["line"] = client.told.get("maillage-line", "")
        last["version"] = client.told.get("maillage-version", "1")

    return deed


async def crowd(
    port: int, sessions: list[str], rooms: list[int], *, readers: int, writers: int, seconds: float
) -> Tally:
    """Let everybody come one after the other, and count what happens once all are there."""
    tally = Tally()
    clients = [Client(port, session, tally) for session in sessions[: readers + writers]]
    doors = time.monotonic() + 0.5
    start = doors + min(ARRIVAL, seconds)
    hours = Hours(doors, start, start + seconds)
    deeds = []
    for place, client in enumerate(clients):
        room = rooms[place % len(rooms)]
        if place < readers:
            deeds.append(at_a_fixed_rate(onlooker(client, room), READ_EVERY, place / readers, hours, tally.reads))
        else:
            share = (place - readers) / writers
            deeds.append(at_a_fixed_rate(writer(client, room), WRITE_EVERY, share, hours, tally.writes))
    await asyncio.gather(forget_the_arrival(tally, start), *deeds)
    for client in clients:
        client.close()
    return tally


def measure(
    home: Path, url: str = "", *, readers: int = READERS, writers: int = WRITERS, seconds: float = SECONDS
) -> Figures:
    """Start the product on a home, let the crowd in, and say how it went."""
    database = {"DATABASE_URL": url} if url else {}
    environment = clean_environment(DJANGO_SETTINGS_MODULE=PRODUCT, MAILLAGE_HOME=str(home), **database)
    made = subprocess.run(
        [sys.executable, "-m", "tests.drills.crowd", str(readers + writers)],
        cwd=ROOT, env=environment, capture_output=True, text=True, check=True,
    )  # fmt: skip
    people = json.loads(made.stdout)
    installation = Installation(home, environment=database, arguments=("--web",))
    try:
        installation.start()
        before, own = cpu_of(installation), time.process_time()
        tally = asyncio.run(
            crowd(
                installation.port,
                people["sessions"],
                people["rooms"],
                readers=readers,
                writers=writers,
                seconds=seconds,
            )
        )
        spent, own = cpu_of(installation) - before, time.process_time() - own
    finally:
        installation.stop()
    held = homes.rows(home, "SELECT count(*) FROM cooperation_note", url)[0][0]
    return Figures(
        database="PostgreSQL" if url else "SQLite",
        readers=readers,
        writers=writers,
        seconds=seconds,
        reads=len(tally.reads),
        writes=len(tally.writes),
        errors=sum(tally.errors.values()),
        what_went_wrong=dict(tally.errors),
        read_p50_ms=percentile(tally.reads, 50),
        read_p95_ms=percentile(tally.reads, 95),
        write_p50_ms=percentile(tally.writes, 50),
        write_p95_ms=percentile(tally.writes, 95),
        unchanged=round(tally.statuses[304] / max(1, len(tally.reads)), 2),
        read_kilobytes=round(tally.read_bytes / max(1, tally.statuses[200]) / 1000, 1),
        server_cores=round(spent / seconds, 2),
        client_cores=round(own / seconds, 2),
        lines_held=int(held),
    )


def percentile(waits: list[float], share: int) -> float:
    """Return what a share of all waits stayed below; 0 where nobody waited."""
    return round(statistics.quantiles([*waits, *waits] or [0.0, 0.0], n=100, method="inclusive")[share - 1], 1)


def cpu_of(installation: Installation) -> float:
    """Return the seconds of processor that the server and all that descends from it have used."""
    family = [installation.site.process.pid] if installation.site else []
    for pid in family:
        family += [child for child, _words in children_of(pid)]
    ticks = [Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11:13] for pid in family]
    return sum(int(tick) for both in ticks for tick in both) / os.sysconf("SC_CLK_TCK")


def main(seconds: float = SECONDS) -> int:
    """Measure on SQLite, then on PostgreSQL, and print both; the exit code says whether the goals are met."""
    with tempfile.TemporaryDirectory(prefix="maillage-bench-") as folder:
        home = homes.copied(homes.demonstration(Path(folder)), Path(folder) / "home")
        figures = [measure(home, seconds=seconds)]
        with warnings.catch_warnings(action="ignore"), server(hurried=False) as url:
            figures.append(measure(homes.fresh(Path(folder) / "postgresql", url), url, seconds=seconds))
    for one in figures:
        print(
            f"{one.database:<10} errors {one.errors}  reads {one.reads} (unchanged {one.unchanged:.0%}): "
            f"p50 {one.read_p50_ms:.0f} ms, p95 {one.read_p95_ms:.0f} ms  writes {one.writes}: "
            f"p50 {one.write_p50_ms:.0f} ms, p95 {one.write_p95_ms:.0f} ms  "
            f"cores: server {one.server_cores:.2f}, client {one.client_cores:.2f}"
        )
    print(
        json.dumps(
            {"benchmark": "live", "goals": GOALS, "runs": [{"is_well": one.is_well, **asdict(one)} for one in figures]}
        )
    )
    return 0 if all(one.is_well for one in figures) else 1


if __name__ == "__main__":
    sys.exit(main(*map(float, sys.argv[1:])))
