"""The desk of travel times: a table of minutes sent back whole or refused by line, and a router asked by a job."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django.fixtures import Settings

from maillage.kit import jobs
from maillage.kit.models import AuditEntry
from maillage.mobility.enums import TravelSource
from maillage.mobility.models import RideRules, TravelMatrix
from maillage.mobility.travel import NoTravelTimes, stop_of_point, times
from tests.conftest import Cast
from tests.mobility.asking import Ground, open_ground
from tests.mobility.test_asking import words
from tests.mobility.weeks import a_point, a_village
from tests.people.test_directory import as_
from tests.served.routers import road_router

DESK = "/en/desk/near/lifts/travel/"
HERE, THERE = "Ahuy, Town hall", "Bourg, Station"
WHOLE = f"from;to;minutes;km\n{HERE};{THERE};12,5;10,2\n{THERE};{HERE};14;\n"


@pytest.fixture
def ground(cast: Cast) -> Ground:
    found = open_ground(cast.near)
    found.end.name = "Station"
    found.end.save()
    found.start.name = "Town hall"
    found.start.save()
    return found


def send(client: Client, table: str | bytes) -> Any:
    data = table.encode() if isinstance(table, str) else table
    return client.post(f"{DESK}send/", {"file": SimpleUploadedFile("minutes.csv", data)})


def both(ground: Ground) -> list[list[int]]:
    found = times(ground.region, [stop_of_point(ground.start), stop_of_point(ground.end)]).seconds
    return [[int(cell) for cell in row] for row in found]


def test_an_estimate_is_called_one(ground: Ground, editor: Client) -> None:
    page = words(editor.get(DESK))
    assert "Weeks are planned with an estimate: the straight line, made longer by the bends of the roads." in page
    assert "Knows 2 of 2 stops." in page
    assert "Whoever runs this installation can name a road router" in page


def test_a_table_is_kept_and_planned_with(ground: Ground, editor: Client) -> None:
    page = send(editor, WHOLE)
    assert page.status_code == 302
    found = times(ground.region, [stop_of_point(ground.end), stop_of_point(ground.start)])
    assert found.seconds.tolist() == [[0, 840], [750, 0]]
    # Without kilometres, they follow from the speed of the rules: 14 minutes at 52 km an hour.
    assert found.metres.tolist() == [[0, 12134], [10200, 0]]
    assert found.source == TravelSource.UPLOAD
    assert "Weeks are planned with your own table of minutes." in words(editor.get(DESK))


def test_the_table_that_is_downloaded_comes_back_as_it_is(ground: Ground, editor: Client) -> None:
    a_point(ground.region, ground.here, name="=Bus")
    a_point(ground.region, a_village(ground.region, 5, name="Ahuy"), name="Town hall")
    content = editor.get(f"{DESK}table.csv").content
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    assert len(rows) == 12
    assert {row["from"] for row in rows} >= {THERE, "Ahuy, '=Bus", f"point:{ground.start.public_id}"}
    assert send(editor, content).status_code == 302
    assert len(TravelMatrix.objects.get(region=ground.region).stops) == 4


def test_a_stop_without_degrees_is_left_empty_and_asked_for(ground: Ground, editor: Client) -> None:
    a_point(ground.region, a_village(ground.region, name="Lost", latitude=None, longitude=None), name="Stop")
    content = editor.get(f"{DESK}table.csv").content
    assert b'Stop","Bourg, Station",,' in content
    assert "the minutes are missing. Write them, such as 12 or 12,5." in words(send(editor, content))


@pytest.mark.parametrize(
    ("table", "sentence"),
    [
        (f"from,to,minutes\n{HERE!r},x,1", "Line 2: "),
        (f"from;to;minutes\n{HERE};Nowhere;3", "Line 2: there is no stop “Nowhere” here."),
        (f"from;to;minutes\n{HERE};{THERE};-3", "Line 2: “-3” is less than nothing."),
        (f"from;to;minutes\n{HERE};{THERE};soon", "Line 2: “soon” is not a number."),
        (f"from;to;minutes\n{HERE};{THERE};1441", "Line 2: “1441” minutes are more than 24 hours."),
        (f"from;to;minutes\n{HERE};{THERE};0", "Line 2: no way takes 0 minutes."),
        (f"from;to;minutes\n\n{HERE};;5", "Line 3: a stop is missing."),
        (f"from;to;minutes\n{HERE};{HERE};5", "Line 2: it leads from a stop to the same stop, which takes no time."),
        (f"{WHOLE}{HERE};{THERE};12", "Line 4: this way stands on line 2 already."),
        (f"from;to;minutes\n{HERE};{THERE};12", f"There is no line from {THERE} to {HERE}. Add one."),
        (
            f"from;to;minutes\n{HERE};{THERE};12\n{THERE};{HERE};61",
            f"Line 3: from {THERE} to {HERE} takes 61 minutes, and the way back (line 2) 12.",
        ),
        (f"from;to;minutes;km\n{HERE};{THERE};12;3001", "Line 2: “3001” kilometres are more than 3,000."),
        (f"from;to;minutes\n{HERE};{THERE};12;5;6", "Line 2: there are more cells than columns."),
        ("from;to\na;b", "Line 1 names the columns, each once: from, to, minutes, and km if it is known."),
        ("from;to;minutes;minutes\na;b;1;2", "Line 1 names the columns, each once"),
        ("from;to;minutes\n", "There is no way below the first line."),
        ("\n\n", "The table is empty."),
        ('from;to;minutes\n"open', "Line 2: a quotation mark is opened and not closed"),
        (WHOLE.encode("utf-16"), "Line 1: the file is not in UTF-8."),
        (f"{WHOLE}Besançon;b;1".encode("latin-1"), "Line 4: the file is not in UTF-8."),
        (b"PK\x03\x04", "This is a spreadsheet."),
        (b"from\0", "This is not a text file."),
        (b"", "This file is empty."),
    ],
)
def test_what_is_wrong_with_a_table_is_told_and_nothing_is_kept(
    ground: Ground, editor: Client, table: str | bytes, sentence: str
) -> None:
    page = send(editor, table)
    assert (page.status_code, sentence in words(page)) == (422, True), words(page)
    assert not TravelMatrix.objects.exists()
    assert RideRules.objects.get(region=ground.region).travel_source == TravelSource.ESTIMATE


def test_a_difference_that_may_be_is_kept(ground: Ground, editor: Client) -> None:
    assert (
        send(editor, f"from\tto\tminutes\n{HERE}\t{THERE}\t5\n{THERE}\t{HERE}\t35.0\n{HERE}\t{HERE}\t0").status_code
        == 302
    )
    assert both(ground) == [[0, 300], [2100, 0]]


def test_a_name_that_two_stops_bear_needs_its_key(ground: Ground, editor: Client) -> None:
    other = a_point(ground.region, a_village(ground.region, 5, name="Ahuy"), name="Town hall")
    assert f"several stops are called “{HERE}”. Write the key" in words(send(editor, WHOLE))
    key = f"point:{other.public_id}"
    assert send(editor, WHOLE.replace(HERE, key)).status_code == 302


def test_a_stop_that_the_table_lacks_is_named_when_a_week_is_planned(ground: Ground, editor: Client) -> None:
    send(editor, WHOLE)
    more = a_point(ground.region, ground.there, name="School")
    assert "Knows 2 of 3 stops." in words(editor.get(DESK))
    with pytest.raises(NoTravelTimes, match="The table of minutes lacks Bourg, School"):
        times(ground.region, [stop_of_point(ground.start), stop_of_point(more)])


def test_a_source_that_is_not_there_cannot_be_chosen(ground: Ground, editor: Client) -> None:
    assert "There is no table of minutes yet. Send one first." in words(
        editor.post(f"{DESK}source/", {"source": "upload"})
    )
    assert editor.post(f"{DESK}source/", {"source": "osrm"}).status_code == 422
    editor.post(f"{DESK}ask/", {"source": "osrm"})
    assert not TravelMatrix.objects.exists()


def test_a_router_that_is_chosen_is_asked_by_a_job_and_says_why_it_fails(
    ground: Ground, editor: Client, settings: Settings
) -> None:
    with road_router() as roads:
        settings.ROUTERS = {"osrm": roads.url}
        editor.post(f"{DESK}source/", {"source": "osrm"})
        assert roads.asked == []
        assert "Is being asked since" in words(editor.get(DESK))
        editor.post(f"{DESK}ask/", {"source": "osrm"})
        assert jobs.run_all() == 1
        assert roads.asked == [("osrm", 2, 2)]
        page = words(editor.get(DESK))
        assert ("Weeks are planned with the times of a road router." in page, "Is being asked" in page) == (True, False)
        before = both(ground)
        roads.status = 500
        editor.post(f"{DESK}ask/", {"source": "osrm"})
        jobs.run_all()
        assert "The router did not answer as it should. Try again later" in words(editor.get(DESK))
        assert both(ground) == before
        roads.status = 200
        editor.post(f"{DESK}ask/", {"source": "osrm"})
        jobs.run_all()
        assert "The router did not answer" not in words(editor.get(DESK))
    assert AuditEntry.objects.filter(verb="ask router").count() == 3


def test_members_do_not_reach_the_desk_of_travel_times(ground: Ground, cast: Cast) -> None:
    assert as_(cast.member).get(DESK).status_code == 403
