"""What took several presses takes one: rooms are made and filled, owners leave with the head-count."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from maillage.cooperation.actions.report import draft_report
from maillage.cooperation.models import Attendance, Commitment, ReportDraft, Room, RoomSeat
from maillage.territory.models import Theme
from tests import factories as make
from tests.cooperation.meeting import BY, Meeting, a_meeting, answered

COUNTED = {"unit": "people", "exact": 4, "organisations": 1}


@pytest.fixture
def meeting(cast) -> Meeting:
    return a_meeting(cast.near)


@pytest.fixture
def desk(client, cast):
    client.force_login(cast.convenor)
    return client


def said(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def a_table_to_seat(cast, number):
    roundtable = make.a_roundtable(cast.near, number, date=timezone.localdate() + timedelta(days=9))
    for _guest in range(6):
        answered(roundtable, make.a_contact(cast.near, cast.host))
    return roundtable


def rows(*titles, then=""):
    sent = {"form-TOTAL_FORMS": len(titles), "form-INITIAL_FORMS": len(titles), "version": 0, "then": then}
    return sent | {f"form-{place}-title_fr": title for place, title in enumerate(titles)}


def test_rooms_are_made_and_filled_with_one_press(cast, desk):
    roundtable = a_table_to_seat(cast, 1)
    url = f"/en/desk/near/roundtables/{roundtable.number}/rooms/"
    assert "Make the rooms and seat everybody" in said(desk.get(url))
    done = said(desk.post(url, rows("L’accueil", "Les trajets", then="spread"), follow=True))
    assert "6 people have a seat." in done
    assert sorted(RoomSeat.objects.values_list("room__number", flat=True)) == [1, 1, 1, 2, 2, 2]


def test_the_rooms_open_as_they_were_last_time_and_nothing_is_made_by_looking(cast, desk):
    before = make.a_roundtable(cast.near, 1)
    theme = Theme.objects.first()
    absent = make.a_contact(cast.near, cast.host)
    Room.objects.create(roundtable=before, number=1, title={"fr": "L’accueil"}, theme=theme, facilitator=absent)
    roundtable = a_table_to_seat(cast, 2)
    comes = roundtable.invitations.first().contact
    Room.objects.create(roundtable=before, number=2, title={"fr": "Les trajets"}, facilitator=comes)
    page = desk.get("/en/desk/near/roundtables/2/rooms/")
    forms = page.context["forms"]
    assert [form["title_fr"].value() for form in forms] == ["L’accueil", "Les trajets"]
    assert [form["facilitator"].value() for form in forms] == [None, comes.pk]
    assert "As last time." in said(page)
    assert Room.objects.filter(roundtable=roundtable).count() == 0


def test_who_keeps_what_and_by_when_leaves_with_the_head_count_and_stands_in_the_draft(cast, desk, meeting):
    host = make.an_organisation(cast.near, name="Mairie du Bourg")
    promise = make.a_commitment(meeting.roundtable, text={"en": "We open a stall.", "fr": "Un stand."}, due_on=None)
    page = desk.get(meeting.url("wrap-up")).content.decode()
    assert f'name="promise-{promise.public_id}-organisation" form="count"' in page
    due = meeting.roundtable.date + timedelta(days=60)
    row = {
        f"promise-{promise.public_id}-organisation": host.pk,
        f"promise-{promise.public_id}-due_on": due.isoformat(),
    }
    desk.post(meeting.url("attendance"), {**COUNTED, **row})
    promise.refresh_from_db()
    assert (promise.organisation, promise.due_on) == (host, due)
    assert "Mairie du Bourg" in str(ReportDraft.objects.get(language="en").blocks)


def test_a_date_before_the_roundtable_keeps_nothing_and_says_so_beside_the_promise(desk, meeting):
    promise = make.a_commitment(meeting.roundtable, due_on=None)
    early = {f"promise-{promise.public_id}-due_on": "2021-01-01", f"promise-{promise.public_id}-organisation": ""}
    answer = desk.post(meeting.url("attendance"), {**COUNTED, **early})
    assert answer.status_code == 422
    assert "Choose that day or a later one." in said(answer)
    assert 'value="2021-01-01"' in answer.content.decode()
    assert not Attendance.objects.exists()
    assert not ReportDraft.objects.exists()


def test_owners_named_after_the_draft_are_told_in_it_and_own_words_stay(cast, desk, meeting):
    host = make.an_organisation(cast.near, name="Mairie du Bourg")
    promise = make.a_commitment(meeting.roundtable, due_on=None)
    draft_report(roundtable=meeting.roundtable, by=BY)
    ReportDraft.objects.filter(language="en").update(title="My title")
    row = {f"promise-{promise.public_id}-organisation": host.pk, f"promise-{promise.public_id}-due_on": ""}
    assert "the draft tells it" in said(desk.post(meeting.url("owners"), row, follow=True))
    draft = ReportDraft.objects.get(language="en")
    assert "Mairie du Bourg" in str(draft.blocks)
    assert draft.title == "My title"


def test_what_somebody_else_settled_meanwhile_is_not_overwritten(cast, desk, meeting):
    host = make.an_organisation(cast.near, name="Mairie du Bourg")
    due = meeting.roundtable.date + timedelta(days=30)
    promise = make.a_commitment(meeting.roundtable, organisation=cast.host, due_on=due)
    row = {f"promise-{promise.public_id}-organisation": host.pk, f"promise-{promise.public_id}-due_on": ""}
    desk.post(meeting.url("attendance"), {**COUNTED, **row})
    assert Commitment.objects.get().organisation == cast.host
    assert Commitment.objects.get().due_on == due


def test_a_promise_of_another_roundtable_is_not_touched_by_its_name_in_what_is_sent(cast, desk, meeting):
    host = make.an_organisation(cast.near, name="Mairie du Bourg")
    other = make.a_commitment(make.a_roundtable(cast.far, 1), due_on=None)
    row = {f"promise-{other.public_id}-organisation": host.pk, f"promise-{other.public_id}-due_on": ""}
    desk.post(meeting.url("attendance"), {**COUNTED, **row})
    other.refresh_from_db()
    assert other.organisation is None


def test_a_draft_is_told_to_be_behind_once_a_promise_has_changed(desk, meeting):
    promise = make.a_commitment(meeting.roundtable, due_on=None)
    draft_report(roundtable=meeting.roundtable, by=BY)
    assert "Something recorded has changed" not in said(desk.get(meeting.url("wrap-up")))
    url = f"/en/desk/near/commitments/{promise.public_id}/"
    form = desk.get(url).context["form"]
    sent = {name: form[name].value() or "" for name in form.fields}
    desk.post(url, {**sent, "due_on": (meeting.roundtable.date + timedelta(days=9)).isoformat()})
    assert "Something recorded has changed" in said(desk.get(meeting.url("wrap-up")))
