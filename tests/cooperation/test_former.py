"""A roundtable of the past is entered with what is known; what is not known stays empty."""

from __future__ import annotations

from datetime import date, time

import pytest
from django.test import Client

from maillage.cooperation.enums import State
from maillage.cooperation.models import Attendance, Roundtable
from tests import factories as make
from tests.conftest import Cast
from tests.cooperation.calling import filled

pytestmark = pytest.mark.django_db
URL = "/en/desk/near/roundtables/former/"


@pytest.fixture
def desk(client: Client, cast: Cast) -> Client:
    client.force_login(cast.editor)
    return client


def test_number_and_date_are_enough(cast: Cast, desk: Client) -> None:
    before = cast.near.public_version
    desk.post(URL, filled(desk, URL, date="2021-07-01"))
    table = Roundtable.objects.get()
    assert (table.number, table.date, table.state) == (1, date(2021, 7, 1), State.HELD)
    assert (table.start_time, table.minutes, table.mode, dict(table.venue)) == (None, None, "", {})
    assert (Attendance.objects.count(), table.agenda.count(), table.partnerships.count()) == (0, 0, 0)
    cast.near.refresh_from_db()
    assert cast.near.public_version == before + 1


def test_everything_known_is_kept(cast: Cast, desk: Client) -> None:
    sent = filled(desk, URL, number="3", date="2021-11-24", start_time="10:00", minutes="120", mode="hybrid")
    sent |= {"online": "18", "on_site": "3", "organisations": "14", "subject_fr": "La vision rurale"}
    sent |= {"item-0-kind": "field_update", "item-0-minutes": "20", "item-2-title": "Cinq questions"}
    sent |= {"partner-0-organisation": str(cast.host.pk), "partner-0-role": "support"}
    desk.post(URL, sent)
    table = Roundtable.objects.get()
    count = table.attendance
    assert (table.start_time, table.mode) == (time(10), "hybrid")
    assert (count.exact, count.online, count.on_site, count.organisations) == (21, 18, 3, 14)
    lines = [(item.kind, item.minutes, dict(item.title)) for item in table.agenda.all()]
    assert lines == [("field_update", 20, {}), ("other", None, {"fr": "Cinq questions"})]
    assert [(one.organisation, one.role) for one in table.partnerships.all()] == [(cast.host, "support")]


def test_a_range_is_a_range(desk: Client) -> None:
    desk.post(URL, filled(desk, URL, date="2022-04-08", least="9", most="16"))
    count = Attendance.objects.get()
    assert (count.exact, count.least, count.most) == (None, 9, 16)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        (
            {"online": "18", "on_site": "3", "exact": "20"},
            "18 online and 3 on site make 21, not 20. Correct one of them.",
        ),
        ({"online": "18"}, "Write both, online and on site; nobody is 0."),
        ({"exact": "10", "least": "9", "most": "16"}, "Write either the exact count or the range, not both."),
        (
            {"exact": "5", "organisations": "14"},
            "There cannot be more organisations than people. Correct one of the two.",
        ),
        ({"least": "9"}, "A range has two ends. Write both."),
        ({"least": "16", "most": "9"}, "This is less than the least. Exchange the two."),
        ({"date": "2099-01-01"}, "This day is still to come. Call it as the next roundtable instead."),
        ({"date": "soon"}, "This is not a day. Write it as 2022-05-31."),
        ({"date": "2021-03-28", "start_time": "02:30"}, "02:30 does not exist there. Choose another time."),
        (
            {"number": "99"},
            "4 roundtables are planned here. For a higher number, extend the series in the settings.",
        ),
        ({"number": "3"}, "This number is taken. Open that roundtable from the list instead."),
    ],
)
def test_what_does_not_fit_is_said_and_nothing_is_entered(
    cast: Cast, desk: Client, changes: dict[str, str], sentence: str
) -> None:
    make.a_roundtable(cast.near, 3)
    page = desk.post(URL, filled(desk, URL, date="2021-07-01") | changes).content.decode()
    assert sentence in page
    assert Roundtable.objects.count() == 1
