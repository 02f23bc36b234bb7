"""Where seats are limited nobody is promised one too many, and whoever waits longest moves up by itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import time, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from maillage.cooperation.actions.invite import send_again, withdraw_invitation
from maillage.cooperation.actions.reply import stop_invitations
from maillage.cooperation.actions.schedule import Plan, cancel_roundtable, change_roundtable
from maillage.cooperation.actions.seats import give_seat, set_seats
from maillage.cooperation.models import Admission, GuestSeat, Roundtable
from maillage.cooperation.queries.live import arrivals_at, comers_to
from maillage.cooperation.ticks import free_forgotten_seats
from maillage.core.wording import Wording
from maillage.kit.models import AuditEntry, OutboxMail
from maillage.people.actions import erase_person, remove_contact
from maillage.people.models import Contact
from tests.conftest import Cast
from tests.cooperation.calling import LATER
from tests.cooperation.seating import BY, a_table, guests, held, is_sound, mailed, says, waiting

pytestmark = pytest.mark.django_db
PLAN = Plan(LATER, time(14), 120, "on_site", Wording())


def changed(table: Roundtable, plan: Plan) -> Roundtable:
    version = Roundtable.objects.get(pk=table.pk).version
    return change_roundtable(roundtable=table, plan=plan, seen_version=version, by=BY)


def test_whoever_answers_first_has_a_seat_and_the_others_wait_in_order(cast: Cast) -> None:
    table = a_table(cast.near, 2)
    one, two, three, four = guests(table, 4)
    for guest in (one, three, four, two):
        says(guest, "coming")
    assert (held(table), waiting(table)) == ([one.pk, three.pk], [four.pk, two.pk])
    assert is_sound(table)


def test_maybe_takes_no_seat(cast: Cast) -> None:
    table = a_table(cast.near, 1)
    one, two = guests(table, 2)
    says(one, "maybe")
    says(two, "coming")
    assert (held(table), waiting(table)) == ([two.pk], [])
    says(two, "maybe")
    assert held(table) == []


def test_a_seat_given_up_goes_to_whoever_waits_longest_who_is_told_once(cast: Cast) -> None:
    table = a_table(cast.near, 1)
    one, two, three = guests(table, 3)
    for guest in (one, three, two):
        says(guest, "coming")
    says(one, "not_coming")
    assert (held(table), waiting(table)) == ([three.pk], [two.pk])
    says(three, "coming", message="Glad")
    assert mailed("moved_up") == [three.pk]
    assert mailed("waiting") == [], "who answers reads it at once"
    assert is_sound(table)


def test_whoever_moved_up_and_declines_passes_the_seat_on_and_later_stands_at_the_end(cast: Cast) -> None:
    table = a_table(cast.near, 1)
    one, two, three = guests(table, 3)
    for guest in (one, two, three):
        says(guest, "coming")
    says(one, "not_coming")
    says(two, "not_coming")
    says(one, "coming")
    says(two, "coming")
    assert (held(table), waiting(table)) == ([three.pk], [one.pk, two.pk])
    assert mailed("moved_up") == [two.pk, three.pk]


def test_the_same_answer_once_more_changes_nothing(cast: Cast) -> None:
    table = a_table(cast.near, 1)
    one, two, three = guests(table, 3)
    for guest in (one, two, three):
        says(guest, "coming", message="I bring\nbread")
    before = (AuditEntry.objects.count(), OutboxMail.objects.count(), list(GuestSeat.objects.values()))
    says(two, "coming", message="I bring\nbread")
    assert (AuditEntry.objects.count(), OutboxMail.objects.count(), list(GuestSeat.objects.values())) == before


def test_details_and_a_substitute_keep_the_seat_and_the_place(cast: Cast) -> None:
    table = a_table(cast.near, 1)
    one, two, three = guests(table, 3)
    for guest in (one, two, three):
        says(guest, "coming")
    says(one, "substitute", substitute_name="Bo")
    says(two, "substitute", substitute_name="Cy")
    assert (held(table), waiting(table)) == ([one.pk], [two.pk, three.pk])


def test_a_withdrawn_invitation_frees_the_seat_and_one_that_stands_again_waits_at_the_end(cast: Cast) -> None:
    table = a_table(cast.near, 1)
    one, two, three = guests(table, 3)
    for guest in (one, two, three):
        says(guest, "coming")
    withdraw_invitation(invitation=one, by=BY)
    withdraw_invitation(invitation=one, by=BY)
    assert (held(table), waiting(table), mailed("withdrawn")) == ([two.pk], [three.pk], [one.pk])
    send_again(invitation=one, by=BY)
    assert (waiting(table), mailed("waiting")) == ([three.pk, one.pk], [one.pk])
    assert is_sound(table)


def test_who_is_erased_or_removed_gives_the_seat_back(cast: Cast) -> None:
    table = a_table(cast.near, 1)
    one, two, three, four = guests(table, 4)
    for guest in (one, two, three, four):
        says(guest, "coming")
    erase_person(contact=one.contact, by=BY)
    assert (held(table), waiting(table)) == ([two.pk], [three.pk, four.pk])
    remove_contact(contact=two.contact, by=BY)
    assert (held(table), waiting(table), is_sound(table)) == ([three.pk], [four.pk], True)


def test_a_guest_whose_details_ended_with_their_time_holds_no_seat_for_long(cast: Cast) -> None:
    table = a_table(cast.near, 1)
    one, two = guests(table, 2)
    for guest in (one, two):
        says(guest, "coming")
    Contact.objects.filter(pk=one.contact_id).update(name="", email="", phone="")
    free_forgotten_seats()
    assert (held(table), mailed("moved_up"), is_sound(table)) == ([two.pk], [two.pk], True)


def test_who_stopped_invitations_moves_up_all_the_same_and_the_convenor_is_asked_to_call(cast: Cast) -> None:
    table = a_table(cast.near, 1)
    one, two = guests(table, 2)
    for guest in (one, two):
        says(guest, "coming")
    stop_invitations(contact=two.contact, by=BY)
    says(one, "not_coming")
    assert (held(table), mailed("moved_up")) == ([two.pk], [])
    assert is_sound(table)


def test_the_first_limit_gives_seats_in_the_order_of_answering_and_tells_who_waits(cast: Cast) -> None:
    table = a_table(cast.near, None)
    one, two, three = guests(table, 3)
    for guest in (three, one, two):
        says(guest, "coming")
    set_seats(roundtable=table, seats=2, by=BY)
    assert (held(table), waiting(table)) == ([three.pk, one.pk], [two.pk])
    assert (mailed("waiting"), mailed("moved_up")) == ([two.pk], [])


def test_more_seats_let_people_move_up_and_fewer_than_promised_are_refused(cast: Cast) -> None:
    table = a_table(cast.near, 1)
    people = guests(table, 4)
    for guest in people:
        says(guest, "coming")
    set_seats(roundtable=table, seats=3, by=BY)
    assert mailed("moved_up") == [people[1].pk, people[2].pk]
    with pytest.raises(ValidationError, match="3 seats are promised already"):
        set_seats(roundtable=table, seats=2, by=BY)
    assert (Admission.objects.get().seats, len(held(table)), is_sound(table)) == (3, 3, True)
    set_seats(roundtable=table, seats=None, by=BY)
    assert (mailed("moved_up")[2:], is_sound(table)) == ([people[3].pk], True)


def test_a_refused_number_of_seats_refuses_the_whole_change(cast: Cast) -> None:
    table = a_table(cast.near, 2)
    for guest in guests(table, 2):
        says(guest, "coming")
    with pytest.raises(ValidationError), transaction.atomic():
        changed(table, replace(PLAN, seats=1, minutes=30))
    assert Roundtable.objects.get().minutes == 120


def test_where_people_meet_both_ways_seats_count_who_is_there(cast: Cast) -> None:
    table = a_table(cast.near, 1, mode="hybrid")
    one, two, three = guests(table, 3)
    says(one, "coming", comes="online")
    says(two, "coming", comes="on_site")
    says(three, "coming", comes="on_site")
    assert (held(table), waiting(table)) == ([two.pk], [three.pk])
    says(three, "coming", comes="online")
    says(two, "coming", comes="online")
    assert (held(table), waiting(table), is_sound(table)) == ([], [], True)


def test_a_change_of_how_people_meet_counts_anew_and_those_before_keep_their_place(cast: Cast) -> None:
    table = a_table(cast.near, 2, mode="hybrid")
    one, two, three, four = guests(table, 4)
    says(one, "coming", comes="online")
    for guest in (two, three, four):
        says(guest, "coming", comes="on_site")
    changed(table, replace(PLAN, seats=2))
    assert (held(table), waiting(table)) == ([two.pk, three.pk], [four.pk, one.pk])
    assert mailed("waiting") == [one.pk]
    changed(table, replace(PLAN, mode="hybrid", seats=2))
    assert (waiting(table), is_sound(table)) == ([four.pk], True)


def test_nobody_moves_up_by_itself_once_it_is_cancelled_or_has_begun(cast: Cast) -> None:
    gone, begun = a_table(cast.near, 1), a_table(cast.near, 1, number=5)
    for table in (gone, begun):
        for guest in guests(table, 2):
            says(guest, "coming")
    cancel_roundtable(roundtable=gone, reason=Wording(en="The hall is flooded."), by=BY)
    gone.refresh_from_db()
    withdraw_invitation(invitation=gone.invitations.get(pk=held(gone)[0]), by=BY)
    assert (held(gone), Admission.objects.get(roundtable=gone).taken) == ([], 0)
    with time_machine.travel("2099-05-26 12:00:00Z", tick=False):
        second = begun.invitations.get(pk=waiting(begun)[0])
        with pytest.raises(ValidationError, match="All seats are taken"):
            give_seat(invitation=second, by=BY)
        withdraw_invitation(invitation=begun.invitations.get(pk=held(begun)[0]), by=BY)
        assert (held(begun), mailed("moved_up"), mailed("withdrawn")) == ([], [], [])
        give_seat(invitation=second, by=BY)
        give_seat(invitation=second, by=BY)
    assert (held(begun), is_sound(begun)) == ([second.pk], True)


def test_nobody_is_given_a_seat_who_did_not_ask_for_one(cast: Cast) -> None:
    table = a_table(cast.near, 1)
    (guest,) = guests(table, 1)
    with pytest.raises(ValidationError, match="Guest 0 does not wait for a seat"):
        give_seat(invitation=guest, by=BY)


def test_a_clock_that_goes_back_lets_nobody_pass(cast: Cast) -> None:
    table = a_table(cast.near, 1)
    one, two, three = guests(table, 3)
    for guest in (one, two):
        says(guest, "coming")
    with time_machine.travel(timezone.now() - timedelta(days=2)):
        says(three, "coming")
        says(one, "not_coming")
    assert (held(table), waiting(table)) == ([two.pk], [three.pk])


def test_whoever_waits_is_not_awaited_at_the_door(cast: Cast) -> None:
    table = a_table(cast.near, 1)
    one, two = guests(table, 2)
    for guest in (one, two):
        says(guest, "coming")
    assert comers_to(table) == [one.contact]
    assert [guest.contact for guest in arrivals_at(table).awaited] == [one.contact]
    assert [guest.contact for guest in arrivals_at(table).others] == [two.contact]


def test_the_database_itself_refuses_one_seat_too_many(cast: Cast) -> None:
    a_table(cast.near, 1)
    with pytest.raises(IntegrityError), transaction.atomic():
        Admission.objects.update(taken=2)
