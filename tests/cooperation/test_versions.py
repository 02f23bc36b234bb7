"""Who wrote a line anew sees what others wrote meanwhile, with a script and without; nothing is overwritten unseen."""

from __future__ import annotations

import html
import importlib
import re

import pytest
from django.apps import apps
from django.test import Client
from django.utils import timezone

from maillage.cooperation.actions.notes import change_note, write_note
from maillage.cooperation.models import Note, NoteVersion
from tests.conftest import Cast
from tests.cooperation.meeting import BY, Meeting, a_meeting

FIRST = "A bus on Monday."
HX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def meeting(cast: Cast) -> Meeting:
    return a_meeting(cast.near)


@pytest.fixture
def desk(client: Client, cast: Cast) -> Client:
    client.force_login(cast.convenor)
    return client


@pytest.fixture
def note(meeting: Meeting) -> Note:
    return write_note(
        roundtable=meeting.roundtable, text=FIRST, language="en", room=meeting.rooms[0], by=BY, client_key="first"
    )


def text_of(page: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


def fields_of(form: str) -> dict[str, str]:
    found = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form))
    for name, words in re.findall(r'<textarea[^>]* name="(\w+)"[^>]*>([^<]*)</textarea>', form):
        found[name] = words
    return {name: html.unescape(words) for name, words in found.items()}


def forms_to(page: str, url: str) -> list[dict[str, str]]:
    return [fields_of(form) for form in re.findall(rf'<form[^>]*action="{url}".*?</form>', page, re.DOTALL)]


