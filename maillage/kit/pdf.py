"""Tagged PDF set by Typst: what people wrote is data, never markup, and only one folder is read."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import typst
from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from maillage.core.plain_text import printable
from maillage.core.scripts import FAMILIES, family_for, family_to_ask_for, without_family

# Characters of data: 200,000 take about half a second, and a report has about 10,000.
LONGEST = 200_000
NO_GLYPH = re.compile(r'the text `"(.*?)"` could not be displayed')
ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")


class NoPaper(Exception):
    """A paper cannot be made; its one argument is a sentence that says why and what to do."""


class FontMissing(NoPaper):
    """No font of this machine has these letters."""

    def __init__(self, letters: set[str]) -> None:
        shown = sorted(letters)[:8]
        sentence = _(
            "This server has no font for these letters, so it cannot make the PDF: %(letters)s. Whoever runs it "
            "installs a font such as %(font)s, or puts its file into the folder “fonts” of the home folder, and "
            "starts maillage again."
        )
        super().__init__(sentence % {"letters": " ".join(shown), "font": family_to_ask_for(shown[0])})


class TooLong(NoPaper):
    """There is more to set than one request may take."""

    def __init__(self) -> None:
        super().__init__(_("This is too long for a PDF. Print the page from the browser, or shorten the text."))


@cache
def fonts() -> typst.Fonts:
    """Find the fonts of Typst, of the system and of the home folder, once a process."""
    return typst.Fonts(font_paths=[str(Path(settings.HOME) / "fonts")])


def render(template: Path, data: Mapping[str, Any], *, title: str, language: str, beside: Path | None = None) -> bytes:
    """Return a tagged PDF with this title in this language; the template finds `data` in `sys.inputs.paper`.

    What the template imports it finds in the folder `beside`, else in its own. Never inside a transaction. Raises
    NoPaper where a font is missing or the data is too long.
    """
    found = set(fonts().families())
    head = {
        "title": title,
        "language": language.partition("-")[0],
        "dir": "rtl" if language in settings.LANGUAGES_BIDI else "ltr",
        "families": [family for script in FAMILIES if (family := family_for(script, found))],
    }
    given = json.dumps(_clean({**data, **head}), ensure_ascii=False)
    if len(given) > LONGEST:
        raise TooLong
    # Typst itself would fall back to the Arabic of a typewriter font.
    if lacking := without_family(given, found):
        raise FontMissing(lacking)
    return _set(template, given, beside or template.parent)


@lru_cache(maxsize=12)  # the same words give the same paper
def _set(template: Path, given: str, folder: Path) -> bytes:
    """Set the paper: letters without a glyph are asked for, other signs without one give way."""
    how: dict[str, Any] = {"root": str(folder), "font_paths": fonts(), "pdf_standards": ["ua-1"]}
    try:
        return bytes(typst.compile(template.read_bytes(), sys_inputs={"paper": given}, **how))
    except typst.TypstError as error:
        missing = {letter for text in NO_GLYPH.findall(error.diagnostic) for letter in _unescaped(text)}
        signs = {sign for sign in missing & set(given) if not unicodedata.category(sign).startswith("L")}
        if not missing:
            raise
        if not signs:
            raise FontMissing(missing) from error
        blank = {ord(sign): "" if unicodedata.category(sign)[0] in "MC" else "\N{WHITE SQUARE}" for sign in signs}
        return _set(template, given.translate(blank), folder)


def _unescaped(text: str) -> str:
    return ESCAPED.sub(lambda code: chr(int(code[1], 16)), text)


def _clean(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _clean(part) for key, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [_clean(part) for part in value]
    if isinstance(value, (str, Promise)):
        return printable(str(value)).encode(errors="replace").decode()
    return value
