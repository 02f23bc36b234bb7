"""What is printed of a roundtable: who stands on it, in which language, and that its structure can be read aloud."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
import typst
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from maillage.cooperation.actions.report_mail import mail_report
from maillage.cooperation.enums import Answer, ItemKind, Mode, PartnerRole, State
from maillage.cooperation.links import certificate_link
from maillage.cooperation.models import (
    Admission,
    AgendaItem,
    GuestSeat,
    Invitation,
    Partnership,
    Presence,
    ReportText,
    Roundtable,
)
from maillage.cooperation.views import papers
from maillage.kit import pdf
from maillage.kit.models import AuditEntry, OutboxMail
from maillage.kit.outbox import compose
from maillage.kit.tokens import MASK
from maillage.people.models import Contact
from tests import factories as make
from tests.conftest import Cast
from tests.cooperation.meeting import answered
from tests.papers import Paper
from tests.website.publishing import publish

HOSTILE = '#import "x" $y$ ] *b* `c`'


@pytest.fixture
def roundtable(cast: Cast) -> Roundtable:
    """On site in Paris, from 14 to 16 o'clock; Near speaks English first."""
    cast.near.languages = ["en", "fr"]
    cast.near.save()
    return make.a_roundtable(cast.near, 2, mode=Mode.ON_SITE, state=State.HELD, venue={"en": "Town hall"})


@pytest.fixture
def desk(cast: Cast) -> Client:
    """The browser of the convenor."""
    client = Client()
    client.force_login(cast.convenor)
    return client


def guest(roundtable: Roundtable, name: str, organisation: Any = None, **fields: Any) -> Contact:
    return make.a_contact(roundtable.region, organisation, name=name, **fields)


def at(roundtable: Roundtable, minutes: int) -> datetime:
    """So many minutes after the start."""
    assert roundtable.starts_at
    return roundtable.starts_at.astimezone(UTC) + timedelta(minutes=minutes)


def was_there(roundtable: Roundtable, contact: Contact, came: int = 0, **fields: Any) -> Presence:
    return Presence.objects.create(roundtable=roundtable, contact=contact, arrived_at=at(roundtable, came), **fields)


def address(roundtable: Roundtable, name: str, *more: Any) -> str:
    return reverse(f"cooperation:roundtable-{name}", args=[roundtable.region.slug, roundtable.number, *more])


def printed(client: Client, url: str) -> Paper:
    response = client.get(url)
    assert (response.status_code, response["Content-Type"]) == (200, "application/pdf")
    return Paper(response.content)


def test_the_signing_sheet_begins_with_who_said_yes(cast: Cast, client: Client, roundtable: Roundtable) -> None:
    answered(roundtable, guest(roundtable, "Zoé Yes", cast.host))
    answered(roundtable, guest(roundtable, "Ann Replaced"), Answer.SUBSTITUTE, substitute_name="Sam Stand-In")
    answered(roundtable, guest(roundtable, "Max Maybe"), Answer.MAYBE)
    answered(roundtable, guest(roundtable, "Nora No"), Answer.NOT_COMING)
    make.an_invitation(roundtable, guest(roundtable, "Sil Silent", cast.member_organisation))
    make.an_invitation(roundtable, guest(roundtable, "Una Uninvited"), revoked_at=timezone.now())
    client.force_login(cast.editor)

    paper = printed(client, address(roundtable, "signing-sheet"))

    paper.assert_sound()
    assert paper.headings == [
        ("H1", "Near, second roundtable"),
        ("H2", "Said that they come"),
        ("H2", "Invited, without a firm answer"),
        ("H2", "Who else is here"),
    ]
    said_yes, others, _empty = paper.words.split("Name Organisation Signature")[1:4]
    assert said_yes.startswith(" Zoé Yes The Host Sam Stand-In instead of Ann Replaced ")
    assert others.startswith(" Sil Silent The Member Max Maybe ")
    assert "Nora No" not in paper.words
    assert "Una Uninvited" not in paper.words
    assert (paper.roles["Table"], paper.roles["TH"]) == (3, 9)
    assert paper.roles["TD"] == 3 * (2 + 2 + 10)


def test_who_waits_for_a_seat_stands_among_the_others(cast: Cast, client: Client, roundtable: Roundtable) -> None:
    admission = Admission.objects.create(roundtable=roundtable, seats=1, taken=1)
    for name, held in (("Hal Holds", timezone.now()), ("Wim Waits", None)):
        invitation = answered(roundtable, guest(roundtable, name))
        GuestSeat.objects.create(
            admission=admission, invitation=invitation, asked_at=timezone.now() - timedelta(days=1), held_since=held
        )
    client.force_login(cast.editor)
    words = printed(client, address(roundtable, "signing-sheet")).words
    assert words.index("Hal Holds") < words.index("Invited, without a firm answer") < words.index("Wim Waits")


