"""PDF files read back as a screen reader's program finds them: tags, language, title, descriptions, words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from itertools import pairwise
from typing import Any

from pypdf import PdfReader


@dataclass
class Paper:
    """One file with what its readers depend on."""

    content: bytes

    def __post_init__(self) -> None:
        self.reader = PdfReader(BytesIO(self.content))
        self.root: Any = self.reader.trailer["/Root"]

    @property
    def words(self) -> str:
        """All text on one line, soft breaks inside long words left out."""
        pages = (page.extract_text() for page in self.reader.pages)
        return " ".join(" ".join(pages).replace("\u200b", "").split())

    @property
    def language(self) -> str:
        return str(self.root["/Lang"])

    @property
    def title(self) -> str:
        return str(self.reader.metadata.title)

    @property
    def tags(self) -> list[Any]:
        """Every element of the structure tree, in reading order."""
        return list(elements(self.root["/StructTreeRoot"]["/K"]))

    @property
    def roles(self) -> Counter[str]:
        return Counter(str(tag["/S"]).removeprefix("/") for tag in self.tags)

    @property
    def headings(self) -> list[tuple[str, str]]:
        """The headings in order: level and words."""
        heads = [tag for tag in self.tags if str(tag["/S"]) in {"/H1", "/H2", "/H3"}]
        return [(str(tag["/S"]).removeprefix("/"), str(tag.get("/T", ""))) for tag in heads]

    @property
    def descriptions(self) -> list[str | None]:
        """What is said instead of each picture; None where nothing is."""
        return [tag.get("/Alt") for tag in self.tags if str(tag["/S"]) == "/Figure"]

    def assert_sound(self) -> None:
        """What each paper has: tags, a language, a title that is shown, the mark of PDF/UA-1, described pictures."""
        assert self.root["/MarkInfo"]["/Marked"] == True  # noqa: E712 - a boolean object of the file format
        assert self.root["/ViewerPreferences"]["/DisplayDocTitle"] == True  # noqa: E712 - a PDF boolean equals True and is not True
        assert self.language
        assert self.title
        about = self.root["/Metadata"].get_data().decode()
        assert "<pdfuaid:part>1</pdfuaid:part>" in about
        assert all(self.descriptions)
        levels = [int(level[1]) for level, _words in self.headings]
        assert levels[0] == 1
        assert all(after - before <= 1 for before, after in pairwise(levels))


def elements(node: Any) -> Iterator[Any]:
    """Walk a structure tree."""
    node = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(node, list):
        for part in node:
            yield from elements(part)
    elif isinstance(node, dict):
        if "/S" in node:
            yield node
        if "/K" in node:
            yield from elements(node["/K"])
