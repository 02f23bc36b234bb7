"""A plan is proposed: each person hears of their own week once, by mail or by telephone, and of each change."""

from __future__ import annotations

from datetime import time, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from maillage.core.short_text import fits
from maillage.kit.composers import is_wanted
from maillage.kit.models import AuditEntry, OutboxMail
from maillage.kit.outbox import compose
from maillage.mobility.actions.proposing import propose_plan
from maillage.mobility.actions.telling_weeks import tell_by_phone, tell_week
from maillage.mobility.diary import diary_of
from maillage.mobility.enums import Answer, Leg, PlanState
from maillage.mobility.models import Newcomer, Ride, RidePlan, Telling, Unserved
from maillage.mobility.week_ticks import keep_weeks_alive
from tests.conftest import Cast
from tests.mobility.proposed import BY, ReadyWeek, a_ready_plan, a_ride, a_week, an_outing, mails


@pytest.fixture
def week(cast: Cast) -> ReadyWeek:
    return a_week(cast.near)


def letter_to(address: str) -> str:
    mail = OutboxMail.objects.filter(to=address).latest("pk")
    with translation.override(mail.language):
        return compose(mail, masked=True).text


def test_everybody_with_an_address_gets_one_mail_about_their_own_week(week: ReadyWeek) -> None:
    week.proposed()
    assert (mails("mobility.driver_week"), mails("mobility.rider_week")) == (["ada@example.org"], ["bela@example.org"])
    to_ada, to_bela = letter_to("ada@example.org"), letter_to("bela@example.org")
    assert "Bela and Carol" in to_ada
    assert "8:30" in to_bela
    assert "Ada drives you" in to_bela
    assert "Driver-Canary" not in to_bela
    assert "Carol" not in to_bela
    assert "0600000" not in to_ada + to_bela


def test_proposed_twice_is_proposed_once(week: ReadyWeek) -> None:
    week.proposed()
    first = week.plan.proposed_at
    week.proposed()
    assert week.plan.proposed_at == first
    assert len(mails("mobility.driver_week")) == 1
    assert AuditEntry.objects.filter(verb="propose plan of lifts").count() == 1


def test_the_button_proposes_and_leads_to_the_diary(cast: Cast, week: ReadyWeek, client: Client) -> None:
    client.force_login(cast.editor)
    answer = client.post(reverse("mobility:plan-propose", args=["near", week.plan.public_id]))
    assert answer.url == f"{reverse('mobility:diary', args=['near'])}?week={week.plan.monday}"
    week.again()
    assert week.plan.state == PlanState.PROPOSED
    shown = client.get(answer.url).content.decode()
    assert "Ada Driver-Canary" in shown
    assert "0600000003" in shown


def test_a_member_does_not_open_the_diary(cast: Cast, week: ReadyWeek, client: Client) -> None:
    week.proposed()
    client.force_login(cast.member)
    assert client.get(reverse("mobility:diary", args=["near"])).status_code == 403
    client.force_login(cast.far_convenor)
    assert client.get(reverse("mobility:diary", args=["near"])).status_code == 404


@pytest.mark.parametrize("state", [PlanState.WAITING, PlanState.FAILED, PlanState.REPLACED])
def test_only_a_plan_that_is_ready_is_proposed(week: ReadyWeek, state: PlanState) -> None:
    RidePlan.objects.filter(pk=week.plan.pk).update(state=state)
    with pytest.raises(ValidationError, match="not ready"):
        propose_plan(plan=week.plan, by=BY)


def test_a_plan_whose_week_is_over_is_not_proposed(cast: Cast) -> None:
    today = timezone.localdate()
    past = a_week(cast.near, today - timedelta(days=today.weekday() + 7))
    with pytest.raises(ValidationError, match="is over"):
        propose_plan(plan=past.plan, by=BY)


def test_an_older_plan_does_not_take_the_place_of_a_newer_one(week: ReadyWeek) -> None:
    older = a_ready_plan(week.region, week.plan.monday, edition=2)
    newer = a_ready_plan(week.region, week.plan.monday, edition=3)
    propose_plan(plan=newer, by=BY)
    with pytest.raises(ValidationError, match="newer plan"):
        propose_plan(plan=older, by=BY)


def test_a_plan_begun_before_somebody_said_no_is_not_proposed(week: ReadyWeek) -> None:
    week.proposed()
    late = a_ready_plan(week.region, week.plan.monday, edition=2)
    Ride.objects.filter(pk=week.carols.pk).update(answer=Answer.NO, answered_at=timezone.now())
    with pytest.raises(ValidationError, match="called a lift off"):
        propose_plan(plan=late, by=BY)


def test_a_plan_that_knows_nothing_of_what_was_promised_is_not_proposed(week: ReadyWeek) -> None:
    unknowing = a_ready_plan(week.region, week.plan.monday, edition=2)
    week.proposed()
    with pytest.raises(ValidationError, match="Another plan of this week was proposed"):
        propose_plan(plan=unknowing, by=BY)
    RidePlan.objects.filter(pk=unknowing.pk).update(told={"proposed_by_itself": True})
    for _minute in range(2):
        keep_weeks_alive()
    unknowing.refresh_from_db()
    assert (unknowing.state, RidePlan.objects.get(edition=3).replans) == (PlanState.REPLACED, week.plan)
    assert RidePlan.objects.count() == 3


