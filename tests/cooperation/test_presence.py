"""Who is here is ticked once, and adds up to a head-count."""

import pytest
from django.core.exceptions import ValidationError

from maillage.cooperation.actions.attendance import record_attendance
from maillage.cooperation.actions.presence import (
    set_manner,
    tick_all_who_said_yes,
    tick_presence,
    welcome,
)
from maillage.cooperation.enums import Answer, Mode
from maillage.cooperation.models import Attendance, Presence
from maillage.cooperation.queries.attendance import headcount_of, ticked_at
from maillage.cooperation.queries.live import arrivals_at
from maillage.core.headcount import Headcount
from maillage.people.enums import Category
from maillage.people.models import Contact
from tests import factories as make
from tests.cooperation.meeting import BY, a_meeting, answered


@pytest.fixture
def meeting(cast):
    return a_meeting(cast.near)


def tick(meeting, place, what="here"):
    return tick_presence(roundtable=meeting.roundtable, contact=meeting.guests[place], tick=what, by=BY)


def names(guests):
    return {guest.contact for guest in guests}


def test_somebody_arrives_leaves_comes_back_and_was_not_here_after_all(meeting):
    assert tick(meeting, 0).left_at is None
    assert tick(meeting, 0, "left").left_at is not None
    assert names(arrivals_at(meeting.roundtable).left) == {meeting.guests[0]}
    assert tick(meeting, 0).left_at is None
    assert names(arrivals_at(meeting.roundtable).here) == {meeting.guests[0]}
    assert tick(meeting, 0, "away") is None
    assert Presence.objects.count() == 0
    assert names(arrivals_at(meeting.roundtable).awaited) == set(meeting.guests)


def test_leaving_without_having_arrived_is_nothing(meeting):
    assert tick(meeting, 0, "left") is None
    assert Presence.objects.count() == 0


def test_a_person_of_another_region_is_refused(meeting, cast):
    with pytest.raises(ValidationError, match="another region"):
        tick_presence(roundtable=meeting.roundtable, contact=make.a_contact(cast.far), tick="here", by=BY)


def test_everybody_who_said_yes_is_ticked_once_and_the_substitute_by_name(meeting):
    away, other = make.a_contact(meeting.roundtable.region), make.a_contact(meeting.roundtable.region)
    answered(meeting.roundtable, away, Answer.NOT_COMING)
    answered(meeting.roundtable, other, Answer.SUBSTITUTE, substitute_name="A Colleague")
    tick(meeting, 0)
    assert tick_all_who_said_yes(roundtable=meeting.roundtable, by=BY) == 4
    assert tick_all_who_said_yes(roundtable=meeting.roundtable, by=BY) == 0
    assert set(Presence.objects.values_list("contact", flat=True)) == {
        *(guest.pk for guest in meeting.guests),
        other.pk,
    }
    assert Presence.objects.get(contact=other).stood_in_by == "A Colleague"


def test_somebody_new_stands_in_the_directory_and_is_here(meeting, cast):
    contact = welcome(
        roundtable=meeting.roundtable, name="Somebody", email="new@example.org", category="citizens", by=BY
    )
    assert (contact.region, contact.preferred_language) == (cast.near, "fr")
    again = welcome(roundtable=meeting.roundtable, name="Somebody else", email="NEW@example.org", by=BY)
    assert again == contact
    assert Presence.objects.filter(contact=contact).count() == 1
    assert Contact.objects.filter(email__iexact="new@example.org").count() == 1


def test_the_ticks_count_people_and_organisations_apart_and_the_categories(meeting, cast):
    tick_all_who_said_yes(roundtable=meeting.roundtable, by=BY)
    welcome(roundtable=meeting.roundtable, name="Citizen", category=Category.CITIZENS, by=BY)
    tick(meeting, 0, "left")
    ticked = ticked_at(meeting.roundtable)
    assert ticked.headcount == Headcount("people", exact=5, organisations=1)
    assert ticked.categories == {"local_authorities": 2, "citizens": 1}
    assert ticked.without_category == 2


def test_a_hybrid_roundtable_is_counted_apart_once_everybody_has_a_manner(cast):
    meeting = a_meeting(cast.near, guests=2, mode=Mode.HYBRID)
    meeting.roundtable.invitations.filter(contact=meeting.guests[0]).update(comes=Mode.ONLINE)
    tick_all_who_said_yes(roundtable=meeting.roundtable, by=BY)
    assert ticked_at(meeting.roundtable).headcount.online is None
    set_manner(roundtable=meeting.roundtable, contact=meeting.guests[1], comes=Mode.ON_SITE, by=BY)
    headcount = ticked_at(meeting.roundtable).headcount
    assert (headcount.exact, headcount.online, headcount.on_site) == (2, 1, 1)


def test_nobody_ticked_is_not_nobody_present(meeting):
    assert ticked_at(meeting.roundtable).headcount == Headcount("people")


@pytest.mark.parametrize(
    "headcount",
    [
        Headcount("stakeholders", exact=22),
        Headcount("stakeholders", least=9, most=16),
        Headcount("people", exact=21, online=18, on_site=3),
        Headcount("people", exact=30, organisations=21),
    ],
)
def test_a_head_count_is_recorded_as_it_was_counted(meeting, headcount):
    record_attendance(roundtable=meeting.roundtable, headcount=headcount, categories={"ngo": 3}, by=BY)
    meeting.roundtable.refresh_from_db()
    assert headcount_of(meeting.roundtable) == headcount
    assert Attendance.objects.get().categories == {"ngo": 3}


def test_parts_that_do_not_add_up_change_nothing(meeting):
    record = {"roundtable": meeting.roundtable, "categories": {}, "by": BY}
    record_attendance(headcount=Headcount(exact=21), **record)
    with pytest.raises(ValidationError) as refused:
        record_attendance(headcount=Headcount(exact=22, online=18, on_site=3), **record)
    assert refused.value.message_dict == {
        "exact": ["Online and on site do not add up to the total. Correct one of the three."]
    }
    with pytest.raises(ValidationError):
        record_attendance(headcount=Headcount(), categories={"ngo": -1}, roundtable=meeting.roundtable, by=BY)
    assert Attendance.objects.get().exact == 21
