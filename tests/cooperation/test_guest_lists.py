"""A pasted list or a file invites by one press where it is clean; otherwise it is looked at first."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from maillage.cooperation.models import Invitation, Roundtable
from maillage.kit.models import OutboxMail
from maillage.people.models import Contact, Organisation
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


def send(client: Client, paste: str = "", **data: object) -> str:
    answer = client.post(WHO, {"paste": paste, **data}, follow=True)
    assert answer.status_code == 200
    return answer.content.decode().replace("&#x27;", "'").replace("&quot;", '"')


def written() -> tuple[int, int, int]:
    return Contact.objects.count(), Invitation.objects.count(), OutboxMail.objects.count()


def test_a_clean_list_is_invited_by_one_press_the_known_recognised_and_the_doubled_merged(
    cast: Cast, desk: Client
) -> None:
    make.a_contact(cast.near, email="Known@example.org")
    page = send(desk, "Ada <ada@example.org>, THE HOST\nknown@example.org\nAda A. <ADA@example.org>")
    assert "Sent to 2 guests." in page
    assert "These addresses stood on two lines and count once: ADA@example.org (1, 3)." in page
    assert Contact.objects.get(email="ada@example.org").organisation == cast.host
    assert written() == (2, 2, 2)


BAD = "Ada <ada@example.org>\nno address here\nBo; bo@example.org; Nowhere Ltd\nCy <cy@>\n"


def test_a_list_with_faults_is_shown_first_and_nothing_is_kept(cast: Cast, desk: Client) -> None:
    make.a_contact(cast.near, email="gone@example.org", name="Gone Away", unsubscribed_at=timezone.now())
    page = send(desk, f"{BAD}gone@example.org")
    assert "Nobody is written to yet: look at the list first" in page
    assert "Line 2: there is no address in “no address here”." in page
    assert "Line 4: “cy@” is not a whole e-mail address." in page
    assert "Not on the platform of the region yet: Nowhere Ltd" in page
    assert "They asked for no more invitations and get none: Gone Away" in page
    assert "2 people are new." in page
    assert "no address here\n" in page
    assert written() == (1, 0, 0)


def test_the_second_press_invites_the_good_lines_and_names_the_others(cast: Cast, desk: Client) -> None:
    page = send(desk, BAD, step="anyway")
    assert "Sent to 2 guests." in page
    assert "These lines were left out: 2, 4." in page
    assert Contact.objects.get(email="bo@example.org").organisation is None
    assert not Organisation.objects.filter(name="Nowhere Ltd").exists()


def test_an_organisation_of_the_list_gets_a_seat_where_that_is_ticked(cast: Cast, desk: Client) -> None:
    send(desk, BAD, step="anyway", with_organisations="on")
    organisation = Contact.objects.get(email="bo@example.org").organisation
    assert organisation is not None
    assert (organisation.name, organisation.seats.get().region) == ("Nowhere Ltd", cast.near)


def test_a_list_may_enter_the_directory_without_anybody_being_written_to(cast: Cast, desk: Client) -> None:
    page = send(desk, "".join(f"P{n} <p{n}@example.org>\n" for n in range(5000)), step="keep")
    assert "5000 people are new in the directory. Nobody was written to." in page
    assert written() == (5000, 0, 0)
    assert "4700 people" not in page
    assert 'name="everybody" value="5000"' in page


def test_five_thousand_people_are_not_invited_at_once_and_none_of_them_is_kept(cast: Cast, desk: Client) -> None:
    page = send(desk, "".join(f"P{n} <p{n}@example.org>\n" for n in range(5000)))
    assert "5000 people would be invited. At most 500 are at once" in page
    assert written() == (0, 0, 0)
    page = send(desk, "a@example.org\n" * 5001)
    assert "The list has about 5001 lines. At most 5000 are read at once; send the rest after." in page


def test_a_file_with_french_headings_is_read_and_stays_in_the_text_when_it_has_faults(cast: Cast, desk: Client) -> None:
    table = "Nom;Prénom;Courriel;Langue\nDiallo;Awa;awa@example.org;anglais\nSans;Adresse;;\n"
    page = send(desk, file=SimpleUploadedFile("liste.csv", b"\xef\xbb\xbf" + table.encode()))
    assert "Line 3: there is no address in “Adresse Sans”." in page
    assert "Diallo;Awa;awa@example.org;anglais" in page
    assert "Sent to 1 guest." in send(desk, table, step="anyway")
    awa = Contact.objects.get()
    assert (awa.name, awa.preferred_language, OutboxMail.objects.get().language) == ("Awa Diallo", "en", "en")


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"PK\x03\x04 a spreadsheet", "This is a spreadsheet. Save it as “CSV UTF-8”"),
        ("Zoé <zoe@example.org>".encode("latin-1"), "Line 1: the file is not in UTF-8."),
    ],
)
def test_a_file_that_is_no_text_is_refused_with_what_to_do(desk: Client, data: bytes, sentence: str) -> None:
    assert sentence in send(desk, file=SimpleUploadedFile("list.csv", data))
    assert written() == (0, 0, 0)


@pytest.mark.parametrize("end", ["\n", "\r", "\x0b", "\u2028", "\x85"])
def test_no_name_smuggles_a_line_into_a_mail(desk: Client, end: str) -> None:
    page = send(desk, f'name,email\n"Ada{end}Bcc: all@example.org",ada@example.org\n')
    assert "Line 2: a line break is hidden in “Ada Bcc: all@example.org”. Write it on one line." in page
    assert written() == (0, 0, 0)


def test_a_list_of_the_already_invited_invites_nobody_twice(cast: Cast, desk: Client, table: Roundtable) -> None:
    make.an_invitation(table, make.a_contact(cast.near, email="ada@example.org", name="Ada"))
    page = send(desk, "Ada <ada@example.org>")
    assert "They were invited already: Ada." in page
    assert Invitation.objects.count() == 1


def test_contacts_of_another_region_are_not_known_here(cast: Cast, desk: Client) -> None:
    make.a_contact(cast.far, email="ada@example.org", name="Ada of far")
    page = send(desk, "ada@example.org\nnobody")
    assert "1 person is new." in page
    assert "Ada of far" not in page
