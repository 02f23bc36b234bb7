"""The house inspects itself: floors of foreign keys, marks of views, sizes, words of modules."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from django.apps import apps
from django.db.models import ForeignKey, ManyToManyField
from django.urls import URLPattern, URLResolver, get_resolver

from maillage.kit.access import Policy

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "maillage"
FLOORS = [
    {"core"},
    {"kit"},
    {"territory"},
    {"people"},
    {"initiatives"},
    {"mobility", "outreach"},
    {"cooperation"},
    {"insight"},
    {"website", "desk", "api"},
    {"demonstration"},
    {"config"},
]
OURS = [model for model in apps.get_models() if model.__module__.startswith("maillage.")]
MODULES = [path for path in sorted(PACKAGE.rglob("*.py")) if "migrations" not in path.parts]
# The sign-in pages belong to allauth: anybody may open them, and they keep their own limits.
THIRD_PARTY_VIEWS = "allauth."


def floor_of(app: str) -> int:
    return next(height for height, rooms in enumerate(FLOORS) if app in rooms)


def all_routes(resolver: URLResolver | None = None, prefix: str = "") -> list[tuple[str, URLPattern]]:
    found = []
    for entry in (resolver or get_resolver()).url_patterns:
        route = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            found += all_routes(entry, route)
        else:
            found.append((route, entry))
    return found


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_a_foreign_key_points_to_the_same_room_or_a_lower_floor(model: type) -> None:
    here = model._meta.app_label
    for field in model._meta.get_fields():
        if isinstance(field, ForeignKey | ManyToManyField):
            there = field.related_model._meta.app_label
            if field.related_model.__module__.startswith("maillage."):
                assert there == here or floor_of(there) < floor_of(here), f"{model._meta.label}.{field.name}"


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_a_noun_stays_small(model: type) -> None:
    assert len(model._meta.local_fields) <= 17, "more than sixteen fields and the key: is it two nouns?"


def test_every_view_says_who_may_open_it() -> None:
    silent = [
        route
        for route, pattern in all_routes()
        if not isinstance(getattr(pattern.callback, "policy", None), Policy)
        and not pattern.callback.__module__.startswith(THIRD_PARTY_VIEWS)
    ]
    assert silent == []


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_module_begins_with_one_sentence(path: Path) -> None:
    words = ast.get_docstring(ast.parse(path.read_text()))
    assert words, "no docstring"
    assert "\n\n" not in words, "more than one sentence belongs into docs/"
    assert words.endswith("."), words


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_file_fits_the_eye(path: Path) -> None:
    assert len(path.read_text().splitlines()) <= 400


def test_the_kit_stays_a_kit() -> None:
    lines = sum(len(path.read_text().splitlines()) for path in MODULES if path.is_relative_to(PACKAGE / "kit"))
    assert lines < 2000


def test_the_kit_knows_no_domain_noun() -> None:
    nouns = r"\b(roundtable|commitment|newcomer|initiative|pilot|organisation)s?\b"
    for path in MODULES:
        if path.is_relative_to(PACKAGE / "kit"):
            names = {node.name for node in ast.walk(ast.parse(path.read_text())) if hasattr(node, "name") and node.name}
            assert not [name for name in names if re.search(nouns, str(name).replace("_", " "))], path


def test_public_functions_are_annotated() -> None:
    bare = [
        f"{path.relative_to(ROOT)}:{node.lineno} {node.name}"
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_") and node.returns is None
    ]
    assert bare == []


def test_no_text_is_marked_safe() -> None:
    for path in [*MODULES, *PACKAGE.rglob("*.html")]:
        assert not re.search(r"\|\s*safe\b|mark_safe\(", path.read_text()), path


def test_every_template_is_used() -> None:
    everything = "\n".join(path.read_text() for path in [*MODULES, *PACKAGE.rglob("*.html"), *PACKAGE.rglob("*.txt")])
    for path in PACKAGE.glob("*/templates/**/*.*"):
        name = "/".join(path.relative_to(PACKAGE).parts[2:])
        # allauth opens its own template names, and Django the four refusals.
        if name.startswith(("account/", "allauth/")) or name in {"403.html", "404.html", "500.html", "400.html"}:
            continue
        # A mail names its two templates once, by their stem.
        mail = path.parent.name == "mail" and f'"{path.stem}"' in everything
        assert mail or name in everything, f"{name} is opened by nobody"


def test_every_migration_has_a_name() -> None:
    names = [path.name for path in PACKAGE.glob("*/migrations/0*.py")]
    assert [name for name in names if "_auto_" in name] == []


def test_every_setting_of_the_environment_is_told_in_the_docs() -> None:
    told = (ROOT / "docs/running.md").read_text()
    asked = {
        name
        for path in (PACKAGE / "config").rglob("*.py")
        for name in re.findall(r"(?:env\.\w+\(|environ\.get\(|environ\[)\s*\"([A-Z_]+)\"", path.read_text())
    }
    assert [name for name in sorted(asked) if f"`{name}`" not in told] == []
