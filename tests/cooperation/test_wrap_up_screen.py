"""The screen Wrap-up: from the head-count to a report that is published, corrected, withdrawn."""

import re

import pytest
from django.utils import timezone

from maillage.cooperation.enums import State
from maillage.cooperation.models import Attendance, Note, ReportDraft, ReportVersion
from tests import factories as make
from tests.cooperation.meeting import Meeting, a_meeting


@pytest.fixture
def meeting(cast) -> Meeting:
    return a_meeting(cast.near)


@pytest.fixture
def desk(client, cast):
    client.force_login(cast.convenor)
    return client


def said(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def test_the_head_count_opens_from_the_ticks_and_drafts_the_report(desk, meeting):
    desk.post(meeting.url("live-all"))
    page = desk.get(meeting.url("wrap-up"))
    assert "Ticked as here: 4 people from 1 organisation." in said(page)
    assert 'name="exact" value="4"' in page.content.decode()
    done = desk.post(meeting.url("attendance"), {"unit": "people", "exact": 4, "organisations": 1}, follow=True)
    assert "the report is drafted from what was recorded" in said(done)
    assert ReportDraft.objects.count() == 2
    again = desk.post(meeting.url("attendance"), {"unit": "people", "least": 9, "most": 16}, follow=True)
    assert "Draft the report anew to tell it there." in said(again)
    assert (Attendance.objects.get().least, Attendance.objects.get().most) == (9, 16)


def test_a_head_count_that_does_not_add_up_says_so_in_place(desk, meeting):
    answer = desk.post(meeting.url("attendance"), {"unit": "people", "exact": 22, "online": 18, "on_site": 3})
    assert answer.status_code == 422
    assert "Online and on site do not add up to the total." in said(answer)
    assert Attendance.objects.count() == 0


def test_the_wrap_up_points_out_what_is_left(desk, meeting):
    Note.objects.create(roundtable=meeting.roundtable, text={"en": "A line"}, written_at=timezone.now())
    make.a_commitment(meeting.roundtable, due_on=None)
    page = said(desk.get(meeting.url("wrap-up")))
    assert "1 line is not sorted yet. It is not in the report." in page
    assert "nobody has it yet, without a date" in page


def test_the_report_is_edited_frozen_published_corrected_and_withdrawn(desk, meeting):
    desk.post(meeting.url("report-draft"))
    draft = ReportDraft.objects.get(language="en")
    page = desk.get(meeting.url("wrap-up") + "?report=en")
    assert "From this record" in said(page)
    edit = meeting.url("report-edit", "en")
    form = {"version": draft.version, "title": "My title", "lead": "My lead.", "block_0": "Only this."}
    assert "Your words are kept." in said(desk.post(edit, form, follow=True))
    stale = desk.post(edit, {**form, "title": "Later"})
    assert stale.status_code == 409
    assert "Somebody else changed this draft" in said(stale)
    assert 'value="Later"' in stale.content.decode()
    again = desk.post(meeting.url("report-draft"), {"edits": "keep"}, follow=True)
    assert "What you wrote is kept." in said(again)
    assert ReportDraft.objects.get(language="en").lead == "My lead."
    assert desk.post(edit, {**form, "title": " ", "version": draft.version + 2}).status_code == 422
    assert desk.post(meeting.url("report-edit", "pl"), form).status_code == 404
    done = desk.post(meeting.url("report-freeze"), {"then": "publish"}, follow=True)
    assert "The report is published." in said(done)
    refused = desk.post(meeting.url("report-freeze"), {"then": "freeze"})
    assert "Write what was corrected" in said(refused)
    desk.post(meeting.url("report-freeze"), {"then": "freeze", "correction_note": "A name."})
    desk.post(meeting.url("report-publish", 2), {"to_guests": "on"})
    desk.post(meeting.url("report-withdraw", 2))
    stopped = desk.post(meeting.url("report-publish", 1), follow=True)
    assert "Freeze a new one" in said(stopped)
    assert [(version.number, version.withdrawn_at is not None) for version in ReportVersion.objects.all()] == [
        (1, True),
        (2, True),
    ]
    meeting.roundtable.refresh_from_db()
    assert meeting.roundtable.state == State.HELD
    assert "Withdrawn on" in said(desk.get(meeting.url("wrap-up")))


def test_a_draft_that_the_records_have_overtaken_says_so_until_it_is_drafted_anew(desk, meeting):
    desk.post(meeting.url("report-draft"))
    overtaken = "Something recorded has changed since the draft was written"
    assert overtaken not in said(desk.get(meeting.url("wrap-up")))
    desk.post(meeting.url("note-write"), {"text": "A bus on Sundays", "client_key": "k1", "language": "en"})
    desk.post(meeting.url("note-tag", Note.objects.get().public_id), {"tag": "need", "language": "en"})
    assert overtaken in said(desk.get(meeting.url("wrap-up")))
    desk.post(meeting.url("report-draft"))
    assert overtaken not in said(desk.get(meeting.url("wrap-up")))


def test_beginning_afresh_is_said_before_own_words_are_lost(desk, meeting):
    desk.post(meeting.url("report-draft"))
    assert "Begin afresh" not in said(desk.get(meeting.url("wrap-up")))
    draft = ReportDraft.objects.get(language="en")
    form = {"version": draft.version, "title": draft.title, "lead": "", "block_0": "Only this."}
    desk.post(meeting.url("report-edit", "en"), form)
    assert "Begin afresh: your own words are lost" in said(desk.get(meeting.url("wrap-up")))
    desk.post(meeting.url("report-draft"), {"edits": "drop"})
    assert "Only this." not in str(ReportDraft.objects.get(language="en").blocks)
