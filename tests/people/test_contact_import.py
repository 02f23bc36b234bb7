"""Bringing in a list: what is wrong is told by line, and nothing is ever half saved."""

from __future__ import annotations

from contextlib import suppress

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from hypothesis import given
from hypothesis import strategies as st

from maillage.kit.models import AuditEntry
from maillage.people.contact_list import Unreadable, decode, read
from maillage.people.enums import Category
from maillage.people.models import Contact, Organisation, Seat
from tests import factories as make
from tests.conftest import Cast
from tests.people.test_directory import as_

IMPORT = "/en/desk/near/directory/import/"
HEAD = "name,email,organisation,category,language,phone,function\n"
GOOD = HEAD + "Awa Diallo,awa@example.org,Le Relais,ngo,fr,+33 6,director\nJan,jan@example.org,,citizens,,,\n"


def send(cast: Cast, text: str, **extra: str) -> HttpResponse:
    return as_(cast.editor).post(IMPORT, {"text": text, **extra})


def test_looking_shows_what_would_happen_and_saves_nothing(cast: Cast) -> None:
    make.a_contact(cast.near, cast.host, email="jan@example.org")
    text = send(cast, GOOD).content.decode()
    assert "Awa Diallo" in text
    assert "Save 1 person" in text
    assert "New on this platform: Le Relais" in text
    assert (Contact.objects.count(), Organisation.objects.filter(name="Le Relais").count()) == (1, 0)


def test_missing_columns_are_named_in_the_language_of_the_page(cast: Cast) -> None:
    address = IMPORT.replace("/en/", "/fr/")
    page = as_(cast.editor).post(address, {"text": "Nom;Ville\nA;B\n"}).content.decode()
    assert "courriel" in page
    assert "nom;courriel;organisme;catégorie;langue;téléphone;fonction" in page


def test_spanish_polish_and_greek_headings_are_understood_and_names_in_two_columns_joined() -> None:
    for heading in ("Nombre;Apellidos;Correo;Entidad", "Imię;Nazwisko;E-mail;Instytucja", "Όνομα;Επώνυμο;Email;Φορέας"):
        (line,) = read(f"{heading}\nAna;Ruiz;ana@example.org;Cepaim\n", default_language="es").lines
        assert (line.name, line.email, line.organisation) == ("Ana Ruiz", "ana@example.org", "Cepaim")


def test_a_name_with_a_line_break_is_refused(cast: Cast) -> None:
    text = 'name,email,organisation\n"Ada\nBcc: all@example.org",ada@example.org,X\n'
    assert (
        "Line 2: there is a line break in the name. Write it on one line."
        in send(cast, text, save="1").content.decode()
    )
    assert not Contact.objects.exists()


def test_saving_writes_people_organisations_and_one_entry_in_the_trail(cast: Cast) -> None:
    send(cast, GOOD, save="1")
    awa, jan = Contact.objects.order_by("name")
    assert (awa.name, awa.organisation, awa.category, awa.preferred_language, awa.phone, awa.function) == (
        "Awa Diallo", Organisation.objects.get(name="Le Relais"), "", "fr", "+33 6", "director",
    )  # fmt: skip
    assert (jan.organisation, jan.category, jan.preferred_language) == (None, "citizens", "fr")
    assert Seat.objects.get(organisation__name="Le Relais").region == cast.near
    assert AuditEntry.objects.get(verb="contacts-imported").details == {"people": 2, "organisations": 1}
    cast.near.refresh_from_db()
    assert cast.near.public_version == 2


def test_saving_twice_changes_nothing_the_second_time(cast: Cast) -> None:
    for _time in range(2):
        send(cast, GOOD, save="1")
    assert (Contact.objects.count(), Organisation.objects.filter(name="Le Relais").count()) == (2, 1)


def test_an_address_that_is_known_stays_as_it_is(cast: Cast) -> None:
    known = make.a_contact(cast.near, cast.host, name="Jan the First", email="Jan@example.org")
    send(cast, GOOD, save="1")
    known.refresh_from_db()
    assert (known.name, known.organisation) == ("Jan the First", cast.host)


def test_a_known_organisation_is_found_whatever_its_accents_and_keeps_its_category(cast: Cast) -> None:
    make.an_organisation(cast.far, name="Écoute", category=Category.FOUNDATION)
    send(cast, HEAD + "Awa,awa@example.org,ecoute,ngo,,,\n", save="1")
    organisation = Contact.objects.get().organisation
    assert organisation is not None
    assert (organisation.name, organisation.category) == ("Écoute", "foundation")
    assert set(organisation.seats.values_list("region__slug", flat=True)) == {"near", "far"}


def test_a_french_header_semicolons_and_french_words_are_understood() -> None:
    text = (
        "Nom;Adresse e-mail;Organisme;Catégorie;Langue;Téléphone;Fonction;Remarque\n"
        "Zoé;zoe@example.org;;Citizens;français;01;maire;rien\n"
    )
    found = read(text, default_language="en")
    assert found.unused == ["Remarque"]
    assert [(line.name, line.category, line.language, line.function) for line in found.lines] == [
        ("Zoé", "citizens", "fr", "maire")
    ]


