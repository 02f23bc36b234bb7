"""The to-do list shows what presses most, never more than seven lines, and counts the rest."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from maillage.core.to_do import AT_MOST, Coming, Facts, Held, Kind, OfLifts, OfPilots, Promise, Task, reckon

TODAY = date(2022, 5, 10)
QUIET = Facts(today=TODAY, planned=4, members=9, held=(Held(4, date(2022, 5, 1), report_is_out=True),))
COMING = Coming(number=4, on=TODAY + timedelta(days=21), is_called=True, invited=22)


def days(number: int) -> timedelta:
    return timedelta(days=number)


def kinds(facts: Facts) -> list[Kind]:
    return [task.kind for task in reckon(facts).tasks]


def test_nothing_waits_where_the_series_is_complete_and_told() -> None:
    assert reckon(QUIET).tasks == ()
    assert reckon(QUIET).waiting == 0


def test_a_fresh_region_first_needs_members_and_then_its_first_roundtable() -> None:
    fresh = Facts(today=TODAY, planned=4, members=0)
    assert kinds(fresh) == [Kind.ADD_MEMBERS]
    assert kinds(replace(fresh, members=1)) == [Kind.CALL_FIRST]


def test_what_organisations_told_of_and_old_cards_press_no_day() -> None:
    told = replace(QUIET, proposals=2, old_cards=5)
    assert reckon(told).tasks == (
        Task(Kind.READ_PROPOSALS, None, count=2),
        Task(Kind.ASK_CARDS, None, count=5),
    )


def test_pilots_wait_for_a_decision_for_what_is_late_and_for_a_reader() -> None:
    pilots = OfPilots(calls=1, closed_on=TODAY - days(3), late=2, due_on=TODAY - days(5), unread=4)
    assert reckon(replace(QUIET, of_pilots=pilots)).tasks == (
        Task(Kind.PILOT_REPORTS_LATE, TODAY - days(5), count=2),
        Task(Kind.DECIDE_CALL, TODAY + days(27), count=1, since=TODAY - days(3)),
        Task(Kind.READ_PILOT_REPORTS, None, count=4),
    )


def test_lifts_are_answered_within_two_days_and_proofs_seen_before_they_end() -> None:
    waiting = replace(QUIET, of_lifts=OfLifts(3, TODAY - days(1), 1, TODAY + days(9)))
    assert reckon(waiting).tasks == (
        Task(Kind.ANSWER_LIFTS, TODAY + days(1), count=3),
        Task(Kind.PROOFS_END, TODAY + days(9), count=1),
    )


def test_a_seat_in_a_course_that_is_asked_for_is_answered_within_two_days() -> None:
    waiting = replace(QUIET, of_lifts=OfLifts(seats=2, seats_on=TODAY - days(3)))
    assert reckon(waiting).tasks == (Task(Kind.ANSWER_SEATS, TODAY - days(1), count=2),)


def test_a_report_is_due_a_month_after_its_roundtable_and_then_late_by_days() -> None:
    held = Held(3, TODAY - days(39), report_is_out=False)
    (task,) = [task for task in reckon(replace(QUIET, held=(held,), planned=3)).tasks]
    assert task == Task(Kind.PUBLISH_REPORT, TODAY - days(9), number=3, since=held.on)
    assert (task.is_late(TODAY), task.days_late(TODAY)) == (True, 9)
    assert (task.is_late(TODAY - days(9)), task.days_late(TODAY - days(9))) == (False, 0)


def test_notes_are_sorted_before_the_report_and_ask_nothing_once_it_is_out() -> None:
    held = Held(4, TODAY - days(3), report_is_out=False, notes_to_sort=5)
    assert kinds(replace(QUIET, held=(held,))) == [Kind.SORT_NOTES, Kind.PUBLISH_REPORT]
    assert kinds(replace(QUIET, held=(replace(held, report_is_out=True),))) == []


def test_the_next_roundtable_is_asked_for_while_the_series_is_not_complete() -> None:
    third = replace(QUIET, held=(Held(2, date(2022, 1, 1), True), Held(3, date(2022, 3, 1), True)))
    assert reckon(third).tasks == (Task(Kind.CALL_NEXT, date(2022, 4, 30), number=4, since=date(2022, 3, 1)),)
    assert kinds(replace(third, coming=COMING)) == []


def test_a_draft_asks_to_be_called_and_for_nothing_that_comes_after() -> None:
    draft = replace(COMING, is_called=False, invited=0, silent=9)
    assert kinds(replace(QUIET, coming=draft)) == [Kind.FINISH_DRAFT]


def test_a_called_roundtable_asks_for_guests_then_for_those_who_stopped_coming() -> None:
    assert kinds(replace(QUIET, coming=replace(COMING, invited=0), not_seen=2)) == [Kind.INVITE]
    since = date(2021, 7, 1)
    (task,) = reckon(replace(QUIET, coming=COMING, not_seen=2, not_seen_since=since)).tasks
    assert task == Task(Kind.INVITE_AGAIN, COMING.on - days(21), number=4, count=2, since=since)


def test_the_silent_are_reminded_two_weeks_before_and_not_earlier() -> None:
    quiet_guests = replace(COMING, silent=6)
    assert kinds(replace(QUIET, coming=replace(quiet_guests, on=TODAY + days(15)))) == []
    assert kinds(replace(QUIET, coming=replace(quiet_guests, on=TODAY + days(14)))) == [Kind.SILENT]
    (task,) = reckon(replace(QUIET, coming=replace(quiet_guests, on=TODAY + days(9), answer_by=TODAY + days(4)))).tasks
    assert task.due == TODAY + days(4)


def test_link_and_interpreters_are_due_before_the_day() -> None:
    coming = replace(COMING, needs_link=True, interpreters=(("prs", 1), ("ar", 2)))
    assert [(task.kind, task.detail, task.count, task.due) for task in reckon(replace(QUIET, coming=coming)).tasks] == [
        (Kind.INTERPRETER, "ar", 2, COMING.on - days(14)),
        (Kind.INTERPRETER, "prs", 1, COMING.on - days(14)),
        (Kind.VIDEO_LINK, "", 0, COMING.on - days(7)),
    ]


def test_owners_are_asked_once_a_promise_is_due_within_two_weeks() -> None:
    promises = (Promise("a", TODAY + days(14)), Promise("b", TODAY - days(2)), Promise("c", TODAY + days(15)))
    assert reckon(replace(QUIET, unasked=promises)).tasks == (Task(Kind.ASK_OWNERS, TODAY - days(2), count=2),)
    assert reckon(replace(QUIET, unasked=promises[2:])).tasks == ()


def test_what_has_no_day_comes_last() -> None:
    facts = replace(QUIET, without_email=3, mails_failed=1, coming=replace(COMING, needs_link=True))
    assert kinds(facts) == [Kind.MAILS_FAILED, Kind.VIDEO_LINK, Kind.ADD_EMAILS]


dates = st.dates(date(2021, 1, 1), date(2023, 1, 1))
counts = st.integers(0, 9)
held = st.builds(Held, number=st.integers(1, 9), on=dates, report_is_out=st.booleans(), notes_to_sort=counts)
coming = st.builds(
    Coming,
    number=st.integers(1, 9),
    on=dates,
    is_called=st.booleans(),
    needs_link=st.booleans(),
    invited=counts,
    silent=counts,
    answer_by=st.none() | dates,
    interpreters=st.lists(st.tuples(st.sampled_from(["ar", "prs", "uk"]), st.integers(1, 3)), unique=True).map(tuple),
)
all_facts = st.builds(
    Facts,
    today=dates,
    planned=st.integers(1, 9),
    members=counts,
    held=st.lists(held, max_size=9, unique_by=lambda one: one.number).map(tuple),
    coming=st.none() | coming,
    unasked=st.lists(st.builds(Promise, id=st.text(max_size=2), due_on=dates), max_size=4).map(tuple),
    not_seen=counts,
    without_email=counts,
    mails_failed=counts,
)


@given(all_facts)
def test_there_are_never_more_than_seven_lines_and_nothing_is_lost(facts: Facts) -> None:
    shown, whole = reckon(facts), reckon(facts, at_most=1000)
    assert len(shown.tasks) <= AT_MOST
    assert shown.tasks == whole.tasks[:AT_MOST]
    assert len(shown.tasks) + shown.waiting == len(whole.tasks)
    assert (shown.waiting > 0) == (len(whole.tasks) > AT_MOST)


@given(all_facts)
def test_no_line_presses_more_than_the_line_above_it_and_none_is_said_twice(facts: Facts) -> None:
    tasks = reckon(facts, at_most=1000).tasks
    days_due = [task.due or date.max for task in tasks]
    assert days_due == sorted(days_due)
    assert len(set(tasks)) == len(tasks)


@given(all_facts, st.randoms())
def test_the_order_of_the_facts_does_not_matter(facts: Facts, random) -> None:
    mixed = list(facts.held)
    random.shuffle(mixed)
    assert reckon(replace(facts, held=tuple(mixed))) == reckon(facts)
