"""What came of lifts: told by one tap, counted once in the figures of the year, and taken back by a correction."""

from __future__ import annotations

from datetime import date, time, timedelta
from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from maillage.kit.composers import is_wanted
from maillage.kit.models import OutboxMail
from maillage.kit.retention import erase_what_is_over
from maillage.mobility.actions.answering import TooLate, cannot_ride
from maillage.mobility.actions.outcomes import recount_rider, settle_outing, settle_ride
from maillage.mobility.actions.ride_reports import note_report_sent, write_report
from maillage.mobility.enums import Leg, Outcome, Qualifies
from maillage.mobility.lift_links import driver_token, rider_token
from maillage.mobility.models import Newcomer, Outing, Ride, RideYear
from maillage.mobility.queries.ride_years import report_waiting
from maillage.mobility.ride_report import parts_of
from maillage.mobility.week_links import driver_calendar_token, rider_calendar_token
from maillage.mobility.week_ticks import ask_what_came_of_it
from tests.conftest import Cast
from tests.mobility.proposed import BY, ReadyWeek, a_ride, a_week, an_outing, mails, moment
from tests.mobility.weeks import a_driver, an_offer
from tests.papers import Paper

MONDAY = date(2026, 11, 30)


@pytest.fixture
def week(cast: Cast) -> ReadyWeek:
    with time_machine.travel(moment(date(2026, 11, 26), time(12)), tick=False):
        return a_week(cast.near, MONDAY).proposed()


@pytest.fixture
def evening(week: ReadyWeek) -> object:
    with time_machine.travel(moment(week.tuesday, time(19)), tick=False):
        yield


def figures(week: ReadyWeek) -> tuple[object, ...]:
    year = RideYear.objects.filter(region=week.region, year=2026).first() or RideYear()
    riders = (year.riders_by_place, year.riders_by_resources, year.riders_unknown)
    return (year.trips, Decimal(year.km), Decimal(year.contribution_eur), year.drivers, year.seats_offered, riders)


NOTHING = (0, Decimal(0), Decimal(0), 0, 0, (0, 0, 0))
# Three ways of 18.5 km and 3.70 EUR, one car with three seats, Bela by place and Carol by resources.
ALL = (3, Decimal("55.5"), Decimal("11.10"), 1, 3, (1, 1, 0))


@pytest.mark.usefixtures("evening")
def test_an_outing_that_took_place_counts_each_way_once(week: ReadyWeek) -> None:
    assert settle_outing(outing=week.outing, outcome=Outcome.DONE, by=BY)
    assert figures(week) == ALL
    assert not settle_outing(outing=week.outing, outcome=Outcome.DONE, by=BY)
    assert figures(week) == ALL
    kept = str(RideYear.objects.values().get())
    assert not [name for name in ("Ada", "Bela", "Carol", "0600", "example.org") if name in kept]


@pytest.mark.usefixtures("evening")
def test_a_correction_takes_back_exactly_what_was_counted(week: ReadyWeek) -> None:
    settle_outing(outing=week.outing, outcome=Outcome.DONE, by=BY)
    settle_ride(ride=week.carols, outcome=Outcome.DID_NOT, by=BY)
    assert figures(week) == (2, Decimal("37.0"), Decimal("7.40"), 1, 3, (1, 0, 0))
    settle_ride(ride=week.back, outcome=Outcome.DID_NOT, by=BY)
    assert figures(week) == (1, Decimal("18.5"), Decimal("3.70"), 1, 3, (1, 0, 0))
    settle_outing(outing=week.outing, outcome=Outcome.DID_NOT, by=BY)
    assert figures(week) == NOTHING
    settle_ride(ride=week.carols, outcome=Outcome.DONE, by=BY)
    assert figures(week) == (1, Decimal("18.5"), Decimal("3.70"), 1, 3, (0, 1, 0))
    week.again()
    assert week.outing.outcome == Outcome.DONE


@pytest.mark.usefixtures("evening")
def test_who_qualifies_is_counted_by_the_rule_that_was_noted_later(week: ReadyWeek) -> None:
    Newcomer.objects.filter(pk=week.bela.pk).update(qualifies=Qualifies.UNKNOWN)
    settle_outing(outing=week.outing, outcome=Outcome.DONE, by=BY)
    assert figures(week)[-1] == (0, 1, 1)
    Newcomer.objects.filter(pk=week.bela.pk).update(qualifies=Qualifies.RESOURCES)
    recount_rider(newcomer=week.bela)
    assert figures(week)[-1] == (0, 2, 0)
    settle_outing(outing=week.outing, outcome=Outcome.DID_NOT, by=BY)
    assert figures(week) == NOTHING


