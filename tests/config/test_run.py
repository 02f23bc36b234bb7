"""`maillage run` as a person meets it: ready, watched over, stopped, and safe from slow and huge clients."""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import shutil
import signal
import socket
import statistics
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest

from tests.served.post_office import post_office
from tests.served.running import Site, maillage, running, wait_until

SLOW_CLIENTS = int(os.environ.get("DRILL_SLOW_CLIENTS", "200"))
LIMIT = 5.0
FACTOR = 20
PROBE_SECONDS = float(os.environ.get("DRILL_PROBE_SECONDS", "3"))


pytestmark = pytest.mark.process


@pytest.fixture(scope="module")
def site(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    home = tmp_path_factory.mktemp("site") / "home"
    shutil.copytree(template, home)
    with running(home) as site:
        yield site


def fetch(port: int, path: str, method: str = "GET", *, timeout: float = 5, **headers: str) -> tuple[int, str]:
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=timeout)
    try:
        line.request(method, path, headers={name.replace("_", "-"): value for name, value in headers.items()})
        answer = line.getresponse()
        return answer.status, answer.read().decode()
    finally:
        line.close()


def test_it_says_that_it_is_ready_when_it_is(site: Site) -> None:
    assert f"maillage is ready at {site.url}/\n" in site.says()
    assert fetch(site.port, "/healthz") == (200, "ok\n")


def test_the_port_of_a_running_site_is_taken(site: Site, tmp_path: Path) -> None:
    assert f"Port {site.port} on 127.0.0.1 is taken" in maillage("run", home=tmp_path, PORT=str(site.port)).stderr


@pytest.mark.parametrize("part", ["web", "serving", "worker"])
def test_what_dies_is_started_again(site: Site, part: str) -> None:
    killed = site.kill(part)
    wait_until(lambda: site.processes().get(part, killed) != killed)
    wait_until(lambda: _is_ready(site.port))


def test_a_stop_that_is_asked_for_ends_every_process(prepared: Path) -> None:
    with running(prepared) as site:
        pids = [*site.processes().values(), site.process.pid]
        site.process.send_signal(signal.SIGTERM)
        assert site.process.wait(15) == 0
    assert [pid for pid in pids if Path(f"/proc/{pid}").exists()] == []


def test_a_killed_supervisor_takes_its_children_along(prepared: Path) -> None:
    with running(prepared) as site:
        pids = list(site.processes().values())
        os.kill(site.process.pid, signal.SIGKILL)
        wait_until(lambda: not any(_is_alive(pid) for pid in pids), seconds=15)


def test_the_web_alone_has_no_worker(prepared: Path) -> None:
    with running(prepared, "--web") as site:
        assert sorted(site.processes()) == ["serving", "web"]


def test_a_queued_mail_leaves_within_two_seconds(prepared: Path) -> None:
    with post_office() as office, running(prepared, EMAIL_URL=f"smtp://127.0.0.1:{office.port}") as site:
        waits = []
        for number in range(5):
            begin = time.monotonic()
            assert fetch(site.port, "/write", "POST", X_Key=f"letter {number}") == (201, "")
            wait_until(lambda wanted=number + 1: len(office.letters) == wanted, pause=0.01)  # type: ignore[misc]  # the default binds the number of this turn
            waits.append(time.monotonic() - begin)
    assert statistics.median(waits) < 2, waits


@pytest.mark.drill
@pytest.mark.parametrize("unfinished", ["header", "body"])
def test_slow_clients_do_not_keep_honest_ones_waiting(site: Site, unfinished: str) -> None:
    """Each probe is answered within its limit, and no later than without slow clients beyond a small factor.

    The factor is taken within one run, from probes before and after, since a time alone would tell of the machine; a
    server that is held up answers no probe at all, as the next test shows.
    """
    idle = probe(site.port, seconds=PROBE_SECONDS / 3)
    with slow_clients(site.port, unfinished):
        during = probe(site.port)
    idle += probe(site.port, seconds=PROBE_SECONDS / 3)
    figures = {"clients": SLOW_CLIENTS, "unfinished": unfinished, "idle": told(idle), "slow": told(during)}
    print(json.dumps({"drill": "slow", **figures}))  # noqa: T201 - the figure is what the drill is for
    assert None not in during, figures
    assert middle(during) < FACTOR * middle(idle), figures


