"""The command `maillage carpool` prints JSON, and ends with one sentence where a file is none."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks.ride_instances import tight
from maillage.config.cli import main


@pytest.fixture
def instance(tmp_path: Path) -> Path:
    file = tmp_path / "a2-16.txt"
    file.write_text(tight("a", 2, 16))
    return file


def test_what_is_solved_is_verified(instance: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["carpool", "solve", str(instance)]) == 0
    printed = capsys.readouterr().out
    told = json.loads(printed)
    assert (round(told["cost"], 3), told["proved"], told["served"], told["verdict"]) == (251.022, True, True, "valid")
    assert told["bound"] == pytest.approx(told["cost"])
    solution = tmp_path / "solution.json"
    solution.write_text(printed)
    assert main(["carpool", "verify", str(instance), str(solution)]) == 0
    assert json.loads(capsys.readouterr().out) == {"verdict": "valid", "violations": [], "cost": told["cost"]}
    solution.write_text("\n".join(" ".join(map(str, route)) for route in told["routes"][1:]))
    assert main(["carpool", "verify", str(instance), str(solution)]) == 1
    broken = json.loads(capsys.readouterr().out)["violations"]
    assert {one["rule"] for one in broken} == {"request-not-served"}


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "The file is empty."),
        (b"1 2\n", "line 1: the first line has 2 values; Cordeau's format has 5, that of Li and Lim 3."),
        (b"\xff\xfe\x00", "is no text in UTF-8."),
        (b"1 1 9 1 x\n", "line 1: “x” is not a number."),
    ],
)
def test_a_file_that_is_no_instance_is_one_sentence(
    content: bytes, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "some.txt"
    file.write_bytes(content)
    assert main(["carpool", "solve", str(file)]) == 1
    error = capsys.readouterr().err
    assert (error.startswith("maillage: "), error.count("\n"), said in error) == (True, 1, True)


def test_a_missing_file_an_odd_solution_and_no_rounds_are_said(
    instance: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    odd = tmp_path / "odd.txt"
    odd.write_text("1 2\n3 x\n")
    assert main(["carpool", "solve", str(tmp_path / "none")]) == 1
    assert "There is no file" in capsys.readouterr().err
    assert main(["carpool", "verify", str(instance), str(odd)]) == 1
    assert capsys.readouterr().err.endswith("line 2: “x” is not a stop number.\n")
    assert main(["carpool", "solve", str(instance), "--rounds", "0"]) == 1
    assert "0 rounds are none" in capsys.readouterr().err
