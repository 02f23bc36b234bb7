"""Killing web server and worker again and again: what was acknowledged is there once, and each mail leaves."""

from __future__ import annotations

import hashlib
import http.client
import itertools
import os
import random
import threading
import time
import uuid
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.served.post_office import post_office
from tests.served.running import Site, running, wait_until

pytestmark = [pytest.mark.drill, pytest.mark.process]

WRITES = int(os.environ.get("DRILL_WRITES", "240"))
KILLS = int(os.environ.get("DRILL_KILLS", "5"))
CLIENTS = 8
SHARE_SENT_AGAIN = 0.2


@dataclass
class Ledger:
    """What clients were told: key and hash of each acknowledged write, and of those under way."""

    sent: dict[str, str] = field(default_factory=dict)
    acknowledged: dict[str, str] = field(default_factory=dict)

    def compare(self, rows: list[tuple[str, str]]) -> dict[str, int]:
        kept, times = dict(rows), Counter(key for key, _hash in rows)
        return {
            "lost": sum(key not in kept for key in self.acknowledged),
            "doubled": sum(count > 1 for count in times.values()),
            "altered": sum(self.sent.get(key, digest) != digest for key, digest in rows),
            "invented": sum(key not in self.sent for key in kept),
        }


def client(site: Site, ledger: Ledger, tickets: itertools.count[int], *, again: bool) -> None:
    """Send writes; on any error send the same key until it is acknowledged, unless `again` is off."""
    chance = random.Random(7)  # noqa: S311 - a repeatable drill
    while next(tickets) < WRITES:
        key, body = uuid.uuid4().hex, f"Besoin n° {uuid.uuid4()} – réunion à Mâcon"
        ledger.sent[key] = hashlib.sha256(body.encode()).hexdigest()
        while not post(site, key, body):
            if not again:
                break
            time.sleep(0.05)
        else:
            ledger.acknowledged[key] = ledger.sent[key]
            if again and chance.random() < SHARE_SENT_AGAIN:
                post(site, key, body)


def post(site: Site, key: str, body: str) -> bool:
    line = http.client.HTTPConnection("127.0.0.1", site.port, timeout=10)
    try:
        line.request("POST", "/write", body=body.encode(), headers={"X-Key": key})
        return line.getresponse().status == 201
    except (OSError, http.client.HTTPException):
        return False
    finally:
        line.close()


def rows(site: Site) -> list[tuple[str, str, str]]:
    line = http.client.HTTPConnection("127.0.0.1", site.port, timeout=20)
    line.request("GET", "/dump")
    words = [row.split() for row in line.getresponse().read().decode().splitlines()]
    line.close()
    return [(key, digest, state) for key, digest, state in words]


def assault(site: Site, *, kill: tuple[str, ...], kills: int, again: bool = True) -> tuple[Ledger, list[float]]:
    """Write from many clients while parts are killed at even distances; return the ledger and the recovery times."""
    ledger, tickets, recoveries = Ledger(), itertools.count(), []
    threads = [
        threading.Thread(target=client, args=(site, ledger, tickets), kwargs={"again": again}) for _ in range(CLIENTS)
    ]
    for thread in threads:
        thread.start()
    for number in range(kills):
        goal = WRITES * (number + 1) // (kills + 1)
        wait_until(lambda goal=goal: len(ledger.acknowledged) >= goal or not any_alive(threads), seconds=300)  # type: ignore[misc]
        recoveries.append(kill_and_wait(site, kill[number % len(kill)]))
    for thread in threads:
        thread.join()
    return ledger, recoveries


def any_alive(threads: list[threading.Thread]) -> bool:
    return any(thread.is_alive() for thread in threads)


def kill_and_wait(site: Site, part: str) -> float:
    wait_until(lambda: part in site.processes())
    begin = time.monotonic()
    killed = site.kill(part)
    wait_until(lambda: site.processes().get(part, killed) != killed, seconds=60)
    wait_until(lambda: is_ready(site), seconds=60)
    return time.monotonic() - begin


def is_ready(site: Site) -> bool:
    line = http.client.HTTPConnection("127.0.0.1", site.port, timeout=2)
    try:
        line.request("GET", "/healthz")
        return line.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        line.close()


def test_kill_9_of_web_and_worker_loses_and_doubles_nothing(prepared: Path) -> None:
    with post_office() as office:
        office.seconds_a_letter = 0.01
        mail = {"EMAIL_URL": f"smtp://127.0.0.1:{office.port}", "JOB_LEASE_SECONDS": "6", "TICK_SECONDS": "1"}
        with running(prepared, **mail) as site:
            ledger, recoveries = assault(site, kill=("web", "worker", "serving"), kills=KILLS)
            found = ledger.compare([(key, digest) for key, digest, _state in rows(site)])
            waiting = {"waiting"}
            wait_until(lambda: waiting.isdisjoint(state for _key, _digest, state in rows(site)), seconds=300, pause=1)
            states = Counter(state for _key, _digest, state in rows(site))
    left = Counter(str(letter["Subject"]).removeprefix("Drill ") for letter in office.letters)
    names = {str(letter["Subject"]): set() for letter in office.letters}  # type: ignore[var-annotated]
    for letter in office.letters:
        names[str(letter["Subject"])].add(letter["Message-ID"])
    print(  # noqa: T201 - the figures of the drill
        f"\n{len(ledger.acknowledged)} acknowledged, {KILLS} kills, {found}; ready again after at most "
        f"{max(recoveries):.1f} s; {len(left)} mails left, {sum(left.values()) - len(left)} of them twice"
    )
    assert found == {"lost": 0, "doubled": 0, "altered": 0, "invented": 0}
    assert len(ledger.acknowledged) >= WRITES
    assert set(states) == {"sent"}
    assert set(left) >= set(ledger.acknowledged), "a mail that never left"
    assert {len(ids) for ids in names.values()} == {1}, "a repeat under another Message-ID"


def test_a_server_that_acknowledges_before_it_writes_is_caught(prepared: Path) -> None:
    with running(prepared, "--web", DRILL_ACKNOWLEDGES_FIRST="1") as site:
        ledger, _recoveries = assault(site, kill=("serving",), kills=2, again=False)
        time.sleep(1)
        found = ledger.compare([(key, digest) for key, digest, _state in rows(site)])
    assert found["lost"] > 0
