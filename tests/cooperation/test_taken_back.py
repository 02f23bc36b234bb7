"""A mail that waits while what it speaks of is taken back never leaves."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.core import mail as sent_mail
from django.test import override_settings
from django.utils import timezone

from maillage.cooperation.actions.invite import invite, withdraw_invitation
from maillage.cooperation.actions.reply import stop_invitations
from maillage.cooperation.actions.report import draft_report, freeze_report, publish_report, withdraw_report
from maillage.cooperation.actions.schedule import cancel_roundtable
from maillage.cooperation.models import Invitation, ReportVersion
from maillage.core.wording import Wording
from maillage.kit import delivery
from maillage.kit.audit import SYSTEM
from maillage.kit.models import MailState, OutboxMail
from maillage.people.actions import erase_person
from maillage.people.models import Subscriber
from tests import factories as make
from tests.conftest import Cast
from tests.cooperation.meeting import a_meeting

pytestmark = pytest.mark.django_db


def left(composer: str) -> list[str]:
    """Deliver what waits of one kind and return the states it ends in, with how many messages left."""
    with override_settings(MAIL_IS_SENT=True):
        for waiting in OutboxMail.objects.filter(composer=composer).order_by("pk"):
            delivery.deliver(waiting.pk)
    return [*OutboxMail.objects.filter(composer=composer).values_list("state", flat=True), str(len(sent_mail.outbox))]


def withdrawn(asked: Invitation) -> None:
    withdraw_invitation(invitation=asked, by=SYSTEM)


def stopped(asked: Invitation) -> None:
    stop_invitations(contact=asked.contact, by=SYSTEM)


def cancelled(asked: Invitation) -> None:
    cancel_roundtable(roundtable=asked.roundtable, reason=Wording(en="Snow."), by=SYSTEM)


def forgotten(asked: Invitation) -> None:
    asked.delete()


@pytest.mark.parametrize("taken_back", [withdrawn, stopped, cancelled, forgotten])
def test_an_invitation_that_was_taken_back_does_not_leave(cast: Cast, taken_back: Callable[[Invitation], None]) -> None:
    table = make.a_roundtable(cast.near, 4, date=date(2099, 5, 26))
    [asked] = invite(roundtable=table, contacts=[make.a_contact(cast.near)], by=SYSTEM)
    taken_back(asked)
    assert left("cooperation.invitation") == [MailState.CANCELLED, "0"]


def test_an_invitation_that_stands_leaves(cast: Cast) -> None:
    table = make.a_roundtable(cast.near, 4, date=date(2099, 5, 26))
    invite(roundtable=table, contacts=[make.a_contact(cast.near)], by=SYSTEM)
    assert left("cooperation.invitation") == [MailState.SENT, "1"]


def withdraw(version: ReportVersion) -> None:
    withdraw_report(version=version, by=SYSTEM)


def leave(version: ReportVersion) -> None:
    Subscriber.objects.all().delete()


@pytest.mark.parametrize(("taken_back", "ends"), [(withdraw, "cancelled"), (leave, "cancelled"), (None, "sent")])
def test_a_report_that_was_withdrawn_or_whose_reader_left_is_not_mailed(cast: Cast, taken_back, ends: str) -> None:
    table = a_meeting(cast.near).roundtable
    Subscriber.objects.create(region=cast.near, email="r@example.org", confirmed_at=timezone.now())
    draft_report(roundtable=table, by=SYSTEM)
    version = publish_report(version=freeze_report(roundtable=table, by=SYSTEM), by=SYSTEM, to_subscribers=True)
    if taken_back:
        taken_back(version)
    assert left("cooperation.report") == [ends, str(int(ends == "sent"))]


def test_what_was_kept_for_somebody_erased_is_not_released(cast: Cast) -> None:
    table = make.a_roundtable(cast.near, 4, date=date(2099, 5, 26))
    guests = [make.a_contact(cast.near), make.a_contact(cast.near)]
    invite(roundtable=table, contacts=guests, by=SYSTEM)
    for waiting in OutboxMail.objects.all():
        delivery.deliver(waiting.pk)
    erase_person(contact=guests[0], by=SYSTEM)
    with override_settings(MAIL_IS_SENT=True):
        assert delivery.release_kept(timezone.now()) == 1
    assert set(OutboxMail.objects.values_list("to", "state")) == {("", "kept"), (guests[1].email, "waiting")}
