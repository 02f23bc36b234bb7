"""Ideas get voices: one each, taken back at will, counted by hand beside; nothing says whose voice it was."""

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from maillage.cooperation.actions.check_in import check_in, let_in, open_check_in, turn_away
from maillage.cooperation.actions.notes import write_note
from maillage.cooperation.actions.tags import tag_note
from maillage.cooperation.actions.votes import MOST_HANDS, count_hands, take_vote_back, vote
from maillage.cooperation.live_links import BELIEVED, KNOWN, present_token
from maillage.cooperation.models import NoteVote
from maillage.cooperation.queries.check_in import waiting_at
from maillage.cooperation.queries.votes import ideas_by_voices, voter_of
from maillage.kit.models import AuditEntry
from tests.cooperation.meeting import BY, a_meeting, at


@pytest.fixture(autouse=True)
def on_the_day():
    with time_machine.travel(at(14), tick=False):
        yield


@pytest.fixture
def meeting(cast):
    meeting = a_meeting(cast.near)
    open_check_in(roundtable=meeting.roundtable, by=BY)
    return meeting


def an_idea(meeting, text="A shared bus."):
    note = write_note(roundtable=meeting.roundtable, text=text, language="en", by=BY)
    return tag_note(note=note, tag="proposal", by=BY)


def ticket(meeting, place=0):
    return check_in(roundtable=meeting.roundtable, typed=meeting.guests[place].email)


def voices(meeting):
    ideas = ideas_by_voices(meeting.roundtable, waiting_at(meeting.roundtable))
    return [(str(idea.note.text), idea.voices) for idea in ideas]


def test_a_voice_given_twice_counts_once_and_can_be_taken_back(meeting):
    idea, mine = an_idea(meeting), ticket(meeting)
    assert vote(note=idea, ticket=mine) == vote(note=idea, ticket=mine)
    vote(note=idea, ticket=ticket(meeting, 1))
    assert voices(meeting) == [("A shared bus.", 2)]
    take_vote_back(note=idea, ticket=mine)
    take_vote_back(note=idea, ticket=mine)
    assert voices(meeting) == [("A shared bus.", 1)]


def test_the_idea_with_most_voices_stands_first_and_the_older_one_of_two_alike(meeting):
    first, second, third = (an_idea(meeting, text) for text in ("First.", "Second.", "Third."))
    vote(note=third, ticket=ticket(meeting))
    assert voices(meeting) == [("Third.", 1), ("First.", 0), ("Second.", 0)]
    vote(note=second, ticket=ticket(meeting))
    vote(note=first, ticket=ticket(meeting))
    assert [text for text, _count in voices(meeting)] == ["First.", "Second.", "Third."]


def test_a_voice_says_neither_who_gave_it_nor_at_which_table_they_sit_elsewhere(cast, meeting):
    idea, mine = an_idea(meeting), ticket(meeting)
    given = vote(note=idea, ticket=mine)
    assert len(given.voter) == 64
    other = a_meeting(cast.near, number=4)
    open_check_in(roundtable=other.roundtable, by=BY)
    mine_there = ticket(other)
    mine_there.contact = mine.contact
    assert voter_of(mine_there) != voter_of(mine)
    entry = AuditEntry.objects.get(verb="vote")
    assert (entry.actor_kind, entry.actor_id, entry.actor_label) == ("link", "", "")


def test_hands_are_counted_in_place_of_the_last_count(meeting):
    idea = an_idea(meeting)
    vote(note=idea, ticket=ticket(meeting))
    for hands, all_voices in ((7, 8), (3, 4), (0, 1)):
        assert count_hands(note=idea, hands=hands, by=BY) == hands
        assert voices(meeting) == [("A shared bus.", all_voices)]
    with pytest.raises(ValidationError, match="Count between 0 and 500"):
        count_hands(note=idea, hands=MOST_HANDS + 1, by=BY)


