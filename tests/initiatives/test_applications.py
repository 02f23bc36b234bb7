"""An application is asked for, written, sent, changed and withdrawn by its own link, by the clock of the server."""

from __future__ import annotations

import re
from datetime import timedelta
from threading import Barrier, Thread
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.utils import timezone, translation

from maillage.initiatives.access_calls import applicant
from maillage.initiatives.actions.applications import (
    MOST_IN_WINDOW,
    TooLate,
    TooManyAsk,
    WrittenMeanwhile,
    begin_application,
    save_application,
    withdraw_application,
)
from maillage.initiatives.call_links import application_link
from maillage.initiatives.models import PilotApplication, PilotCall
from maillage.kit.audit import SYSTEM
from maillage.kit.composers import compose
from maillage.kit.models import AuditEntry, OutboxMail
from maillage.kit.retention import erase_what_is_over
from tests import factories as make
from tests.conftest import Cast
from tests.initiatives.applying import AFTER, CLOSES, OPEN, an_open_call, begun, sent, written

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)


@pytest.fixture
def call(cast: Cast) -> PilotCall:
    return an_open_call(cast.near)


def path_of(application: PilotApplication, language: str = "en") -> str:
    return application_link(application, language=language, masked=False)


def typed(call: PilotCall, version: int = 0, **changes: Any) -> dict[str, Any]:
    said = written(call)
    answers = {f"answer_{key}": text for key, text in said.answers.items()}
    names = ("organisation_name", "contact_name", "title", "amount_eur", "months")
    return {"version": version, "act": "send", **{name: getattr(said, name) for name in names}, **answers, **changes}


def at(moment: Any) -> Any:
    return time_machine.travel(moment, tick=False)


def test_an_address_gets_its_own_link_in_the_language_of_the_page(cast: Cast, call: PilotCall) -> None:
    strict = Client(enforce_csrf_checks=True)
    with at(OPEN):
        answer = strict.post(f"/fr/near/calls/{call.public_id}/apply/", {"email": "Ada@example.org"})
    assert answer.status_code == 200
    assert dict(strict.cookies) == {}
    mail = OutboxMail.objects.get()
    assert (mail.to, mail.language, mail.composer) == ("ada@example.org", "fr", "initiatives.application_link")
    with translation.override("fr"), at(OPEN):
        letter = compose(mail, masked=False)
        hidden = compose(mail, masked=True)
    link = re.search(r"http://\S+/link/application/\S+", letter.text)
    assert link
    assert "hidden-on-the-desk" in hidden.text
    with at(OPEN):
        assert strict.get(link[0]).status_code == 200


def test_asking_again_tells_nothing_and_sends_nothing_for_a_quarter_of_an_hour(cast: Cast, call: PilotCall) -> None:
    pages = []
    with at(OPEN) as clock:
        for minutes in (0, 5, 16):
            clock.move_to(OPEN + timedelta(minutes=minutes))
            pages.append(Client().post(f"/en/near/calls/{call.public_id}/apply/", {"email": "ada@example.org"}).content)
    assert len(set(pages)) == 1
    assert PilotApplication.objects.count() == 1
    assert OutboxMail.objects.count() == 2


def test_many_addresses_at_once_are_stopped_and_a_machine_is_thanked(cast: Cast, call: PilotCall) -> None:
    with at(OPEN):
        for number in range(MOST_IN_WINDOW):
            begin_application(call=call, email=f"a{number}@example.org", language="en")
        with pytest.raises(TooManyAsk):
            begin_application(call=call, email="one.more@example.org", language="en")
        asked = f"/en/near/calls/{call.public_id}/apply/"
        assert Client().post(asked, {"email": "b@example.org"}).status_code == 429
        assert Client().post(asked, {"email": "c@example.org", "website": "x"}).status_code == 200
    assert PilotApplication.objects.count() == MOST_IN_WINDOW


def test_a_draft_is_kept_as_often_as_wanted_and_says_what_it_lacks(client: Client, call: PilotCall) -> None:
    application = begun(call)
    url = path_of(application)
    with at(OPEN):
        assert client.post(url, {"act": "save", "version": 0, "title": "Tables"}).status_code == 302
        page = client.get(url).content.decode()
        assert client.post(url, {"act": "save", "version": 1, "title": "Tables", "months": "99"}).status_code == 302
    application.refresh_from_db()
    assert (application.title, application.months, application.version) == ("Tables", 99, 2)
    assert application.submitted_at is None
    assert "Write which organisation applies." in page
    assert page.count("This question waits for an answer.") == 6
    assert not OutboxMail.objects.filter(composer="initiatives.application_received").exists()


