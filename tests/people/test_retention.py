"""What the classification promises happens on its day, not before, and is noted as counts."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.db import connection, models
from django.utils import timezone

from maillage.cooperation.enums import Answer
from maillage.cooperation.models import FollowUp, Invitation, Note, Presence, ReportVersion
from maillage.kit import audit
from maillage.kit.models import AuditEntry, OutboxMail
from maillage.kit.outbox import queue
from maillage.kit.retention import erase_what_is_over
from maillage.people.models import Contact, Subscriber, User
from maillage.people.ticks import forget_what_is_over
from tests import factories as make
from tests.conftest import Cast

BEGIN = datetime(2026, 3, 1, 12, tzinfo=UTC)


def after(**passed: int) -> dict[str, int]:
    """Let time pass and the daily work be done."""
    with time_machine.travel(BEGIN + timedelta(**passed), tick=False):
        return erase_what_is_over(timezone.now())


def now(row: models.Model) -> Any:
    return type(row)._default_manager.filter(pk=row.pk).first()


@pytest.fixture
def begin(cast: Cast) -> Any:
    with time_machine.travel(BEGIN, tick=False):
        yield cast


def test_needs_substitutes_and_messages_go_thirty_days_after_the_roundtable(begin: Cast) -> None:
    roundtable = make.a_roundtable(begin.near, date=date(2026, 3, 10))
    invitation = make.an_invitation(
        roundtable,
        answer=Answer.COMING,
        answered_at=BEGIN,
        answered_by="Zoé",
        substitute_name="Jan",
        substitute_email="jan@example.org",
        interpreter="prs",
        access_needs="a ramp",
        message="late",
    )
    presence = Presence.objects.create(
        roundtable=roundtable, contact=invitation.contact, stood_in_by="Jan", arrived_at=BEGIN
    )
    after(days=9 + 30)
    assert now(invitation).access_needs == "a ramp"
    counts = after(days=9 + 31)
    kept: Invitation = now(invitation)
    texts = [kept.substitute_name, kept.substitute_email, kept.interpreter, kept.access_needs, kept.message]
    assert [*texts, kept.answered_by, now(presence).stood_in_by] == [""] * 7
    assert (kept.answer, counts["cooperation.Invitation.access_needs"]) == (Answer.COMING, 1)


def test_people_not_heard_of_for_two_years_are_forgotten(begin: Cast) -> None:
    contact = make.a_contact(begin.near, begin.host, phone="01")
    after(days=729)
    assert now(contact).phone == "01"
    after(days=731)
    assert now(contact).is_erased
    assert now(contact).organisation == begin.host


@pytest.mark.parametrize("sign", ["an invitation", "an answer"])
def test_an_invitation_or_an_answer_begins_the_two_years_anew(begin: Cast, sign: str) -> None:
    contact = make.a_contact(begin.near)
    with time_machine.travel(BEGIN + timedelta(days=700), tick=False):
        if sign == "an invitation":
            make.an_invitation(make.a_roundtable(begin.near), contact)
        else:
            Contact.objects.filter(pk=contact.pk).update(last_heard_at=timezone.now())
    after(days=1400)
    assert not now(contact).is_erased
    after(days=1431)
    assert now(contact).is_erased


def test_of_somebody_who_wants_no_more_invitations_the_address_alone_stays(begin: Cast) -> None:
    contact = make.a_contact(begin.near, name="Zoé", email="zoe@example.org", phone="01", unsubscribed_at=BEGIN)
    still = make.a_contact(begin.near, name="Jan")
    after(days=31)
    assert (now(contact).name, now(contact).phone, now(contact).email) == ("", "", "zoe@example.org")
    assert now(still).name == "Jan"


def test_an_address_that_nobody_confirmed_is_deleted_after_seven_days(begin: Cast) -> None:
    unconfirmed = Subscriber.objects.create(region=begin.near, email="a@example.org")
    confirmed = Subscriber.objects.create(region=begin.near, email="b@example.org", confirmed_at=BEGIN)
    after(days=7)
    assert now(unconfirmed)
    counts = after(days=8)
    assert (now(unconfirmed), now(confirmed), counts["people.Subscriber.rows"]) == (None, confirmed, 1)


def test_addresses_of_messages_go_after_ninety_days_but_not_while_they_wait(begin: Cast) -> None:
    mails = [
        queue("role-given", key=state, to="a@example.org", language="en", params={"x": 1}, subject="For Zoé")
        for state in ("sent", "waiting")
    ]
    OutboxMail.objects.filter(key="sent").update(state="sent", sent_at=BEGIN)
    after(days=90)
    assert now(mails[0]).to == "a@example.org"
    after(days=91)
    assert (now(mails[0]).to, now(mails[0]).params, now(mails[0]).subject) == ("", {}, "")
    assert now(mails[1]).to == "a@example.org"


def test_messages_with_a_code_are_deleted_after_a_day(begin: Cast) -> None:
    code = queue("sign-in-code", key="code", to="a@example.org", language="en", params={})
    after(days=1, minutes=1)
    assert now(code) is None


def test_names_of_writers_go_after_two_years_and_what_they_wrote_stays(begin: Cast) -> None:
    roundtable = make.a_roundtable(begin.near)
    note = Note.objects.create(roundtable=roundtable, text={"en": "x"}, written_at=BEGIN, written_by="Zoé")
    told = FollowUp.objects.create(
        commitment=make.a_commitment(roundtable), progress="done", told_at=BEGIN, told_by="Zoé"
    )
    version = ReportVersion.objects.create(roundtable=roundtable, number=1, frozen_at=BEGIN, frozen_by="Zoé")
    entry = audit.record("deed", by=audit.Actor("user", "7", "Zoé"))
    after(days=729)
    assert [now(note).written_by, now(told).told_by, now(version).frozen_by, now(entry).actor_label] == ["Zoé"] * 4
    after(days=731)
    assert [now(note).written_by, now(told).told_by, now(version).frozen_by, now(entry).actor_label] == [""] * 4
    assert (now(note).text, now(entry).actor_id, now(entry).verb) == ({"en": "x"}, "7", "deed")


def test_an_account_without_a_role_ends_a_year_after_its_last_sign_in(begin: Cast) -> None:
    User.objects.update(joined_at=BEGIN)
    User.objects.filter(pk=begin.stranger.pk).update(last_login=BEGIN + timedelta(days=100))
    after(days=400)
    assert now(begin.stranger)
    after(days=466)
    assert now(begin.stranger) is None
    assert now(begin.member) == begin.member


def test_each_erasure_is_noted_as_counts_and_a_second_run_finds_nothing(begin: Cast) -> None:
    Subscriber.objects.create(region=begin.near, email="a@example.org")
    after(days=8)
    entry = AuditEntry.objects.get(verb="data-erased")
    assert (entry.actor_kind, entry.details) == ("system", {"table": "people.Subscriber", "counts": {"rows": 1}})
    assert after(days=8) == {}
    assert AuditEntry.objects.filter(verb="data-erased").count() == 1


def test_counters_of_attempts_are_deleted_when_their_time_is_over(begin: Cast) -> None:
    cache.set("short", 1, 60)
    cache.set("long", 1, 3 * 24 * 3600)
    after(days=1)
    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key FROM kit_cache")
        assert [key for (key,) in cursor.fetchall()] == [":1:long"]


def test_the_daily_work_does_it(begin: Cast) -> None:
    Subscriber.objects.create(region=begin.near, email="a@example.org")
    with time_machine.travel(BEGIN + timedelta(days=8), tick=False):
        forget_what_is_over()
    assert not Subscriber.objects.exists()
