"""Assessors judge by their own links, see nobody else, and what they gave is put side by side on the desk."""

from __future__ import annotations

from datetime import timedelta
from threading import Barrier, Thread
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.utils import translation

from maillage.initiatives.actions.applications import withdraw_application
from maillage.initiatives.actions.assessing import (
    Verdict,
    ask_assessors,
    finish_judging,
    judge,
    remind_assessors,
    take_assessor_back,
)
from maillage.initiatives.call_links import assess_link
from maillage.initiatives.call_ticks import tell_that_calls_closed
from maillage.initiatives.models import Assessor, Judgement, PilotCall, Score
from maillage.initiatives.queries.judged import table_of
from maillage.kit.audit import SYSTEM
from maillage.kit.composers import compose
from maillage.kit.models import OutboxMail
from tests import factories as make
from tests.conftest import Cast
from tests.initiatives.applying import AFTER, OPEN, an_open_call, asked, judged, sent

pytestmark = pytest.mark.django_db


@pytest.fixture
def call(cast: Cast) -> PilotCall:
    return an_open_call(cast.near)


@pytest.fixture
def jury(cast: Cast, call: PilotCall) -> list[Assessor]:
    return asked(call, [make.a_contact(cast.near, name=name) for name in ("Cleo", "Dan")])


@pytest.fixture
def after() -> Any:
    with time_machine.travel(AFTER, tick=False) as clock:
        yield clock


def path_of(assessor: Assessor, rest: str = "") -> str:
    return f"{assess_link(assessor, language='en', masked=False)}{rest}"


def points(call: PilotCall, given: int, **more: Any) -> dict[str, Any]:
    return {**{f"points_{line.pk}": given for line in call.criteria.all()}, **more}


def test_only_people_of_the_regions_directory_are_asked_and_once(cast: Cast, call: PilotCall) -> None:
    near, far = make.a_contact(cast.near), make.a_contact(cast.far)
    with time_machine.travel(OPEN, tick=False):
        for _twice in range(2):
            ask_assessors(call=call, contacts=[near], by=SYSTEM)
        with pytest.raises(ValidationError, match="this region’s directory"):
            ask_assessors(call=call, contacts=[far], by=SYSTEM)
    mail = OutboxMail.objects.get(composer="initiatives.assess_request")
    assert (mail.to, mail.language) == (near.email, "fr")


def test_nothing_is_judged_while_applications_may_still_change(
    client: Client, call: PilotCall, jury: list[Assessor]
) -> None:
    application = sent(call)
    with time_machine.travel(OPEN, tick=False):
        body = client.get(path_of(jury[0])).content.decode()
        assert "Come back with this link" in body
        assert application.title not in body
        assert client.get(path_of(jury[0], f"{application.public_id}/")).status_code == 302
        client.post(path_of(jury[0], f"{application.public_id}/"), points(call, 3))
    assert Score.objects.count() == 0


def test_an_assessor_judges_stands_aside_and_finishes(
    client: Client, call: PilotCall, jury: list[Assessor], after: Any
) -> None:
    one, two = sent(call), sent(call, "bo@example.org", title="Bo’s garden")
    cleo = jury[0]
    first, second = (path_of(cleo, f"{application.public_id}/") for application in (one, two))
    assert client.post(first, points(call, 4, words="Good")).status_code == 302
    refused = client.post(path_of(cleo, "finish/"))
    assert refused.status_code == 422
    assert "Bo’s garden" in refused.content.decode()
    assert client.post(second, points(call, 5, stands_aside="on")).status_code == 302
    for _twice in range(2):
        assert client.post(path_of(cleo, "finish/")).status_code == 302
    cleo.refresh_from_db()
    assert cleo.finished_at == AFTER
    assert Score.objects.filter(application=one).count() == 6
    assert Score.objects.filter(application=two).count() == 0
    assert Judgement.objects.get(application=two).stands_aside
    again = client.get(first).content.decode()
    assert again.count("checked") == 6
    assert "ada@example.org" not in again


