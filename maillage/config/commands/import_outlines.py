"""`maillage import-outlines`: the borders of places and regions from GeoJSON, all of them or none."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from maillage.config.commands.import_places import progress_bar, refusal_of, region_of
from maillage.config.refusal import Refusal
from maillage.config.start import database_in_reach, start_django

if TYPE_CHECKING:
    from maillage.territory.actions import OutlinesResult

NAME = "import-outlines"
HELP = "Bring in outlines of places and regions from GeoJSON (docs/import-places.md); nothing is half-imported."
MOST_NAMED = 20


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which file, whose codes, who made it, and whether to rehearse."""
    parser.add_argument("file", type=Path, help="a GeoJSON file in degrees (WGS 84)")
    parser.add_argument("--country", metavar="CODE", default="", help="the country whose codes these are, such as FR")
    parser.add_argument("--region", metavar="SLUG", help="outlines of this region's places alone")
    parser.add_argument("--source", default="", help="who made the outlines; the file's name where it is not said")
    parser.add_argument("--licence", default="", help="under which licence, such as “CC BY 4.0”")
    parser.add_argument("--dry-run", action="store_true", help="check everything and say what would change")


def handle(options: argparse.Namespace) -> int:
    """Import, and say what came in, what was left out, and which features are in the way."""
    if not options.file.is_file():
        raise Refusal(f"There is no file {options.file}; look for its name and folder.")
    start_django()
    from maillage.kit.audit import SYSTEM
    from maillage.territory.actions import import_outlines

    with database_in_reach(), progress_bar(" outlines") as progress:
        result = import_outlines(
            options.file,
            country=options.country,
            region=region_of(options.region),
            origin=options.source,
            licence=options.licence,
            dry_run=options.dry_run,
            progress=progress,
            by=SYSTEM,
        )
    if result.errors:
        raise Refusal(refusal_of(result.errors, "feature"))
    sys.stdout.write("\n".join(told(result, rehearsal=options.dry_run)) + "\n")
    return 0


def told(result: OutlinesResult, *, rehearsal: bool) -> list[str]:
    """Say what an import did, in sentences."""
    verb = "would come in" if rehearsal else "came in"
    lines = [
        f"Outlines {verb} for {result.places} places, {result.regions} regions and {result.parts} parts of regions."
    ]
    if result.dropped:
        lines.append(f"Rings left out because they enclose nothing: {result.dropped}.")
    if result.empty:
        lines.append(f"Left without any outline: {_named(result.empty)}.")
    if result.unknown:
        lines.append(f"Not known here and passed over: {_named(result.unknown)}.")
    return lines


def _named(names: tuple[str, ...]) -> str:
    more = f" and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else ""
    return ", ".join(names[:MOST_NAMED]) + more
