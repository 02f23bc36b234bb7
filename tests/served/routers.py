"""A counterpart of OSRM, Valhalla and openrouteservice for tests: each speaks as its documentation says."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

Point = tuple[float, float]
KEY = "a-key-of-openrouteservice"
# A degree is a hundred kilometres of road, driven at a kilometre a minute; eastwards takes a minute more.
METRES_A_DEGREE = 100_000.0
MOST_PAIRS = {"osrm": 100 * 100, "valhalla": 2500, "ors": 3500}


@dataclass
class Router:
    """What the server was asked, and how it misbehaves when a test wants it to; `islands` have no road."""

    url: str = ""
    asked: list[tuple[str, int, int]] = field(default_factory=list)
    islands: set[Point] = field(default_factory=set)
    status: int = 200
    body: bytes | None = None
    delay: float = 0
    location: str = ""

    def way(self, start: Point, end: Point) -> tuple[float, float] | None:
        """Return seconds and metres, with a fraction as real routers have it, or nothing without a road."""
        if start != end and {start, end} & self.islands:
            return None
        metres = METRES_A_DEGREE * (abs(start[0] - end[0]) + abs(start[1] - end[1]))
        return metres * 0.06 + (60 if end[0] > start[0] else 0), metres

    def table(self, kind: str, starts: list[Point], ends: list[Point]) -> list[list[tuple[float, float] | None]]:
        assert len(starts) * len(ends) <= MOST_PAIRS[kind]
        self.asked.append((kind, len(starts), len(ends)))
        return [[self.way(start, end) for end in ends] for start in starts]


def osrm(router: Router, path: str, query: str) -> tuple[int, Any]:
    """http://project-osrm.org/docs/v5.24.0/api/#table-service: a GET, longitude first, null where there is no road."""
    head, _slash, coordinates = unquote(path).rpartition("/")
    if head != "/table/v1/driving":
        return 400, {"code": "InvalidUrl", "message": "URL string malformed close to position 1"}
    points = [(float(part.split(",")[0]), float(part.split(",")[1])) for part in coordinates.split(";")]
    given = parse_qs(query)
    sources, destinations = (
        [points[int(at)] for at in given[name][0].split(";")] if name in given else points
        for name in ("sources", "destinations")
    )
    wanted = given.get("annotations", ["duration"])[0].split(",")
    table = router.table("osrm", sources, destinations)
    answer: dict[str, Any] = {"code": "Ok", "sources": [{}] * len(sources), "destinations": [{}] * len(destinations)}
    for number, (name, key) in enumerate((("duration", "durations"), ("distance", "distances"))):
        if name in wanted:
            answer[key] = [[cell and round(cell[number], 1) for cell in row] for row in table]
    return 200, answer


def valhalla(router: Router, given: dict[str, Any]) -> tuple[int, Any]:
    """https://valhalla.github.io/valhalla/api/matrix/api-reference/: kilometres, whole seconds, named places."""
    if given["costing"] != "auto":
        return 400, {"error_code": 125, "error": "No costing method found", "status_code": 400, "status": "Bad Request"}
    starts, ends = ([(one["lon"], one["lat"]) for one in given[name]] for name in ("sources", "targets"))
    scale = 1000 if given.get("units", "km") in ("km", "kilometers") else 1609.344
    rows = [
        [
            {
                "distance": round(cell[1] / scale, 3) if cell else None,
                "time": round(cell[0]) if cell else None,
                "to_index": column,
                "from_index": row,
            }
            for column, cell in enumerate(line)
        ]
        for row, line in enumerate(router.table("valhalla", starts, ends))
    ]
    return 200, {"sources_to_targets": rows, "units": "kilometers" if scale == 1000 else "miles"}


def openrouteservice(router: Router, given: dict[str, Any], key: str | None) -> tuple[int, Any]:
    """https://giscience.github.io/openrouteservice/api-reference/endpoints/matrix/: a POST with a key in its head."""
    if key != KEY:
        return 403, {"error": "Access to this API has been disallowed"}
    points = [(one[0], one[1]) for one in given["locations"]]
    starts, ends = (
        [points[int(at)] for at in given.get(name, range(len(points)))] for name in ("sources", "destinations")
    )
    table = router.table("ors", starts, ends)
    scale = {"m": 1, "km": 1000}[given.get("units", "m")]
    metrics = given.get("metrics", ["duration"])
    answer: dict[str, Any] = {"sources": [{}] * len(starts), "destinations": [{}] * len(ends), "metadata": {}}
    if "duration" in metrics:
        answer["durations"] = [[cell and round(cell[0], 2) for cell in row] for row in table]
    if "distance" in metrics:
        answer["distances"] = [[cell and round(cell[1] / scale, 2) for cell in row] for row in table]
    return 200, answer


@contextmanager
def road_router() -> Iterator[Router]:
    """Run all three on one free port of this machine."""
    known = Router()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            self.speak(lambda: osrm(known, parts.path, parts.query))

        def do_POST(self) -> None:
            given = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            path = urlsplit(self.path).path
            if path == "/sources_to_targets":
                self.speak(lambda: valhalla(known, given))
            elif path == "/v2/matrix/driving-car/json":
                self.speak(lambda: openrouteservice(known, given, self.headers["Authorization"]))
            else:
                self.speak(lambda: (404, {"error": "Try any of the documented paths", "status_code": 404}))

        def speak(self, answer: Any) -> None:
            time.sleep(known.delay)
            status, said = (known.status, {"message": "refused"}) if known.status != 200 else answer()
            body = json.dumps(said).encode() if known.body is None else known.body
            self.send_response(status)
            if known.location:
                self.send_header("Location", known.location)
            self.send_header("Content-Type", "application/json;charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            try:
                self.wfile.write(body)
            except OSError:
                self.close_connection = True

        def log_message(self, *_args: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    known.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield known
    finally:
        server.shutdown()
        server.server_close()
