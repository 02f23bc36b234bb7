"""A pilot on its way: milestones late by the region's day, money that adds up, targets, and what is known of it."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.test import Client

from maillage.core.wording import Wording
from maillage.initiatives.actions.budgets import correct_spending, remove_line, set_line, spend
from maillage.initiatives.actions.milestones import drop_milestone, reach_milestone, reopen_milestone, set_milestone
from maillage.initiatives.actions.pilots import PilotFacts, change_pilot, start_pilot
from maillage.initiatives.actions.targets import count_target, set_target
from maillage.initiatives.models import BudgetLine, Milestone, Pilot, Spending, Target
from maillage.initiatives.pilot_page import page_of
from maillage.initiatives.queries.pilots import Money, lines_of, money_of, portfolio, sums_of
from maillage.kit.audit import SYSTEM
from maillage.kit.models import AuditEntry
from tests import factories as make
from tests.conftest import Cast

pytestmark = pytest.mark.django_db
DAY = date(2022, 5, 31)
NOON = datetime.fromisoformat("2022-05-31T12:00:00+00:00")


@pytest.fixture
def pilot(cast: Cast) -> Pilot:
    return make.a_pilot(cast.near, name={"en": "Mentors"}, budget_eur=1000)


def words(text: str) -> Wording:
    return Wording({"en": text})


def address(pilot: Pilot, page: str = "") -> str:
    return f"/en/desk/near/pilots/{pilot.public_id}/{page}"


def state(pilot: Pilot) -> list[tuple[str, int]]:
    return [(step.state, step.days) for step in page_of(pilot)["steps"]]


def test_a_milestone_is_late_by_the_day_of_its_region(pilot: Pilot) -> None:
    set_milestone(pilot=pilot, title=words("First meeting"), due_on=DAY, by=SYSTEM)
    pilot.region.time_zone = "Pacific/Auckland"
    with time_machine.travel(NOON, tick=False):
        assert state(pilot) == [("late", 1)]
        pilot.region.time_zone = "Europe/Paris"
        assert state(pilot) == [("open", 0)]


@time_machine.travel(NOON, tick=False)
def test_a_milestone_is_reached_dropped_with_a_reason_or_taken_up_again(pilot: Pilot) -> None:
    milestone = set_milestone(pilot=pilot, title=words("First meeting"), due_on=date(2022, 5, 1), by=SYSTEM)
    assert set_milestone(pilot=pilot, title=words("First meeting"), due_on=date(2022, 5, 1), by=SYSTEM) == milestone
    with pytest.raises(ValidationError, match="not come yet"):
        reach_milestone(milestone=milestone, on=date(2022, 6, 1), by=SYSTEM)
    reach_milestone(milestone=milestone, on=date(2022, 5, 4), by=SYSTEM)
    assert state(pilot) == [("done", 3)]
    with pytest.raises(ValidationError, match="why it is dropped"):
        drop_milestone(milestone=milestone, because=Wording(), by=SYSTEM)
    drop_milestone(milestone=milestone, because=words("Nobody came."), by=SYSTEM)
    assert state(pilot)[0][0] == "dropped"
    reopen_milestone(milestone=milestone, by=SYSTEM)
    assert state(pilot) == [("late", 30)]


@time_machine.travel(NOON, tick=False)
def test_spending_adds_up_and_is_corrected_by_an_opposite_line(pilot: Pilot) -> None:
    line = set_line(pilot=pilot, title=words("Room"), planned=Decimal("800.50"), by=SYSTEM)
    spending = spend(line=line, amount=Decimal("900.25"), on=DAY, words="May", by=SYSTEM)
    assert spend(line=line, amount=Decimal("900.25"), on=DAY, words="May", by=SYSTEM) == spending
    assert money_of(pilot, lines_of(pilot)) == Money(1000, Decimal("800.50"), Decimal("900.25"))
    correction = correct_spending(spending=spending, by=SYSTEM)
    assert correct_spending(spending=spending, by=SYSTEM) == correction
    assert correction.amount_eur == Decimal("-900.25")
    assert (money_of(pilot, lines_of(pilot)).spent, Spending.objects.count()) == (Decimal(0), 2)
    with pytest.raises(ValidationError, match="at most that"):
        spend(line=line, amount=Decimal(-1), on=DAY, by=SYSTEM)
    with pytest.raises(ValidationError, match="so it stays"):
        remove_line(line=line, by=SYSTEM)


def test_nothing_written_down_is_not_nothing_spent(client: Client, cast: Cast, pilot: Pilot) -> None:
    client.force_login(cast.editor)
    set_line(pilot=pilot, title=words("Room"), planned=Decimal(500), by=SYSTEM)
    for page in (address(pilot), "/en/desk/near/pilots/"):
        shown = client.get(page).content.decode()
        assert "€1,000 granted" in shown
        assert "what is spent is not written down" in shown
        assert "€0" not in shown
    assert "€500 planned. Nothing spent is written down yet." in client.get(address(pilot)).content.decode()
    assert "not written down for one pilot" in shown
    (line,) = portfolio(Pilot.objects.filter(region=cast.near))
    assert (line.money.spent, line.money.is_kept, sums_of([line]).spent_unknown) == (None, False, 1)


def test_over_budget_is_said_with_the_sum(client: Client, cast: Cast, pilot: Pilot) -> None:
    for title, planned in (("Room", 800), ("Bus", 400)):
        line = set_line(pilot=pilot, title=words(title), planned=Decimal(planned), by=SYSTEM)
        spend(line=line, amount=Decimal(planned + 10), on=DAY, by=SYSTEM)
    client.force_login(cast.editor)
    page = client.get(address(pilot)).content.decode()
    assert "€1,220 of €1,000 granted are spent." in page
    assert "That is €220 too much." in page
    assert "The budget plans €200 more than was granted." in page
    assert page.count("That is €10 too much.") == 2


@pytest.mark.parametrize(
    ("granted", "planned", "spent", "measure", "over"),
    [(None, 0, 5, None, 0), (None, 4, 5, 4, 1), (10, 4, 5, 10, 0), (0, 4, 5, 0, 5)],
)
def test_what_spending_is_measured_against(
    granted: int | None, planned: int, spent: int, measure: int | None, over: int
) -> None:
    money = Money(granted, Decimal(planned), Decimal(spent))
    assert (money.measure, money.over) == (measure, over)


@time_machine.travel(NOON, tick=False)
def test_the_portfolio_says_what_comes_next_and_what_nobody_knows(cast: Cast, pilot: Pilot) -> None:
    unknown = make.a_pilot(cast.near, name={}, holder=None)
    for title, due in (("Later", date(2022, 7, 1)), ("Sooner", date(2022, 5, 1))):
        set_milestone(pilot=pilot, title=words(title), due_on=due, by=SYSTEM)
    make.a_pilot_report(cast.near, pilot)
    make.a_pilot_report(cast.near, pilot, period_from=date(2022, 4, 1), period_to=DAY, due_on=date(2022, 6, 14))
    lines = {line.pilot: line for line in portfolio(Pilot.objects.filter(region=cast.near))}
    line = lines[pilot]
    assert (str(line.next_title), line.next_is_late, len(line.late), len(line.due)) == ("Sooner", True, 1, 1)
    assert (lines[unknown].next_due, lines[unknown].money.measure) == (None, None)
    sums = sums_of(lines.values())
    assert (sums.pilots, sums.granted, sums.grants_unknown, sums.spent_unknown, sums.late) == (2, 1000, 1, 2, 1)


def test_forms_of_the_desk_do_what_they_say(client: Client, cast: Cast, pilot: Pilot) -> None:
    client.force_login(cast.editor)

    def post(page: str, **data: Any) -> Any:
        return client.post(address(pilot, page), data)

    assert post("milestones/", act="add", title_en="First meeting", due_on="2022-05-01").status_code == 302
    milestone = Milestone.objects.get()
    post("milestones/", act="reach", milestone=milestone.public_id, done_on="2022-05-02")
    post("money/", act="plan", title_en="Room", planned="1 234,50")
    line = BudgetLine.objects.get()
    post("money/", act="spend", line=line.pk, amount="34.50", spent_on="2022-05-03", words="Rent")
    post("targets/", act="set", title_en="Women", aimed="20", counts_people="on")
    target = Target.objects.get()
    post("targets/", act="count", target=target.public_id, reached="13", counted_on="2022-05-04")
    milestone.refresh_from_db()
    target.refresh_from_db()
    assert milestone.done_on == date(2022, 5, 2)
    assert (line.planned_eur, Spending.objects.get().amount_eur) == (Decimal("1234.50"), Decimal("34.50"))
    assert (target.aimed, target.reached, target.counts_people) == (20, 13, True)
    wrong = post("milestones/", act="add", title_en="", due_on="")
    assert wrong.status_code == 422
    assert "Write it in at least one language." in wrong.content.decode()
    refused = post("money/", act="spend", line=line.pk, amount="0", spent_on="2022-05-03")
    assert "other than 0" in refused.content.decode()


def test_what_is_known_is_written_and_kept_in_other_languages(client: Client, cast: Cast) -> None:
    contact = make.a_contact(cast.near, cast.host)
    client.force_login(cast.editor)
    data = {
        "name_en": "Mentors",
        "holder": cast.host.pk,
        "contact": contact.pk,
        "months": 10,
        "started_on": "2022-01-01",
    }
    assert client.post("/en/desk/near/pilots/new/", data).status_code == 302
    pilot = Pilot.objects.get()
    Pilot.objects.update(name={"en": "Mentors", "pl": "Mentorzy"})
    client.post(
        address(pilot, "edit/"), {**data, "name_en": "Mentors again", "partners": [cast.member_organisation.pk]}
    )
    pilot.refresh_from_db()
    assert pilot.name == {"en": "Mentors again", "pl": "Mentorzy"}
    assert list(pilot.partners.all()) == [cast.member_organisation]
    backward = client.post(address(pilot, "edit/"), {**data, "ended_on": "2021-01-01"})
    assert "before the first day" in backward.content.decode()


def test_a_pilot_is_written_down_once_and_offers_only_the_regions_own(client: Client, cast: Cast) -> None:
    make.an_organisation(cast.far, name="Somebody far away")
    facts = PilotFacts(name=words("Mentors"))
    assert start_pilot(region=cast.near, facts=facts, by=SYSTEM) == start_pilot(
        region=cast.near, facts=facts, by=SYSTEM
    )
    client.force_login(cast.editor)
    page = client.get("/en/desk/near/pilots/new/").content.decode()
    assert "The Host" in page
    assert "Somebody far away" not in page


def test_somebody_else_who_tells_gets_new_links(cast: Cast, pilot: Pilot) -> None:
    report = make.a_pilot_report(cast.near, pilot)
    contact = make.a_contact(cast.near)
    change_pilot(pilot=pilot, facts=PilotFacts(name=words("Mentors"), contact=contact), by=SYSTEM)
    report.refresh_from_db()
    assert report.nonce != "first"
    nonce = report.nonce
    change_pilot(pilot=pilot, facts=PilotFacts(name=words("Renamed"), contact=contact), by=SYSTEM)
    report.refresh_from_db()
    assert report.nonce == nonce


def test_each_deed_has_its_sentence_on_the_trail(cast: Cast, pilot: Pilot) -> None:
    from maillage.desk.sentences import SENTENCES

    set_target(pilot=pilot, title=words("Women"), aimed=20, counts_people=True, by=SYSTEM)
    count_target(target=Target.objects.get(), reached=3, on=DAY, by=SYSTEM)
    set_milestone(pilot=pilot, title=words("First meeting"), due_on=DAY, by=SYSTEM)
    verbs = set(AuditEntry.objects.values_list("verb", flat=True))
    assert verbs == {"set target", "count target", "set milestone"}
    assert verbs <= set(SENTENCES)
