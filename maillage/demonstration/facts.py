"""Reading the facts of the demonstration: tables in words of our own, each row with its public sources."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "facts"
PLACES = Path(__file__).parent / "places" / "places.csv"

Facts = dict[str, Any]


def read_programme() -> Facts:
    """Return the programme, its organisations and news, with the keys of its sources turned into addresses."""
    return _read("programme")


def read_region(slug: str, addresses: dict[str, str]) -> Facts:
    """Return one region with everything that happened there, its sources turned into addresses."""
    facts = _read(slug, addresses)
    facts["slug"] = slug
    return facts


def _read(name: str, addresses: dict[str, str] | None = None) -> Facts:
    with (FOLDER / f"{name}.toml").open("rb") as file:
        facts = tomllib.load(file)
    _resolve(facts, facts["addresses"] if addresses is None else addresses)
    return facts


def _resolve(node: Any, addresses: dict[str, str]) -> None:
    """Put addresses in the place of source keys, wherever a row names its sources; an unknown key fails."""
    if isinstance(node, dict):
        if "sources" in node:
            node["sources"] = [addresses[key] for key in node["sources"]]
        for value in node.values():
            _resolve(value, addresses)
    elif isinstance(node, list):
        for value in node:
            _resolve(value, addresses)
