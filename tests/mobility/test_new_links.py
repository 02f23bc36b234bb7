"""A link that was sent can be replaced: the old ones end, calendars too, and lead to the new one by mail alone."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from maillage.kit.models import OutboxMail
from maillage.kit.outbox import compose
from maillage.mobility.actions.new_links import renew_rider_link
from maillage.mobility.course_links import lesson_token
from maillage.mobility.lift_links import driver_token, rider_token
from maillage.mobility.models import Course, Enrolment, Newcomer, RideRequest
from maillage.mobility.week_links import driver_calendar_token, rider_calendar_token
from maillage.people.actions.volunteers import VolunteerDetails, edit_volunteer, renew_volunteer_link
from maillage.people.models import Volunteer
from maillage.people.volunteer_links import stamp_of
from tests.conftest import Cast
from tests.mobility.proposed import BY, ReadyWeek
from tests.people.test_directory import as_


def asked(week: ReadyWeek) -> RideRequest:
    """What Bela asks for."""
    return RideRequest.objects.get(newcomer=week.bela)


def doors_of(person: Newcomer | Volunteer, language: str = "en") -> list[str]:
    """The addresses of somebody's page, paper and calendar."""
    person.refresh_from_db()
    who = "rider" if isinstance(person, Newcomer) else "driver"
    page, feed = (
        (rider_token(person), rider_calendar_token(person))
        if isinstance(person, Newcomer)
        else (driver_token(person), driver_calendar_token(person))
    )
    names = {"page": page, "week-paper": page, "calendar": feed}
    return [
        reverse(f"mobility:{who}-{name}", args=[token]).replace("/en/", f"/{language}/")
        for name, token in names.items()
    ]


def statuses(addresses: list[str]) -> list[int]:
    return [Client().get(address).status_code for address in addresses]


def links_in(letter: str) -> list[tuple[str, ...]]:
    """Whose page, which payload, which part of it: each personal address of a letter."""
    return re.findall(r"/link/(\w+)/([^~/]+)~[^/]+/(\S*)", letter)


def test_a_new_link_ends_the_old_ones_of_a_rider_and_opens_the_same(week: ReadyWeek) -> None:
    bela = week.bela
    course = Course.objects.create(region=week.region, point=asked(week).from_point, seats=2, is_public=True)
    seat = Enrolment.objects.create(course=course, newcomer=bela)
    old = [*doors_of(bela), reverse("mobility:own-course", args=[lesson_token(seat)])]
    assert statuses(old) == [200] * 4
    assert renew_rider_link(newcomer=bela, by=BY)
    seat.newcomer.refresh_from_db()
    new = [*doors_of(bela), reverse("mobility:own-course", args=[lesson_token(seat)])]
    assert (statuses(old), statuses(new)) == ([410] * 4, [200] * 4)
    mail = OutboxMail.objects.get(composer="mobility.rider_link")
    letter = compose(mail, masked=False).text
    assert links_in(letter) == [
        ("lifts", f"{bela.public_id}.2", ""),
        ("lifts", f"{bela.public_id}.2", "lifts.ics"),
        ("lesson", f"{seat.public_id}.2", ""),
    ]
    assert "hidden-on-the-desk" in compose(mail, masked=True).text


def test_a_new_link_of_a_volunteer_ends_those_of_driving_and_the_mail_holds_all(week: ReadyWeek) -> None:
    old = doors_of(week.ada)
    assert renew_volunteer_link(volunteer=week.ada, by=BY)
    fresh = Volunteer.objects.get(pk=week.ada.pk)
    assert (statuses(old), statuses(doors_of(fresh))) == ([410] * 3, [200] * 3)
    letter = compose(OutboxMail.objects.get(composer="people.volunteer_new_link"), masked=False).text
    assert links_in(letter) == [
        ("volunteer", f"{fresh.public_id}.{stamp_of(fresh)}", ""),
        ("drive", f"{fresh.public_id}.2", ""),
        ("drive", f"{fresh.public_id}.2", "lifts.ics"),
    ]


@pytest.mark.parametrize("email", ["bela@example.org", ""])
def test_whoever_kept_an_old_link_has_the_new_one_mailed_and_is_told_nothing_of_an_address(
    week: ReadyWeek, email: str
) -> None:
    Newcomer.objects.filter(pk=week.bela.pk).update(email=email)
    old = doors_of(week.bela, "ar")[0]
    renew_rider_link(newcomer=week.bela, by=BY)
    OutboxMail.objects.all().delete()
    ended = Client().get(old)
    page = ended.content.decode()
    assert (ended.status_code, 'lang="ar" dir="rtl"' in page, f"{week.bela.public_id}.2" in page) == (410, True, False)
    again = re.search(r'action="([^"]+)"', page.split("<main")[1]).group(1)  # type: ignore[union-attr]  # it is there
    answers = [Client().post(again).content for _twice in range(2)]
    assert answers[0] == answers[1] == Client().post(again).content
    assert OutboxMail.objects.filter(composer="mobility.rider_link").count() == bool(email)
    assert (email or "@example").encode() not in answers[0]
    assert Client().get(again).status_code == 410
    assert Client().post(f"{again.rstrip('/')}x/").status_code == 404


def test_the_desk_replaces_links_and_reads_only_what_nobody_mails(week: ReadyWeek, cast: Cast) -> None:
    desk = as_(cast.editor)
    request, bela = asked(week), week.bela
    page = reverse("mobility:request-show", args=["near", request.public_id])
    renew = reverse("mobility:rider-link", args=["near", bela.public_id])
    assert "/link/lifts/" not in desk.get(page).content.decode()
    Newcomer.objects.filter(pk=bela.pk).update(email="")
    shown = desk.get(page).content.decode()
    assert f"/link/lifts/{bela.public_id}~" in shown
    assert 'class="qr"' in shown
    answer = desk.post(renew, {"request": request.public_id}, follow=True)
    assert answer.redirect_chain[-1][0] == page
    assert f"/link/lifts/{bela.public_id}.2~" in answer.content.decode()
    drive = reverse("mobility:driver-link", args=["near", week.ada.public_id])
    offer = week.ada.offers.get().public_id
    offered = desk.post(drive, {"offer": offer}, follow=True)
    assert offered.redirect_chain[-1][0] == reverse("mobility:offer-show", args=["near", offer])
    assert "The new link is on its way" in offered.content.decode()


def test_another_address_ends_what_the_old_mailbox_holds_and_is_sent_the_new_links(week: ReadyWeek) -> None:
    old = doors_of(week.ada)
    right = VolunteerDetails(name="Ada", email="right@example.org", skills=["driving"])
    edit_volunteer(volunteer=week.ada, details=right, by=BY)
    edit_volunteer(volunteer=week.ada, details=right, by=BY)
    assert (statuses(old), statuses(doors_of(Volunteer.objects.get(pk=week.ada.pk)))) == ([410] * 3, [200] * 3)
    assert OutboxMail.objects.get(composer="people.volunteer_new_link").to == "right@example.org"
