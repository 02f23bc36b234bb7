"""Mentoring pairs: only who is trained, only the days, and a quiet pair is asked at most once a month."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from maillage.core import to_do
from maillage.desk.duties import in_words
from maillage.desk.queries.situation import facts_of, situation_of
from maillage.kit.audit import Actor
from maillage.kit.models import AuditEntry, OutboxMail
from maillage.kit.outbox import compose
from maillage.kit.retention import erase_what_is_over
from maillage.people.actions.mentoring import PairPlan, change_pair, end_pair, make_pair, note_meeting
from maillage.people.actions.skills_sought import end_search, seek_skill
from maillage.people.actions.volunteer_course import pause_volunteer
from maillage.people.enums import VolunteerState
from maillage.people.models import Mentoring, MentoringMeeting
from maillage.people.queries.mentoring import is_quiet, pairs_of, silent_pairs
from maillage.people.volunteer_ticks import ask_quiet_pairs
from maillage.territory.models import Place
from tests import factories as make
from tests.conftest import Cast
from tests.people.test_training import a_module, was_there
from tests.people.test_volunteers import own

BY = Actor("user", "0", "Somebody")
TODAY = timezone.localdate()


def a_pair(cast: Cast, days: int = 100, **fields: Any) -> Mentoring:
    known = {"volunteer": make.a_volunteer(cast.near), "mentee": "Noor", "starts_on": TODAY - timedelta(days=days)}
    return Mentoring.objects.create(region=cast.near, **{**known, **fields})


def test_a_pair_is_made_once_and_only_with_somebody_who_is_trained_for_it(cast: Cast) -> None:
    volunteer, module = make.a_volunteer(cast.near, name="Ada"), a_module(cast.near)
    plan = PairPlan("Noor", TODAY, "ar")
    with pytest.raises(ValidationError, match=r"Ada has not been at this training.*Being a mentor"):
        make_pair(region=cast.near, volunteer=volunteer, plan=plan, by=BY)
    was_there(module, volunteer, date(2026, 1, 10))
    pair = make_pair(region=cast.near, volunteer=volunteer, plan=plan, by=BY)
    assert make_pair(region=cast.near, volunteer=volunteer, plan=plan, by=BY) == pair
    assert (pair.mentee, pair.least_a_month, pair.most_a_month) == ("Noor", 2, 4)
    assert "Noor" not in str(AuditEntry.objects.get(verb="make mentoring pair").details)
    waiting = make.a_volunteer(cast.near, state=VolunteerState.ASKED)
    with pytest.raises(ValidationError, match="Welcome them first"):
        make_pair(region=cast.near, volunteer=waiting, plan=plan, by=BY)


def test_only_the_day_of_a_meeting_is_kept_and_once(cast: Cast) -> None:
    pair = a_pair(cast)
    page = own(pair.volunteer, f"met/{pair.public_id}/")
    assert "Noor" in Client().get(page).content.decode()
    for _again in range(2):
        answer = Client().post(page, {"met_on": TODAY - timedelta(days=2), "words": "We talked about work."})
    assert answer["Location"].endswith("?done=met")
    assert list(MentoringMeeting.objects.values_list("mentoring", "met_on")) == [(pair.pk, TODAY - timedelta(days=2))]
    for day, words in ((TODAY + timedelta(days=1), "still to come"), (TODAY - timedelta(days=101), "not together")):
        with pytest.raises(ValidationError, match=words):
            note_meeting(pair=pair, met_on=day, by=BY)


def test_nobody_notes_a_meeting_of_somebody_elses_pair(cast: Cast) -> None:
    pair, other = a_pair(cast), make.a_volunteer(cast.near)
    assert Client().post(own(other, f"met/{pair.public_id}/"), {"met_on": TODAY}).status_code == 404
    assert not MentoringMeeting.objects.exists()


def test_a_quiet_pair_is_asked_at_most_once_a_month_and_not_on_a_pause(cast: Cast) -> None:
    quiet, paused, lively = a_pair(cast), a_pair(cast), a_pair(cast)
    a_pair(cast, ends_on=TODAY - timedelta(days=1))
    a_pair(cast, days=20)
    MentoringMeeting.objects.create(mentoring=quiet, met_on=TODAY - timedelta(days=40))
    MentoringMeeting.objects.create(mentoring=lively, met_on=TODAY - timedelta(days=9))
    pause_volunteer(volunteer=paused.volunteer, first_on=TODAY, last_on=TODAY, by=BY)
    assert {one.pk for one in silent_pairs(TODAY)} == {quiet.pk, paused.pk}
    assert {one.pk for one in pairs_of(cast.near) if is_quiet(one, TODAY)} == {quiet.pk, paused.pk}
    assert [ask_quiet_pairs(), ask_quiet_pairs()] == [1, 0]
    mail = OutboxMail.objects.get()
    assert own(quiet.volunteer, f"met/{quiet.public_id}/") in compose(mail, masked=False).text
    OutboxMail.objects.update(created_at=timezone.now() - timedelta(days=31), key="before")
    assert ask_quiet_pairs() == 1


def test_the_rhythm_can_be_changed_and_the_end_forgets_the_newcomer(cast: Cast) -> None:
    pair = a_pair(cast)
    change_pair(pair=pair, plan=PairPlan("Noor", pair.starts_on, least_a_month=1, most_a_month=3), by=BY)
    with pytest.raises(ValidationError, match="less than the least"):
        change_pair(pair=pair, plan=PairPlan("Noor", pair.starts_on, least_a_month=3, most_a_month=2), by=BY)
    with pytest.raises(ValidationError, match="had not begun"):
        end_pair(pair=pair, on=pair.starts_on - timedelta(days=1), by=BY)
    end_pair(pair=pair, on=TODAY, by=BY)
    erase_what_is_over(timezone.now() + timedelta(days=32))
    pair.refresh_from_db()
    assert (pair.mentee, pair.ends_on, pair.least_a_month) == ("", TODAY, 1)


def test_the_to_do_list_names_who_waits_and_which_pairs_are_quiet(cast: Cast) -> None:
    a_pair(cast)
    make.a_volunteer(cast.near, state=VolunteerState.ASKED)
    make.a_volunteer(cast.far, state=VolunteerState.ASKED)
    facts = facts_of(situation_of(cast.near))
    assert (facts.of_volunteers.asked, facts.of_volunteers.quiet_pairs) == (1, 1)
    lines = in_words(to_do.reckon(facts, at_most=20), cast.near, TODAY).shown
    said = {duty.label: duty.url for duty in lines}
    assert said["Answer 1 volunteer who has registered"] == "/en/desk/near/volunteers/?state=asked"
    assert said["See how 1 mentoring pair is doing"] == "/en/desk/near/volunteers/mentoring/"


def test_what_is_looked_for_is_public_until_it_is_found(cast: Cast) -> None:
    place = Place.objects.create(code="m", country="FR", name="Moulins")
    sought = seek_skill(region=cast.near, skill="driving", place=place, text={"en": "On Tuesdays"}, by=BY)
    assert seek_skill(region=cast.near, skill="driving", place=place, text={"en": "On Tuesdays"}, by=BY) == sought
    page = Client().get("/en/near/volunteers/").content.decode()
    assert "Moulins</b><br>On Tuesdays" in page
    assert "join/?skill=driving" in page
    form = Client().get("/en/near/volunteers/join/?skill=driving").content.decode()
    assert 'value="driving" id="id_skills_0" checked' in form
    end_search(sought=sought, by=BY)
    assert "On Tuesdays" not in Client().get("/en/near/volunteers/").content.decode()
