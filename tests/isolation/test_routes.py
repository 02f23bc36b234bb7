"""All routes × roles × regions: no foreign row, file or feed is ever shown."""

from __future__ import annotations

import os
import pickle
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.db import connection, transaction
from django.template.base import Template
from django.template.context import Context
from django.test import Client
from django.urls import reverse
from django.utils.safestring import SafeString
from pytest_django import DjangoDbBlocker

from maillage.kit.access import Policy
from maillage.people.enums import RANK, Role
from maillage.people.models import User
from tests.conftest import a_cast
from tests.isolation.canaries import settle, told_of
from tests.isolation.routes import PRIMARY_KEYS, PUBLIC_IDS, VALUES, Route, every_route
from tests.papers import Paper

ROUTES = every_route()
NEEDED = {Policy.MEMBER: Role.MEMBER, Policy.EDITOR: Role.EDITOR, Policy.CONVENOR: Role.CONVENOR}
DESK = [route for route in ROUTES if route.policy in NEEDED]
ROWS_NAMED = [route for route in DESK if {"public_id", "pk"} & set(route.parameters) and "region" in route.parameters]
LINKS = [route for route in ROUTES if "token" in route.parameters]


BY_NAME = pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.name)
BY_DESK_NAME = pytest.mark.parametrize("route", DESK, ids=lambda route: route.name)
METHODS = ("get", "post")
CHANGES = {"INSERT", "UPDATE", "DELETE"}
PEOPLE = ("convenor", "editor", "member", "far_convenor", "foreign_convenor", "lead", "stranger")
# Pages that are open to all ask nobody who they are: two persons look at them here, all eight in `make drill`.
ONLOOKERS = ("nobody", "convenor")
# Who has a part in the region `near` alone is an outsider in the others: their convenor stands for all of them there.
# The convenor of a foreign programme is an outsider in both regions of this one.
ALIKE_ELSEWHERE = {
    "far": {"editor", "member", "stranger", "foreign_convenor"},
    "foreign": {"editor", "member", "stranger", "far_convenor"},
}
WHOLE = "WHOLE_MATRIX" in os.environ


@dataclass(frozen=True)
class Answer:
    """What matters of the answer to a GET: whose private words it tells, and what was written meanwhile."""

    status: int
    location: str
    tells: frozenset[str]
    written: tuple[str, ...]


@dataclass
class Settled:
    """Three settled regions, everybody of the cast, one browser window for each, and what they were answered."""

    world: dict[str, dict[str, Any]]
    people: dict[str, User | None]
    windows: dict[str, Client]
    roles: dict[tuple[str, str], Role | None]
    answers: dict[tuple[str, str], Answer] = field(default_factory=dict)

    def answer(self, route: Route, slug: str, name: str) -> Answer:
        """Ask for a page of a region as somebody, once for all tests: a GET changes nothing, which is tested too."""
        address = route.address(self.world[slug])
        if (address, name) not in self.answers:
            self.answers[address, name] = self._asked(address, name)
        return self.answers[address, name]

    def asking(self, slug: str) -> Iterable[str]:
        """Tell who asks in a region, so that each role is among them; in `make drill` everybody does."""
        return [name for name in self.people if WHOLE or name not in ALIKE_ELSEWHERE.get(slug, ())]

    def is_only_sent(self, route: Route) -> bool:
        """Tell whether an address takes forms alone: it shows a page to nobody then, whoever asks."""
        return not WHOLE and self.answer(route, "near", "convenor").status == 405

    def _asked(self, address: str, name: str) -> Answer:
        written: list[str] = []

        def noting(execute: Any, sql: str, *rest: Any) -> Any:
            if sql.split(" ", 1)[0] in CHANGES:
                written.append(sql)
            return execute(sql, *rest)

        with connection.execute_wrapper(noting):
            response = self.windows[name].get(address)
            body = body_of(response)
        tells = frozenset(slug for slug, rows in self.world.items() if told_of(rows["region"], body))
        return Answer(response.status_code, response.headers.get("Location", ""), tells, tuple(written))


def plainly_drawn(template: Template, context: Context) -> SafeString:
    return template.nodelist.render(context)


@pytest.fixture(scope="module")
def settled(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Settled]:
    """Made once for the whole matrix; what a request changes is taken back after its test, all of it at the end."""
    # Nobody asks here by which templates a page was drawn; noting it takes a tenth of the time.
    noting, Template._render = Template._render, plainly_drawn
    with django_db_blocker.unblock(), transaction.atomic():
        cast = a_cast()
        people: dict[str, User | None] = {"nobody": None, **{name: getattr(cast, name) for name in PEOPLE}}
        windows = {name: Client() for name in people}
        for name, user in people.items():
            if user:
                windows[name].force_login(user)
        world = {slug: settle(getattr(cast, slug)) for slug in ("near", "far", "foreign")}
        roles = {(name, slug): roles_of(people[name], world[slug]["region"]) for name in people for slug in world}
        yield Settled(world, people, windows, roles)
        transaction.set_rollback(True)
    Template._render = noting