def test_persons_of_the_demonstration_are_marked(cast: Cast, client: Client, roundtable: Roundtable) -> None:
    answered(roundtable, guest(roundtable, "Eve Example", is_demonstration=True))
    answered(roundtable, guest(roundtable, "Rae Real"))
    client.force_login(cast.editor)
    words = printed(client, address(roundtable, "signing-sheet")).words
    assert "Eve Example example Rae Real Invited" in words.replace("Who else is here", "Invited", 1)


def test_papers_are_in_the_first_language_of_the_region(cast: Cast, client: Client, roundtable: Roundtable) -> None:
    cast.near.languages = ["fr", "en"]
    cast.near.save()
    answered(roundtable, guest(roundtable, "Françoise Œuvrard"))
    client.force_login(cast.editor)
    paper = printed(client, address(roundtable, "signing-sheet"))
    assert (paper.language, paper.headings[0]) == ("fr", ("H1", "Près, deuxième table ronde"))
    assert "Françoise Œuvrard" in paper.words


@pytest.mark.parametrize("name", [HOSTILE, "Łucja Żółkiewska-Ćwikła", "Ελένη Παπαδοπούλου", "N" * 150, "a\x07b\x1fc"])
def test_a_name_is_printed_as_it_is_written(cast: Cast, client: Client, roundtable: Roundtable, name: str) -> None:
    person = guest(roundtable, name)
    answered(roundtable, person)
    was_there(roundtable, person)
    client.force_login(cast.convenor)
    shown = name.replace("\x07", " ").replace("\x1f", " ")
    for paper in ("signing-sheet", "certificates"):
        read = printed(client, address(roundtable, paper))
        read.assert_sound()
        # A name longer than a line is broken.
        assert shown.replace(" ", "") in read.words.replace(" ", "")


def test_letters_without_a_font_are_told_on_a_page(
    cast: Cast, client: Client, roundtable: Roundtable, monkeypatch: pytest.MonkeyPatch
) -> None:
    bare = typst.Fonts(include_system_fonts=False)
    monkeypatch.setattr(pdf, "fonts", lambda: bare)
    answered(roundtable, guest(roundtable, "ሰላም"))
    client.force_login(cast.editor)
    response = client.get(address(roundtable, "signing-sheet"))
    assert response.status_code == 422
    page = response.content.decode()
    assert "no font for these letters, so it cannot make the PDF: ላ ም ሰ." in page
    assert "Noto Sans Ethiopic" in page


def test_each_person_present_has_a_page_with_hours_and_training(
    cast: Cast, client: Client, roundtable: Roundtable
) -> None:
    Partnership.objects.create(roundtable=roundtable, organisation=cast.host, role=PartnerRole.ORGANISER)
    AgendaItem.objects.create(
        roundtable=roundtable,
        position=1,
        kind=ItemKind.TRAINING,
        title={"en": "Plain language"},
        minutes=30,
        started_at=at(roundtable, 20),
        ended_at=at(roundtable, 60),
    )
    AgendaItem.objects.create(roundtable=roundtable, position=2, kind=ItemKind.OTHER, title={"en": "Next"})
    was_there(roundtable, guest(roundtable, "Ada Whole", cast.host), -10, comes=Mode.ON_SITE)
    was_there(roundtable, guest(roundtable, "Ben Left"), left_at=at(roundtable, 45))
    was_there(roundtable, guest(roundtable, "Cy Late"), 65)
    between = [[at(roundtable, 30).isoformat(), at(roundtable, 50).isoformat()]]
    was_there(roundtable, guest(roundtable, "Di Back"), away=between)
    client.force_login(cast.convenor)

    paper = printed(client, address(roundtable, "certificates"))

    paper.assert_sound()
    assert [words for level, words in paper.headings if level == "H2"] == [
        "Ada Whole",
        "Ben Left",
        "Cy Late",
        "Di Back",
    ]
    assert [words for level, words in paper.headings if level == "H1"] == ["Certificate of attendance"] * 4
    pages = [" ".join(page.extract_text().split()) for page in paper.reader.pages]
    assert len(pages) == 4
    assert "Ada Whole The Host The Host certifies that this person took part in the roundtable." in pages[0]
    assert "Date Tuesday 25 January 2022" in pages[0]
    assert "Present from 14:00 to 16:00: 120 minutes Training 40 minutes: Plain language Took part on site" in pages[0]
    assert "Present from 14:00 to 14:45: 45 minutes Training 25 minutes: Plain language" in pages[1]
    assert "Present from 15:05 to 16:00: 55 minutes Place and date" in pages[2]
    assert "Present from 14:00 to 14:30, from 14:50 to 16:00: 100 minutes Training 20 minutes" in pages[3]


