"""Somebody's own week: on paper in their language, in their calendar with each change, in short messages."""

from __future__ import annotations

from datetime import time, timedelta
from typing import Any

import icalendar
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from maillage.core.short_text import fits, is_seven_bit, length
from maillage.kit.models import OutboxMail
from maillage.kit.outbox import compose
from maillage.mobility.actions.answering import accept_outing, accept_ride, cannot_drive, cannot_ride
from maillage.mobility.actions.proposing import propose_plan
from maillage.mobility.diary import diary_of
from maillage.mobility.enums import Leg
from maillage.mobility.lift_links import driver_token, rider_token
from maillage.mobility.lift_words import weekday_name
from maillage.mobility.models import MeetingPoint, Newcomer, OnCall, RideNeed
from maillage.mobility.own_week import drive_of, seat_of
from maillage.mobility.own_week_page import paper_of, sheet_of
from maillage.mobility.queries.own_weeks import drives_of, seats_of
from maillage.mobility.week_links import driver_calendar_token, rider_calendar_token
from maillage.mobility.week_spoken import short_drive, short_seat
from maillage.people.models import Volunteer
from maillage.territory.newcomers_words import said_to_newcomers
from tests.calendars import read_calendar
from tests.conftest import Cast
from tests.mobility.proposed import BY, ReadyWeek, a_ready_plan, a_ride, a_week, an_outing
from tests.papers import Paper


def events(client: Client, name: str, token: str) -> dict[str, Any]:
    """The events of a feed by what they are called for good, read by a library that did not write them."""
    content = client.get(reverse(f"mobility:{name}-calendar", args=[token])).content
    return {event.uid.value: event for event in read_calendar(content).vevent_list}


def only(found: dict[str, Any], part: str = "") -> tuple[str, Any]:
    return next((uid, event) for uid, event in found.items() if part in uid)


def test_the_calendar_tells_hours_and_places_and_nobody_else(week: ReadyWeek, client: Client) -> None:
    uid, event = only(events(client, "rider", rider_calendar_token(week.bela)), "-out")
    assert uid.startswith(f"lift-{week.there.request.public_id}-{week.tuesday}-out@")
    assert event.dtstart.value == week.there.pickup_at
    assert (event.dtstart.value.hour, event.dtend.value.hour) == (8, 9)
    assert (event.summary.value, event.location.value) == ("Lift to Mâcon, School", "Cluny, Station")
    content = client.get(reverse("mobility:driver-calendar", args=[driver_calendar_token(week.ada)])).content.decode()
    assert not [name for name in ("Bela", "Carol", "0600") if name in content]
    assert len(events(client, "driver", driver_calendar_token(week.ada))) == 1


def test_who_hosts_a_calendar_cannot_open_the_page_of_whose_it_is(week: ReadyWeek, client: Client) -> None:
    feed = rider_calendar_token(week.bela)
    content = client.get(reverse("mobility:rider-calendar", args=[feed])).content.decode()
    assert "/link/" not in content.replace("\r\n ", "")
    assert client.get(reverse("mobility:rider-page", args=[feed])).status_code == 404
    assert client.get(reverse("mobility:rider-calendar", args=[rider_token(week.bela)])).status_code == 404
    ours = driver_calendar_token(week.ada)
    assert client.get(reverse("mobility:driver-page", args=[ours])).status_code == 404
    assert "/link/" not in client.get(reverse("mobility:driver-calendar", args=[ours])).content.decode()


def test_each_change_has_a_higher_number_and_the_name_stays(week: ReadyWeek, client: Client) -> None:
    name, first = only(events(client, "driver", driver_calendar_token(week.ada)))
    plan = a_ready_plan(week.region, week.plan.monday, edition=2, replans=week.plan)
    outing = an_outing(plan, week.outing.offer, week.tuesday, time(8), time(11))
    a_ride(outing, week.there.request, Leg.OUT, time(8, 15), time(9, 15))
    propose_plan(plan=plan, by=BY)
    again, moved = only(events(client, "driver", driver_calendar_token(week.ada)))
    assert again == name
    assert int(moved.sequence.value) > int(first.sequence.value)
    assert (moved.dtstart.value.hour, moved.status.value) == (8, "CONFIRMED")
    outing.refresh_from_db()
    cannot_drive(outing=outing, by=BY)
    same, gone = only(events(client, "driver", driver_calendar_token(week.ada)))
    assert (same, gone.status.value) == (name, "CANCELLED")
    assert int(gone.sequence.value) > int(moved.sequence.value)