@pytest.fixture
def world(settled: Settled, db: None) -> dict[str, dict[str, Any]]:
    return settled.world


@pytest.fixture
def people(settled: Settled) -> dict[str, User | None]:
    return settled.people


@pytest.fixture
def windows(settled: Settled, db: None) -> Iterator[dict[str, Client]]:
    """The windows as they were when everybody had just signed in, whatever a test does in them."""
    kept = {name: pickle.dumps(window.cookies) for name, window in settled.windows.items()}
    yield settled.windows
    for name, window in settled.windows.items():
        window.cookies = pickle.loads(kept[name])  # noqa: S301 - our own, from the line above


def roles_of(user: User | None, region: Any) -> Role | None:
    held = [
        Role(membership.role)
        for membership in (user.memberships.all() if user else [])
        if membership.region_id == region.pk or membership.programme_id == region.programme_id
    ]
    return max(held, key=RANK.__getitem__, default=None)


def onlookers(route: Route, people: Iterable[str]) -> Iterable[str]:
    open_to_all = route.policy in {Policy.PUBLIC, Policy.LINK, Policy.LOOPBACK}
    return ONLOOKERS if open_to_all and not WHOLE else people


def body_of(response: Any) -> str:
    content = b"".join(response.streaming_content) if response.streaming else response.content
    if response.get("Content-Type") == "application/pdf":
        return Paper(content).words
    return content.decode(errors="replace")


@BY_NAME
def test_a_route_declares_whom_it_serves_and_which_row_it_names(route: Route) -> None:
    assert isinstance(route.policy, Policy)
    assert set(route.parameters) <= set(VALUES)
    assert "public_id" not in route.parameters or route.name in PUBLIC_IDS
    assert "pk" not in route.parameters or route.name in PRIMARY_KEYS


@BY_DESK_NAME
def test_the_desk_of_a_region_opens_only_to_its_own_people(route: Route, settled: Settled, windows: Any) -> None:
    needed = RANK[NEEDED[route.policy]]
    if "region" not in route.parameters:
        return
    only_sent = settled.is_only_sent(route)
    for slug, name in [(one, name) for one in settled.world for name in settled.asking(one)]:
        role, answers = settled.roles[name, slug], []
        if not only_sent:
            seen = settled.answer(route, slug, name)
            answers.append(("get", seen.status, seen.location))
        if WHOLE or (slug == "near" and (role is None or RANK[role] < needed)) or (role is None and name in ONLOOKERS):
            # Whoever may is let in by their GET; what comes of their forms is told by the tests of each form.
            posted = windows[name].post(route.address(settled.world[slug]))
            answers.append(("post", posted.status_code, posted.headers.get("Location", "")))
        for method, status, location in answers:
            where = f"{name} {method} {slug}: {status}"
            if status == 405:
                continue
            if settled.people[name] is None:
                assert status == 302, where
                assert reverse("account_login") in location, where
            elif role is None:
                assert status == 404, where
            elif RANK[role] < needed:
                assert status == 403, where
            else:
                # 409: somebody wrote meanwhile; 410: it is over; 422: the form is told what is missing.
                assert status in {200, 302, 400, 404, 409, 410, 422}, where


@BY_NAME
def test_nobody_reads_what_is_private_in_a_region_that_is_not_theirs(
    route: Route, settled: Settled, windows: Any
) -> None:
    for slug in settled.world:
        for name in onlookers(route, ["convenor"] if settled.is_only_sent(route) else settled.asking(slug)):
            for told in settled.answer(route, slug, name).tells:
                assert settled.roles[name, told] is not None, f"{name} reads {told} at {route.name} of {slug}"


@pytest.mark.parametrize("route", ROWS_NAMED, ids=lambda route: route.name)
def test_a_row_of_another_region_is_not_reached_through_ones_own(
    route: Route, world: Any, people: Any, windows: Any
) -> None:
    named = {"public_id", "pk"} & set(route.parameters)
    for slug in ("far", "foreign"):
        address = route.address(world["near"], **{key: world[slug] for key in named})
        for method in METHODS:
            response = getattr(windows["convenor"], method)(address)
            assert response.status_code in {404, 405}, f"{method} {address}: {response.status_code}"


@pytest.mark.parametrize("route", LINKS, ids=lambda route: route.name)
def test_an_altered_link_opens_nothing(route: Route, world: Any) -> None:
    for method in METHODS:
        response = getattr(Client(), method)(route.address(world["near"]))
        assert response.status_code in {404, 410}
        assert "/login" not in body_of(response)


@BY_NAME
def test_a_get_writes_nothing(route: Route, settled: Settled, windows: Any) -> None:
    for name in onlookers(route, ["convenor"] if settled.is_only_sent(route) else settled.people):
        written = settled.answer(route, "near", name).written
        # The limit on asking for codes is counted in the shared cache, which is a table.
        assert [sql for sql in written if "django_session" not in sql and "kit_cache" not in sql] == []
