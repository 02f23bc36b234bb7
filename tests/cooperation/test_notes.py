"""A line is written once, never lost, and becomes the record that it is."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from maillage.cooperation.actions import notes, tags
from maillage.cooperation.enums import NoteTag, Progress
from maillage.cooperation.models import (
    BoardVersion,
    Commitment,
    FollowUp,
    Mention,
    Need,
    Note,
    NoteVersion,
    Raising,
)
from maillage.cooperation.queries.notes import history_of
from maillage.initiatives.models import Initiative
from maillage.kit.audit import Actor
from maillage.kit.models import AuditEntry
from maillage.territory.models import Theme
from tests import factories as make
from tests.cooperation.meeting import BY, a_meeting


@pytest.fixture
def meeting(cast):
    return a_meeting(cast.near)


def write(meeting, text="Somebody whose job it is.", **fields):
    return notes.write_note(
        roundtable=meeting.roundtable, text=text, language="en", by=BY, **{"room": meeting.rooms[0], **fields}
    )


def said_so_far(note):
    return [(version.number, str(version.text)) for version in NoteVersion.objects.filter(note=note)]


def change(note, text, seen=1, **fields):
    return notes.change_note(note=note, text=text, seen_version=seen, by=BY, **fields)


def test_the_same_line_sent_twice_is_one_line(meeting):
    first = write(meeting, client_key="abc")
    assert write(meeting, client_key="abc") == first
    assert Note.objects.count() == 1
    assert first.written_by == "The Convenor"


def test_another_line_under_a_used_key_is_not_lost(meeting):
    write(meeting, "One.", client_key="abc")
    write(meeting, "Two.", client_key="abc")
    assert [str(note.text) for note in Note.objects.order_by("pk")] == ["One.", "Two."]


def test_a_key_used_at_another_roundtable_does_not_swallow_a_line(meeting, cast):
    write(meeting, client_key="abc")
    other = a_meeting(cast.far)
    assert write(other, client_key="abc").roundtable == other.roundtable
    assert Note.objects.count() == 2


def test_another_line_under_a_used_key_is_one_line_however_often_it_is_sent(meeting):
    write(meeting, "One.", client_key="abc")
    two = write(meeting, "Two.", client_key="abc")
    assert write(meeting, "Two.", client_key="abc") == two
    assert Note.objects.count() == 2


def test_a_line_sent_again_after_it_was_written_anew_is_still_one_line(meeting):
    first = write(meeting, "One.", client_key="abc")
    change(first, "One, better.")
    again = write(meeting, "One.", client_key="abc")
    assert (again, str(again.text)) == (first, "One, better.")
    assert Note.objects.count() == 1


def test_a_change_sent_again_is_the_version_that_is_there(meeting):
    note = write(meeting)
    second = change(note, "Better.", client_key="k2")
    change(note, "Best.", seen=2, client_key="k3")
    again = change(note, "Better.", client_key="k2")
    assert (again, again.number) == (second, 2)
    note.refresh_from_db()
    assert (str(note.text), note.version) == ("Best.", 3)
    assert len(said_so_far(note)) == 3


def test_another_change_under_a_used_key_overwrites_nothing(meeting):
    note = write(meeting)
    change(note, "Better.", client_key="k2")
    with pytest.raises(notes.ChangedMeanwhile):
        change(note, "Worse.", client_key="k2")
    assert change(note, "Worse.", seen=2, client_key="k2").number == 3
    assert change(note, "Worse.", seen=2, client_key="k2").number == 3
    assert said_so_far(note)[1:] == [(2, "Better."), (3, "Worse.")]


def test_a_key_of_one_line_is_free_for_another(meeting):
    one, two = write(meeting, "One."), write(meeting, "Two.")
    change(one, "Same.", client_key="k")
    change(two, "Same.", client_key="k")
    assert said_so_far(two) == [(1, "Two."), (2, "Same.")]


def test_each_version_knows_who_wrote_it_and_when(meeting):
    note = write(meeting)
    notes.change_note(note=note, text="Better.", seen_version=1, by=Actor("user", "2", "The Editor"))
    first, second = NoteVersion.objects.filter(note=note)
    assert (first.written_by, first.written_at) == ("The Convenor", note.written_at)
    assert second.written_by == "The Editor"
    assert second.written_at > first.written_at


def test_a_version_is_never_changed(meeting):
    write(meeting)
    with pytest.raises(TypeError):
        NoteVersion.objects.get().save()


def test_a_line_that_was_brought_in_without_a_history_gets_its_first_version_when_it_changes(meeting):
    note = Note.objects.create(
        roundtable=meeting.roundtable, text={"fr": "Avant."}, written_at=timezone.now(), written_by="Import"
    )
    assert [version.number for version in history_of(note)] == [1]
    change(note, "Après.")
    note.refresh_from_db()
    assert said_so_far(note) == [(1, "Avant."), (2, "Après.")]
    assert [str(version.text) for version in history_of(note)] == ["Après.", "Avant."]


def test_a_line_and_its_version_are_stored_together_or_not_at_all(meeting, monkeypatch):
    note = write(meeting)

    def broken(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr(notes, "touch_board", broken)
    with pytest.raises(RuntimeError):
        write(meeting, "Two.")
    with pytest.raises(RuntimeError):
        change(note, "Better.")
    note.refresh_from_db()
    assert (Note.objects.count(), note.version, NoteVersion.objects.count()) == (1, 1, 1)


def test_every_change_of_the_board_is_counted(meeting):
    note = write(meeting)
    board = BoardVersion.objects.get(roundtable=meeting.roundtable)
    seen = [board.number]
    for deed in (
        lambda: change(note, "Better."),
        lambda: tags.tag_note(note=note, tag="need", by=BY),
        lambda: tags.tag_note(note=note, tag="", by=BY),
        lambda: notes.remove_note(note=note, by=BY),
    ):
        deed()
        board.refresh_from_db()
        seen.append(board.number)
    assert seen == [1, 2, 3, 4, 5]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("half \ud83d a pair", "half \ufffd a pair"),
        ("two\u2028lines\u0085and\x1bmore", "two lines and more"),
        ("\u202etxt.exe\u202c of \u2066theirs", "txt.exe of theirs"),
        ("\u200fمساء\u200e 12", "\u200fمساء\u200e 12"),
        ('a <b> & "c"', 'a <b> & "c"'),
    ],
)
def test_odd_characters_are_made_sound_and_marks_of_direction_stay(meeting, text, kept):
    note = write(meeting, text)
    note.refresh_from_db()
    assert str(note.text) == kept
    assert str(change(note, text + " again").text) == kept + " again"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("x" * 200_000, "This line has 200000 characters; 2000 fit. Write two lines instead."),
        ("  \n ", "Write at least one word."),
        ("x" * 2001, "This line has 2001 characters; 2000 fit. Write two lines instead."),
    ],
)
def test_a_line_without_words_or_with_too_many_is_refused(meeting, text, sentence):
    with pytest.raises(ValidationError, match=sentence):
        write(meeting, text)
    assert Note.objects.count() == 0


def test_a_pasted_text_becomes_one_line(meeting):
    assert write(meeting, " A\tline\r\nwith \x00 breaks ").text == {"en": "A line with breaks"}


def test_two_people_who_reword_one_line_lose_nothing(meeting):
    note = write(meeting)
    notes.change_note(note=note, text="Hers.", seen_version=1, by=BY)
    with pytest.raises(notes.ChangedMeanwhile) as conflict:
        notes.change_note(note=note, text="His.", seen_version=1, by=BY)
    assert str(conflict.value.note.text) == "Hers."
    assert notes.change_note(note=note, text="Hers.", seen_version=1, by=BY).number == 2
    assert notes.change_note(note=note, text="Both.", seen_version=2, by=BY).number == 3
    assert said_so_far(note) == [(1, "Somebody whose job it is."), (2, "Hers."), (3, "Both.")]


def test_a_need_made_of_a_line_has_its_room_theme_and_first_raising(meeting):
    theme = Theme.objects.create(key="test-social-link", label={"en": "Social link"})
    meeting.rooms[0].theme = theme
    meeting.rooms[0].save()
    note = write(meeting)
    before = meeting.roundtable.region.public_version
    tags.tag_note(note=note, tag="need", by=BY)
    raising = Raising.objects.select_related("need").get()
    assert (raising.note, raising.room, raising.need.theme) == (note, meeting.rooms[0], theme)
    assert raising.need.text == {"en": "Somebody whose job it is."}
    assert not raising.need.is_proposal
    meeting.roundtable.region.refresh_from_db()
    assert meeting.roundtable.region.public_version > before
    assert AuditEntry.objects.filter(verb="tag note", details__tag="need").count() == 1


def test_a_practice_made_of_a_line_has_the_theme_of_its_room(meeting):
    theme = Theme.objects.create(key="test-mobility", label={"en": "Mobility"})
    meeting.rooms[0].theme = theme
    meeting.rooms[0].save()
    tags.tag_note(note=write(meeting), tag="practice", by=BY)
    assert list(Initiative.objects.get().themes.all()) == [theme]


def test_a_need_whose_record_was_merged_away_is_made_anew_as_a_proposal(meeting):
    note = write(meeting)
    tags.tag_note(note=note, tag="need", by=BY)
    Need.objects.all().delete()
    tags.tag_note(note=note, tag="proposal", by=BY)
    assert Need.objects.get().is_proposal


def test_tagging_twice_makes_one_record_and_untagging_takes_it_back(meeting):
    note = write(meeting)
    tags.tag_note(note=note, tag="need", by=BY)
    tags.tag_note(note=note, tag="need", by=BY)
    assert Need.objects.count() == 1
    tags.tag_note(note=note, tag="", by=BY)
    assert (Need.objects.count(), Raising.objects.count(), Note.objects.get().tag) == (0, 0, "")


def test_a_need_becomes_a_proposal_and_keeps_what_was_added(meeting):
    note = write(meeting)
    tags.tag_note(note=note, tag="need", by=BY)
    tags.detail_need(note=note, theme=None, addressed_to=("ngo",), by=BY)
    tags.tag_note(note=note, tag="proposal", by=BY)
    need = Need.objects.get()
    assert (need.is_proposal, need.addressed_to) == (True, ["ngo"])


def test_each_tag_makes_its_record(meeting):
    for tag in ("proposal", "commitment", "practice", "said", "news"):
        tags.tag_note(note=write(meeting, f"A {tag}."), tag=tag, by=BY)
    assert Need.objects.get().is_proposal
    assert str(Commitment.objects.get().text) == "A commitment."
    mention = Mention.objects.select_related("initiative").get()
    assert (str(mention.initiative.name), mention.initiative.recorded_on) == ("A practice.", date(2022, 1, 25))
    assert sorted(Note.objects.values_list("tag", flat=True)) == [
        "commitment",
        "news",
        "practice",
        "proposal",
        "said",
    ]


def test_a_line_that_changes_its_tag_leaves_no_record_behind(meeting):
    note = write(meeting)
    for tag in ("commitment", "practice", "need", "said"):
        tags.tag_note(note=note, tag=tag, by=BY)
    assert (Commitment.objects.count(), Initiative.objects.count(), Need.objects.count()) == (0, 0, 0)


def test_a_need_on_which_a_promise_hangs_stays_when_its_line_is_untagged(meeting):
    note = write(meeting)
    tags.tag_note(note=note, tag="need", by=BY)
    need = Need.objects.get()
    make.a_commitment(meeting.roundtable, need)
    tags.tag_note(note=note, tag="", by=BY)
    assert Raising.objects.get(need=need).note is None


def test_an_earlier_need_that_came_back_stays_when_the_line_is_untagged(meeting):
    earlier = make.a_need(make.a_roundtable(meeting.roundtable.region, 2), "Driving lessons.")
    note = write(meeting, "Nobody can drive.")
    tags.tag_note(note=note, tag="need", by=BY)
    tags.detail_need(note=note, theme=None, addressed_to=(), same_as=earlier, by=BY)
    assert [str(raising.words) for raising in earlier.raisings.order_by("pk")] == ["", "Nobody can drive."]
    assert Need.objects.get() == earlier
    tags.tag_note(note=note, tag="", by=BY)
    assert earlier.raisings.count() == 1


def test_a_promise_that_was_followed_up_stays_when_its_line_is_untagged(meeting):
    note = write(meeting)
    tags.tag_note(note=note, tag="commitment", by=BY)
    commitment = Commitment.objects.get()
    FollowUp.objects.create(commitment=commitment, progress=Progress.DONE, told_at=note.written_at)
    tags.tag_note(note=note, tag="", by=BY)
    commitment.refresh_from_db()
    assert commitment.note is None


def test_a_known_practice_is_mentioned_and_stays_when_the_line_is_untagged(meeting):
    known = Initiative.objects.create(region=meeting.roundtable.region, name={"en": "Carpool"})
    note = write(meeting, "They share cars.")
    tags.tag_note(note=note, tag="practice", by=BY)
    details = {"organisation": None, "theme": None, "place_in_words": {}, "by": BY}
    tags.detail_practice(note=note, same_as=known, **details)
    assert Mention.objects.get().initiative == known
    assert Initiative.objects.get() == known
    second = write(meeting, "Cars again.")
    tags.tag_note(note=second, tag="practice", by=BY)
    with pytest.raises(ValidationError, match="mentioned already"):
        tags.detail_practice(note=second, same_as=known, **details)
    tags.tag_note(note=note, tag="", by=BY)
    assert known in Initiative.objects.all()


def test_rewording_a_line_rewords_what_was_made_of_it(meeting):
    for tag, read in [
        ("need", lambda: Need.objects.get().text),
        ("commitment", lambda: Commitment.objects.get().text),
        ("practice", lambda: Initiative.objects.get().name),
    ]:
        note = write(meeting, f"First {tag}.")
        tags.tag_note(note=note, tag=tag, by=BY)
        notes.change_note(note=note, text=f"Better {tag}.", seen_version=1, by=BY)
        assert read() == {"en": f"Better {tag}."}


def test_a_need_that_has_words_of_its_own_keeps_them(meeting):
    note = write(meeting)
    tags.tag_note(note=note, tag="need", by=BY)
    Need.objects.update(text={"en": "A post for interculturality."})
    notes.change_note(note=note, text="Somebody, really.", seen_version=1, by=BY)
    assert str(Need.objects.get().text) == "A post for interculturality."


def test_a_due_date_before_the_roundtable_is_refused(meeting, cast):
    note = write(meeting)
    tags.tag_note(note=note, tag="commitment", by=BY)
    with pytest.raises(ValidationError):
        tags.detail_commitment(note=note, organisation=cast.host, due_on=date(2022, 1, 24), need=None, by=BY)
    made = tags.detail_commitment(note=note, organisation=cast.host, due_on=date(2022, 1, 25), need=None, by=BY)
    assert (made.organisation, made.due_on) == (cast.host, date(2022, 1, 25))


def test_a_line_that_somebody_wrote_anew_meanwhile_is_not_removed(meeting):
    note = write(meeting)
    change(note, "Better.")
    with pytest.raises(notes.ChangedMeanwhile):
        notes.remove_note(note=note, seen_version=1, by=BY)
    notes.remove_note(note=note, seen_version=2, by=BY)
    assert Note.objects.count() == 0


def test_only_an_untagged_line_is_removed(meeting):
    note = tags.tag_note(note=write(meeting), tag=NoteTag.SAID, by=BY)
    with pytest.raises(ValidationError, match="Untag this line first"):
        notes.remove_note(note=note, by=BY)
    notes.remove_note(note=tags.tag_note(note=note, tag="", by=BY), by=BY)
    assert Note.objects.count() == 0
