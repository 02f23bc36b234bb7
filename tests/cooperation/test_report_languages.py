"""A report in the languages of its region: drafted, traced and edited in each, marked where nobody read it yet."""

import re

import pytest
from django.utils import translation

from maillage.cooperation.models import Attendance, ReportDraft, ReportText
from maillage.cooperation.papers.minutes import words_of
from tests.cooperation.meeting import Meeting, a_meeting

UNREAD = "Nobody who speaks it has read it over yet."
# As the Polish catalogue says it: the page is read in Polish.
WRITTEN = "maillage wrote this report from the records, in this language: %(language)s. " + UNREAD


def in_polish(sentence, **words):
    with translation.override("pl"):
        return (translation.gettext(sentence) % words).replace("\u00a0", " ")


@pytest.fixture(autouse=True)
def in_english():
    """Requests leave their language behind; the next test begins in English again."""
    with translation.override("en"):
        yield


@pytest.fixture
def meeting(cast) -> Meeting:
    cast.near.languages = ["pl", "en", "fr"]
    cast.near.name = {"en": "Lower Silesia", "pl": "Dolny Śląsk"}
    cast.near.save()
    meeting = a_meeting(cast.near)
    Attendance.objects.create(roundtable=meeting.roundtable, unit="people", least=9, most=16)
    return meeting


@pytest.fixture
def desk(client, cast):
    client.force_login(cast.convenor)
    return client


def said(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).replace("\u00a0", " ").split())


def published(desk, meeting, **ticks):
    desk.post(meeting.url("report-draft"))
    desk.post(meeting.url("report-freeze"), {"then": "publish", **ticks})


def test_the_wrap_up_offers_each_language_with_the_source_of_each_sentence(desk, meeting):
    desk.post(meeting.url("report-draft"))
    page = desk.get(meeting.url("wrap-up"))
    assert [code for code in ("pl", "en", "fr") if f"?report={code}#report" in page.content.decode()] == [
        "pl",
        "en",
        "fr",
    ]
    words = said(page)
    assert "W spotkaniu wzięło udział od 9 do 16 osób. From this record : attendance" in words
    assert "maillage wrote these sentences in this language: Polish." in words
    assert "Somebody who speaks this language has read it: Polish" in words
    assert 'name="read_pl"' in page.content.decode()
    assert 'name="read_en"' not in page.content.decode()
    draft = ReportDraft.objects.get(language="pl")
    traced = words.count("From this record")
    assert traced == sum(len(block["sentences"]) for block in draft.blocks)
    assert "Nobody who speaks it has read" not in said(desk.get(meeting.url("wrap-up") + "?report=en"))


def test_an_edited_polish_sentence_keeps_its_source(desk, meeting):
    desk.post(meeting.url("report-draft"))
    draft = ReportDraft.objects.get(language="pl")
    place = next(place for place, block in enumerate(draft.blocks) if block["kind"] == "attendance")
    form = {"version": draft.version, "title": draft.title, "lead": "", f"block_{place}": "Było od 9 do 16 osób."}
    desk.post(meeting.url("report-edit", "pl"), form)
    desk.post(meeting.url("report-draft"), {"edits": "keep"})
    kept = ReportDraft.objects.get(language="pl").blocks[place]["sentences"]
    assert [(line["text"], line["source"]) for line in kept] == [("Było od 9 do 16 osób.", "attendance")]


def test_the_public_reads_the_frozen_words_of_its_language(desk, client, meeting):
    published(desk, meeting)
    told = {language: said(client.get(f"/{language}/near/roundtables/3/")) for language in ("pl", "en", "fr")}
    assert "W spotkaniu wzięło udział od 9 do 16 osób." in told["pl"]
    assert "9 to 16 people took part." in told["en"]
    assert "De 9 à 16 personnes ont pris part." in told["fr"]


def test_the_public_is_told_where_nobody_read_the_words_yet(desk, client, meeting):
    published(desk, meeting)
    polish = said(client.get("/pl/near/roundtables/3/"))
    assert in_polish(WRITTEN, language="polski") in polish
    assert "has not been translated yet. It is shown in the language it was written in" not in polish
    assert UNREAD not in said(client.get("/en/near/roundtables/3/"))
    assert not ReportText.objects.filter(read_by_speaker=True).exists()
    unread = [text.language for text in ReportText.objects.all() if "nobody who speaks" in words_of(text)["correction"]]
    assert sorted(unread) == ["fr", "pl"]


def test_a_tick_when_freezing_says_that_somebody_read_it(desk, client, meeting):
    published(desk, meeting, read_pl="on")
    text = ReportText.objects.get(language="pl")
    assert text.read_by_speaker
    assert "nobody who speaks" not in words_of(text)["correction"]
    assert in_polish(WRITTEN, language="polski") not in said(client.get("/pl/near/roundtables/3/"))


def test_the_language_the_convenor_works_in_is_ticked_as_read(desk, meeting):
    desk.post(meeting.url("report-draft"))
    page = desk.get(meeting.url("wrap-up").replace("/en/", "/fr/")).content.decode()
    ticks = {code: re.search(rf'<input[^>]*name="read_{code}"[^>]*>', page) for code in ("fr", "pl")}
    assert [code for code, tick in ticks.items() if tick and "checked" in tick[0]] == ["fr"]
