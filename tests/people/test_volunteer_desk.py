"""What a coordinator does on the desk for volunteers, step by step, as an editor of the region."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from maillage.people.enums import VolunteerState
from maillage.people.models import Charter, Mentoring, SkillSought, TrainingModule, TrainingSession, Volunteer
from maillage.people.volunteer_links import volunteer_link
from tests import factories as make
from tests.conftest import Cast

DESK = "/en/desk/near/volunteers/"
TODAY = timezone.localdate()
ADA = {"name": "Ada", "email": "ada@example.org", "preferred_language": "en", "skills": ["mentoring"]}


@pytest.fixture
def desk(cast: Cast) -> Client:
    window = Client()
    window.force_login(cast.editor)
    return window


def read(desk: Client, address: str) -> str:
    return desk.get(f"{DESK}{address}").content.decode()


def test_somebody_spoken_with_is_added_and_put_right_and_no_address_stands_twice(cast: Cast, desk: Client) -> None:
    for _again in range(2):
        desk.post(f"{DESK}new/", ADA)
    ada = Volunteer.objects.get()
    assert (ada.state, ada.email) == (VolunteerState.WELCOME, "ada@example.org")
    make.a_volunteer(cast.near, email="bea@example.org")
    refused = desk.post(f"{DESK}{ada.public_id}/edit/", {**ADA, "email": "BEA@example.org"})
    assert refused.status_code == 422
    assert "Another volunteer has this address already." in refused.content.decode()
    desk.post(f"{DESK}{ada.public_id}/edit/", {**ADA, "skills": ["driving", "language"], "phone": "06"})
    ada.refresh_from_db()
    assert (ada.skills, ada.phone) == (["driving", "language"], "06")


def test_a_volunteer_is_welcomed_paused_and_signs_on_paper(cast: Cast, desk: Client) -> None:
    ada = make.a_volunteer(cast.near, name="Ada", state=VolunteerState.ASKED)
    page = f"{DESK}{ada.public_id}/"
    desk.post(f"{DESK}charter/", {"text_en": "As equals.", "text_fr": "D’égal à égal."})
    assert dict(Charter.objects.get().text) == {"en": "As equals.", "fr": "D’égal à égal."}
    assert "Welcome this volunteer" in read(desk, f"{ada.public_id}/")
    desk.post(f"{page}welcome/")
    assert "Ada" in read(desk, "charter/")
    desk.post(f"{page}signed/")
    assert ada.acceptances.get().on_paper
    assert "All who take part have accepted it." in read(desk, "charter/")
    wrong = desk.post(f"{page}pause/", {"first_on": TODAY, "last_on": TODAY - timedelta(days=1)})
    assert (wrong.status_code, ada.pauses.count()) == (422, 0)
    desk.post(f"{page}pause/", {"first_on": TODAY, "last_on": TODAY})
    assert "on a pause until" in read(desk, "")
    desk.post(f"{page}pause/", {"remove": ada.pauses.get().pk})
    assert not ada.pauses.exists()
    old = volunteer_link(ada, language="en", masked=False)
    assert "The new link is on its way." in desk.post(f"{page}link/", follow=True).content.decode()
    assert desk.get(old.removeprefix(settings.BASE_URL)).status_code == 410
    Volunteer.objects.update(email="")
    handed = re.findall(r"/../link/volunteer/[^<]+", read(desk, f"{ada.public_id}/"))
    newer = re.findall(r"/../link/volunteer/[^<]+", desk.post(f"{page}link/", follow=True).content.decode())
    assert [desk.get(one).status_code for one in (*handed, *newer)] == [410, 200]


def test_training_goes_from_a_ready_made_module_to_who_was_there(cast: Cast, desk: Client) -> None:
    ada, bea = make.a_volunteer(cast.near, name="Ada"), make.a_volunteer(cast.near, name="Bea")
    desk.post(f"{DESK}training/modules/take/", {"subject": "mentoring"})
    module = TrainingModule.objects.get()
    plan = {"day": TODAY + timedelta(days=9), "at": "18:00", "venue": "Town hall", "seats": "1"}
    desk.post(f"{DESK}training/modules/{module.public_id}/session/", plan)
    session = TrainingSession.objects.get()
    page = f"{DESK}training/sessions/{session.public_id}/"
    assert desk.post(f"{page}invite/", {}).status_code == 422
    desk.post(f"{page}invite/", {"volunteers": [ada.pk, bea.pk]})
    assert session.presences.count() == 2
    early = desk.post(f"{page}attendance/", {"volunteers": [ada.pk]})
    assert "not begun yet" in early.content.decode()
    TrainingSession.objects.update(starts_at=timezone.now() - timedelta(days=1))
    desk.post(f"{page}attendance/", {"volunteers": [ada.pk]})
    assert dict(session.presences.values_list("volunteer__name", "coming")) == {"Ada": "present", "Bea": "absent"}
    listed = read(desk, "?trained=yes")
    assert (">Ada<" in listed, ">Bea<" in listed) == (True, False)
    desk.post(f"{DESK}{bea.public_id}/trained/", {"session": session.pk})
    assert ">Bea<" in read(desk, "?trained=yes&skill=mentoring")
    assert ">Bea<" not in read(desk, "?trained=no")
    desk.post(f"{DESK}training/modules/{module.public_id}/offer/", {"offered": "no"})
    module.refresh_from_db()
    assert module.closed_at is not None


def test_a_pair_is_made_meets_and_ends(cast: Cast, desk: Client) -> None:
    ada = make.a_volunteer(cast.near, name="Ada")
    agreed = {"mentee": "Noor", "language": "ar", "least_a_month": 2, "most_a_month": 4}
    asked = {**agreed, "volunteer": ada.pk, "starts_on": TODAY - timedelta(days=70)}
    desk.post(f"{DESK}mentoring/new/", asked)
    pair = Mentoring.objects.get()
    page = f"{DESK}mentoring/{pair.public_id}/"
    assert "No meeting noted for more than a month" in read(desk, "mentoring/")
    desk.post(f"{page}met/", {"met_on": TODAY})
    assert "No meeting noted" not in read(desk, "mentoring/")
    assert desk.post(f"{page}met/", {"met_on": TODAY + timedelta(days=2)}).status_code == 422
    desk.post(f"{page}met/", {"remove": pair.meetings.get().pk})
    assert not pair.meetings.exists()
    wrong = desk.post(page, {**agreed, "starts_on": TODAY, "most_a_month": 1})
    assert "This is less than the least." in wrong.content.decode()
    desk.post(f"{page}end/", {"on": TODAY})
    pair.refresh_from_db()
    assert pair.ends_on == TODAY


def test_what_is_looked_for_is_written_and_ended(cast: Cast, desk: Client) -> None:
    desk.post(f"{DESK}sought/", {"skill": "language", "text_en": "An hour a week"})
    sought = SkillSought.objects.get()
    assert "An hour a week" in read(desk, "sought/")
    desk.post(f"{DESK}sought/{sought.public_id}/end/")
    assert "An hour a week" not in read(desk, "sought/")


def test_an_editor_notes_the_end_and_only_a_convenor_erases(cast: Cast, desk: Client) -> None:
    ada, bea = make.a_volunteer(cast.near), make.a_volunteer(cast.near)
    desk.post(f"{DESK}{ada.public_id}/stop/")
    ada.refresh_from_db()
    assert ada.state == VolunteerState.LEFT
    assert desk.post(f"{DESK}{bea.public_id}/erase/").status_code == 403
    desk.force_login(cast.convenor)
    desk.post(f"{DESK}{bea.public_id}/erase/")
    assert list(Volunteer.objects.all()) == [ada]
