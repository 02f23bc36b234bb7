"""The directory: who sees what, how one finds somebody, and what changing it leaves behind."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from maillage.kit.models import AuditEntry
from maillage.people.enums import Category, Part
from maillage.people.models import Contact, Organisation, Seat, User
from maillage.territory.models import Place
from tests import factories as make
from tests.conftest import Cast

DESK = "/en/desk/near/directory/"


def as_(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def page(user: User, address: str = DESK) -> str:
    return as_(user).get(address).content.decode()


@pytest.fixture
def contact(cast: Cast) -> Contact:
    return make.a_contact(cast.near, cast.host, name="Zoé Durand", email="zoe@example.org", phone="+33 1 02 03")


ROLES = ["convenor", "editor", "member", "far_convenor", "foreign_convenor", "lead", "stranger"]


@pytest.mark.parametrize("role", ROLES)
def test_who_sees_names_and_addresses(cast: Cast, contact: Contact, role: str) -> None:
    answer = as_(getattr(cast, role)).get(DESK)
    seen = "zoe@example.org" in answer.content.decode() or "Zoé" in answer.content.decode()
    expected = {"convenor": (200, True), "editor": (200, True), "member": (200, False), "lead": (200, True)}
    assert (answer.status_code, seen) == expected.get(role, (404, False))


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("what", ["contacts/{id}/", "contacts/new/", "organisations/new/", "import/"])
def test_who_opens_the_forms(cast: Cast, contact: Contact, role: str, what: str) -> None:
    answer = as_(getattr(cast, role)).get(DESK + what.format(id=contact.public_id))
    expected = {"convenor": 200, "editor": 200, "lead": 200, "member": 403}
    assert answer.status_code == expected.get(role, 404)
    assert ("zoe@example.org" in answer.content.decode()) == (answer.status_code == 200 and "{id}" in what)


def test_a_contact_is_never_reached_through_another_region(cast: Cast, contact: Contact) -> None:
    address = f"/en/desk/far/directory/contacts/{contact.public_id}/"
    client = as_(cast.far_convenor)
    answers = [client.get(address), client.post(address, {"name": "Stolen"}), client.post(f"{address}remove/")]
    answers += [client.post(f"{address}export/"), client.post(f"{address}erase/")]
    assert [answer.status_code for answer in answers] == [404] * 5
    contact.refresh_from_db()
    assert contact.name == "Zoé Durand"


def test_an_organisation_that_sits_elsewhere_is_not_found(cast: Cast) -> None:
    other = make.an_organisation(cast.far)
    assert as_(cast.convenor).get(f"{DESK}organisations/{other.public_id}/").status_code == 404


@pytest.mark.parametrize("sought", ["zoe", "ZOÉ durand", "Durand zoe", "zoe@ex", "the host"])
def test_words_are_found_whatever_their_accents_and_order(cast: Cast, contact: Contact, sought: str) -> None:
    client = as_(cast.editor)
    text = client.get(DESK, {"q": sought}).content.decode()
    assert "Zoé Durand" in text
    assert "The Member" not in text


def test_a_member_cannot_find_people_by_searching(cast: Cast, contact: Contact) -> None:
    text = as_(cast.member).get(DESK, {"q": "zoe"}).content.decode()
    assert "The Host" not in text
    assert "Nothing in the directory fits" in text


def test_the_category_narrows_the_list(cast: Cast) -> None:
    make.an_organisation(cast.near, name="The Town", category=Category.LOCAL_AUTHORITIES)
    text = as_(cast.editor).get(DESK, {"category": "local_authorities"}).content.decode()
    assert ("The Town" in text, "The Host" in text) == (True, False)


def test_twenty_five_entries_stand_on_a_page_in_the_order_of_names(cast: Cast) -> None:
    for number in range(30):
        make.a_contact(cast.near, name=f"Person {number:02}", category=Category.CITIZENS)
    client = as_(cast.editor)
    first, second = (client.get(DESK, {"page": number}).content.decode() for number in (1, 2))
    assert ("Person 24" in first, "Person 25" in first) == (True, False)
    assert ("Person 24" in second, "Person 25" in second, "The Host" in second) == (False, True, True)


def test_the_list_costs_the_same_for_one_row_and_for_many(cast: Cast) -> None:
    client = as_(cast.editor)

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get(DESK)
        return len(queries)

    make.a_contact(cast.near, cast.host)
    few = cost()
    for number in range(5):
        make.a_contact(cast.near, make.an_organisation(cast.near, name=f"Further {number}"))
    assert cost() == few <= 12


def organisation(**fields: Any) -> dict[str, Any]:
    return {"name": "Le Relais", "category": "ngo", "part": "member", **fields}


def test_an_organisation_is_added_with_its_places_and_the_region_changes_for_the_public(cast: Cast) -> None:
    for code, name in (("1", "Génelard"), ("2", "Mâcon")):
        cast.near.places.add(Place.objects.create(code=code, country="FR", name=name))
    version = cast.near.public_version
    as_(cast.editor).post(
        f"{DESK}organisations/new/",
        organisation(places="genelard\nMÂCON\n", label="un relais", joined_on="2021-03-01"),
    )
    seat = Seat.objects.get(organisation__name="Le Relais")
    assert (seat.region, seat.joined_on, seat.part) == (cast.near, date(2021, 3, 1), Part.MEMBER)
    assert list(seat.organisation.places_served.values_list("name", flat=True)) == ["Génelard", "Mâcon"]
    assert seat.organisation.category_label == {"en": "un relais"}
    cast.near.refresh_from_db()
    assert cast.near.public_version == version + 1
    assert AuditEntry.objects.get(verb="organisation-seated").actor_id == str(cast.editor.pk)


def test_an_organisation_of_a_sister_region_gets_a_seat_and_keeps_what_is_said_of_it(cast: Cast) -> None:
    known = make.an_organisation(cast.far, name="Le Relais", category=Category.FOUNDATION)
    as_(cast.editor).post(f"{DESK}organisations/new/", organisation(name="le relais"))
    assert Seat.objects.filter(organisation=known, region=cast.near).count() == 1
    known.refresh_from_db()
    assert (known.name, known.category) == ("Le Relais", Category.FOUNDATION)


def test_changing_an_organisation_shows_in_each_region_where_it_sits(cast: Cast) -> None:
    Seat.objects.create(region=cast.far, organisation=cast.host)
    as_(cast.editor).post(f"{DESK}organisations/{cast.host.public_id}/", organisation(name="The New Host"))
    versions = [type(region).objects.get(pk=region.pk).public_version for region in (cast.near, cast.far, cast.foreign)]
    assert versions == [2, 2, 1]
    assert Organisation.objects.get(pk=cast.host.pk).name == "The New Host"


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"name": ""}, "Write the name of the organisation."),
        ({"name": "the host"}, "This organisation is in the directory already."),
        ({"joined_on": "2022-05-01", "left_on": "2022-04-01"}, "An organisation leaves after it joined."),
        ({"joined_on": "first of May"}, "Write the day as year, month and day"),
        ({"places": "Macn"}, "There is no place “Macn” in the region. The nearest name is “Mâcon”."),
        ({"places": "Nowhere at all"}, "There is no place “Nowhere at all” in the region."),
        ({"website": "not an address"}, "Write the whole address, such as https://example.org."),
    ],
)
def test_what_is_wrong_with_an_organisation_is_said_and_nothing_is_saved(
    cast: Cast, fields: dict[str, str], sentence: str
) -> None:
    cast.near.places.add(Place.objects.create(code="1", country="FR", name="Mâcon"))
    before = Organisation.objects.count()
    answer = as_(cast.editor).post(f"{DESK}organisations/new/", organisation(**fields))
    assert sentence in answer.content.decode()
    assert Organisation.objects.count() == before


def person(**fields: Any) -> dict[str, Any]:
    return {"name": "Awa", "email": "awa@example.org", "category": "citizens", "preferred_language": "fr", **fields}


def test_a_person_is_added_and_corrected_and_the_trail_holds_no_personal_data(cast: Cast) -> None:
    client = as_(cast.editor)
    client.post(f"{DESK}contacts/new/", person())
    contact = Contact.objects.get(email="awa@example.org")
    client.post(f"{DESK}contacts/{contact.public_id}/", person(name="Awa Diallo", phone="+33 6"))
    contact.refresh_from_db()
    assert (contact.region, contact.name, contact.phone) == (cast.near, "Awa Diallo", "+33 6")
    trail = list(AuditEntry.objects.filter(verb__startswith="contact").values_list("verb", "details"))
    assert trail == [("contact-edited", {"fields": ["name", "phone"]}), ("contact-added", {})]


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"email": "ZOE@example.org"}, "Somebody in the directory has this address already."),
        ({"email": "zoe"}, "Write the whole address, such as name@example.org."),
        ({"name": "", "email": ""}, "Write a name or an e-mail address."),
        ({"category": ""}, "Choose an organisation above, or say here as whom the person is counted."),
    ],
)
def test_what_is_wrong_with_a_person_is_said_and_nothing_is_saved(
    cast: Cast, contact: Contact, fields: dict[str, str], sentence: str
) -> None:
    answer = as_(cast.editor).post(f"{DESK}contacts/new/", person(**fields))
    assert sentence in answer.content.decode()
    assert Contact.objects.count() == 1


def test_an_organisation_of_another_region_cannot_be_chosen(cast: Cast) -> None:
    other = make.an_organisation(cast.far)
    as_(cast.editor).post(f"{DESK}contacts/new/", person(organisation=other.pk))
    assert not Contact.objects.exists()


def test_a_form_takes_no_column_it_does_not_show(cast: Cast, contact: Contact) -> None:
    as_(cast.editor).post(
        f"{DESK}contacts/{contact.public_id}/",
        person(region=cast.far.pk, public_id="x", unsubscribed_at="2020-01-01", is_demonstration="on"),
    )
    contact.refresh_from_db()
    assert (contact.region, contact.unsubscribed_at, contact.is_demonstration) == (cast.near, None, False)


def test_somebody_never_invited_is_deleted_when_taken_out(cast: Cast, contact: Contact) -> None:
    as_(cast.editor).post(f"{DESK}contacts/{contact.public_id}/remove/")
    assert not Contact.objects.exists()


def test_somebody_invited_before_leaves_an_empty_row_so_that_counts_stay_true(cast: Cast, contact: Contact) -> None:
    invitation = make.an_invitation(make.a_roundtable(cast.near), contact)
    client = as_(cast.editor)
    client.post(f"{DESK}contacts/{contact.public_id}/remove/")
    contact.refresh_from_db()
    assert (contact.name, contact.email, contact.phone, str(contact)) == (
        "", "", "", "somebody whose details were erased",
    )  # fmt: skip
    assert type(invitation).objects.filter(pk=invitation.pk).exists()
    assert client.get(f"{DESK}contacts/{contact.public_id}/").status_code == 404
    assert "somebody whose details" not in client.get(DESK).content.decode()


def test_opening_pages_changes_nothing(cast: Cast, contact: Contact) -> None:
    client = as_(cast.convenor)
    for part in ("", f"contacts/{contact.public_id}/", f"contacts/{contact.public_id}/erase/", "import/"):
        client.get(DESK + part)
    for part in ("remove", "export"):
        assert client.get(f"{DESK}contacts/{contact.public_id}/{part}/").status_code == 405
    assert Contact.objects.get().name == "Zoé Durand"
    assert not AuditEntry.objects.exists()
