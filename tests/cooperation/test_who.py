"""Guests are chosen, shown what they get, and invited by one press; the organiser sees and manages the answers."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from maillage.cooperation.actions.invite import invite
from maillage.cooperation.actions.remind import remind_silent
from maillage.cooperation.enums import Answer, State
from maillage.cooperation.models import Invitation, Presence, Roundtable
from maillage.kit.audit import SYSTEM
from maillage.kit.models import AuditEntry, OutboxMail
from maillage.people.enums import Category
from maillage.people.models import Contact
from tests import factories as make
from tests.conftest import Cast
from tests.cooperation.calling import LATER

pytestmark = pytest.mark.django_db
WHO = "/en/desk/near/roundtables/4/who/"


@pytest.fixture
def table(cast: Cast) -> Roundtable:
    return make.a_roundtable(cast.near, 4, date=LATER)


@pytest.fixture
def desk(client: Client, cast: Cast, table: Roundtable) -> Client:
    client.force_login(cast.convenor)
    return client


def page_of(client: Client, url: str = WHO, data: dict[str, object] | None = None) -> str:
    answer = client.get(url) if data is None else client.post(url, data, follow=True)
    assert answer.status_code == 200
    return answer.content.decode().replace("&#x27;", "'").replace("&quot;", '"')


def test_one_press_invites_twenty_two_people_in_two_languages(cast: Cast, desk: Client) -> None:
    guests = [make.a_contact(cast.near, preferred_language="fr" if n < 15 else "en") for n in range(22)]
    page = page_of(desk)
    assert "22 guests chosen" in page
    assert "15 mails in French." in page
    assert "7 mails in English." in page
    page = page_of(desk, WHO, {"guest": [guest.pk for guest in guests]})
    assert "Sent to 22 guests. Answers appear here." in page
    assert sorted(OutboxMail.objects.values_list("language", flat=True)) == ["en"] * 7 + ["fr"] * 15
    assert Invitation.objects.count() == 22
    assert AuditEntry.objects.get(verb="invite").details == {"invitations": 22}


def test_the_exact_mail_is_shown_in_each_language_with_the_link_hidden(cast: Cast, desk: Client) -> None:
    make.a_contact(cast.near, preferred_language="fr")
    make.a_contact(cast.near, preferred_language="en")
    page = page_of(desk)
    assert page.count("hidden-on-the-desk") >= 8
    assert "/fr/link/answer/hidden-on-the-desk/?answer=coming" in page
    assert "/en/link/answer/hidden-on-the-desk/?answer=not_coming" in page
    assert OutboxMail.objects.count() == 0
    assert Invitation.objects.count() == 0


def test_a_contact_who_reads_a_language_without_translation_is_written_to_in_the_regions_first(
    cast: Cast, table: Roundtable
) -> None:
    invite(roundtable=table, contacts=[make.a_contact(cast.near, preferred_language="prs")], by=SYSTEM)
    assert OutboxMail.objects.get().language == "fr"


def test_whoever_asked_for_no_more_is_left_out(cast: Cast, desk: Client, table: Roundtable) -> None:
    gone = make.a_contact(cast.near, name="Gone Away", unsubscribed_at=timezone.now())
    page = page_of(desk)
    assert "Gone Away" not in page
    assert "1 person asked for no more invitations and is left out." in page
    assert invite(roundtable=table, contacts=[gone], by=SYSTEM) == []


def test_somebody_without_an_address_is_invited_without_a_mail(cast: Cast, table: Roundtable) -> None:
    made = invite(roundtable=table, contacts=[make.a_contact(cast.near, email="")], by=SYSTEM)
    assert (len(made), OutboxMail.objects.count()) == (1, 0)


def test_inviting_twice_invites_once(cast: Cast, table: Roundtable) -> None:
    guest = make.a_contact(cast.near)
    invite(roundtable=table, contacts=[guest, guest], by=SYSTEM)
    assert invite(roundtable=table, contacts=[guest], by=SYSTEM) == []
    assert OutboxMail.objects.count() == 1


def test_demonstration_contacts_get_demonstration_mails(cast: Cast, table: Roundtable) -> None:
    invite(roundtable=table, contacts=[make.a_contact(cast.near, is_demonstration=True)], by=SYSTEM)
    assert OutboxMail.objects.get().is_demonstration


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"state": State.DRAFT}, "This roundtable is a draft. Call it first, then invite."),
        ({"state": State.CANCELLED}, "This roundtable is cancelled. Nobody can be invited to it."),
        (
            {"date": date(2022, 1, 25)},
            "This roundtable has begun. Invitations go out before it; choose a later date first.",
        ),
    ],
)
def test_nobody_is_invited_to_what_is_not_to_come(
    cast: Cast, table: Roundtable, fields: dict[str, object], sentence: str
) -> None:
    Roundtable.objects.filter(pk=table.pk).update(**fields)
    with pytest.raises(ValidationError) as refused:
        invite(roundtable=table, contacts=[make.a_contact(cast.near)], by=SYSTEM)
    assert refused.value.messages == [sentence]
    assert Invitation.objects.count() == 0


def test_guests_of_another_region_are_refused(cast: Cast, desk: Client, table: Roundtable) -> None:
    other = make.a_contact(cast.far)
    with pytest.raises(ValidationError):
        invite(roundtable=table, contacts=[other], by=SYSTEM)
    page = page_of(desk, WHO, {"guest": [other.pk]})
    assert "Somebody you ticked cannot be invited any more. Look through the list again." in page
    assert Invitation.objects.count() == 0


def test_the_list_is_narrowed_by_category_organisation_place_and_history(cast: Cast, desk: Client) -> None:
    job = make.an_organisation(cast.near, category=Category.PUBLIC_EMPLOYMENT, name="Jobs")
    former = make.a_roundtable(cast.near, 2, state=State.HELD)
    third = make.a_roundtable(cast.near, 3, state=State.HELD)
    people = {
        name: make.a_contact(cast.near, job if name == "Ada" else cast.host, name=name) for name in ("Ada", "Bo", "Cy")
    }
    for who, at in (("Ada", third), ("Bo", former)):
        Presence.objects.create(roundtable=at, contact=people[who], arrived_at=timezone.now())

    def shown(query: str) -> list[str]:
        page = page_of(desk, f"{WHO}?{query}")
        return [name for name in people if f"<span>{name}</span>" in page]

    assert shown("") == ["Ada", "Bo", "Cy"]
    assert shown("category=public_employment") == ["Ada"]
    assert shown(f"organisation={cast.host.pk}") == ["Bo", "Cy"]
    assert shown("seen=last") == ["Ada"]
    assert shown("seen=stopped") == ["Bo"]
    assert shown("seen=never") == ["Cy"]
    assert shown("category=nonsense&organisation=x&seen=') OR 1") == ["Ada", "Bo", "Cy"]


def test_who_is_missing_is_said(cast: Cast, desk: Client) -> None:
    make.a_contact(cast.near, make.an_organisation(cast.near, category=Category.LOCAL_AUTHORITIES))
    page = page_of(desk)
    assert "No public employment body is invited yet." in page
    assert "No local authority is invited yet." not in page


def test_the_count_follows_the_ticks(cast: Cast, desk: Client) -> None:
    first, _second = make.a_contact(cast.near), make.a_contact(cast.near)
    answer = desk.get(WHO, {"part": "chosen", "guest": first.pk}, headers={"HX-Request": "true"})
    part = answer.content.decode()
    assert "1 guest chosen" in part
    assert "<html" not in part


def test_whoever_was_left_out_at_first_is_not_ticked_again(cast: Cast, desk: Client) -> None:
    first, second = make.a_contact(cast.near), make.a_contact(cast.near)
    assert page_of(desk).count(f'name="guest" value="{first.pk}" checked>') == 1
    assert f'value="{second.pk}" checked>' in page_of(desk)
    page = page_of(desk, WHO, {"guest": [first.pk]})
    assert f'value="{second.pk}">' in page
    assert f'value="{second.pk}" checked>' in page_of(desk, f"{WHO}?seen=never")


def test_pasted_lines_become_contacts_and_are_invited(cast: Cast, desk: Client) -> None:
    known = make.a_contact(cast.near, email="known@example.org", name="Known")
    paste = "Ada Example <ada@example.org>, the host\n\nknown@example.org\nBo <Bo@Example.org>"
    assert "Sent to 3 guests." in page_of(desk, WHO, {"paste": paste, "paste_language": "en"})
    ada = Contact.objects.get(email="ada@example.org")
    assert (ada.name, ada.organisation, ada.preferred_language) == ("Ada Example", cast.host, "en")
    assert Invitation.objects.filter(contact=known).exists()
    assert Contact.objects.filter(region=cast.near).count() == 3


def test_nobody_chosen_is_said(cast: Cast, desk: Client) -> None:
    assert "Nobody is chosen. Tick at least one guest, or paste an address." in page_of(desk, WHO, {})


def test_the_silent_alone_are_reminded_once_a_day(cast: Cast, desk: Client, table: Roundtable) -> None:
    make.an_invitation(table)
    make.an_invitation(table, answer=Answer.COMING, answered_at=timezone.now())
    make.an_invitation(table, make.a_contact(cast.near, unsubscribed_at=timezone.now()))
    make.an_invitation(table, revoked_at=timezone.now())
    assert "A reminder goes to 1 guest." in page_of(desk, f"{WHO}remind/", {})
    remind_silent(roundtable=table, by=SYSTEM)
    assert [mail.composer for mail in OutboxMail.objects.all()] == ["cooperation.reminder"]


def test_the_organiser_writes_down_an_answer_given_by_telephone(cast: Cast, desk: Client, table: Roundtable) -> None:
    invitation = make.an_invitation(table, interpreter="prs")
    page_of(desk, f"{WHO}{invitation.public_id}/", {"answer": "substitute", "substitute_name": "Ada"})
    invitation.refresh_from_db()
    assert (invitation.answer, invitation.substitute_name, invitation.answered_by, invitation.interpreter) == (
        "substitute",
        "Ada",
        "Convenor",
        "prs",
    )
    assert invitation.contact.last_heard_at is None
    page = page_of(desk)
    assert "somebody else comes · Ada" in page


def test_a_withdrawn_invitation_can_be_sent_again_with_a_new_link(cast: Cast, desk: Client, table: Roundtable) -> None:
    invitation = make.an_invitation(table)
    page_of(desk, f"{WHO}{invitation.public_id}/revoke/", {})
    invitation.refresh_from_db()
    assert invitation.revoked_at is not None
    assert invitation.nonce == 2
    page_of(desk, f"{WHO}{invitation.public_id}/resend/", {})
    invitation.refresh_from_db()
    assert (invitation.revoked_at, invitation.nonce) == (None, 2)
    assert OutboxMail.objects.filter(composer="cooperation.invitation").count() == 1


def test_links_are_managed_by_post_alone_and_in_the_own_region(cast: Cast, desk: Client, table: Roundtable) -> None:
    invitation = make.an_invitation(table)
    assert desk.get(f"{WHO}{invitation.public_id}/revoke/").status_code == 405
    desk.force_login(cast.far_convenor)
    assert desk.post(f"{WHO}{invitation.public_id}/revoke/").status_code == 404
    foreign = make.an_invitation(make.a_roundtable(cast.far, 4, date=LATER))
    assert desk.post(f"/en/desk/near/roundtables/4/who/{foreign.public_id}/revoke/").status_code == 404
    desk.force_login(cast.convenor)
    assert desk.post(f"{WHO}{foreign.public_id}/revoke/").status_code == 404
    assert Invitation.objects.filter(revoked_at__isnull=False).count() == 0
