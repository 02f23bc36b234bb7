"""Compiles the committed translations (.po) into the files Django reads (.mo), without system packages."""

from __future__ import annotations

import os
from pathlib import Path

LOCALE = Path(__file__).resolve().parent.parent / "locale"


def stale_translations(folder: Path = LOCALE) -> list[Path]:
    """Return the .po files that are newer than what was compiled from them."""
    return [path for path in sorted(folder.glob("*/LC_MESSAGES/*.po")) if not _is_fresh(path)]


def compile_translations(folder: Path = LOCALE) -> int:
    """Compile what is stale and return how many files that were; several processes may do so at once."""
    stale = stale_translations(folder)
    for path in stale:
        _compile(path)
    return len(stale)


def _is_fresh(path: Path) -> bool:
    compiled = path.with_suffix(".mo")
    return compiled.exists() and compiled.stat().st_mtime_ns >= path.stat().st_mtime_ns


def _compile(path: Path) -> None:
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    with path.open("rb") as source:
        catalog = read_po(source, locale=None)
    aside = path.with_suffix(f".{os.getpid()}.mo")
    with aside.open("wb") as target:
        write_mo(target, catalog)
    aside.replace(path.with_suffix(".mo"))
