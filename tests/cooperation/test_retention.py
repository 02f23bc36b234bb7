"""The series tells who keeps coming as a drawing and in words, who stopped, and leads to inviting them again."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.utils import timezone

from maillage.cooperation.actions.former import remove_former_roundtable
from maillage.cooperation.enums import ItemKind, State
from maillage.cooperation.models import AgendaItem, Attendance, Partnership, Presence, Roundtable
from maillage.cooperation.queries.former import hanging_on
from maillage.cooperation.queries.retention import retention_of
from maillage.kit.audit import SYSTEM
from maillage.kit.models import AuditEntry
from maillage.people.models import Contact
from tests import factories as make
from tests.conftest import Cast
from tests.cooperation.calling import LATER

pytestmark = pytest.mark.django_db
LIST = "/en/desk/near/roundtables/"


def held(cast: Cast, number: int, *there: Contact) -> Roundtable:
    roundtable = make.a_roundtable(cast.near, number, state=State.HELD, date=date(2021, number, 1))
    for contact in there:
        Presence.objects.create(roundtable=roundtable, contact=contact, arrived_at=timezone.now())
    return roundtable


def page_of(client: Client, url: str = LIST) -> str:
    return client.get(url).content.decode().replace("&#x27;", "'")


def test_the_head_counts_of_vaucluse_are_drawn_and_said(cast: Cast, client: Client) -> None:
    for number, count in enumerate((24, 10, 16, 8), start=1):
        Attendance.objects.create(
            roundtable=held(cast, number),
            exact=count,
            categories={"public_employment": None, "ngo": None} if number == 1 else {"ngo": None},
        )
    client.force_login(cast.member)
    page = page_of(client)
    assert "How many came, by roundtable: first: 24, second: 10, third: 16, fourth: 8." in page
    assert "Public employment bodies: present at the first roundtable, absent at the fourth." in page
    assert page.count('class="m-k"') == 4
    assert 'role="img" aria-labelledby="plot-title plot-words"' in page


def test_a_range_is_drawn_as_one_and_a_table_nobody_counted_is_told(cast: Cast, client: Client) -> None:
    Attendance.objects.create(roundtable=held(cast, 1), exact=36)
    held(cast, 2)
    Attendance.objects.create(roundtable=held(cast, 3), least=9, most=16)
    client.force_login(cast.editor)
    page = page_of(client)
    assert "first: 36, second: not recorded, third: 9 to 16." in page
    assert "9–16</text>" in page


def test_organisations_of_the_first_table_are_followed_by_name(cast: Cast) -> None:
    relais, phare = (make.an_organisation(cast.near, name=name) for name in ("Le Relais", "Le Phare"))
    ada, bo, cy = make.a_contact(cast.near, relais), make.a_contact(cast.near, phare), make.a_contact(cast.near, relais)
    alone = make.a_contact(cast.near, name="Di")
    held(cast, 1, ada, bo, alone)
    held(cast, 2)
    held(cast, 3, cy)
    found = retention_of(cast.near)
    assert [(one.number, one.still, one.of) for one in found.of_first] == [(1, 2, 2), (3, 1, 2)]
    assert [(one.who, one.organisation, one.last) for one in found.gone] == [("Di", None, 1), ("Le Phare", phare.pk, 1)]
    assert found.counts == {1: (3, 3), 3: (1, 1)}


def test_who_stopped_is_shown_to_editors_and_leads_convenors_to_inviting_again(cast: Cast, client: Client) -> None:
    phare = make.an_organisation(cast.near, name="Le Phare")
    gone = make.a_contact(cast.near, phare, name="Bo of Le Phare")
    held(cast, 1, gone, make.a_contact(cast.near, cast.host))
    held(cast, 2, make.a_contact(cast.near, cast.host))
    make.a_roundtable(cast.near, 3, date=LATER)
    client.force_login(cast.member)
    assert "Used to come, and stopped" not in page_of(client)
    client.force_login(cast.editor)
    page = page_of(client)
    assert "Le Phare" in page
    assert "Invite again" not in page
    client.force_login(cast.convenor)
    assert f'href="/en/desk/near/roundtables/3/who/?organisation={phare.pk}#h-guests"' in page_of(client)
    page = page_of(client, f"/en/desk/near/roundtables/3/who/?organisation={phare.pk}")
    assert f'value="{gone.pk}" checked' in page
    assert "1 guest chosen" in page


def test_a_region_that_counted_nothing_shows_no_empty_drawing(cast: Cast, client: Client) -> None:
    held(cast, 1)
    client.force_login(cast.editor)
    assert "Who keeps coming" not in page_of(client)


def test_a_roundtable_entered_by_mistake_is_removed_with_what_was_entered(cast: Cast, client: Client) -> None:
    roundtable = held(cast, 2)
    AgendaItem.objects.create(roundtable=roundtable, position=1, kind=ItemKind.WELCOME)
    Partnership.objects.create(roundtable=roundtable, organisation=cast.host)
    Attendance.objects.create(roundtable=roundtable, exact=9)
    client.force_login(cast.editor)
    assert "/roundtables/2/remove/" in page_of(client)
    assert "Nothing hangs on it." in page_of(client, f"{LIST}2/remove/")
    assert Roundtable.objects.count() == 1
    answer = client.post(f"{LIST}2/remove/", follow=True)
    assert "It is removed, with its agenda, partners and head-count." in answer.content.decode()
    assert (Roundtable.objects.count(), AgendaItem.objects.count(), Attendance.objects.count()) == (0, 0, 0)
    assert AuditEntry.objects.get(verb="remove former roundtable").details["number"] == 2


def test_what_hangs_on_a_roundtable_keeps_it_and_is_said(cast: Cast, client: Client) -> None:
    roundtable = held(cast, 2, make.a_contact(cast.near))
    make.a_need(roundtable)
    make.a_commitment(roundtable)
    make.an_invitation(roundtable)
    client.force_login(cast.editor)
    page = page_of(client, f"{LIST}2/remove/")
    for sentence in ("1 person was there", "1 need was raised", "1 promise", "1 invitation"):
        assert f"<li>{sentence}</li>" in page
    answer = client.post(f"{LIST}2/remove/", follow=True)
    assert "Something hangs on this roundtable meanwhile." in answer.content.decode()
    assert Roundtable.objects.count() == 1


def test_what_is_to_come_is_cancelled_and_never_removed(cast: Cast, client: Client) -> None:
    make.a_roundtable(cast.near, 3, date=LATER)
    client.force_login(cast.convenor)
    answer = client.post(f"{LIST}3/remove/", follow=True)
    assert "Only a roundtable that took place can be removed." in answer.content.decode()
    client.force_login(cast.far_convenor)
    assert client.post(f"{LIST}3/remove/").status_code == 404
    assert Roundtable.objects.count() == 1


def test_removing_counts_whatever_table_points_to_it(cast: Cast) -> None:
    roundtable = held(cast, 1)
    assert hanging_on(roundtable) == []
    roundtable.reminders.create(due_at=timezone.now())
    assert hanging_on(roundtable) == ["1 further record"]
    roundtable.reminders.all().delete()
    remove_former_roundtable(roundtable=roundtable, by=SYSTEM)
    assert not Roundtable.objects.exists()
