"""What is held about one person is handed over or erased, in one region and nowhere else."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.utils import timezone

from maillage.cooperation.enums import Answer
from maillage.cooperation.models import Invitation, Note
from maillage.kit.models import AuditEntry, MailState, OutboxMail
from maillage.kit.outbox import queue
from maillage.people.enums import Role
from maillage.people.models import Contact, Membership, Subscriber, User
from tests import factories as make
from tests.conftest import Cast
from tests.people.test_directory import DESK, as_

NAME, EMAIL = "Zoé Durand", "zoe@example.org"


@pytest.fixture
def zoe(cast: Cast) -> Contact:
    """A person who left traces on every floor, here and in the region next door."""
    for region in (cast.near, cast.far):
        contact = make.a_contact(region, name=NAME, email=EMAIL, phone="01")
        roundtable = make.a_roundtable(region)
        make.an_invitation(
            roundtable,
            contact,
            answer=Answer.COMING,
            answered_at=timezone.now(),
            answered_by=NAME,
            access_needs="a ramp",
            message="I am late",
        )
        make.an_invitation(roundtable, substitute_name=NAME, substitute_email=EMAIL, access_needs="a chair")
        Note.objects.create(roundtable=roundtable, text={"en": "x"}, written_at=timezone.now(), written_by=NAME)
        queue("role-given", key=f"key-{region.slug}", to=EMAIL, language="en", params={"x": 1}, owner=region.slug)
        Subscriber.objects.create(region=region, email=EMAIL)
    user = make.a_user(EMAIL, name=NAME)
    make.a_role(user, Role.EDITOR, cast.near)
    return Contact.objects.get(region=cast.near, email=EMAIL)


def traces(cast: Cast, region: Any) -> list[str]:
    """Every text of the region in which the person still stands."""
    found = []
    for contact in Contact.objects.filter(region=region):
        found += [contact.name, contact.email]
    for invitation in Invitation.objects.filter(roundtable__region=region):
        found += [invitation.answered_by, invitation.substitute_name, invitation.substitute_email]
    found += Note.objects.filter(roundtable__region=region).values_list("written_by", flat=True)
    found += OutboxMail.objects.filter(owner=region.slug).values_list("to", flat=True)
    found += Subscriber.objects.filter(region=region).values_list("email", flat=True)
    found += AuditEntry.objects.filter(owner=region.slug).values_list("actor_label", flat=True)
    return [text for text in found if text in (NAME, EMAIL)]


def test_erasing_leaves_no_trace_in_the_region_and_touches_no_other(cast: Cast, zoe: Contact) -> None:
    far = traces(cast, cast.far)
    assert len(traces(cast, cast.near)) == len(far) == 8
    as_(cast.convenor).post(f"{DESK}contacts/{zoe.public_id}/erase/")
    assert traces(cast, cast.near) == []
    assert traces(cast, cast.far) == far


def test_erasing_keeps_counts_true_and_other_peoples_needs(cast: Cast, zoe: Contact) -> None:
    as_(cast.convenor).post(f"{DESK}contacts/{zoe.public_id}/erase/")
    own = Invitation.objects.get(contact=zoe)
    assert (own.answer, own.access_needs, own.message) == (Answer.COMING, "", "")
    other = Invitation.objects.exclude(contact=zoe).get(roundtable__region=cast.near)
    assert other.access_needs == "a chair"
    assert Note.objects.get(roundtable__region=cast.near).text == {"en": "x"}


def test_erasing_ends_role_account_subscription_and_messages_that_wait(cast: Cast, zoe: Contact) -> None:
    as_(cast.convenor).post(f"{DESK}contacts/{zoe.public_id}/erase/")
    assert not User.objects.filter(email=EMAIL).exists()
    assert list(Subscriber.objects.values_list("region__slug", flat=True)) == ["far"]
    mails = OutboxMail.objects.order_by("key").values_list("owner", "state", "params")
    assert list(mails) == [("far", MailState.WAITING, {"x": 1}), ("near", MailState.CANCELLED, {})]


def test_an_account_with_a_role_elsewhere_stays(cast: Cast, zoe: Contact) -> None:
    make.a_role(User.objects.get(email=EMAIL), Role.EDITOR, cast.far)
    as_(cast.convenor).post(f"{DESK}contacts/{zoe.public_id}/erase/")
    assert list(Membership.objects.filter(user__email=EMAIL).values_list("region__slug", flat=True)) == ["far"]


def test_the_only_convenor_is_not_erased_by_half(cast: Cast, zoe: Contact) -> None:
    Contact.objects.filter(pk=zoe.pk).update(email=cast.convenor.email)
    answer = as_(cast.convenor).post(f"{DESK}contacts/{zoe.public_id}/erase/", follow=True)
    assert "A region keeps at least one convenor." in answer.content.decode()
    zoe.refresh_from_db()
    assert zoe.name == NAME
    assert not AuditEntry.objects.filter(verb="person-erased").exists()


def test_the_trail_of_an_erasure_holds_counts_alone(cast: Cast, zoe: Contact) -> None:
    as_(cast.convenor).post(f"{DESK}contacts/{zoe.public_id}/erase/")
    details = AuditEntry.objects.get(verb="person-erased").details["counts"]
    assert details["cooperation.Note"] == 1
    assert all(isinstance(count, int) for count in details.values())


def test_the_export_holds_everything_of_this_region_and_nothing_of_another(cast: Cast, zoe: Contact) -> None:
    answer = as_(cast.convenor).post(f"{DESK}contacts/{zoe.public_id}/export/")
    assert answer["Content-Disposition"] == f'attachment; filename="near-{zoe.public_id}.json"'
    held = json.loads(answer.content)
    assert (held["region"], held["directory"]["name"], held["roles"]) == ("near", NAME, ["editor"])
    tables = [record["table"] for record in held["records"]]
    assert {"cooperation_invitation", "cooperation_note", "kit_outboxmail", "people_subscriber"} <= set(tables)
    own = next(record for record in held["records"] if record.get("access_needs"))
    assert (own["access_needs"], own["message"]) == ("a ramp", "I am late")
    assert "a chair" not in answer.content.decode()
    assert AuditEntry.objects.get(verb="person-exported").owner == "near"


@pytest.mark.parametrize("what", ["export", "erase"])
def test_editors_neither_export_nor_erase(cast: Cast, zoe: Contact, what: str) -> None:
    assert as_(cast.editor).post(f"{DESK}contacts/{zoe.public_id}/{what}/").status_code == 403
    zoe.refresh_from_db()
    assert zoe.name == NAME