@pytest.mark.drill
def test_a_server_that_serves_one_after_the_other_fails_the_same_probe() -> None:
    class Quiet(WSGIRequestHandler):
        def log_message(self, format: str, *args: object) -> None:
            pass

    def answer(environ: object, start: object) -> list[bytes]:
        start("200 OK", [("Content-Length", "3")])  # type: ignore[operator]  # WSGI hands over an untyped callable
        return [b"ok\n"]

    with make_server("127.0.0.1", 0, answer, handler_class=Quiet) as naive:
        thread = threading.Thread(target=naive.serve_forever, daemon=True)
        thread.start()
        port = naive.server_port
        assert None not in probe(port, seconds=0.5), "without slow clients it answers"
        with slow_clients(port, "header", how_many=5):
            held_up = probe(port, seconds=1, timeout=0.5)
        assert set(held_up) == {None}, "with five of them it answers nobody"
        naive.shutdown()


def test_a_file_of_200_megabytes_ends_as_a_sentence_on_its_field(prepared: Path) -> None:
    # In a server of its own: one that saw hundreds of slow clients has had their threads, and its peak tells of them.
    with running(prepared) as site:
        before = peak_megabytes(site.processes()["serving"])
        status, said, seconds = send_file(site.port, 200_000_000)
        assert status == 422
        assert "The file is larger than 8 MB and was not kept. Choose a smaller one." in said
        assert "title" not in said, "fields before the file arrive"
        assert seconds < 20
        assert peak_megabytes(site.processes()["serving"]) < min(200, before + 50)
        assert send_file(site.port, 1_000_000)[:2] == (200, "A house: 1000000 bytes")


def send_file(port: int, size: int) -> tuple[int, str, float]:
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    line.request("GET", "/upload")
    answer = line.getresponse()
    cookie = str(answer.getheader("Set-Cookie")).partition(";")[0]
    token = answer.read().decode().splitlines()[0]
    part = '--seam\r\nContent-Disposition: form-data; name="{}"\r\n\r\n{}\r\n'
    before = (
        part.format("csrfmiddlewaretoken", token)
        + part.format("title", "A house")
        + '--seam\r\nContent-Disposition: form-data; name="picture"; filename="house.jpg"\r\n\r\n'
    ).encode()
    after = b"\r\n--seam--\r\n"

    def body() -> Iterator[bytes]:
        yield before
        for start in range(0, size, 1_000_000):
            yield b"\xff" * min(1_000_000, size - start)
        yield after

    headers = {
        "Cookie": cookie,
        "Content-Type": "multipart/form-data; boundary=seam",
        "Content-Length": str(len(before) + size + len(after)),
    }
    begin = time.monotonic()
    line.request("POST", "/upload", body=body(), headers=headers)
    answer = line.getresponse()
    said = answer.read().decode()
    line.close()
    return answer.status, said, time.monotonic() - begin


@contextlib.contextmanager
def slow_clients(port: int, unfinished: str, how_many: int = SLOW_CLIENTS) -> Iterator[None]:
    """Open connections that send one byte each 0.2 seconds, within the header or within the body."""
    head = b"POST /write HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Key: slow\r\nContent-Length: 100000\r\n"
    sockets = [socket.create_connection(("127.0.0.1", port)) for _ in range(how_many)]
    for one in sockets:
        one.sendall(head + (b"\r\n" if unfinished == "body" else b"X-More: "))
    over = threading.Event()

    def trickle() -> None:
        while not over.wait(0.2):
            for one in sockets:
                with contextlib.suppress(OSError):
                    one.sendall(b"a")

    thread = threading.Thread(target=trickle)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()
        for one in sockets:
            one.close()


def probe(port: int, *, seconds: float = PROBE_SECONDS, timeout: float = LIMIT) -> list[float | None]:
    """Ask a light page each 0.2 seconds and return how long each answer took; None for none."""
    waits: list[float | None] = []
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        begin = time.monotonic()
        try:
            status, _said = fetch(port, "/healthz", timeout=timeout)
        except OSError:
            status = 0
        waits.append(time.monotonic() - begin if status == 200 else None)
        time.sleep(0.2)
    return waits


def middle(waits: list[float | None]) -> float:
    """Return the median wait; who was not answered has waited to the limit."""
    return statistics.median(LIMIT if wait is None else wait for wait in waits)


def told(waits: list[float | None]) -> dict[str, float]:
    """Say how long probes waited, in milliseconds."""
    found = sorted(LIMIT if wait is None else wait for wait in waits)
    nearly = found[min(len(found) - 1, int(len(found) * 0.99))]
    figures = {"p50": statistics.median(found), "p99": nearly, "max": found[-1]}
    return {"probes": len(waits), "answered": len(waits) - waits.count(None)} | {
        name: round(seconds * 1000, 1) for name, seconds in figures.items()
    }


def peak_megabytes(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) / 1000


def _is_ready(port: int) -> bool:
    try:
        return fetch(port, "/healthz")[0] == 200
    except (OSError, http.client.HTTPException):
        return False


def _is_alive(pid: int) -> bool:
    try:
        return ") Z" not in Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return False
