"""Reports of a pilot: planned with one press, asked by mail, sent by link, changed until read, late ones welcome."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from maillage.core.wording import Wording
from maillage.initiatives.actions.budgets import set_line
from maillage.initiatives.actions.milestones import set_milestone
from maillage.initiatives.actions.pilot_reports import ask_report, plan_reports, read_report, withdraw_report_link
from maillage.initiatives.models import BudgetLine, Milestone, Pilot, PilotApplication, PilotCall, PilotReport, Spending
from maillage.initiatives.pilot_links import report_link
from maillage.initiatives.pilot_page import row_of
from maillage.initiatives.pilot_ticks import ask_for_pilot_reports
from maillage.kit.audit import SYSTEM
from maillage.kit.composers import compose, is_wanted
from maillage.kit.models import AuditEntry, OutboxMail
from maillage.kit.retention import erase_what_is_over
from maillage.people.models import Contact
from tests import factories as make
from tests.conftest import Cast

pytestmark = pytest.mark.django_db


def at(day: str, hour: int = 12) -> Any:
    return time_machine.travel(datetime.fromisoformat(f"{day}T{hour:02}:00:00+00:00"), tick=False)


@pytest.fixture
def contact(cast: Cast) -> Contact:
    return make.a_contact(cast.near, cast.host, name="Ada Example", preferred_language="en")


@pytest.fixture
def pilot(cast: Cast, contact: Contact) -> Pilot:
    dates = {"started_on": date(2022, 1, 1), "months": 10}
    pilot = make.a_pilot(cast.near, name={"en": "Mentors"}, holder=cast.host, contact=contact, **dates)
    set_line(pilot=pilot, title=Wording({"en": "Room"}), planned=Decimal(500), by=SYSTEM)
    set_milestone(pilot=pilot, title=Wording({"en": "First meeting"}), due_on=date(2022, 3, 1), by=SYSTEM)
    return pilot


@pytest.fixture
def report(cast: Cast, pilot: Pilot) -> PilotReport:
    return make.a_pilot_report(cast.near, pilot)


def path(report: PilotReport) -> str:
    report.refresh_from_db()
    return report_link(report, language="en", masked=False)


def sent(client: Client, report: PilotReport, **changes: Any) -> Any:
    line = BudgetLine.objects.get()
    fields = {
        "done": "Six evenings.",
        "participants": "13",
        f"spent_{line.public_id}": "120.50",
        "version": report.version,
    }
    return client.post(path(report), {**fields, **changes})


def test_one_press_plans_every_period_and_a_second_adds_none(pilot: Pilot) -> None:
    made = plan_reports(pilot=pilot, months=3, due_days=14, by=SYSTEM)
    assert [(one.period_from, one.period_to, one.due_on) for one in made] == [
        (date(2022, 1, 1), date(2022, 3, 31), date(2022, 4, 14)),
        (date(2022, 4, 1), date(2022, 6, 30), date(2022, 7, 14)),
        (date(2022, 7, 1), date(2022, 9, 30), date(2022, 10, 14)),
        (date(2022, 10, 1), date(2022, 10, 31), date(2022, 11, 14)),
    ]
    assert plan_reports(pilot=pilot, months=2, due_days=5, by=SYSTEM) == []
    Pilot.objects.update(started_on=None)
    pilot.refresh_from_db()
    with pytest.raises(ValidationError, match="Set the first day"):
        plan_reports(pilot=pilot, months=3, due_days=14, by=SYSTEM)


def test_a_report_is_asked_on_the_last_day_of_the_region_and_reminded_once(pilot: Pilot, report: PilotReport) -> None:
    said: list[int] = []
    # 23 hours in UTC is the next day in Paris.
    for day, hour in (("2022-03-30", 12), ("2022-03-30", 23), ("2022-03-31", 12), ("2022-04-14", 12)):
        with at(day, hour):
            said.append(ask_for_pilot_reports())
    assert said == [0, 1, 0, 0]
    for day in ("2022-04-15", "2022-04-16", "2022-05-01"):
        with at(day):
            said.append(ask_for_pilot_reports())
    assert said[4:] == [1, 0, 0]
    mails = list(OutboxMail.objects.order_by("pk"))
    assert [(mail.to, mail.params["reminds"]) for mail in mails] == [
        (pilot.contact.email, False),
        (pilot.contact.email, True),
    ]


def test_a_pilot_planned_after_its_end_sends_no_heap_of_mails(pilot: Pilot) -> None:
    with at("2026-11-23"):
        plan_reports(pilot=pilot, months=1, due_days=14, by=SYSTEM)
        assert ask_for_pilot_reports() == 0


def test_nobody_to_ask_is_said_and_stops_no_other(cast: Cast, pilot: Pilot, report: PilotReport) -> None:
    silent = make.a_pilot_report(cast.near, make.a_pilot(cast.near))
    with at("2022-03-31"):
        assert ask_for_pilot_reports() == 1
    with pytest.raises(ValidationError, match="Nobody can be asked"):
        ask_report(report=silent, by=SYSTEM)


def test_the_mail_leads_to_a_page_with_one_button(client: Client, report: PilotReport) -> None:
    ask_report(report=report, by=SYSTEM)
    assert not ask_report(report=report, by=SYSTEM)
    mail = OutboxMail.objects.get()
    message = compose(mail, masked=False)
    link = next(word for word in message.text.split() if "/link/pilot/" in word)
    assert message.subject == "Report of Mentors, 1 January 2022 to 31 March 2022"
    page = client.get(link).content.decode()
    assert page.count('<button class="btn"') == 1
    assert len(page.encode()) <= 20_000
    assert "First meeting" in page
    withdraw_report_link(report=report, by=SYSTEM)
    assert not is_wanted(mail)


def test_what_is_sent_is_kept_with_money_and_milestones(client: Client, report: PilotReport) -> None:
    milestone = Milestone.objects.get()
    with at("2022-04-10"):
        response = sent(client, report, reached=[milestone.public_id], signed="Ada")
        assert response.status_code == 302
        assert "Your report has come." in client.get(response.headers["Location"]).content.decode()
    report.refresh_from_db()
    milestone.refresh_from_db()
    assert (report.done, report.participants, report.signed, report.language) == ("Six evenings.", 13, "Ada", "en")
    assert milestone.done_on == date(2022, 4, 10)
    spending = Spending.objects.get()
    assert (spending.amount_eur, spending.spent_on, spending.report) == (Decimal("120.50"), date(2022, 3, 31), report)
    with at("2022-04-12"):
        sent(client, report, **{f"spent_{BudgetLine.objects.get().public_id}": "100"})
    milestone.refresh_from_db()
    assert milestone.done_on is None
    assert [one.amount_eur for one in Spending.objects.order_by("pk")] == [Decimal("120.50"), Decimal("-20.50")]


def test_a_report_takes_back_no_tick_of_another_one(
    client: Client, cast: Cast, pilot: Pilot, report: PilotReport
) -> None:
    other = make.a_pilot_report(cast.near, pilot, period_from=date(2022, 4, 1), period_to=date(2022, 6, 30))
    milestone = Milestone.objects.get()
    with at("2022-04-10"):
        sent(client, report, reached=[milestone.public_id])
        assert "First meeting" not in client.get(path(other)).content.decode()
        sent(client, other)
    milestone.refresh_from_db()
    assert milestone.done_on == date(2022, 4, 10)


def test_a_late_report_is_taken_and_marked_with_its_days(client: Client, pilot: Pilot, report: PilotReport) -> None:
    with at("2022-04-20"):
        assert "A late report is welcome." in client.get(path(report)).content.decode()
        page = client.get(sent(client, report).headers["Location"]).content.decode()
    assert "It came 6 days after it was due" in page
    report.refresh_from_db()
    row = row_of(report, pilot, date(2022, 5, 1))
    assert (row.state, row.days) == ("sent", 6)
    assert AuditEntry.objects.get(verb="send pilot report").details == {"days_late": 6}


def test_two_windows_do_not_overwrite_each_other(client: Client, report: PilotReport) -> None:
    sent(client, report, version=0)
    assert sent(client, report, version=0).status_code == 302, "a second press says the same"
    clash = sent(client, report, version=0, done="Other words.")
    page = clash.content.decode()
    assert clash.status_code == 409
    assert "Six evenings." in page
    assert "Other words." in page
    report.refresh_from_db()
    assert (report.done, report.version) == ("Six evenings.", 1)
    sent(client, report, version=1, done="Other words.")
    report.refresh_from_db()
    assert (report.done, report.version) == ("Other words.", 2)


@pytest.mark.parametrize("ends", ["read", "late", "withdrawn", "erased"])
def test_a_link_ends(client: Client, report: PilotReport, contact: Contact, ends: str) -> None:
    link = path(report)
    sent(client, report)
    report.refresh_from_db()
    if ends == "read":
        read_report(report=report, by=SYSTEM)
    elif ends == "late":
        PilotReport.objects.update(sent_at=timezone.now() - timedelta(days=14))
    elif ends == "withdrawn":
        withdraw_report_link(report=report, by=SYSTEM)
    else:
        Contact.objects.update(name="", email="", phone="")
    for response in (client.get(link), client.post(link, {"done": "Changed.", "version": 1})):
        assert response.status_code == 410
    assert PilotReport.objects.get().done == "Six evenings."


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"done": " "}, "Write what was done, in a few words."),
        ({"done": "x" * 4001}, "This text is too long."),
        ({"participants": "-1"}, "Write a number from 0 on."),
        ({"participants": "many"}, "Write a whole number, such as 12."),
    ],
)
def test_what_is_wrong_is_said_and_kept_in_the_form(
    client: Client, report: PilotReport, changes: dict[str, Any], sentence: str
) -> None:
    response = sent(client, report, **changes)
    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert not PilotReport.objects.exclude(sent_at=None).exists()


def test_the_convenor_asks_reads_and_withdraws_by_hand(
    client: Client, cast: Cast, pilot: Pilot, report: PilotReport
) -> None:
    client.force_login(cast.editor)
    page = f"/en/desk/near/pilots/{pilot.public_id}/reports/{report.public_id}/"
    client.post(page, {"act": "ask"})
    assert OutboxMail.objects.count() == 1
    old = path(report)
    client.post(page, {"act": "withdraw"})
    client.post(page, {"act": "ask"})
    assert OutboxMail.objects.count() == 2
    assert Client().get(old).status_code == 410
    sent(Client(), report, signed="Ada")
    assert "Not read yet" in client.get(page).content.decode()
    client.post(page, {"act": "read"})
    assert PilotReport.objects.get().reading.read_at
    assert "came in time" not in client.get(page).content.decode()
    again = client.post(page, {"act": "ask"}, follow=True).content.decode()
    assert "This report has come already." in again


def test_a_planned_report_is_taken_back_once_asked_it_stays(client: Client, cast: Cast, pilot: Pilot) -> None:
    first, second = (make.a_pilot_report(cast.near, pilot, asked_at=asked) for asked in (None, timezone.now()))
    client.force_login(cast.editor)
    for report in (first, second):
        client.post(f"/en/desk/near/pilots/{pilot.public_id}/reports/{report.public_id}/", {"act": "take-back"})
    assert list(PilotReport.objects.all()) == [second]


def test_the_signature_is_forgotten_36_months_after_the_report_was_due(report: PilotReport) -> None:
    PilotReport.objects.update(signed="Ada", done="Six evenings.", sent_at=timezone.now())
    erase_what_is_over(datetime(2025, 4, 1, tzinfo=UTC))
    assert PilotReport.objects.get().signed == "Ada"
    erase_what_is_over(datetime(2025, 5, 1, tzinfo=UTC))
    assert (PilotReport.objects.get().signed, PilotReport.objects.get().done) == ("", "Six evenings.")


# A pilot that a call chose


@pytest.fixture
def chosen(cast: Cast) -> Pilot:
    """A pilot as a decision makes it: it has months, and nobody has said yet when it begins."""
    opened = timezone.now() - timedelta(days=90)
    call = PilotCall.objects.create(
        region=cast.near, title={"en": "Small pilots"}, published_at=opened, closes_at=opened + timedelta(days=30)
    )
    application = PilotApplication.objects.create(call=call, nonce="x", title="Garden", organisation_name="The Host")
    return make.a_pilot(cast.near, name={"en": "Garden"}, application=application, months=4)


@at("2022-05-10")
def test_a_chosen_pilot_asks_for_its_first_day_and_plans_its_reports_with_one_press(
    client: Client, cast: Cast, chosen: Pilot
) -> None:
    client.force_login(cast.editor)
    desk = f"/en/desk/near/pilots/{chosen.public_id}/"
    page = client.get(desk).content.decode()
    for words in ("chosen, not begun yet", "When does it begin?", 'name="begins_on"', "4 months after it begins"):
        assert words in page
    assert page.count('name="due_days"') == 1
    assert "not known whether it runs" not in page
    assert "chosen, not begun yet" in client.get("/en/desk/near/pilots/").content.decode()
    refused = client.post(f"{desk}reports/", {"begins_on": "", "months": "2", "due_days": "14"})
    assert (refused.status_code, PilotReport.objects.count()) == (422, 0)
    sent_in = {"begins_on": "2022-05-01", "months": "2", "due_days": "14"}
    assert client.post(f"{desk}reports/", sent_in).status_code == 302
    chosen.refresh_from_db()
    assert (chosen.started_on, chosen.months) == (date(2022, 5, 1), 4)
    assert [one.period_to for one in chosen.reports.all()] == [date(2022, 6, 30), date(2022, 8, 31)]
    assert AuditEntry.objects.get(verb="begin pilot").details["said"] == ["started_on"]
    page = client.get(desk).content.decode()
    assert "running" in page
    assert 'name="begins_on"' not in page
    client.post(f"{desk}reports/", {**sent_in, "begins_on": "2022-07-01"})
    chosen.refresh_from_db()
    assert (chosen.started_on, chosen.reports.count()) == (date(2022, 5, 1), 2)


def test_where_nobody_knows_how_long_it_lasts_that_is_asked_as_well(client: Client, cast: Cast) -> None:
    bare = make.a_pilot(cast.near, name={"en": "Known from a document"})
    client.force_login(cast.editor)
    desk = f"/en/desk/near/pilots/{bare.public_id}/"
    page = client.get(desk).content.decode()
    assert "not known whether it runs" in page
    assert 'name="lasts"' in page
    client.post(f"{desk}reports/", {"begins_on": "2022-05-01", "lasts": "6", "months": "3", "due_days": "14"})
    bare.refresh_from_db()
    assert (bare.started_on, bare.months, bare.reports.count()) == (date(2022, 5, 1), 6, 2)


def test_a_pilot_does_not_begin_after_it_ended(pilot: Pilot) -> None:
    pilot.started_on, pilot.ended_on = None, date(2022, 9, 30)
    pilot.save()
    with pytest.raises(ValidationError, match="ends before this day"):
        plan_reports(pilot=pilot, months=3, due_days=14, begins_on=date(2022, 10, 1), by=SYSTEM)
    assert not PilotReport.objects.exists()
