"""The verbs refuse by themselves what their forms refuse first, so that no other caller gets past them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, time

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from maillage.cooperation.actions.former import Remembered, record_former_roundtable
from maillage.cooperation.actions.invite import send_again
from maillage.cooperation.actions.needs import close_need
from maillage.cooperation.actions.reply import Reply, reply
from maillage.cooperation.actions.schedule import Plan, cancel_roundtable, change_roundtable, schedule_roundtable
from maillage.cooperation.enums import State
from maillage.cooperation.models import Roundtable
from maillage.core.headcount import Headcount
from maillage.core.wording import Wording
from maillage.kit.audit import SYSTEM
from maillage.kit.models import OutboxMail
from tests import factories as make
from tests.conftest import Cast
from tests.cooperation.calling import LATER

pytestmark = pytest.mark.django_db
PLAN = Plan(date=LATER, start_time=time(14), minutes=120, mode="online", venue=Wording())


def refused(deed: Callable[[], object]) -> list[str]:
    with pytest.raises(ValidationError) as refusal:
        deed()
    return refusal.value.messages


def test_a_day_to_come_is_no_former_roundtable(cast: Cast) -> None:
    known = Remembered(number=1, date=LATER)
    assert refused(lambda: record_former_roundtable(region=cast.near, known=known, by=SYSTEM)) == [
        "This day is still to come. Call it as the next roundtable instead."
    ]


def test_online_and_on_site_add_up(cast: Cast) -> None:
    count = Headcount(exact=20, online=18, on_site=3)
    known = Remembered(number=3, date=date(2021, 11, 24), head_count=count)
    assert refused(lambda: record_former_roundtable(region=cast.near, known=known, by=SYSTEM)) == [
        "Online and on site do not add up to the total. Correct one of the three."
    ]
    assert Roundtable.objects.count() == 0


def test_no_mail_is_sent_again_to_whoever_wants_none(cast: Cast) -> None:
    table = make.a_roundtable(cast.near, 1, date=LATER)
    for contact in (make.a_contact(cast.near, email=""), make.a_contact(cast.near, unsubscribed_at=timezone.now())):
        invitation = make.an_invitation(table, contact)
        sentence = "No mail can be sent to this person: there is no address, or they asked for none."
        assert refused(lambda asked=invitation: send_again(invitation=asked, by=SYSTEM)) == [sentence]


def test_a_need_is_not_closed_without_a_reason(cast: Cast) -> None:
    need = make.a_need(make.a_roundtable(cast.near, 1))
    assert refused(lambda: close_need(need=need, because=Wording(), by=SYSTEM)) == [
        "Write why it is closed: the others read it."
    ]


def test_a_substitute_has_a_name_and_nobody_without_an_address_is_mailed(cast: Cast) -> None:
    table = make.a_roundtable(cast.near, 1, date=LATER)
    invitation = make.an_invitation(table, make.a_contact(cast.near, email=""))
    assert refused(lambda: reply(invitation=invitation, said=Reply("substitute"), by=SYSTEM)) == [
        "Write who comes, so that there is a seat."
    ]
    assert reply(invitation=invitation, said=Reply("coming"), by=SYSTEM).answer == "coming"
    assert OutboxMail.objects.count() == 0


def test_a_cancelled_roundtable_is_not_changed(cast: Cast) -> None:
    table = make.a_roundtable(cast.near, 1, date=LATER, state=State.CANCELLED)
    assert refused(lambda: change_roundtable(roundtable=table, plan=PLAN, seen_version=1, by=SYSTEM)) == [
        "This roundtable is cancelled and stays as it was. Open the next one instead."
    ]


def test_nothing_is_cancelled_without_a_reason_and_a_draft_without_a_mail(cast: Cast) -> None:
    table = schedule_roundtable(region=cast.near, plan=PLAN, by=SYSTEM)
    version = cast.near.public_version
    assert refused(lambda: cancel_roundtable(roundtable=table, reason=Wording(), by=SYSTEM)) == [
        "Write why it is cancelled: the guests read it."
    ]
    assert cancel_roundtable(roundtable=table, reason=Wording(en="No hall."), by=SYSTEM).state == State.CANCELLED
    cast.near.refresh_from_db()
    assert (OutboxMail.objects.count(), cast.near.public_version) == (0, version)


def test_what_it_is_about_is_kept_where_a_plan_does_not_say(cast: Cast) -> None:
    table = schedule_roundtable(region=cast.near, plan=replace(PLAN, subject=Wording(en="Housing")), by=SYSTEM)
    changed = change_roundtable(roundtable=table, plan=PLAN, seen_version=1, by=SYSTEM)
    assert (dict(changed.subject), changed.version, changed.state) == ({"en": "Housing"}, 2, State.DRAFT)
