"""Volunteers register without telling who is known, are welcomed, change what is known of them, pause and stop."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from maillage.kit.audit import Actor
from maillage.kit.models import AuditEntry, OutboxMail
from maillage.kit.outbox import compose
from maillage.kit.retention import erase_what_is_over
from maillage.people.actions.charters import accept_charter, ask_for_charter, publish_charter
from maillage.people.actions.volunteer_course import erase_volunteer, pause_volunteer, stop_volunteer
from maillage.people.actions.volunteers import VolunteerDetails, edit_volunteer, welcome_volunteer
from maillage.people.enums import Skill, VolunteerState
from maillage.people.models import CharterAcceptance, Mentoring, Volunteer
from maillage.people.queries.training import Trained
from maillage.people.queries.volunteers import Looked, find_volunteers
from maillage.people.volunteer_leaving import _deeds, before_stopping
from maillage.people.volunteer_links import volunteer_link
from maillage.people.volunteer_ticks import ask_who_is_still_there
from maillage.territory.models import Place
from tests import factories as make
from tests.conftest import Cast

JOIN = "/en/near/volunteers/join/"
BY = Actor("user", "0", "Somebody")
ASKED = {
    "name": "Ada",
    "email": "Ada@example.org",
    "preferred_language": "en",
    "also_speaks": ["fr"],
    "skills": ["driving"],
    "available": ["1-am", "7-pm"],
}


def own(volunteer: Volunteer, part: str = "") -> str:
    volunteer.refresh_from_db()
    token = volunteer_link(volunteer, language="en", masked=False).rstrip("/").rsplit("/", 1)[1]
    return f"/en/link/volunteer/{token}/{part}"


def join(**fields: Any) -> Any:
    return Client().post(JOIN, {**ASKED, **fields})


def kinds() -> list[str]:
    return [mail.composer.removeprefix("people.") for mail in OutboxMail.objects.order_by("pk")]


def test_whoever_registers_waits_until_the_coordinator_welcomes_them(cast: Cast) -> None:
    cast.near.places.add(Place.objects.create(code="m", country="FR", name="Moulins"))
    assert b"on its way to ada@example.org" in join(place="moulins").content.lower()
    volunteer = Volunteer.objects.get()
    assert (volunteer.name, volunteer.email, volunteer.state) == ("Ada", "ada@example.org", VolunteerState.ASKED)
    assert (volunteer.place.name, volunteer.languages) == ("Moulins", ["en", "fr"])
    assert (volunteer.skills, volunteer.available) == (["driving"], ["1-am", "7-pm"])
    welcome_volunteer(volunteer=volunteer, by=BY)
    welcome_volunteer(volunteer=volunteer, by=BY)
    volunteer.refresh_from_db()
    assert volunteer.state == VolunteerState.WELCOME
    assert kinds() == ["volunteer_registered", "volunteer_welcome"]


def test_an_address_that_is_known_gets_its_link_and_the_answer_is_the_same(cast: Cast) -> None:
    known = make.a_volunteer(cast.near, name="Known", email="ada@example.org", phone="1")
    told = join(name="Somebody else").content
    known.refresh_from_db()
    assert (Volunteer.objects.count(), known.name, known.phone) == (1, "Known", "1")
    assert kinds() == ["volunteer_link"]
    join()
    assert kinds() == ["volunteer_link"], "Within a quarter of an hour no second mail leaves."
    known.delete()
    OutboxMail.objects.all().delete()
    assert join().content == told
    assert kinds() == ["volunteer_registered"]


def test_one_of_address_and_phone_is_needed_and_a_phone_alone_is_noted_once(cast: Cast) -> None:
    answer = join(email="")
    assert answer.status_code == 422
    assert "Write an e-mail address or a phone number." in answer.content.decode()
    for _again in range(2):
        assert "call you" in join(email="", phone="06 12").content.decode()
    assert [(one.name, one.email, one.phone) for one in Volunteer.objects.all()] == [("Ada", "", "06 12")]
    assert kinds() == []


def test_what_a_machine_fills_in_is_thanked_and_forgotten(cast: Cast) -> None:
    assert "Thank you" in join(website="https://spam.example").content.decode()
    assert not Volunteer.objects.exists()


def test_a_flood_is_refused_with_a_sentence(cast: Cast) -> None:
    for number in range(20):
        make.a_volunteer(cast.near, email=f"flood{number}@example.org")
    answer = join()
    assert answer.status_code == 429
    assert "Try again in ten minutes" in answer.content.decode()
    assert not Volunteer.objects.filter(name="Ada").exists()


def test_the_charter_is_accepted_with_its_date_and_in_the_version_that_was_read(cast: Cast) -> None:
    publish_charter(region=cast.near, text={"en": "As equals."}, by=BY)
    assert "Read the charter and accept it" in join(charter="1").content.decode()
    publish_charter(region=cast.near, text={"en": "As equals, always."}, by=BY)
    assert "changed meanwhile" in join(charter="1", accept="on").content.decode()
    assert not Volunteer.objects.exists()
    join(charter="2", accept="on")
    accepted = CharterAcceptance.objects.get()
    assert (accepted.charter.version, accepted.on_paper) == (2, False)
    assert timezone.now() - accepted.accepted_at < timedelta(minutes=1)


def test_a_new_version_is_accepted_anew_and_each_is_asked_once(cast: Cast) -> None:
    by_mail, on_paper = make.a_volunteer(cast.near), make.a_volunteer(cast.near, email="")
    first = publish_charter(region=cast.near, text={"en": "As equals."}, by=BY)
    assert publish_charter(region=cast.near, text={"en": "As equals."}, by=BY) == first
    assert ask_for_charter(region=cast.near, by=BY) == 1
    ask_for_charter(region=cast.near, by=BY)
    assert kinds() == ["volunteer_charter"]
    Client().post(own(by_mail, "charter/"), {"version": "1"})
    accept_charter(volunteer=on_paper, version=1, by=BY, on_paper=True)
    assert sorted(CharterAcceptance.objects.values_list("volunteer", "on_paper")) == [
        (by_mail.pk, False),
        (on_paper.pk, True),
    ]
    publish_charter(region=cast.near, text={"en": "As equals, always."}, by=BY)
    with pytest.raises(ValidationError):
        accept_charter(volunteer=by_mail, version=1, by=BY)
    assert "The charter waits for you." in Client().get(own(by_mail)).content.decode()


def test_on_their_page_a_volunteer_changes_what_is_known_but_not_the_address(cast: Cast) -> None:
    volunteer = make.a_volunteer(cast.near, email="ada@example.org")
    answer = Client().post(own(volunteer, "edit/"), {**ASKED, "email": "other@example.org", "phone": "07"})
    assert answer["Location"].endswith("?done=saved")
    volunteer.refresh_from_db()
    assert (volunteer.email, volunteer.phone, volunteer.skills) == ("ada@example.org", "07", ["driving"])
    assert volunteer.last_heard_at is not None
    entry = AuditEntry.objects.get(verb="edit volunteer")
    assert entry.actor_label == "volunteer"
    assert "phone" in entry.details["fields"]
    assert "07" not in str(entry.details)


def test_the_link_ends_when_the_address_changes_or_somebody_stops(cast: Cast) -> None:
    volunteer = make.a_volunteer(cast.near)
    before = own(volunteer)
    assert Client().get(before).status_code == 200
    edit_volunteer(volunteer=volunteer, details=VolunteerDetails(name="Ada", email="new@example.org"), by=BY)
    assert Client().get(before).status_code == 410
    now = own(volunteer)
    answer = Client().post(own(volunteer, "stop/"))
    assert "You have stopped" in answer.content.decode()
    gone = Client().get(now)
    assert gone.status_code == 410
    assert "You have stopped." in gone.content.decode()


def test_somebody_who_stops_ends_pairs_gets_no_mail_and_is_forgotten_after_30_days(cast: Cast) -> None:
    volunteer, today = make.a_volunteer(cast.near, phone="06"), timezone.localdate()
    pair = Mentoring.objects.create(
        region=cast.near, volunteer=volunteer, mentee="Noor", starts_on=today - timedelta(days=9)
    )
    publish_charter(region=cast.near, text={"en": "As equals."}, by=BY)
    ask_for_charter(region=cast.near, by=BY)
    stop_volunteer(volunteer=volunteer, by=BY)
    volunteer.refresh_from_db()
    pair.refresh_from_db()
    assert (volunteer.state, pair.ends_on) == (VolunteerState.LEFT, today)
    assert OutboxMail.objects.get().state == "cancelled"
    erase_what_is_over(timezone.now() + timedelta(days=29))
    assert Volunteer.objects.get().name == volunteer.name
    erase_what_is_over(timezone.now() + timedelta(days=31))
    left = Volunteer.objects.get()
    assert (left.name, left.email, left.phone, left.skills, left.place) == ("", "", "", [], None)


def test_somebody_who_stopped_may_come_back(cast: Cast) -> None:
    volunteer = make.a_volunteer(cast.near, email="ada@example.org")
    stop_volunteer(volunteer=volunteer, by=BY)
    join()
    volunteer.refresh_from_db()
    assert (Volunteer.objects.count(), volunteer.state, volunteer.left_at) == (1, VolunteerState.ASKED, None)


def test_floors_above_do_their_part_before_somebody_stops_or_is_erased(cast: Cast) -> None:
    seen = []
    before_stopping(lambda volunteer, by: seen.append(volunteer.state))
    try:
        first, second = make.a_volunteer(cast.near), make.a_volunteer(cast.near)
        stop_volunteer(volunteer=first, by=BY)
        erase_volunteer(volunteer=second, by=BY)
    finally:
        _deeds.pop()
    assert seen == [VolunteerState.WELCOME, VolunteerState.WELCOME]


def test_an_erased_volunteer_leaves_nothing_but_that_somebody_was_erased(cast: Cast) -> None:
    volunteer = make.a_volunteer(cast.near, name="Ada Lovelace")
    welcome_mail = ask_mail(volunteer)
    erase_volunteer(volunteer=volunteer, by=BY)
    welcome_mail.refresh_from_db()
    assert (Volunteer.objects.count(), welcome_mail.to, welcome_mail.params) == (0, "", {})
    assert AuditEntry.objects.get(verb="erase volunteer").object_id == ""


def ask_mail(volunteer: Volunteer) -> OutboxMail:
    publish_charter(region=volunteer.region, text={"en": "As equals."}, by=BY)
    ask_for_charter(region=volunteer.region, by=BY)
    return OutboxMail.objects.get()


def test_pauses_are_noted_once_and_kept_within_reason(cast: Cast) -> None:
    volunteer, day = make.a_volunteer(cast.near), timezone.localdate()
    for _again in range(2):
        Client().post(own(volunteer, "pause/"), {"first_on": day, "last_on": day + timedelta(days=6)})
    pause = volunteer.pauses.get()
    assert (pause.first_on, pause.last_on) == (day, day + timedelta(days=6))
    for last, words in ((day - timedelta(days=1), "before the first"), (day + timedelta(days=400), "a year at most")):
        with pytest.raises(ValidationError, match=words):
            pause_volunteer(volunteer=volunteer, first_on=day, last_on=last, by=BY)
    Client().post(own(volunteer, "pause/"), {"remove": pause.pk})
    assert not volunteer.pauses.exists()


def test_the_list_is_searched_by_what_people_offer_speak_and_when(cast: Cast) -> None:
    place = Place.objects.create(code="m", country="FR", name="Moulins")
    make.a_volunteer(cast.near, name="Ada", skills=[Skill.DRIVING], also_speaks=["ar"], available=["1-am"], place=place)
    make.a_volunteer(cast.near, name="Éva", skills=[Skill.LANGUAGE], preferred_language="fr")
    make.a_volunteer(cast.near, name="Asked", state=VolunteerState.ASKED)
    make.a_volunteer(cast.near, name="Gone", state=VolunteerState.LEFT, left_at=timezone.now())
    make.a_volunteer(cast.far, name="Elsewhere")

    def found(**looked: Any) -> list[str]:
        keys = find_volunteers(cast.near, Looked(**looked), Trained())
        return [Volunteer.objects.get(pk=key).name for key in keys]

    assert found() == ["Asked", "Ada", "Éva"]
    assert found(words="eva") == ["Éva"]
    assert found(skill="driving") == ["Ada"]
    assert [found(language="ar"), found(half_day="1-am"), found(place=place.pk)] == [["Ada"]] * 3
    assert [found(state="asked"), found(state="left")] == [["Asked"], ["Gone"]]


def test_a_sheet_leaves_only_for_editors_is_noted_and_holds_no_formula(cast: Cast) -> None:
    make.a_volunteer(cast.near, name="=HYPERLINK(1)", phone="+33 6")
    window = Client()
    window.force_login(cast.editor)
    lines = window.post("/en/desk/near/volunteers/sheet/", {"kind": "csv"}).content.decode().splitlines()
    assert lines[1].startswith("'=HYPERLINK(1),takes part,")
    assert "'+33 6" in lines[1]
    assert AuditEntry.objects.get(verb="export volunteers").details == {"count": 1}
    window.force_login(cast.member)
    assert window.post("/en/desk/near/volunteers/sheet/").status_code == 403


def test_who_was_silent_for_a_year_is_asked_once_and_answers_with_one_tap(cast: Cast) -> None:
    now = timezone.now()
    silent = make.a_volunteer(cast.near, last_heard_at=now - timedelta(days=370))
    make.a_volunteer(cast.near, last_heard_at=now - timedelta(days=360))
    make.a_volunteer(cast.near, last_heard_at=now - timedelta(days=370), email="")
    make.a_volunteer(cast.near, last_heard_at=now - timedelta(days=500))
    assert [ask_who_is_still_there(), ask_who_is_still_there()] == [1, 0]
    mail = OutboxMail.objects.get()
    assert (mail.to, mail.composer) == (silent.email, "people.volunteer_still")
    assert own(silent) in compose(mail, masked=False).text
    assert "I am still there" in Client().get(own(silent)).content.decode()
    Client().post(own(silent))
    silent.refresh_from_db()
    assert now - silent.last_heard_at < timedelta(minutes=1)
    assert "I am still there" not in Client().get(own(silent)).content.decode()