def test_only_ideas_of_this_table_get_voices_while_it_runs(cast, meeting):
    line = write_note(roundtable=meeting.roundtable, text="Said.", language="en", by=BY)
    mine = ticket(meeting)
    with pytest.raises(ValidationError, match="not among the ideas"):
        vote(note=line, ticket=mine)
    with pytest.raises(ValidationError, match="not among the ideas"):
        count_hands(note=line, hands=1, by=BY)
    other = a_meeting(cast.near, number=4)
    with pytest.raises(ValidationError, match="is over"):
        vote(note=an_idea(other), ticket=mine)
    mine.roundtable.admission.check_in_code = ""
    for verb in (vote, take_vote_back):
        with pytest.raises(ValidationError, match="is over"):
            verb(note=an_idea(meeting), ticket=mine)
    assert NoteVote.objects.count() == 0


def test_who_waits_at_the_door_is_heard_once_they_are_let_in(meeting):
    idea, other = an_idea(meeting), an_idea(meeting, "Another.")
    waiting = check_in(roundtable=meeting.roundtable, typed="Misspelt")
    vote(note=idea, ticket=waiting)
    vote(note=other, ticket=waiting)
    vote(note=idea, ticket=ticket(meeting))
    assert voices(meeting) == [("A shared bus.", 1), ("Another.", 0)]
    let_in(ticket=waiting, guest=meeting.guests[0], by=BY)
    assert voices(meeting) == [("A shared bus.", 1), ("Another.", 1)]
    stranger = check_in(roundtable=meeting.roundtable, typed="A Stranger")
    vote(note=idea, ticket=stranger)
    turn_away(ticket=stranger, by=BY)
    assert NoteVote.objects.filter(note=idea).count() == 1


@pytest.mark.parametrize("how", [KNOWN, BELIEVED])
def test_a_voice_is_given_on_ones_own_page_with_and_without_a_script(meeting, how):
    idea, phone = an_idea(meeting), Client(enforce_csrf_checks=True)
    token = present_token(ticket(meeting), how)
    url = reverse("cooperation:present-vote", args=[token])
    assert phone.get(url).status_code == 302
    page = phone.post(url, {"idea": idea.public_id, "voice": "give"}, follow=True).content.decode()
    assert 'value="back" aria-pressed="true"' in page
    part = phone.post(url, {"idea": idea.public_id, "voice": "back"}, HTTP_HX_REQUEST="true").content.decode()
    assert "<html" not in part
    assert 'value="give" aria-pressed="false"' in part
    assert phone.post(url, {"idea": "nonsense"}).status_code == 404
    assert not phone.cookies


def test_an_idea_that_is_none_any_more_says_so(meeting):
    idea, phone = an_idea(meeting), Client()
    tag_note(note=idea, tag="", by=BY)
    url = reverse("cooperation:present-vote", args=[present_token(ticket(meeting), KNOWN)])
    assert "This line is not among the ideas any more." in phone.post(url, {"idea": idea.public_id}).content.decode()


def test_an_idea_of_another_region_is_not_found(cast, meeting):
    theirs = an_idea(a_meeting(cast.far))
    url = reverse("cooperation:present-vote", args=[present_token(ticket(meeting), KNOWN)])
    assert Client().post(url, {"idea": theirs.public_id}).status_code == 404
    assert NoteVote.objects.count() == 0


def test_the_desk_counts_hands(client, cast, meeting):
    client.force_login(cast.convenor)
    idea = an_idea(meeting)
    url = meeting.url("live-hands", idea.public_id)
    client.post(url, {"hands": 5})
    assert "5 voices" in client.get(meeting.url("live")).content.decode()
    part = client.post(url, {"hands": 6}, HTTP_HX_REQUEST="true")
    assert "6 voices" in part.content.decode()
    for nonsense in ("-1", "many", "501", ""):
        assert "Write how many hands you counted" in client.post(url, {"hands": nonsense}, follow=True).content.decode()
    assert voices(meeting) == [("A shared bus.", 6)]
