"""Whom to contact about what: the nearest place and theme first, on the desk of the region alone."""

from __future__ import annotations

import pytest

from maillage.kit.audit import Actor
from maillage.people.actions import remove_contact
from maillage.people.actions.points import add_point
from maillage.people.models import Contact, ContactPoint
from maillage.people.queries.points import each_once, fitting, points_of, table_of
from maillage.territory.models import Place, Theme
from tests import factories as make
from tests.conftest import Cast
from tests.people.test_directory import as_

WHOM = "/en/desk/near/directory/whom/"


@pytest.fixture
def places(cast: Cast) -> dict[str, Place]:
    canton = Place.objects.create(code="c", country="FR", name="Canton")
    made = {"canton": canton}
    for name in ("Moulins", "Valence"):
        made[name] = Place.objects.create(code=name, country="FR", name=name, parent=canton)
    cast.near.places.add(*made.values())
    return made


@pytest.fixture
def theme() -> Theme:
    return Theme.objects.exclude(group=None).select_related("group")[0]


def a_point(cast: Cast, name: str, theme: Theme | None, place: Place | None) -> Contact:
    contact = make.a_contact(cast.near, cast.host, name=name, function="Adviser")
    add_point(contact=contact, theme=theme, place=place, by=make_actor())
    return contact


def make_actor() -> Actor:
    return Actor("user", "0", "Somebody")


def names(cast: Cast, theme: Theme | None, place: Place | None) -> list[str]:
    return [fit.contact.name for fit in each_once(fitting(points_of(cast.near), theme, place))]


def test_the_nearest_is_named_first_and_others_after_it(cast: Cast, places, theme) -> None:
    a_point(cast, "Whole region", theme, None)
    a_point(cast, "Everything", None, None)
    a_point(cast, "Canton", theme, places["canton"])
    a_point(cast, "Group", theme.group, places["Moulins"])
    a_point(cast, "Exactly", theme, places["Moulins"])
    a_point(cast, "Elsewhere", theme, places["Valence"])
    assert names(cast, theme, places["Moulins"]) == ["Exactly", "Canton", "Whole region", "Group", "Everything"]
    assert names(cast, theme, None) == ["Canton", "Elsewhere", "Exactly", "Whole region", "Group", "Everything"]
    assert set(names(cast, None, places["Valence"])) == {"Elsewhere", "Canton", "Whole region", "Everything"}


def test_the_table_shows_who_steps_in_where_nobody_is_named(cast: Cast, places, theme) -> None:
    here = a_point(cast, "Here", theme, places["Moulins"])
    everywhere = a_point(cast, "Everywhere", None, None)
    columns, lines = table_of(points_of(cast.near))
    assert columns == [None, places["Moulins"]]
    told = [[(cell.own, cell.fallback) for cell in line.cells] for line in lines]
    assert told == [[([everywhere], []), ([], [everywhere])], [([], [everywhere]), ([here], [])]]


def test_the_page_finds_by_theme_and_place_and_shows_function_and_organisation(cast: Cast, places, theme) -> None:
    a_point(cast, "Zoé Durand", theme, places["canton"])
    client = as_(cast.editor)
    page = client.get(WHOM, {"theme": theme.pk, "place": "moulins"}).content.decode()
    assert ("Zoé Durand" in page, "Adviser" in page, "The Host" in page) == (True, True, True)
    assert "Zoé Durand" in client.get(WHOM).content.decode()
    wrong = client.get(WHOM, {"place": "Atlantis"}).content.decode()
    assert "There is no place “Atlantis” in the region." in wrong


@pytest.mark.parametrize("role", ["member", "far_convenor", "stranger"])
def test_nobody_else_reads_the_names(cast: Cast, places, theme, role: str) -> None:
    contact = a_point(cast, "Zoé Durand", theme, None)
    client = as_(getattr(cast, role))
    assert client.get(WHOM).status_code == (403 if role == "member" else 404)
    address = f"/en/desk/near/directory/contacts/{contact.public_id}/points/"
    assert client.post(address, {"theme": ""}).status_code == (403 if role == "member" else 404)
    assert contact.points.count() == 1


def test_a_point_is_added_once_and_taken_away_on_the_contacts_page(cast: Cast, places, theme) -> None:
    contact = make.a_contact(cast.near, cast.host)
    address = f"/en/desk/near/directory/contacts/{contact.public_id}/"
    client = as_(cast.editor)
    for _time in range(2):
        client.post(f"{address}points/", {"theme": theme.pk, "place": "Moulins"})
    point = ContactPoint.objects.get()
    assert (point.theme, point.place) == (theme, places["Moulins"])
    assert "Moulins" in client.get(address).content.decode()
    wrong = client.post(f"{address}points/", {"place": "Moulin"})
    assert wrong.status_code == 422
    assert "The nearest name is “Moulins”." in wrong.content.decode()
    client.post(f"{address}points/", {"remove": "999999"})
    client.post(f"{address}points/", {"remove": point.pk})
    assert not ContactPoint.objects.exists()


def test_another_contacts_point_is_not_taken_away(cast: Cast, places, theme) -> None:
    mine, other = make.a_contact(cast.near), a_point(cast, "Other", theme, None)
    key = other.points.get().pk
    as_(cast.editor).post(f"/en/desk/near/directory/contacts/{mine.public_id}/points/", {"remove": key})
    assert other.points.count() == 1


def test_who_leaves_frees_their_points(cast: Cast, theme) -> None:
    contact = a_point(cast, "Zoé", theme, None)
    remove_contact(contact=contact, by=make_actor())
    assert not Contact.objects.filter(pk=contact.pk).exists()
    assert not ContactPoint.objects.exists()
