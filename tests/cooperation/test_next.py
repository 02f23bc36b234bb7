"""The next roundtable opens by itself, is changed in place, and refuses what cannot be, each time with a sentence."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import translation

from maillage.cooperation.enums import Mode, PartnerRole, State
from maillage.cooperation.models import AgendaTemplate, Partnership, Roundtable
from maillage.kit.models import AuditEntry, OutboxMail
from tests import factories as make
from tests.conftest import Cast
from tests.cooperation.calling import LATER, filled

pytestmark = pytest.mark.django_db
NEXT = "/en/desk/near/roundtables/next/"


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """Addresses are made for English readers, whatever the test before spoke."""
    with translation.override("en"):
        yield


@pytest.fixture
def desk(client: Client, cast: Cast) -> Client:
    client.force_login(cast.convenor)
    return client


def text_of(client: Client, url: str, data: dict[str, object] | None = None) -> str:
    answer = client.post(url, data, follow=True) if data is not None else client.get(url)
    assert answer.status_code == 200
    return answer.content.decode().replace("&#x27;", "'")


@time_machine.travel("2022-02-01 12:00Z")
def test_it_opens_with_what_was_promised_as_item_one_without_typing(cast: Cast, desk: Client) -> None:
    third = make.a_roundtable(cast.near, 3, state=State.HELD, mode=Mode.HYBRID)
    Partnership.objects.create(roundtable=third, organisation=cast.host, remark={"en": "lead"})
    need = make.a_need(third)
    make.a_need(third, text="A page that explains.")
    make.a_commitment(third, need, organisation=cast.member_organisation)
    newcomer = make.an_organisation(cast.near, joined_on=date(2022, 1, 30), name="The New One")
    AgendaTemplate.objects.create(region=cast.near, position=1, kind="training", minutes=30)
    sent = filled(desk, NEXT, act="call", venue="12, Example Street")
    page = text_of(desk, NEXT)
    assert "The New One" in page
    assert "A page that explains." in page
    desk.post(NEXT, sent)
    fourth = Roundtable.objects.get(region=cast.near, number=4)
    kinds = ["commitments_review", "open_needs", "new_members", "training"]
    assert [item.kind for item in fourth.agenda.all()] == kinds
    assert (fourth.state, fourth.mode, fourth.start_time, fourth.minutes) == (
        State.CALLED,
        "hybrid",
        time(14),
        120,
    ) or (fourth.state == State.DRAFT)
    assert fourth.date == date(2022, 4, 26)
    assert newcomer.seats.get().joined_on > third.date


def test_a_call_leads_to_the_guests_and_the_remark_of_a_partner_stays(cast: Cast, desk: Client) -> None:
    third = make.a_roundtable(cast.near, 3, state=State.HELD)
    Partnership.objects.create(roundtable=third, organisation=cast.host, role="support", remark={"en": "lead"})
    version = cast.near.public_version
    answer = desk.post(NEXT, filled(desk, NEXT, act="call"))
    assert answer.headers["Location"] == "/en/desk/near/roundtables/4/who/"
    fourth = Roundtable.objects.get(region=cast.near, number=4)
    partner = fourth.partnerships.get()
    assert (partner.organisation, partner.role, dict(partner.remark)) == (
        cast.host,
        PartnerRole.SUPPORT,
        {"en": "lead"},
    )
    cast.near.refresh_from_db()
    assert cast.near.public_version > version
    assert set(AuditEntry.objects.values_list("verb", flat=True)) >= {"schedule roundtable", "call roundtable"}


def test_it_opens_online_where_nobody_knows_how_the_last_one_met(cast: Cast, desk: Client) -> None:
    make.a_roundtable(cast.near, 1, date=date(2021, 7, 1), state=State.HELD, mode="")
    assert filled(desk, NEXT)["mode"] == "online"


def test_opening_it_changes_nothing(cast: Cast, desk: Client) -> None:
    make.a_roundtable(cast.near, 3, state=State.HELD)
    before = AuditEntry.objects.count()
    text_of(desk, NEXT)
    assert Roundtable.objects.count() == 1
    assert AuditEntry.objects.count() == before


def test_an_agenda_that_is_too_long_is_not_called_but_may_be_kept_or_met_for(cast: Cast, desk: Client) -> None:
    sent = filled(desk, NEXT, minutes="60", act="call")
    assert "105 minutes planned, 60 available. Shorten an item, or meet for 105." in text_of(desk, NEXT, sent)
    assert Roundtable.objects.count() == 0
    page = text_of(desk, NEXT, {**sent, "act": "fit"})
    assert "105 minutes planned, 105 available." in page
    assert 'name="minutes" value="105"' in page
    desk.post(NEXT, {**sent, "act": "draft"})
    assert Roundtable.objects.get().state == State.DRAFT


def test_rows_are_added_moved_and_taken_away_without_losing_what_is_typed(cast: Cast, desk: Client) -> None:
    sent = filled(desk, NEXT, **{"item-0-title_fr": "Les nouvelles", "item-1-minutes": "abc"})
    page = text_of(desk, NEXT, {**sent, "act": "up:1"})
    assert page.index('value="abc"') < page.index('value="Les nouvelles"')
    page = text_of(desk, NEXT, {**sent, "act": "remove:1"})
    assert 'value="abc"' not in page
    assert 'name="item-TOTAL_FORMS" value="7"' in page
    page = text_of(desk, NEXT, {**sent, "act": "add"})
    assert 'name="item-TOTAL_FORMS" value="9"' in page
    assert 'value="Les nouvelles"' in page
    page = text_of(desk, NEXT, {**sent, "act": "add-partner"})
    assert 'name="partner-TOTAL_FORMS" value="2"' in page
    assert Roundtable.objects.count() == 0


def test_a_fifth_of_four_extends_the_series_by_one_tick(cast: Cast, desk: Client) -> None:
    make.a_roundtable(cast.near, 4, state=State.HELD)
    sent = filled(desk, NEXT, act="call")
    page = text_of(desk, NEXT, sent)
    assert "4 roundtables are planned, this would be number 5. Extend the series below." in page
    desk.post(NEXT, {**sent, "extends_series": "on"})
    cast.near.refresh_from_db()
    assert cast.near.planned_roundtables == 5
    entry = AuditEntry.objects.get(verb="extend series")
    assert entry.details == {"before": 4, "after": 5}


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"date": "2021-01-25"}, "This is in the past. Nobody can be invited to it; choose a later date."),
        (
            {"date": "2099-03-29", "start_time": "02:30"},
            "Clocks are put forward on 29 March 2099: 02:30 does not exist there. Choose another time.",
        ),
        ({"date": "0001-01-01", "start_time": "00:00"}, "Choose a day from 1990 on."),
        ({"date": "9999-12-31"}, "Choose a day before the year 2200."),
        ({"start_time": ""}, "Say at what time it begins, so that guests can come."),
        ({"minutes": ""}, "Say how long it lasts, so that guests can plan."),
        ({"mode": "on_site"}, "Say where people meet: choose an organisation or write an address."),
        (
            {"mode": "on_site", "venue_organisation": "999999"},
            "This organisation is not on the platform of the region. Choose one from the list.",
        ),
        ({"answer_by": "2099-06-01"}, "This is after the roundtable. Choose an earlier day."),
        ({"answer_by": "2020-01-01"}, "This is in the past. Choose a day that guests can still meet."),
        ({"item-0-minutes": "-3"}, "Nothing is saved yet. Correct what is marked below, then send again."),
    ],
)
def test_what_cannot_be_called_is_refused_with_a_sentence(
    cast: Cast, desk: Client, changes: dict[str, str], sentence: str
) -> None:
    sent = filled(desk, NEXT, act="call") | {"date": LATER.isoformat()} | changes
    page = text_of(desk, NEXT, sent)
    assert sentence in page
    assert Roundtable.objects.count() == 0


def test_an_hour_that_comes_twice_is_called_and_said_to_be_the_first(cast: Cast, desk: Client) -> None:
    sent = filled(desk, NEXT, act="call") | {"date": "2099-10-25", "start_time": "02:30"}
    page = text_of(desk, NEXT, sent)
    assert "Clocks are put back on 25 October 2099 and show 02:30 twice. The first of the two is meant." in page
    assert Roundtable.objects.get().starts_at.utcoffset().total_seconds() == 7200


def test_the_same_partner_twice_is_refused(cast: Cast, desk: Client) -> None:
    sent = filled(desk, NEXT, act="draft")
    sent |= {"partner-TOTAL_FORMS": "2", "partner-1-organisation": str(cast.host.pk), "partner-1-role": "support"}
    assert "This organisation stands here twice. Keep one of the two." in text_of(desk, NEXT, sent)


def test_a_form_sent_twice_makes_one_roundtable(cast: Cast, desk: Client) -> None:
    sent = filled(desk, NEXT, act="call")
    text_of(desk, NEXT, sent)
    assert "This roundtable is there already. Open it from the list of roundtables." in text_of(desk, NEXT, sent)
    assert Roundtable.objects.count() == 1


def test_a_draft_is_found_again_and_called_from_there(cast: Cast, desk: Client) -> None:
    desk.post(NEXT, filled(desk, NEXT, act="draft", subject_fr="Se loger"))
    url = reverse("cooperation:roundtable-prepare", args=["near", 1])
    assert desk.get(NEXT).headers["Location"] == url
    desk.post(url, filled(desk, url, act="call"))
    assert Roundtable.objects.get().state == State.CALLED
    assert dict(Roundtable.objects.get().subject) == {"fr": "Se loger"}


def test_a_change_of_time_reaches_the_guests_with_a_higher_sequence_and_agenda_rows_stay(
    cast: Cast, desk: Client
) -> None:
    desk.post(NEXT, filled(desk, NEXT, act="call") | {"date": LATER.isoformat()})
    table = Roundtable.objects.get()
    make.an_invitation(table)
    declined = make.an_invitation(table, answer="not_coming", answered_at="2026-01-01T00:00Z")
    items = list(table.agenda.values_list("pk", flat=True))
    url = reverse("cooperation:roundtable-prepare", args=["near", 1])
    desk.post(url, filled(desk, url, act="draft", start_time="15:00"))
    table.refresh_from_db()
    assert (table.start_time, table.version) == (time(15), 2)
    assert list(table.agenda.values_list("pk", flat=True)) == items
    mail = OutboxMail.objects.get()
    assert (mail.composer, mail.to == declined.contact.email) == ("cooperation.changed", False)
    desk.post(url, filled(desk, url, act="draft", **{"item-0-minutes": "5"}))
    assert OutboxMail.objects.count() == 1


def test_somebody_elses_change_is_not_written_over(cast: Cast, desk: Client) -> None:
    table = make.a_roundtable(cast.near, 1, date=LATER)
    url = reverse("cooperation:roundtable-prepare", args=["near", 1])
    sent = filled(desk, url, act="draft", minutes="150")
    Roundtable.objects.filter(pk=table.pk).update(version=7)
    assert "Somebody else changed this roundtable meanwhile." in text_of(desk, url, sent)
    table.refresh_from_db()
    assert table.minutes == 120


def test_a_called_roundtable_is_not_moved_into_the_past(cast: Cast, desk: Client) -> None:
    table = make.a_roundtable(cast.near, 1, date=LATER)
    url = reverse("cooperation:roundtable-prepare", args=["near", 1])
    page = text_of(desk, url, filled(desk, url, act="draft", date="2020-05-05"))
    assert "This is in the past, and guests are invited. Choose a later date." in page
    table.refresh_from_db()
    assert (table.date, table.version) == (LATER, 1)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"start_time": ""}, "Say at what time it begins, so that guests can come."),
        ({"minutes": ""}, "Say how long it lasts, so that guests can plan."),
        ({"mode": "on_site"}, "Say where people meet: choose an organisation or write an address."),
    ],
)
def test_a_called_roundtable_still_says_when_and_where(
    cast: Cast, desk: Client, changes: dict[str, str], sentence: str
) -> None:
    table = make.a_roundtable(cast.near, 1, date=LATER)
    url = reverse("cooperation:roundtable-prepare", args=["near", 1])
    assert sentence in text_of(desk, url, filled(desk, url, act="draft", **changes))
    table.refresh_from_db()
    assert (table.start_time is None, table.minutes, table.version) == (False, 120, 1)


def test_cancelling_needs_a_reason_and_tells_the_guests(cast: Cast, desk: Client) -> None:
    table = make.a_roundtable(cast.near, 1, date=LATER)
    make.an_invitation(table)
    url = reverse("cooperation:roundtable-cancel", args=["near", 1])
    assert "Write the reason: the others read it." in text_of(desk, url, {})
    desk.post(url, {"reason_fr": "La salle est inondée."})
    table = Roundtable.objects.get()
    assert (table.state, dict(table.cancelled_because)) == (State.CANCELLED, {"fr": "La salle est inondée."})
    assert OutboxMail.objects.get().composer == "cooperation.cancelled"
    assert "Only a roundtable that is still to come can be cancelled." in text_of(desk, url, {"reason_fr": "Encore."})


def test_a_roundtable_that_was_held_is_not_cancelled(cast: Cast, desk: Client) -> None:
    make.a_roundtable(cast.near, 1, state=State.HELD)
    url = reverse("cooperation:roundtable-cancel", args=["near", 1])
    assert "Only a roundtable that is still to come can be cancelled." in text_of(
        desk, url, {"reason_fr": "Trop tard."}
    )