@pytest.mark.usefixtures("evening")
def test_a_lift_that_was_called_off_is_not_counted(week: ReadyWeek) -> None:
    with time_machine.travel(moment(week.tuesday, time(7)), tick=False):
        cannot_ride(ride=week.there, by=BY)
    settle_outing(outing=week.outing, outcome=Outcome.DONE, by=BY)
    assert figures(week) == (1, Decimal("18.5"), Decimal("3.70"), 1, 3, (0, 1, 0))
    with pytest.raises(TooLate, match="called off"):
        settle_ride(ride=week.there, outcome=Outcome.DONE, by=BY)


def test_nothing_came_of_a_lift_that_has_not_begun(week: ReadyWeek) -> None:
    with time_machine.travel(moment(week.tuesday, time(8)), tick=False), pytest.raises(TooLate, match="not begun"):
        settle_outing(outing=week.outing, outcome=Outcome.DONE, by=BY)


@pytest.mark.usefixtures("evening")
def test_the_driver_is_asked_once_in_the_evening_and_answers_with_one_tap(week: ReadyWeek, client: Client) -> None:
    with time_machine.travel(moment(week.tuesday, time(17)), tick=False):
        assert ask_what_came_of_it() == 0
    ask_what_came_of_it()
    ask_what_came_of_it()
    assert mails("mobility.drive_done") == ["ada@example.org"]
    mail = OutboxMail.objects.get(composer="mobility.drive_done")
    assert is_wanted(mail)
    page = reverse("mobility:driver-page", args=[driver_token(week.ada)])
    assert "Did it take place?" in client.get(page).content.decode()
    address = reverse("mobility:driver-outing", args=[driver_token(week.ada), week.outing.public_id])
    assert "week=done" in client.post(address, {"say": "done"}).url
    assert "week=same" in client.post(address, {"say": "done"}).url
    assert figures(week) == ALL
    assert not is_wanted(mail)
    assert "It took place." in client.get(page).content.decode()


@pytest.mark.usefixtures("evening")
def test_the_coordinator_settles_in_the_diary(week: ReadyWeek, cast: Cast, client: Client) -> None:
    client.force_login(cast.editor)
    client.post(reverse("mobility:outing-settle", args=["near", week.outing.public_id]), {"say": "done"})
    client.post(reverse("mobility:ride-settle", args=["near", week.carols.public_id]), {"say": "did-not"})
    assert figures(week)[0] == 2
    shown = client.get(f"{reverse('mobility:diary', args=['near'])}?week={MONDAY}").content.decode()
    assert "Did not take place" in shown
    ride = reverse("mobility:ride-settle", args=["near", week.carols.public_id])
    answer = client.post(ride, {"say": "x"}, follow=True)
    assert "was not understood" in answer.content.decode()


def report_lines(week: ReadyWeek, year: int = 2026) -> dict[str, str]:
    found = RideYear.objects.get(region=week.region, year=year)
    found.region = week.region
    return {line.label: line.shown for part in parts_of(found) for line in part.lines}


def a_second_outing(week: ReadyWeek) -> Outing:
    """Another volunteer drives Bela alone on Thursday, 60 km, at the cap."""
    driver = a_driver(week.region, week.outing.offer.from_place, name="Dora", email="")
    offer = an_offer(driver, week.outing.offer.from_place, seats=4)
    outing = an_outing(week.plan, offer, MONDAY + timedelta(days=3), time(8), time(10))
    a_ride(outing, week.there.request, Leg.OUT, time(8), time(9), km=Decimal(60), contribution_eur=Decimal("19.20"))
    return outing


def test_the_report_tells_what_was_reckoned_by_hand(week: ReadyWeek, cast: Cast, client: Client) -> None:
    """Four ways, 55.5 + 60 = 115.5 km, 28.875 on average; 11.10 + 19.20 = 30.30 EUR; 2 drivers, 3 + 4 seats."""
    other = a_second_outing(week)
    with time_machine.travel(moment(MONDAY + timedelta(days=3), time(19)), tick=False):
        for outing in (week.outing, other):
            settle_outing(outing=outing, outcome=Outcome.DONE, by=BY)
        write_report(region=week.region, year=2026, words={"register_number": "W711000000", "staff": 2}, by=BY)
        lines = report_lines(week)
        assert [lines[label] for label in ("Trips", "Drivers", "Seats for riders in these cars")] == ["4", "2", "7"]
        who = ("Beneficiaries in all", "by the place where they live", "by their resources")
        assert [lines[label] for label in who] == ["2", "1", "1"]
        assert (lines["Distance in all"], lines["Mean distance of a trip"]) == ("115.5\u00a0km", "28.9\u00a0km")
        assert lines["Contribution of the beneficiaries"] == "€30.30"
        assert (lines["Register number"], lines["Employees"], lines["Members"]) == ("W711000000", "2", "")
        client.force_login(cast.editor)
        book = openpyxl.load_workbook(
            BytesIO(client.get(reverse("mobility:ride-report-sheet", args=["near"]) + "?year=2026").content)
        )
        cells = {row[1].value: row[2].value for row in book.worksheets[0].iter_rows(min_row=2)}
        assert (cells["Trips"], cells["Distance in all"], cells["Contribution of the beneficiaries"]) == (
            4,
            115.5,
            30.3,
        )
        paper = Paper(client.get(reverse("mobility:ride-report-paper", args=["near"]) + "?year=2026").content)
        assert "W711000000" in paper.words
        assert "115,5 km" in paper.words.replace("\u00a0", " ").replace("\u202f", " ")
        assert not [name for name in ("Ada", "Bela", "Carol", "Dora") if name in paper.words + str(cells)]


