"""A commitment is what was last told of it; its owners tell it by link or signed in, and nothing told is changed."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from maillage.cooperation.actions.follow_up import change_commitment, follow_up, is_closed, promise
from maillage.cooperation.enums import Progress
from maillage.cooperation.links import follow_up_link
from maillage.cooperation.models import Commitment, Contribution, FollowUp, Roundtable
from maillage.cooperation.queries.commitments import open_commitments, with_progress
from maillage.cooperation.templatetags.cooperation import commitment_sentence
from maillage.cooperation.ticks import ask_before_due
from maillage.core.wording import Wording
from maillage.kit.audit import SYSTEM
from maillage.kit.models import AuditEntry, OutboxMail
from tests import factories as make
from tests.conftest import Cast
from tests.cooperation.calling import filled

pytestmark = pytest.mark.django_db
TODAY = date(2022, 4, 1)
DESK = "/en/desk/near/commitments/"


@pytest.fixture
def table(cast: Cast) -> Roundtable:
    return make.a_roundtable(cast.near, 3, state="held")


@pytest.fixture
def commitment(cast: Cast, table: Roundtable) -> Commitment:
    return make.a_commitment(table, organisation=cast.member_organisation)


def told(commitment: Commitment, progress: str, day: int = 1) -> None:
    FollowUp.objects.create(
        commitment=commitment, progress=progress, text={"en": "So."}, told_at=datetime(2022, 3, day, tzinfo=UTC)
    )


@pytest.mark.parametrize(
    ("steps", "due", "knot", "sentence"),
    [
        ([], date(2022, 4, 30), "tied", "Promised, due on 30 April 2022."),
        ([], None, "tied", "Promised, without a date."),
        ([], date(2022, 3, 31), "late", "Late by 1 day."),
        (["on_the_way"], date(2022, 3, 1), "late", "Late by 31 days."),
        ([], date(2021, 12, 1), "late", "Late since 1 December 2021."),
        (["on_the_way", "late"], None, "late", "Late, told on 2 March 2022."),
        (["blocked"], None, "late", "Blocked since 1 March 2022."),
        (["blocked", "on_the_way"], None, "tied", "Promised, without a date."),
        (["late", "done"], date(2022, 3, 1), "kept", "Done, told on 2 March 2022."),
        (["done", "on_the_way"], date(2022, 4, 30), "tied", "Promised, due on 30 April 2022."),
        (["dropped"], date(2022, 3, 1), "cut", "Dropped on 1 March 2022."),
    ],
)
def test_the_state_is_read_from_the_last_thing_told(
    commitment: Commitment, steps: list[str], due: date | None, knot: str, sentence: str
) -> None:
    Commitment.objects.filter(pk=commitment.pk).update(due_on=due)
    for day, step in enumerate(steps, start=1):
        told(commitment, step, day)
    with time_machine.travel("2022-04-01 12:00Z"):
        found = with_progress(Commitment.objects.all()).get()
        assert (found.knot, commitment_sentence(found)) == (knot, sentence)
        assert (found in open_commitments(commitment.region)) == (knot not in {"kept", "cut"})


def test_a_commitment_without_owner_is_open(table: Roundtable) -> None:
    make.a_commitment(table, due_on=None)
    found = with_progress(Commitment.objects.all(), TODAY).get()
    assert (found.knot, commitment_sentence(found)) == ("open", "Nobody has taken it yet.")


def test_the_text_last_told_comes_with_it(commitment: Commitment) -> None:
    told(commitment, "on_the_way")
    follow_up(commitment=commitment, progress="late", text=Wording(fr="Bientôt."), by=SYSTEM)
    assert dict(with_progress(Commitment.objects.all()).get().progress_text) == {"fr": "Bientôt."}


def test_what_was_told_is_never_changed(commitment: Commitment) -> None:
    step = follow_up(commitment=commitment, progress=Progress.ON_THE_WAY, by=SYSTEM)
    step.progress = Progress.DONE
    with pytest.raises(TypeError):
        step.save()
    assert FollowUp.objects.get().progress == Progress.ON_THE_WAY


def test_dropping_needs_a_reason(commitment: Commitment) -> None:
    with pytest.raises(ValidationError):
        follow_up(commitment=commitment, progress=Progress.DROPPED, by=SYSTEM)
    assert FollowUp.objects.count() == 0


def test_a_due_date_before_the_roundtable_is_refused_with_a_sentence(cast: Cast, table: Roundtable) -> None:
    early = table.date - timedelta(days=1)
    with pytest.raises(ValidationError) as refused:
        promise(roundtable=table, text=Wording(en="Soon."), due_on=early, by=SYSTEM)
    sentence = (
        "This lies before the roundtable of 25 January 2022, where it was promised. Choose that day or a later one."
    )
    assert refused.value.message_dict == {"due_on": [sentence]}
    assert Commitment.objects.count() == 0


def test_a_public_change_bumps_the_region(cast: Cast, table: Roundtable) -> None:
    before = cast.near.public_version
    made = promise(roundtable=table, text=Wording(en="Soon."), by=SYSTEM)
    follow_up(commitment=made, progress=Progress.DONE, by=SYSTEM)
    cast.near.refresh_from_db()
    assert cast.near.public_version == before + 2
    assert is_closed(made)


def test_an_owner_tells_by_link_until_the_promise_closes(client: Client, commitment: Commitment) -> None:
    url = follow_up_link(commitment, language="en", masked=False)
    assert client.get(url).status_code == 200
    assert FollowUp.objects.count() == 0
    page = client.post(url, {"progress": "on_the_way", "text": "Half of it."}, follow=True).content.decode()
    assert "Noted. It is read at the next roundtable." in page
    assert "Half of it." in page
    page = client.post(url, {"progress": "dropped", "text": " "}).content.decode()
    assert "Write why it is dropped: the others read it." in page
    client.post(url, {"progress": "done"}, follow=True)
    assert [step.progress for step in FollowUp.objects.all()] == ["on_the_way", "done"]
    assert FollowUp.objects.first().told_by == "The Member"
    answer = client.post(url, {"progress": "late"})
    assert answer.status_code == 410
    assert FollowUp.objects.count() == 2


def test_a_new_owner_ends_the_link_of_the_old(cast: Cast, client: Client, commitment: Commitment) -> None:
    url = follow_up_link(commitment, language="en", masked=False)
    change_commitment(
        commitment=commitment,
        text=commitment.text,
        organisation=cast.host,
        contact=None,
        need=None,
        due_on=commitment.due_on,
        by=SYSTEM,
    )
    assert client.get(url).status_code == 410


def test_a_member_tells_for_the_own_organisation_alone(cast: Cast, client: Client, commitment: Commitment) -> None:
    other = make.a_commitment(commitment.roundtable, organisation=cast.host, text={"en": "Of the host."})
    client.force_login(cast.member)
    page = client.get("/en/desk/commitments/").content.decode()
    assert "We write one page." in page
    assert "Of the host." not in page
    client.post(f"/en/desk/commitments/{commitment.public_id}/", {"progress": "done"})
    assert client.post(f"/en/desk/commitments/{other.public_id}/", {"progress": "done"}).status_code == 404
    assert [(step.commitment, step.told_by) for step in FollowUp.objects.all()] == [(commitment, "Member")]


def test_the_own_organisation_speaks_in_its_region_alone(cast: Cast, client: Client) -> None:
    elsewhere = make.a_commitment(make.a_roundtable(cast.far, 1), organisation=cast.member_organisation)
    client.force_login(cast.member)
    assert client.get(f"/en/desk/commitments/{elsewhere.public_id}/").status_code == 404


def test_the_desk_notes_changes_and_tells(cast: Cast, client: Client, table: Roundtable) -> None:
    client.force_login(cast.editor)
    person = make.a_contact(cast.near, cast.host)
    need = make.a_need(table)
    sent = {"roundtable": table.pk, "text_fr": "Une page.", "contact": person.pk, "need": need.pk}
    client.post(f"{DESK}new/", {**sent, "due_on": "2022-01-01"})
    assert Commitment.objects.count() == 0
    client.post(f"{DESK}new/", {**sent, "due_on": "2022-06-01"})
    made = Commitment.objects.get()
    assert (made.organisation, made.contact, made.need, dict(made.text)) == (
        cast.host,
        person,
        need,
        {"fr": "Une page."},
    )
    url = f"{DESK}{made.public_id}/"
    client.post(url, filled(client, url, text_en="One page.", progress=""))
    made.refresh_from_db()
    assert dict(made.text) == {"fr": "Une page.", "en": "One page."}
    client.post(f"{url}tell/", {"progress": "late", "text": "In May."})
    assert FollowUp.objects.get().text == {"en": "In May."}


def test_a_commitment_needs_words_and_a_person_of_that_organisation(
    cast: Cast, client: Client, table: Roundtable
) -> None:
    client.force_login(cast.editor)
    person = make.a_contact(cast.near, cast.host)
    sent = {"roundtable": table.pk, "contact": person.pk, "organisation": cast.member_organisation.pk, "text_fr": "x"}
    page = client.post(f"{DESK}new/", sent).content.decode()
    assert "This person is at another organisation." in page
    page = client.post(f"{DESK}new/", {"roundtable": table.pk}).content.decode()
    assert "Write what is done, in at least one language." in page
    assert Commitment.objects.count() == 0


def test_the_owner_is_asked_by_mail_and_an_ownerless_promise_says_so(
    cast: Cast, client: Client, commitment: Commitment
) -> None:
    client.force_login(cast.editor)
    page = client.post(f"{DESK}{commitment.public_id}/ask/", {}, follow=True).content.decode()
    assert "The question goes to 1 person." in page
    assert OutboxMail.objects.get().to == "member@example.org"
    nobody = make.a_commitment(commitment.roundtable)
    page = client.post(f"{DESK}{nobody.public_id}/ask/", {}, follow=True).content.decode()
    assert "Nobody can be asked" in page
    assert OutboxMail.objects.count() == 1


def test_owners_are_asked_once_a_week_before_it_is_due(cast: Cast, table: Roundtable) -> None:
    today = timezone.localdate()
    soon = make.a_commitment(table, organisation=cast.member_organisation, due_on=today + timedelta(days=7))
    make.a_commitment(table, organisation=cast.member_organisation, due_on=today + timedelta(days=8))
    make.a_commitment(table, organisation=cast.member_organisation, due_on=today - timedelta(days=1))
    done = make.a_commitment(table, organisation=cast.member_organisation, due_on=today)
    told(done, "done")
    assert (ask_before_due(), ask_before_due()) == (1, 0)
    assert OutboxMail.objects.get().params["commitment"] == soon.pk
    assert AuditEntry.objects.filter(verb="ask owner").count() == 1
    person = make.a_contact(cast.near, cast.member_organisation)
    change_commitment(
        commitment=soon,
        text=soon.text,
        organisation=cast.member_organisation,
        contact=person,
        need=None,
        due_on=soon.due_on,
        by=SYSTEM,
    )
    assert ask_before_due() == 1
    assert set(OutboxMail.objects.values_list("to", flat=True)) == {"member@example.org", person.email}


def test_a_commitment_of_another_region_is_not_found(cast: Cast, client: Client) -> None:
    other = make.a_commitment(make.a_roundtable(cast.far, 1))
    client.force_login(cast.convenor)
    for end in ("", "tell/", "ask/"):
        assert client.post(f"{DESK}{other.public_id}/{end}", {"progress": "done"}).status_code == 404


def test_one_send_tells_how_it_goes_and_raises_a_need_for_the_next_table(
    cast: Cast, client: Client, commitment: Commitment
) -> None:
    url = follow_up_link(commitment, language="en", masked=False)
    page = client.get(url).content.decode()
    fields = set(re.findall(r'name="(\w+)"', page.partition("<main")[2])) - {"csrfmiddlewaretoken"}
    assert fields == {"progress", "text", "need"}
    for _time in range(2):
        client.post(url, {"progress": "late", "text": "In May.", "need": "A driver for Sundays."})
    assert FollowUp.objects.get().progress == "late"
    kept = Contribution.objects.get()
    assert (kept.kind, kept.roundtable, kept.signed) == ("need", None, "The Member")
    client.force_login(cast.convenor)
    assert "A driver for Sundays." in client.get("/en/desk/near/roundtables/next/").content.decode()


def test_a_link_tells_ten_times_a_day_at_most(client: Client, commitment: Commitment) -> None:
    url = follow_up_link(commitment, language="en", masked=False)
    for number in range(10):
        client.post(url, {"progress": "on_the_way", "text": f"Step {number}."})
    page = client.post(url, {"progress": "on_the_way", "text": "One more.", "need": "Too much."}).content.decode()
    assert "This link was used 10 times today, which is as often as it may. Use it again tomorrow." in page
    assert (FollowUp.objects.count(), Contribution.objects.count()) == (10, 0)


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({}, "Choose one of the five."),
        ({"progress": "sideways"}, "Choose one of the five."),
        ({"progress": "late", "text": "x" * 501}, "This text has 501 characters; 500 fit. Shorten it."),
        ({"progress": "late", "need": "x" * 501}, "This text has 501 characters; 500 fit. Shorten it."),
        ({"progress": "dropped"}, "Write why it is dropped: the others read it."),
    ],
)
def test_what_an_owner_left_out_is_said_in_our_words(
    client: Client, commitment: Commitment, sent: dict[str, str], sentence: str
) -> None:
    page = client.post(follow_up_link(commitment, language="en", masked=False), sent).content.decode()
    assert sentence in page
    assert "This field is required" not in page
    assert FollowUp.objects.count() == 0
