"""Training: who is trained is derived from who was there; sessions are planned, answered, reminded of, cancelled."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone
from icalendar import Calendar

from maillage.kit.audit import Actor
from maillage.kit.models import OutboxMail
from maillage.kit.outbox import compose
from maillage.people.actions.sessions import (
    SessionPlan,
    answer_training,
    cancel_session,
    change_session,
    invite_to_session,
    note_attendance,
    note_training,
    plan_session,
)
from maillage.people.actions.training import ModulePlan, change_module, offer_module, take_ready_made, write_module
from maillage.people.actions.volunteer_course import pause_volunteer
from maillage.people.enums import Coming, Skill, Subject, VolunteerState
from maillage.people.models import TrainingModule, TrainingPresence, TrainingSession, Volunteer
from maillage.people.queries.training import trained_for, trained_on
from maillage.people.training_templates import READY_MADE, ready_made
from maillage.people.volunteer_ticks import remind_of_training
from maillage.territory.models import Region
from tests import factories as make
from tests.conftest import Cast
from tests.people.test_volunteers import kinds, own

BY = Actor("user", "0", "Somebody")
PARIS = ZoneInfo("Europe/Paris")
COMING_DAY = timezone.localdate() + timedelta(days=20)


def a_module(region: Region, **fields: Any) -> TrainingModule:
    known = {"subject": Subject.MENTORING, "title": {"en": "Being a mentor"}, "needed_for": [Skill.MENTORING]}
    return TrainingModule.objects.create(region=region, **{**known, **fields})


def a_session(module: TrainingModule, day: date | None = None, **fields: Any) -> TrainingSession:
    starts_at = datetime.combine(day or COMING_DAY, time(18), PARIS)
    return TrainingSession.objects.create(module=module, starts_at=starts_at, **fields)


def was_there(module: TrainingModule, volunteer: Volunteer, day: date, coming: Coming = Coming.PRESENT) -> None:
    TrainingPresence.objects.create(session=a_session(module, day), volunteer=volunteer, coming=coming)


def trained(region: Region, skill: str, on: date) -> list[str]:
    return [one.name for one in trained_for(region, skill, on)]


def test_who_was_there_is_trained_from_that_day_on_for_as_long_as_it_is_good(cast: Cast) -> None:
    ada, bea, cleo = (make.a_volunteer(cast.near, name=name) for name in ("Ada", "Bea", "Cleo"))
    module = a_module(cast.near, good_for_months=6)
    was_there(module, ada, date(2026, 1, 10))
    was_there(module, bea, date(2026, 1, 10), Coming.ABSENT)
    was_there(module, cleo, date(2026, 3, 1), Coming.YES)
    assert trained(cast.near, "mentoring", date(2026, 1, 9)) == []
    assert trained(cast.near, "mentoring", date(2026, 1, 10)) == ["Ada"]
    assert trained(cast.near, "mentoring", date(2026, 7, 10)) == ["Ada"]
    assert trained(cast.near, "mentoring", date(2026, 7, 11)) == []
    assert trained(cast.near, "driving", date(2026, 7, 11)) == ["Ada", "Bea", "Cleo"], "Nothing is needed for it."


def test_each_module_that_a_skill_needs_is_needed_until_it_is_closed(cast: Cast) -> None:
    ada = make.a_volunteer(cast.near, name="Ada")
    first, second = a_module(cast.near), a_module(cast.near, title={"en": "As equals"})
    was_there(first, ada, date(2026, 1, 10))
    on = timezone.localdate()
    assert trained(cast.near, "mentoring", on) == []
    assert trained_on(cast.near, on).lacking(ada.pk, ["mentoring"]) == [second]
    offer_module(module=second, is_offered=False, by=BY)
    assert trained(cast.near, "mentoring", on) == ["Ada"]
    offer_module(module=second, is_offered=True, by=BY)
    assert trained(cast.near, "mentoring", on) == []


def test_neither_a_cancelled_session_nor_another_region_trains_anybody_and_who_left_is_not_named(cast: Cast) -> None:
    ada = make.a_volunteer(cast.near, name="Ada")
    module = a_module(cast.near)
    session = a_session(module, date(2026, 1, 10), cancelled_at=timezone.now())
    presence = TrainingPresence.objects.create(session=session, volunteer=ada, coming=Coming.PRESENT)
    was_there(a_module(cast.far), make.a_volunteer(cast.far), date(2026, 1, 10))
    assert trained(cast.near, "mentoring", date(2026, 5, 1)) == []
    TrainingSession.objects.filter(pk=presence.session_id).update(cancelled_at=None)
    assert trained(cast.near, "mentoring", date(2026, 5, 1)) == ["Ada"]
    Volunteer.objects.filter(pk=ada.pk).update(state=VolunteerState.LEFT, left_at=timezone.now())
    assert trained(cast.near, "mentoring", date(2026, 5, 1)) == []


def test_the_day_of_training_is_that_of_the_clocks_of_the_region(cast: Cast) -> None:
    ada, module = make.a_volunteer(cast.near, name="Ada"), a_module(cast.near)
    late = datetime(2026, 1, 10, 23, 30, tzinfo=ZoneInfo("UTC"))
    session = TrainingSession.objects.create(module=module, starts_at=late)
    TrainingPresence.objects.create(session=session, volunteer=ada, coming=Coming.PRESENT)
    assert trained(cast.near, "mentoring", date(2026, 1, 10)) == []
    assert trained(cast.near, "mentoring", date(2026, 1, 11)) == ["Ada"]


def test_ready_made_modules_are_taken_in_the_languages_of_the_region_and_put_into_own_words(cast: Cast) -> None:
    ready = ready_made("meeting_people")
    module = take_ready_made(region=cast.near, ready=ready, by=BY)
    assert take_ready_made(region=cast.near, ready=ready, by=BY) == module
    assert str(module) == "Meeting people without prejudice"
    assert set(module.title) == {"en", "fr"} & set(cast.near.languages)
    assert {one.subject for one in READY_MADE} == set(Subject) - {Subject.OTHER}
    plan = ModulePlan("meeting_people", {"fr": "Se rencontrer"}, minutes=90, needed_for=["language"])
    changed = change_module(module=module, plan=plan, by=BY)
    assert (dict(changed.title), changed.minutes, changed.needed_for) == ({"fr": "Se rencontrer"}, 90, ["language"])
    with pytest.raises(ValidationError, match="title"):
        write_module(region=cast.near, plan=ModulePlan("other", {}), by=BY)


def test_a_session_is_planned_by_the_clocks_of_the_region_and_once(cast: Cast) -> None:
    module = a_module(cast.near)
    plan = SessionPlan(date(2027, 7, 1), time(18, 30), venue="Town hall", seats=8)
    session = plan_session(module=module, plan=plan, by=BY)
    assert plan_session(module=module, plan=plan, by=BY) == session
    assert session.starts_at == datetime(2027, 7, 1, 16, 30, tzinfo=ZoneInfo("UTC"))
    with pytest.raises(ValidationError, match="clocks go forward"):
        plan_session(module=module, plan=SessionPlan(date(2027, 3, 28), time(2, 30)), by=BY)
    with pytest.raises(ValidationError, match="still to come"):
        offer_module(module=module, is_offered=False, by=BY)


def test_who_is_invited_gets_the_session_for_their_calendar_and_answers_with_one_tap(cast: Cast) -> None:
    session = a_session(a_module(cast.near), venue="Town hall", video_link="https://meet.example.org/t")
    ada, paused, waiting = (make.a_volunteer(cast.near, name=name) for name in ("Ada", "Paused", "Waiting"))
    pause_volunteer(volunteer=paused, first_on=COMING_DAY, last_on=COMING_DAY, by=BY)
    Volunteer.objects.filter(pk=waiting.pk).update(state=VolunteerState.ASKED)
    far = make.a_volunteer(cast.far)
    asked = invite_to_session(session=session, volunteers=[ada, paused, waiting, far], by=BY)
    assert [one.volunteer.name for one in asked] == ["Ada"]
    assert invite_to_session(session=session, volunteers=[ada], by=BY) == []
    mail = OutboxMail.objects.get()
    message = compose(mail, masked=False)
    event = Calendar.from_ical(message.attachments[0].content).walk("VEVENT")[0]
    assert event["DTSTART"].dt == session.starts_at
    assert (event["LOCATION"], event["SEQUENCE"]) == ("Town hall", 0)
    page = own(ada, f"training/{session.public_id}/")
    assert page in message.text
    assert page in message.html
    assert Client().get(page).content.decode().count("<button") == 2
    assert TrainingPresence.objects.get().coming == Coming.ASKED, "Opening the page changes nothing."
    assert Client().post(page, {"comes": "yes"})["Location"].endswith("?done=comes")
    assert TrainingPresence.objects.get().coming == Coming.YES
    Client().post(page, {"comes": "no"})
    assert TrainingPresence.objects.get().coming == Coming.NO


def test_the_last_seat_is_given_once(cast: Cast) -> None:
    session = a_session(a_module(cast.near), seats=1)
    ada, bea = make.a_volunteer(cast.near), make.a_volunteer(cast.near)
    answer_training(session=session, volunteer=ada, comes=True, by=BY)
    answer_training(session=session, volunteer=ada, comes=True, by=BY)
    refused = Client().post(own(bea, f"training/{session.public_id}/"), {"comes": "yes"})
    assert refused.status_code == 409
    assert "No seat is left." in refused.content.decode()
    answer_training(session=session, volunteer=ada, comes=False, by=BY)
    assert answer_training(session=session, volunteer=bea, comes=True, by=BY).coming == Coming.YES


def test_who_is_expected_is_told_of_another_time_and_of_the_end_of_it(cast: Cast) -> None:
    session = a_session(a_module(cast.near))
    ada, bea = make.a_volunteer(cast.near), make.a_volunteer(cast.near)
    invite_to_session(session=session, volunteers=[ada, bea], by=BY)
    answer_training(session=session, volunteer=bea, comes=False, by=BY)
    moved = SessionPlan(COMING_DAY + timedelta(days=1), time(18))
    change_session(session=session, plan=moved, by=BY)
    change_session(session=session, plan=moved, by=BY)
    assert [(mail.composer, mail.to) for mail in OutboxMail.objects.order_by("pk")[2:]] == [
        ("people.training_changed", ada.email)
    ]
    event = Calendar.from_ical(compose(OutboxMail.objects.latest("pk"), masked=True).attachments[0].content)
    assert event.walk("VEVENT")[0]["SEQUENCE"] == 1
    cancel_session(session=session, by=BY)
    cancel_session(session=session, by=BY)
    calendar = Calendar.from_ical(compose(OutboxMail.objects.latest("pk"), masked=True).attachments[0].content)
    assert (calendar["METHOD"], calendar.walk("VEVENT")[0]["STATUS"]) == ("CANCEL", "CANCELLED")
    assert kinds() == ["training_invitation", "training_invitation", "training_changed", "training_cancelled"]


def test_who_was_there_is_noted_afterwards_whether_asked_or_not(cast: Cast) -> None:
    session = a_session(a_module(cast.near), date(2026, 1, 10))
    ada, bea, cleo = (make.a_volunteer(cast.near, name=name) for name in ("Ada", "Bea", "Cleo"))
    for volunteer, coming in ((ada, Coming.YES), (bea, Coming.YES)):
        TrainingPresence.objects.create(session=session, volunteer=volunteer, coming=coming)
    assert note_attendance(session=session, present=[ada, cleo], by=BY) == 2
    seen = dict(session.presences.values_list("volunteer__name", "coming"))
    assert seen == {"Ada": "present", "Bea": "absent", "Cleo": "present"}
    note_training(session=session, volunteer=bea, was_there=True, by=BY)
    assert trained(cast.near, "mentoring", date(2026, 5, 1)) == ["Ada", "Bea", "Cleo"]
    with pytest.raises(ValidationError, match="not begun"):
        note_attendance(session=a_session(session.module), present=[ada], by=BY)


def test_reminders_come_the_week_and_the_day_before_and_not_right_after_an_answer(cast: Cast) -> None:
    module, now = a_module(cast.near), timezone.now()
    in_a_week = TrainingSession.objects.create(module=module, starts_at=now + timedelta(days=6))
    tomorrow = TrainingSession.objects.create(module=module, starts_at=now + timedelta(hours=20))
    later = TrainingSession.objects.create(module=module, starts_at=now + timedelta(days=8))
    yes, no, fresh = (make.a_volunteer(cast.near) for _number in range(3))
    for session in (in_a_week, tomorrow, later):
        TrainingPresence.objects.create(session=session, volunteer=yes, coming=Coming.YES)
        TrainingPresence.objects.create(session=session, volunteer=no, coming=Coming.NO)
    TrainingPresence.objects.create(session=in_a_week, volunteer=fresh, coming=Coming.YES, answered_at=now)
    assert [remind_of_training(), remind_of_training()] == [2, 0]
    assert {mail.to for mail in OutboxMail.objects.all()} == {yes.email}
    assert "You said that you come." in compose(OutboxMail.objects.earliest("pk"), masked=True).text
    TrainingSession.objects.filter(pk=in_a_week.pk).update(starts_at=now + timedelta(hours=22))
    assert remind_of_training() == 2, "The day before, whoever comes is reminded."


def test_the_public_reads_what_comes_and_never_the_link_to_the_meeting(cast: Cast) -> None:
    a_session(a_module(cast.near), venue="Town hall", video_link="https://meet.example.org/secret")
    a_session(a_module(cast.near, title={"en": "Long ago"}), date(2020, 1, 1))
    page = Client().get("/en/near/volunteers/").content.decode()
    assert "Being a mentor" in page
    assert "Town hall" in page
    assert "secret" not in page
    assert "Long ago" not in page
