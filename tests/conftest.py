"""The fixed cast: two regions of one programme and one of another, with the people who work there."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.utils import translation
from xdist.scheduler import LoadScopeScheduling

from maillage.people.enums import Part, Role
from maillage.people.models import Organisation, User
from maillage.territory.models import Programme, Region
from tests import factories as make

HERE = Path(__file__).resolve().parent
# Asked on SQLite alone: what these tests say would be the same on any database.
THE_SAME_ON_ANY = {"test_languages.py", "test_masks.py", "test_light.py", "test_queries.py", "test_look.py"}
# They draw what the floors below them have asked for.
SURFACES = {"desk", "website", "demonstration"}
LONGEST = ["isolation", "journeys", "drills", "config"]
DATABASE_FIXTURES = {"db", "transactional_db", "django_db_serialized_rollback", "live_server"}


class ByFile(LoadScopeScheduling):  # type: ignore[misc]  # xdist ships no types
    """Tests of one file run in one process, so that what they start is started once."""

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.partition("::")[0]
        # The one file that would keep a process busy alone for minutes is shared by language.
        return file + nodeid.partition("[")[2][:2] if file.endswith("test_accessibility.py") else file


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> ByFile:
    return ByFile(config, log)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Share the suite between two cores, and leave out of the second database what asks no database.

    `scripts/checks.py` sets the variable for the second database.
    """
    # The longest first, so that no process waits at the end for one browser; last what empties the tables at its end,
    # the themes that every installation has included.
    emptying = {item.path for item in items if _empties_the_tables(item)}
    items.sort(key=lambda item: _turn(item, emptying))
    if os.environ.get("ONLY_WHAT_ASKS_THE_DATABASE"):
        chosen = {item for item in _sampled(items) if _asks_the_database(item)}
        config.hook.pytest_deselected(items=[item for item in items if item not in chosen])
        items[:] = [item for item in items if item in chosen]


def pytest_collection_finish(session: pytest.Session) -> None:
    """The tests themselves live until the end: looking through them for rubbish took a tenth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


def _sampled(items: list[pytest.Item]) -> list[pytest.Item]:
    """Leave out what does not hang on the database: further values, words, weights, counts, and what pages look like.

    Whose row it is does not hang on it either: every twelfth route is enough there; `make drill` takes all.
    """
    if os.environ.get("WHOLE_MATRIX"):
        return items
    routes = sorted({_route(item) for item in items if _folder(item) == "isolation"})
    kept = set(routes[::12])
    return [
        item
        for item in _first_of_each(items)
        if (_route(item) in kept if _folder(item) == "isolation" else not _is_drawn(item))
    ]


def _first_of_each(items: list[pytest.Item]) -> Iterator[pytest.Item]:
    """Ask a test that is asked with many values with the first of them; routes are chosen otherwise."""
    seen: set[str] = set()
    for item in items:
        asked = item.nodeid.partition("[")[0]
        if asked not in seen or _folder(item) == "isolation":
            yield item
        seen.add(asked)


def _is_drawn(item: pytest.Item) -> bool:
    """Tell whether a test looks at drawn pages and papers, whose rows other tests ask both databases for."""
    return (
        item.path.name in THE_SAME_ON_ANY
        or _folder(item) in SURFACES
        or item.path.stem.endswith(("page", "pages", "screen", "screens", "paper", "papers"))
    )


def _route(item: pytest.Item) -> str:
    return item.callspec.id if hasattr(item, "callspec") else item.name


def _turn(item: pytest.Item, emptying: set[Path]) -> int:
    if item.path in emptying:
        return len(LONGEST) + 1
    return LONGEST.index(_folder(item)) if _folder(item) in LONGEST else len(LONGEST)


def _empties_the_tables(item: pytest.Item) -> bool:
    marker = item.get_closest_marker("django_db")
    return bool(marker and marker.kwargs.get("transaction"))


def _folder(item: pytest.Item) -> str:
    return item.path.relative_to(HERE).parts[0]


def _asks_the_database(item: pytest.Item) -> bool:
    fixtures = set(getattr(item, "fixturenames", ()))
    return bool(DATABASE_FIXTURES & fixtures) or item.get_closest_marker("django_db") is not None


@pytest.fixture(autouse=True)
def nothing_at_hand() -> None:
    """Rows of one test have the keys of another's: what is kept drawn for many onlookers is forgotten between them."""
    from maillage.cooperation.templatetags.cooperation import AT_HAND
    from maillage.cooperation.views.onlookers import PLACES

    PLACES.clear()
    AT_HAND.clear()


@pytest.fixture(autouse=True)
def no_language_left() -> Iterator[None]:
    """A language that a test spoke is not spoken in the next one."""
    yield
    translation.deactivate()


@dataclass
class Cast:
    """Who is who in tests: `near` is the region where the story happens, `far` its sibling, `foreign` another's."""

    programme: Programme
    near: Region
    far: Region
    foreign: Region
    host: Organisation
    member_organisation: Organisation
    convenor: User
    editor: User
    member: User
    far_convenor: User
    foreign_convenor: User
    lead: User
    stranger: User


@pytest.fixture
def cast(db: None) -> Cast:
    return a_cast()


def a_cast() -> Cast:
    """Make the cast; within one test, or once for a whole file that takes it back by itself."""
    programme = make.a_programme(slug="share", name="Share")
    near = make.a_region(programme, slug="near", name={"en": "Near", "fr": "Près"})
    far = make.a_region(programme, slug="far", name={"en": "Far", "fr": "Loin"})
    foreign = make.a_region(slug="foreign", name={"en": "Foreign", "fr": "Ailleurs"})
    host = make.an_organisation(near, Part.CONVENOR, name="The Host")
    member_organisation = make.an_organisation(near, name="The Member")
    users = {
        name: make.a_user(f"{name.replace('_', '.')}@example.org", name=name.replace("_", " ").title())
        for name in ("convenor", "editor", "member", "far_convenor", "foreign_convenor", "lead", "stranger")
    }
    make.a_role(users["convenor"], Role.CONVENOR, near)
    make.a_role(users["editor"], Role.EDITOR, near)
    make.a_role(users["member"], Role.MEMBER, near, member_organisation)
    make.a_role(users["far_convenor"], Role.CONVENOR, far)
    make.a_role(users["foreign_convenor"], Role.CONVENOR, foreign)
    make.a_role(users["lead"], Role.LEAD, near)
    return Cast(
        programme=programme,
        near=near,
        far=far,
        foreign=foreign,
        host=host,
        member_organisation=member_organisation,
        **users,
    )
