"""Access rights: given to an address, told by mail, ended at once, and never without a convenor."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils.translation import override

from maillage.kit.models import AuditEntry, OutboxMail
from maillage.kit.outbox import compose
from maillage.people.enums import Role
from maillage.people.models import Membership, User
from tests import factories as make
from tests.conftest import Cast
from tests.people.test_directory import as_

ROLES = "/en/desk/near/roles/"


def give(cast: Cast, **fields: object) -> Client:
    client = as_(cast.convenor)
    client.post(ROLES, {"email": "new@example.org", "name": "New Person", "role": "editor", **fields})
    return client


@pytest.mark.parametrize(
    ("who", "status"),
    [("convenor", 200), ("lead", 200), ("editor", 403), ("member", 403), ("far_convenor", 404), ("stranger", 404)],
)
def test_only_convenors_and_leads_open_the_access_rights(cast: Cast, who: str, status: int) -> None:
    answer = as_(getattr(cast, who)).get(ROLES)
    assert (answer.status_code, "member@example.org" in answer.content.decode()) == (status, status == 200)


def test_an_address_without_an_account_gets_one_and_a_message(cast: Cast) -> None:
    give(cast)
    membership = Membership.objects.get(user__email="new@example.org")
    assert (membership.role, membership.region, membership.user.name) == (Role.EDITOR, cast.near, "New Person")
    mail = OutboxMail.objects.get(to="new@example.org")
    assert (mail.owner, mail.language) == ("near", "fr")
    with override("en"):
        words = compose(mail, masked=False)
    assert words.subject == "You may now work in the region Near"
    assert "Convenor gave you the role “editor” in the region Near." in words.text
    assert words.reply_to == ("convenor@example.org",)
    assert "/en/desk/near/" in words.html


def test_somebody_with_an_account_keeps_it_and_its_name(cast: Cast) -> None:
    give(cast, email="STRANGER@example.org")
    assert Membership.objects.get(user=cast.stranger).role == Role.EDITOR
    cast.stranger.refresh_from_db()
    assert cast.stranger.name == "Stranger"
    assert User.objects.filter(email__iexact="stranger@example.org").count() == 1


def test_giving_a_second_role_changes_the_first(cast: Cast) -> None:
    give(cast, email="member@example.org", role="editor")
    assert list(Membership.objects.filter(user=cast.member).values_list("role", flat=True)) == ["editor"]


def test_a_member_speaks_for_an_organisation_of_the_region(cast: Cast) -> None:
    answer = as_(cast.convenor).post(ROLES, {"email": "new@example.org", "role": "member"})
    assert "A member speaks for an organisation. Choose which." in answer.content.decode()
    give(cast, role="member", organisation=make.an_organisation(cast.far).pk)
    assert not User.objects.filter(email="new@example.org").exists()
    give(cast, role="member", organisation=cast.member_organisation.pk)
    assert Membership.objects.get(user__email="new@example.org").organisation == cast.member_organisation


def test_nobody_becomes_network_lead_through_a_region(cast: Cast) -> None:
    give(cast, role="lead")
    assert not User.objects.filter(email="new@example.org").exists()


def test_a_role_taken_away_ends_with_the_next_request_of_a_running_session(cast: Cast) -> None:
    editor = as_(cast.editor)
    assert editor.get("/en/desk/near/directory/").status_code == 200
    role = Membership.objects.get(user=cast.editor)
    as_(cast.convenor).post(f"{ROLES}{role.pk}/remove/")
    assert editor.get("/en/desk/near/directory/").status_code == 404
    assert AuditEntry.objects.get(verb="role-taken-away").details == {"role": "editor"}


def test_the_last_convenor_stays(cast: Cast) -> None:
    role = Membership.objects.get(user=cast.convenor)
    client = as_(cast.convenor)
    client.post(f"{ROLES}{role.pk}/remove/")
    client.post(f"{ROLES}{role.pk}/", {"role": "editor"})
    answer = client.post(ROLES, {"email": "convenor@example.org", "role": "editor"})
    assert "A region keeps at least one convenor." in answer.content.decode()
    role.refresh_from_db()
    assert role.role == Role.CONVENOR


def test_of_two_convenors_one_may_go(cast: Cast) -> None:
    make.a_role(cast.stranger, Role.CONVENOR, cast.near)
    role = Membership.objects.get(user=cast.convenor)
    as_(cast.stranger).post(f"{ROLES}{role.pk}/", {"role": "editor"})
    role.refresh_from_db()
    assert role.role == Role.EDITOR


def test_a_role_of_another_region_is_not_found(cast: Cast) -> None:
    role = Membership.objects.get(user=cast.far_convenor)
    client = as_(cast.convenor)
    answers = [client.get(f"{ROLES}{role.pk}/"), client.post(f"{ROLES}{role.pk}/remove/")]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert Membership.objects.filter(pk=role.pk).exists()
