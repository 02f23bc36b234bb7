"""Workbooks that somebody prepared to do harm, or spoilt by accident, are refused before they cost anything."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from maillage.territory import workbook as reading
from maillage.territory.places_table import read_places
from tests.territory.sheets import ABEJAR, HEADING, SORIA, endless_cell, endless_line, with_part, workbook

DAMAGED = "The workbook cannot be read: it is damaged or has a password. Save it again as “.xlsx”."
# Reads a workbook in a process of its own that may hold so many bytes, with or without the look at its directory.
ALONE = """
import resource, sys
from pathlib import Path
from django.conf import settings
settings.configure(USE_I18N=False)
from maillage.territory import places_table, workbook
limit = 300_000_000
resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
if sys.argv[2] == "unchecked":
    workbook._check = lambda source: None
try:
    found = places_table.read_places(Path(sys.argv[1])).errors
except MemoryError:
    sys.exit(42)
print(found[0][1])
"""


@pytest.fixture
def soria(tmp_path: Path) -> Path:
    return workbook(tmp_path / "lau.xlsx", {"ES": [HEADING, SORIA, ABEJAR]})


@pytest.fixture(scope="module")
def bomb(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three hundred million bytes of one cell, in less than half a million."""
    plain = workbook(tmp_path_factory.mktemp("bomb") / "lau.xlsx", {"ES": [HEADING, SORIA]})
    return with_part(plain, "xl/worksheets/sheet1.xml", endless_cell(300))


def refused(source: Path) -> str:
    table = read_places(source)
    assert table.rows == []
    ((line, sentence),) = table.errors
    assert line == 0
    return sentence


def test_a_bomb_is_refused_by_its_directory_with_the_numbers(bomb: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert bomb.stat().st_size < 500_000
    monkeypatch.setattr(zipfile.ZipFile, "open", lambda *_args, **_more: pytest.fail("unpacked"))
    sentence = refused(bomb)
    assert sentence.startswith("A part of the workbook would swell ")
    assert sentence.endswith(" times, to 300 MB; no table of places does.")


@pytest.mark.parametrize(("way", "code"), [("checked", 0), ("unchecked", 42)])
def test_without_the_look_at_the_directory_the_bomb_goes_off(bomb: Path, way: str, code: int) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", ALONE, bomb, way], capture_output=True, text=True, timeout=60, check=False
    )
    assert ended.returncode == code, ended.stderr
    assert ("would swell" in ended.stdout) == (way == "checked")


def test_a_package_of_very_many_parts_or_bytes_is_refused(soria: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MOST_PARTS", 3)
    assert refused(soria).startswith("The workbook has 9 parts, and at most 3 are read.")
    monkeypatch.setattr(reading, "MOST_PARTS", 100)
    monkeypatch.setattr(reading, "MOST_BYTES", 1_000)
    assert refused(soria).endswith("and at most 0 MB are read. Split it by country.")
    monkeypatch.setattr(reading, "LARGEST_FILE", 100)
    assert refused(soria) == "The file is larger than 50 MB. Split it, one region each."


def test_a_directory_that_lies_about_sizes_is_believed_to_the_byte_and_not_further(bomb: Path, tmp_path: Path) -> None:
    content = bytearray(bomb.read_bytes())
    with zipfile.ZipFile(bomb) as package:
        told = package.getinfo("xl/worksheets/sheet1.xml").file_size
    at = content.rindex(told.to_bytes(4, "little"))
    content[at : at + 4] = (1_000).to_bytes(4, "little")
    liar = tmp_path / "liar.xlsx"
    liar.write_bytes(content)
    assert refused(liar) == DAMAGED


def test_a_line_without_end_is_refused_though_it_hardly_shrinks(soria: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MOST_TIMES", 2_000)
    long = with_part(soria, "xl/worksheets/sheet1.xml", endless_line(6))
    assert refused(long) == "The workbook has a part of 6 MB that is no sheet. Save the one sheet on its own."


def test_entities_that_swell_are_refused(soria: Path) -> None:
    laughs = (
        b'<!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><worksheet><sheetData>&b;</sheetData></worksheet>'
    )
    assert refused(with_part(soria, "xl/worksheets/sheet1.xml", [laughs])) == DAMAGED


def test_formulas_are_read_as_their_last_result_and_never_worked_out(soria: Path) -> None:
    with zipfile.ZipFile(soria) as package:
        sheet = package.read("xl/worksheets/sheet1.xml")
    assert sheet.count(b"<v>39398</v>") == 1
    reckoned = sheet.replace(b"<v>39398</v>", b"<f>1+1</f><v>39398</v>")
    table = read_places(with_part(soria, "xl/worksheets/sheet1.xml", [reckoned]))
    assert [row.values["population"] for row in table.rows] == [39398, 339]
    for never in (b"<f>1+1</f>", b"<f>1+1</f><v></v>", b"<f>1+1</f><v/>", b'<f t="shared" si="0"/>'):
        changed = sheet.replace(b"<v>39398</v>", never)
        assert refused(with_part(soria, "xl/worksheets/sheet1.xml", [changed])) == (
            "The workbook has formulas without a result. Open it in a spreadsheet, save it, and import that."
        )


@pytest.mark.parametrize("number", [b"999999999", b"5001"])
def test_a_line_far_down_does_not_cost_all_lines_before_it(
    soria: Path, number: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "MOST_LINES", 5_000)
    with zipfile.ZipFile(soria) as package:
        sheet = package.read("xl/worksheets/sheet1.xml")
    far = sheet.replace(b'<row r="3"', b'<row r="' + number + b'"').replace(b'"A3"', b'"A' + number + b'"')
    assert far != sheet
    errors = read_places(with_part(soria, "xl/worksheets/sheet1.xml", [far])).errors
    assert errors == [(0, "The sheet “ES” has more than 5000 lines. Split it by country.")]


@pytest.mark.parametrize("cut", [4, 100, 2_000])
def test_a_workbook_that_is_cut_off_is_refused(soria: Path, cut: int) -> None:
    soria.write_bytes(soria.read_bytes()[:cut])
    assert refused(soria) == DAMAGED


def test_a_package_that_is_no_workbook_is_refused(tmp_path: Path) -> None:
    other = tmp_path / "other.xlsx"
    with zipfile.ZipFile(other, "w") as package:
        package.writestr("hello.txt", "hello")
    assert refused(other) == DAMAGED


def test_a_workbook_without_our_columns_says_which_are_missing(tmp_path: Path) -> None:
    source = workbook(tmp_path / "other.xlsx", {"Sheet": [("a", "b"), (1, 2)]})
    assert read_places(source).errors == [
        (
            1,
            "Sheet!1: The columns code, name, country are missing. "
            "Add them to the first line and fill them for each place.",
        )
    ]