def test_the_coordinator_fills_in_what_the_platform_does_not_know(week: ReadyWeek, cast: Cast, client: Client) -> None:
    client.force_login(cast.editor)
    address = reverse("mobility:ride-report", args=["near"]) + "?year=2025"
    assert client.post(address, {"name": "=HYPERLINK(1)", "members": "40"}).status_code == 302
    assert RideYear.objects.get(year=2025).words == {"name": "=HYPERLINK(1)", "members": 40}
    shown = client.get(address).content.decode()
    assert "=HYPERLINK(1)" in shown
    assert client.post(address, {"members": "-1"}).status_code == 422
    book = openpyxl.load_workbook(
        BytesIO(client.get(reverse("mobility:ride-report-sheet", args=["near"]) + "?year=2025").content)
    )
    cell = next(row[2] for row in book.worksheets[0].iter_rows(min_row=2) if row[2].value == "=HYPERLINK(1)")
    assert (cell.data_type, cell.quotePrefix) == ("s", True)


def test_the_reminder_stands_from_15_january_until_it_is_sent(week: ReadyWeek, cast: Cast, client: Client) -> None:
    RideYear.objects.create(region=week.region, year=2026, trips=3)
    assert report_waiting(week.region, date(2027, 1, 14)) is None
    assert report_waiting(week.region, date(2027, 1, 15)) == date(2027, 2, 28)
    assert report_waiting(week.region, date(2027, 4, 1)) == date(2027, 2, 28)
    assert report_waiting(cast.far, date(2027, 2, 1)) is None
    with time_machine.travel(moment(date(2027, 2, 1), time(9)), tick=False):
        client.force_login(cast.editor)
        sent = reverse("mobility:ride-report-sent", args=["near"])
        client.post(sent, {"year": "2026", "act": "sent"})
        assert report_waiting(week.region, date(2027, 2, 2)) is None
        assert not note_report_sent(region=week.region, year=2026, on=date(2027, 2, 3), by=BY)
        assert RideYear.objects.get(year=2026, region=week.region).words == {"sent_on": "2027-02-01"}
        client.post(sent, {"year": "2026", "act": "back"})
        assert report_waiting(week.region, date(2027, 2, 2)) == date(2027, 2, 28)
    week.region.country = "DE"
    assert report_waiting(week.region, date(2027, 2, 1)) is None


def test_after_thirty_days_nobody_can_tell_who_drove_whom_and_everything_still_stands(
    week: ReadyWeek, cast: Cast, client: Client
) -> None:
    with time_machine.travel(moment(week.tuesday, time(19)), tick=False):
        settle_outing(outing=week.outing, outcome=Outcome.DONE, by=BY)
    with time_machine.travel(moment(week.tuesday + timedelta(days=32), time(9)), tick=False):
        erase_what_is_over(timezone.now())
        week.again()
        assert (week.outing.volunteer, week.outing.offer) == (None, None)
        assert list(Ride.objects.values_list("request", flat=True)) == [None] * 3
        client.force_login(cast.editor)
        shown = client.get(f"{reverse('mobility:diary', args=['near'])}?week={MONDAY}")
        assert shown.status_code == 200
        words = shown.content.decode()
        assert not [name for name in ("Ada", "Bela", "Carol", "0600") if name in words]
        assert "erased" in words
        assert figures(week) == ALL
        assert client.get(reverse("mobility:ride-report-sheet", args=["near"]) + "?year=2026").status_code == 200
        with pytest.raises(TooLate, match="30 days"):
            settle_outing(outing=week.outing, outcome=Outcome.DID_NOT, by=BY)
        links = {
            "driver": (driver_token(week.ada), driver_calendar_token(week.ada)),
            "rider": (rider_token(week.bela), rider_calendar_token(week.bela)),
        }
        for name, (token, feed) in links.items():
            for page, key in (("page", token), ("week", token), ("calendar", feed)):
                assert client.get(reverse(f"mobility:{name}-{page}", args=[key])).status_code in {200, 410}
