"""A pasted list is read whatever its shape, and each line that names nobody is told with its number."""

from __future__ import annotations

import re
import time
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maillage.core.guest_list import Fault, GuestList, TooMany, read_guests

ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(\.[\w-]+)+", re.ASCII)


def read(text: str, most: int = 5000) -> GuestList:
    return read_guests(text, is_address=lambda said: bool(ADDRESS.fullmatch(said)), most=most)


def people(text: str) -> list[tuple[str, str, str]]:
    return [(one.name, one.email, one.organisation) for one in read(text).people]


@pytest.mark.parametrize(
    "text",
    [
        "Ada Example <ada@example.org>, Le Relais",
        '"Ada Example" <ADA@example.org>; Le Relais',
        "Ada Example; ada@example.org; Le Relais",
        "Ada Example\tada@example.org\tLe Relais",
        "ada@example.org, Ada Example, Le Relais",
        "name,email,organisation\nAda Example,ada@example.org,Le Relais",
        "Prénom;Nom;Adresse e-mail;Structure\nAda;Example;ada@example.org;Le Relais",
        "\ufeffNom complet;COURRIEL;Organisme;Remarque\r\nAda Example;ada@example.org;Le Relais;rien\r\n",
        "Nombre;Apellidos;Correo electrónico;Entidad\nAda;Example;ada@example.org;Le Relais",
        "Imię;Nazwisko;Adres e-mail;Organizacja\nAda;Example;ada@example.org;Le Relais",
        "Ονοματεπώνυμο;Διεύθυνση email;Οργανισμός\nAda Example;ada@example.org;Le Relais",
        "\n\n   \nAda Example <mailto:ada@example.org> ; Le Relais\n",
    ],
)
def test_one_person_is_read_from_every_shape(text: str) -> None:
    assert people(text) == [("Ada Example", "ada@example.org", "Le Relais")]


def test_several_people_on_one_line_are_parted_outside_quotation_marks() -> None:
    assert people('"Example, Ada" <ada@example.org>, Bo <bo@example.org>; cy@example.org') == []
    assert people('"Example, Ada" <ada@example.org>; Bo <bo@example.org>; cy@example.org') == [
        ("Example, Ada", "ada@example.org", ""), ("Bo", "bo@example.org", ""), ("", "cy@example.org", ""),
    ]  # fmt: skip
    assert len(people("a@example.org,b@example.org,c@example.org")) == 3


def test_an_address_on_two_lines_counts_once_and_both_lines_are_told() -> None:
    found = read("Ada <ada@example.org>\n\nBo <bo@example.org>\nADA@example.org")
    assert [one.email for one in found.people] == ["ada@example.org", "bo@example.org"]
    assert [(one.number, one.first) for one in found.repeated] == [(4, 1)]
    assert len(read("a@example.org; a@example.org").people) == 1


FAULTS = {
    "nothing to write to": ("Ada Example", Fault.NO_ADDRESS),
    "half an address": ("Ada <ada@>", Fault.BROKEN_ADDRESS),
    "two in one bracket": ("Ada <a@example.org b@example.org>", Fault.SEVERAL_ADDRESSES),
    "a long name": (f"{'A' * 151} <ada@example.org>", Fault.TOO_LONG),
    "a long address": (f"{'a' * 300}@example.org", Fault.TOO_LONG),
    "a break in a name": ('name,email\n"Ada\nBcc: all@example.org",ada@example.org', Fault.BREAK_INSIDE),
    "a carriage return": ('name,email\n"Ada\rBcc: x",ada@example.org', Fault.BREAK_INSIDE),
    "a vertical tab": ("Ada\x0bBcc: x <ada@example.org>", Fault.BREAK_INSIDE),
    "a line separator": ("Ada\u2028Bcc: x <ada@example.org>", Fault.BREAK_INSIDE),
    "a zero": ("Ada\0 <ada@example.org>", Fault.BREAK_INSIDE),
    "a break in an address": ('name,email\nAda,"ada@example.org\nBcc: x"', Fault.BROKEN_ADDRESS),
    "a break in an organisation": ('email,organisation\nada@example.org,"A\nB"', Fault.BREAK_INSIDE),
    "an open quotation mark": ('name,email\n"Ada,ada@example.org\n', Fault.OPEN_QUOTE),
    "an empty cell": ("name,email\nAda,\n", Fault.NO_ADDRESS),
}


@pytest.mark.parametrize("case", FAULTS)
def test_a_line_that_names_nobody_is_told_and_invites_nobody(case: str) -> None:
    text, fault = FAULTS[case]
    found = read(text)
    assert [one.fault for one in found.faults] == [fault]
    assert found.people == []
    assert all(len(one.said) <= 61 and one.said.isprintable() for one in found.faults)


def test_marks_that_turn_a_name_backwards_are_taken_out() -> None:
    assert people("Ada\u202e Example <ada@example.org>") == [("Ada Example", "ada@example.org", "")]


def test_columns_nobody_uses_are_told() -> None:
    assert read("Nom;Ville;Courriel\nAda;Mâcon;ada@example.org").unused == ["Ville"]


def test_a_list_beyond_the_limit_is_refused_with_how_long_it_is() -> None:
    with pytest.raises(TooMany) as refused:
        read("a@example.org\n" * 11, most=10)
    assert refused.value.lines == 11
    with pytest.raises(TooMany):
        read(";".join(f"a{number}@example.org" for number in range(11)), most=10)


def test_five_thousand_lines_and_one_endless_line_are_read_in_a_moment() -> None:
    began = time.monotonic()
    found = read("".join(f"Person {n} <p{n}@example.org>, Organisation {n % 40}\n" for n in range(5000)))
    assert len(found.people) == 5000
    assert len(read("a" * 500_000).faults) == 1
    assert time.monotonic() - began < 5


@settings(max_examples=80)
@given(st.text(alphabet=st.sampled_from("ab@.<>,;\"' \t\n\r\x0b\u2028\0é"), max_size=80))
def test_whatever_is_pasted_no_name_or_address_can_break_a_line(text: str) -> None:
    with suppress(TooMany):
        found = read(text)
        for one in found.people:
            for said in (one.name, one.email, one.organisation):
                assert said == " ".join(said.splitlines())
                assert "\0" not in said
        assert len({one.email for one in found.people}) == len(found.people)
