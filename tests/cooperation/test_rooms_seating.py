"""People are spread with a reason each, and again with few moves when somebody comes late or stays away."""

from collections import Counter
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from maillage.cooperation.actions.room_plan import Overtaken
from maillage.cooperation.actions.rooms import PlannedRoom, accept_leaders, move_people, set_rooms
from maillage.cooperation.actions.seating import assign_rooms, reseat_rooms
from maillage.cooperation.actions.wish import wish_rooms
from maillage.cooperation.enums import Answer
from maillage.cooperation.models import Admission, GuestSeat, Presence, Room, RoomPlan, RoomPreference, RoomSeat
from maillage.cooperation.queries.rooms import table_of
from maillage.core.wording import Wording
from maillage.people.enums import Part
from tests import factories as make
from tests.cooperation.meeting import BY, a_meeting, answered


@pytest.fixture
def meeting(cast):
    return a_meeting(cast.near, guests=6, date=timezone.localdate() + timedelta(days=9))


def seats():
    return dict(RoomSeat.objects.values_list("contact", "room"))


def why(person):
    return RoomSeat.objects.get(contact=person).why["reason"]


def spread(meeting, **asked):
    return assign_rooms(roundtable=meeting.roundtable, by=BY, **asked)


def test_each_seat_says_why_and_the_plan_says_what_is_proved(meeting):
    told = spread(meeting)
    assert (told.seated, told.proved) == (6, True)
    assert {seat.why["reason"] for seat in RoomSeat.objects.all()} <= {
        "leads",
        "writes",
        "evens_category",
        "evens_size",
        "keeps_organisation_apart",
    }
    plan = RoomPlan.objects.get()
    assert (plan.version, plan.proved["people"]) == (1, 6)
    levels = {name: value for name, value, _proved in plan.proved["levels"]}
    # Three of the six speak for an organisation, and four tasks are to be given.
    assert (levels["sizes"], levels["leaders"], levels["languages"]) == ([0], [1], [0])


def test_who_was_put_by_hand_stays_until_everybody_is_freed(meeting):
    spread(meeting)
    first, second = meeting.rooms
    mover = RoomSeat.objects.filter(room=first).exclude(why__reason__in=["leads", "writes"]).first().contact
    move_people(roundtable=meeting.roundtable, seats={mover: second}, by=BY)
    assert RoomPlan.objects.get().proved == {}
    spread(meeting)
    seat = RoomSeat.objects.get(contact=mover)
    assert (seat.room, seat.by_hand, seat.why["reason"]) == (second, True, "put_by_hand")
    spread(meeting, free=True)
    assert not RoomSeat.objects.filter(by_hand=True).exists()


def test_a_wish_is_met_and_counts_again_when_it_is_changed(meeting):
    for room, guest in zip(meeting.rooms, meeting.guests, strict=False):
        room.facilitator = room.note_taker = guest
        room.save()
    guest = meeting.guests[4]
    invitation = guest.invitations.get()
    for room in reversed(meeting.rooms):
        wish_rooms(invitation=invitation, rooms=[room], by=BY)
        spread(meeting)
        assert seats()[guest.pk] == room.pk
        assert why(guest) == "first_wish"
    assert [wish.rank for wish in RoomPreference.objects.all()] == [1]


def test_somebody_is_seated_where_they_share_a_language_with_who_leads(meeting):
    polish, french = meeting.guests[0], meeting.guests[1]
    stranger = meeting.guests[5]
    for person, code in ((polish, "pl"), (stranger, "pl")):
        person.preferred_language = code
        person.save()
    for room, leader in zip(meeting.rooms, (french, polish), strict=True):
        room.facilitator = leader
        room.save()
    spread(meeting)
    assert seats()[stranger.pk] == meeting.rooms[1].pk
    assert why(stranger) in {"only_language", "writes"}


def test_somebody_who_asked_for_an_interpreter_talks_in_that_language(meeting):
    invitation = meeting.guests[0].invitations.get()
    invitation.interpreter = "ar"
    invitation.save()
    table = table_of(meeting.roundtable)
    assert table.around[meeting.guests[0].pk].languages == {"fr", "ar"}


def test_of_a_substitute_only_the_name_and_the_own_address_are_known(meeting):
    invitation = meeting.guests[0].invitations.get()
    invitation.answer = Answer.SUBSTITUTE
    invitation.substitute_name = "Somebody Else"
    invitation.substitute_email = "else@example.org"
    invitation.save()
    instead = table_of(meeting.roundtable).around[meeting.guests[0].pk]
    assert (instead.name, instead.email, instead.languages) == ("Somebody Else", "else@example.org", frozenset())


def test_who_waits_for_a_seat_at_the_table_gets_none_in_a_room(meeting):
    admission = Admission.objects.create(roundtable=meeting.roundtable, seats=5, taken=5)
    waiting = meeting.guests[5]
    GuestSeat.objects.create(admission=admission, invitation=waiting.invitations.get(), asked_at=timezone.now())
    assert spread(meeting).seated == 5
    assert waiting.pk not in seats()