def a_second_plan(week: ReadyWeek, *, carol_too: bool) -> RidePlan:
    """The same again; Carol rides or does not."""
    plan = a_ready_plan(week.region, week.plan.monday, edition=2, replans=week.plan)
    outing = an_outing(plan, week.outing.offer, week.tuesday, time(8, 30), time(12))
    a_ride(outing, week.there.request, Leg.OUT, time(8, 30), time(9, 45))
    a_ride(outing, week.there.request, Leg.BACK, time(11), time(11, 30))
    if carol_too:
        a_ride(outing, week.carols.request, Leg.OUT, time(8, 30), time(9, 45))
    else:
        Unserved.objects.create(plan=plan, request=week.carols.request, on=week.tuesday, reason="seats_went_to")
    return plan


def test_what_is_the_same_in_the_next_plan_keeps_its_answers_and_tells_nobody(week: ReadyWeek) -> None:
    week.proposed()
    for row in (week.outing, week.there):
        row.answer, row.answered_at = Answer.YES, timezone.now()
        row.save()
    plan = propose_plan(plan=a_second_plan(week, carol_too=True), by=BY)
    outing = plan.outings.get()
    assert outing.answer == Answer.YES
    assert [ride.answer for ride in outing.rides.order_by("pk")] == ["yes", "open", "open"]
    assert (len(mails("mobility.driver_week")), len(mails("mobility.rider_week"))) == (1, 1)
    week.again()
    assert week.plan.state == PlanState.REPLACED


def test_who_is_asked_for_less_need_not_answer_again_and_only_those_concerned_are_told(week: ReadyWeek) -> None:
    week.proposed()
    week.outing.answer = Answer.YES
    week.outing.save()
    plan = propose_plan(plan=a_second_plan(week, carol_too=False), by=BY)
    assert plan.outings.get().answer == Answer.YES
    assert mails("mobility.driver_week") == ["ada@example.org"] * 2
    assert mails("mobility.rider_week") == ["bela@example.org"]
    assert "Your lifts have changed" in letter_to("ada@example.org")


def test_what_has_begun_moves_into_the_next_plan_as_it_stands(week: ReadyWeek) -> None:
    week.proposed()
    RidePlan.objects.filter(pk=week.plan.pk).update(monday=week.plan.monday)
    week.outing.leaves_at = timezone.now() + timedelta(minutes=20)
    week.outing.arrives_at = timezone.now() + timedelta(hours=3)
    week.outing.save()
    plan = propose_plan(plan=a_ready_plan(week.region, week.plan.monday, edition=2, replans=week.plan), by=BY)
    week.again()
    assert (week.outing.plan, week.plan.state) == (plan, PlanState.REPLACED)
    assert week.outing.rides.count() == 3


def test_who_has_only_a_telephone_stands_in_the_diary_with_short_messages_until_ticked(week: ReadyWeek) -> None:
    week.proposed()
    calls = diary_of(week.region, week.plan.monday).calls
    assert [(call.name, call.phone, call.language) for call in calls] == [("Carol", "0600000003", "fr")]
    assert all(fits(words) for words in calls[0].messages)
    assert "Cluny, Station" in calls[0].messages[0]
    assert "Ada" in calls[0].messages[0]
    assert tell_by_phone(person=week.carol, monday=week.plan.monday, by=BY)
    assert not tell_by_phone(person=week.carol, monday=week.plan.monday, by=BY)
    assert diary_of(week.region, week.plan.monday).calls == ()
    telling = Telling.objects.get(newcomer=week.carol)
    assert telling.by_phone


def test_the_tick_is_a_button_of_the_diary(cast: Cast, week: ReadyWeek, client: Client) -> None:
    week.proposed()
    client.force_login(cast.editor)
    tick = {"kind": "rider", "who": week.carol.public_id, "week": str(week.plan.monday)}
    assert client.post(reverse("mobility:week-told", args=["near"]), tick).status_code == 302
    assert Telling.objects.filter(newcomer=week.carol, by_phone=True).exists()
    assert client.post(reverse("mobility:week-told", args=["near"]), {**tick, "kind": "x"}).status_code == 404


def test_a_mail_is_not_sent_once_the_week_is_another_one(week: ReadyWeek) -> None:
    week.proposed()
    Ride.objects.filter(pk=week.carols.pk).update(answer=Answer.NO)
    mail = OutboxMail.objects.get(to="ada@example.org")
    assert not is_wanted(mail)
    assert is_wanted(OutboxMail.objects.get(to="bela@example.org"))


def test_who_has_no_lift_hears_it_too(cast: Cast, week: ReadyWeek) -> None:
    Newcomer.objects.filter(pk=week.carol.pk).update(email="carol@example.org", language="en")
    Ride.objects.filter(pk=week.carols.pk).delete()
    Unserved.objects.create(plan=week.plan, request=week.carols.request, on=week.tuesday, reason="no_time")
    propose_plan(plan=week.plan, by=BY)
    words = letter_to("carol@example.org")
    assert "No lift this week" in words
    assert "no lift was found from Cluny, Station to Mâcon, School" in words


def test_telling_again_without_a_change_tells_nobody(week: ReadyWeek) -> None:
    week.proposed()
    assert tell_week(region=week.region, monday=week.plan.monday) == 0