WRONG = {
    "nothing": ("", "The list is empty. Its first line names the columns"),
    "header alone": (HEAD, "There is no person below the first line."),
    "missing columns": ("nom,ville\nA,B\n", "Line 1 names the columns, and these are missing: email."),
    "column twice": ("name,email,courriel\nA,a@example.org,b@example.org\n", "“courriel” stands there twice"),
    "open quotation mark": (
        'name,email,organisation\n"A,a@example.org,Le Relais\n',
        "Line 2: a quotation mark is opened",
    ),
    "too many": (
        HEAD + "".join(f"A,a{n}@example.org,Le Relais,,,,\n" for n in range(5001)),
        "The list has 5001 people. Send at most 5000 at a time.",
    ),
    "no address": (GOOD + "Ada,,Le Relais,,,,\n", "Line 4: the e-mail address is missing."),
    "broken address": (GOOD + "Ada,ada@,Le Relais,,,,\n", "Line 4: “ada@” is not a whole e-mail address."),
    "duplicate": (GOOD + "Ada,AWA@example.org,Le Relais,,,,\n", "Line 4: the address awa@example.org stands on line 2"),
    "category": (GOOD + "Ada,ada@example.org,,pirates,,,\n", "Line 4: there is no category “pirates”."),
    "language": (GOOD + "Ada,ada@example.org,Le Relais,,klingon,,\n", "Line 4: the language “klingon” is not known"),
    "counted as nobody": (GOOD + "Ada,ada@example.org,,,,,\n", "Line 4: neither organisation nor category is given."),
    "too long": (GOOD + "A" * 151 + ",ada@example.org,Le Relais,,,,\n", "is longer than 150 characters"),
    "too many cells": (GOOD + "Ada,ada@example.org,Le Relais,,,,x,y\n", "Line 4: there are more cells than columns."),
    "second line of a cell": ('name,email,organisation\n"A\nB",a@example.org,X\nC,c@,X\n', "Line 4: “c@” is not"),
    "not text": ("name\0,email\nA,a@example.org\n", "This is not a text file."),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_is_wrong_is_said_with_its_line_and_nothing_is_saved(cast: Cast, case: str) -> None:
    text, sentence = WRONG[case]
    answer = as_(cast.editor).post(IMPORT, {"file": SimpleUploadedFile("list.csv", text.encode()), "save": "1"})
    if case == "nothing":
        answer = send(cast, text, save="1")
    assert sentence in answer.content.decode()
    assert not Contact.objects.exists()
    assert not Organisation.objects.filter(name="Le Relais").exists()


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (HEAD.encode() + "Zoé,zoe@example.org,,ngo,,,\n".encode("latin-1"), "Line 2: the file is not in UTF-8."),
        (GOOD.encode("utf-16"), "Line 1: the file is not in UTF-8."),
        (b"PK\x03\x04 a spreadsheet", "This is a spreadsheet. Save it as “CSV UTF-8”"),
    ],
)
def test_a_file_in_another_encoding_is_refused_with_what_to_do(cast: Cast, data: bytes, sentence: str) -> None:
    answer = as_(cast.editor).post(IMPORT, {"file": SimpleUploadedFile("list.csv", data), "save": "1"})
    assert sentence in answer.content.decode()
    assert not Contact.objects.exists()


def test_a_file_with_a_byte_order_mark_is_read() -> None:
    assert read(decode(b"\xef\xbb\xbf" + GOOD.encode()), default_language="en").faults == []


def test_fifty_faults_are_told_and_the_rest_is_counted(cast: Cast) -> None:
    text = send(cast, HEAD + "".join(f"A,broken{n},X,,,,\n" for n in range(60))).content.decode()
    assert text.count("is not a whole e-mail address") == 50
    assert "There are 10 more lines to correct." in text


def test_five_thousand_people_come_in_at_once(cast: Cast) -> None:
    lines = "".join(f"Person {n},p{n}@example.org,Organisation {n % 40},ngo,fr,,\n" for n in range(5000))
    send(cast, HEAD + lines, save="1")
    assert (Contact.objects.count(), Seat.objects.filter(region=cast.near).count()) == (5000, 42)


@given(st.text(max_size=300))
def test_whatever_is_sent_is_read_or_refused_in_words(text: str) -> None:
    with suppress(Unreadable):
        found = read(text, default_language="en")
        assert all(line.email and (line.organisation or line.category) for line in found.lines)


@pytest.mark.parametrize("cell", ["=1+1", "+33 6 01", "-2", "@sum(a1)", "＝1"])
def test_what_looks_like_a_formula_stays_text(cast: Cast, cell: str) -> None:
    send(cast, HEAD + f"{cell},a@example.org,,citizens,,,\n", save="1")
    assert Contact.objects.get().name == cell
