"""The same press sent twice at one moment, from two phones or by an impatient finger, does its deed once."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, time, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import timezone

from maillage.cooperation.actions.attendance import record_attendance
from maillage.cooperation.actions.follow_up import follow_up, promise
from maillage.cooperation.actions.invite import invite
from maillage.cooperation.actions.notes import write_note
from maillage.cooperation.actions.presence import tick_all_who_said_yes, tick_presence, welcome
from maillage.cooperation.actions.report import draft_report, freeze_report, publish_report
from maillage.cooperation.actions.rooms import PlannedRoom, set_rooms
from maillage.cooperation.actions.schedule import Plan, schedule_roundtable
from maillage.cooperation.actions.seating import assign_rooms
from maillage.cooperation.models import (
    Commitment,
    FollowUp,
    Invitation,
    Note,
    Presence,
    ReportDraft,
    ReportVersion,
    Room,
    RoomSeat,
    Roundtable,
)
from maillage.core.headcount import Headcount
from maillage.core.wording import Wording
from maillage.kit.models import OutboxMail
from maillage.people.actions import (
    Details,
    Profile,
    SeatTerms,
    add_contact,
    give_role,
    import_contacts,
    seat_organisation,
)
from maillage.people.contact_list import read
from maillage.people.enums import Role
from maillage.people.models import Contact, Subscriber
from maillage.website.actions import ask_to_subscribe
from tests import factories as make
from tests.cooperation.meeting import BY, Meeting, a_meeting

pytestmark = pytest.mark.django_db(transaction=True)
AT_ONCE = 4


def at_once(deed: Callable[[], object]) -> list[BaseException]:
    """Do a deed in several threads at one moment and return what was raised besides a refusal in words.

    SQLite lets one transaction in at a time; kept in memory it refuses the others, so there they come by turns.
    """
    threads = 1 if connection.vendor == "sqlite" else AT_ONCE
    start = threading.Barrier(threads)

    def one() -> None:
        start.wait()
        try:
            deed()
        finally:
            connection.close()

    with ThreadPoolExecutor(threads) as pool:
        ended = [run.exception() for run in [pool.submit(one) for _time in range(AT_ONCE)]]
    return [error for error in ended if error and not isinstance(error, ValidationError)]


@pytest.fixture
def meeting() -> Meeting:
    return a_meeting(make.a_region(make.a_programme(slug="share"), slug="near"))


def test_a_tick_a_line_and_a_seat_are_there_once(meeting: Meeting) -> None:
    table, guest = meeting.roundtable, meeting.guests[0]
    assert at_once(lambda: tick_presence(roundtable=table, contact=guest, tick="here", by=BY)) == []
    assert Presence.objects.count() == 1
    assert at_once(lambda: tick_all_who_said_yes(roundtable=table, by=BY)) == []
    assert Presence.objects.count() == len(meeting.guests)
    line = {"roundtable": table, "text": "One line.", "language": "en", "client_key": "k", "by": BY}
    assert at_once(lambda: write_note(**line)) == []
    assert Note.objects.count() == 1
    assert at_once(lambda: assign_rooms(roundtable=table, by=BY)) == []
    assert RoomSeat.objects.count() == len(meeting.guests)


def test_a_promise_and_what_is_told_of_it_are_written_once(meeting: Meeting) -> None:
    table, words = meeting.roundtable, Wording(en="We do it.")
    assert at_once(lambda: promise(roundtable=table, text=words, by=BY)) == []
    kept = Commitment.objects.get()
    assert at_once(lambda: follow_up(commitment=kept, progress="on_the_way", text=words, by=BY)) == []
    assert FollowUp.objects.count() == 1
    follow_up(commitment=kept, progress="done", text=words, by=BY)
    with time_machine.travel(timezone.now() + timedelta(minutes=2)):
        promise(roundtable=table, text=words, by=BY)
        follow_up(commitment=kept, progress="done", text=words, by=BY)
    assert (Commitment.objects.count(), FollowUp.objects.count()) == (2, 3)


def test_rooms_are_set_once(meeting: Meeting) -> None:
    rooms = [PlannedRoom(Wording(en="One")), PlannedRoom(Wording(en="Two"))]
    assert at_once(lambda: set_rooms(roundtable=meeting.roundtable, rooms=rooms, by=BY)) == []
    assert Room.objects.count() == 2


def test_somebody_new_is_welcomed_once(meeting: Meeting) -> None:
    before = Contact.objects.count()
    new = {"roundtable": meeting.roundtable, "name": "Walk In", "by": BY}
    assert at_once(lambda: welcome(**new, email="walk.in@example.org")) == []
    assert at_once(lambda: welcome(**{**new, "name": "No Address"})) == []
    assert Contact.objects.count() == before + 2


def test_the_head_count_and_the_drafts_are_written_once(meeting: Meeting) -> None:
    table = meeting.roundtable
    count = {"headcount": Headcount(exact=4), "categories": {}, "by": BY}
    assert at_once(lambda: record_attendance(roundtable=table, **count)) == []
    assert at_once(lambda: draft_report(roundtable=table, by=BY)) == []
    assert sorted(ReportDraft.objects.values_list("language", flat=True)) == sorted(table.region.languages)


def test_a_correction_sent_twice_is_one_version_and_one_mail(meeting: Meeting) -> None:
    table = meeting.roundtable
    Subscriber.objects.create(region=table.region, email="r@example.org", confirmed_at=timezone.now())
    draft_report(roundtable=table, by=BY)

    def corrected() -> None:
        version = freeze_report(roundtable=table, by=BY, correction_note="A name.")
        publish_report(version=version, by=BY, to_subscribers=True)

    corrected()
    assert (ReportVersion.objects.count(), OutboxMail.objects.count()) == (1, 1)
    assert at_once(corrected) == []
    assert (ReportVersion.objects.count(), OutboxMail.objects.count()) == (2, 2)


def test_an_invitation_and_the_next_roundtable_are_made_once(meeting: Meeting) -> None:
    region = meeting.roundtable.region
    table = make.a_roundtable(region, 4, date=date(2099, 5, 26))
    assert at_once(lambda: invite(roundtable=table, contacts=meeting.guests, by=BY)) == []
    assert Invitation.objects.filter(roundtable=table).count() == len(meeting.guests)
    plan = Plan(date(2099, 9, 1), time(14), 60, "online", Wording(), extends_series=True)
    assert at_once(lambda: schedule_roundtable(region=region, plan=plan, by=BY, seen_number=5)) == []
    assert Roundtable.objects.filter(region=region).count() == 3


def test_the_directory_takes_a_form_once(meeting: Meeting) -> None:
    region = meeting.roundtable.region
    details = Details(name="Ada", email="ada@example.org", category="citizens")
    profile, terms = Profile(name="One House"), SeatTerms(part="member")
    assert at_once(lambda: add_contact(region=region, details=details, by=BY)) == []
    assert at_once(lambda: seat_organisation(region=region, profile=profile, terms=terms, by=BY)) == []
    assert at_once(lambda: give_role(region=region, email="new@example.org", role=Role.EDITOR, by=BY)) == []
    assert Contact.objects.filter(email="ada@example.org").count() == 1
    assert region.seats.filter(organisation__name="One House").count() == 1
    assert region.memberships.count() == 1


def test_a_list_of_people_and_a_subscription_are_taken_once(meeting: Meeting) -> None:
    region = meeting.roundtable.region
    lines = read("name,email,organisation\nA,a@example.org,New House\n", default_language="en").lines
    before = Contact.objects.count()
    assert at_once(lambda: import_contacts(region=region, lines=lines, by=BY)) == []
    assert Contact.objects.count() == before + 1
    assert at_once(lambda: ask_to_subscribe(region=region, email="s@example.org", language="en")) == []
    assert (Subscriber.objects.count(), OutboxMail.objects.count()) == (1, 1)
