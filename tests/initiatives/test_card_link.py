"""An organisation answers for its card by link: what it corrects is public at once, what it adds waits to be read."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from maillage.initiatives.models import CardAsk, Initiative, ProposedPractice, Terms
from maillage.kit.models import AuditEntry
from maillage.people.enums import Part
from maillage.people.models import Contact, Seat
from maillage.territory.models import Region, Theme
from tests import factories as make
from tests.conftest import Cast
from tests.initiatives.carding import a_place, a_practice, an_ask, path_of, sent_back


@pytest.fixture
def contact(cast: Cast) -> Contact:
    return make.a_contact(cast.near, cast.host, name="Zoé Durand", email="zoe@example.org")


@pytest.fixture
def ask(cast: Cast, contact: Contact) -> CardAsk:
    return an_ask(cast.near, contact)


@pytest.fixture
def practice(cast: Cast) -> Initiative:
    return a_practice(cast.near, organisation=cast.host, description={"en": "People talk."})


def opened(ask: CardAsk) -> str:
    return Client().get(path_of(ask)).content.decode()


def send(ask: CardAsk, page: str = "", **answers: str) -> int:
    """Send the form of a page back, true throughout but for what is said otherwise; return the status."""
    page = page or opened(ask)
    true = {name: "yes" for name in choices_in(page)}
    return Client().post(path_of(ask), sent_back(page, **{**true, **answers})).status_code


def choices_in(page: str) -> set[str]:
    return set(re.findall(r'type="radio" name="([^"]+)"', page))


def answers_of(practice: Initiative) -> list[str]:
    return [one.answer for one in practice.confirmations.order_by("pk")]


def test_opening_the_link_changes_nothing_and_names_no_person(cast: Cast, ask: CardAsk, practice: Initiative) -> None:
    before = AuditEntry.objects.count(), Region.objects.get(pk=cast.near.pk).public_version
    page = opened(ask)
    assert "The Host" in page
    assert "Language café" in page
    assert "Zoé" not in page
    assert page.count("<button") == page.count("Send our answer") == 1
    assert len(page.encode()) < 20_000
    ask.refresh_from_db()
    assert ask.answered_at is None
    assert (AuditEntry.objects.count(), Region.objects.get(pk=cast.near.pk).public_version) == before


def test_still_true_is_noted_with_the_day_for_the_card_and_each_practice(
    cast: Cast, ask: CardAsk, practice: Initiative
) -> None:
    assert send(ask) == 302
    cast.host.refresh_from_db()
    ask.refresh_from_db()
    said = practice.confirmations.get()
    assert cast.host.confirmed_on == said.confirmed_on == timezone.localdate()
    assert (said.answer, said.contact) == ("yes", ask.contact)
    assert ask.answered_at
    assert Contact.objects.get().last_heard_at, "who answers is not forgotten as silent"
    assert not AuditEntry.objects.filter(verb="correct card").exists()
    assert "Zoé" not in {entry.actor_label for entry in AuditEntry.objects.all()}


def test_tapped_twice_does_no_harm(cast: Cast, ask: CardAsk, practice: Initiative) -> None:
    page = opened(ask)
    changed = {f"p{practice.pk}-description": "People talk and cook.", "n0-name": "Bike school"}
    assert [send(ask, page, **changed), send(ask, page, **changed)] == [302, 302]
    assert answers_of(practice) == ["changed"]
    assert ProposedPractice.objects.count() == 1
    assert AuditEntry.objects.filter(verb="correct card").count() == 1
    assert AuditEntry.objects.filter(verb="answer for card").count() == 1


def test_each_card_needs_one_of_the_three_and_nothing_is_half_saved(
    cast: Cast, ask: CardAsk, practice: Initiative
) -> None:
    answer = Client().post(path_of(ask), sent_back(opened(ask), **{"card-answer": "yes"}))
    assert answer.status_code == 422
    assert "Choose one of the three." in answer.content.decode()
    ask.refresh_from_db()
    assert ask.answered_at is None
    assert answers_of(practice) == []


def test_corrections_are_public_at_once_and_on_the_trail_with_what_stood_before(
    cast: Cast, ask: CardAsk, practice: Initiative
) -> None:
    mill = a_place(cast.near, "Moulins", "71001")
    before = Region.objects.get(pk=cast.near.pk).public_version
    written = {
        "card-description": "We welcome.",
        "card-website": "example.org",
        "card-reached_by": "Town hall, 03 00 00 00 00",
        "card-places_served": "moulins",
        f"p{practice.pk}-answer": "changed",
        f"p{practice.pk}-description": "People talk and cook.",
        f"p{practice.pk}-reached_by": "cafe@example.org",
        f"p{practice.pk}-remark": "New hours.",
    }
    assert send(ask, **written) == 302
    cast.host.refresh_from_db()
    practice.refresh_from_db()
    assert cast.host.description["en"] == "We welcome."
    assert cast.host.website == "https://example.org"
    assert cast.host.reached_by == "Town hall, 03 00 00 00 00"
    assert list(cast.host.places_served.all()) == [mill]
    assert practice.description["en"] == "People talk and cook."
    assert Terms.objects.get(initiative=practice).reached_by == "cafe@example.org"
    assert (answers_of(practice), practice.confirmations.get().remark) == (["changed"], "New hours.")
    assert Region.objects.get(pk=cast.near.pk).public_version > before
    entry = AuditEntry.objects.get(verb="correct card", object_kind="initiatives.initiative")
    assert entry.actor_label == "The Host"
    assert entry.details["changed"]["description"] == {"before": "People talk.", "after": "People talk and cook."}
    public = Client().get("/en/near/members/").content.decode()
    assert "We welcome." in public


def test_what_is_added_is_public_only_once_the_convenor_took_it_up(cast: Cast, ask: CardAsk) -> None:
    theme = Theme.objects.filter(group=None)[0]
    written = {"n0-name": "Bike school", "n0-description": "Repairs.", "n0-theme": str(theme.pk), "n0-where": "Hall"}
    assert "is read by the convenor first" in opened(ask)
    assert send(ask, **written) == 302
    assert not Initiative.objects.exists()
    assert "Bike school" not in Client().get("/en/practices/").content.decode()
    proposal = ProposedPractice.objects.get()
    assert (str(proposal.name), proposal.theme, proposal.region) == ("Bike school", theme, cast.near)
    desk = Client()
    desk.force_login(cast.convenor, backend="allauth.account.auth_backends.AuthenticationBackend")
    desk.post(f"/en/desk/near/practices/proposed/{proposal.public_id}/", {"act": "take"})
    assert "Bike school" in Client().get("/en/practices/").content.decode()


def test_a_second_answer_replaces_the_first(cast: Cast, ask: CardAsk, practice: Initiative) -> None:
    choice = f"p{practice.pk}-answer"
    send(ask, **{choice: "ended", "n0-name": "Bike scool"})
    practice.refresh_from_db()
    assert practice.standing == "past"
    page = opened(ask)
    assert 'value="Bike scool"' in page
    send(ask, page, **{choice: "yes", "n0-name": "Bike school", "n1-name": "Sewing"})
    practice.refresh_from_db()
    assert practice.standing == "present"
    assert answers_of(practice) == ["ended", "yes"], "what was said stays, the last word counts"
    assert [str(one.name) for one in ProposedPractice.objects.order_by("pk")] == ["Bike school", "Sewing"]
    send(ask, **{"n0-name": "", "n1-name": "Sewing"})
    assert [str(one.name) for one in ProposedPractice.objects.all()] == ["Sewing"]


def test_what_the_convenor_settled_is_not_proposed_again_by_an_old_page(cast: Cast, ask: CardAsk) -> None:
    page = opened(ask)
    send(ask, page, **{"n0-name": "Bike school"})
    ProposedPractice.objects.update(settled_at=timezone.now())
    send(ask, page, **{"n0-name": "Bike school"})
    assert ProposedPractice.objects.count() == 1


def test_an_organisation_that_works_there_no_more_leaves_its_seat_and_may_come_back(cast: Cast, ask: CardAsk) -> None:
    send(ask, **{"card-answer": "ended"})
    assert Seat.objects.get(organisation=cast.host).left_on == timezone.localdate()
    Client().post(path_of(ask), sent_back(opened(ask)))
    assert Seat.objects.get(organisation=cast.host).left_on == timezone.localdate(), "sent again, it stays so"
    send(ask, **{"card-answer": "yes"})
    assert Seat.objects.get(organisation=cast.host).left_on is None


def test_what_somebody_changed_while_the_page_was_open_is_not_overwritten_unseen(
    cast: Cast, ask: CardAsk, practice: Initiative
) -> None:
    page = opened(ask)
    Initiative.objects.filter(pk=practice.pk).update(description={"en": "Everybody talks."})
    assert send(ask, page) == 302
    practice.refresh_from_db()
    assert practice.description["en"] == "Everybody talks.", "what nobody touched is left alone"
    mine = {f"p{practice.pk}-description": "Women talk."}
    answer = Client().post(path_of(ask), sent_back(page, **{name: "yes" for name in choices_in(page)}, **mine))
    assert answer.status_code == 422
    assert "It now reads: “Everybody talks.”" in answer.content.decode()
    assert send(ask, answer.content.decode()) == 302
    practice.refresh_from_db()
    assert practice.description["en"] == "Women talk."


def test_a_practice_of_another_region_is_answered_for_without_keeping_who(cast: Cast, ask: CardAsk) -> None:
    Seat.objects.create(region=cast.far, organisation=cast.host, part=Part.MEMBER)
    there = a_practice(cast.far, "There", organisation=cast.host)
    send(ask, **{f"p{there.pk}-name": "Over there"})
    there.refresh_from_db()
    assert there.name["en"] == "Over there"
    assert there.confirmations.get().contact is None
    labels = AuditEntry.objects.filter(owner="far").values_list("actor_label", flat=True)
    assert set(labels) == {"The Host"}


def test_a_forged_answer_reaches_no_card_of_others(cast: Cast, ask: CardAsk) -> None:
    theirs = a_practice(cast.near, "Theirs", organisation=cast.member_organisation)
    send(ask, **{f"p{theirs.pk}-answer": "ended", f"p{theirs.pk}-name": "Stolen"})
    theirs.refresh_from_db()
    assert (theirs.name["en"], theirs.standing, answers_of(theirs)) == ("Theirs", "unknown", [])


def test_a_link_that_is_altered_taken_back_or_over_says_so_and_does_nothing(cast: Cast, ask: CardAsk) -> None:
    address, form = path_of(ask), {"card-answer": "ended"}
    altered = Client().post(f"{address[:-3]}xx/", form)
    assert (altered.status_code, "This link is not whole" in altered.content.decode()) == (404, True)
    CardAsk.objects.update(asked_at=timezone.now() - timedelta(days=31))
    over = Client().post(address, form)
    assert (over.status_code, "were taken for 30 days" in over.content.decode()) == (410, True)
    CardAsk.objects.update(asked_at=timezone.now(), taken_back_at=timezone.now())
    back = Client().post(address, form)
    assert (back.status_code, "taken back" in back.content.decode()) == (410, True)
    assert Seat.objects.get(organisation=cast.host).left_on is None


def test_the_page_is_light_also_with_many_practices_and_asks_no_more_of_the_database(cast: Cast, ask: CardAsk) -> None:
    counts = []
    for start in (0, 3):
        for number in range(3):
            a_practice(cast.near, f"Practice {start + number}", organisation=cast.host)
        with CaptureQueriesContext(connection) as queries:
            page = opened(ask)
        counts.append(len(queries))
    assert counts[0] == counts[1]
    assert "Practice 5" in page