def test_who_is_proposed_to_lead_belongs_to_the_host_and_is_named_in_one_press(meeting, cast):
    hosts = [make.a_contact(cast.near, cast.host) for _person in range(2)]
    for host in hosts:
        answered(meeting.roundtable, host)
    spread(meeting)
    assert {seat.contact for seat in RoomSeat.objects.filter(why__reason="leads")} == set(hosts)
    assert accept_leaders(roundtable=meeting.roundtable, by=BY) == 4
    assert {room.facilitator for room in Room.objects.all()} == set(hosts)
    assert all(room.note_taker for room in Room.objects.all())
    assert accept_leaders(roundtable=meeting.roundtable, by=BY) == 0


def test_newcomers_are_not_called_upon_to_lead_or_to_write(cast):
    meeting = a_meeting(cast.near, guests=0)
    for _person in range(4):
        answered(meeting.roundtable, make.a_contact(cast.near, category="newcomers"))
    spread(meeting)
    assert not RoomSeat.objects.filter(why__reason__in=["leads", "writes"]).exists()
    levels = {name: value for name, value, _proved in RoomPlan.objects.get().proved["levels"]}
    assert levels["leaders"] == [4]


def test_a_latecomer_gets_a_seat_and_nobody_moves(meeting):
    spread(meeting)
    before = seats()
    late = make.a_contact(meeting.roundtable.region)
    Presence.objects.create(roundtable=meeting.roundtable, contact=late, arrived_at=timezone.now())
    told = reseat_rooms(roundtable=meeting.roundtable, by=BY)
    assert (told.seated, told.moved, told.joined, told.left) == (7, {}, [late.pk], [])
    assert {key: room for key, room in seats().items() if key != late.pk} == before


def test_who_did_not_come_gives_the_seat_up_and_the_fewest_move(cast):
    meeting = a_meeting(cast.near, guests=8)
    spread(meeting)
    first = meeting.rooms[0]
    absent = [person for person in meeting.guests if seats()[person.pk] == first.pk][:2]
    for person in meeting.guests:
        if person not in absent:
            Presence.objects.create(roundtable=meeting.roundtable, contact=person, arrived_at=timezone.now())
    told = reseat_rooms(roundtable=meeting.roundtable, by=BY, only_here=True)
    assert sorted(told.left) == sorted(person.pk for person in absent)
    assert len(told.moved) == 1
    assert sorted(Counter(seats().values()).values()) == [3, 3]


def test_a_change_that_has_not_seen_the_last_one_saves_nothing(meeting):
    spread(meeting)
    before = seats()
    mover = meeting.guests[0]
    other = next(room for room in meeting.rooms if room.pk != before[mover.pk])
    move_people(roundtable=meeting.roundtable, seats={mover: other}, by=BY, seen=1)
    late = {person: None for person in meeting.guests}
    room = PlannedRoom(Wording(en="One"))
    for deed in (
        lambda: move_people(roundtable=meeting.roundtable, seats=late, by=BY, seen=1),
        lambda: set_rooms(roundtable=meeting.roundtable, rooms=[room], by=BY, seen=1),
        lambda: accept_leaders(roundtable=meeting.roundtable, by=BY, seen=1),
        lambda: spread(meeting, seen=1),
        lambda: reseat_rooms(roundtable=meeting.roundtable, by=BY, seen=1),
    ):
        with pytest.raises(Overtaken, match="Nothing of yours was saved"):
            deed()
    assert seats() == {**before, mover.pk: other.pk}
    assert (Room.objects.count(), RoomPlan.objects.get().version) == (2, 2)


def test_wishes_are_for_different_rooms_of_this_table_before_it_starts(cast, meeting):
    far = make.a_roundtable(cast.near, 9)
    elsewhere = Room.objects.create(roundtable=far, number=1, title={"en": "Far"})
    invitation = meeting.guests[0].invitations.get()
    first, second = meeting.rooms
    wish_rooms(invitation=invitation, rooms=[second, first], by=BY)
    assert [wish.room for wish in RoomPreference.objects.order_by("rank")] == [second, first]
    for rooms, said in (([first, first], "two different rooms"), ([elsewhere], "gone")):
        with pytest.raises(ValidationError, match=said):
            wish_rooms(invitation=invitation, rooms=rooms, by=BY)
    assert RoomPreference.objects.count() == 2


def test_a_host_who_said_no_leads_nothing(meeting, cast):
    host = make.a_contact(cast.near, make.an_organisation(cast.near, Part.PILOT_HOLDER))
    answered(meeting.roundtable, host, Answer.NOT_COMING)
    meeting.rooms[0].facilitator = host
    meeting.rooms[0].save()
    assert spread(meeting).seated == 6
    assert host.pk not in seats()
