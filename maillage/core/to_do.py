"""The to-do list of a convenor: what waits, by when, most urgent first, and never more than seven lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

AT_MOST = 7

# Days before or after a meeting by which a thing should be done. The figures are the convenors' own rules of thumb:
# a month for the report, three weeks for invitations, a week for the link and the silent.
REPORT_AFTER = timedelta(days=30)
NOTES_AFTER = timedelta(days=7)
CALL_AFTER = timedelta(days=60)
CALL_BEFORE = timedelta(days=21)
INTERPRETER_BEFORE = timedelta(days=14)
LINK_BEFORE = timedelta(days=7)
SILENT_BEFORE = timedelta(days=7)
SILENT_WITHIN = timedelta(days=14)
ASK_WITHIN = timedelta(days=14)
DECIDE_AFTER = timedelta(days=30)
ANSWER_AFTER = timedelta(days=2)
PLAN_BEFORE = timedelta(days=3)
WELCOME_AFTER = timedelta(days=14)


class Kind(StrEnum):
    """What kind of thing waits; where two are due on the same day, the order here decides."""

    MAILS_FAILED = "mails failed"
    ADD_MEMBERS = "add members"
    PUBLISH_REPORT = "publish report"
    SORT_NOTES = "sort notes"
    CALL_FIRST = "call first"
    CALL_NEXT = "call next"
    FINISH_DRAFT = "finish draft"
    INVITE = "invite"
    VIDEO_LINK = "video link"
    INTERPRETER = "interpreter"
    SILENT = "silent"
    ASK_OWNERS = "ask owners"
    INVITE_AGAIN = "invite again"
    ADD_EMAILS = "add e-mails"
    READ_PROPOSALS = "read proposals"
    ASK_CARDS = "ask about cards"
    DECIDE_CALL = "decide call"
    PILOT_REPORTS_LATE = "pilot reports late"
    READ_PILOT_REPORTS = "read pilot reports"
    WELCOME_VOLUNTEERS = "welcome volunteers"
    QUIET_PAIRS = "quiet pairs"
    ANSWER_LIFTS = "answer lifts"
    PROOFS_END = "proofs end"
    REPORT_LIFTS = "report lifts"
    PLAN_LIFTS = "plan lifts"
    ANSWER_SEATS = "answer seats"


ORDER = {kind: place for place, kind in enumerate(Kind)}


@dataclass(frozen=True)
class Held:
    """A roundtable whose day has passed."""

    number: int
    on: date
    report_is_out: bool
    notes_to_sort: int = 0


@dataclass(frozen=True)
class Coming:
    """The roundtable that comes next; `interpreters` counts the guests who asked, by language code."""

    number: int
    on: date
    is_called: bool
    needs_link: bool = False
    invited: int = 0
    silent: int = 0
    answer_by: date | None = None
    interpreters: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True)
class Promise:
    """An open commitment with its date, whose owner has not been asked about it."""

    id: str
    due_on: date


@dataclass(frozen=True)
class OfPilots:
    """Calls that have closed and are not decided, reports of pilots that are late, and those nobody has read."""

    calls: int = 0
    closed_on: date | None = None
    late: int = 0
    due_on: date | None = None
    unread: int = 0


@dataclass(frozen=True)
class OfVolunteers:
    """Who has registered and waits for an answer, since when, and how many mentoring pairs have gone quiet."""

    asked: int = 0
    asked_on: date | None = None
    quiet_pairs: int = 0


@dataclass(frozen=True)
class OfLifts:
    """Requests and offers that wait for an answer, since when; proofs that end, the first when; last year's report.

    `unplanned` is the Monday of a week that is asked for and should be planned by now. `seats` in courses are asked
    for since `seats_on`.
    """

    asked: int = 0
    asked_on: date | None = None
    proofs: int = 0
    ends_on: date | None = None
    report_by: date | None = None
    unplanned: date | None = None
    seats: int = 0
    seats_on: date | None = None


@dataclass(frozen=True)
class Facts:
    """What is known of a region on a day."""

    today: date
    planned: int
    members: int
    held: tuple[Held, ...] = ()
    coming: Coming | None = None
    unasked: tuple[Promise, ...] = ()
    not_seen: int = 0
    not_seen_since: date | None = None
    without_email: int = 0
    mails_failed: int = 0
    proposals: int = 0
    old_cards: int = 0
    of_pilots: OfPilots = field(default_factory=OfPilots)
    of_volunteers: OfVolunteers = field(default_factory=OfVolunteers)
    of_lifts: OfLifts = field(default_factory=OfLifts)


@dataclass(frozen=True)
class Task:
    """One thing to do: `due` is the day by which, or None where no day presses."""

    kind: Kind
    due: date | None
    number: int = 0
    count: int = 0
    detail: str = ""
    since: date | None = None

    def is_late(self, today: date) -> bool:
        """Tell whether its day has passed."""
        return self.due is not None and self.due < today

    def days_late(self, today: date) -> int:
        """Return by how many days it is late; nothing while it is not."""
        return (today - self.due).days if self.due is not None and self.due < today else 0


@dataclass(frozen=True)
class ToDo:
    """The lines that are shown, and how many more wait."""

    tasks: tuple[Task, ...]
    waiting: int


def reckon(facts: Facts, at_most: int = AT_MOST, kinds: Iterable[Kind] = tuple(Kind)) -> ToDo:
    """Return the to-do list of a region: by due day, then by kind, number and detail; what has no day comes last.

    `kinds` are those that the reader of the list may do.
    """
    allowed = frozenset(kinds)
    tasks = sorted((task for task in _all(facts) if task.kind in allowed), key=_urgency)
    return ToDo(tuple(tasks[:at_most]), max(0, len(tasks) - at_most))


def _urgency(task: Task) -> tuple[date, int, int, str]:
    return (task.due or date.max, ORDER[task.kind], task.number, task.detail)


def _all(facts: Facts) -> Iterator[Task]:
    yield from _of_the_house(facts)
    for held in facts.held:
        yield from _of_held(held)
    if facts.coming:
        yield from _of_coming(facts.coming, facts)
    else:
        yield from _of_no_date(facts)
    yield from _of_promises(facts.unasked, facts.today)
    yield from _of_pilots(facts.of_pilots)
    yield from _of_volunteers(facts.of_volunteers)
    yield from _of_lifts(facts.of_lifts)


def _of_the_house(facts: Facts) -> Iterator[Task]:
    if facts.mails_failed:
        yield Task(Kind.MAILS_FAILED, facts.today, count=facts.mails_failed)
    if not facts.members:
        yield Task(Kind.ADD_MEMBERS, facts.today)
    if facts.without_email:
        yield Task(Kind.ADD_EMAILS, None, count=facts.without_email)
    if facts.proposals:
        yield Task(Kind.READ_PROPOSALS, None, count=facts.proposals)
    if facts.old_cards:
        yield Task(Kind.ASK_CARDS, None, count=facts.old_cards)


def _of_held(held: Held) -> Iterator[Task]:
    if held.report_is_out:
        return
    yield Task(Kind.PUBLISH_REPORT, held.on + REPORT_AFTER, number=held.number, since=held.on)
    if held.notes_to_sort:
        yield Task(Kind.SORT_NOTES, held.on + NOTES_AFTER, number=held.number, count=held.notes_to_sort)


def _of_no_date(facts: Facts) -> Iterator[Task]:
    if not facts.held:
        if facts.members:
            yield Task(Kind.CALL_FIRST, facts.today, number=1)
    elif (last := max(facts.held, key=lambda held: held.number)).number < facts.planned:
        yield Task(Kind.CALL_NEXT, last.on + CALL_AFTER, number=last.number + 1, since=last.on)


def _of_coming(coming: Coming, facts: Facts) -> Iterator[Task]:
    number = coming.number
    if coming.needs_link:
        yield Task(Kind.VIDEO_LINK, coming.on - LINK_BEFORE, number=number)
    if not coming.is_called:
        yield Task(Kind.FINISH_DRAFT, coming.on - CALL_BEFORE, number=number)
        return
    if not coming.invited:
        yield Task(Kind.INVITE, coming.on - CALL_BEFORE, number=number)
    elif facts.not_seen:
        yield Task(Kind.INVITE_AGAIN, coming.on - CALL_BEFORE, number, facts.not_seen, since=facts.not_seen_since)
    if coming.silent and coming.on - facts.today <= SILENT_WITHIN:
        yield Task(Kind.SILENT, coming.answer_by or coming.on - SILENT_BEFORE, number=number, count=coming.silent)
    for language, count in coming.interpreters:
        yield Task(Kind.INTERPRETER, coming.on - INTERPRETER_BEFORE, number, count, detail=language)


def _of_promises(unasked: Iterable[Promise], today: date) -> Iterator[Task]:
    pressing = [promise for promise in unasked if promise.due_on - today <= ASK_WITHIN]
    if pressing:
        yield Task(Kind.ASK_OWNERS, min(promise.due_on for promise in pressing), count=len(pressing))


def _of_pilots(pilots: OfPilots) -> Iterator[Task]:
    if pilots.calls and pilots.closed_on:
        due = pilots.closed_on + DECIDE_AFTER
        yield Task(Kind.DECIDE_CALL, due, count=pilots.calls, since=pilots.closed_on)
    if pilots.late:
        yield Task(Kind.PILOT_REPORTS_LATE, pilots.due_on, count=pilots.late)
    if pilots.unread:
        yield Task(Kind.READ_PILOT_REPORTS, None, count=pilots.unread)


def _of_volunteers(volunteers: OfVolunteers) -> Iterator[Task]:
    if volunteers.asked and volunteers.asked_on:
        yield Task(Kind.WELCOME_VOLUNTEERS, volunteers.asked_on + WELCOME_AFTER, count=volunteers.asked)
    if volunteers.quiet_pairs:
        yield Task(Kind.QUIET_PAIRS, None, count=volunteers.quiet_pairs)


def _of_lifts(lifts: OfLifts) -> Iterator[Task]:
    if lifts.asked and lifts.asked_on:
        yield Task(Kind.ANSWER_LIFTS, lifts.asked_on + ANSWER_AFTER, count=lifts.asked)
    if lifts.proofs and lifts.ends_on:
        yield Task(Kind.PROOFS_END, lifts.ends_on, count=lifts.proofs)
    if lifts.report_by:
        yield Task(Kind.REPORT_LIFTS, lifts.report_by, number=lifts.report_by.year - 1)
    if lifts.unplanned:
        yield Task(Kind.PLAN_LIFTS, lifts.unplanned - PLAN_BEFORE, since=lifts.unplanned)
    if lifts.seats and lifts.seats_on:
        yield Task(Kind.ANSWER_SEATS, lifts.seats_on + ANSWER_AFTER, count=lifts.seats)