def test_sent_twice_by_an_impatient_finger_is_sent_once(client: Client, call: PilotCall) -> None:
    application = begun(call)
    url = path_of(application)
    with at(OPEN):
        answers = [client.post(url, typed(call)) for _press in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    application.refresh_from_db()
    assert (application.submitted_at, application.version) == (OPEN, 1)
    assert OutboxMail.objects.filter(composer="initiatives.application_received").count() == 1
    assert AuditEntry.objects.filter(verb="send application").count() == 1


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"amount_eur": "12,001"}, "this call gives €12,000 at most"),
        ({"amount_eur": "0"}, "Write how much you ask for"),
        ({"amount_eur": "1.234,5"}, "whole euros"),
        ({"months": "11"}, "this call is for 10 months at most"),
        ({"months": "99999"}, "smaller number of months"),
        ({"title": " "}, "Give the project a title."),
    ],
)
def test_what_a_call_does_not_take_is_told_and_what_was_typed_stays(
    client: Client, call: PilotCall, changes: dict[str, str], sentence: str
) -> None:
    application = begun(call)
    with at(OPEN):
        answer = client.post(path_of(application), typed(call, **changes))
    body = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in body
    assert "Answer 1." in body
    application.refresh_from_db()
    assert (application.submitted_at, application.version) == (None, 0)


def test_a_text_over_its_limit_may_be_drafted_and_not_sent(client: Client, call: PilotCall) -> None:
    application = begun(call)
    question = call.questions.first()
    long = {f"answer_{question.pk}": "a" * (question.longest + 1)}
    with at(OPEN):
        assert client.post(path_of(application), typed(call, act="save", **long)).status_code == 302
        answer = client.post(path_of(application), typed(call, version=1, **long))
    assert answer.status_code == 422
    assert f"{question.longest + 1} characters; {question.longest} fit" in answer.content.decode()


def test_two_windows_do_not_write_over_each_other_unseen(client: Client, call: PilotCall) -> None:
    application = begun(call)
    url = path_of(application)
    with at(OPEN):
        client.post(url, typed(call, act="save", title="From the first window"))
        answer = client.post(url, typed(call, act="save", title="From the second window"))
        body = answer.content.decode()
        assert answer.status_code == 409
        assert "From the first window" in body
        assert 'value="From the second window"' in body
        assert PilotApplication.objects.get().title == "From the first window"
        knowingly = client.post(url, typed(call, version=1, act="save", title="From the second window"))
    assert knowingly.status_code == 302
    assert PilotApplication.objects.get().title == "From the second window"


def test_the_last_second_is_in_time_and_the_deadline_is_not(call: PilotCall) -> None:
    application = begun(call)
    with at(CLOSES - SECOND):
        save_application(application=application, written=written(call), version=0, by=SYSTEM, send=True)
    with at(CLOSES), pytest.raises(TooLate):
        save_application(application=application, written=written(call, title="New"), version=1, by=SYSTEM)
    assert PilotApplication.objects.get().title == "Tables for two languages"


def test_a_deadline_that_passes_while_writing_gives_back_what_was_typed(client: Client, call: PilotCall) -> None:
    application = begun(call)
    url = path_of(application)
    with at(CLOSES - SECOND):
        assert client.get(url).status_code == 200
    with at(CLOSES + SECOND):
        answer = client.post(url, typed(call, title="Written too late", amount_eur="not a number"))
        after = client.get(url).content.decode()
    body = answer.content.decode()
    assert answer.status_code == 410
    for words in ("Written too late", "Answer 6.", "not a number", "never sent"):
        assert words in body, words
    assert (PilotApplication.objects.get().title, PilotApplication.objects.get().version) == ("", 0)
    assert "<form" not in after
    assert "never sent" in after


