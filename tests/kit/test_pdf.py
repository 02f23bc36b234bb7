"""A PDF is tagged, says its language and title, and shows hostile text as text."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import typst

from maillage.kit import pdf
from tests.papers import Paper

PACKAGE = Path(pdf.__file__).resolve().parent.parent
PLAIN = """#let paper = json(bytes(sys.inputs.paper))
#set document(title: paper.title)
#set text(lang: paper.language, font: ("Libertinus Serif", ..paper.families))
= #paper.title
#for name in paper.names [ #par(name) ]
"""


@pytest.fixture
def template(tmp_path: Path) -> Path:
    path = tmp_path / "plain.typ"
    path.write_text(PLAIN)
    return path


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine without a font of its own."""
    found = typst.Fonts(include_system_fonts=False)
    monkeypatch.setattr(pdf, "fonts", lambda: found)


def paper_of(template: Path, *names: str, title: str = "A title", language: str = "en") -> Paper:
    return Paper(pdf.render(template, {"names": names}, title=title, language=language))


@pytest.mark.usefixtures("bare")
@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("fr", "L’Œuvre à l’école : « Noël », où ça ?"),
        ("pl", "Zażółć gęślą jaźń, Łódź, Świętosława Źdźbło"),
        ("el", "Ελένη Παπαδοπούλου, ΐ ΰ Ώ ς"),
        ("uk", "Ґанок, їжа, є, Київ"),
        ("es", "¿Mañana? ¡Sí! Peñíscola, pingüino"),
    ],
)
def test_the_letters_of_europe_need_no_font_of_the_machine(template: Path, language: str, words: str) -> None:
    paper = paper_of(template, words, title=words, language=language)
    paper.assert_sound()
    assert (paper.language, paper.title, paper.headings) == (language, words, [("H1", words)])
    assert paper.words == f"{words} {words}"


@pytest.mark.usefixtures("bare")
@pytest.mark.parametrize(
    "name",
    [
        "#import \"x\": *",
        "#read(\"/etc/passwd\")",
        "$x$ ] [ } { )",
        "= not a heading",
        "*a* _b_ `c` <d> @e \\ // f /* g */",
        "\"; panic(\"x\")",
        "${paper} #paper.title",
    ],
)  # fmt: skip
def test_hostile_text_stays_text(template: Path, name: str) -> None:
    paper = paper_of(template, name, title=name)
    assert paper.words == " ".join(f"{name} {name}".split())
    assert paper.roles["H1"] == 1


@pytest.mark.usefixtures("bare")
def test_what_nobody_sees_or_no_font_has_gives_way(template: Path) -> None:
    names = ["a\x00b\x07c\x1bd", "lone \ud800 half", "unassigned \u0378", "smile 🙂 👩‍👩‍👧", "mark e\u1ab0"]
    assert paper_of(template, *names).words == "A title a b c d lone ? half unassigned smile □ □□□ mark e"


@pytest.mark.usefixtures("bare")
@pytest.mark.parametrize(
    ("name", "letters", "font"),
    [
        ("ትግርኛ", "ር ት ኛ ግ", "Noto Sans Ethiopic"),
        ("سلام", "ا س ل م", "Noto Naskh Arabic"),
        ("中", "中", "Noto Sans CJK SC"),
    ],
)
def test_letters_without_a_font_are_asked_for_in_one_sentence(template: Path, name, letters, font) -> None:
    with pytest.raises(pdf.FontMissing) as missing:
        paper_of(template, name)
    assert str(missing.value) == (
        f"This server has no font for these letters, so it cannot make the PDF: {letters}. Whoever runs it installs a "
        f"font such as {font}, or puts its file into the folder “fonts” of the home folder, and starts maillage again."
    )


def test_too_much_is_refused_before_it_is_set(template: Path) -> None:
    with pytest.raises(pdf.TooLong):
        paper_of(template, "word " * 40_001)


def test_a_template_reads_nothing_outside_its_folder(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("secret")
    inside = tmp_path / "inside"
    inside.mkdir()
    (inside / "curious.typ").write_text('#set document(title: "T")\n#read("../secret")')
    with pytest.raises(typst.TypstError, match="escape the project root"):
        pdf.render(inside / "curious.typ", {}, title="T", language="en")


def test_no_template_imports_a_package_from_the_network() -> None:
    templates = sorted(PACKAGE.rglob("*.typ"))
    assert len(templates) >= 4
    imports = [
        word for path in templates for word in re.findall(r"#?(?:import|include)\s+\"([^\"]*)\"", path.read_text())
    ]
    assert set(imports) == {"look.typ"}


def test_a_right_to_left_language_turns_the_page(template: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given = {}
    monkeypatch.setattr(pdf, "_set", lambda _template, words, _folder: given.update(pdf.json.loads(words)) or b"")
    pdf.render(template, {}, title="T", language="prs")
    assert (given["dir"], given["language"]) == ("rtl", "prs")
