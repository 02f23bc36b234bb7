"""`maillage import-places`: municipalities from a table or workbook, all of them or none."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from maillage.config.refusal import Refusal
from maillage.config.start import database_in_reach, start_django

if TYPE_CHECKING:
    from maillage.territory.actions import ImportResult
    from maillage.territory.models import Region

NAME = "import-places"
HELP = "Bring in municipalities from a CSV file or workbook, Eurostat's too (docs/import-places.md); all or nothing."
MOST_ERRORS = 20
FIRST_YEAR, LAST_YEAR = 1800, 2100


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which file, for which region, and whether to rehearse."""
    parser.add_argument("file", type=Path, help="a CSV file in UTF-8, or a workbook (.xlsx)")
    parser.add_argument("--region", metavar="SLUG", help="all places belong to this region")
    parser.add_argument("--country", metavar="CODE", action="append", default=[], help="lines of this country alone")
    parser.add_argument(
        "--nuts", metavar="CODE", action="append", default=[], help="lines whose NUTS code begins so, such as ES417"
    )
    parser.add_argument("--population-year", metavar="YEAR", type=int, help="year of the figures that carry none")
    parser.add_argument("--source", default="", help="where the lines come from that do not say it themselves")
    parser.add_argument("--licence", default="", help="under which licence; shown beside the source")
    parser.add_argument(
        "--keep-others", action="store_true", help="leave localities with borrowed codes beside the official units"
    )
    parser.add_argument("--dry-run", action="store_true", help="check everything and say what would change")
    parser.add_argument(
        "--ignore-unknown-parents", action="store_true", help="import places whose parent is not known without it"
    )


def handle(options: argparse.Namespace) -> int:
    """Import, and say what changed or which lines are in the way."""
    if not options.file.is_file():
        raise Refusal(f"There is no file {options.file}; look for its name and folder.")
    start_django()
    from maillage.initiatives.actions.index_practices import rebuild_index
    from maillage.kit.audit import SYSTEM
    from maillage.territory.actions import import_places
    from maillage.territory.local_units import Wanted

    with database_in_reach(), progress_bar() as progress:
        result = import_places(
            options.file,
            region=region_of(options.region),
            dry_run=options.dry_run,
            progress=progress,
            by=SYSTEM,
            ignore_unknown_parents=options.ignore_unknown_parents,
            wanted=Wanted.of(options.country, options.nuts),
            population_year=_year(options.population_year),
            origin=origin_of(options.source, options.licence),
            keep_others=options.keep_others,
        )
    if result.errors:
        raise Refusal(refusal_of(result.errors))
    if (result.updated or result.left) and not options.dry_run:
        rebuild_index()
    sys.stdout.write("".join(f"{line}\n" for line in told(result, rehearsal=options.dry_run, source=options.source)))
    return 0


def told(result: ImportResult, *, rehearsal: bool, source: str) -> list[str]:
    """Say what came in, which localities left for the units, and how the source is named."""
    verb, leave = ("would be", "would leave") if rehearsal else ("are", "left")
    lines = [
        f"{result.created} places {verb} new, {result.updated} {verb} changed, {result.unchanged} stay as they were."
    ]
    if result.left:
        lines.append(
            f"{result.left} localities with borrowed codes {leave} the region, so that nobody is counted twice: "
            f"{result.joined} {verb} parts of the units they lie in, {result.left - result.joined} lie in none."
        )
    if result.staying:
        lines.append(f"{result.staying} localities with borrowed codes stay: no unit known here holds them.")
    if not source:
        lines.append("Lines that name no source carry the file's name; --source TEXT --licence TEXT says more.")
    return lines


def origin_of(source: str, licence: str) -> str:
    """Return the source with its licence, as it is shown beside each place."""
    if licence and not source:
        raise Refusal("A licence needs its source: add --source TEXT.")
    return f"{source} ({licence})" if licence else source


def region_of(slug: str | None) -> Region | None:
    """Return the region of this address; none where none is named."""
    from maillage.territory.models import Region

    if slug is None:
        return None
    region = Region.objects.filter(slug=slug).first()
    if region is None:
        known = ", ".join(Region.objects.values_list("slug", flat=True)) or "none yet"
        raise Refusal(f"There is no region “{slug}” here; there are: {known}.")
    return region


@contextmanager
def progress_bar(unit: str = " lines") -> Iterator[Callable[[int, int], None]]:
    """Show how far a file is read, where somebody looks."""
    from tqdm import tqdm

    with tqdm(unit=unit, leave=False, disable=None) as bar:

        def show(done: int, total: int) -> None:
            bar.total = total
            bar.n = done
            bar.refresh()

        yield show


def refusal_of(errors: Sequence[tuple[int, str]], unit: str = "line") -> str:
    """Say what is in the way, one error a line."""
    lines = [f"  {unit} {number}: {sentence}" if number else f"  {sentence}" for number, sentence in errors]
    if len(lines) > MOST_ERRORS:
        lines[MOST_ERRORS:] = [f"  and {len(lines) - MOST_ERRORS} more"]
    return f"Nothing was imported. Correct these {unit}s and start again:\n" + "\n".join(lines)


def _year(year: int | None) -> int | None:
    if year is not None and not FIRST_YEAR <= year <= LAST_YEAR:
        raise Refusal(f"{year} is no year between {FIRST_YEAR} and {LAST_YEAR}.")
    return year
