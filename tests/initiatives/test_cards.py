"""Organisations are asked about their cards: in the region's rhythm, once, a few a day, and by hand after a look."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from maillage.initiatives.actions.cards import ask_about_card, take_ask_back
from maillage.initiatives.card_ticks import MOST_A_DAY, keep_the_directory
from maillage.initiatives.models import CardAsk, DirectoryRhythm, Terms
from maillage.kit.models import OutboxMail
from maillage.kit.outbox import compose
from maillage.people.actions import remove_contact
from maillage.people.enums import Part
from maillage.people.models import Contact, Organisation, Seat
from tests import factories as make
from tests.conftest import Cast
from tests.initiatives.carding import BY, a_practice, an_ask, as_

DESK = "/en/desk/near/directory/cards/"


@pytest.fixture
def contact(cast: Cast) -> Contact:
    return make.a_contact(cast.near, cast.host, name="Zoé Durand", email="zoe@example.org", preferred_language="fr")


@pytest.fixture
def rhythm(cast: Cast) -> DirectoryRhythm:
    return DirectoryRhythm.objects.create(region=cast.near, months=6)


def days_ago(days: int) -> object:
    return timezone.now() - timedelta(days=days)


def confirmed(organisation: Organisation, days: int) -> None:
    organisation.confirmed_on = timezone.localdate() - timedelta(days=days)
    organisation.save()


def test_without_a_rhythm_nobody_is_asked(cast: Cast, contact: Contact) -> None:
    assert keep_the_directory() == 0
    DirectoryRhythm.objects.create(region=cast.near, is_on=False)
    assert keep_the_directory() == 0
    assert not OutboxMail.objects.exists()


def test_the_tick_asks_once_reminds_once_and_then_waits_for_the_next_round(
    cast: Cast, contact: Contact, rhythm: DirectoryRhythm
) -> None:
    assert [keep_the_directory(), keep_the_directory()] == [1, 0]
    ask = CardAsk.objects.get()
    assert (ask.contact, ask.organisation) == (contact, cast.host)
    CardAsk.objects.update(asked_at=days_ago(13))
    assert keep_the_directory() == 0
    CardAsk.objects.update(asked_at=days_ago(15))
    assert [keep_the_directory(), keep_the_directory()] == [1, 0]
    CardAsk.objects.update(asked_at=days_ago(60), reminded_at=days_ago(46))
    assert keep_the_directory() == 0, "who is silent is left alone until the next round"
    CardAsk.objects.update(asked_at=days_ago(200), reminded_at=days_ago(186))
    assert keep_the_directory() == 1
    assert [bool(one.taken_back_at) for one in CardAsk.objects.order_by("pk")] == [True, False]
    kinds = OutboxMail.objects.order_by("pk").values_list("composer", "to", "language")
    assert list(kinds) == [
        ("initiatives.card", "zoe@example.org", "fr"),
        ("initiatives.card_reminder", "zoe@example.org", "fr"),
        ("initiatives.card", "zoe@example.org", "fr"),
    ]


def test_only_cards_older_than_the_rhythm_are_asked_about(
    cast: Cast, contact: Contact, rhythm: DirectoryRhythm
) -> None:
    confirmed(cast.host, 170)
    assert keep_the_directory() == 0
    confirmed(cast.host, 190)
    assert keep_the_directory() == 1


@pytest.mark.parametrize("lost", ["unsubscribed", "no address", "left the platform", "another region"])
def test_who_cannot_or_will_not_be_written_to_is_left_alone(
    cast: Cast, contact: Contact, rhythm: DirectoryRhythm, lost: str
) -> None:
    if lost == "unsubscribed":
        Contact.objects.update(unsubscribed_at=timezone.now())
    elif lost == "no address":
        Contact.objects.update(email="")
    elif lost == "left the platform":
        Seat.objects.update(left_on=timezone.localdate())
    else:
        Contact.objects.update(region=cast.far)
    assert keep_the_directory() == 0


def test_an_organisation_in_two_regions_is_asked_once_by_the_one_that_knows_somebody(
    cast: Cast, rhythm: DirectoryRhythm
) -> None:
    DirectoryRhythm.objects.create(region=cast.far)
    Seat.objects.create(region=cast.far, organisation=cast.host, part=Part.MEMBER)
    there = make.a_contact(cast.far, cast.host)
    make.a_contact(cast.far, cast.host)
    assert keep_the_directory() == 1
    assert CardAsk.objects.get().region == cast.far
    here = make.a_contact(cast.near, cast.host)
    assert keep_the_directory() == 0
    assert ask_about_card(region=cast.near, contact=here, by=BY) is None
    page = as_(cast.convenor).get(DESK).content.decode()
    assert "another region where it sits asked it on" in page
    assert str(there) not in page


def test_at_most_thirty_a_day_are_written_to_the_oldest_first(cast: Cast, rhythm: DirectoryRhythm) -> None:
    houses = [make.an_organisation(cast.near) for _number in range(MOST_A_DAY + 3)]
    for house in houses:
        make.a_contact(cast.near, house)
    confirmed(houses[0], 300)
    confirmed(houses[1], 400)
    assert [keep_the_directory(), keep_the_directory()] == [MOST_A_DAY, 0]
    CardAsk.objects.update(asked_at=days_ago(1))
    assert keep_the_directory() == 3
    assert list(CardAsk.objects.order_by("pk").values_list("organisation", flat=True))[-2:] == [
        houses[1].pk,
        houses[0].pk,
    ]


def test_the_preview_shows_exactly_who_is_written_to_and_writes_to_nobody(cast: Cast, contact: Contact) -> None:
    make.a_contact(cast.near, cast.member_organisation, name="Ali")
    confirmed(cast.member_organisation, 3)
    client = as_(cast.convenor)
    page = client.get(f"{DESK}ask/").content.decode()
    assert f'value="{contact.public_id}" checked' in page
    assert page.count(" checked") == 1, "a card that is fresh is not marked by itself"
    assert not CardAsk.objects.exists()
    assert not OutboxMail.objects.exists()
    client.post(f"{DESK}ask/", {"who": [contact.public_id, "nobody"]})
    assert [ask.contact for ask in CardAsk.objects.all()] == [contact]
    assert [mail.to for mail in OutboxMail.objects.all()] == ["zoe@example.org"]
    client.post(f"{DESK}ask/", {"who": [contact.public_id]})
    assert OutboxMail.objects.count() == 1


def test_only_a_convenor_asks_and_takes_back(cast: Cast, contact: Contact) -> None:
    ask = an_ask(cast.near, contact)
    for address in ("ask/", "rhythm/", f"asks/{ask.public_id}/take-back/"):
        assert as_(cast.editor).post(DESK + address).status_code == 403
    assert as_(cast.editor).get(DESK).status_code == 200
    as_(cast.convenor).post(f"{DESK}asks/{ask.public_id}/take-back/")
    ask.refresh_from_db()
    assert ask.taken_back_at
    assert take_ask_back(ask=ask, by=BY).taken_back_at == ask.taken_back_at


def test_the_list_says_who_was_asked_answered_and_is_silent(cast: Cast, contact: Contact) -> None:
    silent = make.a_contact(cast.near, cast.member_organisation)
    an_ask(cast.near, silent, days_ago=40)
    answered = make.a_contact(cast.near, make.an_organisation(cast.near, name="Answered"))
    an_ask(cast.near, answered, answered_at=timezone.now())
    an_ask(cast.near, contact)
    make.an_organisation(cast.near, name="Nobody there")
    client = as_(cast.convenor)
    shown = {
        state: [name for name in ("The Host", "The Member", "Answered", "Nobody there") if f">{name}</h2>" in page]
        for state in ("asked", "silent", "answered", "unreachable")
        for page in [client.get(DESK, {"state": state}).content.decode()]
    }
    assert shown == {
        "asked": ["The Host"],
        "silent": ["The Member"],
        "answered": ["Answered"],
        "unreachable": ["Nobody there"],
    }


def test_the_rhythm_is_set_within_reason(cast: Cast) -> None:
    client = as_(cast.convenor)
    assert client.post(f"{DESK}rhythm/", {"months": "1", "is_on": "on"}).status_code == 422
    assert client.post(f"{DESK}rhythm/", {"months": "", "is_on": "on"}).status_code == 422
    assert not DirectoryRhythm.objects.exists()
    client.post(f"{DESK}rhythm/", {"months": "4", "is_on": "on"})
    client.post(f"{DESK}rhythm/", {"months": "4"})
    assert (DirectoryRhythm.objects.get().months, DirectoryRhythm.objects.get().is_on) == (4, False)


def test_who_leaves_the_directory_is_asked_no_more_and_named_nowhere(cast: Cast, contact: Contact) -> None:
    ask = an_ask(cast.near, contact)
    practice = a_practice(cast.near)
    Terms.objects.create(initiative=practice, contact=contact)
    remove_contact(contact=contact, by=BY)
    ask.refresh_from_db()
    assert ask.taken_back_at
    assert Terms.objects.get().contact is None


def test_the_mail_has_one_button_in_the_language_of_its_reader(cast: Cast, contact: Contact) -> None:
    a_practice(cast.near, "Language café", organisation=cast.host)
    ask_about_card(region=cast.near, contact=contact, by=BY)
    message = compose(OutboxMail.objects.get(), masked=True)
    assert message.html.count('class="b"') == 1
    assert "The Host" in message.subject
    assert "Language café" in message.text
    assert "/link/card/hidden-on-the-desk/" in message.text
