"""Finding among 50,000 practices, on SQLite and PostgreSQL, beside a plain scan: `python -m benchmarks search`."""

from __future__ import annotations

import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from typing import Any

from benchmarks.many_practices import Question, questions, settle
from tests.postgres import server
from tests.served.running import ROOT, clean_environment

PRACTICES = 50_000
QUERIES = 200
PAGE = 25
ROUNDS = 3
GOAL_MS = 50.0
SEED = 2026
PLAIN_TABLE = "CREATE TABLE plain (id integer PRIMARY KEY, region integer, public_id text, standing text, words text)"
PLAIN_COUNT = "SELECT count(*) FROM plain WHERE "
PLAIN_PAGE = "SELECT id FROM plain WHERE"


def main() -> int:
    """Measure both databases one after the other; exit code 1 where one is too slow or they do not agree."""
    with tempfile.TemporaryDirectory(prefix="maillage-search-") as home:
        found = {"sqlite": measured({"MAILLAGE_HOME": home})}
    with server(hurried=False) as address, tempfile.TemporaryDirectory(prefix="maillage-search-") as home:
        found["postgresql"] = measured({"MAILLAGE_HOME": home, "DATABASE_URL": address})
    sqlite, postgresql = found.values()
    agree = sum(one == other for one, other in zip(sqlite.pop("pages"), postgresql.pop("pages"), strict=True))
    for figures in found.values():
        print(json.dumps(figures))
    print(json.dumps({"benchmark": "search", "questions": QUERIES, "same_pages_in_the_same_order": agree}))
    return 0 if agree == QUERIES and all(one["p95_ms"] <= GOAL_MS for one in found.values()) else 1


def measured(environment: dict[str, str]) -> dict[str, Any]:
    """Measure one database in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.search", "here"],
        cwd=ROOT,
        env={**clean_environment(), **environment},
        stdout=subprocess.PIPE,
        check=True,
        text=True,
    )
    return dict(json.loads(done.stdout.splitlines()[-1]))


def here() -> int:
    """Fill the database of this process, ask, and print what was found and how long it took."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "maillage.config.settings")
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    from maillage.initiatives.actions.index_practices import rebuild_index

    call_command("migrate", verbosity=0)
    rng = random.Random(SEED)  # noqa: S311 - the same practices in every run
    texts = settle(PRACTICES, rng)
    began = time.perf_counter()
    rebuild_index()
    built = time.perf_counter() - began
    scan = plain_scan()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    asked = questions(texts, rng, QUERIES)
    spent: dict[str, list[float]] = {}
    pages: list[Any] = []
    for _round in range(ROUNDS):
        pages = [timed(spent, question.kind, lambda q=question: page_of(q)) for question in asked]
    plain: dict[str, list[float]] = {}
    for question in asked:
        timed(plain, question.kind, lambda q=question: scan(q))
    told = {"database": connection.vendor, "built_s": round(built, 1), **figures(spent, plain), "pages": pages}
    print(json.dumps(told))
    return 0


def figures(spent: dict[str, list[float]], plain: dict[str, list[float]]) -> dict[str, Any]:
    """Sum up milliseconds, all together and by kind of question."""
    every, scanned = [one for some in spent.values() for one in some], [one for some in plain.values() for one in some]
    return {
        "p50_ms": round(statistics.median(every), 1),
        "p95_ms": round(p95(every), 1),
        "longest_ms": round(max(every), 1),
        "p95_by_kind": {kind: round(p95(some), 1) for kind, some in spent.items()},
        "plain_p50_ms": round(statistics.median(scanned), 1),
        "plain_p95_ms": round(p95(scanned), 1),
        "times_plain_p50": round(statistics.median(scanned) / statistics.median(every), 1),
        "times_plain_p95": round(p95(scanned) / p95(every), 1),
    }


def p95(spent: list[float]) -> float:
    return statistics.quantiles(spent, n=20)[-1] if len(spent) > 1 else spent[0]


def timed(spent: dict[str, list[float]], kind: str, ask: Callable[[], Any]) -> Any:
    """Ask, and note the milliseconds."""
    began = time.perf_counter()
    answer = ask()
    spent.setdefault(kind, []).append((time.perf_counter() - began) * 1000)
    return answer


def page_of(question: Question) -> tuple[int, list[str]]:
    """Return how many practices fit, and the public ids of one page with their rows read."""
    from maillage.core.finding import facet
    from maillage.initiatives.models import Initiative
    from maillage.initiatives.queries.search import Asked, Search
    from maillage.territory.models import Region

    asked = Asked(question.words, tuple(frozenset({facet(name, value)}) for name, value in question.chosen.items()))
    regions = list(Region.objects.filter(is_active=True).order_by("slug").values_list("pk", flat=True))
    search = Search(asked, regions, Initiative.objects.none().values_list("pk", flat=True))
    found = search.found((question.page - 1) * PAGE, question.page * PAGE)
    rows = Initiative.objects.select_related("organisation", "place").in_bulk(found.numbers)
    return found.count, [rows[number].public_id for number in found.numbers]


def plain_scan() -> Callable[[Question], Any]:
    """Fill a table of folded texts, and return the plain way to look through it: word for word with LIKE."""
    from django.db import connection

    from maillage.core.folding import fold
    from maillage.initiatives.models import Initiative

    told = []
    for one in Initiative.objects.select_related("organisation", "place").iterator(chunk_size=2_000):
        said = [*one.name.values(), *one.description.values(), str(one.organisation), str(one.place)]
        told.append((one.pk, one.region_id, one.public_id, one.standing, fold(" ".join(said))))
    with connection.cursor() as cursor:
        cursor.execute(PLAIN_TABLE)
        cursor.executemany("INSERT INTO plain VALUES (%s, %s, %s, %s, %s)", told)

    def scan(question: Question) -> Any:
        words = [f"%{word}%" for word in fold(question.words).split()]
        standing = [question.chosen["standing"]] if "standing" in question.chosen else []
        where = " AND ".join(["words LIKE %s"] * len(words) + ["standing = %s"] * len(standing)) or "1 = 1"
        with connection.cursor() as cursor:
            cursor.execute(PLAIN_COUNT + where, [*words, *standing])
            count = cursor.fetchone()[0]
            cursor.execute(
                f"{PLAIN_PAGE} {where} ORDER BY region, public_id LIMIT %s OFFSET %s",
                [*words, *standing, PAGE, (question.page - 1) * PAGE],
            )
            return count, cursor.fetchall()

    return scan


if __name__ == "__main__":
    raise SystemExit(here() if sys.argv[1:] == ["here"] else main())
