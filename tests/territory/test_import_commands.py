"""What the two commands that bring places and outlines in say to the person at the terminal."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from maillage.config import cli
from maillage.config.commands.import_outlines import told
from maillage.territory.actions import OutlinesResult
from maillage.territory.models import Place, PlaceOutline
from tests import factories as make
from tests.territory.sheets import ABABUJ, HEADING, SORIA, workbook
from tests.territory.test_import_outlines import feature, ring

pytestmark = pytest.mark.django_db
HINT = "Lines that name no source carry the file's name; --source TEXT --licence TEXT says more.\n"


def test_a_workbook_comes_in_by_nuts_code_for_one_region(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    soria = make.a_region(slug="soria", country="ES")
    source = str(workbook(tmp_path / "lau.xlsx", {"ES": [HEADING, SORIA, ABABUJ]}))
    asked = [
        "import-places",
        source,
        "--region",
        "soria",
        "--nuts",
        "ES417",
        "--nuts",
        "ES418",
        "--population-year",
        "2018",
    ]
    assert cli.main([*asked, "--dry-run"]) == 0
    assert cli.main(asked) == 0
    assert capsys.readouterr().out == (
        f"1 places would be new, 0 would be changed, 0 stay as they were.\n{HINT}"
        f"1 places are new, 0 are changed, 0 stay as they were.\n{HINT}"
    )
    assert list(soria.places.values_list("code", "population_year")) == [("42173", 2018)]


def test_the_source_is_named_with_its_licence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = str(workbook(tmp_path / "lau.xlsx", {"ES": [HEADING, SORIA]}))
    assert cli.main(["import-places", source, "--source", "Eurostat, 2019", "--licence", "CC BY 4.0"]) == 0
    assert HINT not in capsys.readouterr().out
    assert Place.objects.get().source == "Eurostat, 2019 (CC BY 4.0)"
    assert cli.main(["import-places", source, "--licence", "CC BY 4.0"]) == 1
    assert capsys.readouterr().err == "maillage: A licence needs its source: add --source TEXT.\n"


def test_wrong_cells_are_listed_with_their_addresses(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    wrong = [("ES417", f"42{number:03}", "A", None, "", -number, None, None, "", "") for number in range(1, 24)]
    source = str(workbook(tmp_path / "lau.xlsx", {"ES": [HEADING, *wrong]}))
    assert cli.main(["import-places", source]) == 1
    said = capsys.readouterr().err.splitlines()
    assert said[0] == "maillage: Nothing was imported. Correct these lines and start again:"
    assert said[1].startswith("  line 2: ES!F2: “-1” is not a number of inhabitants")
    assert (len(said), said[-1]) == (22, "  and 3 more")


def test_a_year_that_is_none_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = str(workbook(tmp_path / "lau.xlsx", {"ES": [HEADING, SORIA]}))
    assert cli.main(["import-places", source, "--population-year", "18"]) == 1
    assert capsys.readouterr().err == "maillage: 18 is no year between 1800 and 2100.\n"
    assert not Place.objects.exists()


def test_outlines_come_in_with_who_made_them(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Place.objects.create(country="FR", code="71001", name="Here")
    source = tmp_path / "borders.geojson"
    features = [feature([ring(4.8, 46.5)], code="71001"), feature([ring(4.8, 46.5)], code="71002", name="Gone")]
    source.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    asked = ["import-outlines", str(source), "--country", "FR", "--source", "IGN", "--licence", "Licence Ouverte 2.0"]
    assert cli.main(asked) == 0
    assert capsys.readouterr().out == (
        "Outlines came in for 1 places, 0 regions and 0 parts of regions.\n"
        "Not known here and passed over: 71002 Gone.\n"
    )
    outline = PlaceOutline.objects.get()
    assert (outline.source, outline.licence) == ("IGN", "Licence Ouverte 2.0")


def test_a_wrong_feature_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = tmp_path / "borders.geojson"
    source.write_text(json.dumps({"type": "FeatureCollection", "features": [feature([[["x", 1]]], code="1")]}))
    assert cli.main(["import-outlines", str(source)]) == 1
    assert capsys.readouterr().err == (
        "maillage: Nothing was imported. Correct these features and start again:\n"
        "  feature 1: A corner is not a pair of numbers.\n"
    )


def test_what_was_left_out_is_told_and_long_lists_are_cut() -> None:
    result = OutlinesResult(places=2, dropped=3, empty=("Here",), unknown=tuple(str(code) for code in range(25)))
    assert told(result, rehearsal=True) == [
        "Outlines would come in for 2 places, 0 regions and 0 parts of regions.",
        "Rings left out because they enclose nothing: 3.",
        "Left without any outline: Here.",
        "Not known here and passed over: " + ", ".join(str(code) for code in range(20)) + " and 5 more.",
    ]
