"""The first page of a region says what comes next and lets each person do what is theirs to do."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from maillage.cooperation.enums import Answer, Mode, Progress, State
from maillage.cooperation.models import FollowUp, Note, Presence, ReportVersion
from maillage.initiatives.models import DirectoryRhythm, PilotCall, PilotReading, ProposedPractice
from maillage.kit.audit import SYSTEM, record
from maillage.kit.models import MailState, OutboxMail
from maillage.kit.templatetags.desk_nav import IN_A_REGION, address_of
from maillage.people.models import Seat
from tests import factories as make
from tests.desk.reading import Page

NOW = datetime(2022, 5, 10, 9, tzinfo=UTC)


@pytest.fixture
def home(cast, browser):
    def of(user=None) -> Page:
        return Page(browser(user or cast.convenor).get(reverse("desk:region", args=["near"])))

    return of


def held(region, number: int, day: str, *, published: bool = True):
    table = make.a_roundtable(region, number, date=date.fromisoformat(day), state=State.HELD)
    if published:
        ReportVersion.objects.create(roundtable=table, number=1, frozen_at=NOW, frozen_by="x", published_at=NOW)
    return table


def test_what_organisations_told_of_and_old_cards_wait_on_the_list(cast, home) -> None:
    told = {"region": cast.near, "organisation": cast.host, "name": {"en": "New"}, "told_on": date(2022, 5, 1)}
    ProposedPractice.objects.create(**told)
    words = home().text
    assert "Read 1 practice an organisation told of" in words
    assert "still true" not in words
    DirectoryRhythm.objects.create(region=cast.near, is_on=False)
    assert "Ask whether 2 cards are still true" in home().text
    assert "Ask whether" not in home(cast.editor).text, "the convenor asks"
    DirectoryRhythm.objects.update(is_on=True)
    assert "Ask whether" not in home().text


def test_calls_to_decide_and_reports_of_pilots_wait_on_the_list(cast, home) -> None:
    assert "call that has closed" not in home().text
    opened = timezone.now() - timedelta(days=60)
    closed = {"published_at": opened, "closes_at": opened + timedelta(days=50)}
    call = PilotCall.objects.create(region=cast.near, title={"en": "Small pilots"}, **closed)
    PilotCall.objects.create(region=cast.far, title={"en": "Elsewhere"}, **closed)
    pilot = make.a_pilot(cast.near, name={"en": "Mentors"})
    make.a_pilot_report(cast.near, pilot)
    later = {"period_from": date(2022, 4, 1), "period_to": date(2022, 6, 30), "due_on": date(2022, 7, 14)}
    come = make.a_pilot_report(cast.near, pilot, sent_at=timezone.now(), done="Six evenings.", **later)
    page = home()
    assert page.links["Decide on 1 call that has closed"] == "/en/desk/near/calls/"
    assert page.links["See why 1 report of a pilot has not come"] == "/en/desk/near/pilots/"
    assert page.links["Read 1 report of a pilot"] == "/en/desk/near/pilots/"
    PilotReading.objects.create(report=come, read_at=timezone.now())
    call.decided_at = timezone.now()
    call.save(update_fields=["decided_at"])
    text = home().text
    assert "Decide on" not in text
    assert "Read 1 report" not in text


def test_a_fresh_region_without_members_is_led_to_the_directory(cast, home) -> None:
    Seat.objects.filter(region=cast.near).delete()
    page = home()
    assert "This region has no members yet." in page.text
    assert page.links["Add the first members"] == "/en/desk/near/directory/"


def test_a_region_that_has_not_met_is_offered_its_first_roundtable(cast, home) -> None:
    page = home()
    assert page.links["Call the first roundtable"] == "/en/desk/near/roundtables/next/"
    assert [button for button in page.buttons if button != "Leave the desk"] == ["Call the first roundtable"]


def test_the_next_roundtable_is_the_one_main_button(cast, home) -> None:
    held(cast.near, 1, "2022-01-25")
    assert [button for button in home().buttons if button != "Leave the desk"] == ["Call the next roundtable"]
    make.a_roundtable(cast.near, 2, date=date(2022, 5, 31), state=State.DRAFT)
    page = home()
    assert [button for button in page.buttons if button != "Leave the desk"] == ["Go on with the next roundtable"]
    assert page.links["Go on with the next roundtable"] == "/en/desk/near/roundtables/2/"


def test_a_called_roundtable_shows_its_answers_and_the_five_screens(cast, home) -> None:
    table = make.a_roundtable(cast.near, 4, date=date(2022, 5, 31))
    for answer in (Answer.COMING, Answer.COMING, Answer.SUBSTITUTE, Answer.MAYBE, Answer.NOT_COMING):
        make.an_invitation(table, answer=answer, answered_at=NOW)
    make.an_invitation(table)
    make.an_invitation(table, revoked_at=NOW)
    page = home()
    assert "The fourth, on Tuesday 31 May 2022" in page.text
    for words in ("Invited 6", "Coming 3", "Not sure yet 1", "Not coming 1", "No answer yet 1"):
        assert words in page.text
    assert page.links["Who"] == "/en/desk/near/roundtables/4/who/"
    assert page.links["Open the next roundtable"] == "/en/desk/near/roundtables/4/"


def test_what_waits_is_told_most_urgent_first(cast, home) -> None:
    third = held(cast.near, 3, "2022-04-01", published=False)
    coming = make.a_roundtable(cast.near, 4, date=date(2022, 5, 31))
    make.an_invitation(coming, interpreter="prs", answer=Answer.COMING, answered_at=NOW)
    Note.objects.create(roundtable=third, text={"en": "Buses"}, written_at=NOW)
    make.a_commitment(third, due_on=date(2022, 5, 20), organisation=cast.member_organisation)
    OutboxMail.objects.create(
        key="k", composer="c", to="a@example.org", language="en", owner="near", state=MailState.FAILED,
        message_id="m", next_try_at=NOW,
    )  # fmt: skip
    make.a_contact(cast.near, email="")
    page = home()
    start, end = page.text.index("To do"), page.text.index("Held so far")
    shown = page.text[start:end]
    order = [
        "Sort 1 note of the third roundtable",
        "Publish the report of the third roundtable 9 days late",
        "Send 1 message again today",
        "Find an interpreter: Dari by 17 May 2022",
        "Ask how 1 commitment is going by 20 May 2022",
        "Set the link to the meeting by 24 May 2022",
        "Find 1 e-mail address",
    ]
    places = [shown.find(words) for words in order]
    assert -1 not in places, (shown, [words for words in order if words not in shown])
    assert places == sorted(places)
    assert page.links["Publish the report of the third roundtable"] == "/en/desk/near/roundtables/3/wrap-up/"
    assert page.links["Send 1 message again"] == "/en/desk/near/outbox/?state=failed"


def test_more_than_seven_lines_are_counted_and_not_shown(cast, home) -> None:
    for number in range(1, 10):
        held(cast.near, number, f"2022-0{min(number, 4)}-0{number}", published=False)
    page = home()
    assert len([label for label in page.links if label.startswith("Publish the report")]) == 7
    assert "2 more wait." in page.text


def test_a_commitment_is_not_asked_for_twice(cast, home) -> None:
    table = held(cast.near, 1, "2022-01-25")
    asked, told, neither = (make.a_commitment(table, due_on=date(2022, 5, day)) for day in (11, 12, 13))
    record("ask owner", by=SYSTEM, on=asked, owner="near", mails=1)
    FollowUp.objects.create(commitment=told, progress=Progress.ON_THE_WAY, told_at=NOW)
    assert "Ask how 1 commitment is going by 13 May 2022" in home().text
    record("ask owner", by=SYSTEM, on=neither, owner="near", mails=0)
    assert "Ask how 1 commitment is going" in home().text, "no mail left, so nobody was asked"


def test_members_who_stopped_coming_are_invited_again(cast, home) -> None:
    gone = make.a_contact(cast.near, cast.member_organisation)
    faithful = make.a_contact(cast.near, cast.host)
    first, second = held(cast.near, 1, "2021-07-01"), held(cast.near, 2, "2022-01-25")
    for table, contact in ((first, gone), (first, faithful), (second, faithful)):
        Presence.objects.create(roundtable=table, contact=contact, arrived_at=NOW)
    coming = make.a_roundtable(cast.near, 3, date=date(2022, 6, 30), mode=Mode.ON_SITE)
    make.an_invitation(coming, faithful)
    assert "Invite again 1 member not seen since 1 July 2021" in home().text
    make.an_invitation(coming, gone)
    assert "Invite again" not in home().text


def test_a_long_delay_is_told_by_its_day(cast, home) -> None:
    held(cast.near, 4, "2022-01-01", published=False)
    assert "Publish the report of the fourth roundtable late since 31 January 2022" in home().text


def test_numbers_of_which_nothing_is_known_are_not_told_as_held(cast, home) -> None:
    for number in (2, 4, 5):
        held(cast.near, number, f"2022-01-0{number}")
    page = home()
    assert "3 roundtables recorded here, 4 planned. Numbers 1, 3 are not recorded." in page.text
    assert page.links["Enter one that was held before"] == "/en/desk/near/roundtables/former/"


def test_a_made_up_commitment_is_told_as_an_example(cast, home) -> None:
    make.a_commitment(held(cast.near, 1, "2022-01-25"), organisation=cast.member_organisation, is_example=True)
    for user in (cast.convenor, cast.member):
        assert "We write one page." in home(user).text
        assert home(user).text.count("example") == 1


def test_nothing_of_another_region_is_counted(cast, home) -> None:
    held(cast.near, 4, "2022-05-01")
    held(cast.far, 1, "2022-01-01", published=False)
    make.a_contact(cast.far, email="")
    assert "Nothing waits." in home().text


def test_an_editor_sees_only_what_an_editor_may_do(cast, home) -> None:
    held(cast.near, 4, "2022-05-01", published=False)
    make.a_contact(cast.near, email="")
    OutboxMail.objects.create(
        key="k", composer="c", to="a@example.org", language="en", owner="near", state=MailState.FAILED,
        message_id="m", next_try_at=NOW,
    )  # fmt: skip
    assert "Send 1 message again" in home().links
    assert "Send 1 message again" not in home(cast.editor).links


@pytest.mark.parametrize("stage", ["fresh", "held", "draft", "called"])
def test_every_link_of_the_page_opens(cast, browser, stage: str) -> None:
    if stage != "fresh":
        held(cast.near, 1, "2022-04-01", published=False)
    if stage in {"draft", "called"}:
        make.a_roundtable(cast.near, 2, date=date(2022, 5, 31), state=State(stage))
    # What stands behind the navigation does not hang on the stage.
    doors = {address_of(door, cast.near) for door in IN_A_REGION} if stage != "fresh" else set()
    # Whoever may do more is let in wherever one who may do less is: each page opens to the first who is led to it.
    for user in (cast.member, cast.editor, cast.convenor, cast.lead):
        client = browser(user)
        page = Page(client.get(reverse("desk:region", args=["near"])))
        desk = {words: address for words, address in page.links.items() if "/desk/" in address}
        assert desk
        desk = {words: address for words, address in desk.items() if address not in doors}
        for words, address in desk.items():
            assert client.get(address).status_code in {200, 302}, (user, words, address)
        doors |= set(desk.values())


def test_a_member_sees_their_own_commitments_the_date_and_the_reports(cast, home) -> None:
    table = held(cast.near, 1, "2022-01-25")
    make.a_commitment(table, text={"en": "We open the hall."}, organisation=cast.member_organisation)
    make.a_commitment(table, text={"en": "We pay the bus."}, organisation=cast.host)
    make.a_roundtable(cast.near, 2, date=date(2022, 5, 31))
    page = home(cast.member)
    assert "You speak for The Member." in page.text
    assert "We open the hall." in page.text
    assert "We pay the bus." not in page.text
    assert "Tuesday 31 May 2022, 14:00" in page.text
    assert page.links["The first roundtable, 25 January 2022"] == "/en/near/roundtables/1/"
    assert "To do" not in page.headings


def test_a_member_of_a_fresh_region_is_told_what_comes(cast, home) -> None:
    page = home(cast.member)
    assert "What you promise at the next roundtable appears here." in page.text
    assert "No date is set yet." in page.text
    assert "No report is published yet." in page.text


def test_strangers_find_nothing(cast, browser) -> None:
    for user in (cast.stranger, cast.far_convenor, cast.foreign_convenor):
        response = browser(user).get(reverse("desk:region", args=["near"]))
        assert (response.status_code, b"Near" in response.content) == (404, False)


@pytest.mark.parametrize("who", ["convenor", "member", "lead"])
def test_more_rows_cost_no_more_queries(cast, browser, who: str) -> None:
    client = browser(getattr(cast, who))

    def fill(start: int) -> None:
        table = held(cast.near, start, f"2022-03-0{start}", published=False)
        make.a_commitment(table, organisation=cast.member_organisation)
        make.an_invitation(coming, make.a_contact(cast.near, make.an_organisation(cast.near)))

    coming = make.a_roundtable(cast.near, 9, date=date(2022, 5, 31))
    fill(1)
    with CaptureQueriesContext(connection) as one:
        client.get(reverse("desk:region", args=["near"]))
    fill(2)
    fill(3)
    with CaptureQueriesContext(connection) as three:
        client.get(reverse("desk:region", args=["near"]))
    assert len(three) == len(one) <= 12
