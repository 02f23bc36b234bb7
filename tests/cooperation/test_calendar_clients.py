"""Two calendars that share no code end with the same agenda, whatever is changed, taken back, repeated or late."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest
import time_machine
from django.utils import translation

from maillage.cooperation import calendar
from maillage.cooperation.actions.invite import invite, send_again, withdraw_invitation
from maillage.cooperation.actions.reply import Reply, reply
from maillage.cooperation.actions.schedule import Plan, cancel_roundtable, change_roundtable, schedule_roundtable
from maillage.cooperation.models import Invitation, Roundtable
from maillage.core.wording import Wording
from maillage.kit.models import OutboxMail
from maillage.kit.outbox import Attachment, compose
from tests import factories as make
from tests.calendars import Entry, agendas_after, read_calendar
from tests.conftest import Cast
from tests.cooperation.seating import BY, says

pytestmark = pytest.mark.django_db
WINTER, SUMMER = date(2099, 1, 20), date(2099, 7, 7)
PLAN = Plan(WINTER, time(14), 120, "online", Wording(), subject=Wording(en="News"))


@pytest.fixture(autouse=True)
def one_moment() -> Iterator[time_machine.Traveller]:
    """All happens within one second: nothing but SEQUENCE tells old from new."""
    with time_machine.travel("2098-11-02 09:00:00Z", tick=False) as travel:
        yield travel


@pytest.fixture
def table(cast: Cast) -> Roundtable:
    return schedule_roundtable(region=cast.near, plan=PLAN, by=BY, call=True)


@pytest.fixture
def guest(cast: Cast, table: Roundtable) -> Invitation:
    contact = make.a_contact(cast.near, name="Ada Example", preferred_language="en")
    return invite(roundtable=table, contacts=[contact], by=BY)[0]


def file_of(composer: str) -> Attachment:
    """The file that goes with the last mail of one kind."""
    mail = OutboxMail.objects.filter(composer=f"cooperation.{composer}").latest("pk")
    with translation.override("en"):
        return compose(mail, masked=False).attachments[0]


def changed(table: Roundtable, **to: object) -> bytes:
    version = Roundtable.objects.get(pk=table.pk).version
    change_roundtable(roundtable=table, plan=replace(PLAN, **to), seen_version=version, by=BY)
    return file_of("changed").content


def cancelled(table: Roundtable) -> bytes:
    cancel_roundtable(roundtable=table, reason=Wording(en="The hall is flooded."), by=BY)
    return file_of("cancelled").content


def a_life(table: Roundtable) -> list[bytes]:
    """Invited, moved to summer, given a place, cancelled."""
    asked = file_of("invitation").content
    moved = changed(table, date=SUMMER)
    placed = changed(table, date=SUMMER, start_time=time(9, 30), mode="on_site", venue=Wording(en="Town hall; room 2"))
    return [asked, moved, placed, cancelled(table)]


def test_both_follow_each_change_and_take_it_out_at_the_end(table: Roundtable, guest: Invitation) -> None:
    files = a_life(table)
    for count, hour, where in (
        (1, datetime(2099, 1, 20, 13, tzinfo=UTC), ""),
        (2, datetime(2099, 7, 7, 12, tzinfo=UTC), ""),
    ):
        first, second = agendas_after(files[:count])
        assert [(entry.starts, entry.where) for entry in first.values()] == [(hour, where)]
        assert first == second
    placed = Entry(
        datetime(2099, 7, 7, 7, 30, tzinfo=UTC),
        datetime(2099, 7, 7, 9, 30, tzinfo=UTC),
        "Near, first roundtable",
        "Town hall; room 2",
    )
    assert [list(agenda.values()) for agenda in agendas_after(files[:3])] == [[placed], [placed]]
    assert agendas_after(files) == ({}, {})


def test_the_order_in_which_mails_arrive_and_their_repeats_make_no_difference(
    table: Roundtable, guest: Invitation
) -> None:
    *standing, gone = a_life(table)
    newest = agendas_after(standing)
    for late in itertools.permutations(standing):
        assert agendas_after([*late, standing[0], standing[1]]) == newest
        assert agendas_after([*late[:1], gone, *late[1:], *standing]) == ({}, {}), "an old update was replayed"


def test_the_control_whose_sequence_does_not_grow_is_found_out(
    table: Roundtable, guest: Invitation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(calendar, "sequence_of", lambda invitation: 1)
    files = a_life(table)
    first, second = agendas_after([*files, files[0]])
    assert first
    assert second


def test_a_withdrawn_invitation_goes_and_comes_back_with_a_new_one(table: Roundtable, guest: Invitation) -> None:
    files = [file_of("invitation")]
    for _time in range(2):
        withdraw_invitation(invitation=guest, by=BY)
        files.append(file_of("withdrawn"))
        assert agendas_after(file.content for file in [*files, *files[:-1]]) == ({}, {})
        send_again(invitation=guest, by=BY)
        files.append(file_of("invitation"))
        assert [len(agenda) for agenda in agendas_after(file.content for file in [*files, *files[:-1]])] == [1, 1]
    assert [file.mime_type for file in files[:2]] == ["text/calendar; method=REQUEST", "text/calendar; method=CANCEL"]


def test_whoever_comes_instead_hears_of_changes_and_of_the_end(
    table: Roundtable, guest: Invitation, one_moment: time_machine.Traveller
) -> None:
    says(guest, "substitute", substitute_name="Bo", substitute_email="bo@example.org")
    files = [file_of("substitute").content]
    changed(table, date=SUMMER)
    files.append(file_of("substitute").content)
    assert [next(iter(agenda.values())).starts.month for agenda in agendas_after([*files, files[0]])] == [7, 7]
    says(guest, "coming")
    files.append(file_of("substitute").content)
    assert agendas_after([*files, *files[:2]]) == ({}, {})
    one_moment.shift(1)
    says(guest, "substitute", substitute_name="Bo", substitute_email="bo@example.org")
    files.append(file_of("substitute").content)
    assert [len(agenda) for agenda in agendas_after([*files, *files[:3]])] == [1, 1]
    assert {str(mail.to) for mail in OutboxMail.objects.filter(composer="cooperation.substitute")} == {"bo@example.org"}
    assert [read_calendar(file).vevent.attendee.value for file in files] == ["mailto:bo@example.org"] * 4


@pytest.mark.parametrize(("answer", "said"), [("coming", "ACCEPTED"), ("maybe", "TENTATIVE")])
def test_the_file_with_a_confirmation_says_what_was_answered(guest: Invitation, answer: str, said: str) -> None:
    reply(invitation=guest, said=Reply(answer), by=BY)
    event = read_calendar(file_of("confirmation").content).vevent
    assert event.attendee.params["PARTSTAT"] == [said]
    assert event.organizer.value.startswith("mailto:")


@pytest.mark.parametrize(
    "name",
    ["Bo\r\nATTENDEE:mailto:evil@example.org", 'Bo";X="y', "Bo, & Cy; \\n", "بو " + "ن" * 140],
)
def test_names_are_data_and_lines_are_folded(table: Roundtable, guest: Invitation, name: str) -> None:
    says(guest, "substitute", substitute_name=name, substitute_email="bo@example.org")
    content = file_of("substitute").content
    assert content.count(b"\r\nATTENDEE") == 1
    assert max(len(line) for line in content.split(b"\r\n")) <= 75
    assert b"\n" not in content.replace(b"\r\n", b"")
    first, second = agendas_after([content])
    assert first == second


def test_a_subject_of_many_scripts_and_signs_is_read_alike(table: Roundtable, guest: Invitation) -> None:
    words = 'Où, quand; "comment" \\ — تجربة ' + "ąę" * 60
    content = changed(table, date=SUMMER, subject=Wording(en=words))
    assert words in read_calendar(content).vevent.description.value
    assert max(len(line) for line in content.split(b"\r\n")) <= 75
