"""`maillage import-places`: municipalities from a table, all of them or none."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from maillage.config.refusal import Refusal
from maillage.config.start import database_in_reach, start_django

if TYPE_CHECKING:
    from maillage.territory.actions import ImportResult
    from maillage.territory.models import Region

NAME = "import-places"
HELP = "Bring in municipalities from a CSV file (docs/import-places.md); nothing is half-imported."
MOST_ERRORS = 20


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which file, for which region, and whether to rehearse."""
    parser.add_argument("file", type=Path, help="a CSV file in UTF-8")
    parser.add_argument("--region", metavar="SLUG", help="all places belong to this region")
    parser.add_argument("--dry-run", action="store_true", help="check everything and say what would change")
    parser.add_argument(
        "--ignore-unknown-parents", action="store_true", help="import places whose parent is not known without it"
    )


def handle(options: argparse.Namespace) -> int:
    """Import, and say what changed or which lines are in the way."""
    if not options.file.is_file():
        raise Refusal(f"There is no file {options.file}; look for its name and folder.")
    start_django()
    from maillage.kit.audit import SYSTEM
    from maillage.territory.actions import import_places

    with database_in_reach(), _progress() as progress:
        result = import_places(
            options.file,
            region=_region(options.region),
            dry_run=options.dry_run,
            progress=progress,
            by=SYSTEM,
            ignore_unknown_parents=options.ignore_unknown_parents,
        )
    if result.errors:
        raise Refusal(_errors(result))
    verb = "would be" if options.dry_run else "are"
    sys.stdout.write(
        f"{result.created} places {verb} new, {result.updated} {verb} changed, {result.unchanged} stay as they were.\n"
    )
    return 0


def _region(slug: str | None) -> Region | None:
    from maillage.territory.models import Region

    if slug is None:
        return None
    region = Region.objects.filter(slug=slug).first()
    if region is None:
        known = ", ".join(Region.objects.values_list("slug", flat=True)) or "none yet"
        raise Refusal(f"There is no region “{slug}” here; there are: {known}.")
    return region


@contextmanager
def _progress() -> Iterator[Callable[[int, int], None]]:
    from tqdm import tqdm

    with tqdm(unit=" lines", leave=False, disable=None) as bar:

        def show(done: int, total: int) -> None:
            bar.total = total
            bar.n = done
            bar.refresh()

        yield show


def _errors(result: ImportResult) -> str:
    lines = [f"  line {line}: {sentence}" for line, sentence in result.errors[:MOST_ERRORS]]
    if len(result.errors) > MOST_ERRORS:
        lines.append(f"  and {len(result.errors) - MOST_ERRORS} more")
    return "Nothing was imported. Correct these lines and start again:\n" + "\n".join(lines)
