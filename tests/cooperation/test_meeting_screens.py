"""The screens Rooms, Live and Wrap-up, as a convenor, an editor, a member and a stranger meet them."""

import re

import pytest
from django.utils import timezone

from maillage.cooperation.enums import State
from maillage.cooperation.models import (
    AgendaItem,
    Attendance,
    Commitment,
    Need,
    Note,
    Presence,
    ReportVersion,
    Room,
    RoomSeat,
)
from maillage.cooperation.views import onlookers
from maillage.people.models import Contact
from tests.cooperation.meeting import a_meeting

SCREENS = ["rooms", "live", "wrap-up"]
HTMX = {"HTTP_HX_REQUEST": "true"}


def said(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def write(desk, meeting, text="A post for it.", **fields):
    return desk.post(meeting.url("note-write"), {"text": text, "room": meeting.rooms[0].pk, "language": "en", **fields})


def tag(desk, meeting, value, note=None, **extra):
    note = note or Note.objects.latest("pk")
    return desk.post(meeting.url("note-tag", note.public_id), {"tag": value}, **extra)


@pytest.mark.parametrize("screen", SCREENS)
def test_each_screen_opens_to_editors_and_nobody_below(client, cast, meeting, screen):
    url = meeting.url(screen)
    assert client.get(url).status_code == 302
    for user, status in [
        (cast.convenor, 200),
        (cast.editor, 200),
        (cast.lead, 200),
        (cast.member, 403),
        (cast.far_convenor, 404),
        (cast.stranger, 404),
    ]:
        client.force_login(user)
        assert client.get(url).status_code == status, user


def test_only_a_convenor_freezes_publishes_and_withdraws(client, cast, meeting):
    client.force_login(cast.editor)
    client.post(meeting.url("report-draft"))
    for name, args in [("report-freeze", ()), ("report-publish", (1,)), ("report-withdraw", (1,))]:
        assert client.post(meeting.url(name, *args)).status_code == 403
    assert ReportVersion.objects.count() == 0
    assert "A convenor freezes and publishes the report." in said(client.get(meeting.url("wrap-up")))


def test_lines_and_versions_of_another_roundtable_are_not_found(desk, cast, meeting):
    other = a_meeting(cast.far)
    note = Note.objects.create(roundtable=other.roundtable, text={"en": "x"}, written_at=timezone.now())
    for name in ("note-tag", "note-change", "note-remove", "note-detail"):
        assert desk.post(meeting.url(name, note.public_id)).status_code == 404
    ReportVersion.objects.create(roundtable=other.roundtable, number=1, frozen_at=timezone.now())
    assert desk.post(meeting.url("report-publish", 1)).status_code == 404
    guest = other.guests[0].pk
    assert desk.post(meeting.url("live-tick"), {"contact": guest, "tick": "here"}).status_code == 404
    assert write(desk, meeting, room=other.rooms[0].pk).status_code == 302
    assert Note.objects.get(roundtable=meeting.roundtable).room is None


def test_what_changes_something_is_not_done_by_a_get(desk, meeting):
    names = ["rooms-spread", "rooms-move", "live-next", "live-more", "live-agenda", "live-tick", "live-manner"]
    names += ["live-all", "live-walk-in", "note-write", "attendance", "report-draft", "report-freeze"]
    for name in names:
        assert desk.get(meeting.url(name)).status_code == 405, name


def test_rooms_are_made_spread_and_moved_in_one_post_each(desk, meeting):
    Room.objects.all().delete()
    page = desk.get(meeting.url("rooms"))
    assert "Make the rooms" in said(page)
    form = {"form-TOTAL_FORMS": 2, "form-INITIAL_FORMS": 2, "form-0-title_en": "Link", "form-1-title_fr": "Élus"}
    form["version"] = 0
    assert desk.post(meeting.url("rooms"), form, follow=True).status_code == 200
    rooms = list(Room.objects.order_by("number"))
    assert [room.title for room in rooms] == [{"en": "Link"}, {"fr": "Élus"}]
    assert "4 people without a seat" in said(desk.get(meeting.url("rooms")))
    spread = desk.post(meeting.url("rooms-spread"), {"version": 1}, follow=True)
    assert "4 people have a seat." in said(spread)
    seat = RoomSeat.objects.filter(room=rooms[0]).first()
    moved = desk.post(meeting.url("rooms-move"), {"version": 2, f"seat_{seat.contact_id}": rooms[1].pk}, follow=True)
    assert "1 person was moved." in said(moved)
    assert RoomSeat.objects.filter(room=rooms[1]).count() == 3
    gone = desk.post(meeting.url("rooms-move"), {"version": 3, f"seat_{seat.contact_id}": 999999}, follow=True)
    assert "One of these rooms is gone." in said(gone)
    assert RoomSeat.objects.filter(room=rooms[1]).count() == 3


def test_a_room_with_lines_stays_and_the_screen_says_why(desk, meeting):
    write(desk, meeting)
    first, second = meeting.rooms
    form = {"form-TOTAL_FORMS": 1, "form-INITIAL_FORMS": 1, "form-0-id": second.pk, "form-0-title_en": "Two"}
    form["version"] = 0
    answer = desk.post(meeting.url("rooms"), form)
    assert answer.status_code == 422
    assert "Lines are noted for room 1." in said(answer)
    assert Room.objects.filter(pk=first.pk).exists()


@pytest.mark.parametrize(
    "form",
    [
        {},
        {"form-TOTAL_FORMS": "x", "form-INITIAL_FORMS": "-1"},
        {"form-TOTAL_FORMS": 1, "form-INITIAL_FORMS": 0, "form-0-title_en": "A", "form-0-theme": "nonsense"},
        {"form-TOTAL_FORMS": 1, "form-INITIAL_FORMS": 0, "form-0-title_en": "A" * 300},
        {"form-TOTAL_FORMS": 99, "form-INITIAL_FORMS": 0},
    ],
)
def test_broken_rooms_are_refused_and_change_nothing(desk, meeting, form):
    assert desk.post(meeting.url("rooms"), form).status_code == 422
    assert Room.objects.count() == 2


def test_a_line_is_written_tagged_and_detailed_without_a_script(desk, cast, meeting):
    url = write(desk, meeting, client_key="k1").headers["Location"]
    assert url.endswith(f"#room-{meeting.rooms[0].pk}")
    write(desk, meeting, client_key="k1")
    assert Note.objects.count() == 1
    note = Note.objects.get()
    tag(desk, meeting, "need")
    page = said(desk.get(meeting.url("live")))
    assert "To whom? Add it." in page
    answer = desk.post(meeting.url("note-detail", note.public_id), {"addressed_to": ["ngo"]})
    assert answer.headers["Location"].endswith(f"#line-{note.public_id}")
    assert Need.objects.get().addressed_to == ["ngo"]
    assert "Addressed to NGOs and civil society organisations." in said(desk.get(meeting.url("live")))
    tag(desk, meeting, "")
    assert Need.objects.count() == 0


def test_a_due_date_before_the_roundtable_is_refused_in_place(desk, cast, meeting):
    write(desk, meeting, "We write a page.")
    tag(desk, meeting, "commitment")
    note = Note.objects.get()
    detail = meeting.url("note-detail", note.public_id)
    assert "Due on" in said(desk.get(detail))
    refused = desk.post(detail, {"organisation": cast.host.pk, "due_on": "2022-01-24"})
    assert refused.status_code == 422
    assert "This is before the roundtable of 25 January 2022." in said(refused)
    assert Commitment.objects.get().due_on is None
    desk.post(detail, {"organisation": cast.host.pk, "due_on": "2022-04-30"})
    assert "The Host, due 30 April 2022." in said(desk.get(meeting.url("live")))
    assert desk.post(detail, {"organisation": "999999"}).status_code == 422


def test_a_practice_gets_its_place(desk, meeting):
    write(desk, meeting, "They share cars.")
    tag(desk, meeting, "practice")
    detail = meeting.url("note-detail", Note.objects.get().public_id)
    assert "Where" in said(desk.get(detail))
    desk.post(detail, {"place": "Cluny", "language": "fr"})
    assert "Cluny" in said(desk.get(meeting.url("live")))


def test_details_of_an_untagged_line_lead_back_to_the_line(desk, meeting):
    write(desk, meeting)
    answer = desk.get(meeting.url("note-detail", Note.objects.get().public_id))
    assert answer.status_code == 302


def test_a_line_that_is_too_long_is_kept_on_the_screen_with_the_reason(desk, meeting):
    answer = write(desk, meeting, "x" * 2001)
    assert answer.status_code == 422
    assert "2000 fit" in said(answer)
    assert "x" * 2001 in answer.content.decode()
    assert Note.objects.count() == 0
    part = desk.post(meeting.url("note-write"), {"text": " ", "room": meeting.rooms[0].pk}, **HTMX)
    assert "Write at least one word." in said(part)
    assert Note.objects.count() == 0


def test_two_who_reword_one_line_both_see_both_texts(desk, meeting):
    write(desk, meeting, "First.")
    note = Note.objects.get()
    change = meeting.url("note-change", note.public_id)
    assert "Write the line anew" in said(desk.get(meeting.url("live") + f"?edit={note.public_id}"))
    desk.post(change, {"text": "Hers.", "version": 1})
    conflict = desk.post(change, {"text": "His.", "version": 1})
    assert conflict.status_code == 409
    assert "It says now Hers." in said(conflict)
    assert "You wrote His." in said(conflict)
    assert 'name="version" value="2"' in conflict.content.decode()
    assert desk.post(change, {"text": "", "version": 2}).status_code == 422
    desk.post(change, {"text": "Both.", "version": 2})
    assert str(Note.objects.get().text) == "Both."


def test_a_line_is_removed_only_while_it_is_untagged(desk, meeting):
    write(desk, meeting)
    tag(desk, meeting, "said")
    note = Note.objects.get()
    refused = desk.post(meeting.url("note-remove", note.public_id), follow=True)
    assert "Untag this line first" in said(refused)
    tag(desk, meeting, "")
    desk.post(meeting.url("note-remove", note.public_id))
    assert Note.objects.count() == 0


def test_a_script_gets_the_sheet_and_the_lines_alone(desk, meeting):
    sheet = desk.post(meeting.url("note-write"), {"text": "A.", "room": meeting.rooms[0].pk}, **HTMX)
    assert sheet.content.decode().strip().startswith("<section")
    assert "csrfmiddlewaretoken" not in sheet.content.decode()
    lines = tag(desk, meeting, "need", HTTP_HX_TARGET=f"lines-room-{meeting.rooms[0].pk}", **HTMX)
    assert "<section" not in lines.content.decode()
    assert "Need" in said(lines)


def test_what_is_asked_for_again_and_again_is_sent_only_when_it_changed(desk, meeting, monkeypatch):
    monkeypatch.setattr(onlookers, "SECONDS", -1)
    write(desk, meeting)
    for url in (meeting.url("live-clock"), meeting.url("live-lines") + f"?sheet=room-{meeting.rooms[0].pk}"):
        first = desk.get(url)
        assert first.headers["Cache-Control"] == "no-cache, private" or "no-cache" in first.headers["Cache-Control"]
        again = desk.get(url, HTTP_IF_NONE_MATCH=first.headers["ETag"])
        assert (again.status_code, again.content) == (304, b"")
    write(desk, meeting, "Another.")
    assert desk.get(url, HTTP_IF_NONE_MATCH=first.headers["ETag"]).status_code == 200


def test_the_lines_of_a_room_that_is_gone_are_none(desk, meeting):
    for sheet in ("room-999999", "nonsense", "room-x", "table"):
        assert desk.get(meeting.url("live-lines") + f"?sheet={sheet}").status_code == 200


def test_the_agenda_runs_and_changes(desk, meeting):
    first = meeting.items[0]
    desk.post(meeting.url("live-next"), {"after": 0, "sure": "yes"})
    page = said(desk.get(meeting.url("live")))
    assert "Now: item 1 of 3, Item 1" in page
    assert "left of 20 minutes" in page
    desk.post(meeting.url("live-more"), {"item": first.pk, "seen": 20})
    first.refresh_from_db()
    assert first.minutes == 25
    desk.post(meeting.url("live-agenda"), {"act": "rename", "item": first.pk, "title": "Autre", "language": "fr"})
    desk.post(meeting.url("live-agenda"), {"act": "add", "title": "More", "minutes": 5, "language": "en"})
    desk.post(meeting.url("live-agenda"), {"act": "remove", "item": meeting.items[1].pk})
    assert [item.title for item in AgendaItem.objects.all()] == [
        {"en": "Item 1", "fr": "Autre"},
        {"en": "Item 3", "fr": "Point 3"},
        {"en": "More"},
    ]
    assert "Another title" in said(desk.get(meeting.url("live") + "?change=agenda"))


def test_a_closed_roundtable_says_that_its_agenda_stays(desk, meeting):
    meeting.roundtable.state = State.HELD
    meeting.roundtable.save()
    answer = desk.post(meeting.url("live-agenda"), {"act": "add", "title": "More"}, follow=True)
    assert "This roundtable is closed: its agenda stays as it was." in said(answer)
    assert AgendaItem.objects.count() == 3


def test_arrivals_are_ticked_with_and_without_a_script(desk, meeting):
    assert "0 here, 4 awaited" in said(desk.get(meeting.url("live")))
    guest = {"contact": meeting.guests[0].pk}
    assert desk.post(meeting.url("live-tick"), {**guest, "tick": "here"}).status_code == 302
    part = desk.post(meeting.url("live-tick"), {"contact": meeting.guests[1].pk, "tick": "here"}, **HTMX)
    assert "2 here, 2 awaited" in said(part)
    left = desk.post(meeting.url("live-tick"), {**guest, "tick": "left", "guests": "all"}, follow=True)
    assert "has left" in said(left)
    everybody = desk.post(meeting.url("live-all"), follow=True)
    assert "2 people more are here." in said(everybody)
    assert Presence.objects.count() == 4


def test_in_a_hybrid_roundtable_each_is_online_or_on_site(desk, cast):
    meeting = a_meeting(cast.near, mode="hybrid")
    desk.post(meeting.url("live-all"))
    for guest, comes in zip(meeting.guests, ["online", "on_site", "nonsense"], strict=False):
        desk.post(meeting.url("live-manner"), {"contact": guest.pk, "comes": comes})
    assert list(Presence.objects.order_by("contact").values_list("comes", flat=True)) == ["online", "on_site", "", ""]
    assert "On site" in said(desk.get(meeting.url("live") + "?guests=all"))


def test_nobody_is_spread_while_there_is_no_room(desk, meeting):
    Room.objects.all().delete()
    assert "There is no room yet. Make one first." in said(desk.post(meeting.url("rooms-spread"), follow=True))


def test_a_tag_that_does_not_exist_and_a_change_without_version_change_nothing(desk, meeting):
    write(desk, meeting)
    note = Note.objects.get()
    assert "cannot be tagged like this" in said(tag_followed(desk, meeting, note, "nonsense"))
    desk.post(meeting.url("note-change", note.public_id), {"text": "Other."})
    note.refresh_from_db()
    assert (note.tag, str(note.text)) == ("", "A post for it.")


def tag_followed(desk, meeting, note, value):
    return desk.post(meeting.url("note-tag", note.public_id), {"tag": value}, follow=True)


def test_a_practice_that_was_mentioned_already_says_so_in_place(desk, meeting):
    for text in ("They share cars.", "Cars again."):
        write(desk, meeting, text)
        tag(desk, meeting, "practice")
    first, second = Note.objects.order_by("pk")
    known = first.mention.initiative.pk
    answer = desk.post(meeting.url("note-detail", second.public_id), {"same_as": known})
    assert answer.status_code == 422
    assert "This practice was mentioned already." in said(answer)


def test_somebody_new_is_added_or_the_form_says_what_is_missing(desk, cast, meeting):
    assert "Somebody new" in said(desk.get(meeting.url("live") + "?change=new"))
    refused = desk.post(meeting.url("live-walk-in"), {"name": "", "email": "nonsense"})
    assert refused.status_code == 422
    assert "Write the name of the person." in said(refused)
    added = desk.post(
        meeting.url("live-walk-in"), {"name": "Ada", "organisation": cast.host.pk, "category": "citizens"}, follow=True
    )
    assert "Ada is here and stands in the directory." in said(added)
    contact = Contact.objects.get(name="Ada")
    assert (contact.organisation, contact.category) == (cast.host, "")


@pytest.mark.parametrize("language", ["fr", "en"])
def test_lines_are_written_in_the_language_that_was_chosen(desk, meeting, language):
    page = desk.get(meeting.url("live") + f"?language={language}")
    assert f'<option value="{language}" selected' in page.content.decode()
    write(desk, meeting, language=language)
    assert list(Note.objects.get().text) == [language]
    write(desk, meeting, "Other.", language="xx")
    assert list(Note.objects.latest("pk").text) == ["fr"]


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("live-tick", {}),
        ("live-tick", {"contact": "x", "tick": "here"}),
        ("live-tick", {"contact": 9**30, "tick": "here"}),
        ("live-manner", {"contact": "²"}),
        ("live-next", {"after": "²"}),
        ("live-next", {"after": "9" * 40}),
        ("live-more", {"item": "-1", "seen": "x"}),
        ("live-agenda", {}),
        ("live-agenda", {"act": "rename", "item": 999999, "title": "x"}),
        ("live-agenda", {"act": "add", "title": "x" * 201}),
        ("live-agenda", {"act": "add", "title": "x", "minutes": "1e9"}),
        ("live-walk-in", {"name": "x" * 151}),
        ("note-write", {"text": "x", "item": "-4"}),
        ("note-write", {"text": "x", "client_key": "k" * 99}),
        ("attendance", {}),
        ("attendance", {"unit": "people", "exact": "-3"}),
        ("attendance", {"unit": "people", "exact": "9" * 30}),
        ("attendance", {"unit": "nonsense", "exact": "3"}),
        ("report-freeze", {"correction_note": "x" * 900}),
    ],
)
def test_bad_input_gets_a_page_and_changes_nothing(desk, meeting, name, form):
    assert desk.post(meeting.url(name), form).status_code in {302, 404, 409, 422}
    assert (Note.objects.count(), Presence.objects.count(), Attendance.objects.count()) == (0, 0, 0)
    assert AgendaItem.objects.count() == 3


def test_a_line_for_a_room_that_is_not_there_is_kept_for_the_table(desk, meeting):
    write(desk, meeting, room="9" * 30)
    assert Note.objects.get().room is None
