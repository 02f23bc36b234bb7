"""People say themselves that they are here: by code, by link, by name; nobody learns from it who is invited."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from maillage.cooperation.actions.check_in import (
    ALPHABET,
    MOST_WAITING,
    check_in,
    close_check_in,
    let_in,
    open_check_in,
    turn_away,
)
from maillage.cooperation.actions.report import draft_report, freeze_report
from maillage.cooperation.enums import Answer, State
from maillage.cooperation.links import answer_link
from maillage.cooperation.live_links import HERE, KNOWN, here_link, present_token
from maillage.cooperation.models import Admission, CheckIn, Presence, RoomSeat
from maillage.cooperation.queries.check_in import known_as
from maillage.cooperation.ticks import close_forgotten_doors
from maillage.kit import tokens
from maillage.kit.models import AuditEntry
from maillage.people.models import Contact
from tests import factories as make
from tests.cooperation.meeting import BY, a_meeting, answered, at


@pytest.fixture(autouse=True)
def on_the_day():
    with time_machine.travel(at(14), tick=False):
        yield


@pytest.fixture
def meeting(cast):
    return a_meeting(cast.near)


@pytest.fixture
def code(meeting):
    return open_check_in(roundtable=meeting.roundtable, by=BY).check_in_code


@pytest.fixture
def desk(client, cast):
    client.force_login(cast.convenor)
    return client


@pytest.fixture
def phone():
    return Client(enforce_csrf_checks=True)


def door(code):
    return reverse("cooperation:check-in", args=[tokens.sign(HERE, code)])


def said(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def test_a_code_is_made_once_and_can_be_read_aloud(meeting, code):
    assert len(code) == 6
    assert set(code) <= set(ALPHABET)
    assert not set("0O1IL8B5S2Z") & set(ALPHABET)
    assert open_check_in(roundtable=meeting.roundtable, by=BY).check_in_code == code


@pytest.mark.parametrize("moment", [at(14) - timedelta(days=2), at(14) + timedelta(days=2)])
def test_the_door_opens_on_the_day_alone(meeting, moment):
    with time_machine.travel(moment, tick=False), pytest.raises(ValidationError, match="on the day"):
        open_check_in(roundtable=meeting.roundtable, by=BY)
    assert not Admission.objects.exclude(check_in_code="").exists()


def test_the_day_is_that_of_the_place_where_people_meet(cast):
    far_away = a_meeting(cast.near, time_zone="Pacific/Noumea", number=4)
    with time_machine.travel(at(14) - timedelta(days=1), tick=False):  # 25 January, half past midnight in Nouméa
        assert open_check_in(roundtable=far_away.roundtable, by=BY).check_in_code
    with time_machine.travel(at(14) + timedelta(hours=10), tick=False), pytest.raises(ValidationError):
        open_check_in(roundtable=a_meeting(cast.near, time_zone="Pacific/Noumea", number=5).roundtable, by=BY)


def test_a_typed_code_leads_to_the_door_whatever_its_case(phone, meeting, code):
    here = reverse("cooperation:check-in-code")
    page = phone.get(here)
    assert page.status_code == 200
    assert "csrf" not in page.content.decode()
    answer = phone.post(here, {"code": f" {code[:3].lower()}-{code[3:]} "})
    assert answer.status_code == 302
    assert "third roundtable" in said(phone.get(answer.headers["Location"]))
    assert not phone.cookies


def test_codes_are_guessed_a_few_times_only(phone, code, settings):
    here = reverse("cooperation:check-in-code")
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "check_in_code": "3/600s/ip"}
    for guess in ("AAAAAA", "CCCCCC", "DDDDDD"):
        refused = phone.post(here, {"code": guess})
        assert refused.status_code == 422
        assert "No roundtable has this code now." in said(refused)
    late = phone.post(here, {"code": code})
    assert late.status_code == 429
    assert "That was too often" in said(late)


def test_right_codes_are_not_counted(phone, code, settings):
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "check_in_code": "2/600s/ip"}
    for _person in range(4):
        assert phone.post(reverse("cooperation:check-in-code"), {"code": code}).status_code == 302


def test_names_are_tried_a_few_times_only(phone, code, settings):
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "check_in_name": "2/h/key"}
    for name in ("A Stranger", "Another Stranger"):
        assert phone.post(door(code), {"who": name}).status_code == 302
    assert phone.post(door(code), {"who": "A Third"}).status_code == 429
    assert CheckIn.objects.count() == 2


def test_an_address_or_a_name_says_who_is_here(meeting, code):
    contact = meeting.guests[0]
    Contact.objects.filter(pk=contact.pk).update(name="Éloïse d’Aubigné", email="eloise@example.org")
    for typed in ("ELOISE@example.org", "eloise d'aubigne", "D’Aubigné  Éloïse"):
        assert known_as(meeting.roundtable, typed).contact == contact
    for typed in ("Eloise", "aubigne", "@example.org", "eloise@example", ""):
        assert known_as(meeting.roundtable, typed) is None
    ticket = check_in(roundtable=meeting.roundtable, typed="eloise@example.org")
    assert ticket.contact == contact
    assert Presence.objects.get().contact == contact
    assert check_in(roundtable=meeting.roundtable, typed="Éloïse d’Aubigné") == ticket
    assert Presence.objects.count() == 1


def test_two_guests_of_one_name_are_nobody_until_the_convenor_says_who(meeting, code):
    Contact.objects.filter(pk__in=[guest.pk for guest in meeting.guests[:2]]).update(name="Jean Martin")
    assert check_in(roundtable=meeting.roundtable, typed="Jean Martin").is_waiting
    assert Presence.objects.count() == 0


def test_whoever_comes_instead_is_known_by_their_own_name(meeting, code):
    away = make.a_contact(meeting.roundtable.region)
    answered(meeting.roundtable, away, Answer.SUBSTITUTE, substitute_name="A Colleague")
    assert check_in(roundtable=meeting.roundtable, typed="a colleague").contact == away
    assert Presence.objects.get().stood_in_by == "A Colleague"


def test_a_withdrawn_invitation_and_a_guest_of_another_table_are_not_known(cast, meeting, code):
    meeting.roundtable.invitations.filter(contact=meeting.guests[0]).update(revoked_at=at(10))
    other = a_meeting(cast.near, number=4)
    for guest in (meeting.guests[0], other.guests[0]):
        assert check_in(roundtable=meeting.roundtable, typed=guest.email).is_waiting


def test_the_answer_is_the_same_for_who_is_known_and_who_is_not(phone, meeting, code):
    pages = []
    for typed in (meeting.guests[0].email, "nobody.known@example.org"):
        answer = phone.post(door(code), {"who": typed})
        assert answer.status_code == 302
        page = phone.get(answer.headers["Location"])
        pages.append(re.sub(r"link/present/[^/]+/", "link/present/T/", page.content.decode()))
        assert typed not in page.content.decode()
        assert len(answer.headers["Location"].split("~")) == 3
    assert pages[0] == pages[1]
    assert Presence.objects.count() == 1
    assert not phone.cookies


def test_a_room_is_told_to_who_typed_a_name_only_while_rooms_run(phone, meeting, code):
    RoomSeat.objects.create(roundtable=meeting.roundtable, room=meeting.rooms[0], contact=meeting.guests[0])
    typed = phone.post(door(code), {"who": meeting.guests[0].email}).headers["Location"]
    assert "Theme 1" not in said(phone.get(typed))
    known = reverse("cooperation:present", args=[present_token(CheckIn.objects.get(), KNOWN)])
    assert "Room 1: Theme 1" in said(phone.get(known))
    breakout = meeting.items[2]
    breakout.started_at = at(13, 50)
    breakout.save()
    assert "Room 1: Theme 1" in said(phone.get(typed))


def test_a_personal_link_says_that_a_guest_is_here(phone, meeting, code):
    invitation = meeting.roundtable.invitations.first()
    link = answer_link(invitation, language="en", masked=False).split("/en/", 1)[1]
    page = phone.get(f"/en/{link}")
    assert "I am here" in said(page)
    assert Presence.objects.count() == 0
    assert phone.get(f"/en/{link}here/").status_code == 302
    assert Presence.objects.count() == 0
    answer = phone.post(f"/en/{link}here/")
    assert Presence.objects.get().contact == invitation.contact
    assert "You are here" in said(phone.get(answer.headers["Location"]))
    phone.post(f"/en/{link}here/")
    assert (Presence.objects.count(), CheckIn.objects.count()) == (1, 1)


def test_a_personal_link_checks_nobody_in_while_the_door_is_shut(phone, meeting):
    invitation = meeting.roundtable.invitations.first()
    link = answer_link(invitation, language="en", masked=False).split("/en/", 1)[1]
    assert phone.post(f"/en/{link}here/").status_code == 410
    assert Presence.objects.count() == 0


def test_who_is_new_waits_once_and_is_let_in_with_one_tap(desk, cast, meeting, code):
    for _press in range(2):
        ticket = check_in(roundtable=meeting.roundtable, typed="Ada  Newcomer", organisation="the host")
    assert CheckIn.objects.count() == 1
    page = said(desk.get(meeting.url("live")))
    assert "1 person at the door" in page
    assert "Ada Newcomer" in page
    desk.post(meeting.url("live-let-in", ticket.public_id), {"act": "in"})
    contact = Contact.objects.get(name="Ada Newcomer")
    assert contact.organisation == cast.host
    assert Presence.objects.get().contact == contact
    ticket.refresh_from_db()
    assert (ticket.contact, ticket.name, ticket.organisation_name) == (contact, "", "")
    assert let_in(ticket=ticket, by=BY) == contact


def test_a_name_that_was_misspelt_is_placed_with_the_guest(desk, meeting, code):
    guest = meeting.guests[0]
    ticket = check_in(roundtable=meeting.roundtable, typed="Persn Nul")
    before = Contact.objects.count()
    desk.post(meeting.url("live-let-in", ticket.public_id), {"act": "in", "guest": guest.pk}, HTTP_HX_REQUEST="true")
    assert Presence.objects.get().contact == guest
    assert Contact.objects.count() == before
    stranger = make.a_contact(meeting.roundtable.region)
    other = check_in(roundtable=meeting.roundtable, typed="Somebody")
    desk.post(meeting.url("live-let-in", other.public_id), {"act": "in", "guest": stranger.pk})
    assert Presence.objects.count() == 1


def test_an_address_typed_by_somebody_new_is_their_address(meeting, code):
    ticket = check_in(roundtable=meeting.roundtable, typed="new@example.org")
    assert let_in(ticket=ticket, by=BY).email == "new@example.org"
    odd = check_in(roundtable=meeting.roundtable, typed="me @ home")
    assert let_in(ticket=odd, by=BY).name == "me @ home"


def test_who_is_turned_away_finds_their_page_closed(desk, phone, meeting, code):
    ticket = check_in(roundtable=meeting.roundtable, typed="A Passer-by")
    page = reverse("cooperation:present", args=[present_token(ticket, "believed")])
    assert phone.get(page).status_code == 200
    desk.post(meeting.url("live-let-in", ticket.public_id), {"act": "away"})
    assert phone.get(page).status_code == 410
    assert turn_away(ticket=ticket, by=BY).turned_away_at
    assert "at the door" not in said(desk.get(meeting.url("live")))
    assert Presence.objects.count() == 0


def test_nobody_fills_the_door(meeting, code):
    CheckIn.objects.bulk_create(
        CheckIn(roundtable=meeting.roundtable, name=f"Somebody {number}", at=at(14)) for number in range(MOST_WAITING)
    )
    with pytest.raises(ValidationError, match="Many people wait"):
        check_in(roundtable=meeting.roundtable, typed="One more")
    assert check_in(roundtable=meeting.roundtable, typed=meeting.guests[0].email).contact


@pytest.mark.parametrize("typed", ["", "  ", "\x00\x07", "—"])
def test_nothing_is_nobody(phone, code, typed):
    answer = phone.post(door(code), {"who": typed})
    assert answer.status_code == 422
    assert CheckIn.objects.count() == 0


def test_odd_names_are_kept_on_one_line(meeting, code):
    ticket = check_in(roundtable=meeting.roundtable, typed="Ada\r\nBcc: all@example.org" + "x" * 300)
    assert "\n" not in ticket.name
    assert len(ticket.name) == 150


def test_the_code_of_another_roundtable_opens_that_one(phone, cast, meeting, code):
    other = a_meeting(cast.far)
    theirs = open_check_in(roundtable=other.roundtable, by=BY).check_in_code
    assert theirs != code
    phone.post(door(theirs), {"who": meeting.guests[0].email})
    assert Presence.objects.count() == 0
    assert CheckIn.objects.get().roundtable == other.roundtable


def test_a_ticket_of_another_region_is_not_found_on_the_desk(desk, cast, meeting):
    other = a_meeting(cast.far)
    open_check_in(roundtable=other.roundtable, by=BY)
    theirs = check_in(roundtable=other.roundtable, typed="Somebody")
    assert desk.post(meeting.url("live-let-in", theirs.public_id), {"act": "in"}).status_code == 404


def test_after_the_wrap_up_code_and_tickets_are_gone_and_presence_stays(phone, meeting, code):
    ticket = check_in(roundtable=meeting.roundtable, typed=meeting.guests[0].email)
    page = reverse("cooperation:present", args=[present_token(ticket, KNOWN)])
    leave = reverse("cooperation:present-leave", args=[present_token(ticket, KNOWN)])
    draft_report(roundtable=meeting.roundtable, by=BY)
    freeze_report(roundtable=meeting.roundtable, by=BY)
    assert Admission.objects.get().check_in_code == ""
    assert (CheckIn.objects.count(), Presence.objects.count()) == (0, 1)
    for address, method in ((door(code), phone.get), (door(code), phone.post), (page, phone.get), (leave, phone.post)):
        assert method(address).status_code == 410
    assert phone.post(reverse("cooperation:check-in-code"), {"code": code}).status_code == 422


def test_a_cancelled_roundtable_has_no_door(phone, meeting, code):
    meeting.roundtable.state = State.CANCELLED
    meeting.roundtable.save()
    assert phone.post(door(code), {"who": meeting.guests[0].email}).status_code == 410


def test_a_door_that_nobody_shut_is_shut_two_days_after(meeting, code):
    with time_machine.travel(at(14) + timedelta(days=2), tick=False):
        with pytest.raises(ValidationError, match="Nobody can check in"):
            check_in(roundtable=meeting.roundtable, typed=meeting.guests[0].email)
        assert close_forgotten_doors() == 0
    with time_machine.travel(at(14) + timedelta(days=4), tick=False):
        assert (close_forgotten_doors(), close_forgotten_doors()) == (1, 0)
    assert close_check_in(roundtable=meeting.roundtable, by=BY) == 0


def test_who_leaves_and_is_back_says_so_without_an_account(phone, meeting, code):
    ticket = check_in(roundtable=meeting.roundtable, typed=meeting.guests[0].email)
    leave = reverse("cooperation:present-leave", args=[present_token(ticket, KNOWN)])
    assert phone.get(leave).status_code == 302
    page = phone.post(leave, {"tick": "left"}, follow=True)
    assert "Noted: you leave." in said(page)
    assert Presence.objects.get().left_at == at(14)
    phone.post(leave, {"tick": "here"})
    assert Presence.objects.get().left_at is None
    waiting = check_in(roundtable=meeting.roundtable, typed="Somebody")
    same = phone.post(reverse("cooperation:present-leave", args=[present_token(waiting, "believed")]), follow=True)
    assert "Noted: you leave." in said(same)
    assert Presence.objects.count() == 1


def test_in_a_hybrid_roundtable_one_says_where_one_is(phone, cast):
    meeting = a_meeting(cast.near, mode="hybrid")
    code = open_check_in(roundtable=meeting.roundtable, by=BY).check_in_code
    assert "Where are you?" in said(phone.get(door(code)))
    phone.post(door(code), {"who": meeting.guests[0].email, "comes": "online"})
    assert Presence.objects.get().comes == "online"
    assert phone.post(door(code), {"who": meeting.guests[1].email, "comes": "hybrid"}).status_code == 422


def test_the_desk_shows_the_code_and_opens_the_door_before_the_first_item(desk, meeting):
    assert "Let people check in" in said(desk.get(meeting.url("live")))
    desk.post(meeting.url("live-door"))
    code = Admission.objects.get().check_in_code
    page = desk.get(meeting.url("live"))
    assert f"Check-in: {code}" in said(page)
    assert 'class="qr"' in page.content.decode()
    with time_machine.travel(at(14) + timedelta(days=5), tick=False):
        refused = desk.post(meeting.url("live-door"), follow=True)
        assert "People check in on the day" in said(refused)


def test_the_trail_tells_of_the_door_without_names(meeting, code):
    check_in(roundtable=meeting.roundtable, typed="Ada Newcomer", organisation="Her House")
    entries = AuditEntry.objects.filter(verb="wait at the door")
    assert "Ada" not in str(list(entries.values()))
    assert here_link(code, language="fr").startswith("http")
