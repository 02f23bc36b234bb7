"""Requests per second of the most read pages, relative to a bare one: `python -m benchmarks.pages [seconds]`."""

from __future__ import annotations

import http.client
import json
import statistics
import sys
import tempfile
import threading
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from tests.drills import homes
from tests.drills.installation import Installation

BARE = "/bare"
PAGES = {
    "bare page": BARE,
    "region": "/en/saone-et-loire/",
    "roundtable": "/en/saone-et-loire/roundtables/3/",
    "needs": "/en/needs/",
    "programme": "/en/",
    "feed": "/en/feed.atom",
}
READERS = 4
ROUNDS = 3
SECONDS = 4.0


@dataclass
class Figure:
    """What one page does."""

    page: str
    per_second: float
    of_bare: float
    median_ms: float
    p99_ms: float
    bytes_gzipped: int


def main(seconds: float = SECONDS) -> int:
    """Start the product on a fresh demonstration, read each page in turn, several times, and print a table."""
    with tempfile.TemporaryDirectory(prefix="maillage-bench-") as folder:
        home = homes.copied(homes.demonstration(Path(folder)), Path(folder) / "home")
        installation = Installation(home, settings="benchmarks.settings")
        try:
            installation.start()
            figures = measure(installation.port, seconds)
        finally:
            installation.stop()
    for one in figures:
        print(
            f"{one.page:<12} {one.per_second:8.1f}/s  {one.of_bare:5.2f} of a bare page  "
            f"median {one.median_ms:6.1f} ms  p99 {one.p99_ms:6.1f} ms  {one.bytes_gzipped:6d} bytes"
        )
    print(json.dumps({"benchmark": "pages", "pages": [asdict(one) for one in figures]}))
    return 0


def measure(port: int, seconds: float) -> list[Figure]:
    """Read the pages in rounds, so that a busy moment of the machine hits all of them alike."""
    waits: dict[str, list[float]] = {page: [] for page in PAGES}
    rates: dict[str, list[float]] = {page: [] for page in PAGES}
    for path in PAGES.values():
        read(port, path, 0.5)
    for _round in range(ROUNDS):
        for page, path in PAGES.items():
            began = time.monotonic()
            found = read(port, path, seconds / ROUNDS)
            rates[page].append(len(found) / (time.monotonic() - began))
            waits[page] += found
    bare = statistics.median(rates["bare page"])
    return [
        Figure(
            page,
            round(statistics.median(rates[page]), 1),
            round(statistics.median(rates[page]) / bare, 2),
            round(statistics.median(waits[page]) * 1000, 1),
            round(statistics.quantiles(waits[page], n=100)[98] * 1000, 1),
            size(port, path),
        )
        for page, path in PAGES.items()
    ]


def read(port: int, path: str, seconds: float) -> list[float]:
    """Read one page from several clients at once; return how long each answer took."""
    waits: list[float] = []
    end = time.monotonic() + seconds

    def reader() -> None:
        line = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        while time.monotonic() < end:
            began = time.monotonic()
            line.request("GET", path, headers={"Accept-Encoding": "gzip"})
            answer = line.getresponse()
            answer.read()
            if answer.status != 200:
                raise RuntimeError(f"{path}: {answer.status}")
            waits.append(time.monotonic() - began)
        line.close()

    threads = [threading.Thread(target=reader) for _ in range(READERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return waits


def size(port: int, path: str) -> int:
    """Return how many bytes the page takes on the wire."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    line.request("GET", path, headers={"Accept-Encoding": "gzip"})
    body = line.getresponse().read()
    line.close()
    return len(body)


if __name__ == "__main__":
    sys.exit(main(*map(float, sys.argv[1:])))
