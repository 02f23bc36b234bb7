"""A call is written, published, prolonged or withdrawn; what the public reads follows, and nothing before."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import translation

from maillage.cooperation.models import Need, ReportVersion
from maillage.core.wording import Wording
from maillage.initiatives.actions.calls import change_call, prolong_call, publish_call, withdraw_call, write_call
from maillage.initiatives.actions.grids import PlannedCriterion, PlannedQuestion, set_grid, set_questions
from maillage.initiatives.concept_note import GRID, QUESTIONS
from maillage.initiatives.models import PilotCall
from maillage.kit.audit import SYSTEM
from maillage.kit.models import AuditEntry, OutboxMail
from maillage.territory.models import Region
from tests import factories as make
from tests.conftest import Cast
from tests.initiatives.applying import AFTER, CLOSES, OPEN, an_open_call, begun, plan, sent

pytestmark = pytest.mark.django_db
DESK = "/en/desk/near/calls/"


def typed(**changes: Any) -> dict[str, Any]:
    return {
        "title_en": "Welcome in villages",
        "text_en": "We look for projects.",
        "closes_on": "2030-03-15",
        "closes_time": "12:00",
        "budget_eur": "24,000",
        "largest_grant_eur": "12,000",
        "months": "10",
        **changes,
    }


@pytest.fixture
def now() -> Any:
    with time_machine.travel(OPEN, tick=False):
        yield


@pytest.fixture
def convenor(cast: Cast, client: Client, now: None) -> Client:
    client.force_login(cast.convenor)
    return client


def public(path: str = "", region: str = "near") -> Any:
    return Client().get(f"/en/{region}/calls/{path}")


def version(region: Region) -> int:
    return Region.objects.get(pk=region.pk).public_version


def test_a_call_begins_with_six_questions_and_a_grid_that_counts_a_hundred(cast: Cast, now: None) -> None:
    call = write_call(region=cast.near, plan=plan(), by=SYSTEM)
    assert [str(question.text) for question in call.questions.all()] == [line.text for line in QUESTIONS]
    assert len(QUESTIONS) == 6
    assert sum(line.weight for line in call.criteria.all()) == sum(line.weight for line in GRID) == 100
    assert call.closes_at == CLOSES
    assert write_call(region=cast.near, plan=plan(), by=SYSTEM) == call


def test_an_hour_that_the_change_of_clocks_leaves_out_is_refused_with_a_sentence(
    convenor: Client, cast: Cast, now: None
) -> None:
    answer = convenor.post(f"{DESK}new/", typed(closes_on="2030-03-31", closes_time="02:30"))
    assert answer.status_code == 422
    assert "clocks go forward and 02:30 does not exist" in answer.content.decode()
    assert PilotCall.objects.count() == 0


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"title_en": ""}, "Write the title of the call"),
        ({"closes_on": "2030-02-01"}, "This is over already"),
        ({"largest_grant_eur": "30,000"}, "more than the whole budget"),
        ({"budget_eur": "12.5"}, "without cents"),
        ({"months": "0"}, "from 1 to 60"),
    ],
)
def test_what_a_call_cannot_say_is_told_beside_the_field(
    convenor: Client, cast: Cast, now: None, changes: dict[str, str], sentence: str
) -> None:
    answer = convenor.post(f"{DESK}new/", typed(**changes))
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert PilotCall.objects.count() == 0


def test_the_public_reads_a_call_from_its_publication_on_and_not_before(
    convenor: Client, cast: Cast, now: None
) -> None:
    convenor.post(f"{DESK}new/", typed())
    call = PilotCall.objects.get()
    assert public(f"{call.public_id}/").status_code == 404
    assert "Welcome in villages" not in public().content.decode()
    assert "Welcome in villages" in convenor.get(f"{DESK}{call.public_id}/preview/").content.decode()
    before = version(cast.near)
    for _twice in range(2):
        assert convenor.post(f"{DESK}{call.public_id}/publish/").status_code == 302
    assert version(cast.near) == before + 1
    assert AuditEntry.objects.filter(verb="publish call").count() == 1
    body = public(f"{call.public_id}/").content.decode()
    for words in ("Friday 15 March 2030, 12:00", "€24,000", "Newcomers take part", "20%", "Apply"):
        assert words in body.replace("\N{NO-BREAK SPACE}", ""), words
    assert "Welcome in villages" in public().content.decode()
    assert public(f"{call.public_id}/", region="far").status_code == 404


def test_a_copy_kept_by_a_reader_ends_when_the_call_closes(cast: Cast) -> None:
    call = an_open_call(cast.near)
    with time_machine.travel(OPEN, tick=False) as clock:
        tag = public(f"{call.public_id}/").headers["ETag"]
        assert Client().get(call.get_absolute_url(), headers={"if-none-match": tag}).status_code == 304
        clock.move_to(AFTER)
        again = Client().get(call.get_absolute_url(), headers={"if-none-match": tag})
        assert "Applications are being judged" in again.content.decode()


def test_what_is_not_ready_is_not_published(cast: Cast, now: None) -> None:
    call = write_call(region=cast.near, plan=plan(text=Wording()), by=SYSTEM)
    call.criteria.all().delete()
    with pytest.raises(ValidationError) as refused:
        publish_call(call=call, by=SYSTEM)
    assert len(refused.value.messages) == 2
    assert PilotCall.objects.get().published_at is None


def test_a_prolonged_call_is_told_to_those_who_began_and_never_shortened(cast: Cast) -> None:
    call = an_open_call(cast.near)
    begun(call)
    later = {"closes_on": date(2030, 3, 22), "closes_time": time(18)}
    with time_machine.travel(OPEN, tick=False):
        for _twice in range(2):
            call = prolong_call(call=call, **later, by=SYSTEM)
        with pytest.raises(ValidationError, match="earlier than what was announced"):
            prolong_call(call=call, closes_on=date(2030, 3, 10), closes_time=time(18), by=SYSTEM)
    assert call.closes_at == datetime(2030, 3, 22, 17, tzinfo=UTC)
    told = OutboxMail.objects.get(composer="initiatives.call_prolonged")
    assert (told.to, told.language) == ("ada@example.org", "fr")
    with time_machine.travel(AFTER.replace(day=25), tick=False), pytest.raises(ValidationError, match="is open"):
        prolong_call(call=call, closes_on=date(2030, 4, 22), closes_time=time(18), by=SYSTEM)


def test_a_withdrawn_call_is_told_and_takes_nothing_any_more(cast: Cast, client: Client) -> None:
    call = an_open_call(cast.near)
    sent(call)
    with time_machine.travel(OPEN, tick=False):
        for _twice in range(2):
            withdraw_call(call=call, by=SYSTEM)
        assert "This call was withdrawn." in public(f"{call.public_id}/").content.decode()
        answer = client.post(f"{call.get_absolute_url()}apply/", {"email": "bo@example.org"})
    assert answer.status_code == 410
    assert OutboxMail.objects.filter(composer="initiatives.call_withdrawn").count() == 1
    assert not OutboxMail.objects.filter(to="bo@example.org").exists()


def test_questions_and_grid_are_set_until_the_first_application_is_in(cast: Cast) -> None:
    call = an_open_call(cast.near)
    first = call.questions.first()
    en = Wording({"en": "Where?"})
    with time_machine.travel(OPEN, tick=False):
        set_questions(call=call, questions=[PlannedQuestion(en, Wording(), pk=first.pk)], by=SYSTEM)
        set_grid(call=call, criteria=[PlannedCriterion(en, Wording(), 10, 3), PlannedCriterion(en, en)], by=SYSTEM)
    assert [(question.pk, question.text) for question in call.questions.all()] == [(first.pk, en)]
    assert [(line.most_points, line.weight) for line in call.criteria.all()] == [(10, 3), (5, 1)]
    assert "75%" in public(f"{call.public_id}/").content.decode().replace("\N{NO-BREAK SPACE}", "")
    sent(call)
    with time_machine.travel(OPEN, tick=False):
        with pytest.raises(ValidationError, match="stay as they were"):
            set_grid(call=call, criteria=[PlannedCriterion(en, Wording())], by=SYSTEM)
        with pytest.raises(ValidationError, match="stay as they are"):
            change_call(call=call, plan=plan(months=12), by=SYSTEM)
        change_call(call=call, plan=plan(title=Wording({"en": "Another title"})), by=SYSTEM)
    assert PilotCall.objects.get().title == {"en": "Another title"}


def test_lines_are_changed_moved_and_left_out_by_their_form(convenor: Client, cast: Cast, now: None) -> None:
    call = write_call(region=cast.near, plan=plan(), by=SYSTEM)
    lines = list(call.criteria.all())
    total = len(lines) + 2
    form: dict[str, Any] = {"form-TOTAL_FORMS": total, "form-INITIAL_FORMS": len(lines)}
    for place, line in enumerate(lines):
        form |= {f"form-{place}-pk": line.pk, f"form-{place}-position": 9 - place, f"form-{place}-text_en": f"L{place}"}
    form[f"form-{0}-text_en"] = ""
    form |= {f"form-{total - 1}-text_en": "New", f"form-{total - 1}-weight": 7}
    answer = convenor.post(f"{DESK}{call.public_id}/grid/", form)
    assert answer.status_code == 302
    assert [line.text["en"] for line in call.criteria.all()] == ["L5", "L4", "L3", "L2", "L1", "New"]
    assert call.criteria.last().weight == 7
    assert "our proposal" not in convenor.get(f"{DESK}{call.public_id}/grid/").content.decode()
    assert "our proposal" in convenor.get(f"{DESK}{call.public_id}/questions/").content.decode()


def test_needs_that_a_call_answers_stand_on_its_page_once_their_report_is_out(convenor: Client, cast: Cast) -> None:
    call = an_open_call(cast.near)
    need = make.a_need(make.a_roundtable(cast.near), "No bus after six.")
    far = make.a_need(make.a_roundtable(cast.far), "Far away.")
    address = f"{DESK}{call.public_id}/needs/"
    assert convenor.post(address, {"needs": [need.public_id]}).status_code == 302
    assert list(Need.objects.filter(calls=call)) == [need]
    assert "No bus after six." not in public(f"{call.public_id}/").content.decode()
    ReportVersion.objects.create(
        roundtable=need.raisings.get().roundtable, number=1, frozen_at=OPEN, frozen_by="x", published_at=OPEN
    )
    assert "No bus after six." in public(f"{call.public_id}/").content.decode()
    assert convenor.post(address, {"needs": [far.public_id]}).status_code == 422
    assert list(Need.objects.filter(calls=call)) == [need]


def test_the_feed_tells_of_a_call_that_is_out(cast: Cast, now: None) -> None:
    call = write_call(region=cast.near, plan=plan(), by=SYSTEM)
    assert "Welcome in villages" not in Client().get("/en/near/feed.atom").content.decode()
    publish_call(call=call, by=SYSTEM)
    assert "Welcome in villages" in Client().get("/en/near/feed.atom").content.decode()
    assert "Welcome in villages" not in Client().get("/en/far/feed.atom").content.decode()


def test_what_we_propose_stands_in_the_languages_it_is_translated_into(cast: Cast, now: None) -> None:
    with translation.override("fr"):
        call = write_call(region=cast.near, plan=plan(), by=SYSTEM)
    question = call.questions.first()
    assert question.text["en"] == QUESTIONS[0].text
    assert question.text.get("fr") != QUESTIONS[0].text
