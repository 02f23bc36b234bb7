"""Server time of a region's coverage pages, the process warm, nothing kept: `python -m benchmarks.coverage_page`."""

from __future__ import annotations

import json
import os
import random
import resource
import statistics
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from typing import Any

PLACES, ALLOWED_MS = 563, 300.0
ROUNDS = 20
THEMES = ("mobility", "language_and_literacy", "housing_and_hosting", "health", "culture_and_arts", "digital")
EACH = 15
NEEDS = 80
PAGES = {
    "all themes": "",
    "one theme": "language_and_literacy/",
    "all places": "?places=all",
    "one municipality": "?place=C0100",
}


@dataclass
class Figure:
    """What one page takes: the first answer of the process, then median and slowest of the others, without a copy."""

    page: str
    queries: int
    first_ms: float
    first_processor_ms: float
    median_ms: float
    slowest_ms: float
    allowed_ms: float
    bytes: int
    peak_mb: int


def main() -> int:
    """Fill a database with one region of 563 places, read its pages in this process, and print a table."""
    with tempfile.TemporaryDirectory(prefix="maillage-bench-") as home:
        os.environ["MAILLAGE_HOME"] = home
        os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        began = time.perf_counter()
        __import__("maillage.insight.coverage_theme_page")
        __import__("maillage.core.coverage")
        warming = time.perf_counter() - began
        settle()
        # Whatever any first page of a process costs, addresses, templates and catalogues, is not this page's.
        read("/en/here/")
        figures = [measured(page, path) for page, path in PAGES.items()]
    print(f"Bringing numpy, scipy and HiGHS in, once a process: {warming:.2f} s")
    for one in figures:
        print(
            f"{one.page:<17} {one.queries} queries  first {one.first_ms:6.1f} ms "
            f"(processor {one.first_processor_ms:.0f})  median {one.median_ms:6.1f} ms  "
            f"slowest {one.slowest_ms:6.1f} ms of {one.allowed_ms:.0f}  {one.bytes:7d} bytes  {one.peak_mb} MB"
        )
    print(json.dumps({"benchmark": "coverage_page", "places": PLACES, "pages": [asdict(one) for one in figures]}))
    return int(any(one.first_ms > ALLOWED_MS for one in figures))


def settle() -> None:
    """Fill one region: places on a square of 93 km, initiatives of six themes, needs, listeners."""
    from maillage.insight.models import Listener
    from maillage.territory.actions import draw_map
    from maillage.territory.models import Place
    from tests import factories as make
    from tests.insight.covering import a_need, a_reported_table, a_theme, an_initiative

    chance = random.Random(1)  # noqa: S311 - the same region in every run
    region = make.a_region(slug="here", name={"en": "Here"})
    rows = Place.objects.bulk_create(a_place(number, chance) for number in range(PLACES))
    region.places.add(*rows)
    draw_map(region)
    for key in THEMES:
        for _ in range(EACH):
            an_initiative(region, chance.choice(rows), a_theme(key))
    table = a_reported_table(region)
    for _ in range(NEEDS):
        a_need(table, chance.choice(rows), theme=a_theme(chance.choice(THEMES)))
    for place in chance.sample(rows, 40):
        Listener.objects.create(region=region, place=place, called="Office", since="2020-01-01")


def a_place(number: int, chance: random.Random) -> Any:
    """Return one municipality, mostly rural and small."""
    from maillage.territory.models import Place

    degurba = 3 if chance.random() < 0.94 else 2
    return Place(
        code=f"C{number:04d}", country="FR", name=f"Place {number}", degurba=degurba, area_km2=15, population_year=2023,
        population=chance.randint(80, 1_500) if degurba == 3 else chance.randint(4_000, 45_000),
        latitude=46.2 + chance.random() * 0.84, longitude=4.0 + chance.random() * 1.2,
    )  # fmt: skip


def read(path: str) -> Any:
    """Read a page as somebody who has no copy of it."""
    from django.test import Client

    answer = Client().get(path, headers={"host": "localhost"})
    if answer.status_code != 200:
        raise RuntimeError(f"{path}: {answer.status_code}")
    return answer


def measured(page: str, path: str) -> Figure:
    """Read one page again and again, each time as somebody who has no copy of it."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    waits: list[float] = []
    worked: list[float] = []
    size = 0
    for _ in range(ROUNDS + 1):
        began, worked_before = time.perf_counter(), time.process_time()
        answer = read(f"/en/here/coverage/{path}")
        waits.append((time.perf_counter() - began) * 1000)
        worked.append((time.process_time() - worked_before) * 1000)
        size = len(answer.content)
    with CaptureQueriesContext(connection) as asked:
        read(f"/en/here/coverage/{path}")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    first, rest = waits[0], sorted(waits[1:])
    return Figure(
        page=page,
        queries=len(asked),
        first_ms=round(first, 1),
        first_processor_ms=round(worked[0], 1),
        median_ms=round(statistics.median(rest), 1),
        slowest_ms=round(rest[-1], 1),
        allowed_ms=ALLOWED_MS,
        bytes=size,
        peak_mb=peak,
    )


if __name__ == "__main__":
    sys.exit(main())