def test_what_the_next_plan_leaves_out_is_cancelled(week: ReadyWeek, client: Client) -> None:
    before = events(client, "rider", rider_calendar_token(week.bela))
    plan = a_ready_plan(week.region, week.plan.monday, edition=2, replans=week.plan)
    propose_plan(plan=plan, by=BY)
    after = events(client, "rider", rider_calendar_token(week.bela))
    assert set(after) == set(before)
    assert {event.status.value for event in after.values()} == {"CANCELLED"}
    assert all(int(after[uid].sequence.value) > int(before[uid].sequence.value) for uid in before)


def test_the_calendar_tells_minutes_as_page_and_paper_do(week: ReadyWeek, client: Client) -> None:
    week.there.pickup_at += timedelta(seconds=52)
    week.there.save()
    event = only(events(client, "rider", rider_calendar_token(week.bela)), "-out")[1]
    assert (event.dtstart.value.minute, event.dtstart.value.second) == (week.there.pickup_at.minute, 0)


@pytest.mark.parametrize("far", ["0001-01-01", "9999-12-31", "31-12-2026", ""])
def test_a_week_at_the_end_of_time_is_this_week(week: ReadyWeek, cast: Cast, client: Client, far: str) -> None:
    for name, token in (("driver-week", driver_token(week.ada)), ("rider-week", rider_token(week.bela))):
        assert client.get(reverse(f"mobility:{name}", args=[token]), {"week": far}).status_code == 200
    client.force_login(cast.editor)
    assert client.get(reverse("mobility:diary", args=["near"]), {"week": far}).status_code == 200


def test_a_second_library_reads_the_same(week: ReadyWeek, client: Client) -> None:
    content = client.get(reverse("mobility:rider-calendar", args=[rider_calendar_token(week.bela)])).content
    read = sorted(one.decoded("dtstart") for one in icalendar.Calendar.from_ical(content).walk("VEVENT"))
    assert read == [week.there.pickup_at, week.back.pickup_at]


def test_a_driver_prints_their_week(week: ReadyWeek, client: Client) -> None:
    RideNeed.objects.create(request=week.there.request, need="child_seat")
    accept_outing(outing=week.outing, by=BY)
    accept_ride(ride=week.there, by=BY)
    address = reverse("mobility:driver-week-paper", args=[driver_token(week.ada)])
    paper = Paper(client.get(f"{address}?week={week.tuesday}").content)
    for words in (
        "Bela gets in: Cluny, Station",
        "0600000002",
        "a child seat",
        "Carol gets out: Mâcon, School",
        "8:30",
    ):
        assert words in paper.words
    assert "0600000003" not in paper.words
    assert "Tell us as early as you can: on your page, or whoever gave you this paper." in paper.words
    shown = client.get(f"{reverse('mobility:driver-week', args=[driver_token(week.ada)])}?week={week.tuesday}")
    assert "Bela gets in: Cluny, Station" in shown.content.decode()


def test_a_rider_prints_theirs_in_their_language(week: ReadyWeek, cast: Cast, client: Client) -> None:
    Newcomer.objects.filter(pk=week.bela.pk).update(language="fr")
    client.force_login(cast.editor)
    address = reverse("mobility:rider-sheet-paper", args=["near", week.bela.public_id])
    paper = Paper(client.get(f"{address}?week={week.plan.monday}").content)
    assert paper.language == "fr"
    assert "8 h 30" in paper.words.replace("\u00a0", " ")
    assert "Carol" not in paper.words
    assert "Driver-Canary" not in paper.words
    shown = client.get(reverse("mobility:rider-sheet", args=["near", week.bela.public_id]) + f"?week={week.tuesday}")
    assert 'lang="fr"' in shown.content.decode()


