"""A mail leaves at least once, under one Message-ID, and never by two workers at a time."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from pytest_django.fixtures import Settings

from maillage.kit import delivery, jobs
from maillage.kit.models import MailState, OutboxMail
from tests.kit.conftest import a_mail
from tests.served.post_office import PostOffice

pytestmark = pytest.mark.django_db


def let_time_pass(mail: OutboxMail) -> None:
    OutboxMail.objects.filter(pk=mail.pk).update(next_try_at=timezone.now() - timedelta(minutes=1))


def test_a_mail_is_sent_in_its_language_with_text_html_attachment_and_reply_address(office: PostOffice) -> None:
    mail = a_mail()
    assert jobs.run_all() == 1
    mail.refresh_from_db()
    sent = office.letters[0]
    assert (mail.state, mail.attempts, mail.last_error) == (MailState.SENT, 1, "")
    assert mail.sent_at is not None
    assert sent["Subject"] == "Bonjour in fr"
    assert sent["To"] == "reader@example.org"
    assert sent["Reply-To"] == "convenor@example.org"
    assert sent["Message-ID"] == mail.message_id
    assert sent.get_body(("plain",)).get_content().strip() == "Your code is K7Q2."  # type: ignore[union-attr]  # a mail without text fails the test as well
    assert [part.get_content_type() for part in sent.walk() if not part.is_multipart()] == [
        "text/plain",
        "text/html",
        "text/calendar",
    ]


def test_what_was_secret_in_a_mail_is_blank_once_it_is_sent(office: PostOffice) -> None:
    mail = a_mail()
    jobs.run_all()
    mail.refresh_from_db()
    assert mail.params == {"code": "", "roundtable": 3}


def test_a_deed_that_is_rolled_back_queues_nothing(office: PostOffice) -> None:
    with transaction.atomic():
        a_mail()
        transaction.set_rollback(True)
    assert (OutboxMail.objects.count(), jobs.run_all()) == (0, 0)


def test_the_same_key_queues_one_mail_and_one_job(office: PostOffice) -> None:
    a_mail(key="once")
    a_mail(key="once")
    assert jobs.run_all() == 1
    assert len(office.letters) == 1


def test_a_refused_mail_is_tried_again_under_the_same_message_id_after_growing_pauses(office: PostOffice) -> None:
    office.data_answers = ["451 later", "451 later"]
    mail = a_mail()
    pauses = []
    for _ in range(2):
        jobs.run_all()
        mail.refresh_from_db()
        assert (mail.state, mail.last_error) == (
            MailState.WAITING,
            "The mail server refused it, with the number 451.",
        )
        pauses.append(round((mail.next_try_at - timezone.now()).total_seconds() / 60))
        let_time_pass(mail)
        assert delivery.wake_due(timezone.now()) == 1
    jobs.run_all()
    mail.refresh_from_db()
    assert pauses == [1, 5]
    assert (mail.state, mail.attempts, mail.last_error) == (MailState.SENT, 3, "")
    assert [sent["Message-ID"] for sent in office.letters] == [mail.message_id]


def test_a_mail_that_left_while_its_worker_died_leaves_again_under_the_same_message_id(office: PostOffice) -> None:
    mail = a_mail()
    jobs.run_all()
    OutboxMail.objects.filter(pk=mail.pk).update(state=MailState.WAITING, sent_at=None, params={"code": "K7Q2"})
    let_time_pass(mail)
    delivery.wake_due(timezone.now())
    jobs.run_all()
    assert [sent["Message-ID"] for sent in office.letters] == [mail.message_id] * 2


def test_an_address_that_does_not_exist_is_not_tried_again_and_is_not_repeated_in_the_error(
    office: PostOffice,
) -> None:
    office.answers = ["550 reader@example.org does not live here"]
    mail = a_mail()
    jobs.run_all()
    mail.refresh_from_db()
    assert (mail.state, mail.attempts) == (MailState.FAILED, 1)
    assert mail.last_error == "The mail server refused it, with the number 550."


def test_a_mail_is_given_up_after_the_last_try(office: PostOffice) -> None:
    office.data_answers = ["451 later"] * delivery.TRIES
    mail = a_mail()
    for _ in range(delivery.TRIES + 2):
        delivery.wake_due(timezone.now())
        jobs.run_all()
        let_time_pass(mail)
    mail.refresh_from_db()
    assert (mail.state, mail.attempts) == (MailState.FAILED, delivery.TRIES)


def test_a_mail_whose_every_try_was_cut_off_is_given_up(office: PostOffice) -> None:
    mail = a_mail()
    OutboxMail.objects.filter(pk=mail.pk).update(attempts=delivery.TRIES)
    delivery.deliver(mail.pk)
    mail.refresh_from_db()
    assert (mail.state, mail.last_error, office.letters) == (MailState.FAILED, delivery.NEVER_FINISHED, [])


def test_a_server_that_is_away_costs_a_try_and_a_sentence(settings: Settings, office: PostOffice) -> None:
    settings.EMAIL_PORT = 1
    mail = a_mail()
    jobs.run_all()
    mail.refresh_from_db()
    assert (mail.state, mail.last_error) == (MailState.WAITING, "The mail server did not answer.")


def test_a_mail_that_cannot_be_worded_waits_with_a_sentence(office: PostOffice) -> None:
    mail = a_mail("test.broken")
    jobs.run_all()
    mail.refresh_from_db()
    assert (mail.state, mail.last_error, office.letters) == (
        MailState.WAITING,
        "The message could not be worded.",
        [],
    )


def test_a_code_that_would_arrive_too_late_is_not_sent(office: PostOffice) -> None:
    mail = a_mail("test.short-lived")
    OutboxMail.objects.filter(pk=mail.pk).update(created_at=timezone.now() - timedelta(minutes=11))
    jobs.run_all()
    mail.refresh_from_db()
    assert (mail.state, mail.last_error, mail.params["code"]) == (
        MailState.FAILED,
        "It was too late to send it.",
        "",
    )
    assert office.letters == []


def test_a_claimed_mail_is_left_alone_until_its_lease_is_over(
    office: PostOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    mail = a_mail()
    delivered_meanwhile = []

    def send_slowly(claimed: OutboxMail) -> None:
        delivered_meanwhile.append(delivery._claim(claimed.pk))

    monkeypatch.setattr(delivery, "_send", send_slowly)
    delivery.deliver(mail.pk)
    assert delivered_meanwhile == [None]
    mail.refresh_from_db()
    assert (mail.state, mail.attempts) == (MailState.SENT, 1)


def test_a_mail_cancelled_while_it_is_being_sent_stays_cancelled(
    office: PostOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    mail = a_mail()

    def cancel(claimed: OutboxMail) -> None:
        OutboxMail.objects.filter(pk=claimed.pk).update(state=MailState.CANCELLED)

    monkeypatch.setattr(delivery, "_send", cancel)
    delivery.deliver(mail.pk)
    mail.refresh_from_db()
    assert mail.state == MailState.CANCELLED


def test_without_a_mail_server_mails_are_kept(settings: Settings) -> None:
    settings.MAIL_IS_SENT = False
    mail = a_mail()
    jobs.run_all()
    mail.refresh_from_db()
    assert (mail.state, mail.sent_at, mail.params["code"]) == (MailState.KEPT, None, "")


def test_a_mail_of_the_demonstration_never_leaves(office: PostOffice) -> None:
    mail = a_mail(is_demonstration=True)
    jobs.run_all()
    assert delivery.release_kept(timezone.now()) == 0
    mail.refresh_from_db()
    assert (mail.state, office.letters) == (MailState.KEPT, [])


def test_once_a_server_is_set_the_mails_kept_in_the_last_week_leave(settings: Settings, office: PostOffice) -> None:
    settings.MAIL_IS_SENT = False
    recent, old = a_mail(), a_mail()
    jobs.run_all()
    OutboxMail.objects.filter(pk=old.pk).update(created_at=timezone.now() - timedelta(days=8))
    settings.MAIL_IS_SENT = True
    now = timezone.now()
    assert (delivery.release_kept(now), delivery.wake_due(now)) == (1, 1)
    jobs.run_all()
    assert [sent["Message-ID"] for sent in office.letters] == [recent.message_id]


def test_waking_due_mails_twice_queues_them_once(office: PostOffice) -> None:
    mail = a_mail()
    let_time_pass(mail)
    assert delivery.wake_due(timezone.now()) == 0, "its first job still waits"
    assert jobs.waiting(delivery.deliver_mail) == [[mail.pk]]