@pytest.mark.parametrize(
    ("fields", "came", "told"),
    [
        ({}, 300, "Training 30 minutes: Plain language"),
        ({"start_time": None, "minutes": None}, 0, "Training 30 minutes: Plain language"),
        ({}, 40, "Present from 14:40 to 16:00: 80 minutes"),
    ],
    ids=["ticked afterwards", "hours unknown", "late"],
)
def test_hours_that_nobody_noted_are_not_claimed(
    desk: Client, roundtable: Roundtable, fields: dict[str, Any], came: int, told: str
) -> None:
    moment = at(roundtable, came)
    Roundtable.objects.filter(pk=roundtable.pk).update(**fields)
    AgendaItem.objects.create(
        roundtable=roundtable, position=1, kind=ItemKind.TRAINING, title={"en": "Plain language"}, minutes=30
    )
    Presence.objects.create(roundtable=roundtable, contact=guest(roundtable, "Ada"), arrived_at=moment)
    words = printed(desk, address(roundtable, "certificates")).words
    assert f"25 January 2022 {told} Place and date" in words


def test_hours_follow_the_clock_of_the_place_when_summer_begins(cast: Cast, client: Client) -> None:
    cast.near.languages = ["en"]
    cast.near.save()
    night = make.a_roundtable(
        cast.near, 5, date=date(2022, 3, 27), start_time=time(1, 30), minutes=60, time_zone="Europe/Warsaw"
    )
    was_there(night, guest(night, "Owl"))
    client.force_login(cast.convenor)
    assert "Present from 01:30 to 03:30: 60 minutes" in printed(client, address(night, "certificates")).words


def test_a_substitute_gets_the_certificate_and_nobody_once_the_name_is_forgotten(
    cast: Cast, client: Client, roundtable: Roundtable
) -> None:
    person = guest(roundtable, "Ann Absent")
    answered(roundtable, person, Answer.SUBSTITUTE, substitute_name="Sam Stand-In")
    presence = was_there(roundtable, person, stood_in_by="Sam Stand-In")
    was_there(roundtable, guest(roundtable, "Bo There"))
    client.force_login(cast.convenor)
    url = address(roundtable, "certificates")
    assert [words for level, words in printed(client, url).headings if level == "H2"] == ["Sam Stand-In", "Bo There"]

    Presence.objects.filter(pk=presence.pk).update(stood_in_by="")
    Invitation.objects.filter(contact=person).update(substitute_name="")
    assert [words for level, words in printed(client, url).headings if level == "H2"] == ["Bo There"]


def test_without_anybody_present_there_is_a_sentence(cast: Cast, client: Client, roundtable: Roundtable) -> None:
    client.force_login(cast.convenor)
    response = client.get(address(roundtable, "certificates"))
    assert response.status_code == 422
    assert "Nobody is ticked as present at this roundtable." in response.content.decode()