def test_a_rider_reads_page_paper_and_mail_in_arabic(cast: Cast, client: Client) -> None:
    week = a_week(cast.near)
    Newcomer.objects.filter(pk=week.bela.pk).update(language="ar", email="bela@example.org")
    week.proposed()
    page = client.get(f"/ar/link/lifts/{rider_token(week.bela)}/").content.decode()
    assert "<h1>Your lifts</h1>" not in page
    assert "What we keep about you" not in page
    paper = Paper(client.get(f"/ar/link/lifts/{rider_token(week.bela)}/week.pdf?week={week.tuesday}").content)
    assert paper.language == "ar"
    mail = OutboxMail.objects.get(to="bela@example.org")
    assert mail.language == "ar"
    with translation.override(mail.language):
        letter = compose(mail, masked=False)
    assert '<html lang="ar" dir="rtl">' in letter.html
    assert "/ar/link/lifts/" in letter.text
    assert not any(words in letter.text for words in ("Open my lifts", "Sent by", "We found a lift"))


PARTS = ("page", "week")


def test_who_has_a_lift_reads_whom_to_ring_once_the_coordinator_says_so(week: ReadyWeek, client: Client) -> None:
    known = OnCall.objects.create(
        region=week.region, phone="03 85 00 00 09", weekdays=[*range(1, 8)], opens=time(7), closes=time(20)
    )
    monday = week.plan.monday
    addresses = [
        *(f"{reverse(f'mobility:driver-{part}', args=[driver_token(week.ada)])}?week={monday}" for part in PARTS),
        *(f"{reverse(f'mobility:rider-{part}', args=[rider_token(week.bela)])}?week={monday}" for part in PARTS),
    ]
    assert not [one for one in addresses if "03 85 00 00 09" in client.get(one).content.decode()]
    known.is_told = True
    known.save()
    for address in addresses:
        page = client.get(address).content.decode()
        assert "Ring \u206603 85 00 00 09\u2069 (every day, 07:00 to 20:00)." in page
    driver, rider = (sheet_of(one, monday).on_the_day for one in (week.ada, week.bela))
    assert "You cannot drive? Tell us as early as you can: on your page, or at this number." in driver
    assert "You cannot come? Tell us as early as you can: on your page, or at this number." in rider
    calls = [call for call in diary_of(week.region, monday).calls if call.name == "Carol"]
    assert [message for call in calls for message in call.messages if "0385000009" not in message] == []
    # Who has no lift reads none.
    cannot_drive(outing=week.outing, by=BY)
    assert not [one for one in addresses if "03 85 00 00 09" in client.get(one).content.decode()]


def test_a_week_without_lifts_says_so(week: ReadyWeek) -> None:
    week.bela.region = week.region
    assert "Nothing is planned in this week." in Paper(paper_of(week.bela, week.plan.monday - timedelta(days=7))).words


@pytest.mark.parametrize("language", ["en", "fr", "pl", "el"])
def test_short_messages_are_one_message_whatever_the_places_are_called(week: ReadyWeek, language: str) -> None:
    names = ["Saint-Gengoux-le-National, place de la Mairie, devant l’entrée principale" * 2, "Łódź Dworzec Główny"]
    for point, name in zip(MeetingPoint.objects.order_by("pk"), names, strict=False):
        point.name = name[:120]
        point.save()
    with translation.override(language):
        told = [short_drive(drive_of(one)) for one in drives_of(week.ada, week.tuesday)]
        told += [short_seat(seat_of(one)) for one in seats_of(week.bela, week.tuesday)]
    assert len(told) == 3
    assert all(fits(words) for words in told), [(length(words), words) for words in told]
    assert all(is_seven_bit(words) for words in told if language in {"en", "fr", "pl"})


def test_a_short_message_in_arabic_letters_holds_seventy_signs(week: ReadyWeek) -> None:
    MeetingPoint.objects.update(name="محطة القطار الرئيسية في وسط المدينة بجانب السوق")
    Volunteer.objects.filter(pk=week.ada.pk).update(name="عائشة")
    told = [short_seat(seat_of(one)) for one in seats_of(week.bela, week.tuesday)]
    assert all(length(words) <= 70 for words in told)
    assert all("عائشة" in words for words in told), told


def test_who_reads_pashto_changes_no_day_of_others() -> None:
    for language, tuesday in (("ps", "درېنۍ"), ("uk", "вівторок"), ("fr", "mardi"), ("ar", "الثلاثاء")):
        with said_to_newcomers(language):
            assert weekday_name(2) == tuesday


def test_what_was_called_off_is_not_on_paper(week: ReadyWeek) -> None:
    cannot_ride(ride=week.there, by=BY)
    week.bela.region = week.region
    assert "Cluny" not in Paper(paper_of(week.bela, week.plan.monday)).words