def test_a_form_that_is_sent_twice_makes_one_version_and_is_answered_alike(
    desk: Client, meeting: Meeting, note: Note
) -> None:
    page = desk.get(meeting.url("live") + f"?edit={note.public_id}").content.decode()
    url = meeting.url("note-change", note.public_id)
    sent = forms_to(page, url)[0] | {"text": "A bus on Friday."}
    answers = [desk.post(url, sent) for _time in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert answers[0]["Location"] == answers[1]["Location"]
    assert answers[0]["Location"].endswith(f"#line-{note.public_id}")
    assert [answer["Maillage-Version"] for answer in answers] == ["2", "2"]
    assert NoteVersion.objects.filter(note=note).count() == 2


def test_without_a_script_both_texts_are_on_the_page_and_one_is_chosen(
    desk: Client, meeting: Meeting, note: Note
) -> None:
    url = meeting.url("note-change", note.public_id)
    change_note(note=note, text="A small bus on Monday.", seen_version=1, by=BY)
    answer = desk.post(url, {"text": "A bus on Friday.", "version": 1, "client_key": "mine"})
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "It says now A small bus on Monday. The Convenor," in text_of(page)
    assert "You wrote A bus on Friday." in text_of(page)
    mine, both = forms_to(page, url)
    assert (mine["text"], both["text"]) == ("A bus on Friday.", "A small bus on Friday.")
    assert (mine["version"], both["version"]) == ("2", "2")
    assert len({"mine", mine["client_key"], both["client_key"]}) == 3
    assert desk.post(url, both).status_code == 302
    note.refresh_from_db()
    assert (str(note.text), note.version) == ("A small bus on Friday.", 3)


def test_what_changes_while_both_texts_are_read_is_asked_about_again(
    desk: Client, meeting: Meeting, note: Note
) -> None:
    url = meeting.url("note-change", note.public_id)
    change_note(note=note, text="Second.", seen_version=1, by=BY)
    page = desk.post(url, {"text": "Mine.", "version": 1}).content.decode()
    change_note(note=note, text="Third.", seen_version=2, by=BY)
    again = desk.post(url, forms_to(page, url)[0])
    assert again.status_code == 409
    assert "It says now Third." in text_of(again.content.decode())
    assert not NoteVersion.objects.filter(text={"en": "Mine."}).exists()


def test_a_script_gets_the_two_texts_alone(desk: Client, meeting: Meeting, note: Note) -> None:
    url = meeting.url("note-change", note.public_id)
    change_note(note=note, text="No bus.", seen_version=1, by=BY)
    answer = desk.post(url, {"text": "A <b>bus</b> on Friday.", "version": 1}, **HX)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "<html" not in page
    assert "<b>bus</b>" not in page
    mine, both = forms_to(page, url)
    assert both["text"] == "No bus. A <b>bus</b> on Friday."
    assert mine["text"] == "A <b>bus</b> on Friday."


def test_a_script_gets_the_lines_alone_with_the_number_of_the_version(
    desk: Client, meeting: Meeting, note: Note
) -> None:
    part = f"lines-room-{meeting.rooms[0].pk}"
    written = desk.post(
        meeting.url("note-write"),
        {"text": "Two.", "room": meeting.rooms[0].pk, "language": "en", "client_key": "two"},
        HTTP_HX_TARGET=part,
        **HX,
    )
    assert written["Maillage-Version"] == "1"
    assert written["Maillage-Line"] == Note.objects.get(client_key="two").public_id
    assert "<section" not in written.content.decode()
    changed = desk.post(
        meeting.url("note-change", written["Maillage-Line"]),
        {"text": "Two!", "version": 1, "client_key": "anew"},
        HTTP_HX_TARGET=part,
        **HX,
    )
    assert changed["Maillage-Version"] == "2"
    assert "Two!" in text_of(changed.content.decode())
    assert FIRST not in text_of(changed.content.decode()), "one line, not all of them again"


@pytest.mark.parametrize("name", ["write", "change"])
def test_a_text_of_200000_characters_is_refused_with_a_sentence_and_given_back(
    desk: Client, meeting: Meeting, note: Note, name: str
) -> None:
    url = meeting.url("note-write") if name == "write" else meeting.url("note-change", note.public_id)
    sent = {"text": "ż" * 200_000, "version": 1, "room": meeting.rooms[0].pk, "language": "en"}
    answer = desk.post(url, sent)
    assert answer.status_code == 422
    said = answer.content.decode()
    assert "This line has 200000 characters; 2000 fit. Write two lines instead." in said
    assert "ż" * 200_000 in said
    small = desk.post(url, sent, HTTP_HX_TARGET=f"lines-room-{meeting.rooms[0].pk}", **HX)
    assert text_of(small.content.decode()) == "This line has 200000 characters; 2000 fit. Write two lines instead."
    assert (Note.objects.count(), NoteVersion.objects.count()) == (1, 1)


def test_nul_and_half_a_character_are_no_reason_to_lose_a_line(desk: Client, meeting: Meeting, note: Note) -> None:
    room = f"room={meeting.rooms[0].pk}&language=en"
    form = "application/x-www-form-urlencoded"
    assert desk.post(meeting.url("note-write"), f"text=a%00b%ED%A0%BDc&{room}", content_type=form).status_code == 302
    assert str(Note.objects.latest("pk").text) == "a b\ufffd\ufffd\ufffdc"
    url = meeting.url("note-change", note.public_id)
    assert desk.post(url, "text=x%00y&version=1", content_type=form).status_code == 302
    note.refresh_from_db()
    assert str(note.text) == "x y"


@pytest.mark.parametrize("version", ["", "0", "-1", "x", "9" * 30])
def test_a_change_that_does_not_say_what_was_seen_overwrites_nothing(
    desk: Client, meeting: Meeting, note: Note, version: str
) -> None:
    answer = desk.post(meeting.url("note-change", note.public_id), {"text": "Mine.", "version": version})
    assert answer.status_code in {409, 422}
    assert "Mine." in answer.content.decode()
    note.refresh_from_db()
    assert str(note.text) == FIRST


def test_the_history_shows_every_text_and_an_earlier_one_is_taken_up_again_as_a_new_version(
    desk: Client, meeting: Meeting, note: Note
) -> None:
    change_note(note=note, text="No bus.", seen_version=1, by=BY)
    page = desk.get(meeting.url("note-history", note.public_id)).content.decode()
    said = text_of(page)
    assert said.index("Version 2") < said.index("This is what the line says now.") < said.index("Version 1")
    (form,) = forms_to(page, meeting.url("note-change", note.public_id))
    assert form["text"] == FIRST
    assert desk.post(meeting.url("note-change", note.public_id), form).status_code == 302
    texts = [str(version.text) for version in NoteVersion.objects.filter(note=note)]
    assert texts == [FIRST, "No bus.", FIRST]
    page = desk.get(meeting.url("note-history", note.public_id)).content.decode()
    assert len(forms_to(page, meeting.url("note-change", note.public_id))) == 1, "the text that stands is not offered"


def test_an_earlier_text_is_not_taken_up_over_one_that_nobody_has_read(
    desk: Client, meeting: Meeting, note: Note
) -> None:
    change_note(note=note, text="No bus.", seen_version=1, by=BY)
    page = desk.get(meeting.url("note-history", note.public_id)).content.decode()
    change_note(note=note, text="A tram.", seen_version=2, by=BY)
    url = meeting.url("note-change", note.public_id)
    answer = desk.post(url, forms_to(page, url)[0])
    assert answer.status_code == 409
    assert "It says now A tram." in text_of(answer.content.decode())


def test_the_history_of_a_line_is_for_editors_of_its_region(
    client: Client, cast: Cast, meeting: Meeting, note: Note
) -> None:
    url = meeting.url("note-history", note.public_id)
    for user, status in [(cast.editor, 200), (cast.member, 403), (cast.far_convenor, 404), (cast.stranger, 404)]:
        client.force_login(user)
        assert client.get(url).status_code == status, user


def test_a_line_that_somebody_wrote_anew_is_not_removed_by_who_has_not_read_it(
    desk: Client, meeting: Meeting, note: Note
) -> None:
    change_note(note=note, text="No bus.", seen_version=1, by=BY)
    answer = desk.post(meeting.url("note-remove", note.public_id), {"version": "1"}, follow=True)
    assert "It stays; read it again first." in text_of(answer.content.decode())
    assert desk.post(meeting.url("note-remove", note.public_id), {"version": "2"}).status_code == 302
    assert not Note.objects.exists()


def test_lines_from_before_there_were_histories_get_theirs_once(meeting: Meeting, note: Note) -> None:
    older = Note.objects.create(
        roundtable=meeting.roundtable,
        text={"fr": "Avant."},
        written_at=timezone.now(),
        written_by="Somebody",
        version=3,
    )
    migration = importlib.import_module("maillage.cooperation.migrations.0004_board_version_and_first_versions")
    for _time in range(2):
        migration.keep_what_lines_say(apps, None)
    kept = NoteVersion.objects.get(note=older)
    assert (kept.number, kept.text, kept.written_at, kept.written_by) == (
        3,
        {"fr": "Avant."},
        older.written_at,
        "Somebody",
    )
    assert NoteVersion.objects.filter(note=note).count() == 1
    assert change_note(note=older, text="Après.", seen_version=3, by=BY).number == 4