def test_more_certificates_than_one_request_may_take_are_refused(
    desk: Client, roundtable: Roundtable, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(papers, "MOST_AT_ONCE", 1)
    was_there(roundtable, guest(roundtable, "Ada"))
    assert desk.get(address(roundtable, "certificates")).status_code == 200
    was_there(roundtable, guest(roundtable, "Ben"))
    response = desk.get(address(roundtable, "certificates"))
    assert response.status_code == 422
    assert "More than 1 people were there: too many certificates for one PDF." in response.content.decode()


@pytest.mark.parametrize("who", ["member", "far_convenor", "stranger"])
@pytest.mark.parametrize("name", ["signing-sheet", "certificates"])
def test_names_are_for_those_who_run_the_roundtable(
    cast: Cast, client: Client, roundtable: Roundtable, who: str, name: str
) -> None:
    was_there(roundtable, guest(roundtable, "Ada"))
    client.force_login(getattr(cast, who))
    assert client.get(address(roundtable, name)).status_code == (403 if who == "member" else 404)


def test_papers_with_names_are_kept_by_nobody_and_have_plain_file_names(
    cast: Cast, client: Client, roundtable: Roundtable
) -> None:
    was_there(roundtable, guest(roundtable, "Ada"))
    client.force_login(cast.editor)
    trail = AuditEntry.objects.count()
    for name, file in (("signing-sheet", "near-2-signing-sheet.pdf"), ("certificates", "near-2-certificates.pdf")):
        response = client.get(address(roundtable, name))
        assert set(response["Cache-Control"].split(", ")) == {"private", "no-store"}
        assert response["Content-Disposition"] == f'inline; filename="{file}"'
    assert AuditEntry.objects.count() == trail


def test_a_frozen_version_is_printed_on_the_desk_in_each_language_before_it_is_out(
    cast: Cast, client: Client, roundtable: Roundtable
) -> None:
    version = publish(roundtable, languages=("en", "fr", "pl", "el"))
    version.published_at = None
    version.save()
    client.force_login(cast.editor)
    for language in ("en", "fr", "pl", "el"):
        paper = printed(client, address(roundtable, "minutes", 1, language))
        paper.assert_sound()
        assert paper.headings[0] == ("H1", f"Title 1 in {language}")
    words = printed(client, address(roundtable, "minutes", 1, "en")).words
    assert "Version 1, frozen on 1 March 2022, not published" in words
    assert client.get(address(roundtable, "minutes", 1, "es")).status_code == 404
    assert client.get(address(roundtable, "minutes", 2, "en")).status_code == 404


def test_who_was_there_gets_the_certificate_by_a_link(cast: Cast, client: Client, roundtable: Roundtable) -> None:
    presence = was_there(roundtable, guest(roundtable, "Ada There"))
    was_there(roundtable, guest(roundtable, "Bo There"))
    url = certificate_link(presence, language="en", masked=False).split("8000", 1)[-1].replace("http://testserver", "")
    page = client.get(url)
    assert page.status_code == 200
    body = page.content.decode()
    assert body.count('class="btn"') == 1
    assert f'href="{url}certificate.pdf"' in body
    assert "<bdi>Ada There</bdi><br>Tuesday 25 January 2022, from 14:00 to 16:00" in body

    paper = printed(client, f"{url}certificate.pdf")
    paper.assert_sound()
    assert len(paper.reader.pages) == 1
    assert ("H2", "Ada There") in paper.headings
    assert "Bo There" not in paper.words
    assert "private" in client.get(f"{url}certificate.pdf")["Cache-Control"]

    presence.delete()
    assert (client.get(url).status_code, client.get(f"{url}certificate.pdf").status_code) == (410, 410)


def test_no_certificate_by_link_while_the_roundtable_is_to_come(cast: Cast, client: Client) -> None:
    later = make.a_roundtable(cast.near, 7, date=timezone.localdate() + timedelta(days=3))
    presence = was_there(later, guest(later, "Ada"))
    url = certificate_link(presence, language="en", masked=False).split("8000", 1)[-1]
    assert "The certificate is made when the roundtable is over." in client.get(url).content.decode()
    assert client.get(f"{url}certificate.pdf").status_code == 410


def test_the_wrap_up_offers_each_language_and_the_certificates(
    cast: Cast, client: Client, roundtable: Roundtable
) -> None:
    publish(roundtable, languages=("en", "fr"))
    for draft in ReportText.objects.all():
        roundtable.drafts.create(language=draft.language, title=draft.title, drafted_at=timezone.now())
    was_there(roundtable, guest(roundtable, "Ada"))
    client.force_login(cast.convenor)
    body = client.get(address(roundtable, "wrap-up")).content.decode()
    for url in (
        address(roundtable, "minutes", 1, "en"),
        address(roundtable, "minutes", 1, "fr"),
        address(roundtable, "certificates"),
    ):
        assert f'href="{url}"' in body


def test_the_mail_about_the_report_brings_the_certificate_to_who_was_there(cast: Cast, roundtable: Roundtable) -> None:
    there = guest(roundtable, "Ada There", email="ada@example.org", preferred_language="en")
    absent = guest(roundtable, "Abe Absent", email="abe@example.org", preferred_language="en")
    answered(roundtable, absent)
    was_there(roundtable, there)
    mail_report(publish(roundtable), to_guests=True, to_subscribers=False)
    texts = {mail.to: compose(mail, masked=False).text for mail in OutboxMail.objects.all()}
    assert "/link/certificate/" in texts["ada@example.org"]
    assert "/link/certificate/" not in texts["abe@example.org"]
    hidden = compose(OutboxMail.objects.get(to="ada@example.org"), masked=True).text
    assert f"/link/certificate/{MASK}/" in hidden
