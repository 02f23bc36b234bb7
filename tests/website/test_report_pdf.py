"""The published report as a PDF: the frozen words with their structure, for everybody, in each of its languages."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from maillage.cooperation.enums import State
from maillage.cooperation.models import Roundtable
from maillage.kit import pdf
from maillage.people.enums import Role
from maillage.territory.models import Region
from tests import factories as make
from tests.papers import Paper
from tests.website.publishing import on, publish

URL = "/{language}/near/roundtables/3/report.pdf"


def a_block(kind: str, heading: str, *sentences: Any) -> dict[str, Any]:
    told = [one if isinstance(one, dict) else {"text": one, "source": kind, "aside": ""} for one in sentences]
    return {"kind": kind, "heading": heading, "sentences": told}


BLOCKS = [
    a_block("opening", "The roundtable", "They met in January."),
    a_block("attendance", "Who took part", "21 people took part: 18 online and 3 on site."),
    a_block("item", "News from the field", "Much is new."),
    a_block("item", "The pilot", "It goes well."),
    a_block(
        "room",
        "Room 1: Getting about",
        {"text": "This room put forward two needs.", "source": "room:1", "aside": ""},
        {"text": "A bus in the evening.", "source": "need:n1", "aside": "Need addressed to the region"},
        {"text": "Un car le dimanche.", "source": "need:n2", "aside": "", "lang": "fr"},
    ),
    a_block("commitments", "What was promised", "We ask the region by March."),
    a_block("practices", "Practices that were mentioned", "Carpool timetables."),
    a_block("said", "What participants said", "One feels awaited."),
    a_block("remaining", "How it goes on", "The platform meets once more."),
    a_block("credit", "The programme", "The platform is part of Share."),
]


@pytest.fixture
def roundtable(near: Region) -> Roundtable:
    return make.a_roundtable(near, 3, state=State.HELD, date=date(2022, 1, 25))


def read(path: str, client: Client | None = None) -> Paper:
    response = (client or Client()).get(path)
    assert (response.status_code, response["Content-Type"]) == (200, "application/pdf")
    return Paper(response.content)


def test_the_report_is_read_aloud_in_the_order_it_is_written(roundtable: Roundtable) -> None:
    publish(roundtable, blocks=BLOCKS)
    paper = read(URL.format(language="en"))
    paper.assert_sound()
    assert (paper.language, paper.title) == ("en", "Title 1 in en")
    assert paper.headings == [
        ("H1", "Title 1 in en"),
        ("H2", "Who took part"),
        ("H2", "What happened"),
        ("H3", "News from the field"),
        ("H3", "The pilot"),
        ("H2", "What was asked for"),
        ("H3", "Room 1: Getting about"),
        ("H2", "What was promised"),
        ("H2", "Practices that were mentioned"),
        ("H2", "What participants said"),
        ("H2", "How it goes on"),
    ]
    assert (paper.roles["L"], paper.roles["LI"], paper.roles["BlockQuote"]) == (3, 4, 1)
    assert paper.descriptions == ["The third of 4 roundtables", "Flag of the European Union"]


def test_every_sentence_of_the_version_stands_on_the_paper(roundtable: Roundtable) -> None:
    publish(roundtable, blocks=BLOCKS)
    words = read(URL.format(language="en")).words
    for block in BLOCKS:
        for sentence in block["sentences"]:
            assert sentence["text"] in words
            assert sentence["aside"] in words
    assert "Near · Report of a roundtable" in words
    assert "Version 1, published on 1 March 2022" in words
    assert "Co-funded by a fund." in words
    assert "/en/near/roundtables/3/" in words
    assert "Page 1 of 1" in words


def test_a_sentence_in_another_language_says_so(roundtable: Roundtable) -> None:
    publish(roundtable, blocks=BLOCKS)
    marked = [str(tag["/Lang"]) for tag in read(URL.format(language="en")).tags if "/Lang" in tag]
    assert set(marked) == {"fr"}


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("fr", "L’accueil, où « chacun » a sa place : c’est l’œuvre de tous !"),
        ("pl", "Źródłem są osoby, które się tu osiedlają: Łódź, Gdańsk."),
        ("el", "Οι δήμοι, η Καρδίτσα και ΐ ΰ ώ."),
        ("es", "¿Y mañana? Niños, pingüinos."),
    ],
)
def test_each_language_has_its_paper(roundtable: Roundtable, language: str, sentence: str) -> None:
    publish(roundtable, blocks=[a_block("opening", "", sentence)], languages=("en", language))
    paper = read(URL.format(language=language))
    paper.assert_sound()
    assert (paper.language, paper.title) == (language, f"Title 1 in {language}")
    assert sentence in paper.words
    assert read(URL.format(language="ar")).title == "Title 1 in en"


def test_only_what_the_public_may_read_is_given(roundtable: Roundtable, near: Region) -> None:
    assert Client().get(URL.format(language="en")).status_code == 404
    first = publish(roundtable, on(1))
    publish(roundtable, on(3), number=2, note="A name was wrong.")
    assert "Corrected: A name was wrong." in read(URL.format(language="en")).words
    earlier = read(f"{URL.format(language='en')}?version=1")
    assert (earlier.title, "Version 1, withdrawn on 3 March 2022" in earlier.words) == ("Title 1 in en", True)
    roundtable.versions.update(withdrawn_at=timezone.now())
    assert Client().get(URL.format(language="en")).status_code == 404
    assert first.roundtable.region == near


def test_the_paper_is_kept_a_minute_and_not_set_again_while_nothing_changed(roundtable: Roundtable) -> None:
    publish(roundtable)
    client = Client()
    first = client.get(URL.format(language="en"))
    assert (first["Cache-Control"], first["Content-Disposition"]) == (
        "public, max-age=60",
        'inline; filename="near-3-report-1-en.pdf"',
    )
    assert not first.cookies
    again = client.get(URL.format(language="en"), headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_whoever_is_signed_in_shares_no_copy(roundtable: Roundtable, browser: Any) -> None:
    publish(roundtable)
    user = make.a_user()
    make.a_role(user, Role.CONVENOR, roundtable.region)
    answer = browser(user).get(URL.format(language="en"))
    assert set(answer["Cache-Control"].split(", ")) == {"private", "no-cache"}


def test_the_page_of_the_report_leads_to_its_paper(roundtable: Roundtable) -> None:
    publish(roundtable, on(1))
    publish(roundtable, on(3), number=2, note="A name was wrong.")
    page = Client().get("/fr/near/roundtables/3/").content.decode()
    assert f'href="{URL.format(language="fr")}"' in page
    earlier = Client().get("/fr/near/roundtables/3/?version=1").content.decode()
    assert f'href="{URL.format(language="fr")}?version=1"' in earlier


def test_a_report_too_long_for_a_paper_says_so(roundtable: Roundtable, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "LONGEST", 300)
    publish(roundtable, blocks=BLOCKS)
    answer = Client().get(URL.format(language="en"))
    assert (answer.status_code, "This is too long for a PDF." in answer.content.decode()) == (422, True)