def test_an_assessor_sees_nobody_elses_points_and_no_other_call(
    client: Client, cast: Cast, call: PilotCall, jury: list[Assessor], after: Any
) -> None:
    application = sent(call)
    other = sent(an_open_call(cast.far), title="From far away")
    judged(jury[1], application, 5, words="Dan says this")
    body = client.get(path_of(jury[0], f"{application.public_id}/")).content.decode()
    assert "Dan says this" not in body
    assert "checked" not in body
    assert "From far away" not in client.get(path_of(jury[0])).content.decode()
    assert client.get(path_of(jury[0], f"{other.public_id}/")).status_code == 404


@pytest.mark.parametrize("given", ["9", "-1", "x"])
def test_points_that_are_not_on_the_grid_are_refused(
    client: Client, call: PilotCall, jury: list[Assessor], after: Any, given: str
) -> None:
    application = sent(call)
    answer = client.post(
        path_of(jury[0], f"{application.public_id}/"), {f"points_{call.criteria.first().pk}": given, "words": "kept"}
    )
    assert answer.status_code == 422
    assert "Choose one of the points shown." in answer.content.decode()
    assert "kept" in answer.content.decode()
    assert Score.objects.count() == 0


def test_whoever_applies_does_not_judge_their_own(client: Client, cast: Cast, call: PilotCall) -> None:
    application = sent(call)
    [ada] = asked(call, [make.a_contact(cast.near, email="ada@example.org")])
    with time_machine.travel(AFTER, tick=False):
        answer = client.post(path_of(ada, f"{application.public_id}/"), points(call, 5))
    assert answer.status_code == 422
    assert Score.objects.count() == 0


def test_an_application_withdrawn_after_judging_leaves_lists_and_table_with_a_sentence(
    client: Client, cast: Cast, call: PilotCall, jury: list[Assessor], after: Any
) -> None:
    gone, stays = sent(call, title="The bus"), sent(call, "bo@example.org")
    judged(jury[0], gone, 5)
    withdraw_application(application=gone, because="No driver", by=SYSTEM)
    body = client.get(path_of(jury[0])).content.decode()
    assert "“The bus” was withdrawn and is judged no more." in body
    assert f"{gone.public_id}/" not in body
    assert client.get(path_of(jury[0], f"{gone.public_id}/")).status_code == 410
    assert client.post(path_of(jury[0], f"{gone.public_id}/"), points(call, 1)).status_code == 410
    _assessors, rows = table_of(call)
    assert [row.application for row in rows] == [stays]


def test_the_table_says_mean_range_deviation_and_where_to_talk(
    client: Client, cast: Cast, call: PilotCall, jury: list[Assessor], after: Any
) -> None:
    calm, hot, new = (sent(call, f"{name}@example.org", title=name) for name in ("calm", "hot", "new"))
    cleo, dan = jury
    judged(cleo, calm, 4)
    judged(dan, calm, 3)
    judged(cleo, hot, 5)
    judged(dan, hot, 1)
    judged(cleo, new, stands_aside=True)
    _assessors, rows = table_of(call)
    by_title = {row.application.title: row for row in rows}
    assert [(row.application.title, row.rank) for row in rows] == [("calm", 1), ("hot", 2), ("new", None)]
    assert by_title["calm"].standing.mean == 70
    assert (by_title["hot"].standing.mean, by_title["hot"].standing.range) == (60, 80)
    assert (by_title["new"].standing.aside, by_title["new"].standing.missing) == (1, 1)
    client.force_login(cast.convenor)
    body = client.get(f"/en/desk/near/calls/{call.public_id}/applications/").content.decode()
    assert body.count("talk about it") == 1
    assert "from 20% to 100%, standard deviation 56.6%" in body
    assert "1 has not judged it yet, 1 stands aside" in body


def test_the_grid_weighs_lines_as_it_says(cast: Cast, call: PilotCall, jury: list[Assessor], after: Any) -> None:
    application = sent(call)
    # Weights 25, 20, 20, 15, 10, 10: only the first line has points, all of them.
    judged(jury[0], application, 5, 0)
    _assessors, [row] = table_of(call)
    assert row.standing.mean == 25