def test_what_was_sent_is_changed_until_the_deadline_and_stays_whole(client: Client, call: PilotCall) -> None:
    application = sent(call)
    url = path_of(application)
    with at(CLOSES - SECOND):
        assert client.post(url, typed(call, version=1, title="A better title")).status_code == 302
        assert client.post(url, typed(call, version=2, title="")).status_code == 422
    with at(AFTER):
        body = client.get(url).content.decode()
    application.refresh_from_db()
    assert application.title == "A better title"
    assert application.submitted_at == OPEN
    assert "A better title" in body
    assert OutboxMail.objects.filter(composer="initiatives.application_received").count() == 1


def test_withdrawing_asks_once_more_and_for_the_reason(client: Client, call: PilotCall) -> None:
    application = sent(call)
    url = path_of(application)
    with at(OPEN):
        page = client.get(f"{url}withdraw/")
        assert "for good?" in page.content.decode()
        assert client.post(f"{url}withdraw/", {"because": " "}).status_code == 422
        assert PilotApplication.objects.get().withdrawn_at is None
        for _twice in range(2):
            assert client.post(f"{url}withdraw/", {"because": "No time"}).status_code == 302
        body = client.get(url).content.decode()
    application.refresh_from_db()
    assert (application.withdrawn_at, application.withdrawn_because) == (OPEN, "No time")
    assert "No time" in body
    assert "<form" not in body
    assert OutboxMail.objects.filter(composer="initiatives.application_withdrawn").count() == 1
    with at(OPEN), pytest.raises(ValidationError, match="withdrawn"):
        save_application(application=application, written=written(call), version=1, by=applicant(application))


def test_whoever_withdrew_may_begin_anew_while_the_call_is_open(call: PilotCall) -> None:
    application = sent(call)
    with at(OPEN + timedelta(hours=1)):
        withdraw_application(application=application, because="Wrong organisation", by=SYSTEM)
        begin_application(call=call, email="ada@example.org", language="fr")
    assert PilotApplication.objects.filter(contact_email="ada@example.org").count() == 2


def test_a_link_opens_its_own_application_and_none_once_its_writer_is_forgotten(
    client: Client, call: PilotCall
) -> None:
    ada, bo = sent(call), sent(call, "bo@example.org", title="Bo's garden")
    with at(OPEN):
        body = client.get(path_of(ada)).content.decode()
        assert "Bo&#x27;s garden" not in body
        assert "bo@example.org" not in body
    PilotApplication.objects.filter(pk=bo.pk).update(contact_email="")
    assert client.get(path_of(bo)).status_code == 410
    assert client.get(path_of(ada)[:-2] + "x/").status_code == 404
    assert client.get(path_of(ada).replace("application/", "assess/")).status_code == 404


def test_names_and_addresses_are_forgotten_in_their_time(cast: Cast) -> None:
    old, fresh = an_open_call(cast.near), an_open_call(cast.far)
    kept, never = sent(old), begun(fresh, "never@example.org")
    PilotApplication.objects.filter(pk=never.pk).update(created_at=OPEN)
    erase_what_is_over(OPEN + timedelta(days=61))
    never.refresh_from_db()
    kept.refresh_from_db()
    assert (never.contact_email, kept.contact_email) == ("", "ada@example.org")
    erase_what_is_over(CLOSES + timedelta(days=731))
    kept.refresh_from_db()
    assert (kept.contact_email, kept.contact_name, kept.title) == ("", "", "Tables for two languages")


@pytest.mark.django_db(transaction=True)
def test_of_two_windows_at_one_moment_one_saves_and_the_other_is_told() -> None:
    now = timezone.now()
    call = PilotCall.objects.create(
        region=make.a_region(), title={"en": "Call"}, closes_at=now + timedelta(days=1), published_at=now
    )
    application = PilotApplication.objects.create(call=call, nonce="n", contact_email="a@example.org")
    ready, outcomes = Barrier(2), []

    def save(title: str) -> None:
        ready.wait()
        try:
            save_application(application=application, written=written(call, title=title), version=0, by=SYSTEM)
            outcomes.append("saved")
        except WrittenMeanwhile:
            outcomes.append("told")
        finally:
            connection.close()

    windows = [Thread(target=save, args=[title]) for title in ("One", "Two")]
    for window in windows:
        window.start()
    for window in windows:
        window.join()
    assert sorted(outcomes) == ["saved", "told"]
    assert PilotApplication.objects.get().version == 1
