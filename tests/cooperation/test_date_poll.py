"""Before a date is fixed, people say when they can come: by a link of their own, once, and the last word counts."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone
from django.utils.translation import override

from maillage.cooperation.actions.date_poll import ask_again, ask_for_dates, fix_date, say_dates
from maillage.cooperation.actions.schedule import call_roundtable
from maillage.cooperation.enums import DateChoice, State
from maillage.cooperation.links import date_link
from maillage.cooperation.models import DateOption, DatePoll, DateVote, Roundtable
from maillage.cooperation.queries.date_poll import answers_to
from maillage.kit.audit import SYSTEM, Actor
from maillage.kit.models import AuditEntry, OutboxMail
from maillage.kit.outbox import compose
from maillage.people.enums import Category
from maillage.people.models import Contact
from tests import factories as make
from tests.conftest import Cast
from tests.cooperation.calling import filled

pytestmark = pytest.mark.django_db
NOW = datetime.fromisoformat("2030-03-01T10:00+00:00")
DAYS = [date(2030, 4, 2), date(2030, 4, 3), date(2030, 4, 9)]
OFFERS = [(day, time(14)) for day in DAYS]
CLOSES = date(2030, 3, 8)
DATES = "/en/desk/near/roundtables/1/dates/"


@pytest.fixture(autouse=True)
def today() -> object:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def table(cast: Cast) -> Roundtable:
    return make.a_roundtable(cast.near, 1, state=State.DRAFT, date=date(2030, 4, 20), answer_by=date(2030, 4, 5))


@pytest.fixture
def people(cast: Cast) -> list[Contact]:
    town = make.an_organisation(cast.near, category=Category.LOCAL_AUTHORITIES)
    return [
        make.a_contact(cast.near, cast.host, name="Ada"),
        make.a_contact(cast.near, town, name="Ben"),
        make.a_contact(cast.near, town, name="Cleo", preferred_language="en"),
    ]


@pytest.fixture
def poll(table: Roundtable, people: list[Contact]) -> DatePoll:
    return ask_for_dates(roundtable=table, offers=OFFERS, closes_on=CLOSES, contacts=people, by=SYSTEM)


def link_of(poll: DatePoll, contact: Contact) -> str:
    return date_link(poll, contact, language="en", masked=False)


def options_of(poll: DatePoll) -> list[DateOption]:
    return list(poll.options.all())


def said(poll: DatePoll, *choices: str) -> dict[str, str]:
    return {f"date_{option.pk}": choice for option, choice in zip(options_of(poll), choices, strict=False)}


def say(poll: DatePoll, contact: Contact, *choices: str) -> None:
    kept = {option.pk: choice for option, choice in zip(options_of(poll), choices, strict=False)}
    say_dates(poll=poll, contact=contact, choices=kept, by=SYSTEM)


def test_the_convenor_asks_from_the_screen_in_one_press(cast: Cast, client: Client, table: Roundtable, people) -> None:
    client.force_login(cast.convenor)
    page = client.get(DATES).content.decode()
    assert "all 3 in the directory" in page
    client.post(DATES, filled(client, DATES))
    poll = DatePoll.objects.get()
    assert [option.date for option in options_of(poll)] == [date(2030, 4, 20), date(2030, 4, 21), date(2030, 4, 27)]
    assert set(OutboxMail.objects.values_list("to", "language")) == {
        (one.email, one.preferred_language) for one in people
    }
    assert "0 of 3 have answered." in client.get(DATES).content.decode()


def test_only_some_can_be_asked_by_what_they_are(cast: Cast, client: Client, table: Roundtable, people) -> None:
    client.force_login(cast.convenor)
    sent = filled(client, DATES, whom="categories", category=[Category.LOCAL_AUTHORITIES])
    client.post(DATES, sent)
    assert set(OutboxMail.objects.values_list("to", flat=True)) == {people[1].email, people[2].email}


def test_those_invited_last_time_are_offered_first(cast: Cast, client: Client, people: list[Contact]) -> None:
    before = make.a_roundtable(cast.near, 1, state=State.HELD)
    make.an_invitation(before, people[2])
    make.a_roundtable(cast.near, 2, state=State.DRAFT, date=date(2030, 4, 20))
    client.force_login(cast.convenor)
    url = "/en/desk/near/roundtables/2/dates/"
    client.post(url, filled(client, url))
    assert list(OutboxMail.objects.values_list("to", flat=True)) == [people[2].email]


def test_who_left_or_wants_no_mail_is_not_asked(cast: Cast, table: Roundtable, people: list[Contact]) -> None:
    Contact.objects.filter(pk=people[0].pk).update(unsubscribed_at=timezone.now())
    contacts = Contact.objects.filter(region=cast.near)
    ask_for_dates(roundtable=table, offers=OFFERS, closes_on=CLOSES, contacts=contacts, by=SYSTEM)
    assert people[0].email not in OutboxMail.objects.values_list("to", flat=True)


@pytest.mark.parametrize(
    ("offers", "closes", "sentence"),
    [
        (OFFERS[:1], CLOSES, "Offer between 2 and 8 different dates."),
        ([*OFFERS[:1], *OFFERS[:1]], CLOSES, "Offer between 2 and 8 different dates."),
        ([(date(2030, 5, day), time(9)) for day in range(1, 10)], CLOSES, "Offer between 2 and 8 different dates."),
        ([*OFFERS, (date(2030, 2, 1), time(9))], CLOSES, "One of these dates has passed."),
        ([*OFFERS, (date(2030, 3, 31), time(2, 30))], CLOSES, "Clocks are put forward"),
        (OFFERS, date(2030, 2, 28), "This day has passed."),
        (OFFERS, DAYS[0], "This is not before the first date."),
    ],
)
def test_dates_that_cannot_be_offered_are_refused(
    table: Roundtable, people: list[Contact], offers: list[tuple[date, time]], closes: date, sentence: str
) -> None:
    with pytest.raises(ValidationError) as refused:
        ask_for_dates(roundtable=table, offers=offers, closes_on=closes, contacts=people, by=SYSTEM)
    assert sentence in " ".join(refused.value.messages)
    assert (DatePoll.objects.count(), OutboxMail.objects.count()) == (0, 0)


def test_a_refusal_is_told_on_the_page(cast: Cast, client: Client, table: Roundtable, people: list[Contact]) -> None:
    client.force_login(cast.convenor)
    sent = filled(client, DATES, **{"offer-0-date": "2030-03-31", "offer-0-at": "02:30", "closes_on": "2030-03-05"})
    answer = client.post(DATES, sent)
    assert answer.status_code == 422
    assert "does not exist there" in answer.content.decode()
    answer = client.post(DATES, filled(client, DATES, **{"offer-0-at": "", "offer-1-date": "soon"}))
    page = answer.content.decode()
    assert "Say at what time it would begin." in page
    assert "This is not a day." in page
    assert "This field is required" not in page


def test_sent_twice_it_is_asked_once(table: Roundtable, people: list[Contact], poll: DatePoll) -> None:
    again = ask_for_dates(roundtable=table, offers=OFFERS, closes_on=CLOSES, contacts=people, by=SYSTEM)
    assert (again.pk, again.nonce, OutboxMail.objects.count()) == (poll.pk, 1, 3)


def test_the_mail_tells_the_dates_in_the_readers_language_and_masks_its_link(poll: DatePoll) -> None:
    mail = OutboxMail.objects.get(language="en")
    with override("en"):
        message = compose(mail, masked=True)
        text = compose(mail, masked=False).text
    assert "Tuesday 2 April 2030, 14:00" in message.text
    assert "Answers count until 8 March 2030." in message.text
    assert "hidden-on-the-desk" in message.text
    assert "/en/link/dates/" in text


def test_opening_the_link_says_nothing(client: Client, poll: DatePoll, people: list[Contact]) -> None:
    answer = client.get(link_of(poll, people[0]))
    page = answer.content.decode()
    assert answer.status_code == 200
    assert len(re.findall(r'type="radio"', page)) == 9
    assert page.count("<button") == 1
    assert "checked" not in page
    assert "Ben" not in page
    assert len(answer.content) < 20_000
    assert DateVote.objects.count() == 0


def test_the_last_word_counts(client: Client, poll: DatePoll, people: list[Contact]) -> None:
    url = link_of(poll, people[0])
    client.post(url, said(poll, "yes", "no", "if_need_be"))
    page = client.post(url, said(poll, "no", "yes"), follow=True).content.decode()
    assert "Noted. You can change it until the date is fixed." in page
    kept = DateVote.objects.filter(contact=people[0]).order_by("option").values_list("choice", flat=True)
    assert list(kept) == ["no", "yes"]
    people[0].refresh_from_db()
    assert people[0].last_heard_at == NOW


def test_the_same_answer_twice_is_one(client: Client, poll: DatePoll, people: list[Contact]) -> None:
    for _time in range(2):
        client.post(link_of(poll, people[0]), said(poll, "yes", "no", "no"))
    assert DateVote.objects.count() == 3
    assert AuditEntry.objects.filter(verb="say dates").count() == 1


def test_an_empty_answer_comes_back_with_what_is_missing(client: Client, poll: DatePoll, people) -> None:
    answer = client.post(link_of(poll, people[0]), {})
    assert answer.status_code == 422
    assert "Say of at least one date whether you can come." in answer.content.decode()


def test_a_link_in_wrong_hands_fills_nothing(poll: DatePoll, people: list[Contact]) -> None:
    by = Actor("link", people[0].public_id, "Ada")
    first, second = options_of(poll)[:2]
    for number in range(20):
        say_dates(poll=poll, contact=people[0], choices={(first, second)[number % 2].pk: "yes"}, by=by)
    with pytest.raises(ValidationError, match="used 20 times today"):
        say_dates(poll=poll, contact=people[0], choices={first.pk: "no"}, by=by)
    with time_machine.travel(NOW + timedelta(days=1, minutes=1)):
        say_dates(poll=poll, contact=people[0], choices={first.pk: "no"}, by=by)


def test_the_best_date_follows_the_rule_and_says_why(
    cast: Cast, client: Client, poll: DatePoll, people: list[Contact]
) -> None:
    say(poll, people[0], "yes", "yes", "no")
    say(poll, people[1], "no", "yes", "yes")
    client.force_login(cast.convenor)
    page = client.get(DATES).content.decode()
    assert "Wednesday 3 April 2030, 14:00 suits best" in page
    assert "2 can come, 1 on the next best date." in page
    assert "Ada" in page
    found = answers_to(poll)
    assert dict(found.by_category)[Category.LOCAL_AUTHORITIES] == [0, 1, 1]
    assert (found.answered, found.asked) == (2, 3)


def test_nobody_but_convenors_sees_who_said_what(cast: Cast, client: Client, poll: DatePoll, people) -> None:
    say(poll, people[0], "yes")
    client.force_login(cast.editor)
    assert client.get(DATES).status_code == 403
    for path in ("/en/near/", "/en/near/roundtables/", "/en/near/roundtables/1/"):
        assert "Ada" not in Client().get(path).content.decode()


def test_a_table_of_a_sister_region_on_that_day_is_shown(cast: Cast, client: Client, poll: DatePoll) -> None:
    make.a_roundtable(cast.far, 3, date=DAYS[2], start_time=time(14, 30))
    client.force_login(cast.convenor)
    assert client.get(DATES).content.decode().count("At the same time as the roundtable of Far.") == 1


def test_one_press_fixes_the_date_with_its_history(
    cast: Cast, client: Client, table: Roundtable, poll: DatePoll, people: list[Contact]
) -> None:
    say(poll, people[0], "yes", "no")
    say(poll, people[1], "no", "yes")
    OutboxMail.objects.all().delete()
    option = options_of(poll)[0]
    client.force_login(cast.convenor)
    for _time in range(2):
        client.post(f"{DATES}fix/", {"option": option.pk})
    table.refresh_from_db()
    assert (table.date, table.start_time, table.version, table.answer_by) == (DAYS[0], time(14), 2, None)
    entry = AuditEntry.objects.get(verb="fix date")
    assert (entry.details["before"], entry.details["after"]) == ("2030-04-20 14:00:00", "2030-04-02 14:00:00")
    assert set(OutboxMail.objects.values_list("to", flat=True)) == {people[0].email, people[1].email}
    assert set(OutboxMail.objects.values_list("composer", flat=True)) == {"cooperation.date_fixed"}
    said_so = [compose(mail, masked=True).text for mail in OutboxMail.objects.order_by("to")]
    assert ["can come." in text for text in said_so].count(True) == 1


def test_a_closed_poll_says_so_in_one_sentence(client: Client, table: Roundtable, poll: DatePoll, people) -> None:
    url = link_of(poll, people[0])
    with time_machine.travel(NOW + timedelta(days=8)):
        answer = client.post(url, said(poll, "yes"))
        assert answer.status_code == 410
        assert "Answers were taken until 8 March 2030. The date is fixed soon." in answer.content.decode()
    fix_date(poll=poll, option=options_of(poll)[1], by=SYSTEM)
    answer = client.post(url, said(poll, "yes"))
    assert answer.status_code == 410
    assert "The date is fixed: Wednesday 3 April 2030, from 14:00 to 16:00." in answer.content.decode()
    assert DateVote.objects.count() == 0


def test_a_roundtable_that_is_called_takes_no_answers_and_keeps_its_date(
    client: Client, table: Roundtable, poll: DatePoll, people: list[Contact]
) -> None:
    call_roundtable(roundtable=table, by=SYSTEM)
    assert client.get(link_of(poll, people[0])).status_code == 410
    with pytest.raises(ValidationError, match="is called"):
        fix_date(poll=poll, option=options_of(poll)[0], by=SYSTEM)
    with pytest.raises(ValidationError, match="is called"):
        ask_for_dates(roundtable=table, offers=OFFERS, closes_on=CLOSES, contacts=people, by=SYSTEM)


def test_asked_anew_the_former_links_end(client: Client, table: Roundtable, poll: DatePoll, people) -> None:
    say(poll, people[0], "yes")
    old = link_of(poll, people[0])
    new = ask_for_dates(roundtable=table, offers=OFFERS[1:], closes_on=CLOSES, contacts=people[:1], by=SYSTEM)
    assert client.get(old).status_code == 410
    assert client.get(link_of(new, people[0])).status_code == 200
    assert (DateVote.objects.count(), answers_to(new).asked) == (0, 1)


def test_the_silent_are_asked_once_a_day(poll: DatePoll, people: list[Contact]) -> None:
    say(poll, people[0], "no")
    assert (ask_again(poll=poll, by=SYSTEM), ask_again(poll=poll, by=SYSTEM)) == (2, 2)
    assert OutboxMail.objects.count() == 5


def test_the_convenor_writes_down_what_was_told_by_telephone(
    cast: Cast, client: Client, poll: DatePoll, people: list[Contact]
) -> None:
    client.force_login(cast.convenor)
    url = f"{DATES}{people[2].public_id}/"
    client.post(url, said(poll, "yes", "no", "no"))
    assert DateVote.objects.filter(contact=people[2], choice=DateChoice.YES).count() == 1
    with time_machine.travel(NOW + timedelta(days=9)):
        client.force_login(cast.convenor)
        client.post(url, said(poll, "no", "no", "no"))
    assert not DateVote.objects.filter(choice=DateChoice.YES).exists()
    people[2].refresh_from_db()
    assert people[2].last_heard_at is None


def test_tampered_and_foreign_links_open_nothing(cast: Cast, client: Client, poll: DatePoll, people) -> None:
    url = link_of(poll, people[0])
    stranger = make.a_contact(cast.far)
    assert client.get(url.replace(people[0].public_id, people[1].public_id)).status_code == 404
    assert client.get(link_of(poll, stranger)).status_code == 404
    assert client.get(url.replace("/dates/", "/answer/")).status_code == 404
    Contact.objects.filter(pk=people[0].pk).update(name="", email="", phone="")
    assert client.get(url).status_code == 410


def test_the_screen_next_leads_to_the_dates_with_the_draft_kept(cast: Cast, client: Client) -> None:
    client.force_login(cast.convenor)
    url = "/en/desk/near/roundtables/next/"
    answer = client.post(url, filled(client, url, act="dates"))
    made = Roundtable.objects.get()
    assert (answer.headers["Location"], made.state) == (DATES, State.DRAFT)