def test_an_assessor_taken_back_counts_no_more_and_may_be_asked_again(
    client: Client, cast: Cast, call: PilotCall, jury: list[Assessor], after: Any
) -> None:
    application = sent(call)
    judged(jury[0], application, 5)
    old = path_of(jury[0])
    for _twice in range(2):
        take_assessor_back(assessor=jury[0], by=SYSTEM)
    assert client.get(old).status_code == 410
    assert table_of(call)[1][0].standing.figures == ()
    ask_assessors(call=call, contacts=[jury[0].contact], by=SYSTEM)
    jury[0].refresh_from_db()
    assert client.get(old).status_code == 410
    assert client.get(path_of(jury[0])).status_code == 200


def test_who_has_not_finished_is_reminded_once_a_day(call: PilotCall, jury: list[Assessor], after: Any) -> None:
    finish_judging(assessor=jury[0], by=SYSTEM)
    for _twice in range(2):
        assert remind_assessors(call=call, by=SYSTEM) == 1
    reminders = OutboxMail.objects.filter(composer="initiatives.assess_request", key__contains=":2030-03-20")
    assert [mail.to for mail in reminders] == [jury[1].contact.email]


def test_an_assessor_who_left_the_directory_has_no_link_any_more(
    client: Client, call: PilotCall, jury: list[Assessor], after: Any
) -> None:
    type(jury[0].contact).objects.filter(pk=jury[0].contact_id).update(name="", email="", phone="")
    assert client.get(path_of(jury[0])).status_code == 410


@pytest.mark.django_db(transaction=True)
def test_two_assessors_at_one_moment_both_keep_their_points() -> None:
    region = make.a_region()
    call = an_open_call(region)
    application = sent(call)
    jury = asked(call, [make.a_contact(region), make.a_contact(region)])
    ready = Barrier(2)

    def give(assessor: Assessor, given: int) -> None:
        ready.wait()
        judged_now(assessor, given)
        connection.close()

    def judged_now(assessor: Assessor, given: int) -> None:
        lines = {line.pk: given for line in call.criteria.all()}
        judge(assessor=assessor, application=application, verdict=Verdict(lines), by=SYSTEM)

    with time_machine.travel(AFTER, tick=True):
        hands = [Thread(target=give, args=[one, given]) for one, given in zip(jury, (5, 0), strict=True)]
        for hand in hands:
            hand.start()
        for hand in hands:
            hand.join()
    assert sorted(table_of(call)[1][0].standing.figures) == [0, 100]


def test_who_judges_is_told_once_when_the_call_closes(call: PilotCall, jury: list[Assessor], cast: Cast) -> None:
    def told() -> int:
        return OutboxMail.objects.filter(composer="initiatives.assess_request").count()

    sent(call)
    before = told()
    with time_machine.travel(OPEN, tick=False):
        assert tell_that_calls_closed() == 0
    with time_machine.travel(call.closes_at, tick=False):
        assert [tell_that_calls_closed(), tell_that_calls_closed()] == [2, 0]
        ask_assessors(call=call, contacts=[make.a_contact(cast.near, name="Eve")], by=SYSTEM)
        assert tell_that_calls_closed() == 0, "who is asked after the close knows that it has closed"
    assert told() == before + 3
    with time_machine.travel(call.closes_at, tick=False), translation.override("en"):
        letter = compose(OutboxMail.objects.filter(key__contains=":closed-").earliest("pk"), masked=True)
    assert "It has closed, and the applications wait for you under this link." in letter.text


def test_nobody_is_told_of_a_close_without_applications_or_long_ago(call: PilotCall, jury: list[Assessor]) -> None:
    with time_machine.travel(call.closes_at, tick=False):
        assert tell_that_calls_closed() == 0
    sent(call)
    with time_machine.travel(call.closes_at + timedelta(days=4), tick=False):
        assert tell_that_calls_closed() == 0
