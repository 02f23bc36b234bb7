"""Reminders go at the time the convenor set, once, to the silent alone, and never once the roundtable has begun."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone
from django.utils.translation import override

from maillage.cooperation import ticks
from maillage.cooperation.actions.remind import (
    move_reminders,
    plan_reminders,
    remind_silent,
    send_due_reminders,
    take_back_reminder,
)
from maillage.cooperation.actions.reply import Reply, reply
from maillage.cooperation.actions.schedule import Plan, change_roundtable
from maillage.cooperation.actions.seats import set_seats
from maillage.cooperation.enums import Answer, Mode, State
from maillage.cooperation.models import Invitation, Reminder, Roundtable
from maillage.core.reminders import shown_at
from maillage.core.wording import Wording
from maillage.kit.audit import SYSTEM
from maillage.kit.composers import is_wanted
from maillage.kit.models import AuditEntry, OutboxMail
from tests import factories as make
from tests.conftest import Cast
from tests.cooperation.calling import LATER

pytestmark = pytest.mark.django_db
WHO = "/en/desk/near/roundtables/4/who/"
NINE = shown_at(date(2099, 5, 20), time(9), "Europe/Paris")


@pytest.fixture
def table(cast: Cast) -> Roundtable:
    return make.a_roundtable(cast.near, 4, date=LATER)


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], int]:
    """Let the tick run at a moment; return how many mails it queued."""

    def run(now: datetime) -> int:
        with monkeypatch.context() as clock:
            clock.setattr(timezone, "now", lambda: now)
            return ticks.remind_when_due()

    return run


def reminded() -> set[int]:
    mails = OutboxMail.objects.filter(composer="cooperation.reminder")
    return {mail.params["invitation"] for mail in mails}


def test_a_reminder_goes_at_its_time_and_to_the_silent_alone(
    cast: Cast, table: Roundtable, at: Callable[[datetime], int]
) -> None:
    silent = make.an_invitation(table)
    make.an_invitation(table, answer=Answer.COMING, answered_at=timezone.now())
    make.an_invitation(table, make.a_contact(cast.near, unsubscribed_at=timezone.now()))
    make.an_invitation(table, make.a_contact(cast.near, email=""))
    make.an_invitation(table, revoked_at=timezone.now())
    plan_reminders(roundtable=table, at=[NINE], by=SYSTEM)
    assert at(NINE - timedelta(seconds=1)) == 0
    assert (reminded(), Reminder.objects.get().sent_at) == (set(), None)
    assert at(NINE) == 1
    reminder = Reminder.objects.get()
    assert (reminded(), reminder.sent_at, reminder.reached) == ({silent.pk}, NINE, 1)
    assert AuditEntry.objects.filter(verb="remind").get().details == {"mails": 1}


def test_two_workers_that_tick_at_once_send_once(table: Roundtable, at: Callable[[datetime], int]) -> None:
    make.an_invitation(table)
    plan_reminders(roundtable=table, at=[NINE], by=SYSTEM)
    assert [at(NINE), at(NINE), send_due_reminders(roundtable=table, now=NINE)] == [1, 0, 0]
    assert OutboxMail.objects.count() == 1


def test_whoever_answers_in_between_is_not_reminded(table: Roundtable, at: Callable[[datetime], int]) -> None:
    early, late = make.an_invitation(table), make.an_invitation(table)
    plan_reminders(roundtable=table, at=[NINE, NINE + timedelta(days=2)], by=SYSTEM)
    assert at(NINE) == 2
    reply(invitation=early, said=Reply(Answer.MAYBE), by=SYSTEM)
    mails = {mail.params["invitation"]: mail for mail in OutboxMail.objects.filter(composer="cooperation.reminder")}
    assert (is_wanted(mails[early.pk]), is_wanted(mails[late.pk])) == (False, True)
    assert at(NINE + timedelta(days=2)) == 1
    assert list(Reminder.objects.values_list("reached", flat=True)) == [2, 1]


def test_what_became_due_while_nobody_worked_is_one_mail(table: Roundtable, at: Callable[[datetime], int]) -> None:
    make.an_invitation(table)
    plan_reminders(roundtable=table, at=[NINE, NINE + timedelta(days=1)], by=SYSTEM)
    assert at(NINE + timedelta(days=1, hours=5)) == 1
    assert list(Reminder.objects.values_list("reached", flat=True)) == [0, 1]


def test_a_guest_gets_one_reminder_a_day_even_if_the_convenor_presses_too(
    table: Roundtable, at: Callable[[datetime], int], monkeypatch: pytest.MonkeyPatch
) -> None:
    make.an_invitation(table)
    plan_reminders(roundtable=table, at=[NINE], by=SYSTEM)
    monkeypatch.setattr(timezone, "now", lambda: NINE - timedelta(hours=1))
    assert remind_silent(roundtable=table, by=SYSTEM) == 1
    assert (at(NINE), OutboxMail.objects.count()) == (0, 1)


@pytest.mark.parametrize("state", [State.CANCELLED, State.DRAFT, State.HELD])
def test_only_a_called_roundtable_reminds(table: Roundtable, at: Callable[[datetime], int], state: State) -> None:
    make.an_invitation(table)
    plan_reminders(roundtable=table, at=[NINE], by=SYSTEM)
    Roundtable.objects.update(state=state)
    assert (at(NINE + timedelta(minutes=1)), OutboxMail.objects.count()) == (0, 0)


def test_nothing_goes_once_it_has_begun(table: Roundtable, at: Callable[[datetime], int]) -> None:
    make.an_invitation(table)
    plan_reminders(roundtable=table, at=[NINE], by=SYSTEM)
    begins = table.starts_at
    assert begins is not None
    assert at(begins) == 0
    assert Reminder.objects.get().sent_at is None


def plan_of(table: Roundtable, **changes: object) -> Plan:
    known = {"start_time": table.start_time, "minutes": 120, "mode": Mode.ONLINE, "venue": Wording(), **changes}
    return Plan(**{"date": table.date, **known})  # type: ignore[arg-type]  # each test names the fields that it is about


def test_reminders_move_with_the_day_by_the_clock_on_the_wall(table: Roundtable) -> None:
    plan_reminders(roundtable=table, at=[NINE, NINE + timedelta(days=3)], by=SYSTEM)
    change_roundtable(roundtable=table, plan=plan_of(table, date=date(2099, 11, 26)), seen_version=1, by=SYSTEM)
    moved = [reminder.due_at.astimezone(UTC) for reminder in Reminder.objects.all()]
    assert moved == [datetime(2099, 11, 20, 8, tzinfo=UTC), datetime(2099, 11, 23, 8, tzinfo=UTC)]
    assert NINE.astimezone(UTC).hour == 7


def test_a_reminder_that_would_lie_in_the_past_is_dropped_and_a_sent_one_stays(table: Roundtable) -> None:
    today = timezone.now()
    Reminder.objects.create(roundtable=table, due_at=today - timedelta(days=1), sent_at=today, reached=4)
    Reminder.objects.create(roundtable=table, due_at=today + timedelta(days=5))
    Reminder.objects.create(roundtable=table, due_at=today + timedelta(days=15))
    was_on, table.date = table.date, table.date - timedelta(days=10)
    move_reminders(table, was_on=was_on)
    days = [round((reminder.due_at - today).total_seconds() / 86400) for reminder in Reminder.objects.all()]
    assert days == [-1, 5]


@pytest.mark.parametrize(
    ("due_at", "sentence"),
    [
        (datetime(2020, 1, 1, tzinfo=UTC), "This time has passed. Choose a later one, or remind at once."),
        (datetime(2099, 5, 26, 12, tzinfo=UTC), "The roundtable has begun by then. Choose a time before it."),
    ],
)
def test_a_time_that_cannot_be_is_refused(table: Roundtable, due_at: datetime, sentence: str) -> None:
    with pytest.raises(ValidationError) as refused:
        plan_reminders(roundtable=table, at=[due_at], by=SYSTEM)
    assert refused.value.messages == [sentence]


def test_the_same_time_twice_is_one_reminder_and_a_sent_one_cannot_be_taken_back(
    table: Roundtable, at: Callable[[datetime], int]
) -> None:
    plan_reminders(roundtable=table, at=[NINE, NINE], by=SYSTEM)
    plan_reminders(roundtable=table, at=[NINE], by=SYSTEM)
    reminder = Reminder.objects.get()
    at(NINE)
    with pytest.raises(ValidationError):
        take_back_reminder(reminder=reminder, by=SYSTEM)
    assert Reminder.objects.count() == 1


@pytest.fixture
def desk(client: Client, cast: Cast, table: Roundtable) -> Client:
    client.force_login(cast.convenor)
    return client


def page_of(client: Client, url: str, data: dict[str, object] | None = None) -> str:
    answer = client.get(url) if data is None else client.post(url, data, follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_convenor_plans_reminders_with_the_invitations_sees_them_and_takes_one_back(
    cast: Cast, desk: Client, table: Roundtable
) -> None:
    guest = make.a_contact(cast.near)
    assert "Friday 15 May 2099, 09:00" in page_of(desk, WHO)
    times = [shown_at(date(2099, 5, day), time(9), "Europe/Paris").isoformat() for day in (15, 22)]
    page = page_of(desk, WHO, {"guest": guest.pk, "remind": times})
    assert page.count("Planned.") == 2
    first = Reminder.objects.order_by("due_at")[0]
    page = page_of(desk, f"{WHO}reminders/{first.pk}/take-back/", {})
    assert "Taken back. Nobody is reminded then." in page
    assert page.count("Planned.") == 1
    assert "Friday 15 May 2099, 09:00" not in page


def test_a_further_reminder_is_planned_by_the_clock_of_the_region_and_told_when_sent(
    desk: Client, table: Roundtable, at: Callable[[datetime], int]
) -> None:
    make.an_invitation(table)
    page = page_of(desk, f"{WHO}reminders/", {"date": "2099-05-20", "time": ""})
    assert "Planned: Wednesday 20 May 2099, 09:00." in page
    assert Reminder.objects.get().due_at == NINE
    at(NINE)
    assert "Sent, to 1 guest." in page_of(desk, WHO)
    assert "Say on which day." in page_of(desk, f"{WHO}reminders/", {"date": ""})


def test_a_reminder_of_another_region_is_not_taken_back(cast: Cast, desk: Client) -> None:
    foreign = Reminder.objects.create(roundtable=make.a_roundtable(cast.far, 4, date=LATER), due_at=NINE)
    assert desk.post(f"{WHO}reminders/{foreign.pk}/take-back/").status_code == 404
    assert desk.post(f"/en/desk/far/roundtables/4/who/reminders/{foreign.pk}/take-back/").status_code == 404
    assert Reminder.objects.filter(pk=foreign.pk).exists()


def test_one_press_in_the_list_notes_an_answer_and_keeps_what_else_was_said(desk: Client, table: Roundtable) -> None:
    invitation = make.an_invitation(table, message="Bring the map.")
    page = page_of(desk, f"{WHO}{invitation.public_id}/", {"answer": "not_coming"})
    invitation.refresh_from_db()
    assert (invitation.answer, invitation.message, invitation.answered_by) == (
        "not_coming",
        "Bring the map.",
        "Convenor",
    )
    assert "Does not come" not in page
    assert Invitation.objects.count() == 1


def test_an_answer_noted_by_the_organiser_takes_a_seat_or_waits_for_one(desk: Client, table: Roundtable) -> None:
    first, second = make.an_invitation(table), make.an_invitation(table)
    set_seats(roundtable=table, seats=1, by=SYSTEM)
    page = page_of(desk, f"{WHO}{first.public_id}/", {"answer": "coming"})
    assert f"Noted: {first.contact}.\n" in page or f"Noted: {first.contact}.<" in page
    page = page_of(desk, f"{WHO}{second.public_id}/", {"answer": "coming"})
    assert f"Noted: {second.contact}. All seats are taken; who waits moves up when one becomes free." in page
    assert page.count("waits for a seat") == 1


def test_the_organiser_names_a_substitute_who_gets_what_they_need(desk: Client, table: Roundtable) -> None:
    invitation = make.an_invitation(table)
    said = {"answer": "substitute", "substitute_name": "Ada", "substitute_email": "ada@example.org"}
    page_of(desk, f"{WHO}{invitation.public_id}/", said)
    with override("fr"):
        assert OutboxMail.objects.filter(composer="cooperation.substitute", to="ada@example.org").count() == 1
